/** One finding in full: what it is, why it is here, what it rests on. */
import type { ReactNode } from "react";
import type { FindingView } from "@/backend/port";
import { AccessBadge, ContradictedBadge, LevelBadge, TumorMatchBadge, UnconfirmedBadge } from "@/findings/badges";
import { Classification, TrialFacts, Conditions, Opposite } from "@/findings/classification";
import { bareDescription } from "@/shared/notation";
import { Facts, Remark } from "@/shared/surfaces";
import { type Words, useWords } from "@/wording/words";

function factsOf(finding: FindingView, { t, name }: Words): { label: string; value: ReactNode }[] {
  const notation = (text: string | null) => (text === null ? null : <span className="notation" title={text}>{text}</span>);
  const description = (text: string | null) => notation(text === null ? null : bareDescription(text));
  const depth = finding.depth_reads === null ? "" : t("finding.depth", { depth: finding.depth_reads });
  const facts: [string, ReactNode][] = [
    [t("finding.variant"), <strong key="label">{finding.label}</strong>],
    [t("finding.hgvsp"), description(finding.hgvsp)],
    [t("finding.hgvsc"), finding.hgvsc && <>{description(finding.hgvsc)} {finding.transcript && <span className="quiet notation">{finding.transcript}</span>}</>],
    [t("finding.allele"), notation(finding.allele)],
    [t("finding.vaf"), finding.vaf_percent && `${finding.vaf_percent}% ${depth}`],
    [t("finding.predicate"), name("predicate", finding.predicate)],
    [t("finding.match_kind"), name("match_kind", finding.match_kind)],
    [t("finding.setting"), finding.setting],
    [t("finding.tumor_type"), finding.tumor_type_ja && `${finding.tumor_type_ja}${t("value.separator")}${name("tumor_match", finding.tumor_type_match)}`],
    [t("finding.origin"), name("origin_match", finding.origin_match)],
    [t("finding.profile"), name("status", finding.status)],
    [t("finding.companion"), finding.companion_diagnostic],
    [t("finding.given"), finding.given_before],
  ];
  return facts.filter(([, value]) => value !== null && value !== "").map(([label, value]) => ({ label, value }));
}

export function FindingDetail({ finding, decision }: { finding: FindingView; decision: ReactNode }) {
  const words = useWords();
  const { t, say, name, explain } = words;
  const english = finding.therapy_label_en === finding.therapy_label ? null : finding.therapy_label_en;
  return (
    <article className="finding-detail" aria-label={finding.therapy_label ?? finding.label}>
      <div className="finding-detail-scroll">
        <header className="finding-detail-head">
          <LevelBadge finding={finding} size="large" />
          <div>
            <h2 className="selectable">{finding.therapy_label ?? finding.label}</h2>
            {english && <p className="quiet">{english}</p>}
            <div className="row wrap">
              <AccessBadge finding={finding} />
              <UnconfirmedBadge finding={finding} />
              <TumorMatchBadge finding={finding} />
              <ContradictedBadge finding={finding} />
            </div>
          </div>
        </header>
        {finding.resistance && <Remark tone="against">{t("finding.against_remark")}</Remark>}
        {finding.basis === "from_memory" && (
          <Remark tone="caution" hint={t("finding.unconfirmed_hint")}>
            {t("finding.unconfirmed_remark")}
          </Remark>
        )}
        <section>
          <h3>{t("finding.why")}</h3>
          <ol className="why">
            {finding.reasons.map((reason, index) => (
              <li key={`${reason.code} ${index}`} className="selectable">
                {say(reason)}
              </li>
            ))}
          </ol>
        </section>
        <Opposite finding={finding} />
        <Conditions finding={finding} />
        <section>
          <h3>{t("finding.what")}</h3>
          <Facts facts={factsOf(finding, words)} />
        </section>
        <TrialFacts finding={finding} />
        <Classification finding={finding} />
        <section>
          <h3>{t("finding.rests_on")}</h3>
          <Facts
            facts={[
              { label: t("finding.statement"), value: <span className="notation">{finding.statement}</span> },
              { label: t("finding.basis"), value: name("basis", finding.basis) },
              { label: t("finding.citation"), value: finding.citation ?? t("value.not_recorded") },
              { label: t("finding.level"), value: finding.evidence_level ? explain("level", finding.evidence_level) : t("finding.no_level") },
            ]}
          />
        </section>
      </div>
      {decision}
    </article>
  );
}
