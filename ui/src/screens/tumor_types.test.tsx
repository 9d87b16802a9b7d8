import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { memoryBackend } from "@/backend/memory";
import { TumorTypes } from "@/case/tumor_types";
import { wordsOf } from "@/wording/words";

const { t } = wordsOf("ja");

it("says one tumour type where all agree, each by its role where they differ, and what another one gave", async () => {
  const { header } = await memoryBackend().caseView("luad");
  const { rerender } = render(<TumorTypes header={header} />);
  expect(screen.queryByRole("list")).toBeNull();
  const other = "Colon Adenocarcinoma (COAD)";
  const before = { label: header.tumor_label, knowledge_release: "2026-11", as_of: "2026-11-25", options: ["EGFR p.L858R / osimertinib / A"], findings: 12 };
  const types = [...header.tumor_types.filter(({ role }) => role === "registered"), { role: "matched", label: other }];
  rerender(<TumorTypes header={{ ...header, tumor_label: other, tumor_types: types, matched_before: [before] }} />);
  expect(screen.getByText((text) => text.startsWith(t("case.tumor_registered")))).toBeTruthy();
  expect(screen.getByText(t("case.matched_before", { count: 1 }))).toBeTruthy();
  expect(screen.getByText("EGFR p.L858R / osimertinib / A")).toBeTruthy();
});
