/** One record in full: what the table says, every transcript, what the caller wrote, and the line itself. */
import { apiErrorOf } from "@/backend/context";
import type { NamedField, VariantDetail, VariantTableRow } from "@/backend/port";
import { Button } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { Facts, Waiting } from "@/shared/surfaces";
import { useToast } from "@/shared/toast";
import { useRecordDetail } from "@/variants/queries";
import { useWords } from "@/wording/words";

function Fields({ heading, fields }: { heading: string; fields: NamedField[] }) {
  if (fields.length === 0) return null;
  return (
    <section className="record-section">
      <h3>{heading}</h3>
      <table className="record-fields">
        <tbody>
          {fields.map(({ name, value }, place) => (
            <tr key={`${place}-${name}`}>
              <th scope="row">{name}</th>
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

/** What a transcript is called where VEP or SnpEff name it. */
function titleOf(fields: NamedField[]): string {
  const of = (...names: string[]) => fields.find(({ name }) => names.includes(name))?.value;
  return [of("SYMBOL", "Gene_Name"), of("Feature", "Feature_ID"), of("Consequence", "Annotation")].filter((part) => part !== undefined).join(" · ");
}

function Full({ detail }: { detail: VariantDetail }) {
  const { t } = useWords();
  const toast = useToast();
  const copy = () => void navigator.clipboard.writeText(detail.original).then(() => toast(t("records.copied")));
  return (
    <>
      <Populations row={detail.row} />
      <Fields heading={t("records.columns")} fields={detail.columns} />
      {Object.entries(detail.samples).map(([sample, fields]) => (
        <Fields key={sample} heading={t("records.sample", { sample })} fields={fields ?? []} />
      ))}
      <section className="record-section">
        <h3>{t("records.transcripts", { count: String(detail.transcripts.length) })}</h3>
        {detail.transcripts.map((fields, place) => (
          <details key={place} open={place === 0}>
            <summary className="notation">{titleOf(fields)}</summary>
            <Fields heading="" fields={fields} />
          </details>
        ))}
      </section>
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

export function RecordPane({ caseId, row, onClose }: { caseId: string; row: number; onClose: () => void }) {
  const { t } = useWords();
  const found = useRecordDetail(caseId, row);
  return (
    <aside className="record-pane" aria-label={t("records.detail")}>
      <div className="record-filters-head">
        <h2>{t("records.detail")}</h2>
        <Button look="quiet" size="small" icon="cross" aria-label={t("records.close")} onPress={onClose} />
      </div>
      {found.isPending && <Waiting label={t("records.reading")} />}
      <Failure error={apiErrorOf(found.error)} />
      {found.data && <Full detail={found.data} />}
    </aside>
  );
}
