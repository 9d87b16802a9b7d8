/** Everything that was done to the case, newest first. */
import type { HistoryRow } from "@/backend/port";
import { EventRows } from "@/shared/event_rows";
import type { Column } from "@/shared/row_grid";
import { type Words, useWords } from "@/wording/words";

function columnsOf({ t, name, say }: Words): Column<HistoryRow>[] {
  return [
    { key: "kind", heading: t("history.kind"), width: "13.25rem", cell: (row) => <strong title={name("event", row.kind)}>{name("event", row.kind)}</strong> },
    { key: "detail", heading: t("history.detail"), width: "minmax(16rem, 1fr)", cell: (row) => (row.detail ? <span title={say(row.detail)}>{say(row.detail)}</span> : null) },
    { key: "actor", heading: t("history.actor"), width: "7rem", cell: (row) => row.actor },
    { key: "role", heading: t("history.role"), width: "8rem", cell: (row) => <span className="quiet">{name("role", row.role)}</span> },
  ];
}

export function History({ rows }: { rows: HistoryRow[] }) {
  const words = useWords();
  return <EventRows label={words.t("tab.history")} columns={columnsOf(words)} rows={rows} />;
}
