/** The chooser of tumour types, where the clinical form leaves room for it. */
import type { TumorTypeSlot } from "@/clinical/form_fields";
import { TumorTypeField } from "@/intake/tumor_type_field";

export const tumorTypeSlot: TumorTypeSlot = ({ value, onChange, error }) => (
  <TumorTypeField value={value === "" ? null : value} onChange={(code) => onChange(code ?? "")} error={error} />
);
