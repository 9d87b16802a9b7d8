/** Correcting one clinical fact: the new value and why. The old value stays in the history. */
import { useState } from "react";
import { apiErrorOf } from "@/backend/context";
import { useClinicalChoices, useCorrect } from "@/clinical/queries";
import { Button, Segments, TextField } from "@/shared/controls";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { useWords } from "@/wording/words";

export type Correctable = { field: string; label: string; written: string };

export function CorrectionDialog({ caseId, fact, onClose }: { caseId: string; fact: Correctable; onClose: () => void }) {
  const { t, name } = useWords();
  const [value, setValue] = useState(fact.written);
  const [because, setBecause] = useState("");
  const { data: choices } = useClinicalChoices();
  const correct = useCorrect(caseId);
  const save = () => correct.mutate({ field: fact.field, value, because }, { onSuccess: onClose });
  const label = name("clinical", fact.label);
  return (
    <Dialog
      title={t("correction.title", { label })}
      isOpen
      onClose={onClose}
      foot={
        <Button look="primary" isDisabled={because.trim() === "" || value === fact.written || correct.isPending} onPress={save}>
          {t("correction.save")}
        </Button>
      }
    >
      <div className="stack">
        <p className="quiet">{t("correction.lead")}</p>
        {fact.field === "sex" ? (
          <Segments label={label} choices={(choices?.sexes ?? []).map((code) => ({ value: code, label: name("sex", code) }))} value={value} onChange={setValue} />
        ) : (
          <TextField label={label} hint={fact.label === "treatment" ? t("correction.treatment_hint") : t("correction.hint")} value={value} onChange={setValue} autoFocus />
        )}
        <TextField label={t("correction.because")} value={because} onChange={setBecause} rows={2} />
        <Failure error={apiErrorOf(correct.error)} />
      </div>
    </Dialog>
  );
}
