import { describe, expect, it } from "vitest";
import type { FindingView } from "@/backend/port";
import madeUp from "@/backend/memory/made_up.json";
import { inReadingOrder, sectionOf, sectionsOf } from "@/findings/sections";

const FINDINGS = (madeUp.cases[0]?.findings ?? []) as unknown as FindingView[];

describe("sections of findings", () => {
  it("resistance never stands among the options", () => {
    const resistant = FINDINGS.filter(({ resistance }) => resistance);
    expect(resistant.length).toBeGreaterThan(0);
    expect(resistant.map(sectionOf)).toEqual(resistant.map(() => "against"));
  });

  it("a row that does not support its statement never stands among the options", () => {
    const finding = { ...FINDINGS[0], direction: "does_not_support" } as FindingView;
    expect(sectionOf(finding)).toBe("against");
  });

  it("a trial is a way to a drug and stands in a section of its own", () => {
    const trial = { registry_id: "jRCT0000000000", title_ja: "made up", patient_requested: false, seen_on: "2026-06-01" };
    expect(sectionOf({ ...FINDINGS[0], resistance: false, direction: "supports", trial } as FindingView)).toBe("trials");
  });

  it("evidence from another tumour type is kept apart", () => {
    expect(sectionOf({ ...FINDINGS[0], tumor_type_match: "other" } as FindingView)).toBe("elsewhere");
  });

  it.each(["drug", "variant"] as const)("nothing is lost or doubled when grouped by %s", (grouping) => {
    const ordered = inReadingOrder(sectionsOf(FINDINGS, grouping));
    expect(ordered.length).toBe(FINDINGS.length);
    expect(new Set(ordered).size).toBe(FINDINGS.length);
  });

  it("all settings of one drug stand under its name", () => {
    const options = sectionsOf(FINDINGS, "drug").find(({ name }) => name === "options");
    const names = options?.groups.map(({ title }) => title) ?? [];
    expect(new Set(names).size).toBe(names.length);
  });
});
