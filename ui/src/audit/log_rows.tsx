/** Events of the log, newest first. */
import type { AuditRow } from "@/backend/port";
import { EventRows } from "@/shared/event_rows";
import type { Column } from "@/shared/row_grid";
import { type Words, useWords } from "@/wording/words";

function columnsOf({ t, name }: Words): Column<AuditRow>[] {
  return [
    { key: "login", heading: t("history.actor"), width: "8rem", cell: (row) => <span className="notation">{row.login}</span> },
    { key: "role", heading: t("history.role"), width: "9rem", cell: (row) => <span className="quiet">{name("role", row.role)}</span> },
    { key: "kind", heading: t("history.kind"), width: "minmax(12rem, 1fr)", cell: (row) => <strong>{name("event", row.kind)}</strong> },
    { key: "case", heading: t("audit.case"), width: "7rem", cell: (row) => row.case_number ?? row.case_id?.slice(0, 8) ?? null },
    { key: "about", heading: t("audit.about"), width: "9rem", cell: (row) => (row.screen ? name("screen", row.screen) : row.subject) },
  ];
}

export function LogRows({ rows }: { rows: AuditRow[] }) {
  const words = useWords();
  return <EventRows label={words.t("audit.title")} columns={columnsOf(words)} rows={rows} />;
}
