/** A case without the person: what stands in a packet, before it is written and after it was opened. */
import type { PacketCase } from "@/backend/port";
import { Facts, Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

export function PacketCaseWords({ told }: { told: PacketCase }) {
  const { t, name, say } = useWords();
  return (
    <div className="stack">
      <Facts
        facts={told.facts.map(({ label, value }, place) => ({
          key: `${place}`,
          label: name("clinical", label),
          value: <span className="selectable">{label === "sex" ? name("sex", value) : value}</span>,
        }))}
      />
      <p className="quiet">{t("packet.release", { release: told.release, day: told.as_of })}</p>
      {!told.germline_included && <Remark tone="notice">{t("packet.without_germline")}</Remark>}
      {told.open_questions > 0 && <Remark tone="caution">{t("packet.open_questions", { count: told.open_questions })}</Remark>}
      <ul className="panel-rows" aria-label={t("packet.findings")}>
        {told.findings.map((finding, place) => (
          <li key={`${finding.key} ${place}`}>
            <div className="row wrap">
              <strong className="selectable">{finding.label}</strong>
              {finding.therapy_label !== null && <span className="selectable">{finding.therapy_label}</span>}
              {finding.asked && <span className="badge">{t("packet.asked")}</span>}
              {finding.resistance && <span className="badge">{t("packet.resistance")}</span>}
              {finding.evidence_level !== null && (
                <span className="badge">{t("finding.level_title", { level: finding.level_state === "candidate" ? `(${finding.evidence_level})` : finding.evidence_level })}</span>
              )}
              <span className="badge">{name("access", finding.accessibility)}</span>
              <span className="badge">{name("met", finding.status)}</span>
              {finding.germline && <span className="badge">{t("packet.germline")}</span>}
              {finding.already_given && <span className="badge">{t("finding.given_before")}</span>}
              {finding.overruled && <span className="badge">{t("packet.overruled")}</span>}
            </div>
            <details>
              <summary>{t("packet.why")}</summary>
              <ul className="selectable">
                {finding.reasons.map((reason, step) => (
                  <li key={`${reason.code} ${step}`}>{say(reason)}</li>
                ))}
                {finding.vaf_percent !== null && <li>{t("packet.vaf", { percent: finding.vaf_percent })}</li>}
                {[finding.hgvsc, finding.allele, finding.setting, finding.citation].map((text) => text !== null && <li key={text}>{text}</li>)}
              </ul>
            </details>
          </li>
        ))}
      </ul>
    </div>
  );
}
