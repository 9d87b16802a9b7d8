/** Finds a tumour type by any word of its label or by its code. */
import { useState } from "react";
import { ComboBox, FieldError, Input, Label, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { useTumorTypes } from "@/intake/queries";
import { useWords } from "@/wording/words";

type Props = { value: string | null; onChange: (code: string | null) => void; autoFocus?: boolean; error?: string };

export function TumorTypeField({ value, onChange, autoFocus, error }: Props) {
  const { t } = useWords();
  const [text, setText] = useState(value ?? "");
  const found = useTumorTypes(text);
  return (
    <ComboBox
      className="field"
      items={found.data ?? []}
      inputValue={text}
      onInputChange={setText}
      selectedKey={value}
      onSelectionChange={(key) => {
        onChange(key === null ? null : String(key));
        const chosen = found.data?.find(({ code }) => code === key);
        if (chosen) setText(chosen.label);
      }}
      allowsEmptyCollection
      menuTrigger="focus"
      defaultFilter={() => true}
      autoFocus={autoFocus}
      isInvalid={error !== undefined}
      name="tumor_type"
    >
      <Label>{t("import.tumor_type")}</Label>
      <Input className="input" placeholder={t("import.tumor_type_example")} spellCheck={false} />
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover">
        <ListBox className="options" renderEmptyState={() => <p className="option quiet">{t("import.tumor_type_none")}</p>}>
          {(item: { code: string; label: string }) => (
            <ListBoxItem id={item.code} textValue={item.label} className="option">
              {item.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
