/** Opinions: one's own before anybody else's is seen, then all of them side by side. */
import { useState } from "react";
import { apiErrorOf } from "@/backend/context";
import type { AskedFinding, PanelMemberView, PanelView } from "@/backend/port";
import type { FindingName } from "@/panel/finding_names";
import { GIVEN, lookOf, WAITING } from "@/panel/looks";
import { Matrix } from "@/panel/matrix";
import { OtherOpinionDialog, RevealDialog } from "@/panel/opinion_dialogs";
import { isComplete, NO_OPINION, OpinionFields, opinionOf } from "@/panel/opinion_form";
import { useGiveOpinion } from "@/panel/queries";
import { Button } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { useKept } from "@/shared/kept";
import { Mark } from "@/shared/mark";
import { Card, Remark } from "@/shared/surfaces";
import { useToast } from "@/shared/toast";
import { useWords } from "@/wording/words";

export type OpinionsProps = { caseId: string; login: string; panel: PanelView; asked: AskedFinding[]; nameOf: (key: string) => FindingName; isOpen: boolean };

function OwnForm({ caseId, login, panel, asked }: OpinionsProps) {
  const { t } = useWords();
  const toast = useToast();
  const give = useGiveOpinion(caseId);
  const draft = useKept(`${login} ${caseId} ${panel.panel_id} opinion`, () => NO_OPINION);
  const save = () =>
    give.mutate(opinionOf({ ...draft.value, receivedBy: "" }, asked, null), {
      onSuccess: () => {
        draft.forget();
        toast(t("opinion.given"));
      },
    });
  return (
    <section className="stack" aria-label={t("opinion.own")}>
      <h3>{t("opinion.own")}</h3>
      <Remark tone="notice">{t("opinion.blind")}</Remark>
      <OpinionFields asked={asked} draft={draft.value} onChange={draft.set} />
      <Failure error={apiErrorOf(give.error)} />
      <div>
        <Button look="primary" isDisabled={!isComplete(draft.value, asked) || give.isPending} onPress={save}>
          {t("opinion.save")}
        </Button>
        <span className="quiet"> {t("opinion.once")}</span>
      </div>
    </section>
  );
}

function OwnOpinion({ panel, nameOf }: OpinionsProps) {
  const { t, name } = useWords();
  const seats = panel.members.filter(({ mine }) => mine).map(({ seat }) => seat);
  const own = panel.opinions.filter(({ seat }) => seats.includes(seat));
  return own.map((opinion) => (
    <section key={opinion.seat} className="stack tight" aria-label={t("opinion.own")}>
      <h3>{t("opinion.own")}</h3>
      <ul className="panel-rows">
        {opinion.findings.map((said) => (
          <li key={said.finding} className="stance-row">
            <span>{nameOf(said.finding).therapy ?? nameOf(said.finding).label}</span>
            <Mark look={lookOf("stance", said.stance)}>{name("stance", said.stance)}</Mark>
            {said.comment && <span className="selectable">{said.comment}</span>}
          </li>
        ))}
      </ul>
      {opinion.overall && <p className="selectable">{opinion.overall}</p>}
    </section>
  ));
}

function WhoHasGiven({ panel, isOpen, onWrite }: { panel: PanelView; isOpen: boolean; onWrite: (member: PanelMemberView) => void }) {
  const { t } = useWords();
  return (
    <ul className="panel-rows" aria-label={t("opinion.who_has_given")}>
      {panel.members.map((member) => (
        <li key={member.seat} className="given-row">
          <span>{member.name}</span>
          <Mark look={member.opinion_given ? GIVEN : WAITING}>{member.opinion_given ? t("opinion.is_given") : t("opinion.is_waiting")}</Mark>
          {isOpen && !member.has_account && !member.opinion_given && (
            <Button size="small" aria-label={t("opinion.write_for", { name: member.name })} onPress={() => onWrite(member)}>
              {t("opinion.write")}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

export function Opinions(props: OpinionsProps) {
  const { caseId, login, panel, asked, nameOf, isOpen } = props;
  const { t, say } = useWords();
  const [writing, setWriting] = useState<PanelMemberView | null>(null);
  const [isRevealing, setRevealing] = useState(false);
  const waiting = panel.members.filter(({ opinion_given }) => !opinion_given);
  const owes = panel.members.some(({ mine, opinion_given }) => mine && !opinion_given);
  const reveal = isOpen && !panel.revealed && (
    <Button icon="arrow" onPress={() => setRevealing(true)}>
      {t("opinion.reveal")}
    </Button>
  );
  return (
    <Card title={t("opinion.title")} aside={reveal}>
      <div className="stack">
        {panel.meeting === "real_time" && !panel.revealed && <p className="quiet">{t("opinion.meeting_hint")}</p>}
        {panel.revealed ? (
          <>
            {panel.disagreed.length > 0 && (
              <Remark tone="caution">
                {panel.meeting === "circulated"
                  ? say({ code: "refusal_meeting_needed", parameters: { count: panel.disagreed.length } })
                  : t("opinion.disagreed", { count: panel.disagreed.length })}
              </Remark>
            )}
            <Matrix panel={panel} nameOf={nameOf} />
          </>
        ) : (
          <>
            {isOpen && owes ? <OwnForm {...props} /> : <OwnOpinion {...props} />}
            <section className="stack tight">
              <h3>{t("opinion.who_has_given")}</h3>
              <WhoHasGiven panel={panel} isOpen={isOpen} onWrite={setWriting} />
            </section>
          </>
        )}
      </div>
      {writing !== null && <OtherOpinionDialog key={writing.seat} caseId={caseId} login={login} panel={panel} member={writing} asked={asked} onClose={() => setWriting(null)} />}
      {isRevealing && <RevealDialog caseId={caseId} waiting={waiting} onClose={() => setRevealing(false)} />}
    </Card>
  );
}
