/** Glasses that were broken, and what came of it. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import type { AlertRow } from "@/backend/port";
import { useAlerts, useReviewAlert } from "@/audit/queries";
import { Button, TextField } from "@/shared/controls";
import { shownInstant } from "@/shared/dates";
import { Failure } from "@/shared/failure";
import { Card, Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

function Alert({ alert }: { alert: AlertRow }) {
  const { t } = useWords();
  const review = useReviewAlert();
  const [remark, setRemark] = useState("");
  const about = t("alerts.about", { by: alert.by, case: alert.case_number ?? alert.case_id, at: shownInstant(alert.at), until: shownInstant(alert.until) });
  return (
    <li className="stack">
      <Remark tone={alert.remark === null ? "against" : "notice"}>
        <strong>{about}</strong>
        <div>{t("alerts.reason", { reason: alert.reason })}</div>
        {alert.remark !== null && <div>{t("alerts.reviewed", { by: alert.reviewed_by ?? "", remark: alert.remark })}</div>}
      </Remark>
      {alert.remark === null && (
        <Form
          className="alert-review"
          onSubmit={(event) => {
            event.preventDefault();
            review.mutate({ alert: alert.alert, remark: remark.trim() });
          }}
        >
          <TextField label={t("alerts.remark")} name="alert_remark" value={remark} onChange={setRemark} />
          <Button type="submit" isDisabled={remark.trim() === "" || review.isPending}>
            {t("alerts.review")}
          </Button>
        </Form>
      )}
      <Failure error={apiErrorOf(review.error)} />
    </li>
  );
}

export function Alerts() {
  const { t } = useWords();
  const alerts = useAlerts();
  const rows = alerts.data ?? [];
  return (
    <Card title={t("alerts.title")}>
      <Failure error={apiErrorOf(alerts.error)} />
      {rows.length === 0 && <p className="quiet">{t("alerts.none")}</p>}
      <ul className="alerts">
        {rows.map((alert) => (
          <Alert key={alert.alert} alert={alert} />
        ))}
      </ul>
    </Card>
  );
}
