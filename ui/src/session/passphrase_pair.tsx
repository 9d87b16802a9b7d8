/** A passphrase that is chosen: typed twice, as long as the vault asks. */
import { TextField } from "@/shared/controls";
import { useWords } from "@/wording/words";

/** As the vault asks: 13 characters (the backend counts characters, not bytes). */
const SHORTEST_PASSPHRASE = 13;

export type Pair = { chosen: string; again: string };

export const NO_PASSPHRASE: Pair = { chosen: "", again: "" };

export const isChosen = ({ chosen, again }: Pair): boolean => chosen.length >= SHORTEST_PASSPHRASE && chosen === again;

export function PassphrasePair({ label, name, pair, onChange }: { label: string; name: string; pair: Pair; onChange: (pair: Pair) => void }) {
  const { t } = useWords();
  const { chosen, again } = pair;
  const differs = again !== "" && again !== chosen;
  return (
    <>
      <TextField
        label={label}
        name={name}
        type="password"
        hint={t("create.passphrase_hint", { shortest: SHORTEST_PASSPHRASE })}
        value={chosen}
        onChange={(typed) => onChange({ ...pair, chosen: typed })}
      />
      <TextField
        label={t("create.passphrase_again")}
        name={`${name}_again`}
        type="password"
        error={differs ? t("create.passphrase_differs") : undefined}
        value={again}
        onChange={(typed) => onChange({ ...pair, again: typed })}
      />
    </>
  );
}
