/** Writing the conclusion: what is recommended, by which way, on what it rests and why. */
import { apiErrorOf } from "@/backend/context";
import type { AskedFinding, OfferedConclusion, PanelView, RecommendationView } from "@/backend/port";
import { conclusionOf, empty, firstConclusion, isFilledIn, kindOf } from "@/panel/concluding";
import { useConclude } from "@/panel/queries";
import { Button, SelectField, TextField, Tick } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { Remark } from "@/shared/surfaces";
import { useKept } from "@/shared/kept";
import { useToast } from "@/shared/toast";
import { useWords } from "@/wording/words";

type OneProps = { one: RecommendationView; place: number; offered: OfferedConclusion; asked: AskedFinding[]; isOnly: boolean; onChange: (change: Partial<RecommendationView>) => void; onRemove: () => void };

function Recommendation({ one, place, offered, asked, isOnly, onChange, onRemove }: OneProps) {
  const { t, name } = useWords();
  const number = place + 1;
  const chosen = kindOf(offered, one.kind);
  return (
    <fieldset className="recommendation-form" aria-label={t("conclusion.number", { number })}>
      <div className="recommendation-kind">
        <SelectField
          label={t("conclusion.kind")}
          name={`recommendation_kind_${place}`}
          unchosen={t("conclusion.choose")}
          choices={offered.kinds.map(({ kind }) => ({ value: kind, label: name("recommendation", kind) }))}
          value={one.kind}
          onChange={(kind) => onChange({ kind, route: null })}
        />
        {chosen !== undefined && chosen.routes.length > 0 && (
          <SelectField
            label={t("conclusion.route")}
            name={`recommendation_route_${place}`}
            unchosen={t("conclusion.choose")}
            choices={chosen.routes.map((code) => ({ value: code, label: name("route", code) }))}
            value={one.route ?? ""}
            onChange={(route) => onChange({ route: route === "" ? null : route })}
          />
        )}
        {!isOnly && <Button size="small" look="quiet" icon="cross" aria-label={t("conclusion.remove", { number })} onPress={onRemove} />}
      </div>
      {chosen?.rests_on_findings !== false && asked.length > 0 && (
        <div role="group" aria-label={t("conclusion.rests_on")}>
          <span className="field-label">{t("conclusion.rests_on")}</span>
          {asked.map((finding) => (
            <Tick
              key={finding.key}
              isSelected={one.findings.includes(finding.key)}
              onChange={(on) => onChange({ findings: on ? [...one.findings, finding.key] : one.findings.filter((key) => key !== finding.key) })}
            >
              {[finding.therapy_label, finding.label, finding.decision === null ? t("finding.open") : name("decision", finding.decision)].filter(Boolean).join(t("value.separator"))}
            </Tick>
          ))}
        </div>
      )}
      <TextField label={t("conclusion.text")} name={`recommendation_text_${place}`} hint={t("conclusion.text_hint")} value={one.text} onChange={(text) => onChange({ text })} />
      <TextField rows={2} label={t("conclusion.reason")} name={`recommendation_reason_${place}`} value={one.reason} onChange={(reason) => onChange({ reason })} />
    </fieldset>
  );
}

type Props = { caseId: string; login: string; panel: PanelView; offered: OfferedConclusion; asked: AskedFinding[] };

export function ConclusionForm({ caseId, login, panel, offered, asked }: Props) {
  const { t, say } = useWords();
  const toast = useToast();
  const conclude = useConclude(caseId);
  const draft = useKept(`${login} ${caseId} ${panel.panel_id} conclusion`, () => firstConclusion(offered));
  const { recommendations, minority, minutes } = draft.value;
  const set = (next: RecommendationView[]) => draft.set({ ...draft.value, recommendations: next });
  const isFilled = isFilledIn(offered, draft.value);
  const isReady = isFilled && panel.conclusion_blocked.length === 0;
  const save = () =>
    conclude.mutate(conclusionOf(draft.value), {
      onSuccess: () => {
        draft.forget();
        toast(t("conclusion.concluded"));
      },
    });
  return (
    <div className="stack">
      {recommendations.map((one, place) => (
        <Recommendation
          key={place}
          one={one}
          place={place}
          offered={offered}
          asked={asked}
          isOnly={recommendations.length === 1}
          onChange={(change) => set(recommendations.map((known, index) => (index === place ? { ...known, ...change } : known)))}
          onRemove={() => set(recommendations.filter((_, index) => index !== place))}
        />
      ))}
      <div className="row wrap">
        <Button size="small" onPress={() => set([...recommendations, empty()])}>
          {t("conclusion.add")}
        </Button>
        {draft.isTouched && (
          <Button size="small" look="quiet" icon="undo" onPress={draft.forget}>
            {t("conclusion.begin_again")}
          </Button>
        )}
      </div>
      <TextField optional rows={2} label={t("conclusion.minority")} name="minority_opinion" value={minority} onChange={(text) => draft.set({ ...draft.value, minority: text })} />
      <TextField optional rows={4} label={t("conclusion.minutes")} name="minutes" value={minutes} onChange={(text) => draft.set({ ...draft.value, minutes: text })} />
      {panel.conclusion_blocked.map((why) => (
        <Remark key={why.code} tone="caution">
          {say(why)}
        </Remark>
      ))}
      <Failure error={apiErrorOf(conclude.error)} />
      <div>
        <Button look="primary" icon="check" isDisabled={!isReady || conclude.isPending} onPress={save}>
          {t("conclusion.conclude")}
        </Button>
        {!isFilled && <span className="quiet"> {t("conclusion.incomplete")}</span>}
      </div>
    </div>
  );
}
