/** Every opinion beside the others: a row for each finding, a column for each member. Seen only once revealed. */
import type { PanelView } from "@/backend/port";
import type { FindingName } from "@/panel/finding_names";
import { AGREES, DIFFERS, lookOf } from "@/panel/looks";
import { Mark } from "@/shared/mark";
import { useWords } from "@/wording/words";

export function Matrix({ panel, nameOf }: { panel: PanelView; nameOf: (key: string) => FindingName }) {
  const { t, name } = useWords();
  const keys = [...new Set(panel.opinions.flatMap(({ findings }) => findings.map(({ finding }) => finding)))];
  if (panel.opinions.length === 0) return <p className="quiet">{t("opinion.none")}</p>;
  return (
    <div className="matrix-frame">
      <table className="matrix" aria-label={t("opinion.matrix")}>
        <thead>
          <tr>
            <th scope="col">{t("opinion.finding")}</th>
            <th scope="col">{t("opinion.agreement")}</th>
            {panel.opinions.map((opinion) => (
              <th key={opinion.seat} scope="col">
                {opinion.name}
                {opinion.packet !== null && <small className="quiet">{t(opinion.packet === "key" ? "opinion.by_packet_key" : "opinion.by_packet_passphrase", { name: opinion.answered_by ?? "" })}</small>}
                {opinion.received_by !== null && <small className="quiet">{t("opinion.received", { how: opinion.received_by })}</small>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => {
            const finding = nameOf(key);
            const differs = panel.disagreed.includes(key);
            return (
              <tr key={key} className={differs ? "differs" : ""}>
                <th scope="row">
                  {finding.therapy ?? finding.label}
                  {finding.therapy !== null && <small className="quiet">{finding.label}</small>}
                </th>
                <td>
                  <Mark look={differs ? DIFFERS : AGREES}>{differs ? t("opinion.differs") : t("opinion.agrees")}</Mark>
                </td>
                {panel.opinions.map((opinion) => {
                  const said = opinion.findings.find((one) => one.finding === key);
                  return (
                    <td key={opinion.seat}>
                      {said === undefined ? <span className="quiet">{t("opinion.no_stance")}</span> : <Mark look={lookOf("stance", said.stance)}>{name("stance", said.stance)}</Mark>}
                      {said?.comment && <p className="selectable">{said.comment}</p>}
                    </td>
                  );
                })}
              </tr>
            );
          })}
          {panel.opinions.some(({ overall }) => overall !== null) && (
            <tr>
              <th scope="row">{t("opinion.overall")}</th>
              <td />
              {panel.opinions.map((opinion) => (
                <td key={opinion.seat} className="selectable">
                  {opinion.overall ?? t("value.none")}
                </td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
