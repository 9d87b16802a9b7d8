import type { ClinicalFact } from "@/backend/port";
import { Card, Empty, Facts } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

export function Clinical({ facts }: { facts: ClinicalFact[] }) {
  const { t, name } = useWords();
  return (
    <div className="page-body">
      <div className="narrow">
        <Card title={t("clinical.title")}>
          {facts.length === 0 ? (
            <Empty icon="user" title={t("clinical.empty")} />
          ) : (
            <Facts facts={facts.map((fact, index) => ({ key: `${fact.label} ${index}`, label: name("clinical", fact.label), value: fact.value }))} />
          )}
        </Card>
      </div>
    </div>
  );
}
