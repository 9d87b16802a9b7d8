/** Brings a made-up case to where it can be signed: what stands between a draft and its signature, done as a panel would. */
import type { Backend, NewPanel, NewPanelMember } from "@/backend/port";

export const CHAIR = "shirube";

const person = (part: string, name: string, qualifications: string[], login: string | null = null): NewPanelMember => ({ login, name, position: null, part, qualifications });

/** A meeting of today with one person for each seat of the made-up rule. */
export const meeting = (day: string): NewPanel => ({
  meeting: "real_time",
  day,
  sequenced_in_house: false,
  paediatric_cancer: false,
  listed_for_circulation: null,
  members: [
    person("chair", "", ["drug_therapy"], CHAIR),
    person("member", "Made-up Geneticist", ["genetic_medicine"]),
    person("member", "Made-up Pathologist", ["pathology"]),
    person("attending", "Made-up Physician", []),
    person("member", "Made-up Counsellor", ["genetic_counselling"]),
    person("member", "Made-up Biologist", ["molecular_genetics"]),
  ],
});

export async function settled(backend: Backend, caseId: string) {
  for (const { finding } of (await backend.panelBoard(caseId)).confirmations) {
    await backend.confirmFinding(caseId, finding, { step: "waived", by: "Made-up Chair", because: "made-up" });
  }
  await backend.composeReport(caseId);
  const { panels, asked } = await backend.convenePanel(caseId, meeting(new Date().toISOString().slice(0, 10)));
  await backend.recordAttendance(caseId, { present: panels[0]?.members.map(({ seat }) => seat) ?? [], attending: "present" });
  const findings = asked.filter(({ decision }) => decision === "accepted").map(({ key }) => key);
  const [kind, route] = findings.length > 0 ? ["treatment", "insured"] : ["nothing", null];
  await backend.concludePanel(caseId, { recommendations: [{ kind: kind ?? "", route: route ?? null, findings, text: "made-up", reason: "made-up" }], minority_opinion: null, minutes: null });
  // A rehearsal ends with the conclusion of its panel.
  if ((await backend.caseView(caseId)).header.rehearsal === null) await backend.composeReport(caseId);
}
