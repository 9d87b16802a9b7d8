/** Who, which tumour, where it stands: the one head over all tabs of a case. */
import type { ReactNode } from "react";
import type { CaseHeader } from "@/backend/port";
import { TumorTypes } from "@/case/tumor_types";
import { shownDay } from "@/shared/dates";
import { useWords } from "@/wording/words";

export function CaseHead({ header, state, aside }: { header: CaseHeader; state: ReactNode; aside?: ReactNode }) {
  const { t, name } = useWords();
  const person = [
    header.age_years === null ? null : t("case.age", { years: header.age_years }),
    name("sex", header.sex),
    header.born_on && t("case.born", { day: header.born_on }),
  ].filter(Boolean);
  return (
    <header className="case-head">
      <div className="case-who">
        <div className="case-name-line">
          <h1>{header.patient_name || t("case.no_name")}</h1>
          {header.patient_kana && <span className="quiet">{header.patient_kana}</span>}
          {header.rehearsal !== null && <span className="badge accent">{t("rehearsal.badge")}</span>}
          {header.synthetic && <span className="badge">{t("case.synthetic")}</span>}
        </div>
        <p className="case-person">
          <span>{person.join(t("value.separator"))}</span>
          {header.hospital_id && (
            <span>
              {t("case.hospital_id")} <span className="notation">{header.hospital_id}</span>
            </span>
          )}
          <span>
            {t("case.number")} <span className="notation">{header.case_number}</span>
          </span>
        </p>
      </div>
      <dl className="case-facts">
        <div className="grow">
          <dt>{t("case.tumor")}</dt>
          <dd>
            <TumorTypes header={header} />
          </dd>
        </div>
        <div>
          <dt>{t("case.test")}</dt>
          <dd>{header.test_name ?? t("value.not_recorded")}</dd>
        </div>
        <div>
          <dt>{t("case.sample")}</dt>
          <dd>
            <span className="notation">{header.sample}</span> <span className="quiet">{header.assembly}</span>
          </dd>
        </div>
        <div>
          <dt>{t("case.release")}</dt>
          <dd>
            <span className="notation">{header.knowledge_release}</span> <span className="quiet">{t("case.as_of", { day: shownDay(header.as_of) })}</span>
          </dd>
        </div>
        <div>
          <dt>{t("case.state")}</dt>
          <dd>{state}</dd>
        </div>
      </dl>
      {aside}
    </header>
  );
}
