/** What a finding is called where only its key is at hand: on opinions and recommendations, also of older panels. */
import type { AskedFinding, FindingView } from "@/backend/port";

export type FindingName = { key: string; label: string; therapy: string | null };

export function namesOf(findings: FindingView[], asked: AskedFinding[]): (key: string) => FindingName {
  const names = new Map<string, FindingName>();
  for (const { key, label, therapy_label } of [...findings, ...asked]) names.set(key, { key, label, therapy: therapy_label });
  return (key) => names.get(key) ?? { key, label: key, therapy: null };
}

export const spokenName = ({ label, therapy }: FindingName) => (therapy === null ? label : `${therapy} ${label}`);
