/** Columns of the variant table. */
import type { VariantTableRow } from "@/backend/port";
import type { Column } from "@/shared/row_grid";
import type { Words } from "@/wording/words";

/** Columns that a person may hide. */
export const OPTIONAL = ["gene", "consequence", "impact", "vaf", "depth", "frequency_tommo", "frequency_gnomad_east_asian", "frequency_gnomad", "clinical_significance", "bin", "row"];
export const SHOWN_AT_FIRST = ["gene", "consequence", "impact", "vaf", "depth", "frequency_tommo", "frequency_gnomad_east_asian", "clinical_significance", "bin"];

const SHOWN_DIGITS = 3;

/** Three digits are enough to look at; the whole number is in the title and the detail. */
export function shortPercent(text: string): string {
  const value = Number(text);
  return value === 0 || value >= 100 ? text : String(Number(value.toPrecision(SHOWN_DIGITS)));
}

export function columnsOf({ t, name }: Words): Column<VariantTableRow>[] {
  const none = <span className="quiet">{t("value.none")}</span>;
  const text = (value: string | null) => (value === null ? none : <span title={value}>{value}</span>);
  const percent = (value: string | null) => (value === null ? none : <span title={`${value}%`}>{shortPercent(value)}%</span>);
  return [
    { key: "place", heading: t("variants.place"), width: "8.75rem", cell: (row) => <span className="notation">{row.contig ?? "?"}:{row.position.toLocaleString("en-US")}</span> },
    { key: "gene", heading: t("variants.gene"), width: "minmax(5rem, 0.7fr)", cell: (row) => (row.gene === null ? none : <strong title={row.gene}>{row.gene}</strong>) },
    { key: "consequence", heading: t("variants.consequence"), width: "minmax(7rem, 1.2fr)", cell: (row) => (row.consequence === null ? none : <span title={row.consequence}>{name("consequence", row.consequence)}</span>) },
    { key: "impact", heading: t("records.impacts"), width: "3.75rem", cell: (row) => text(row.impact === null ? null : name("impact", row.impact)) },
    { key: "vaf", heading: t("records.vaf"), width: "4.5rem", align: "end", cell: (row) => percent(row.vaf_percent) },
    { key: "depth", heading: t("variants.depth"), width: "4rem", align: "end", cell: (row) => row.depth_reads ?? none },
    { key: "frequency_tommo", heading: t("records.tommo"), width: "4.75rem", align: "end", cell: (row) => percent(row.frequency_tommo_percent) },
    { key: "frequency_gnomad_east_asian", heading: t("records.gnomad_east_asian"), width: "6.5rem", align: "end", cell: (row) => percent(row.frequency_gnomad_east_asian_percent) },
    { key: "frequency_gnomad", heading: t("records.gnomad"), width: "5.5rem", align: "end", cell: (row) => percent(row.frequency_gnomad_percent) },
    { key: "clinical_significance", heading: t("records.clinical_significances"), width: "minmax(6rem, 1fr)", cell: (row) => text(row.clinical_significance) },
    { key: "bin", heading: t("records.bins"), width: "minmax(7rem, 1fr)", cell: (row) => <span title={name("bin", row.bin)}>{name("bin", row.bin)}</span> },
    { key: "row", heading: t("records.line"), width: "5.5rem", align: "end", cell: (row) => <span title={row.file}>{row.line.toLocaleString("en-US")}</span> },
  ];
}
