import { useState } from "react";
import { apiErrorOf } from "@/backend/context";
import type { CaseView } from "@/backend/port";
import { type Decision, useDecide } from "@/case/queries";
import { DecisionBar, isAcceptable } from "@/findings/decision_bar";
import { FindingDetail } from "@/findings/finding_detail";
import { choiceOf, FindingList } from "@/findings/finding_list";
import { type Grouping, inReadingOrder, sectionsOf } from "@/findings/sections";
import { KeyHint, Segments } from "@/shared/controls";
import { useShortcuts } from "@/shared/shortcuts";
import { Empty } from "@/shared/surfaces";
import { useToast } from "@/shared/toast";
import { useWords } from "@/wording/words";

export function FindingsTab({ view }: { view: CaseView }) {
  const { t } = useWords();
  const toast = useToast();
  const decide = useDecide(view.header.case_id);
  const [grouping, setGrouping] = useState<Grouping>("drug");
  const [chosen, setChosen] = useState<string | null>(null);
  const [isDeclining, setDeclining] = useState(false);

  const sections = sectionsOf(view.findings, grouping);
  const ordered = inReadingOrder(sections);
  const finding = ordered.find((candidate) => choiceOf(candidate) === chosen) ?? ordered[0];
  const signed = view.report.state === "signed";

  const choose = (key: string) => {
    setChosen(key);
    setDeclining(false);
    decide.reset();
  };
  const move = (step: number) => {
    const place = finding === undefined ? 0 : ordered.indexOf(finding);
    const next = ordered[Math.max(0, Math.min(ordered.length - 1, place + step))];
    if (next) choose(choiceOf(next));
  };
  const carryOut = (decision: Decision, reason: string | null) => {
    if (finding === undefined || decide.isPending) return;
    decide.mutate(
      { findingKey: finding.key, decision, reason },
      {
        onSuccess: () => {
          setDeclining(false);
          toast(t(`decision.toast_${decision}`, { what: finding.therapy_label ?? finding.label }));
        },
      },
    );
  };
  const undecided = finding?.needs_decision === true && finding.decision === null && !signed;

  useShortcuts("tab.findings", [
    { keys: "j", label: "keys.next", run: () => move(1) },
    { keys: "k", label: "keys.previous", run: () => move(-1) },
    { keys: "a", label: "keys.accept", run: () => undecided && isAcceptable(finding) && carryOut("accepted", null) },
    { keys: "d", label: "keys.decline", run: () => undecided && setDeclining(true) },
    { keys: "u", label: "keys.withdraw", run: () => finding?.decision && !signed && carryOut("withdrawn", null) },
    { keys: "g", label: "keys.grouping", run: () => setGrouping((before) => (before === "drug" ? "variant" : "drug")) },
  ]);

  if (finding === undefined) {
    return (
      <Empty icon="signpost" title={t("findings.empty")}>
        <p>{t("findings.empty_hint")}</p>
      </Empty>
    );
  }
  return (
    <div className="findings-columns">
      <div className="findings-left">
        <div className="findings-tools">
          <Segments
            label={t("findings.grouping")}
            value={grouping}
            onChange={setGrouping}
            choices={[
              { value: "drug", label: t("findings.by_drug") },
              { value: "variant", label: t("findings.by_variant") },
            ]}
          />
          <span className="quiet key-legend">
            <KeyHint keys="J" />
            <KeyHint keys="K" /> {t("findings.legend_move")}
          </span>
        </div>
        <FindingList sections={sections} grouping={grouping} chosen={choiceOf(finding)} onChoose={choose} />
      </div>
      <FindingDetail
        key={choiceOf(finding)}
        finding={finding}
        decision={
          <DecisionBar
            finding={finding}
            alike={view.findings.filter(({ key }) => key === finding.key).length}
            isSigned={signed}
            isBusy={decide.isPending}
            error={apiErrorOf(decide.error)}
            isDeclining={isDeclining}
            onDeclining={setDeclining}
            onDecide={carryOut}
          />
        }
      />
    </div>
  );
}
