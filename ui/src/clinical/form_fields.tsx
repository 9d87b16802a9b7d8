/**
 * The fields of the clinical form. What is wrong stands beside its field, and a date is told in both calendars, as the backend
 * understood it. Nothing happens on Enter, which an input method needs for itself.
 */
import type { ReactNode } from "react";
import type { ClinicalChoices, FormCheck, TypedForm, TypedResults, TypedTreatment } from "@/backend/port";
import { Button, Segments, TextField } from "@/shared/controls";
import { useWords } from "@/wording/words";

export const EMPTY_FORM: TypedForm = {
  patient_name: "",
  patient_kana: "",
  hospital_id: "",
  born_on: "",
  sex: "",
  tumor_type: "",
  diagnosis: "",
  diagnosed_on: "",
  department: "",
  attending_physician: "",
  ecog_ps: "",
  specimen_kind: "",
  specimen_site: "",
  specimen_collected_on: "",
  tumor_content_percent: "",
  treatments: [],
  results: null,
};

/** Words of the fields of a treatment and of results, in the order of print. */
const TREATMENT_WORDS = { drugs: "form.drugs", started_on: "form.started_on", ended_on: "form.ended_on", ended_because: "form.ended_because" } as const;
const CALL_WORDS = { msi: "form.msi", tmb: "form.tmb", hrd: "form.hrd" } as const;
const RESULT_WORDS = { test_name: "form.test_name", tmb_mut_per_mb: "form.tmb_mut_per_mb", hrd_score: "form.hrd_score" } as const;

const EMPTY_TREATMENT: TypedTreatment = { number: null, drugs: "", started_on: "", ended_on: "", best_response: "", ended_because: "" };
const EMPTY_RESULTS: TypedResults = { test_name: "", msi: "", tmb_mut_per_mb: "", tmb: "", hrd_score: "", hrd: "" };

/** Whether nothing was typed. */
export const isBlank = (form: TypedForm) => JSON.stringify({ ...form, results: null }) === JSON.stringify(EMPTY_FORM) && Object.values(form.results ?? EMPTY_RESULTS).every((value) => value === "");

type TextName = Exclude<keyof TypedForm, "treatments" | "results">;
/** The chooser of tumour types, which belongs to another folder. */
export type TumorTypeSlot = (props: { value: string; onChange: (code: string) => void; error: string | undefined }) => ReactNode;

type Props = {
  form: TypedForm;
  onChange: (form: TypedForm) => void;
  check: FormCheck | undefined;
  choices: ClinicalChoices;
  tumorType: TumorTypeSlot;
  /** Whether results of other tests may be typed. */
  withResults: boolean;
};

/** What the backend says about one field. */
function useTold(check: FormCheck | undefined) {
  const { t, say } = useWords();
  return (field: string) => {
    const problem = check?.problems.find((known) => known.field === field);
    const date = check?.dates.find((known) => known.field === field);
    return { error: problem && say(problem.message), hint: date && t("form.read_as", { date: date.shown }) };
  };
}

function Choice(props: { label: string; value: string; codes: string[]; nameOf: (code: string) => string; error?: string; onChange: (value: string) => void }) {
  const { t } = useWords();
  const codes = props.value === "" || props.codes.includes(props.value) ? props.codes : [...props.codes, props.value];
  return (
    <label className="field">
      <span className="field-label">{props.label}</span>
      <select className="input" value={props.value} aria-invalid={props.error !== undefined} onChange={({ target }) => props.onChange(target.value)}>
        <option value="">{t("form.not_stated")}</option>
        {codes.map((code) => (
          <option key={code} value={code}>
            {props.nameOf(code)}
          </option>
        ))}
      </select>
      {props.error && <span className="field-error">{props.error}</span>}
    </label>
  );
}

function Treatments({ form, onChange, check, choices }: Props) {
  const { t, name } = useWords();
  const told = useTold(check);
  const change = (index: number, part: Partial<TypedTreatment>) =>
    onChange({ ...form, treatments: form.treatments.map((treatment, at) => (at === index ? { ...treatment, ...part } : treatment)) });
  return (
    <fieldset className="form-part">
      <legend>{t("form.treatments")}</legend>
      {form.treatments.map((treatment, index) => {
        const text = (field: keyof typeof TREATMENT_WORDS) => (
          <TextField label={t(TREATMENT_WORDS[field])} value={treatment[field]} onChange={(value) => change(index, { [field]: value })} {...told(`treatments.${index}.${field}`)} />
        );
        return (
          <div key={index} className="form-treatment" role="group" aria-label={t("form.treatment", { number: index + 1 })}>
            {text("drugs")}
            {text("started_on")}
            {text("ended_on")}
            <Choice label={t("form.best_response")} value={treatment.best_response} codes={choices.best_responses} nameOf={(code) => name("response", code)} onChange={(best_response) => change(index, { best_response })} />
            {text("ended_because")}
            <Button
              look="quiet"
              size="small"
              icon="cross"
              aria-label={t("form.remove_treatment", { number: index + 1 })}
              onPress={() => onChange({ ...form, treatments: form.treatments.filter((_, at) => at !== index) })}
            />
          </div>
        );
      })}
      <div>
        <Button size="small" onPress={() => onChange({ ...form, treatments: [...form.treatments, EMPTY_TREATMENT] })}>
          {t("form.add_treatment")}
        </Button>
      </div>
    </fieldset>
  );
}

function Results({ form, onChange, check, choices }: Props) {
  const { t, name } = useWords();
  const told = useTold(check);
  const results = form.results ?? EMPTY_RESULTS;
  const change = (part: Partial<TypedResults>) => onChange({ ...form, results: { ...results, ...part } });
  const call = (marker: keyof typeof CALL_WORDS) => (
    <Choice label={t(CALL_WORDS[marker])} value={results[marker]} codes={choices[marker]} nameOf={(code) => name(`call_${marker}`, code)} onChange={(value) => change({ [marker]: value })} error={told(`results.${marker}`).error} />
  );
  const text = (field: keyof typeof RESULT_WORDS) => (
    <TextField label={t(RESULT_WORDS[field])} value={results[field]} onChange={(value) => change({ [field]: value })} {...told(`results.${field}`)} />
  );
  return (
    <fieldset className="form-part">
      <legend>{t("form.results")}</legend>
      <p className="quiet small-print">{t("form.results_hint")}</p>
      <div className="form-grid">
        {text("test_name")}
        {call("msi")}
        {text("tmb_mut_per_mb")}
        {call("tmb")}
        {text("hrd_score")}
        {call("hrd")}
      </div>
    </fieldset>
  );
}

export function FormFields(props: Props) {
  const { form, onChange, check, choices, tumorType, withResults } = props;
  const { t, name } = useWords();
  const told = useTold(check);
  const set = (field: TextName) => (value: string) => onChange({ ...form, [field]: value });
  const text = (field: TextName) => <TextField key={field} label={name("clinical", field)} value={form[field]} onChange={set(field)} {...told(field)} />;
  const segments = (field: "sex" | "ecog_ps", codes: string[], nameOf: (code: string) => string) => (
    <div className="field">
      <span className="field-label">{name("clinical", field)}</span>
      <div>
        <Segments label={name("clinical", field)} value={form[field]} choices={["", ...codes].map((code) => ({ value: code, label: code === "" ? t("form.not_stated") : nameOf(code) }))} onChange={set(field)} />
      </div>
      {told(field).error && <span className="field-error">{told(field).error}</span>}
    </div>
  );
  return (
    <div className="stack">
      <fieldset className="form-part">
        <legend>{t("form.patient")}</legend>
        <div className="form-grid">
          {text("patient_name")}
          {text("patient_kana")}
          {text("hospital_id")}
          {text("born_on")}
        </div>
        {segments("sex", choices.sexes, (code) => name("sex", code))}
      </fieldset>
      <fieldset className="form-part">
        <legend>{t("form.disease")}</legend>
        <div className="form-grid">
          {tumorType({ value: form.tumor_type, onChange: set("tumor_type"), error: told("tumor_type").error })}
          {text("diagnosis")}
          {text("diagnosed_on")}
          {text("department")}
          {text("attending_physician")}
        </div>
        {segments("ecog_ps", choices.ecog_ps, (code) => code)}
      </fieldset>
      <fieldset className="form-part">
        <legend>{t("form.specimen")}</legend>
        <div className="form-grid">
          {text("specimen_kind")}
          {text("specimen_site")}
          {text("specimen_collected_on")}
          {text("tumor_content_percent")}
        </div>
      </fieldset>
      <Treatments {...props} />
      {withResults && <Results {...props} />}
    </div>
  );
}
