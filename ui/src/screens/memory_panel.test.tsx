import { screen } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { memoryBackend } from "@/backend/memory";
import { meeting, settled } from "@/backend/memory/settled";
import type { HousePanelRule } from "@/backend/port";
import { show } from "@/screens/for_tests";
import { ACCEPTED, called, drafted, opinion, OTHER, refusedWith, TODAY } from "@/screens/panel_for_tests";
import { wordsOf } from "@/wording/words";

const { say } = wordsOf("en");

beforeEach(() => {
  window.location.hash = "";
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
    expect(await screen.findAllByText(say({ code: "refusal_meeting_needed", parameters: { count: 2 } }))).not.toEqual([]);
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

  it("attendance and a conclusion of a meeting that is still to come, and a panel that was cancelled", async () => {
    const backend = await drafted();
    await backend.convenePanel("crc", meeting("2999-01-01"));
    await expect(backend.recordAttendance("crc", { present: [1], attending: "present" })).rejects.toMatchObject(refusedWith("refusal_meeting_to_come"));
    const { panels } = await backend.panelBoard("crc");
    expect(panels[0]?.conclusion_blocked.map(({ code }) => code)).toEqual(["refusal_meeting_to_come", "refusal_attendance_missing", "refusal_panel_incomplete"]);
    expect(panels[0]?.requirements.filter(({ met }) => met === "not_met")).toEqual([]);
    await expect(backend.convenePanel("crc", meeting(TODAY))).rejects.toMatchObject(refusedWith("refusal_panel_open"));
    await expect(backend.cancelPanel("crc", " ")).rejects.toMatchObject(refusedWith("refusal_reason_missing"));
    await backend.cancelPanel("crc", "wrong day");
    await expect(backend.recordAttendance("crc", { present: [1], attending: "present" })).rejects.toMatchObject(refusedWith("refusal_panel_cancelled"));
    expect((await backend.convenePanel("crc", meeting(TODAY))).panels[0]?.open).toBe(true);
  });

  it("a test gone without after it refuted, a second order of what is confirmed, and a signature for who refused to take part", async () => {
    const backend = await drafted();
    const step = (result: string) => backend.confirmFinding("crc", ACCEPTED, { step: "resulted", test: "made-up", result, on: TODAY });
    const waive = () => backend.confirmFinding("crc", ACCEPTED, { step: "waived", by: "Made-up Chair", because: "made-up" });
    await step("not_confirmed");
    await expect(waive()).rejects.toMatchObject(refusedWith("refusal_confirmation_refuted"));
    await step("confirmed");
    await expect(waive()).rejects.toMatchObject(refusedWith("refusal_confirmation_stands"));
    await expect(backend.confirmFinding("crc", ACCEPTED, { step: "ordered", test: "made-up", on: TODAY })).rejects.toMatchObject(refusedWith("refusal_confirmation_stands"));
    const no = { kind: "participation", answer: "no", given_on: "2026-01-10", form_version: "1", obtained_by: "Made-up Physician", assent_version: null, scope: null, proxy_relation: null };
    const refused = await backend.recordConsent("crc", no);
    expect(refused.report.blockers.map(({ code }) => code)).toContain("refusal_consent_refused");
  });
});
