/** Intended use: until a responsible person has stated it, no document may be used in care. */
import { useState } from "react";
import { Form } from "react-aria-components";
import type { ApiError, IntendedUse } from "@/backend/port";
import { Button, TextField } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { Facts, Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

type Props = { recorded: IntendedUse | null; isBusy: boolean; error: ApiError | null; onRecord: (use: IntendedUse) => void };

export function IntendedUseForm({ recorded, isBusy, error, onRecord }: Props) {
  const { t } = useWords();
  const [isEditing, setEditing] = useState(false);
  const [purpose, setPurpose] = useState(recorded?.purpose ?? "");
  const [decision, setDecision] = useState(recorded?.device_decision ?? "");
  const [person, setPerson] = useState(recorded?.responsible_person ?? "");
  const complete = [purpose, decision, person].every((text) => text.trim() !== "");

  if (recorded !== null && !isEditing) {
    return (
      <div className="stack">
        <Facts
          facts={[
            { label: t("use.purpose"), value: recorded.purpose },
            { label: t("use.decision"), value: recorded.device_decision },
            { label: t("use.person"), value: recorded.responsible_person },
          ]}
        />
        <div>
          <Button icon="pen" onPress={() => setEditing(true)}>
            {t("use.change")}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onRecord({ purpose: purpose.trim(), device_decision: decision.trim(), responsible_person: person.trim() });
        setEditing(false);
      }}
    >
      {recorded === null && <Remark tone="caution">{t("use.missing")}</Remark>}
      <TextField rows={2} label={t("use.purpose")} name="purpose" hint={t("use.purpose_hint")} value={purpose} onChange={setPurpose} />
      <TextField rows={2} label={t("use.decision")} name="device_decision" hint={t("use.decision_hint")} value={decision} onChange={setDecision} />
      <TextField label={t("use.person")} name="responsible_person" hint={t("use.person_hint")} value={person} onChange={setPerson} />
      <Failure error={error} />
      <div className="row">
        <Button type="submit" look="primary" isDisabled={!complete || isBusy}>
          {t("use.record")}
        </Button>
        {recorded !== null && (
          <Button look="quiet" onPress={() => setEditing(false)}>
            {t("action.cancel")}
          </Button>
        )}
      </div>
    </Form>
  );
}
