/** Filters kept under a name until the window closes. */
import { useState } from "react";
import { Button, TextField } from "@/shared/controls";
import type { FilterWish } from "@/variants/record_filter";
import { useTableState } from "@/variants/table_state";
import { useWords } from "@/wording/words";

export function SavedFilters({ caseId, onWish }: { caseId: string; onWish: (wish: FilterWish) => void }) {
  const { t } = useWords();
  const { saved, save, remove } = useTableState(caseId);
  const [name, setName] = useState("");
  const keep = () => {
    save(name.trim());
    setName("");
  };
  return (
    <details className="record-menu">
      <summary className="button quiet small">{t("records.saved")}</summary>
      <div className="record-menu-body">
        {saved.map((filter) => (
          <div key={filter.name} className="record-choice">
            <Button look="quiet" size="small" onPress={() => onWish(filter.wish)}>
              {filter.name}
            </Button>
            <Button look="quiet" size="small" icon="cross" aria-label={t("records.forget", { name: filter.name })} onPress={() => remove(filter.name)} />
          </div>
        ))}
        <TextField label={t("records.save_as")} hint={t("records.saved_hint")} value={name} onChange={setName} />
        <Button size="small" isDisabled={name.trim() === ""} onPress={keep}>
          {t("records.save")}
        </Button>
      </div>
    </details>
  );
}
