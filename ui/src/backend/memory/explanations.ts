/** A made-up answer to any question: one record that its caller filtered, and nothing for a gene that is not there. */
import type { CaseExplanation } from "@/backend/port";

const NOTHING = "BRCA2";

export function explained(question: string): CaseExplanation {
  const asked = { code: "explain_asked_gene", parameters: { gene: question } };
  if (question.toUpperCase() === NOTHING) {
    const about = ["explain_nothing", "explain_nothing_is_not_negative"].map((code) => ({ code, parameters: {} }));
    return { question, asked, records: [], more: 0, about };
  }
  return {
    question,
    asked,
    more: 0,
    about: [{ code: "explain_callable_missing", parameters: {} }],
    records: [
      {
        fits: "exact",
        row: 1,
        file: "MADE-UP.vcf.gz",
        line: 121,
        place: "12:25245350:C:T",
        gene: "KRAS",
        label: "KRAS p.G12D",
        bin: "filtered_by_caller",
        steps: [
          { kind: "file", message: { code: "explain_file", parameters: { file: "MADE-UP.vcf.gz", line: "121", place: "12:25245350:C:T" } } },
          { kind: "ledger", message: { code: "explain_bin_filtered_by_caller", parameters: { filter: "weak_evidence" } } },
          { kind: "profile", message: { code: "explain_not_matched", parameters: {} } },
        ],
        statements: [],
      },
    ],
  };
}
