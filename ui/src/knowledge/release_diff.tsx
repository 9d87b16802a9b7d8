/** What another release would change, and the way to activate it once that was seen. */
import { useState } from "react";
import { apiErrorOf } from "@/backend/context";
import type { CaseDiff, KnowledgeRow, ReleaseDiff as Diff, ReleaseView } from "@/backend/port";
import { FindingChanges } from "@/knowledge/finding_changes";
import { useActivate, useComparison } from "@/knowledge/queries";
import { shownTumors } from "@/knowledge/row_search";
import { RunningWork } from "@/knowledge/running";
import { Button, Tick } from "@/shared/controls";
import { shownDay } from "@/shared/dates";
import { Failure } from "@/shared/failure";
import { Card, Remark } from "@/shared/surfaces";
import { useToast } from "@/shared/toast";
import { useWords } from "@/wording/words";

/** Rows that are listed; the others are counted. */
const LISTED = 100;

function Rows({ title, mark, rows }: { title: string; mark: string; rows: KnowledgeRow[] }) {
  const words = useWords();
  const { t } = words;
  if (rows.length === 0) return null;
  return (
    <details className="knowledge-rows">
      <summary>
        <span aria-hidden="true">{mark}</span> {title} {t("value.items", { count: rows.length })}
      </summary>
      <ul>
        {rows.slice(0, LISTED).map((row) => (
          <li key={row.id}>
            <span className="notation quiet">{row.id}</span> <strong>{row.subject}</strong> {row.therapies.join(t("value.separator"))}{" "}
            <span className="quiet">{shownTumors(row, words).join(t("value.separator"))}</span>
          </li>
        ))}
        {rows.length > LISTED && <li className="quiet">{t("kb.more_rows", { count: rows.length - LISTED })}</li>}
      </ul>
    </details>
  );
}

/** What somebody sees who may change the knowledge base and may not open cases. */
function CountsAlone({ of: { gained, lost, changed } }: { of: CaseDiff }) {
  const { t } = useWords();
  if (gained + lost + changed === 0) return null;
  return <p>{t("kb.counts", { gained, lost, changed })}</p>;
}

function Cases({ diff }: { diff: Diff }) {
  const { t } = useWords();
  if (diff.cases.length === 0) return <p>{t(diff.cases_compared === 0 ? "kb.no_cases" : "kb.no_case_differs", { count: diff.cases_compared })}</p>;
  return (
    <div className="stack">
      {diff.cases.map((of) => (
        <section key={of.case_id} className="stack" aria-label={of.case_number}>
          <h3 className="row wrap">
            <a href={`#/case/${of.case_id}/findings`}>{of.case_number}</a>
            {of.signed && <span className="badge notice">{t("kb.signed_stays")}</span>}
          </h3>
          {of.kept_for_other_genes && <Remark tone="caution">{t("kb.other_genes")}</Remark>}
          {of.findings.length > 0 ? (
            <FindingChanges label={of.case_number} findings={of.findings} answering={{ release: diff.after_hash, caseId: of.case_id }} />
          ) : (
            <CountsAlone of={of} />
          )}
        </section>
      ))}
    </div>
  );
}

function Activation({ diff, onActivated }: { diff: Diff; onActivated: () => void }) {
  const { t } = useWords();
  const toast = useToast();
  const [seen, setSeen] = useState(false);
  const activate = useActivate();
  const run = () =>
    activate.mutate(diff.after_hash, {
      onSuccess: ({ release, rematched, affected }) => {
        toast(t("kb.activated", { release, rematched, affected: affected.length }));
        onActivated();
      },
    });
  if (activate.isPending) return <RunningWork label={t("kb.activating")} canCancel={false} />;
  return (
    <div className="stack">
      {diff.unanswered > 0 && <Remark tone="caution">{t("kb.unanswered", { count: diff.unanswered })}</Remark>}
      <Tick isSelected={seen} onChange={setSeen}>
        {t("kb.i_saw", { gained: diff.gained, lost: diff.lost, changed: diff.changed })}
      </Tick>
      <div>
        <Button look="primary" icon="check" isDisabled={!seen || diff.unanswered > 0} onPress={run}>
          {t("kb.activate")}
        </Button>
      </div>
      <p className="quiet small-print">{t("kb.activate_hint")}</p>
      <Failure error={apiErrorOf(activate.error)} />
    </div>
  );
}

export function ReleaseDiff({ release, mayChange, onActivated }: { release: ReleaseView; mayChange: boolean; onActivated: () => void }) {
  const { t } = useWords();
  const found = useComparison(release.content_hash);
  const diff = found.data;
  if (found.isFetching && diff === undefined) return <RunningWork label={t("kb.comparing")} />;
  if (diff === undefined) {
    return (
      <div className="stack">
        <Failure error={apiErrorOf(found.error)} />
        <div>
          <Button icon="undo" onPress={() => void found.refetch()}>
            {t("kb.compare_again")}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="stack">
      {found.isFetching && <RunningWork label={t("kb.comparing")} />}
      <Failure error={apiErrorOf(found.error)} />
      <p>
        <span className="notation">{diff.before}</span> → <span className="notation">{diff.after}</span>{" "}
        <span className="quiet">{t("kb.compared_with", { engine: diff.engine, as_of: shownDay(diff.as_of) })}</span>
      </p>
      <Card title={t("kb.rows_differ")}>
        <Rows title={t("kb.rows_gained")} mark="+" rows={diff.rows_gained} />
        <Rows title={t("kb.rows_lost")} mark="−" rows={diff.rows_lost} />
        <Rows title={t("kb.rows_changed")} mark="~" rows={diff.rows_changed.map(({ after }) => after)} />
        {diff.rows_gained.length + diff.rows_lost.length + diff.rows_changed.length === 0 && <p>{t("kb.no_row_differs")}</p>}
      </Card>
      <Card title={t("kb.cases_differ", { count: diff.cases_compared })} aside={<span className="quiet">{t("kb.counts", { gained: diff.gained, lost: diff.lost, changed: diff.changed })}</span>}>
        <Cases diff={diff} />
      </Card>
      {mayChange && (
        <Card title={t("kb.activation")}>
          <Activation diff={diff} onActivated={onActivated} />
        </Card>
      )}
    </div>
  );
}
