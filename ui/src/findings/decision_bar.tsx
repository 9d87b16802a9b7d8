/** Accept or decline, with a reason; take it back while nothing is signed. */
import { useState } from "react";
import type { ApiError, FindingView } from "@/backend/port";
import { Button, TextField } from "@/shared/controls";
import { shownInstant } from "@/shared/dates";
import { Failure } from "@/shared/failure";
import { Icon } from "@/shared/icon";
import { isComposing } from "@/shared/shortcuts";
import { useWords } from "@/wording/words";

export type DecisionProps = {
  finding: FindingView;
  /** How many rows of the list share this decision: the same change, drug and tumour type. */
  alike: number;
  isSigned: boolean;
  isBusy: boolean;
  error: ApiError | null;
  /** Whether the reason for declining is being asked. */
  isDeclining: boolean;
  onDeclining: (asking: boolean) => void;
  onDecide: (decision: "accepted" | "declined" | "withdrawn", reason: string | null) => void;
};

/** A row from memory waits for a named person and a source; the backend refuses it as well. */
export function isAcceptable(finding: FindingView): boolean {
  return finding.level_state === "final";
}

function Decided({ finding, isSigned, isBusy, onDecide }: DecisionProps) {
  const { t, name } = useWords();
  const { decision } = finding;
  if (decision === null) return null;
  const accepted = decision.decision === "accepted";
  return (
    <div className={`decided ${accepted ? "accepted" : "declined"}`}>
      <Icon name={accepted ? "check" : "cross"} size={18} />
      <div className="decided-words">
        <strong>{name("decision", decision.decision)}</strong>
        <span className="quiet">
          {decision.by} {shownInstant(decision.at)}
        </span>
        {decision.reason && <p className="selectable">{decision.reason}</p>}
      </div>
      {!isSigned && (
        <Button icon="undo" keyHint="U" isDisabled={isBusy} onPress={() => onDecide("withdrawn", null)}>
          {t("decision.withdraw")}
        </Button>
      )}
    </div>
  );
}

function DeclineForm({ isBusy, onDeclining, onDecide }: DecisionProps) {
  const { t } = useWords();
  const [reason, setReason] = useState("");
  const decline = () => {
    if (reason.trim() !== "") onDecide("declined", reason.trim());
  };
  return (
    <form
      className="decline-form"
      onSubmit={(event) => {
        event.preventDefault();
        decline();
      }}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent)) return;
        if (event.key === "Escape") onDeclining(false);
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) decline();
      }}
    >
      <TextField autoFocus rows={2} label={t("decision.reason")} name="reason" hint={t("decision.reason_hint")} value={reason} onChange={setReason} />
      <div className="row">
        <Button type="submit" look="against" icon="cross" isDisabled={reason.trim() === "" || isBusy}>
          {t("decision.decline_with_reason")}
        </Button>
        <Button look="quiet" onPress={() => onDeclining(false)}>
          {t("action.cancel")}
        </Button>
      </div>
    </form>
  );
}

export function DecisionBar(props: DecisionProps) {
  const { t } = useWords();
  const { finding, alike, isSigned, isBusy, isDeclining, onDeclining, onDecide, error } = props;
  const lead = !isAcceptable(finding) ? t("decision.unconfirmed") : alike > 1 ? t("decision.alike", { count: alike }) : t("decision.lead");
  if (!finding.needs_decision && finding.decision === null) {
    return <footer className="decision-bar quiet">{t("decision.not_needed")}</footer>;
  }
  return (
    <footer className="decision-bar">
      <Failure error={error} />
      {finding.decision !== null ? (
        <Decided {...props} />
      ) : isSigned ? (
        <span className="quiet">{t("decision.signed")}</span>
      ) : isDeclining ? (
        <DeclineForm {...props} />
      ) : (
        <div className="row">
          <Button look="primary" icon="check" keyHint="A" isDisabled={isBusy || !isAcceptable(finding)} onPress={() => onDecide("accepted", null)}>
            {t("decision.accept")}
          </Button>
          <Button look="against" icon="cross" keyHint="D" isDisabled={isBusy} onPress={() => onDeclining(true)}>
            {t("decision.decline")}
          </Button>
          <span className="decision-lead">{lead}</span>
        </div>
      )}
    </footer>
  );
}
