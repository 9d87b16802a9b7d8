import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { memoryBackend } from "@/backend/memory";
import { meeting, settled } from "@/backend/memory/settled";
import type { ProgressReport } from "@/backend/port";
import { show } from "@/screens/for_tests";
import { drafted, opinion, TODAY } from "@/screens/panel_for_tests";
import { wordsOf } from "@/wording/words";

const { t, name } = wordsOf("en");

beforeEach(() => {
  window.location.hash = "";
});

describe("the programme in counts", () => {
  it("is told by group, area, tumour and state, and written out with the passphrase", async () => {
    const user = userEvent.setup();
    const backend = memoryBackend();
    await backend.placeInProgramme("crc", { group: "data_centre", area: "gastrointestinal" });
    show(backend, "#/progress");
    const groups = await screen.findByRole("table", { name: name("progress_by", "group") });
    const row = within(groups).getByRole("row", { name: `${name("programme_group", "data_centre")} 1` });
    expect(within(row).getByRole("cell").textContent).toBe("1");
    for (const by of ["area", "tumor", "state"]) expect(screen.getByRole("table", { name: name("progress_by", by) })).toBeTruthy();
    await user.click(screen.getByRole("button", { name: t("register.export") }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText(t("export.path")), "/made-up/register.csv");
    await user.type(within(dialog).getByLabelText(t("export.passphrase")), "wrong");
    await user.click(within(dialog).getByRole("button", { name: t("export.write") }));
    expect(await within(dialog).findByRole("alert")).toBeTruthy();
    await user.type(within(dialog).getByLabelText(t("export.passphrase")), "shirube-demo-only");
    await user.click(within(dialog).getByRole("button", { name: t("export.write") }));
    expect(await within(dialog).findByText(t("register.exported"))).toBeTruthy();
  }, 60_000);

  it("does not read as none where a count is not told, and offers the ledger only to whom it is allowed", async () => {
    const backend = memoryBackend();
    const session = { ...(await backend.signIn({ login: "byori", passphrase: "shirube-demo-only", code: null, older_because: null })), actions: ["view_progress"] };
    const hidden: ProgressReport = {
      as_of: TODAY,
      cases: null,
      tables: [{ by: "state", rows: [{ code: "signed", label: null, cases: null }, { code: "drafted", label: null, cases: 0 }] }],
      turnaround: [],
      suppressed_below: 3,
    };
    show({ ...backend, progress: async () => hidden, workspaceState: async () => ({ state: "open", session }) }, "#/progress");
    const states = await screen.findByRole("table", { name: name("progress_by", "state") });
    expect(within(states).getAllByRole("cell").map((cell) => cell.textContent)).toEqual([t("progress.not_told"), "0"]);
    expect(screen.queryByRole("button", { name: t("register.export") })).toBeNull();
  });
});

describe("the list of cases", () => {
  it("is sorted by a heading, and says so", async () => {
    const user = userEvent.setup();
    show(memoryBackend(), "#/worklist");
    const heading = await screen.findByRole("columnheader", { name: new RegExp(t("worklist.received")) });
    await user.click(within(heading).getByRole("button"));
    await waitFor(() => expect(heading.getAttribute("aria-sort")).toBe("ascending"));
    await user.click(within(heading).getByRole("button"));
    await waitFor(() => expect(heading.getAttribute("aria-sort")).toBe("descending"));
  });

  it("says whose opinion a circulated review waits for", async () => {
    const backend = await drafted();
    const seats = [{ qualification: "pathology", minimum: 1, when: "always" }];
    await backend.recordHousePanelRule({ title_ja: "made-up", disease_groups: ["solid"], tests: ["whole_genome"], valid_from: "2026-01-01", valid_until: null, seats, one_person_several_seats: true, attending_may_supply_history: true, circulated_review: "every_case", source: "made-up" });
    await backend.convenePanel("crc", { ...meeting(TODAY), meeting: "circulated" });
    show(backend, "#/worklist");
    expect(await screen.findByText(t("worklist.reminder_mine", { when: t("worklist.reminder_near") }))).toBeTruthy();
    await backend.giveOpinion("crc", opinion(null, "recommend"));
    const [reminder] = await backend.reminders();
    expect([reminder?.reminder.mine, reminder?.reminder.missing.length]).toEqual([false, 5]);
  });
});

describe("precedents", () => {
  it("lead to earlier cases of the same tumour and name no patient of theirs", async () => {
    const backend = await drafted();
    await settled(backend, "crc");
    const { header } = await backend.caseView("crc");
    const other = { ...(await backend.precedents("crc")), markers: [{ marker: "BRAF p.V600E", cases: 1, outcomes: [{ kind: "treatment", route: "insured", therapy_label: "X", cases: 1 }], links: [{ case_id: "crc", case_number: header.case_number }] }] };
    show({ ...backend, precedents: async () => other }, "#/case/luad/findings");
    const title = await screen.findByText(t("precedent.title"), { selector: "summary" });
    expect(screen.queryByText(t("precedent.lead", { tumor: other.tumor_label ?? "" })), "nobody looks before it is opened").toBeNull();
    await userEvent.click(title);
    const link = await screen.findByRole("link", { name: header.case_number });
    const card = link.closest("details") as HTMLElement;
    expect(link.getAttribute("href")).toBe("#/case/crc/panel");
    expect(card.textContent).toContain(name("route", "insured"));
    expect(card.textContent).not.toContain(header.patient_name);
  });
});
