/** Confirmatory tests of what was accepted: ordered, with a result, or gone without in somebody's name. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import type { ConfirmationChange, ConfirmationRow } from "@/backend/port";
import { lookOf } from "@/panel/looks";
import { useConfirm } from "@/panel/queries";
import { Button, ChoiceField, TextField } from "@/shared/controls";
import { shownDay } from "@/shared/dates";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { Mark } from "@/shared/mark";
import { Card } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

type Step = ConfirmationChange["step"];
const RESULTS = ["confirmed", "not_confirmed", "inconclusive"];

function changeOf(step: Step | "", said: { test: string; result: string; on: string; by: string; because: string }): ConfirmationChange | null {
  const { test, result, on, by, because } = said;
  const change: ConfirmationChange | null =
    step === "ordered" ? { step, test, on } : step === "resulted" ? { step, test, result, on } : step === "waived" ? { step, by, because } : null;
  return change !== null && Object.values(change).every((text) => text.trim() !== "") ? change : null;
}

function ConfirmationDialog({ caseId, row, onClose }: { caseId: string; row: ConfirmationRow; onClose: () => void }) {
  const { t, name } = useWords();
  const confirm = useConfirm(caseId);
  const [step, setStep] = useState<Step | "">("");
  const [test, setTest] = useState(row.state === "ordered" ? (row.by ?? "") : "");
  const [result, setResult] = useState("");
  const [on, setOn] = useState("");
  const [by, setBy] = useState("");
  const [because, setBecause] = useState("");
  const change = changeOf(step, { test, result, on, by, because });
  return (
    <Dialog
      title={t("confirm.dialog", { what: row.label })}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button form="confirmation-form" type="submit" look="primary" isDisabled={change === null || confirm.isPending}>
            {t("confirm.save")}
          </Button>
        </>
      }
    >
      <Form
        id="confirmation-form"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (change !== null && !confirm.isPending) confirm.mutate({ finding: row.finding, change }, { onSuccess: onClose });
        }}
      >
        {row.therapy_label !== null && <p className="quiet">{t("confirm.rests", { therapy: row.therapy_label })}</p>}
        <ChoiceField<Step | "">
          label={t("confirm.step")}
          choices={[
            { value: "ordered", label: t("confirm.ordered") },
            { value: "resulted", label: t("confirm.resulted") },
            { value: "waived", label: t("confirm.waived") },
          ]}
          value={step}
          onChange={setStep}
        />
        {(step === "ordered" || step === "resulted") && <TextField label={t("confirm.test")} name="confirmation_test" hint={t("confirm.test_hint")} value={test} onChange={setTest} />}
        {step === "resulted" && (
          <ChoiceField label={t("confirm.result")} choices={RESULTS.map((code) => ({ value: code, label: name("result", code) }))} value={result} onChange={setResult} />
        )}
        {(step === "ordered" || step === "resulted") && (
          <TextField label={step === "ordered" ? t("confirm.ordered_on") : t("confirm.resulted_on")} name="confirmation_on" hint={t("field.day_hint")} value={on} onChange={setOn} />
        )}
        {step === "waived" && (
          <>
            <TextField label={t("confirm.by")} name="waived_by" hint={t("confirm.by_hint")} value={by} onChange={setBy} />
            <TextField rows={2} label={t("confirm.because")} name="waived_because" value={because} onChange={setBecause} />
          </>
        )}
        <Failure error={apiErrorOf(confirm.error)} />
      </Form>
    </Dialog>
  );
}

export function Confirmations({ caseId, rows, isSigned }: { caseId: string; rows: ConfirmationRow[]; isSigned: boolean }) {
  const { t, name } = useWords();
  const [open, setOpen] = useState<ConfirmationRow | null>(null);
  return (
    <Card title={t("confirm.title")}>
      {rows.length === 0 ? (
        <p className="quiet">{t("confirm.empty")}</p>
      ) : (
        <ul className="panel-rows">
          {rows.map((row) => (
            <li key={row.finding} className="confirmation-row" aria-label={row.label}>
              <div>
                <strong className="selectable">{row.label}</strong>
                {row.therapy_label && <span className="quiet"> {row.therapy_label}</span>}
                {(row.by ?? row.on ?? row.because) && (
                  <p className="quiet selectable">
                    {[row.state === "waived" ? t("confirm.answers", { name: row.by ?? "" }) : row.by, row.on && shownDay(row.on), row.because].filter(Boolean).join(t("value.separator"))}
                  </p>
                )}
              </div>
              <Mark look={lookOf("confirmation", row.state)}>{name("confirmation", row.state)}</Mark>
              {!isSigned && (
                <Button size="small" aria-label={t(row.state === "none" ? "confirm.record_of" : "confirm.change_of", { what: row.label })} onPress={() => setOpen(row)}>
                  {row.state === "none" ? t("confirm.record") : t("confirm.change")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {open !== null && <ConfirmationDialog key={open.finding} caseId={caseId} row={open} onClose={() => setOpen(null)} />}
    </Card>
  );
}
