/** How findings are laid out. Only places are chosen here; level, access and order come from the backend. */
import type { FindingView } from "@/backend/port";
import { bareDescription } from "@/shared/notation";

export type Grouping = "drug" | "variant";
export type SectionName = "options" | "trials" | "elsewhere" | "against" | "without_drug";
export type Group = { title: string; subtitle: string | null; findings: FindingView[] };
export type Section = { name: SectionName; groups: Group[]; count: number };

const ORDER: SectionName[] = ["options", "against", "trials", "elsewhere", "without_drug"];

/** What speaks against a therapy never stands among the options. */
export function sectionOf(finding: FindingView): SectionName {
  if (finding.resistance || finding.direction === "does_not_support") return "against";
  if (finding.trial !== null) return "trials";
  if (finding.therapy_label === null) return "without_drug";
  return finding.tumor_type_match === "other" ? "elsewhere" : "options";
}

function groupOf(finding: FindingView, grouping: Grouping): { title: string; subtitle: string | null } {
  if (grouping === "variant" || finding.therapy_label === null) return { title: finding.label, subtitle: finding.hgvsc === null ? null : bareDescription(finding.hgvsc) };
  const english = finding.therapy_label_en === finding.therapy_label ? null : finding.therapy_label_en;
  return { title: finding.therapy_label, subtitle: english };
}

/** Sections in reading order, groups in the order of their strongest finding; empty sections are left out. */
export function sectionsOf(findings: FindingView[], grouping: Grouping): Section[] {
  return ORDER.map((name) => {
    const groups = new Map<string, Group>();
    const members = findings.filter((finding) => sectionOf(finding) === name);
    for (const finding of members) {
      const { title, subtitle } = groupOf(finding, grouping);
      const group = groups.get(title) ?? { title, subtitle, findings: [] };
      group.findings.push(finding);
      groups.set(title, group);
    }
    return { name, groups: [...groups.values()], count: members.length };
  }).filter(({ count }) => count > 0);
}

/** The findings in the order in which the eye meets them. */
export function inReadingOrder(sections: Section[]): FindingView[] {
  return sections.flatMap(({ groups }) => groups.flatMap(({ findings }) => findings));
}
