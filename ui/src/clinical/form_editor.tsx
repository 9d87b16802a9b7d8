/** The form of a case that stands: what it says otherwise is recorded as corrections, all with one reason. */
import { useState } from "react";
import { apiErrorOf } from "@/backend/context";
import type { ClinicalChoices, TypedForm } from "@/backend/port";
import { FormFields, type TumorTypeSlot } from "@/clinical/form_fields";
import { useClinicalChoices, useClinicalForm, useFormCheck, useRecordForm } from "@/clinical/queries";
import { Button, TextField } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { useKept } from "@/shared/kept";
import { Card, Waiting } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

export type { TumorTypeSlot };
type Props = { caseId: string; owner: string; onClose: () => void; tumorType: TumorTypeSlot };

function Editor({ caseId, owner, onClose, tumorType, standing, choices }: Props & { standing: TypedForm; choices: ClinicalChoices }) {
  const { t } = useWords();
  const draft = useKept(`${owner} ${caseId} form`, () => standing);
  const [because, setBecause] = useState("");
  const form = draft.value;
  const { check, settled } = useFormCheck(form);
  const record = useRecordForm(caseId);
  const done = () => {
    draft.forget();
    onClose();
  };
  const changed = JSON.stringify(form) !== JSON.stringify(standing);
  const ready = changed && because.trim() !== "" && settled && check?.problems.length === 0 && !record.isPending;
  return (
    <Card title={t("form.title")}>
      <div className="stack">
        <p className="quiet">{t("form.lead_case")}</p>
        <FormFields form={form} onChange={draft.set} check={check} choices={choices} tumorType={tumorType} withResults={false} />
        <TextField label={t("correction.because")} value={because} onChange={setBecause} rows={2} />
        {check !== undefined && check.problems.length > 0 && (
          <p className="field-error" role="status">
            {t("form.problems", { count: check.problems.length })}
          </p>
        )}
        <Failure error={apiErrorOf(record.error)} />
        <div className="row">
          <Button look="primary" isDisabled={!ready} onPress={() => record.mutate({ form, because }, { onSuccess: done })}>
            {t("form.record")}
          </Button>
          <Button onPress={done}>{t("form.discard")}</Button>
        </div>
      </div>
    </Card>
  );
}

export function FormEditor(props: Props) {
  const { t } = useWords();
  const { data: choices, error: noChoices } = useClinicalChoices();
  const standing = useClinicalForm(props.caseId, true);
  const error = apiErrorOf(standing.error ?? noChoices);
  if (error !== null) return <Failure error={error} />;
  if (standing.data === undefined || choices === undefined) return <Waiting label={t("form.reading")} />;
  return <Editor {...props} standing={standing.data} choices={choices} />;
}
