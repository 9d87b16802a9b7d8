/** Numbered events in a grid, as they are given: number and time first, then what the caller tells of each. */
import { useState } from "react";
import { shownInstant } from "@/shared/dates";
import { type Column, RowGrid } from "@/shared/row_grid";
import { Empty } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

type Numbered = { sequence: number; at: string };

export function EventRows<Row extends Numbered>({ label, columns, rows }: { label: string; columns: Column<Row>[]; rows: Row[] }) {
  const { t } = useWords();
  const [active, setActive] = useState<string | null>(null);
  const first: Column<Row>[] = [
    { key: "sequence", heading: t("history.sequence"), width: "4.5rem", align: "end", cell: (row) => <span className="quiet">{row.sequence}</span> },
    { key: "at", heading: t("history.at"), width: "9.5rem", cell: (row) => shownInstant(row.at) },
  ];
  return (
    <RowGrid
      label={label}
      columns={[...first, ...columns]}
      rows={rows}
      rowKey={(row) => String(row.sequence)}
      rowHeight={2.5}
      active={active}
      onActive={setActive}
      empty={<Empty icon="clock" title={t("history.empty")} />}
    />
  );
}
