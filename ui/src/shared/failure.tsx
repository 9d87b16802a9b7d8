/** Says why something did not happen; the sentence itself says what to do next. */
import { Remark } from "@/shared/surfaces";
import { type Sayable, useWords } from "@/wording/words";

type Props = { error: { kind: string; message: Sayable } | null };

export function Failure({ error }: Props) {
  const words = useWords();
  if (error === null) return null;
  const tone = error.kind === "question" || error.kind === "refused" ? "caution" : "against";
  return (
    <Remark tone={tone} role="alert">
      {words.say(error.message)}
    </Remark>
  );
}
