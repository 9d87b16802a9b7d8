import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { memoryBackend } from "@/backend/memory";
import { meeting } from "@/backend/memory/settled";
import { show } from "@/screens/for_tests";
import { ACCEPTED, called, drafted, opinion, SECRET, TODAY } from "@/screens/panel_for_tests";
import { wordsOf } from "@/wording/words";

const { t, name, say } = wordsOf("en");

beforeEach(() => {
  window.location.hash = "";
});

describe("a panel", () => {
  it("is called with persons by account and by name, and a list without a chair is refused", async () => {
    const user = userEvent.setup();
    const backend = await drafted();
    show(backend, "#/case/crc/panel");
    await user.click(await screen.findByRole("button", { name: new RegExp(`^${t("panel.convene")}`) }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: t("convene.add_name") }));
    await user.type(within(dialog).getByLabelText(t("convene.name")), "Made-up Pathologist");
    await user.click(within(dialog).getByRole("button", { name: t("convene.call") }));
    expect((await within(dialog).findByRole("alert")).textContent).toContain(say({ code: "refusal_panel_members_unclear", parameters: {} }));
    const chair = (await backend.panelBoard("crc")).accounts[0]?.name ?? "";
    await user.click(within(dialog).getByRole("button", { name: t("convene.add_account", { name: chair }) }));
    await user.click(within(dialog).getByRole("button", { name: t("convene.call") }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const members = (await backend.panelBoard("crc")).panels[0]?.members ?? [];
    expect(members.map(({ part, has_account }) => [part, has_account])).toEqual([
      ["member", false],
      ["chair", true],
    ]);
  }, 60_000);

  it("lets nobody take a test gone without for a result, and offers to change what is recorded", async () => {
    show(await drafted(), "#/case/crc/panel");
    const card = await screen.findByRole("region", { name: t("confirm.title") });
    const mark = within(card).getByText(name("confirmation", "waived"));
    expect(mark.className).toBe("mark caution");
    expect(within(card).getByText(t("confirm.change"))).toBeTruthy();
    expect(within(card).queryByText(t("confirm.record"))).toBeNull();
  });

  it("says of each requirement by word whether it is met, not met or not assessed", async () => {
    const backend = await drafted();
    await backend.convenePanel("crc", { ...meeting(TODAY), sequenced_in_house: null });
    await backend.recordAttendance("crc", { present: [1, 2], attending: "absent" });
    show(backend, "#/case/crc/panel");
    const section = await screen.findByRole("region", { name: t("panel.requirements") });
    const wordOf = (what: string) => within(section).getAllByRole("listitem").find((row) => row.textContent?.includes(what))?.textContent ?? "";
    expect(wordOf(name("qualification", "genetic_medicine"))).toMatch(new RegExp(`^${name("met", "met")}.*Made-up Geneticist$`));
    expect(wordOf(name("qualification", "pathology"))).toContain(name("met", "not_met"));
    expect(wordOf(name("qualification", "bioinformatics"))).toContain(name("met", "not_assessed"));
  });

  it("concludes only with a way and a reason for every recommendation, and its conclusion is taken back with a reason", async () => {
    const user = userEvent.setup();
    const backend = await called();
    await backend.recordAttendance("crc", { present: [1, 2, 3, 4, 5, 6], attending: "present" });
    show(backend, "#/case/crc/panel");
    const conclude = await screen.findByRole("button", { name: t("conclusion.conclude") });
    expect(conclude.hasAttribute("disabled")).toBe(true);
    await user.selectOptions(screen.getByLabelText(t("conclusion.route")), "insured");
    expect(conclude.hasAttribute("disabled")).toBe(true);
    await user.type(screen.getByLabelText(t("conclusion.reason")), "companion test positive");
    await user.click(conclude);
    expect(await screen.findByText(t("conclusion.because", { reason: "companion test positive" }))).toBeTruthy();
    const concluded = (await backend.panelBoard("crc")).panels[0]?.conclusion?.recommendations;
    expect(concluded?.map(({ kind, route, findings }) => [kind, route, findings])).toEqual([["treatment", "insured", [ACCEPTED]]]);
    await user.click(screen.getByRole("button", { name: t("conclusion.withdraw") }));
    const dialog = await screen.findByRole("dialog");
    const back = within(dialog).getByRole("button", { name: t("conclusion.withdraw_now") });
    expect(back.hasAttribute("disabled")).toBe(true);
    await user.type(within(dialog).getByLabelText(t("conclusion.withdraw_because")), "a new result");
    await user.click(back);
    expect(await screen.findByRole("button", { name: t("conclusion.conclude") })).toBeTruthy();
  }, 60_000);

  it("is projected without name and identifier, turned by key, and left by Escape", async () => {
    const user = userEvent.setup();
    const backend = await called();
    await backend.giveOpinion("crc", opinion(null, "recommend", SECRET));
    const { header } = await backend.caseView("crc");
    show(backend, "#/case/crc/panel");
    await screen.findByRole("button", { name: t("opinion.reveal") });
    await user.keyboard("v");
    const projected = await screen.findByRole("dialog");
    const seen: string[] = [];
    for (let page = 0; page < 3; page += 1) {
      seen.push(projected.textContent ?? "");
      await user.keyboard("{ArrowRight}");
    }
    const all = seen.join("\n");
    expect(new Set(seen).size).toBe(3);
    expect(all).toContain(header.tumor_label ?? "?");
    expect(all).toContain(t("opinion.is_given"));
    for (const hidden of [header.patient_name, header.patient_kana, header.hospital_id, SECRET]) expect(all).not.toContain(hidden ?? "?");
    await user.keyboard("{PageDown}");
    await waitFor(() => expect(window.location.hash).not.toContain("/crc/"));
    const next = await backend.caseView(window.location.hash.split("/")[2] ?? "");
    await waitFor(() => expect(screen.getByRole("dialog").textContent).toContain(next.header.case_number));
    expect(screen.getByRole("dialog").textContent).not.toContain(next.header.patient_name);
    // A page that was turned to the end may have lost the focus.
    (document.activeElement as HTMLElement | null)?.blur();
    fireEvent.keyDown(document.body, { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  }, 60_000);

  it("that was called wrongly is cancelled with a reason, stays readable, and another one can be called", async () => {
    const user = userEvent.setup();
    const backend = await called();
    show(backend, "#/case/crc/panel");
    const convene = await screen.findByRole("button", { name: new RegExp(`^${t("panel.convene")}`) });
    expect(convene.hasAttribute("disabled")).toBe(true);
    expect(screen.getByText(say({ code: "refusal_attendance_missing", parameters: {} }))).toBeTruthy();
    await user.click(screen.getByRole("button", { name: t("panel.cancel") }));
    const dialog = await screen.findByRole("dialog");
    const cancel = within(dialog).getByRole("button", { name: t("panel.cancel_now") });
    expect(cancel.hasAttribute("disabled")).toBe(true);
    await user.type(within(dialog).getByLabelText(t("panel.cancel_because")), "the wrong day");
    await user.click(cancel);
    expect(await screen.findByText(t("panel.cancelled_because", { because: "the wrong day" }))).toBeTruthy();
    await waitFor(() => expect(convene.hasAttribute("disabled")).toBe(false));
    expect(screen.queryByRole("button", { name: t("conclusion.conclude") })).toBeNull();
  }, 60_000);

  it("is called by the rule of the day that is typed, not by today's", async () => {
    const user = userEvent.setup();
    const backend = await drafted();
    const seats = [{ qualification: "pathology", minimum: 1, when: "always" }];
    const rule = { title_ja: "made-up later rule", disease_groups: ["solid"], tests: ["whole_genome"], valid_from: "2998-01-01", valid_until: null, seats, one_person_several_seats: true, attending_may_supply_history: true, circulated_review: "every_case", source: "made-up" };
    await backend.recordHousePanelRule(rule);
    show(backend, "#/case/crc/panel");
    await user.click(await screen.findByRole("button", { name: new RegExp(`^${t("panel.convene")}`) }));
    const dialog = await screen.findByRole("dialog");
    await user.click(within(dialog).getByRole("radio", { name: name("meeting", "circulated") }));
    expect(await within(dialog).findByText(say({ code: "refusal_circulation_not_allowed", parameters: {} }))).toBeTruthy();
    await user.click(within(dialog).getByRole("button", { name: t("convene.add_name") }));
    expect(within(dialog).getAllByRole("checkbox").length).toBeGreaterThan(1);
    const day = within(dialog).getByLabelText(t("convene.due_on"));
    await user.clear(day);
    await user.type(day, "2999-01-01");
    expect(await within(dialog).findByText(new RegExp("made-up later rule"))).toBeTruthy();
    await waitFor(() => expect(within(dialog).queryByText(say({ code: "refusal_circulation_not_allowed", parameters: {} }))).toBeNull());
    expect(within(dialog).getAllByRole("checkbox")).toHaveLength(1);
  }, 60_000);

  it("is left out by the attending physician, who judges each open condition and says why", async () => {
    const user = userEvent.setup();
    const backend = memoryBackend("?listed_test=crc");
    await backend.decideFinding("crc", ACCEPTED, "accepted", null);
    await backend.composeReport("crc");
    show(backend, "#/case/crc/panel");
    const card = await screen.findByRole("region", { name: t("omission.title") });
    const now = within(card).getByRole("button", { name: t("omitting.now") });
    await user.type(within(card).getByLabelText(t("omitting.because")), "only an approved drug");
    await user.click(now);
    expect((await within(card).findByRole("alert")).textContent).toContain(say({ code: "refusal_omission_open", parameters: { count: "2" } }));
    for (const tick of within(card).getAllByRole("checkbox")) await user.click(tick);
    await user.click(now);
    expect(await within(card).findByText(t("omitting.stands"))).toBeTruthy();
    await backend.composeReport("crc");
    expect((await backend.caseView("crc")).report.blockers).toEqual([]);
  }, 60_000);

  it("of a whole genome offers nothing to be left out", async () => {
    show(await drafted(), "#/case/crc/panel");
    await screen.findByRole("region", { name: t("confirm.title") });
    const card = await screen.findByRole("region", { name: t("omission.title") });
    expect(within(card).queryByRole("button", { name: t("omitting.now") })).toBeNull();
  });
});
