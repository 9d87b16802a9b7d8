/** The files of the import, each with what it was recognised as. */
import type { RecognisedFile } from "@/backend/port";
import { Button } from "@/shared/controls";
import { Icon } from "@/shared/icon";
import { useWords } from "@/wording/words";

const UNITS = ["B", "KB", "MB", "GB", "TB"];

/** A size as people read it; the backend sends it as text because it may exceed what a number of JSON holds. */
export function shownSize(bytes: string): string {
  let value = Number(bytes);
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]}`;
}

export function FileList({ files, onRemove }: { files: RecognisedFile[]; onRemove: (path: string) => void }) {
  const { t, name, say } = useWords();
  return (
    <ul className="file-list" aria-label={t("import.files")}>
      {files.map((file) => (
        <li key={file.path} className={`file-row ${file.problem ? "refused" : ""}`}>
          <Icon name={file.problem ? "alert" : "file"} size={18} />
          <div className="file-words">
            <strong title={file.path}>{file.name}</strong>
            {file.problem ? (
              <span className="file-problem">{say(file.problem)}</span>
            ) : (
              <span className="quiet">{file.format ? name("format", file.format) : t("import.reading")}</span>
            )}
          </div>
          <span className="file-size">{shownSize(file.size_bytes)}</span>
          <Button look="quiet" size="small" icon="cross" aria-label={t("import.remove", { file: file.name })} onPress={() => onRemove(file.path)} />
        </li>
      ))}
    </ul>
  );
}
