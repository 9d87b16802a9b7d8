/** The form beside an import: typed here, read with the files. */
import type { TypedForm } from "@/backend/port";
import { EMPTY_FORM, FormFields, isBlank, type TumorTypeSlot } from "@/clinical/form_fields";
import { useClinicalChoices, useFormCheck } from "@/clinical/queries";
import { Button } from "@/shared/controls";
import { useWords } from "@/wording/words";

type Props = { form: TypedForm | null; onForm: (form: TypedForm | null) => void; tumorType: TumorTypeSlot };

/** Says whether what was typed can be read; a blank form is no form. */
export function useTypedForm(draft: TypedForm | null) {
  const form = draft ?? EMPTY_FORM;
  const { check, settled } = useFormCheck(form);
  const blank = isBlank(form);
  return { check, form: blank ? null : form, isReady: blank || (settled && check?.problems.length === 0) };
}

export function FormCard({ form, onForm, tumorType, check }: Props & { check: ReturnType<typeof useTypedForm>["check"] }) {
  const { t } = useWords();
  const { data: choices } = useClinicalChoices();
  const shown = form ?? EMPTY_FORM;
  return (
    <details className="more-answers">
      <summary>{t("form.open")}</summary>
      <p className="quiet">{t("form.lead_import")}</p>
      {choices && <FormFields form={shown} onChange={onForm} check={isBlank(shown) ? undefined : check} choices={choices} tumorType={tumorType} withResults />}
      {!isBlank(shown) && (
        <div>
          <Button look="quiet" size="small" icon="undo" onPress={() => onForm(null)}>
            {t("form.clear")}
          </Button>
        </div>
      )}
    </details>
  );
}
