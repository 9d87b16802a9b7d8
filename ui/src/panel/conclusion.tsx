/** How a panel ended. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import type { ConclusionView } from "@/backend/port";
import type { FindingName } from "@/panel/finding_names";
import { spokenName } from "@/panel/finding_names";
import { AGREES, OVERTAKEN } from "@/panel/looks";
import { useWithdrawConclusion } from "@/panel/queries";
import { Button, TextField } from "@/shared/controls";
import { shownInstant } from "@/shared/dates";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { Mark } from "@/shared/mark";
import { useWords } from "@/wording/words";

export function ConclusionWords({ conclusion, nameOf }: { conclusion: ConclusionView; nameOf: (key: string) => FindingName }) {
  const { t, name } = useWords();
  return (
    <div className="stack tight">
      <div className="row wrap">
        <Mark look={conclusion.stands ? AGREES : OVERTAKEN}>{conclusion.stands ? t("conclusion.stands") : t("conclusion.overtaken")}</Mark>
        <span className="quiet">{shownInstant(conclusion.concluded_at)}</span>
      </div>
      <ol className="recommendations">
        {conclusion.recommendations.map((one, index) => (
          <li key={`${index} ${one.kind}`}>
            <div className="row wrap">
              <span className="badge accent">{name("recommendation", one.kind)}</span>
              {one.route !== null && <span className="badge">{name("route", one.route)}</span>}
              <strong className="selectable">{one.text}</strong>
            </div>
            {one.findings.length > 0 && <p className="quiet">{t("conclusion.on", { findings: one.findings.map((key) => spokenName(nameOf(key))).join(t("value.separator")) })}</p>}
            <p className="selectable">{t("conclusion.because", { reason: one.reason })}</p>
          </li>
        ))}
      </ol>
      {conclusion.minority_opinion && (
        <section>
          <h3>{t("conclusion.minority")}</h3>
          <p className="selectable typed">{conclusion.minority_opinion}</p>
        </section>
      )}
      {conclusion.minutes && (
        <section>
          <h3>{t("conclusion.minutes")}</h3>
          <p className="selectable typed">{conclusion.minutes}</p>
        </section>
      )}
    </div>
  );
}

export function WithdrawConclusionDialog({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const { t } = useWords();
  const withdraw = useWithdrawConclusion(caseId);
  const [because, setBecause] = useState("");
  return (
    <Dialog
      title={t("conclusion.withdraw")}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button form="withdraw-conclusion-form" type="submit" look="against" isDisabled={because.trim() === "" || withdraw.isPending}>
            {t("conclusion.withdraw_now")}
          </Button>
        </>
      }
    >
      <Form
        id="withdraw-conclusion-form"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (because.trim() !== "" && !withdraw.isPending) withdraw.mutate(because, { onSuccess: onClose });
        }}
      >
        <p>{t("conclusion.withdraw_lead")}</p>
        <TextField autoFocus rows={2} label={t("conclusion.withdraw_because")} name="withdraw_because" value={because} onChange={setBecause} />
        <Failure error={apiErrorOf(withdraw.error)} />
      </Form>
    </Dialog>
  );
}
