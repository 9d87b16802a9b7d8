/** The running import: which file, how far, how long still, and the way out. */
import type { ImportProgress } from "@/backend/port";
import { shownSize } from "@/intake/file_list";
import { useCancelImport, useImportProgress } from "@/intake/queries";
import { Button } from "@/shared/controls";
import { useWords, type WordKey } from "@/wording/words";

const MINUTE = 60;

const PHASES: Record<string, WordKey> = {
  looking: "import.looking",
  reading: "import.reading_file",
  keeping: "import.keeping",
  checking: "import.checking",
};

function Bar({ progress }: { progress: ImportProgress }) {
  const { t } = useWords();
  const { seconds_left: seconds } = progress;
  const values = { number: progress.number, files: progress.files, file: progress.file };
  return (
    <div className="stack">
      <strong>{t(PHASES[progress.phase] ?? "import.reading_file", values)}</strong>
      <progress value={progress.percent} max={100} aria-label={progress.file} />
      <span className="quiet small-print">
        {progress.phase === "reading" && t("import.records_so_far", { records: Number(progress.records).toLocaleString("en-US") })}
        {t("import.far", { read: shownSize(progress.bytes_read), total: shownSize(progress.bytes_total) })}
      </span>
      {seconds !== null && (
        <span className="quiet small-print">
          {seconds < MINUTE ? t("import.seconds_left", { seconds }) : t("import.minutes_left", { minutes: Math.ceil(seconds / MINUTE) })}
        </span>
      )}
    </div>
  );
}

/** A few words for where there is little room; nothing while no import runs. */
export function ImportMark() {
  const { t } = useWords();
  const { data: progress } = useImportProgress(false);
  if (!progress) return null;
  return (
    <p className="import-mark" role="status">
      <span className="spinner" />
      {t("import.mark", { number: progress.number, files: progress.files, percent: progress.percent })}
    </p>
  );
}

export function RunningImport({ count }: { count: number }) {
  const { t } = useWords();
  const { data: progress } = useImportProgress(true);
  const cancel = useCancelImport();
  const ending = cancel.isSuccess || progress?.cancelled === true;
  return (
    <div className="stack">
      <div className="import-running" role="status">
        <span className="spinner" />
        <span>{ending ? t("import.cancelling") : t("import.running", { count })}</span>
      </div>
      {progress && !ending && <Bar progress={progress} />}
      <Button icon="cross" isDisabled={ending} onPress={() => cancel.mutate()}>
        {t("import.cancel")}
      </Button>
    </div>
  );
}
