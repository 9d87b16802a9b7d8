/** Rehearsals of the panel: built-in cases for the panel, and how far it agreed with the key once it has concluded. */
import { apiErrorOf } from "@/backend/context";
import type { RehearsalRow, RehearsalRun } from "@/backend/port";
import { useBoard, useLayOut } from "@/rehearsal/queries";
import { Shared } from "@/rehearsal/shared_count";
import { Button } from "@/shared/controls";
import { shownDay } from "@/shared/dates";
import { Failure } from "@/shared/failure";
import { Card, Remark, Waiting } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

function Outcome({ run }: { run: RehearsalRun }) {
  const { t, say } = useWords();
  if (run.concluded_on === null) return <span className="quiet">{t("rehearsal.key_closed")}</span>;
  const found = run.concordance;
  if (found === null) return run.unjudged && <>{say(run.unjudged)}</>;
  const lines = [...found.forbidden, ...found.missing, ...found.unnamed, ...found.uncounted];
  return (
    <div className="stack">
      <span className="row wrap">
        <span>
          {t("rehearsal.high")} <Shared share={found.high} />
        </span>
        <span>
          {t("rehearsal.low")} <Shared share={found.low} />
        </span>
      </span>
      {lines.length > 0 && (
        <details>
          <summary>{t("rehearsal.differs", { count: lines.length })}</summary>
          <ul className="rehearsal-lines">
            {lines.map((line) => (
              <li key={say(line)}>{say(line)}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Run({ run }: { run: RehearsalRun }) {
  const { t } = useWords();
  const state = run.concluded_on === null ? t("rehearsal.open") : t("rehearsal.concluded", { day: shownDay(run.concluded_on) });
  return (
    <tr>
      <th scope="row">
        <a href={`#/case/${run.case_id}/summary`}>{run.case_number}</a>
      </th>
      <td>{t("rehearsal.laid_out", { day: shownDay(run.laid_out_on) })}</td>
      <td>{state}</td>
      <td>
        <Outcome run={run} />
      </td>
    </tr>
  );
}

type RowProps = { row: RehearsalRow; mayLayOut: boolean; isBusy: boolean; onLayOut: (name: string) => void };

function Row({ row, mayLayOut, isBusy, onLayOut }: RowProps) {
  const { t, say } = useWords();
  const isOpen = row.runs.some((run) => run.concluded_on === null);
  return (
    <>
      <tr>
        <th scope="row">
          <span className="notation">{row.case}</span>
        </th>
        <td colSpan={2}>{row.failed ? say(row.failed) : (row.tumor_label ?? t("rehearsal.tumor_not_told"))}</td>
        <td className="end">
          {mayLayOut && !isOpen && row.failed === null && (
            <Button isDisabled={isBusy} aria-label={t("rehearsal.lay_out_case", { case: row.case })} onPress={() => onLayOut(row.case)}>
              {t(row.runs.length === 0 ? "rehearsal.lay_out" : "rehearsal.lay_out_again")}
            </Button>
          )}
        </td>
      </tr>
      {row.runs.map((run) => (
        <Run key={run.case_id} run={run} />
      ))}
    </>
  );
}

export function PanelCard() {
  const { t } = useWords();
  const found = useBoard(true);
  const layOut = useLayOut();
  const board = found.data;
  return (
    <Card title={t("rehearsal.panel")}>
      <div className="stack">
        <p className="quiet">{t("rehearsal.panel_lead")}</p>
        {found.isPending && <Waiting label={t("rehearsal.reading")} />}
        <Failure error={apiErrorOf(layOut.error ?? found.error)} />
        {board && board.judged > 0 && (
          <Remark tone="notice">
            {t("rehearsal.sum", { cases: board.judged })} {t("rehearsal.high")} <Shared share={board.high} /> {t("rehearsal.low")} <Shared share={board.low} />
          </Remark>
        )}
        {board && (
          <table className="plain-table" aria-label={t("rehearsal.panel")}>
            <tbody>
              {board.cases.map((row) => (
                <Row key={row.case} row={row} mayLayOut={board.may_lay_out} isBusy={layOut.isPending} onLayOut={(name) => layOut.mutate(name)} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </Card>
  );
}
