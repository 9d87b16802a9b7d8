/** Filters that a person keeps under a name: of this account, in the encrypted database of the workspace. */
import { useState } from "react";
import { apiErrorOf } from "@/backend/context";
import { Button, TextField } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { useKeepFilter, useSavedFilters } from "@/variants/queries";
import { filterOf, type FilterWish, wishOf } from "@/variants/record_filter";
import { useWords } from "@/wording/words";

export function SavedFilters({ wish, onWish }: { wish: FilterWish; onWish: (wish: FilterWish) => void }) {
  const { t } = useWords();
  const saved = useSavedFilters();
  const change = useKeepFilter();
  const [name, setName] = useState("");
  const replaces = (saved.data ?? []).some((filter) => filter.name === name.trim());
  const keep = () => change.mutate({ name: name.trim(), filter: filterOf(wish) }, { onSuccess: () => setName("") });
  return (
    <details className="record-menu">
      <summary className="button quiet small">{t("records.saved")}</summary>
      <div className="record-menu-body">
        {saved.data?.length === 0 && <p className="quiet small-print">{t("records.saved_none")}</p>}
        {(saved.data ?? []).map((filter) => (
          <div key={filter.name} className="record-choice">
            <Button look="quiet" size="small" onPress={() => onWish(wishOf(filter.filter))}>
              {filter.name}
            </Button>
            <Button look="quiet" size="small" icon="cross" aria-label={t("records.forget", { name: filter.name })} onPress={() => change.mutate({ name: filter.name, filter: null })} />
          </div>
        ))}
        <TextField label={t("records.save_as")} hint={t("records.saved_hint")} value={name} onChange={setName} />
        <Button size="small" isDisabled={name.trim() === "" || change.isPending} onPress={keep}>
          {replaces ? t("records.save_again") : t("records.save")}
        </Button>
        <Failure error={apiErrorOf(change.error ?? saved.error)} />
      </div>
    </details>
  );
}
