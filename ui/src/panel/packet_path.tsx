/** A path that is typed or chosen. */
import { Button, TextField } from "@/shared/controls";
import { useWords } from "@/wording/words";

type Props = { label: string; name: string; hint?: string; value: string; onChange: (path: string) => void; onChoose: () => Promise<string | null | undefined> };

export function PathField({ onChoose, ...field }: Props) {
  const { t } = useWords();
  return (
    <div className="write-path">
      <TextField {...field} autoComplete="off" />
      <Button onPress={() => void onChoose().then((chosen) => chosen && field.onChange(chosen))}>{t("export.choose")}</Button>
    </div>
  );
}
