/** What was concluded before on the same biomarkers in the same tumour: counts and ways there, no patient and no words. */
import { apiErrorOf } from "@/backend/context";
import type { MarkerPrecedents, Precedents as Found } from "@/backend/port";
import { usePrecedents } from "@/precedents/queries";
import { Failure } from "@/shared/failure";
import { addressOf } from "@/shared/place";
import { Card, Waiting } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

function Marker({ found, bound }: { found: MarkerPrecedents; bound: number | null }) {
  const { t, name } = useWords();
  const told = (cases: number | null) => (cases === null ? t("precedent.few", { bound: bound ?? 0 }) : t("precedent.cases", { count: cases }));
  return (
    <li aria-label={found.marker}>
      <div className="row wrap">
        <strong className="selectable">{found.marker}</strong>
        <span className="quiet">{told(found.cases)}</span>
        {found.links.map(({ case_id, case_number }) => (
          <a key={case_id} className="notation" href={addressOf({ screen: "case", caseId: case_id, tab: "panel" })}>
            {case_number}
          </a>
        ))}
      </div>
      <ul>
        {found.outcomes.map(({ kind, route, therapy_label, cases }) => (
          <li key={`${kind} ${route} ${therapy_label}`}>
            {[name("recommendation", kind), route === null ? null : name("route", route), therapy_label].filter(Boolean).join(t("value.separator"))} <span className="quiet">{told(cases)}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}

function Body({ found }: { found: Found }) {
  const { t } = useWords();
  if (found.tumor_label === null) return <p className="quiet">{t("precedent.no_tumor")}</p>;
  return (
    <div className="stack tight">
      <p className="quiet">{t("precedent.lead", { tumor: found.tumor_label })}</p>
      {found.markers.length === 0 ? (
        <p>{t("precedent.none")}</p>
      ) : (
        <ul className="precedents">
          {found.markers.map((marker) => (
            <Marker key={marker.marker} found={marker} bound={found.suppressed_below} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** What was found, without a frame. */
export function PrecedentsFound({ caseId }: { caseId: string }) {
  const { t } = useWords();
  const found = usePrecedents(caseId);
  if (found.isPending) return <Waiting label={t("case.reading")} />;
  return found.data ? <Body found={found.data} /> : <Failure error={apiErrorOf(found.error)} />;
}

export function Precedents({ caseId }: { caseId: string }) {
  const { t } = useWords();
  return (
    <Card title={t("precedent.title")}>
      <PrecedentsFound caseId={caseId} />
    </Card>
  );
}
