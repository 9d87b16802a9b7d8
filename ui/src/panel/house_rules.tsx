/** The hospital's own rules: where no public rule exists, and before a public one where both do. None is ever changed. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { QUALIFICATIONS } from "@/backend/choices";
import { apiErrorOf } from "@/backend/context";
import type { HousePanelRule, SeatView } from "@/backend/port";
import { useHouseRules, useRecordHouseRule } from "@/panel/queries";
import { RuleFacts } from "@/panel/rule_card";
import { Button, ChoiceField, SelectField, TextField, Tick } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { useKept } from "@/shared/kept";
import { useToast } from "@/shared/toast";
import { useWords } from "@/wording/words";

const GROUPS = ["solid", "blood", "rare_disease"];
const TESTS = ["gene_panel", "whole_genome"];
const CIRCULATED = ["never", "listed_cases", "every_case"];
const CONDITIONS = ["always", "sequenced_in_house", "paediatric_cancer"];
const COUNTS = ["1", "2", "3", "4", "5"];

const NEW_RULE: HousePanelRule = {
  title_ja: "",
  disease_groups: [],
  tests: [],
  valid_from: "",
  valid_until: null,
  seats: [],
  one_person_several_seats: false,
  attending_may_supply_history: false,
  circulated_review: "never",
  source: "",
};

const toggled = (order: string[], chosen: string[], code: string, on: boolean) => order.filter((known) => (known === code ? on : chosen.includes(known)));

function Ticks({ label, family, codes, chosen, onChange }: { label: string; family: string; codes: string[]; chosen: string[]; onChange: (chosen: string[]) => void }) {
  const { name } = useWords();
  return (
    <div className="field" role="group" aria-label={label}>
      <span className="field-label">{label}</span>
      <div className="row wrap">
        {codes.map((code) => (
          <Tick key={code} isSelected={chosen.includes(code)} onChange={(on) => onChange(toggled(codes, chosen, code, on))}>
            {name(family, code)}
          </Tick>
        ))}
      </div>
    </div>
  );
}

function Seats({ seats, onChange }: { seats: SeatView[]; onChange: (seats: SeatView[]) => void }) {
  const { t, name } = useWords();
  const change = (qualification: string, part: Partial<SeatView>) => onChange(seats.map((seat) => (seat.qualification === qualification ? { ...seat, ...part } : seat)));
  const tick = (code: string, on: boolean) => {
    const standing = (qualification: string) => seats.find((seat) => seat.qualification === qualification) ?? { qualification, minimum: 1, when: "always" };
    onChange(toggled(QUALIFICATIONS, seats.map(({ qualification }) => qualification), code, on).map(standing));
  };
  return (
    <div className="field" role="group" aria-label={t("rule.seats")}>
      <span className="field-label">{t("rule.seats")}</span>
      {QUALIFICATIONS.map((code) => {
        const seat = seats.find((known) => known.qualification === code);
        const label = name("qualification", code);
        return (
          <div key={code} className="house-seat">
            <Tick isSelected={seat !== undefined} onChange={(on) => tick(code, on)}>
              {label}
            </Tick>
            {seat !== undefined && (
              <>
                <select className="input" aria-label={t("house_rule.minimum", { qualification: label })} value={String(seat.minimum)} onChange={({ target }) => change(code, { minimum: Number(target.value) })}>
                  {COUNTS.map((count) => (
                    <option key={count} value={count}>
                      {t("house_rule.persons", { count })}
                    </option>
                  ))}
                </select>
                <select className="input" aria-label={t("house_rule.when", { qualification: label })} value={seat.when} onChange={({ target }) => change(code, { when: target.value })}>
                  {CONDITIONS.map((when) => (
                    <option key={when} value={when}>
                      {name("seat_when", when)}
                    </option>
                  ))}
                </select>
              </>
            )}
          </div>
        );
      })}
    </div>
  );
}

function YesNo({ label, value, onChange }: { label: string; value: boolean; onChange: (value: boolean) => void }) {
  const { t } = useWords();
  return (
    <ChoiceField<"yes" | "no">
      label={label}
      choices={[
        { value: "yes", label: t("house_rule.allowed") },
        { value: "no", label: t("house_rule.not_allowed") },
      ]}
      value={value ? "yes" : "no"}
      onChange={(told) => onChange(told === "yes")}
    />
  );
}

function RuleForm({ login, onDone }: { login: string; onDone: () => void }) {
  const { t, name } = useWords();
  const toast = useToast();
  const record = useRecordHouseRule();
  const draft = useKept(`${login} house rule`, () => NEW_RULE);
  const rule = draft.value;
  const change = (part: Partial<HousePanelRule>) => draft.set({ ...rule, ...part });
  const complete = [rule.title_ja, rule.source, rule.valid_from].every((text) => text.trim() !== "") && [rule.disease_groups, rule.tests, rule.seats].every(({ length }) => length > 0);
  const save = () =>
    record.mutate(rule, {
      onSuccess: () => {
        draft.forget();
        onDone();
        toast(t("house_rule.recorded"));
      },
    });
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (complete && !record.isPending) save();
      }}
    >
      <TextField label={t("house_rule.title")} name="house_rule_title" value={rule.title_ja} onChange={(title_ja) => change({ title_ja })} />
      <TextField label={t("house_rule.source")} name="house_rule_source" hint={t("house_rule.source_hint")} value={rule.source} onChange={(source) => change({ source })} />
      <Ticks label={t("house_rule.groups")} family="disease_group" codes={GROUPS} chosen={rule.disease_groups} onChange={(disease_groups) => change({ disease_groups })} />
      <Ticks label={t("house_rule.tests")} family="test_kind" codes={TESTS} chosen={rule.tests} onChange={(tests) => change({ tests })} />
      <TextField label={t("house_rule.from")} name="house_rule_from" hint={t("field.day_hint")} value={rule.valid_from} onChange={(valid_from) => change({ valid_from })} />
      <TextField optional label={t("house_rule.until")} name="house_rule_until" value={rule.valid_until ?? ""} onChange={(day) => change({ valid_until: day.trim() === "" ? null : day })} />
      <Seats seats={rule.seats} onChange={(seats) => change({ seats })} />
      <YesNo label={t("rule.doubling")} value={rule.one_person_several_seats} onChange={(one_person_several_seats) => change({ one_person_several_seats })} />
      <YesNo label={t("house_rule.history")} value={rule.attending_may_supply_history} onChange={(attending_may_supply_history) => change({ attending_may_supply_history })} />
      <SelectField
        label={t("rule.circulated")}
        name="house_rule_circulated"
        unchosen={t("conclusion.choose")}
        choices={CIRCULATED.map((code) => ({ value: code, label: name("circulated", code) }))}
        value={rule.circulated_review}
        onChange={(circulated_review) => change({ circulated_review })}
      />
      <Failure error={apiErrorOf(record.error)} />
      <div className="row">
        <Button type="submit" look="primary" isDisabled={!complete || record.isPending}>
          {t("house_rule.record")}
        </Button>
        <Button look="quiet" onPress={onDone}>
          {t("action.close")}
        </Button>
      </div>
    </Form>
  );
}

export function HouseRules({ login }: { login: string }) {
  const { t } = useWords();
  const rules = useHouseRules();
  const [isAdding, setAdding] = useState(false);
  return (
    <div className="stack">
      <p className="quiet">{t("house_rule.lead")}</p>
      <Failure error={apiErrorOf(rules.error)} />
      {rules.data?.length === 0 && <p>{t("house_rule.none")}</p>}
      {[...(rules.data ?? [])].reverse().map((rule) => (
        <div key={rule.id} className="house-rule">
          <RuleFacts rule={rule} />
        </div>
      ))}
      {isAdding ? (
        <RuleForm login={login} onDone={() => setAdding(false)} />
      ) : (
        <div>
          <Button icon="pen" onPress={() => setAdding(true)}>
            {t("house_rule.add")}
          </Button>
        </div>
      )}
    </div>
  );
}
