/** Events of the log, newest first. */
import { useState } from "react";
import type { AuditRow } from "@/backend/port";
import { shownInstant } from "@/shared/dates";
import { type Column, RowGrid } from "@/shared/row_grid";
import { Empty } from "@/shared/surfaces";
import { type Words, useWords } from "@/wording/words";

function columnsOf({ t, name }: Words): Column<AuditRow>[] {
  return [
    { key: "sequence", heading: t("history.sequence"), width: "4.5rem", align: "end", cell: (row) => <span className="quiet">{row.sequence}</span> },
    { key: "at", heading: t("history.at"), width: "9.5rem", cell: (row) => shownInstant(row.at) },
    { key: "login", heading: t("history.actor"), width: "8rem", cell: (row) => <span className="notation">{row.login}</span> },
    { key: "role", heading: t("history.role"), width: "9rem", cell: (row) => <span className="quiet">{name("role", row.role)}</span> },
    { key: "kind", heading: t("history.kind"), width: "minmax(12rem, 1fr)", cell: (row) => <strong>{name("event", row.kind)}</strong> },
    { key: "case", heading: t("audit.case"), width: "7rem", cell: (row) => row.case_number ?? row.case_id?.slice(0, 8) ?? null },
    { key: "about", heading: t("audit.about"), width: "9rem", cell: (row) => (row.screen ? name("screen", row.screen) : row.subject) },
  ];
}

export function LogRows({ rows }: { rows: AuditRow[] }) {
  const words = useWords();
  const [active, setActive] = useState<string | null>(null);
  return (
    <RowGrid
      label={words.t("audit.title")}
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
