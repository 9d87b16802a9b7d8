/** Whether the meeting may be left out: the verdict and every condition that was asked. It never decides. */
import type { OmissionView } from "@/backend/port";
import { lookOf } from "@/panel/looks";
import { Mark } from "@/shared/mark";
import { Card } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

export function OmissionCard({ omission }: { omission: OmissionView }) {
  const { t, name, say } = useWords();
  return (
    <Card title={t("omission.title")} aside={<span className="badge">{name("omission", omission.verdict)}</span>}>
      <div className="stack tight">
        <p>{name("omission_verdict", omission.verdict)}</p>
        <ul className="panel-rows">
          {omission.conditions.map(({ asked, met }) => (
            <li key={asked.code} className="requirement-row">
              <Mark look={lookOf("met", met)}>{name("met", met)}</Mark>
              <span>{say(asked)}</span>
            </li>
          ))}
        </ul>
        <p className="quiet">{t("omission.hint")}</p>
      </div>
    </Card>
  );
}
