/** One record in full: every transcript, populations, ClinVar, what the caller wrote, and the line itself. */
import { apiErrorOf } from "@/backend/context";
import type { NamedField, VariantDetail, VariantTableRow } from "@/backend/port";
import { Button } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { useShortcuts } from "@/shared/shortcuts";
import { Facts, Waiting } from "@/shared/surfaces";
import { useToast } from "@/shared/toast";
import { useRecordDetail } from "@/variants/queries";
import { useWords } from "@/wording/words";

function Fields({ heading, fields }: { heading: string; fields: NamedField[] }) {
  const words = useWords();
  // A field that the wording does not know is shown by its name alone.
  const meaning = (field: string) => {
    const said = words.name("record_field", field);
    return said === field ? null : said;
  };
  if (fields.length === 0) return null;
  return (
    <section className="record-section">
      <h3>{heading}</h3>
      <table className="record-fields">
        <tbody>
          {fields.map(({ name, value }, place) => (
            <tr key={`${place}-${name}`}>
              <th scope="row">
                {name}
                {meaning(name) !== null && <span className="record-meaning">{meaning(name)}</span>}
              </th>
              <td className="notation selectable">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Populations({ row }: { row: VariantTableRow }) {
  const { t } = useWords();
  const value = (percent: string | null) => (percent === null ? t("records.not_stated") : `${percent}%`);
  return (
    <section className="record-section">
      <h3>{t("records.populations")}</h3>
      <Facts
        facts={[
          { label: t("records.tommo"), value: value(row.frequency_tommo_percent) },
          { label: t("records.gnomad_east_asian"), value: value(row.frequency_gnomad_east_asian_percent) },
          { label: t("records.gnomad"), value: value(row.frequency_gnomad_percent) },
        ]}
      />
    </section>
  );
}

/** A transcript as annotators name its parts. */
const TRANSCRIPT_PARTS: Record<string, string[]> = {
  gene: ["SYMBOL", "Gene_Name", "gene", "Hugo_Symbol"],
  transcript: ["Feature", "Feature_ID", "transcript", "Transcript_ID"],
  consequence: ["Consequence", "Annotation", "consequence", "Variant_Classification"],
  hgvsc: ["HGVSc", "HGVS.c"],
  hgvsp: ["HGVSp", "HGVS.p", "HGVSp_Short", "amino_acid_change"],
  exon: ["EXON", "Rank", "INTRON"],
};
const MANE = ["MANE_SELECT", "MANE", "CANONICAL"];
const CLINVAR = /CLNSIG|CLIN_SIG|CLNREVSTAT|CLINVAR/i;

function partOf(fields: NamedField[], part: string): string {
  const names = TRANSCRIPT_PARTS[part] ?? [];
  return fields.find(({ name, value }) => names.includes(name) && value !== "")?.value.replace("%3D", "=") ?? "";
}

/** Terms are joined by `&`; each is said by its own name. */
function termsOf(text: string, say: (term: string) => string): string {
  return text.split("&").filter((term) => term !== "").map(say).join(", ");
}

function Transcripts({ transcripts }: { transcripts: NamedField[][] }) {
  const { t, name } = useWords();
  if (transcripts.length === 0) return null;
  return (
    <section className="record-section">
      <h3>{t("records.transcripts", { count: String(transcripts.length) })}</h3>
      <div className="record-transcripts">
        <table className="record-fields">
          <thead>
            <tr>
              {Object.keys(TRANSCRIPT_PARTS).map((part) => (
                <th key={part} scope="col">
                  {name("transcript_part", part)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {transcripts.map((fields, place) => (
              <tr key={place}>
                {Object.keys(TRANSCRIPT_PARTS).map((part) => (
                  <td key={part} className="selectable">
                    {part === "consequence" ? termsOf(partOf(fields, part), (term) => name("consequence", term)) : partOf(fields, part)}
                    {part === "transcript" && fields.some((field) => MANE.includes(field.name) && field.value !== "") && <span className="badge">{t("records.reference_transcript")}</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <details>
        <summary>{t("records.transcripts_in_full")}</summary>
        {transcripts.map((fields, place) => (
          <Fields key={place} heading={partOf(fields, "transcript")} fields={fields} />
        ))}
      </details>
    </section>
  );
}

function ClinVar({ detail }: { detail: VariantDetail }) {
  const { t } = useWords();
  const fields = [...detail.fields, ...(detail.transcripts[0] ?? [])].filter(({ name, value }) => CLINVAR.test(name) && value !== "");
  const facts = fields.map(({ name, value }, place) => ({ key: `${name} ${place}`, label: name, value }));
  const shown = facts.length > 0 ? facts : [{ key: "none", label: t("records.clinical_significances"), value: detail.row.clinical_significance ?? t("records.not_stated") }];
  return (
    <section className="record-section">
      <h3>{t("records.clinical_significances")}</h3>
      <Facts facts={shown} />
    </section>
  );
}

/** The question that asks for this very record. */
function questionOf({ row, columns }: VariantDetail): string {
  const of = (...names: string[]) => columns.find(({ name }) => names.includes(name))?.value;
  const change = [of("REF", "Reference_Allele"), of("ALT", "Tumor_Seq_Allele2")];
  const place = `${row.contig ?? ""}:${row.position}`;
  const spelled = change.every((bases) => bases !== undefined && /^[ACGTN]+$/i.test(bases));
  return spelled ? `${place}:${change.join(":")}` : place;
}

function Full({ detail, onExplain }: { detail: VariantDetail; onExplain: (question: string) => void }) {
  const { t, name } = useWords();
  const toast = useToast();
  const copy = () => void navigator.clipboard.writeText(detail.original).then(() => toast(t("records.copied")));
  return (
    <>
      <div className="record-section">
        <p>
          <span className="badge">{name("bin", detail.row.bin)}</span>
        </p>
        <Button size="small" icon="search" keyHint="W" onPress={() => onExplain(questionOf(detail))}>
          {t("explain.title")}
        </Button>
      </div>
      <Transcripts transcripts={detail.transcripts} />
      <Populations row={detail.row} />
      <ClinVar detail={detail} />
      <Fields heading={t("records.columns")} fields={detail.columns} />
      {Object.entries(detail.samples).map(([sample, fields]) => (
        <Fields key={sample} heading={t("records.sample", { sample })} fields={fields ?? []} />
      ))}
      <Fields heading={t("records.fields")} fields={detail.fields} />
      <section className="record-section">
        <div className="record-filters-head">
          <h3>{t("records.original")}</h3>
          <Button look="quiet" size="small" onPress={copy}>
            {t("records.copy")}
          </Button>
        </div>
        <p className="quiet">{t("records.from", { file: detail.row.file, line: detail.row.line.toLocaleString("en-US") })}</p>
        <pre className="record-original notation selectable">{detail.original}</pre>
      </section>
    </>
  );
}

type PaneProps = { caseId: string; row: number; onClose: () => void; onExplain: (question: string) => void };

export function RecordPane({ caseId, row, onClose, onExplain }: PaneProps) {
  const { t } = useWords();
  const found = useRecordDetail(caseId, row);
  useShortcuts("records.detail", [{ keys: "w", label: "explain.title", run: () => found.data && onExplain(questionOf(found.data)) }]);
  return (
    <aside className="record-pane" aria-label={t("records.detail")}>
      <div className="record-filters-head">
        <h2>{t("records.detail")}</h2>
        <Button look="quiet" size="small" icon="cross" aria-label={t("records.close")} onPress={onClose} />
      </div>
      {found.isPending && <Waiting label={t("records.reading")} />}
      <Failure error={apiErrorOf(found.error)} />
      {found.data && <Full detail={found.data} onExplain={onExplain} />}
    </aside>
  );
}
