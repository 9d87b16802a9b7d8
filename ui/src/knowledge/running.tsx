/** Long work on the knowledge: how far, and the way out. */
import { useCancelWork, useProgress } from "@/knowledge/queries";
import { Button } from "@/shared/controls";
import { useWords } from "@/wording/words";

type Props = { label: string; canCancel?: boolean };

export function RunningWork({ label, canCancel = true }: Props) {
  const { t, say } = useWords();
  const { data: progress } = useProgress(true);
  const cancel = useCancelWork();
  const ending = cancel.isSuccess || progress?.cancelled === true;
  const told = progress && { code: `knowledge_progress_${progress.phase}`, parameters: { done: progress.done, of: progress.of ?? "?" } };
  return (
    <div className="stack">
      <div className="knowledge-running" role="status">
        <span className="spinner" />
        <span>{ending ? t("kb.cancelling") : told ? say(told) : label}</span>
      </div>
      {progress?.of && !ending && <progress value={Number(progress.done)} max={Number(progress.of)} aria-label={label} />}
      {canCancel && (
        <div>
          <Button icon="cross" isDisabled={ending} onPress={() => cancel.mutate()}>
            {t("action.cancel")}
          </Button>
        </div>
      )}
    </div>
  );
}
