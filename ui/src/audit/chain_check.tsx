/** Is the log whole? Checked when asked, and said in words. */
import { apiErrorOf } from "@/backend/context";
import { useVerifyLog } from "@/audit/queries";
import { Button } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { Card, Facts, Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

export function ChainCheck() {
  const { t } = useWords();
  const verify = useVerifyLog();
  const report = verify.data;
  const run = (
    <Button size="small" icon="check" isDisabled={verify.isPending} onPress={() => verify.mutate()}>
      {verify.isPending ? t("audit.checking") : t("audit.check")}
    </Button>
  );
  return (
    <Card title={t("audit.chain")} aside={run}>
      <div className="stack" aria-live="polite">
        {report === undefined && <p className="quiet">{t("audit.chain_lead")}</p>}
        {report !== undefined && (
          <Remark tone={report.whole ? "positive" : "against"}>{report.whole ? t("audit.whole", { events: report.events }) : t("audit.broken")}</Remark>
        )}
        {report !== undefined && !report.whole && (
          <Facts
            facts={[
              { label: t("audit.first_broken"), value: report.first_broken ?? t("value.none") },
              { label: t("audit.payload_faults"), value: report.payload_faults.join(t("value.separator")) || t("value.none") },
              { label: t("audit.damaged_pages"), value: report.damaged_pages },
            ]}
          />
        )}
        {report !== undefined && report.clock_set_back.length > 0 && (
          <Remark tone="caution">
            {report.clock_set_back.map(({ sequence, seconds }) => (
              <div key={sequence}>{t("audit.clock_set_back", { sequence, seconds })}</div>
            ))}
          </Remark>
        )}
        {report !== undefined && <p className="field-hint notation selectable">{t("audit.head", { hash: report.head })}</p>}
        <Failure error={apiErrorOf(verify.error)} />
      </div>
    </Card>
  );
}
