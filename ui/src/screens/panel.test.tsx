import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { BackendProvider } from "@/backend/context";
import { memoryBackend } from "@/backend/memory";
import { meeting, settled } from "@/backend/memory/settled";
import type { Backend, HousePanelRule, NewOpinion } from "@/backend/port";
import { Gate } from "@/screens/gate";
import { ShortcutsProvider } from "@/shared/shortcuts";
import { ToastProvider } from "@/shared/toast";
import { WordsProvider, wordsOf } from "@/wording/words";

const { t, name, say } = wordsOf("en");
const TODAY = new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Tokyo" });
const ACCEPTED = "enc-cet";
const OTHER = "pem-msi";
const SECRET = "a made-up remark of the pathologist";

function show(backend: Backend, place: string) {
  window.location.hash = place;
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: "always" }, mutations: { networkMode: "always" } } });
  render(
    <QueryClientProvider client={client}>
      <BackendProvider backend={backend}>
        <WordsProvider language="en">
          <ShortcutsProvider>
            <ToastProvider>
              <Gate />
            </ToastProvider>
          </ShortcutsProvider>
        </WordsProvider>
      </BackendProvider>
    </QueryClientProvider>,
  );
}

/** A case with one accepted option, its confirmatory test waived, and a draft. */
async function drafted(): Promise<Backend> {
  const backend = memoryBackend();
  await backend.decideFinding("crc", ACCEPTED, "accepted", null);
  await backend.confirmFinding("crc", ACCEPTED, { step: "waived", by: "Made-up Chair", because: "made-up" });
  await backend.composeReport("crc");
  return backend;
}

async function called(): Promise<Backend> {
  const backend = await drafted();
  await backend.convenePanel("crc", meeting(TODAY));
  return backend;
}

const opinion = (seat: number | null, stance: string, comment: string | null = null): NewOpinion => ({
  seat,
  findings: [ACCEPTED, OTHER].map((finding) => ({ finding, stance, comment })),
  overall: null,
  received_by: seat === null ? null : "by phone",
});

const refusedWith = (code: string) => ({ message: { code } });

beforeEach(() => {
  window.location.hash = "";
});

describe("opinions", () => {
  it("of others are not on the screen before they are revealed, only who has given one", async () => {
    const backend = await called();
    await backend.giveOpinion("crc", opinion(3, "do_not_recommend", SECRET));
    expect((await backend.panelBoard("crc")).panels[0]?.opinions).toEqual([]);
    show(backend, "#/case/crc/panel");
    const given = await screen.findByRole("list", { name: t("opinion.who_has_given") });
    const rows = within(given).getAllByRole("listitem").map((row) => row.textContent);
    expect(rows.filter((text) => text?.includes(t("opinion.is_given")))).toHaveLength(1);
    expect(rows.filter((text) => text?.includes(t("opinion.is_waiting")))).toHaveLength(5);
    expect(document.body.textContent).not.toContain(SECRET);
    expect(screen.queryByRole("table")).toBeNull();
  });

  it("of one's own need a stance on every finding, survive a change of tab, and are given once", async () => {
    const user = userEvent.setup();
    const backend = await called();
    show(backend, "#/case/crc/panel");
    const own = await screen.findByRole("region", { name: t("opinion.own") });
    const groups = () => within(screen.getByRole("region", { name: t("opinion.own") })).getAllByRole("group", { name: /^Opinion on/ });
    const save = () => screen.getByRole("button", { name: t("opinion.save") });
    await user.click(within(groups()[0] as HTMLElement).getByRole("radio", { name: name("stance", "recommend") }));
    await user.type(within(own).getByLabelText(new RegExp(`^${t("opinion.overall")}`)), "made-up thought");
    expect(save().hasAttribute("disabled")).toBe(true);
    await user.click(screen.getByRole("tab", { name: new RegExp(t("tab.variants")) }));
    await waitFor(() => expect(screen.queryByRole("region", { name: t("opinion.own") })).toBeNull());
    await user.click(screen.getByRole("tab", { name: t("tab.panel") }));
    expect(await screen.findByDisplayValue("made-up thought")).toBeTruthy();
    await user.click(within(groups()[1] as HTMLElement).getByRole("radio", { name: name("stance", "undecided") }));
    await user.click(save());
    await waitFor(() => expect(screen.queryByRole("button", { name: t("opinion.save") })).toBeNull());
    expect((await backend.panelBoard("crc")).panels[0]?.opinions).toHaveLength(1);
    await expect(backend.giveOpinion("crc", opinion(null, "recommend"))).rejects.toMatchObject(refusedWith("refusal_opinion_already_given"));
  }, 60_000);

  it("that differ are marked by word in the table once revealed, with a reason where some are missing", async () => {
    const user = userEvent.setup();
    const backend = await called();
    await backend.giveOpinion("crc", opinion(null, "recommend"));
    await backend.giveOpinion("crc", { ...opinion(3, "recommend"), findings: [{ finding: ACCEPTED, stance: "recommend", comment: null }, { finding: OTHER, stance: "do_not_recommend", comment: SECRET }] });
    show(backend, "#/case/crc/panel");
    await user.click(await screen.findByRole("button", { name: t("opinion.reveal") }));
    const dialog = await screen.findByRole("dialog");
    const reveal = within(dialog).getByRole("button", { name: t("opinion.reveal_now") });
    expect(reveal.hasAttribute("disabled")).toBe(true);
    await user.type(within(dialog).getByLabelText(t("opinion.reveal_because")), "the meeting begins");
    await user.click(reveal);
    const table = await screen.findByRole("table", { name: t("opinion.matrix") });
    const rowOf = (therapy: string) => within(table).getAllByRole("row").find((row) => row.textContent?.includes(therapy))?.textContent ?? "";
    const { asked } = await backend.panelBoard("crc");
    const therapy = (key: string) => asked.find((finding) => finding.key === key)?.therapy_label ?? "";
    expect(rowOf(therapy(OTHER))).toContain(t("opinion.differs"));
    expect(rowOf(therapy(OTHER))).toContain(SECRET);
    expect(rowOf(therapy(ACCEPTED))).toContain(t("opinion.agrees"));
    expect(rowOf(therapy(ACCEPTED))).not.toContain(t("opinion.differs"));
    expect(screen.getByText(t("opinion.disagreed", { count: 1 }))).toBeTruthy();
  }, 60_000);

  it("typed by one person are not found by the next who signs in", async () => {
    const user = userEvent.setup();
    const backend = await drafted();
    const wanted = meeting(TODAY);
    await backend.convenePanel("crc", { ...wanted, members: wanted.members.map((member, index) => (index === 2 ? { ...member, login: "byori" } : member)) });
    show(backend, "#/case/crc/panel");
    await user.type(within(await screen.findByRole("region", { name: t("opinion.own") })).getByLabelText(new RegExp(`^${t("opinion.overall")}`)), "only mine");
    cleanup();
    await backend.signIn({ login: "byori", passphrase: "shirube-demo-only", code: null, older_because: null });
    show(backend, "#/case/crc/panel");
    await screen.findByRole("region", { name: t("opinion.own") });
    expect(screen.queryByDisplayValue("only mine")).toBeNull();
  }, 60_000);
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
});

describe("consent", () => {
  it("that nobody recorded is said to be not recorded, with neither the word nor the look of a yes or a no", async () => {
    show(memoryBackend(), "#/case/luad/clinical");
    const row = await screen.findByRole("listitem", { name: name("consent", "secondary_findings") });
    const mark = row.querySelector(".mark");
    expect(mark?.textContent).toBe(name("wish", "not_recorded"));
    expect(mark?.className).toBe("mark quiet");
    for (const wish of ["yes", "no"]) expect(mark?.textContent).not.toBe(name("wish", wish));
    expect(within(row).queryByRole("button", { name: new RegExp(t("consent.withdraw")) })).toBeNull();
  });

  it("is recorded by a proxy with the relation, withdrawn with a day, and then blocks the signature", async () => {
    const user = userEvent.setup();
    const backend = memoryBackend();
    show(backend, "#/case/luad/clinical");
    const kind = name("consent", "participation");
    await user.click(await screen.findByRole("button", { name: t("consent.record_kind", { kind }) }));
    const dialog = await screen.findByRole("dialog");
    const save = within(dialog).getByRole("button", { name: t("consent.save") });
    await user.click(within(dialog).getByRole("radio", { name: name("wish", "yes") }));
    await user.type(within(dialog).getByLabelText(t("consent.day")), "2026-01-10");
    await user.click(within(dialog).getByRole("radio", { name: name("giver", "proxy") }));
    await user.type(within(dialog).getByLabelText(t("consent.form_version")), "2.1");
    await user.type(within(dialog).getByLabelText(t("consent.obtained_by")), "Made-up Physician");
    expect(save.hasAttribute("disabled")).toBe(true);
    await user.type(within(dialog).getByLabelText(t("consent.relation")), "mother");
    await user.click(save);
    const row = await screen.findByRole("listitem", { name: kind });
    await waitFor(() => expect(row.querySelector(".mark")?.textContent).toBe(name("wish", "yes")));
    expect(row.textContent).toContain(t("consent.proxy", { relation: "mother" }));

    await user.click(within(row).getByRole("button", { name: t("consent.withdraw_kind", { kind }) }));
    const withdrawal = await screen.findByRole("dialog");
    await user.type(within(withdrawal).getByLabelText(t("consent.withdrawal_day")), "2026-01-09");
    expect(within(withdrawal).getByRole("button", { name: t("consent.withdrawal_save") }).hasAttribute("disabled")).toBe(true);
    await user.click(within(withdrawal).getByRole("radio", { name: name("giver", "person") }));
    await user.click(within(withdrawal).getByRole("button", { name: t("consent.withdrawal_save") }));
    expect((await within(withdrawal).findByRole("alert")).textContent).toContain(say({ code: "refusal_day_before_another", parameters: {} }));
    fireEvent.change(within(withdrawal).getByLabelText(t("consent.withdrawal_day")), { target: { value: "2026-01-12" } });
    await user.click(within(withdrawal).getByRole("button", { name: t("consent.withdrawal_save") }));
    await waitFor(() => expect(row.querySelector(".mark")?.textContent).toBe(name("wish", "withdrawn")));
    expect(row.textContent).toContain("2026/01/12");

    const { report } = await backend.caseView("luad");
    expect(report.blockers.map(({ code }) => code)).toContain("refusal_consent_withdrawn");
    await user.click(screen.getByRole("tab", { name: t("tab.report") }));
    await user.click(await screen.findByRole("button", { name: t("report.solve_in", { tab: t("tab.clinical") }) }));
    await waitFor(() => expect(window.location.hash).toContain("/clinical"));
  }, 60_000);

  it("has a giver only when one was chosen, and a change starts from who gave the answer that stands", async () => {
    const user = userEvent.setup();
    const backend = memoryBackend();
    const recorded = { kind: "participation", answer: "yes", given_on: "2026-01-10", form_version: "2.1", obtained_by: "Made-up Physician", assent_version: null, scope: null };
    await backend.recordConsent("luad", { ...recorded, proxy_relation: "mother" });
    show(backend, "#/case/luad/clinical");
    const dialogOf = async (label: string) => {
      await user.click(await screen.findByRole("button", { name: label }));
      return screen.findByRole("dialog");
    };
    const chosen = (dialog: HTMLElement) => ["person", "proxy"].filter((code) => within(dialog).getByRole("radio", { name: name("giver", code) }).getAttribute("aria-checked") === "true");
    const fresh = await dialogOf(t("consent.record_kind", { kind: name("consent", "secondary_findings") }));
    expect(chosen(fresh)).toEqual([]);
    await user.click(within(fresh).getByRole("radio", { name: name("wish", "no") }));
    for (const field of ["consent.day", "consent.form_version", "consent.obtained_by"] as const) await user.type(within(fresh).getByLabelText(t(field)), "2026-01-10");
    const save = within(fresh).getByRole("button", { name: t("consent.save") });
    expect(save.hasAttribute("disabled")).toBe(true);
    await user.click(within(fresh).getByRole("radio", { name: name("giver", "person") }));
    await user.click(save);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const standing = await dialogOf(t("consent.change_kind", { kind: name("consent", "participation") }));
    expect(chosen(standing)).toEqual(["proxy"]);
    expect((within(standing).getByLabelText(t("consent.relation")) as HTMLInputElement).value).toBe("mother");
  }, 60_000);

  it("a day that stands is corrected only with a reason", async () => {
    const user = userEvent.setup();
    show(memoryBackend(), "#/case/luad/clinical");
    const milestone = name("milestone", "specimen_collected");
    await user.click(await screen.findByRole("button", { name: t("day.correct_milestone", { milestone }) }));
    const dialog = await screen.findByRole("dialog");
    fireEvent.change(within(dialog).getByLabelText(t("day.day")), { target: { value: "2026-11-03" } });
    const save = within(dialog).getByRole("button", { name: t("day.save") });
    expect(save.hasAttribute("disabled")).toBe(true);
    await user.type(within(dialog).getByLabelText(t("day.because")), "slip of the pen");
    await user.click(save);
    const row = await screen.findByRole("listitem", { name: milestone });
    await waitFor(() => expect(row.textContent).toContain("2026/11/03"));
    expect(screen.getByText(t("day.turnaround_unknown"))).toBeTruthy();
  }, 60_000);
});

describe("a signed report", () => {
  it("is opened again with kind and reason, stays readable, and leaves tasks for what had left the house", async () => {
    const user = userEvent.setup();
    const backend = memoryBackend();
    await settled(backend, "nil");
    await backend.signReport("nil", "shirube-demo-only");
    await backend.exportDocument("nil", "patient", "/made-up/patient.pdf", "shirube-demo-only");
    const { revision } = (await backend.caseView("nil")).report;
    show(backend, "#/case/nil/report");
    await user.click(await screen.findByRole("button", { name: t("amendment.start") }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText(t("amendment.lead", { revision }))).toBeTruthy();
    const open = within(dialog).getByRole("button", { name: t("amendment.open") });
    await user.selectOptions(within(dialog).getByLabelText(t("amendment.kind")), "changed_interpretation");
    expect(open.hasAttribute("disabled")).toBe(true);
    await user.type(within(dialog).getByLabelText(t("amendment.because")), "a row was wrong");
    await user.click(open);
    const task = name("task", "replace_patient_copy");
    await user.click(await screen.findByRole("button", { name: t("amendment.task_done", { task }) }));
    await user.type(await screen.findByLabelText(t("amendment.how")), "by hand");
    await user.click(screen.getByRole("button", { name: t("amendment.task_close") }));
    await waitFor(() => expect(screen.queryByRole("button", { name: t("amendment.task_done", { task }) })).toBeNull());
    expect(screen.getByRole("button", { name: t("amendment.task_done", { task: name("task", "tell_physician") }) })).toBeTruthy();
    expect(screen.queryByRole("button", { name: t("amendment.start") })).toBeNull();
    const earlier = screen.getByRole("region", { name: t("report.revisions") });
    expect(within(earlier).getByText(t("report.not_replaced"))).toBeTruthy();
    await user.click(within(earlier).getByRole("button", { name: t("report.read_revision", { revision, document: name("document", "patient") }) }));
    expect((await screen.findByText(t("report.earlier_shown"))).textContent).toBeTruthy();
    await user.click(screen.getByRole("button", { name: t("report.back_to_present") }));
    expect(screen.queryByText(t("report.earlier_shown"))).toBeNull();
    expect((await backend.caseView("nil")).report.blockers.map(({ code }) => code)).toContain("refusal_conclusion_out_of_date");
  }, 60_000);
});

describe("the hospital's own rule", () => {
  it("is recorded in the settings and comes before the public one", async () => {
    const user = userEvent.setup();
    const backend = memoryBackend();
    show(backend, "#/settings");
    await user.click(await screen.findByRole("button", { name: t("house_rule.add") }));
    const record = screen.getByRole("button", { name: t("house_rule.record") });
    await user.type(screen.getByLabelText(t("house_rule.title")), "Made-up rule");
    await user.type(screen.getByLabelText(t("house_rule.source")), "Made-up document 1");
    await user.type(screen.getByLabelText(t("house_rule.from")), "2026-01-01");
    await user.click(screen.getByRole("checkbox", { name: name("disease_group", "solid") }));
    await user.click(screen.getByRole("checkbox", { name: name("test_kind", "whole_genome") }));
    expect(record.hasAttribute("disabled")).toBe(true);
    await user.click(screen.getByRole("checkbox", { name: name("qualification", "pathology") }));
    await user.click(record);
    expect(await screen.findByText("Made-up rule")).toBeTruthy();
    const { rule } = await backend.panelBoard("luad");
    expect([rule?.house, rule?.title_ja]).toEqual([true, "Made-up rule"]);
  }, 60_000);
});

describe("what the memory refuses as the real case file does", () => {
  const circulated: HousePanelRule = {
    title_ja: "made-up",
    disease_groups: ["solid"],
    tests: ["whole_genome"],
    valid_from: "2026-01-01",
    valid_until: null,
    seats: [{ qualification: "pathology", minimum: 1, when: "always" }],
    one_person_several_seats: true,
    attending_may_supply_history: true,
    circulated_review: "every_case",
    source: "made-up",
  };

  it("a circulated review without a rule that allows it, and one that ends in disagreement calls a meeting", async () => {
    const backend = await drafted();
    await expect(backend.convenePanel("crc", { ...meeting(TODAY), meeting: "circulated" })).rejects.toMatchObject(refusedWith("refusal_circulation_not_allowed"));
    await backend.recordHousePanelRule(circulated);
    await backend.convenePanel("crc", { ...meeting(TODAY), meeting: "circulated" });
    await backend.giveOpinion("crc", opinion(null, "recommend"));
    for (const seat of [2, 3, 4, 5, 6]) await backend.giveOpinion("crc", opinion(seat, seat === 3 ? "do_not_recommend" : "recommend"));
    const conclusion = { recommendations: [{ kind: "treatment", route: "insured", findings: [ACCEPTED], text: "x", reason: "y" }], minority_opinion: null, minutes: null };
    await expect(backend.concludePanel("crc", conclusion)).rejects.toMatchObject(refusedWith("refusal_opinions_not_revealed"));
    await backend.revealOpinions("crc", null);
    await expect(backend.concludePanel("crc", conclusion)).rejects.toMatchObject(refusedWith("refusal_meeting_needed"));
    show(backend, "#/case/crc/panel");
    expect(await screen.findByText(say({ code: "refusal_meeting_needed", parameters: { count: 2 } }))).toBeTruthy();
    expect((await backend.convenePanel("crc", meeting(TODAY))).panels).toHaveLength(2);
  });

  it("a signature before the panel, after its conclusion with the old draft, and after a decision that overtakes it", async () => {
    const backend = memoryBackend();
    const sign = () => backend.signReport("crc", "shirube-demo-only");
    await backend.decideFinding("crc", ACCEPTED, "accepted", null);
    await backend.composeReport("crc");
    await expect(sign()).rejects.toMatchObject(refusedWith("refusal_confirmation_missing"));
    await settled(backend, "crc");
    await backend.decideFinding("crc", OTHER, "declined", "made-up");
    await expect(sign()).rejects.toMatchObject(refusedWith("refusal_conclusion_out_of_date"));
    await settled(backend, "crc");
    expect((await sign()).report.state).toBe("signed");
    await expect(backend.withdrawConclusion("crc", "late")).rejects.toMatchObject(refusedWith("refusal_already_signed"));
  });

  it("a conclusion of somebody who is no chair", async () => {
    const backend = await called();
    await backend.signIn({ login: "byori", passphrase: "shirube-demo-only", code: null, older_because: null });
    await expect(backend.revealOpinions("crc", "now")).rejects.toMatchObject({ message: { code: "refusal_role_missing", parameters: { action: "conclude_panel" } } });
  });
});
