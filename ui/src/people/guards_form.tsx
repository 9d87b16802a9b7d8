/** How the workspace is guarded: a second factor for everybody or for whoever enrolled one, and when the window locks. */
import { apiErrorOf } from "@/backend/context";
import { useChangeGuards, useGuards } from "@/people/queries";
import { Segments } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { useWords } from "@/wording/words";

const MINUTES = ["5", "10", "15", "30"] as const;
const RULES = ["required", "optional"] as const;

export function GuardsForm({ mayChange }: { mayChange: boolean }) {
  const { t, name } = useWords();
  const guards = useGuards();
  const change = useChangeGuards();
  if (guards.data === undefined) return <Failure error={apiErrorOf(guards.error)} />;
  const { second_factor: rule, idle_lock_minutes: minutes } = guards.data;
  if (!mayChange) {
    return (
      <p>
        {name("second_factor", rule)}
        {t("value.separator")}
        {t("settings.minutes", { minutes })}
      </p>
    );
  }
  return (
    <div className="appearance">
      <span>{t("guards.second_factor")}</span>
      <Segments
        label={t("guards.second_factor")}
        value={RULES.find((known) => known === rule) ?? "required"}
        onChange={(chosen) => change.mutate({ second_factor: chosen, idle_lock_minutes: minutes })}
        choices={RULES.map((value) => ({ value, label: name("second_factor", value) }))}
      />
      <span>{t("settings.idle_lock")}</span>
      <Segments
        label={t("settings.idle_lock")}
        value={String(minutes)}
        onChange={(chosen) => change.mutate({ second_factor: rule, idle_lock_minutes: Number(chosen) })}
        choices={[...new Set([...MINUTES, String(minutes)])].sort((a, b) => Number(a) - Number(b)).map((value) => ({ value, label: t("guards.minutes", { minutes: value }) }))}
      />
      <Failure error={apiErrorOf(change.error)} />
    </div>
  );
}
