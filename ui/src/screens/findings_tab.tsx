import { useState } from "react";
import { apiErrorOf } from "@/backend/context";
import type { CaseView } from "@/backend/port";
import { type Decision, useAsOf, useDecide } from "@/case/queries";
import { AsOf } from "@/findings/as_of";
import { DecisionBar, isAcceptable } from "@/findings/decision_bar";
import { FindingDetail } from "@/findings/finding_detail";
import { choiceOf, FindingList } from "@/findings/finding_list";
import { type Grouping, inReadingOrder, sectionsOf } from "@/findings/sections";
import { PrecedentsFound } from "@/precedents/precedents";
import { KeyHint, Segments } from "@/shared/controls";
import { shownDay, writtenToday } from "@/shared/dates";
import { Failure } from "@/shared/failure";
import { useShortcuts } from "@/shared/shortcuts";
import { Empty, Remark, Waiting } from "@/shared/surfaces";
import { useToast } from "@/shared/toast";
import { useWords } from "@/wording/words";

export function FindingsTab({ view }: { view: CaseView }) {
  const { t } = useWords();
  const toast = useToast();
  const decide = useDecide(view.header.case_id);
  const [grouping, setGrouping] = useState<Grouping>("drug");
  const [chosen, setChosen] = useState<string | null>(null);
  const [isDeclining, setDeclining] = useState(false);
  const [looksAtPrecedents, setLooksAtPrecedents] = useState(false);

  const matchedOn = view.header.as_of;
  const [day, setDay] = useState(matchedOn);
  const asOf = useAsOf(view.header.case_id, day, day !== matchedOn);
  const looksBack = day !== matchedOn;
  const findings = looksBack ? (asOf.data?.findings ?? []) : view.findings;
  const sections = sectionsOf(findings, grouping);
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
  const canDecide = !signed && !looksBack;
  const undecided = finding?.needs_decision === true && finding.decision === null && canDecide;

  useShortcuts("tab.findings", [
    { keys: "j", label: "keys.next", run: () => move(1) },
    { keys: "k", label: "keys.previous", run: () => move(-1) },
    { keys: "a", label: "keys.accept", run: () => undecided && isAcceptable(finding) && carryOut("accepted", null) },
    { keys: "d", label: "keys.decline", run: () => undecided && setDeclining(true) },
    { keys: "u", label: "keys.withdraw", run: () => finding?.decision && canDecide && carryOut("withdrawn", null) },
    { keys: "g", label: "keys.grouping", run: () => setGrouping((before) => (before === "drug" ? "variant" : "drug")) },
  ]);

  const head = (
    <>
      <AsOf day={day} today={writtenToday()} matchedOn={matchedOn} onDay={setDay} />
      {looksBack && <Remark tone="caution">{t("as_of.looking", { day: shownDay(day), matched: shownDay(matchedOn) })}</Remark>}
      {looksBack && asOf.data && day > asOf.data.release_as_of && (
        <Remark tone="caution">{t("as_of.behind_release", { day: shownDay(asOf.data.release_as_of) })}</Remark>
      )}
      <Failure error={apiErrorOf(asOf.error)} />
      <div className="findings-notes">
        <details onToggle={(event) => setLooksAtPrecedents(event.currentTarget.open)}>
          <summary>{t("precedent.title")}</summary>
          {looksAtPrecedents && <PrecedentsFound caseId={view.header.case_id} />}
        </details>
        {view.trials_registered === 0 && <p className="quiet">{t("findings.no_trials_registered")}</p>}
      </div>
    </>
  );
  if (looksBack && asOf.isError) return head;
  if (looksBack && asOf.isPending) {
    return (
      <>
        {head}
        <Waiting label={t("as_of.reading")} />
      </>
    );
  }
  if (finding === undefined) {
    return (
      <>
        {head}
        <Empty icon="signpost" title={t("findings.empty")}>
          <p>{t("findings.empty_hint")}</p>
        </Empty>
      </>
    );
  }
  return (
    <>
    {head}
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
          !looksBack && <DecisionBar
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
    </>
  );
}
