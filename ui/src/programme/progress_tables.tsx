/** The programme in counts. A count that is not told says so; it never reads as none. */
import type { ProgressReport, ProgressTable, TurnaroundRow } from "@/backend/port";
import { Card } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

const FAMILIES: Record<string, string> = { group: "programme_group", area: "programme_area", state: "state" };

function Count({ cases }: { cases: number | null }) {
  const { t } = useWords();
  return cases === null ? <span className="quiet">{t("progress.not_told")}</span> : <>{cases}</>;
}

function Parts({ table }: { table: ProgressTable }) {
  const { t, name } = useWords();
  const title = name("progress_by", table.by);
  const label = (code: string) => (code === "suppressed" ? t("progress.others") : code === "not_recorded" ? t("value.not_recorded") : name(FAMILIES[table.by] ?? "state", code));
  return (
    <Card title={title}>
      <table className="plain-table" aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            <th scope="col" className="end">
              {t("progress.cases")}
            </th>
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={`${row.code} ${row.label ?? ""}`}>
              <th scope="row">{row.label ?? label(row.code)}</th>
              <td className="end">
                <Count cases={row.cases} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Turnaround({ rows }: { rows: TurnaroundRow[] }) {
  const { t, name } = useWords();
  const days = (told: string | number | null) => (told === null ? t("value.none") : told);
  return (
    <Card title={t("progress.turnaround")}>
      <table className="plain-table" aria-label={t("progress.turnaround")}>
        <thead>
          <tr>
            {(["progress.milestone", "progress.cases", "progress.median", "progress.shortest", "progress.longest"] as const).map((heading, index) => (
              <th key={heading} scope="col" className={index === 0 ? undefined : "end"}>
                {t(heading)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.milestone}>
              <th scope="row">{name("milestone", row.milestone)}</th>
              <td className="end">
                <Count cases={row.cases} />
              </td>
              <td className="end">{days(row.median_days)}</td>
              <td className="end">{days(row.shortest_days)}</td>
              <td className="end">{days(row.longest_days)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

export function ProgressTables({ report }: { report: ProgressReport }) {
  const { t } = useWords();
  return (
    <div className="stack">
      <p>
        {report.cases === null ? t("progress.all_not_told", { day: report.as_of }) : t("progress.all", { count: report.cases, day: report.as_of })}
        {report.suppressed_below !== null && <span className="quiet"> {t("progress.suppressed", { bound: report.suppressed_below })}</span>}
      </p>
      <div className="progress-columns">
        {report.tables.map((table) => (
          <Parts key={table.by} table={table} />
        ))}
      </div>
      <Turnaround rows={report.turnaround} />
    </div>
  );
}
