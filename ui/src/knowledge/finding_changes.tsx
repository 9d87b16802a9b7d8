/** Findings that another release changes, case by case; a loss that somebody had taken up is answered here. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import type { FindingChange, FindingStandingView } from "@/backend/port";
import { useAnswerLoss } from "@/knowledge/queries";
import { Button, TextField } from "@/shared/controls";
import { shownInstant } from "@/shared/dates";
import { Failure } from "@/shared/failure";
import { useWords } from "@/wording/words";

const MARKS: Record<string, string> = { gained: "+", lost: "−", changed: "~" };
/** Rows that are named beside a finding. */
const LISTED = 2;
const LOOKS: Record<string, string> = { gained: "positive", lost: "against", changed: "notice" };

function Standing({ standing }: { standing: FindingStandingView | null }) {
  const { t, name } = useWords();
  if (standing === null) return <span className="quiet knowledge-short">{t("kb.no_finding")}</span>;
  return (
    <span title={standing.statements.join(", ")}>
      {name("finding_answer", standing.answer)}
      {standing.level && ` ${standing.level}`}
      {standing.accessibility !== "none" && <span className="quiet"> {name("access", standing.accessibility)}</span>}
    </span>
  );
}

/** The rows behind a finding; many are counted. */
function Rows({ standing }: { standing: FindingStandingView | null }) {
  const { t } = useWords();
  const ids = standing?.statements ?? [];
  return (
    <span className="notation quiet knowledge-ids" title={ids.join(", ")}>
      {ids.slice(0, LISTED).join(" ")}
      {ids.length > LISTED && ` ${t("kb.more_rows", { count: ids.length - LISTED })}`}
    </span>
  );
}

function AnswerForm({ release, caseId, found }: { release: string; caseId: string; found: FindingChange }) {
  const { t } = useWords();
  const [reason, setReason] = useState("");
  const answer = useAnswerLoss(release);
  const submit = () => reason.trim() !== "" && answer.mutate({ caseId, findingKey: found.key, reason: reason.trim() });
  return (
    <Form
      className="knowledge-answer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField rows={2} label={t("kb.answer")} hint={t("kb.answer_hint")} value={reason} onChange={setReason} />
      <Button type="submit" look="primary" isDisabled={reason.trim() === "" || answer.isPending}>
        {t("kb.answer_record")}
      </Button>
      <Failure error={apiErrorOf(answer.error)} />
    </Form>
  );
}

type Props = { findings: FindingChange[]; label: string; answering?: { release: string; caseId: string } };

export function FindingChanges({ findings, label, answering }: Props) {
  const { t, name } = useWords();
  return (
    <table className="knowledge-table" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t("kb.difference")}</th>
          <th scope="col">{t("kb.finding")}</th>
          <th scope="col">{t("kb.therapies")}</th>
          <th scope="col">{t("kb.before")}</th>
          <th scope="col">{t("kb.after")}</th>
          <th scope="col">{t("kb.taken")}</th>
        </tr>
      </thead>
      <tbody>
        {findings.map((found) => (
          <FindingRow key={found.key} found={found} answering={answering} said={name("difference", found.kind)} />
        ))}
      </tbody>
    </table>
  );
}

function FindingRow({ found, answering, said }: { found: FindingChange; answering: Props["answering"]; said: string }) {
  const { t, name } = useWords();
  return (
    <>
      <tr>
        <td>
          <span className={`badge ${LOOKS[found.kind] ?? ""}`}>
            <span aria-hidden="true">{MARKS[found.kind]}</span> {said}
          </span>
        </td>
        <th scope="row">
          {found.label} <Rows standing={found.after ?? found.before} />
        </th>
        <td>{found.therapy_label ?? t("value.none")}</td>
        <td>
          <Standing standing={found.before} />
        </td>
        <td>
          <Standing standing={found.after} />
        </td>
        <td>{found.taken === null ? t("value.none") : <strong>{name("taken", found.taken)}</strong>}</td>
      </tr>
      {found.answer !== null && (
        <tr className="knowledge-answered">
          <td colSpan={6}>
            {t("kb.answered", { by: found.answer.by, at: shownInstant(found.answer.at) })} {found.answer.reason}
          </td>
        </tr>
      )}
      {found.needs_answer && answering && (
        <tr>
          <td colSpan={6}>
            <AnswerForm release={answering.release} caseId={answering.caseId} found={found} />
          </td>
        </tr>
      )}
    </>
  );
}
