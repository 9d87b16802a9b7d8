/** The variants of the profile; those with findings come first, as the backend orders them. */
import { useMemo, useState } from "react";
import type { VariantRow } from "@/backend/port";
import { SearchField, Segments } from "@/shared/controls";
import { bareDescription } from "@/shared/notation";
import { type Column, RowGrid } from "@/shared/row_grid";
import { Empty } from "@/shared/surfaces";
import { type Words, useWords } from "@/wording/words";

const CLASSES = ["small_variant", "copy_number", "rearrangement", "structural_variant", "biomarker"];
const ALL = "all";

function matches(row: VariantRow, text: string): boolean {
  const wanted = text.normalize("NFKC").toLowerCase().trim();
  if (wanted === "") return true;
  return [row.gene, row.label, row.place, row.consequence, row.hgvsc, row.hgvsp]
    .filter((part) => part !== null)
    .some((part) => part.toLowerCase().includes(wanted));
}

function columnsOf({ t, name }: Words): Column<VariantRow & { key: string }>[] {
  const notation = (text: string | null, shown = text) =>
    text === null ? (
      <span className="quiet">{t("value.none")}</span>
    ) : (
      <span className="notation" title={text}>
        {shown}
      </span>
    );
  return [
    { key: "gene", heading: t("variants.gene"), width: "5.5rem", cell: (row) => <strong>{row.gene}</strong> },
    { key: "label", heading: t("variants.label"), width: "minmax(9rem, 1fr)", cell: (row) => <span title={row.label}>{row.label}</span> },
    { key: "consequence", heading: t("variants.consequence"), width: "minmax(7rem, 0.8fr)", cell: (row) => <span title={row.consequence}>{name("consequence", row.consequence)}</span> },
    { key: "hgvsc", heading: t("variants.hgvsc"), width: "minmax(8rem, 1fr)", cell: (row) => notation(row.hgvsc, row.hgvsc === null ? null : bareDescription(row.hgvsc)) },
    { key: "place", heading: t("variants.place"), width: "minmax(9rem, 1fr)", cell: (row) => notation(row.place) },
    { key: "value", heading: t("variants.value"), width: "6.5rem", align: "end", cell: (row) => row.value ?? t("value.none") },
    { key: "depth", heading: t("variants.depth"), width: "3.5rem", align: "end", cell: (row) => row.depth_reads ?? t("value.none") },
    {
      key: "findings",
      heading: t("variants.findings"),
      width: "3.25rem",
      align: "end",
      cell: (row) => (row.findings > 0 ? <span className="badge accent">{row.findings}</span> : <span className="quiet">{t("value.none")}</span>),
    },
  ];
}

export function VariantTable({ variants }: { variants: VariantRow[] }) {
  const words = useWords();
  const { t, name } = words;
  const [text, setText] = useState("");
  const [shown, setShown] = useState(ALL);
  const [active, setActive] = useState<string | null>(null);
  const found = useMemo(() => variants.map((row, index) => ({ ...row, key: String(index) })).filter((row) => matches(row, text)), [variants, text]);
  const rows = shown === ALL ? found : found.filter((row) => row.class === shown);
  const choices = [
    { value: ALL, label: t("variants.all"), count: found.length },
    ...CLASSES.map((value) => ({ value, label: name("class", value), count: found.filter((row) => row.class === value).length })),
  ];
  return (
    <div className="page">
      <div className="table-tools">
        <SearchField id="variant-search" label={t("variants.search")} placeholder={t("variants.search")} value={text} onChange={setText} keyHint="/" />
        <Segments label={t("variants.class")} choices={choices} value={shown} onChange={setShown} />
      </div>
      <div className="table-frame">
        <RowGrid
          label={t("tab.variants")}
          columns={columnsOf(words)}
          rows={rows}
          rowKey={(row) => row.key}
          rowHeight={2.25}
          active={active}
          onActive={setActive}
          empty={<Empty icon="search" title={t("variants.empty")} />}
        />
      </div>
    </div>
  );
}
