/** What no file said: answers to the questions of an import, and the person's name where the files have none. */
import type { ImportRequest, Message } from "@/backend/port";
import { TumorTypeField } from "@/intake/tumor_type_field";
import { Button, Segments, TextField } from "@/shared/controls";
import { Icon } from "@/shared/icon";
import { useWords } from "@/wording/words";

export type Answers = Omit<ImportRequest, "paths" | "kinds" | "linked" | "form">;
type Props = { answers: Answers; onChange: (change: Partial<Answers>) => void };

export const NO_ANSWERS: Answers = {
  tumor_type: null,
  assembly: null,
  tumor_sample: null,
  normal_sample: null,
  patient_name: null,
  patient_kana: null,
  hospital_id: null,
  patient: null,
  again: false,
};

/** Its sentence in the catalogue speaks of codes to type; here a person chooses from a list. */
const TUMOR_TYPE_MISSING = "tumor_type_missing";

const orNull = (text: string) => (text === "" ? null : text);

/** What a question is about; the code says it. */
export function subjectOf(question: Message): "tumor_type" | "assembly" | "sample" | "patient" | "again" | "other" {
  if (question.code.includes("tumor_type")) return "tumor_type";
  if (question.code.includes("assembly")) return "assembly";
  if (question.code === "intake_patient_unclear") return "patient";
  if (question.code === "file_in_other_case") return "again";
  return question.code.includes("sample") ? "sample" : "other";
}

function AssemblyChoice({ answers, onChange }: Props) {
  const { t } = useWords();
  return (
    <Segments
      label={t("import.assembly")}
      choices={[
        { value: "", label: t("import.assembly_unanswered") },
        { value: "GRCh38", label: "GRCh38" },
        { value: "GRCh37", label: "GRCh37" },
      ]}
      value={answers.assembly ?? ""}
      onChange={(assembly) => onChange({ assembly: orNull(assembly) })}
    />
  );
}

function SampleChoice({ question, answers, onChange }: Props & { question: Message }) {
  const { t } = useWords();
  const candidates = (question.parameters.candidates ?? "").split(", ").filter((name) => name !== "");
  if (candidates.length === 0) {
    return (
      <TextField
        label={t("import.tumor_sample")}
        name="tumor_sample"
        value={answers.tumor_sample ?? ""}
        onChange={(text) => onChange({ tumor_sample: orNull(text) })}
      />
    );
  }
  return (
    <div className="row wrap" role="group" aria-label={t("import.tumor_sample")}>
      {candidates.map((name) => (
        <Button
          key={name}
          look={answers.tumor_sample === name ? "primary" : "plain"}
          aria-pressed={answers.tumor_sample === name}
          onPress={() => onChange({ tumor_sample: name, normal_sample: candidates.length === 2 ? (candidates.find((other) => other !== name) ?? null) : answers.normal_sample })}
        >
          <span className="notation">{name}</span>
        </Button>
      ))}
    </div>
  );
}

/** A table of several patients: the identifiers that it uses. */
function PatientChoice({ question, answers, onChange }: Props & { question: Message }) {
  const { t } = useWords();
  const candidates = (question.parameters.candidates ?? "").split(", ").filter((name) => name !== "");
  return (
    <div className="row wrap" role="group" aria-label={t("import.patient")}>
      {candidates.map((name) => (
        <Button key={name} look={answers.patient === name ? "primary" : "plain"} aria-pressed={answers.patient === name} onPress={() => onChange({ patient: name })}>
          <span className="notation">{name}</span>
        </Button>
      ))}
    </div>
  );
}

export function QuestionCard({ question, onAnswered, ...both }: Props & { question: Message; onAnswered: () => void }) {
  const { t, say } = useWords();
  const subject = subjectOf(question);
  return (
    <section className="question" role="group" aria-labelledby="question-text" aria-live="polite">
      <div className="question-head">
        <Icon name="question" size={18} />
        <strong id="question-text">{question.code === TUMOR_TYPE_MISSING ? t("import.question_tumor_type") : say(question)}</strong>
      </div>
      {subject === "tumor_type" && <TumorTypeField autoFocus value={both.answers.tumor_type} onChange={(tumor_type) => both.onChange({ tumor_type })} />}
      {subject === "assembly" && <AssemblyChoice {...both} />}
      {subject === "sample" && <SampleChoice {...both} question={question} />}
      {subject === "again" && (
        <Button look={both.answers.again ? "primary" : "plain"} aria-pressed={both.answers.again} onPress={() => both.onChange({ again: !both.answers.again })}>
          {t("import.again")}
        </Button>
      )}
      {subject === "patient" && <PatientChoice {...both} question={question} />}
      <div>
        <Button look="primary" onPress={onAnswered}>
          {t("import.answer")}
        </Button>
      </div>
    </section>
  );
}

export function MoreAnswers({ answers, onChange }: Props) {
  const { t } = useWords();
  return (
    <details className="more-answers">
      <summary>{t("import.more")}</summary>
      <p className="quiet">{t("import.more_lead")}</p>
      <div className="field">
        <span className="field-label">{t("import.assembly")}</span>
        <div>
          <AssemblyChoice answers={answers} onChange={onChange} />
        </div>
      </div>
    </details>
  );
}
