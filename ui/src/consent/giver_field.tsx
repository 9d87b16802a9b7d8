/** Who answered: the person, or somebody for them and how they are related. */
import { ChoiceField, TextField } from "@/shared/controls";
import { useWords } from "@/wording/words";

/** The relation of a proxy; `null` is the person. */
export function GiverField({ relation, onChange }: { relation: string | null; onChange: (relation: string | null) => void }) {
  const { t, name } = useWords();
  return (
    <>
      <ChoiceField
        label={t("consent.giver")}
        choices={["person", "proxy"].map((code) => ({ value: code, label: name("giver", code) }))}
        value={relation === null ? "person" : "proxy"}
        onChange={(giver) => onChange(giver === "person" ? null : (relation ?? ""))}
      />
      {relation !== null && <TextField label={t("consent.relation")} name="proxy_relation" hint={t("consent.relation_hint")} value={relation} onChange={onChange} />}
    </>
  );
}
