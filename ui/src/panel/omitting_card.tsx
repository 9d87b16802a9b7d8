/** Leaving the panel out: what the list of tests answers, what the physician judges, and the decision that stands. */
import { useState } from "react";
import { apiErrorOf } from "@/backend/context";
import type { OmissionBoard } from "@/backend/port";
import { AGREES, lookOf, OVERTAKEN } from "@/panel/looks";
import { useOmitPanel } from "@/panel/queries";
import { Button, TextField, Tick } from "@/shared/controls";
import { shownInstant } from "@/shared/dates";
import { Failure } from "@/shared/failure";
import { Mark } from "@/shared/mark";
import { Card } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

function Decide({ caseId, omission }: { caseId: string; omission: OmissionBoard }) {
  const { t, say } = useWords();
  const omit = useOmitPanel(caseId);
  const [because, setBecause] = useState("");
  const [judged, setJudged] = useState<string[]>([]);
  const open = omission.conditions.filter(({ to_judge }) => to_judge);
  const tick = (code: string, on: boolean) => setJudged((known) => (on ? [...known, code] : known.filter((other) => other !== code)));
  return (
    <section className="stack tight" aria-label={t("omitting.decide")}>
      <h3>{t("omitting.decide")}</h3>
      <p className="quiet">{t("omitting.decide_lead")}</p>
      {open.map(({ asked }) => (
        <Tick key={asked.code} isSelected={judged.includes(asked.code)} onChange={(on) => tick(asked.code, on)}>
          {say(asked)}
        </Tick>
      ))}
      <TextField rows={2} label={t("omitting.because")} name="omission_because" value={because} onChange={setBecause} />
      <Failure error={apiErrorOf(omit.error)} />
      <div>
        <Button look="against" isDisabled={because.trim() === "" || omit.isPending} onPress={() => omit.mutate({ because, judged })}>
          {t("omitting.now")}
        </Button>
      </div>
    </section>
  );
}

export function OmittingCard({ caseId, omission, mayDecide }: { caseId: string; omission: OmissionBoard; mayDecide: boolean }) {
  const { t, say, name } = useWords();
  const { verdict, blocked, conditions, decided } = omission;
  return (
    <Card title={t("omission.title")} aside={<span className="badge">{name("omission", verdict)}</span>}>
      <div className="stack">
        <p>{name("omission_verdict", verdict)}</p>
        {decided !== null && (
          <div className="stack tight">
            <div className="row wrap">
              <Mark look={decided.stands ? AGREES : OVERTAKEN}>{decided.stands ? t("omitting.stands") : t("omitting.overtaken")}</Mark>
              <span className="quiet">{t("omitting.by", { name: decided.decided_by, at: shownInstant(decided.at) })}</span>
            </div>
            <p className="selectable">{t("conclusion.because", { reason: decided.because })}</p>
          </div>
        )}
        {blocked !== null && <p className="quiet">{say(blocked)}</p>}
        {conditions.length > 0 && (
          <ul className="panel-rows">
            {conditions.map(({ asked, met }) => (
              <li key={asked.code} className="given-row">
                <span>{say(asked)}</span>
                <Mark look={lookOf("met", met)}>{name("met", met)}</Mark>
              </li>
            ))}
          </ul>
        )}
        {blocked === null && mayDecide && !decided?.stands && <Decide caseId={caseId} omission={omission} />}
        <p className="quiet">{t("omission.hint")}</p>
      </div>
    </Card>
  );
}
