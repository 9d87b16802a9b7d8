/** The same facts as the picture, row by row: for screen readers, for search, and for whoever wants the number. */
import { useMemo, useState } from "react";
import type { FusionView, GeneCopyNumberView, JoinView, SegmentView, StructureView } from "@/backend/port";
import { Segments } from "@/shared/controls";
import { type Column, RowGrid } from "@/shared/row_grid";
import { Empty } from "@/shared/surfaces";
import { callMark, endText, geneValue, grouped, region, shortNumber } from "@/structure/describe";
import type { Stretch } from "@/structure/genome_axis";
import type { Chosen } from "@/structure/genome_plot";
import { type Words, useWords } from "@/wording/words";

type Row<Item> = { key: string; index: number; item: Item };
type Columns<Item> = Column<Row<Item>>[];
export type TableName = "segments" | "genes" | "joins" | "fusions";

const rowsOf = <Item,>(items: Item[]): Row<Item>[] => items.map((item, index) => ({ key: String(index), index, item }));

function number(text: string | null, { t }: Words) {
  return text === null ? <span className="quiet">{t("value.none")}</span> : <span title={text}>{shortNumber(text)}</span>;
}

function segmentColumns(words: Words): Columns<SegmentView> {
  const { t } = words;
  return [
    { key: "place", heading: t("structure.place"), width: "minmax(13rem, 1.4fr)", cell: ({ item }) => <span className="notation">{region(item)}</span> },
    { key: "length", heading: t("structure.length"), width: "7rem", align: "end", cell: ({ item }) => grouped(item.end - item.start + 1) },
    { key: "total", heading: t("structure.total"), width: "6rem", align: "end", cell: ({ item }) => number(item.total, words) },
    { key: "minor", heading: t("structure.minor"), width: "6rem", align: "end", cell: ({ item }) => number(item.minor, words) },
    { key: "log2", heading: t("structure.log2"), width: "5rem", align: "end", cell: ({ item }) => number(item.log2_ratio ?? item.unscaled, words) },
    { key: "allele", heading: t("structure.allele"), width: "5rem", align: "end", cell: ({ item }) => number(item.b_allele_fraction, words) },
    { key: "genes", heading: t("structure.genes"), width: "minmax(8rem, 1fr)", cell: ({ item }) => <span title={item.genes.join(", ")}>{item.genes.join(", ")}</span> },
  ];
}

function geneColumns({ t, name }: Words): Columns<GeneCopyNumberView> {
  return [
    { key: "gene", heading: t("variants.gene"), width: "7rem", cell: ({ item }) => <strong>{item.gene}</strong> },
    {
      key: "call",
      heading: t("structure.call"),
      width: "10rem",
      cell: ({ item }) => (item.call === null ? <span className="quiet">{t("structure.no_call")}</span> : `${callMark(item.call)} ${name("change", item.call)}`.trim()),
    },
    { key: "value", heading: t("structure.value"), width: "9rem", align: "end", cell: ({ item }) => geneValue(item) ?? <span className="quiet">{t("value.none")}</span> },
    { key: "minor", heading: t("structure.minor"), width: "7rem", align: "end", cell: ({ item }) => shortNumber(item.minor) ?? <span className="quiet">{t("value.none")}</span> },
    { key: "place", heading: t("structure.place"), width: "minmax(12rem, 1fr)", cell: ({ item }) => (item.place === null ? <span className="quiet">{t("structure.place_unknown")}</span> : <span className="notation">{region(item.place)}</span>) },
    { key: "file", heading: t("structure.file"), width: "minmax(8rem, 1fr)", cell: ({ item }) => <span title={item.file}>{`${item.file} : ${item.line}`}</span> },
  ];
}

function joinColumns({ t, name }: Words): Columns<JoinView> {
  const none = <span className="quiet">{t("value.none")}</span>;
  return [
    { key: "kind", heading: t("structure.kind"), width: "6.5rem", cell: ({ item }) => name("structural", item.kind) },
    { key: "first", heading: t("structure.first_end"), width: "minmax(9.5rem, 1fr)", cell: ({ item }) => <span className="notation">{endText(item.first)}</span> },
    { key: "second", heading: t("structure.second_end"), width: "minmax(9.5rem, 1fr)", cell: ({ item }) => (item.second === null ? name("pairing", item.pairing) : <span className="notation">{endText(item.second)}</span>) },
    { key: "genes", heading: t("structure.genes_at_ends"), width: "minmax(9rem, 1.3fr)", cell: ({ item }) => <span title={item.genes.join(", ")}>{item.genes.join(", ")}</span> },
    { key: "length", heading: t("structure.length"), width: "6.5rem", align: "end", cell: ({ item }) => (item.length_bases === null ? none : grouped(item.length_bases)) },
    { key: "reads", heading: t("structure.reads_for"), width: "5.5rem", align: "end", cell: ({ item }) => (item.alternate_reads === null ? none : <span title={item.formula ?? ""}>{`${item.alternate_reads}${item.depth_reads === null ? "" : ` / ${item.depth_reads}`}`}</span>) },
    { key: "filter", heading: "FILTER", width: "7rem", cell: ({ item }) => <span title={item.filter ?? ""}>{item.filter ?? t("structure.not_filtered")}</span> },
    { key: "origin", heading: t("structure.origin"), width: "5rem", cell: ({ item }) => name("origin", item.origin) },
  ];
}

function fusionColumns({ t, name }: Words): Columns<FusionView> {
  const none = <span className="quiet">{t("value.none")}</span>;
  const end = (fusion: FusionView, side: number) => (
    <>
      {endText(fusion.partners[side]?.end ?? null) ?? none}
      {!fusion.order_stated && <span className="quiet"> {t("structure.order_mark")}</span>}
    </>
  );
  return [
    { key: "label", heading: t("structure.partners"), width: "minmax(8rem, 1fr)", cell: ({ item }) => <strong>{item.label}</strong> },
    { key: "kind", heading: t("structure.kind"), width: "8rem", cell: ({ item }) => name("rearrangement", item.kind) },
    { key: "basis", heading: t("structure.basis"), width: "8rem", cell: ({ item }) => name("basis", item.basis) },
    { key: "five", heading: "5′", width: "minmax(8.5rem, 1fr)", cell: ({ item }) => <span className="notation">{end(item, 0)}</span> },
    { key: "three", heading: "3′", width: "minmax(8.5rem, 1fr)", cell: ({ item }) => <span className="notation">{end(item, 1)}</span> },
    { key: "frame", heading: t("structure.frame"), width: "8rem", cell: ({ item }) => (item.reading_frame === null ? <span className="quiet">{t("structure.frame_unknown")}</span> : name("frame", item.reading_frame)) },
    { key: "reads", heading: t("structure.reads_for"), width: "5rem", align: "end", cell: ({ item }) => item.junction_reads ?? item.supporting_reads ?? none },
    { key: "detail", heading: t("structure.detail"), width: "minmax(6rem, 1fr)", cell: ({ item }) => <span title={item.detail ?? ""}>{item.detail ?? ""}</span> },
  ];
}

type GridProps<Item> = { label: string; items: Item[]; columns: Columns<Item>; chosen: number | null; onChosen: (index: number) => void; onOpen: (item: Item, index: number) => void };

function Grid<Item>({ label, items, columns, chosen, onChosen, onOpen }: GridProps<Item>) {
  const { t } = useWords();
  const rows = useMemo(() => rowsOf(items), [items]);
  return (
    <div className="structure-grid">
      <RowGrid
        label={label}
        columns={columns}
        rows={rows}
        rowKey={({ key }) => key}
        rowHeight={2.125}
        active={chosen === null ? null : String(chosen)}
        onActive={(key) => onChosen(Number(key))}
        onOpen={({ item, index }) => onOpen(item, index)}
        empty={<Empty icon="search" title={t("structure.table_empty")} />}
      />
    </div>
  );
}

type Props = {
  view: StructureView;
  track: number;
  table: TableName;
  onTable: (table: TableName) => void;
  chosen: Chosen;
  onChosen: (chosen: Chosen) => void;
  onGo: (stretches: Stretch[]) => void;
};

const ofEnds = (ends: ({ chromosome: string; position: number } | null)[]): Stretch[] =>
  ends.flatMap((end) => (end === null ? [] : [{ chromosome: end.chromosome, start: end.position, end: end.position }]));

export function StructureTables({ view, track, table, onTable, chosen, onChosen, onGo }: Props) {
  const words = useWords();
  const { t } = words;
  const [gene, setGene] = useState<number | null>(null);
  const segments = view.tracks[track]?.segments ?? [];
  const of = (kind: "segment" | "join" | "fusion") => (chosen?.kind === kind ? chosen.index : null);
  const choices: { value: TableName; label: string; count: number }[] = [
    { value: "segments", label: t("structure.segments"), count: segments.length },
    { value: "genes", label: t("structure.gene_table"), count: view.genes.length },
    { value: "joins", label: t("structure.joins"), count: view.joins.length },
    { value: "fusions", label: t("structure.fusions"), count: view.fusions.length },
  ];
  const label = choices.find(({ value }) => value === table)?.label ?? "";
  return (
    <section className="structure-tables" aria-label={t("structure.tables")}>
      <Segments label={t("structure.tables")} choices={choices} value={table} onChange={onTable} />
      {table === "segments" && <Grid label={label} items={segments} columns={segmentColumns(words)} chosen={of("segment")} onChosen={(index) => onChosen({ kind: "segment", index })} onOpen={(segment) => onGo([segment])} />}
      {table === "genes" && <Grid label={label} items={view.genes} columns={geneColumns(words)} chosen={gene} onChosen={setGene} onOpen={({ place }) => place !== null && onGo([place])} />}
      {table === "joins" && <Grid label={label} items={view.joins} columns={joinColumns(words)} chosen={of("join")} onChosen={(index) => onChosen({ kind: "join", index })} onOpen={({ first, second }) => onGo(ofEnds([first, second]))} />}
      {table === "fusions" && (
        <Grid
          label={label}
          items={view.fusions}
          columns={fusionColumns(words)}
          chosen={of("fusion")}
          onChosen={(index) => onChosen({ kind: "fusion", index })}
          onOpen={({ partners }) => onGo(ofEnds(partners.map(({ end }) => end)))}
        />
      )}
    </section>
  );
}
