/** The rule that a panel follows, with where it is written; or why there is none, with the way out. */
import type { PanelBoard, PanelRuleView } from "@/backend/port";
import { Button } from "@/shared/controls";
import { shownDay } from "@/shared/dates";
import { Card, Facts, Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

export function RuleFacts({ rule }: { rule: PanelRuleView }) {
  const { t, name } = useWords();
  return (
    <div className="stack tight">
      <div className="row wrap">
        <strong className="selectable">{rule.title_ja}</strong>
        <span className={`badge ${rule.house ? "accent" : ""}`}>{rule.house ? t("rule.house") : t("rule.public")}</span>
        {rule.basis === "from_memory" && <span className="badge caution">{t("finding.unconfirmed")}</span>}
      </div>
      <Facts
        facts={[
          { label: t("rule.period"), value: t("rule.from_until", { from: shownDay(rule.valid_from), until: rule.valid_until === null ? t("rule.open_end") : shownDay(rule.valid_until) }) },
          {
            label: t("rule.seats"),
            value: (
              <ul>
                {rule.seats.map((seat) => (
                  <li key={`${seat.qualification} ${seat.when}`}>
                    {t("rule.seat", { qualification: name("qualification", seat.qualification), count: seat.minimum })}
                    {seat.when !== "always" && <span className="quiet"> {t("rule.when", { when: name("seat_when", seat.when) })}</span>}
                  </li>
                ))}
              </ul>
            ),
          },
          { label: t("rule.doubling"), value: rule.one_person_several_seats ? t("rule.doubling_yes") : t("rule.doubling_no") },
          { label: t("rule.attending"), value: rule.attending_may_supply_history ? t("rule.attending_history") : t("rule.attending_present") },
          { label: t("rule.circulated"), value: name("circulated", rule.circulated_review) },
          { label: t("rule.source"), value: rule.source ?? t("value.not_recorded") },
          ...(rule.note === null ? [] : [{ label: t("rule.note"), value: rule.note }]),
        ]}
      />
    </div>
  );
}

export function RuleCard({ board, onSettings }: { board: PanelBoard; onSettings: () => void }) {
  const { t, name, say } = useWords();
  const about = [board.disease_group === null ? t("rule.group_unknown") : name("disease_group", board.disease_group), name("test_kind", board.test)];
  return (
    <Card title={t("rule.title")} aside={<span className="quiet">{about.join(t("value.separator"))}</span>}>
      {board.rule !== null && <RuleFacts rule={board.rule} />}
      {board.rule_missing !== null && (
        <div className="stack tight">
          <Remark tone="caution">{say(board.rule_missing)}</Remark>
          <div>
            <Button icon="sliders" onPress={onSettings}>
              {t("rule.settings")}
            </Button>
          </div>
        </div>
      )}
    </Card>
  );
}
