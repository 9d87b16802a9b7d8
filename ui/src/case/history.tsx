/** Everything that was done to the case, newest first. */
import { useState } from "react";
import type { HistoryRow } from "@/backend/port";
import { shownInstant } from "@/shared/dates";
import { type Column, RowGrid } from "@/shared/row_grid";
import { Empty } from "@/shared/surfaces";
import { type Words, useWords } from "@/wording/words";

function columnsOf({ t, name, say }: Words): Column<HistoryRow>[] {
  return [
    { key: "sequence", heading: t("history.sequence"), width: "3.5rem", align: "end", cell: (row) => <span className="quiet">{row.sequence}</span> },
    { key: "at", heading: t("history.at"), width: "9.5rem", cell: (row) => shownInstant(row.at) },
    { key: "kind", heading: t("history.kind"), width: "9.5rem", cell: (row) => <strong>{name("event", row.kind)}</strong> },
    { key: "detail", heading: t("history.detail"), width: "minmax(16rem, 1fr)", cell: (row) => (row.detail ? <span title={say(row.detail)}>{say(row.detail)}</span> : null) },
    { key: "actor", heading: t("history.actor"), width: "7rem", cell: (row) => row.actor },
    { key: "role", heading: t("history.role"), width: "8rem", cell: (row) => <span className="quiet">{name("role", row.role)}</span> },
  ];
}

export function History({ rows }: { rows: HistoryRow[] }) {
  const words = useWords();
  const [active, setActive] = useState<string | null>(null);
  return (
    <RowGrid
      label={words.t("tab.history")}
      columns={columnsOf(words)}
      rows={rows}
      rowKey={(row) => String(row.sequence)}
      rowHeight={2.5}
      active={active}
      onActive={setActive}
      empty={<Empty icon="clock" title={words.t("history.empty")} />}
    />
  );
}
