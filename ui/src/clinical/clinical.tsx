import { type ReactNode, useState } from "react";
import type { ClinicalFact } from "@/backend/port";
import { type Correctable, CorrectionDialog } from "@/clinical/correction_dialog";
import { FormEditor, type TumorTypeSlot } from "@/clinical/form_editor";
import { useClinicalChoices } from "@/clinical/queries";
import { Button } from "@/shared/controls";
import { shownInstant } from "@/shared/dates";
import { Card, Empty, Facts } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

function Value({ fact, onCorrect }: { fact: ClinicalFact; onCorrect: (fact: Correctable) => void }) {
  const { t, name } = useWords();
  const shown = (value: string | null) => (!value ? t("value.none") : fact.label === "sex" ? name("sex", value) : value);
  const { field, written } = fact;
  return (
    <div>
      <span className="selectable">{shown(fact.value)}</span>{" "}
      {field !== null && (
        <Button
          look="quiet"
          size="small"
          aria-label={t("correction.title", { label: name("clinical", fact.label) })}
          onPress={() => onCorrect({ field, label: fact.label, written: written ?? "" })}
        >
          {t("correction.correct")}
        </Button>
      )}
      {fact.earlier.map((earlier) => (
        <p key={earlier.at + (earlier.value ?? "")} className="quiet selectable">
          {t("correction.earlier", { value: shown(earlier.value), by: earlier.by, at: shownInstant(earlier.at), because: earlier.because })}
        </p>
      ))}
    </div>
  );
}

type Props = { caseId: string; owner: string; facts: ClinicalFact[]; tumorType: TumorTypeSlot; children?: ReactNode };

/** `children` stand below the facts: consent and the days that count. */
export function Clinical({ caseId, owner, facts, tumorType, children }: Props) {
  const { t, name } = useWords();
  const [correcting, setCorrecting] = useState<Correctable | null>(null);
  const [editing, setEditing] = useState(false);
  const { data: choices } = useClinicalChoices();
  const missing = (choices?.fields ?? []).filter((field) => facts.every((fact) => fact.field !== field));
  const treatments = facts.filter((fact) => fact.label === "treatment").length;
  if (editing) {
    return (
      <div className="page-body">
        <div className="narrow stack">
          <FormEditor caseId={caseId} owner={owner} tumorType={tumorType} onClose={() => setEditing(false)} />
        </div>
      </div>
    );
  }
  return (
    <div className="page-body">
      <div className="narrow stack">
        <Card
          title={t("clinical.title")}
          aside={
            <Button size="small" icon="pen" onPress={() => setEditing(true)}>
              {t("form.edit")}
            </Button>
          }
        >
          {facts.length === 0 ? (
            <Empty icon="user" title={t("clinical.empty")} />
          ) : (
            <Facts
              facts={facts.map((fact, index) => ({
                key: `${fact.label} ${index}`,
                label: name("clinical", fact.label),
                value: <Value fact={fact} onCorrect={setCorrecting} />,
              }))}
            />
          )}
        </Card>
        <details>
          <summary>{t("correction.add")}</summary>
          <div className="correction-add">
            {[...missing.map((field) => ({ field, label: field })), { field: `treatment_${treatments + 1}`, label: "treatment" }].map(({ field, label }) => (
              <Button key={field} size="small" onPress={() => setCorrecting({ field, label, written: "" })}>
                {name("clinical", label)}
              </Button>
            ))}
          </div>
        </details>
        {children}
      </div>
      {correcting !== null && <CorrectionDialog key={correcting.field} caseId={caseId} fact={correcting} onClose={() => setCorrecting(null)} />}
    </div>
  );
}
