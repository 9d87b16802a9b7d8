/** Signed cases that would read otherwise with the active release. */
import { apiErrorOf } from "@/backend/context";
import { FindingChanges } from "@/knowledge/finding_changes";
import { useAffected } from "@/knowledge/queries";
import { RunningWork } from "@/knowledge/running";
import { Failure } from "@/shared/failure";
import { Card, Empty } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

export function Affected() {
  const { t } = useWords();
  const found = useAffected(true);
  return (
    <div className="page-body">
      <div className="stack">
        <p className="quiet">{t("kb.affected_lead")}</p>
        {found.isFetching && <RunningWork label={t("kb.comparing")} />}
        <Failure error={apiErrorOf(found.error)} />
        {!found.isFetching && found.data?.length === 0 && <Empty icon="check" title={t("kb.nobody_affected")} />}
        {found.data?.map((of) => (
          <Card key={of.case_id} title={of.case_number} aside={<a href={`#/case/${of.case_id}/report`}>{t("kb.to_report")}</a>}>
            <div className="stack">
              <p>
                {t("kb.report_rests_on")} <span className="notation">{of.release}</span>
              </p>
              <FindingChanges label={of.case_number} findings={of.findings} />
            </div>
          </Card>
        ))}
      </div>
    </div>
  );
}
