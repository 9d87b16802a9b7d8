import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { memoryBackend } from "@/backend/memory";
import { settled } from "@/backend/memory/settled";
import type { Backend, InstallationProof } from "@/backend/port";
import { show } from "@/screens/for_tests";
import { ACCEPTED } from "@/screens/panel_for_tests";
import { wordsOf } from "@/wording/words";

const { t, say } = wordsOf("en");
const HERE = "#/knowledge/rehearsal";

beforeEach(() => {
  window.location.hash = "";
});

/** One option is accepted, nobody answers the others, and the panel concludes. */
async function concluded(backend: Backend, caseId: string) {
  await backend.decideFinding(caseId, ACCEPTED, "accepted", null);
  await settled(backend, caseId);
}

const card = (title: string) => screen.findByRole("region", { name: title });

describe("the proof of an installation", () => {
  it("says that nothing was run, then what came of it, and writes the record", async () => {
    const user = userEvent.setup();
    show({ ...memoryBackend(), chooseTarget: async () => "/made-up/record.pdf" }, HERE);
    const proof = await card(t("rehearsal.installation"));
    expect(await within(proof).findByText(t("rehearsal.never_proved"))).toBeTruthy();
    expect(within(proof).queryByRole("button", { name: t("rehearsal.record") }), "nothing to write yet").toBeNull();
    await user.click(within(proof).getByRole("button", { name: t("rehearsal.prove") }));
    expect(await within(proof).findByText(t("rehearsal.passed", { cases: 3 }))).toBeTruthy();
    expect(within(proof).getByText("12/12")).toBeTruthy();
    await user.click(await within(proof).findByRole("button", { name: t("rehearsal.record") }));
    expect(await within(proof).findByText("/made-up/record.pdf")).toBeTruthy();
  });

  it("shows every reason where it did not pass, and is run only by whom it is allowed to", async () => {
    const backend = memoryBackend();
    const good = await backend.proveInstallation();
    const failed = { code: "rehearsal_case_changed", parameters: { case: "RH-02" } };
    const missing = { code: "rehearsal_line_absent", parameters: { row: "JP-0001", therapy: "gefitinib (A)" } };
    const cases = good.answer.cases.map((found) => ({ ...found, failed: found.case === "RH-02" ? failed : null, missing: found.case === "RH-03" ? [missing] : [] }));
    const bad: InstallationProof = { ...good, answer: { ...good.answer, cases, failed: 1, passed: false } };
    const state = await backend.workspaceState();
    const session = state.state === "open" ? { ...state.session, actions: ["view_settings"] } : null;
    if (session === null) throw new Error("nobody is signed in");
    show({ ...backend, installationProofs: async () => [bad], workspaceState: async () => ({ state: "open", session }) }, HERE);
    const proof = await card(t("rehearsal.installation"));
    expect(await within(proof).findByText(t("rehearsal.not_passed", { cases: 3 }))).toBeTruthy();
    const lines = within(within(proof).getByRole("list", { name: t("rehearsal.differing") })).getAllByRole("listitem");
    expect(lines.map((line) => line.textContent)).toEqual([`RH-02 ${say(failed)}`, `RH-03 ${say(missing)}`]);
    expect(within(proof).queryByRole("button", { name: t("rehearsal.prove") })).toBeNull();
    expect(screen.queryByRole("region", { name: t("rehearsal.panel") }), "who sees no cases sees no rehearsal").toBeNull();
  });
});

describe("the rehearsal of a panel", () => {
  it("is laid out, marked, and held against the key only after the panel has concluded", async () => {
    const user = userEvent.setup();
    const backend = memoryBackend();
    const before = await backend.progress();
    show(backend, HERE);
    const panel = await card(t("rehearsal.panel"));
    await user.click(await within(panel).findByRole("button", { name: t("rehearsal.lay_out_case", { case: "RH-02" }) }));
    expect(await within(panel).findByRole("link", { name: "RH-02-1" })).toBeTruthy();
    expect(within(panel).getByText(t("rehearsal.key_closed"))).toBeTruthy();
    expect(within(panel).queryByRole("button", { name: t("rehearsal.lay_out_case", { case: "RH-02" }) }), "one attempt at a time").toBeNull();
    expect((await backend.progress()).cases, "it is counted nowhere").toBe(before.cases);
    const { header, findings } = await backend.caseView("rh-02-1");
    expect([header.rehearsal, header.synthetic]).toEqual(["RH-02", true]);

    await concluded(backend, "rh-02-1");
    const board = await backend.rehearsalBoard();
    expect([board.judged, board.cases[1]?.runs[0]?.concordance === null]).toEqual([1, false]);
    await expect(backend.decideFinding("rh-02-1", findings[0]?.key ?? "", "accepted", null)).rejects.toMatchObject({ message: { code: "refusal_rehearsal_concluded" } });
    await expect(backend.signReport("rh-02-1", "shirube-demo-only")).rejects.toMatchObject({ message: { code: "refusal_only_rehearsed" } });
    expect((await backend.layOutRehearsal("RH-02")).case_number).toBe("RH-02-2");
  });

  it("shows the shares apart and what differs", async () => {
    const backend = memoryBackend();
    await backend.layOutRehearsal("RH-02");
    await concluded(backend, "rh-02-1");
    const board = await backend.rehearsalBoard();
    show(backend, HERE);
    const panel = await card(t("rehearsal.panel"));
    const row = (await within(panel).findByRole("link", { name: "RH-02-1" })).closest("tr") as HTMLElement;
    const found = board.cases[1]?.runs[0]?.concordance;
    expect(row.textContent).toContain(`${found?.high.found}/${found?.high.asked}`);
    expect(found?.missing.length).toBeGreaterThan(0);
    for (const line of found?.missing ?? []) expect(row.textContent).toContain(say(line));
  });

  it("is marked in the list of cases", async () => {
    const backend = memoryBackend();
    await backend.layOutRehearsal("RH-01");
    show(backend, "#/worklist");
    expect(await screen.findByText(t("rehearsal.badge_made_up"))).toBeTruthy();
  });
});
