/** Made-up rows of the variant table: enough to scroll far, computed from their number. */
import type { Backend, VariantFilter, VariantTableRow } from "@/backend/port";

export const VARIANT_ROWS = 200_000;
const GENES = ["TP53", "KRAS", "EGFR", "BRAF", null];
const CONSEQUENCES = ["intron_variant", "missense_variant", "synonymous_variant", "stop_gained"];
const IMPACTS = ["modifier", "moderate", "low", "high"];
const BINS = ["kept", "filtered_by_caller", "no_gene"];

function rowOf(row: number): VariantTableRow {
  return {
    row,
    file: "MADE-UP.vcf.gz",
    line: row + 120,
    contig: String((row % 22) + 1),
    position: 10_000 + row * 17,
    reference_length: 1,
    alternate_length: 1,
    bin: BINS[row % BINS.length] ?? "kept",
    impact: IMPACTS[row % IMPACTS.length] ?? null,
    consequence: CONSEQUENCES[row % CONSEQUENCES.length] ?? null,
    gene: GENES[row % GENES.length] ?? null,
    clinical_significance: row % 50 === 0 ? "Pathogenic" : null,
    frequency_tommo_percent: row % 3 === 0 ? null : String((row % 1000) / 1000),
    frequency_gnomad_east_asian_percent: null,
    frequency_gnomad_percent: "0.02",
    vaf_percent: String((row % 1000) / 10),
    depth_reads: 20 + (row % 200),
  };
}

function rowsOf(filter: VariantFilter): VariantTableRow[] {
  const wanted = (filter.text ?? "").toLowerCase();
  return Array.from({ length: VARIANT_ROWS }, (_, row) => rowOf(row)).filter(
    (row) =>
      `${row.gene ?? ""} ${row.consequence ?? ""}`.toLowerCase().includes(wanted) &&
      (filter.impacts?.includes(row.impact ?? "") ?? true) &&
      (filter.bins?.includes(row.bin) ?? true) &&
      (filter.consequences?.includes(row.consequence ?? "") ?? true),
  );
}

function counted(rows: VariantTableRow[], of: (row: VariantTableRow) => string | null) {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(of(row) ?? "", (counts.get(of(row) ?? "") ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((left, right) => right.count - left.count);
}

export const variantCommands: Pick<Backend, "variantPage" | "variantFacets" | "variantDetail"> = {
  variantPage: async (_caseId, { filter, offset, limit }) => {
    const rows = rowsOf(filter);
    return { total: VARIANT_ROWS, shown: rows.length, rows: rows.slice(offset, offset + limit) };
  },
  variantFacets: async (_caseId, filter) => {
    const rows = rowsOf(filter);
    return {
      total: VARIANT_ROWS,
      shown: rows.length,
      consequences: counted(rows, (row) => row.consequence),
      impacts: counted(rows, (row) => row.impact),
      bins: counted(rows, (row) => row.bin),
      clinical_significances: counted(rows, (row) => row.clinical_significance),
    };
  },
  variantDetail: async (_caseId, row) => ({
    row: rowOf(row),
    original: `17\t${10_000 + row * 17}\t.\tC\tT\t.\tPASS\tDP=80`,
    columns: [{ name: "REF", value: "C" }, { name: "ALT", value: "T" }],
    fields: [{ name: "DP", value: "80" }],
    transcripts: [[{ name: "SYMBOL", value: "TP53" }, { name: "Consequence", value: "missense_variant" }]],
    samples: { TUMOR: [{ name: "AD", value: "40,40" }] },
  }),
};
