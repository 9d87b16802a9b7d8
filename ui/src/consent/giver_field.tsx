/** Who answered: the person, or somebody for them and how they are related. */
import type { Giver } from "@/consent/giver";
import { ChoiceField, TextField } from "@/shared/controls";
import { useWords } from "@/wording/words";

const WHO = ["person", "proxy"] as const;

export function GiverField({ giver, onChange }: { giver: Giver; onChange: (giver: Giver) => void }) {
  const { t, name } = useWords();
  return (
    <>
      <ChoiceField<Giver["who"]> label={t("consent.giver")} choices={WHO.map((code) => ({ value: code, label: name("giver", code) }))} value={giver.who} onChange={(who) => onChange({ ...giver, who })} />
      {giver.who === "proxy" && (
        <TextField label={t("consent.relation")} name="proxy_relation" hint={t("consent.relation_hint")} value={giver.relation} onChange={(relation) => onChange({ ...giver, relation })} />
      )}
    </>
  );
}
