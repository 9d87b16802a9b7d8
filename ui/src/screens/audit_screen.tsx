/** The audit log: is it whole, who broke a glass, and who did what when. */
import { useDeferredValue, useState } from "react";
import { Alerts } from "@/audit/alerts";
import { ChainCheck } from "@/audit/chain_check";
import { ExportLogDialog } from "@/audit/export_log_dialog";
import { LogFilters } from "@/audit/log_filters";
import { LogRows } from "@/audit/log_rows";
import { type AuditQuestion, useAuditLog } from "@/audit/queries";
import { apiErrorOf } from "@/backend/context";
import { Button } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { useWords } from "@/wording/words";

const ALL: AuditQuestion = { person: "", kind: "", case: "", from: "", to: "" };

export function AuditScreen() {
  const { t } = useWords();
  const [question, setQuestion] = useState(ALL);
  const [isExporting, setExporting] = useState(false);
  const log = useAuditLog(useDeferredValue(question));
  const pages = log.data?.pages ?? [];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("audit.title")}</h1>
        <Button icon="export" onPress={() => setExporting(true)}>
          {t("audit.export")}
        </Button>
      </div>
      <div className="page-body stack">
        <div className="audit-columns">
          <ChainCheck />
          <Alerts />
        </div>
        <section className="audit-log" aria-label={t("audit.title")}>
          <LogFilters question={question} known={pages[0]} onChange={setQuestion} />
          <Failure error={apiErrorOf(log.error)} />
          <div className="log-rows">
            <LogRows rows={pages.flatMap(({ rows }) => rows)} />
          </div>
          {log.hasNextPage && (
            <Button isDisabled={log.isFetchingNextPage} onPress={() => void log.fetchNextPage()}>
              {t("audit.older")}
            </Button>
          )}
        </section>
      </div>
      {isExporting && <ExportLogDialog onClose={() => setExporting(false)} />}
    </div>
  );
}
