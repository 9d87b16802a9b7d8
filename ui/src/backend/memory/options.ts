/** Which made-up findings are options: they carry the answer themselves, nothing is interpreted here. */
import type { CaseView, FindingView } from "@/backend/port";

export const acceptable = (finding: FindingView) => finding.needs_decision && finding.level_state === "final";

/** Findings of one key share their decision and stand once. */
export const onceEach = (findings: FindingView[]) => [...new Map([...findings].reverse().map((finding) => [finding.key, finding])).values()].reverse();

export const accepted = (view: CaseView) => onceEach(view.findings.filter((finding) => acceptable(finding) && finding.decision?.decision === "accepted"));

/** Options that wait for an answer while none was accepted. */
export function unanswered(view: CaseView): FindingView[] {
  if (accepted(view).length > 0) return [];
  return onceEach(view.findings.filter((finding) => acceptable(finding) && finding.decision === null));
}

/** What a panel is asked: options that were accepted, and strong ones that nobody declined. */
export function asked(view: CaseView): FindingView[] {
  const strong = (finding: FindingView) => ["A", "B"].includes(finding.evidence_level ?? "");
  return onceEach(view.findings.filter((finding) => acceptable(finding) && (finding.decision?.decision === "accepted" || (finding.decision === null && strong(finding)))));
}
