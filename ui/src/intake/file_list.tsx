/** The files of the import, each with what it was recognised as. */
import type { RecognisedFile } from "@/backend/port";
import { Button, Tick } from "@/shared/controls";
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

/** Formats whose files may be large enough that nobody wants a second copy. */
const LINKABLE = new Set(["vcf", "bcf", "maf"]);

type Props = {
  files: RecognisedFile[];
  linked: string[];
  onRemove: (path: string) => void;
  onChoose: (path: string, format: string) => void;
  onLink: (path: string, linked: boolean) => void;
};

/** What it was recognised as and by what; a person may say otherwise unless the file itself says it. */
function Recognised({ file, onChoose }: Pick<Props, "onChoose"> & { file: RecognisedFile }) {
  const { t, name } = useWords();
  const label = t("import.kind_of", { file: file.name });
  return (
    <span className="row wrap">
      {file.choices.length === 0 ? (
        <span className="quiet">{file.format ? name("format", file.format) : t("import.reading")}</span>
      ) : (
        <select className="kind-select" aria-label={label} value={file.format ?? ""} onChange={({ target }) => onChoose(file.path, target.value)}>
          <option value="">{t("import.kind_by_itself")}</option>
          {file.choices.map((kind) => (
            <option key={kind} value={kind}>
              {name("format", kind)}
            </option>
          ))}
        </select>
      )}
      {file.told_by && <span className={file.told_by === "shape" ? "told-by unsure" : "told-by"}>{name("told_by", file.told_by)}</span>}
    </span>
  );
}

export function FileList({ files, linked, onRemove, onChoose, onLink }: Props) {
  const { t, say } = useWords();
  return (
    <ul className="file-list" aria-label={t("import.files")}>
      {files.map((file) => (
        <li key={file.path} className={`file-row ${file.problem ? "refused" : ""} ${file.skipped ? "skipped" : ""}`}>
          <Icon name={file.problem ? "alert" : "file"} size={18} />
          <div className="file-words">
            <strong title={file.path}>{file.name}</strong>
            {file.problem && <span className="file-problem">{say(file.problem)}</span>}
            {file.skipped && <span className="quiet">{say(file.skipped)}</span>}
            {!file.skipped && (!file.problem || file.choices.length > 0) && <Recognised file={file} onChoose={onChoose} />}
            {!file.skipped && file.format !== null && LINKABLE.has(file.format) && (
              <Tick isSelected={linked.includes(file.path)} onChange={(chosen) => onLink(file.path, chosen)}>
                <span title={t("import.link_hint")}>{t("import.link")}</span>
              </Tick>
            )}
          </div>
          <span className="file-size">{shownSize(file.size_bytes)}</span>
          <Button look="quiet" size="small" icon="cross" aria-label={t("import.remove", { file: file.name })} onPress={() => onRemove(file.path)} />
        </li>
      ))}
    </ul>
  );
}
