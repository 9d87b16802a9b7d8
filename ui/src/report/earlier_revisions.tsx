/** Signed revisions that no longer hold. They stay readable, and say so. */
import type { CaseView } from "@/backend/port";
import { Button } from "@/shared/controls";
import { shownInstant } from "@/shared/dates";
import { Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

/** Which document of which revision is read. */
export type Read = { revision: number; kind: string };

export function EarlierRevisions({ view, onRead }: { view: CaseView; onRead: (read: Read) => void }) {
  const { t, name } = useWords();
  const { earlier } = view.report;
  if (earlier.length === 0) return null;
  return (
    <section className="stack tight" aria-label={t("report.revisions")}>
      <h3>{t("report.revisions")}</h3>
      {earlier.map((revision) => (
        <div key={revision.revision} className="amendment">
          <strong>{t("report.revision_of", { revision: revision.revision })}</strong>
          <p>{t("report.set_aside", { at: shownInstant(revision.set_aside_at), kind: name("amendment", revision.amendment) })}</p>
          <p>{revision.replaced_by === null ? t("report.not_replaced") : t("report.replaced_by", { by: revision.replaced_by })}</p>
          <p className="quiet">
            {revision.signature.signer} {shownInstant(revision.signature.signed_at)} <span className="notation">{revision.signature.key_fingerprint}</span>
          </p>
          <div className="row">
            {revision.documents.map(({ kind }) => (
              <Button key={kind} size="small" icon="file" aria-label={t("report.read_revision", { revision: revision.revision, document: name("document", kind) })} onPress={() => onRead({ revision: revision.revision, kind })}>
                {name("document", kind)}
              </Button>
            ))}
          </div>
        </div>
      ))}
    </section>
  );
}

/** Above an earlier document: that it no longer holds, and since when. */
export function SetAsideBanner({ view, read, onBack }: { view: CaseView; read: Read; onBack: () => void }) {
  const { t, name } = useWords();
  const revision = view.report.earlier.find((known) => known.revision === read.revision);
  if (revision === undefined) return null;
  return (
    <Remark tone="against" role="note">
      <strong>{t("report.earlier_shown")}</strong> {t("report.revision_of", { revision: revision.revision })} {t("report.set_aside", { at: shownInstant(revision.set_aside_at), kind: name("amendment", revision.amendment) })}{" "}
      {revision.replaced_by === null ? t("report.not_replaced") : t("report.replaced_by", { by: revision.replaced_by })}
      <Button size="small" icon="undo" onPress={onBack}>
        {t("report.back_to_present")}
      </Button>
    </Remark>
  );
}
