/** What became of a variant: a question, and the way of each record that it meets, step by step. */
import { type KeyboardEvent, useEffect, useState } from "react";
import { apiErrorOf } from "@/backend/context";
import type { CaseExplanation, RecordExplanation, StatementAnswer } from "@/backend/port";
import { useExplanation } from "@/explain/queries";
import { Button, TextField } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { isComposing } from "@/shared/shortcuts";
import { Remark, Waiting } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

/** Outcomes that the record gave rise to; the others were passed over. */
const FOUND = new Set(["option", "candidate", "against", "finding", "given_before"]);

function Statement({ answer }: { answer: StatementAnswer }) {
  const { say, name } = useWords();
  return (
    <li className="explain-statement">
      <div>
        <span className={`badge ${FOUND.has(answer.outcome) ? "accent" : ""}`}>{name("outcome", answer.outcome)}</span>{" "}
        <strong>{answer.subject}</strong> {answer.therapy} <span className="quiet notation">{answer.statement}</span>
      </div>
      {answer.reasons.map((reason, place) => (
        <p key={place} className="quiet">
          {say(reason)}
        </p>
      ))}
    </li>
  );
}

function Statements({ answers }: { answers: StatementAnswer[] }) {
  const { t } = useWords();
  const found = answers.filter(({ outcome }) => FOUND.has(outcome));
  const passed = answers.filter(({ outcome }) => !FOUND.has(outcome));
  const groups = [
    { key: "found", heading: t("explain.found", { count: String(found.length) }), rows: found },
    { key: "passed", heading: t("explain.passed", { count: String(passed.length) }), rows: passed },
  ];
  return groups
    .filter(({ rows }) => rows.length > 0)
    .map(({ key, heading, rows }) => (
      <details key={key} open={key === "found"}>
        <summary>{heading}</summary>
        <ul className="explain-statements">
          {rows.map((answer, place) => (
            <Statement key={`${answer.statement} ${place}`} answer={answer} />
          ))}
        </ul>
      </details>
    ));
}

function Told({ record }: { record: RecordExplanation }) {
  const { t, say, name } = useWords();
  const title = record.label || record.place;
  return (
    <section className="card" aria-label={title}>
      <div className="card-head">
        <h3>
          {title} <span className="quiet notation">{record.place}</span>
        </h3>
        <div>
          {record.fits === "same_place" && <span className="badge">{t("explain.same_place")}</span>}
          {record.bin !== null && <span className="badge">{name("bin", record.bin)}</span>}
        </div>
      </div>
      <div className="card-body stack selectable">
        <ol className="explain-steps">
          {record.steps.map((step, place) => (
            <li key={place}>
              <span className="quiet">{name("explain_step", step.kind)}</span>
              <span>{say(step.message)}</span>
            </li>
          ))}
        </ol>
        <Statements answers={record.statements} />
      </div>
    </section>
  );
}

function Answer({ answer }: { answer: CaseExplanation }) {
  const { t, say } = useWords();
  return (
    <div className="stack" role="region" aria-label={t("explain.answer")} aria-live="polite">
      <p>
        {say(answer.asked)}
        {" "}
        <strong>{t("explain.count", { count: String(answer.records.length + answer.more) })}</strong>
      </p>
      {answer.records.map((record, place) => (
        <Told key={`${record.file} ${record.line} ${place}`} record={record} />
      ))}
      {answer.more > 0 && <Remark tone="notice">{t("explain.more", { count: String(answer.more) })}</Remark>}
      {answer.about.length > 0 && (
        <Remark tone="caution">
          {answer.about.map((message) => (
            <p key={message.code}>{say(message)}</p>
          ))}
        </Remark>
      )}
    </div>
  );
}

type Props = { caseId: string; question: string; onQuestion: (question: string) => void };

export function Explanation({ caseId, question, onQuestion }: Props) {
  const { t } = useWords();
  const [typed, setTyped] = useState(question);
  useEffect(() => setTyped(question), [question]);
  const found = useExplanation(caseId, question);
  // The Enter that commits a conversion belongs to the input method and asks nothing.
  const ask = (event: KeyboardEvent) => {
    if (event.key === "Enter" && !isComposing(event.nativeEvent)) onQuestion(typed.trim());
  };
  return (
    <section className="stack" aria-label={t("explain.title")}>
      <h2>{t("explain.title")}</h2>
      <div className="explain-question">
        <TextField label={t("explain.question")} hint={t("explain.hint")} value={typed} onChange={setTyped} onKeyDown={ask} />
        <Button look="primary" icon="search" isDisabled={typed.trim() === ""} onPress={() => onQuestion(typed.trim())}>
          {t("explain.ask")}
        </Button>
      </div>
      {question !== "" && found.isPending && <Waiting label={t("explain.reading")} />}
      <Failure error={apiErrorOf(found.error)} />
      {found.data && <Answer answer={found.data} />}
    </section>
  );
}
