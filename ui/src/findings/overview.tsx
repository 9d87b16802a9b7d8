/** Options and resistance by variant, each drug once: the case in one look. */
import type { FindingView } from "@/backend/port";
import { LevelBadge } from "@/findings/badges";
import { type Group, sectionsOf } from "@/findings/sections";
import { Icon } from "@/shared/icon";
import { Card, Empty } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

const SHOWN = ["options", "against"];

const isContradicted = (finding: FindingView) => finding.reasons.some(({ code }) => code === "contradicted_by");

/** The first, that is the strongest, row of each drug; drugs that the case itself speaks against come last. */
function drugsOf(group: Group): FindingView[] {
  const drugs = new Map<string, FindingView>();
  for (const finding of group.findings) {
    const drug = finding.therapy_label ?? finding.label;
    if (!drugs.has(drug)) drugs.set(drug, finding);
  }
  return [...drugs.values()].sort((one, other) => Number(isContradicted(one)) - Number(isContradicted(other)));
}

function Drug({ finding }: { finding: FindingView }) {
  const { t, name } = useWords();
  const contradicted = isContradicted(finding);
  const decision = finding.decision?.decision;
  return (
    <li className={`overview-drug ${decision ?? ""} ${contradicted ? "contradicted" : ""}`}>
      {decision === "accepted" && <Icon name="check" size={12} />}
      {contradicted && <Icon name="ban" size={12} />}
      <span>{finding.therapy_label ?? finding.label}</span>
      {finding.level_state === "candidate" && <small>{t("finding.unconfirmed")}</small>}
      {finding.given_before && <small>{t("finding.given_before")}</small>}
      {(contradicted || decision) && (
        <span className="visually-hidden">{[contradicted && t("finding.contradicted"), decision && name("decision", decision)].filter(Boolean).join(" ")}</span>
      )}
    </li>
  );
}

export function Overview({ findings }: { findings: FindingView[] }) {
  const { t, name } = useWords();
  const ofThisTumor = findings.filter(({ tumor_type_match }) => tumor_type_match !== "other");
  const sections = sectionsOf(ofThisTumor, "variant").filter((section) => SHOWN.includes(section.name));
  return (
    <Card title={t("overview.title")}>
      {sections.length === 0 ? (
        <Empty icon="signpost" title={t("findings.empty")} />
      ) : (
        <div className="overview">
          {sections.map((section) => (
            <section key={section.name} aria-label={name("finding_section", section.name)}>
              <h3 className={section.name}>{name("finding_section", section.name)}</h3>
              {section.groups.map((group) => {
                const [strongest] = group.findings;
                return (
                  <div key={group.title} className="overview-row">
                    {strongest && <LevelBadge finding={strongest} />}
                    <div className="overview-variant">
                      <strong>{group.title}</strong>
                      {strongest?.vaf_percent && <span className="quiet">{strongest.vaf_percent}%</span>}
                    </div>
                    <ul className="overview-drugs">
                      {drugsOf(group).map((finding) => (
                        <Drug key={`${finding.key} ${finding.statement}`} finding={finding} />
                      ))}
                    </ul>
                  </div>
                );
              })}
            </section>
          ))}
          <p className="overview-legend">
            <Icon name="ban" size={12} /> {t("overview.legend")}
          </p>
        </div>
      )}
    </Card>
  );
}
