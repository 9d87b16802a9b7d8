import { useMemo, useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import type { CaseView, SessionView } from "@/backend/port";
import { CaseHead } from "@/case/case_head";
import { History } from "@/case/history";
import { useCase } from "@/case/queries";
import { Summary } from "@/case/summary";
import { Clinical } from "@/clinical/clinical";
import { Consents } from "@/consent/consents";
import { Days } from "@/consent/days";
import { Programme } from "@/consent/programme";
import { Explanation } from "@/explain/explanation";
import { Overview } from "@/findings/overview";
import { Ledger } from "@/ledger/ledger";
import { PanelTab } from "@/panel/panel_tab";
import { Precedents } from "@/precedents/precedents";
import { RetentionCard } from "@/retention/retention_card";
import { FindingsTab } from "@/screens/findings_tab";
import { tumorTypeSlot } from "@/screens/tumor_type_slot";
import { ReportTab } from "@/screens/report_tab";
import { Failure } from "@/shared/failure";
import { CASE_TABS, type CaseTab, goTo } from "@/shared/place";
import type { Agenda } from "@/panel/projection";
import { type Shortcut, useShortcuts } from "@/shared/shortcuts";
import { Waiting } from "@/shared/surfaces";
import { StructureTab } from "@/structure/structure_tab";
import { RecordTable } from "@/variants/record_table";
import { showBin } from "@/variants/table_state";
import { VariantTable } from "@/variants/variant_table";
import { useWords } from "@/wording/words";
import { StateBadge } from "@/worklist/case_rows";
import { useWorklist } from "@/worklist/queries";

/** The first nine tabs by their number; the last, the history, by a letter, because 0 belongs to the pictures. */
const keysOf = (index: number) => (index < 9 ? String(index + 1) : "h");

type Props = { caseId: string; tab: CaseTab; session: SessionView };

/** What was asked about which case; another case begins without a question. */
type Asked = { caseId: string; question: string };

type BodyProps = { tab: CaseTab; view: CaseView; session: SessionView; go: (tab: CaseTab) => void; question: string; onQuestion: (question: string) => void; agenda: Agenda };

function TabBody({ tab, view, session, go, question, onQuestion, agenda }: BodyProps) {
  const caseId = view.header.case_id;
  switch (tab) {
    case "summary":
      return <Summary view={view} overview={<Overview findings={view.findings} />} onGo={go} />;
    case "clinical":
      return (
        <Clinical key={caseId} caseId={caseId} owner={session.login} facts={view.clinical} tumorType={tumorTypeSlot}>
          <Consents caseId={caseId} consents={view.consents} />
          <Days caseId={caseId} milestones={view.milestones} turnaroundDays={view.turnaround_days} />
          <Programme caseId={caseId} programme={view.programme} />
          <RetentionCard key={caseId} caseId={caseId} actions={session.actions} onErased={() => goTo({ screen: "worklist" })} />
        </Clinical>
      );
    case "findings":
      return <FindingsTab view={view} />;
    case "variants":
      return <VariantTable variants={view.variants} />;
    case "records":
      return (
        <RecordTable
          key={caseId}
          caseId={caseId}
          onExplain={(wanted) => {
            onQuestion(wanted);
            go("ledger");
          }}
        />
      );
    case "structure":
      return <StructureTab caseId={caseId} />;
    case "ledger":
      return (
        <Ledger
          caseId={caseId}
          files={view.ledger}
          search={<Explanation caseId={caseId} question={question} onQuestion={onQuestion} />}
          onBin={
            view.variant_table_rows === null
              ? undefined
              : (bin) => {
                  showBin(caseId, bin);
                  go("records");
                }
          }
        />
      );
    case "panel":
      return <PanelTab view={view} login={session.login} actions={session.actions} precedents={<Precedents caseId={caseId} />} onGo={go} onSettings={() => goTo({ screen: "settings" })} agenda={agenda} />;
    case "report":
      return <ReportTab view={view} session={session} onGo={go} />;
    case "history":
      return <History rows={view.history} />;
  }
}

export function CaseScreen({ caseId, tab, session }: Props) {
  const { t } = useWords();
  const found = useCase(caseId);
  const [asked, setAsked] = useState<Asked>({ caseId, question: "" });
  // What a meeting goes through: every case that is not signed, in the order of the worklist.
  const { data: rows } = useWorklist("");
  const agenda = useMemo<Agenda>(
    () => ({
      caseIds: (rows ?? []).filter((row) => row.state !== "signed" || row.case_id === caseId).map((row) => row.case_id),
      onCase: (next) => goTo({ screen: "case", caseId: next, tab: "panel" }),
    }),
    [rows, caseId],
  );
  const go = (next: CaseTab) => goTo({ screen: "case", caseId, tab: next });
  useShortcuts(
    "keys.case",
    CASE_TABS.map((name, index): Shortcut => ({ keys: keysOf(index), label: `tab.${name}`, run: () => go(name) })),
  );

  if (found.isPending) return <Waiting label={t("case.reading")} />;
  if (found.isError) {
    return (
      <div className="page-body">
        <Failure error={apiErrorOf(found.error)} />
      </div>
    );
  }
  const view = found.data;
  // A case without a variant table has no such tab, unless the address asks for it: then the tab says why.
  const tabs = CASE_TABS.filter((name) => name !== "records" || view.variant_table_rows !== null || tab === "records");
  const open = view.findings.filter((finding) => finding.needs_decision && finding.decision === null).length;
  return (
    <div className="page">
      <CaseHead header={view.header} state={<StateBadge state={view.header.state} />} />
      <Tabs className="tabs" selectedKey={tab} onSelectionChange={(key) => go(key as CaseTab)}>
        <TabList className="tab-list" aria-label={t("case.tabs")}>
          {tabs.map((name) => (
            <Tab key={name} id={name} className="tab">
              {t(`tab.${name}`)}
              {name === "findings" && open > 0 && view.report.state !== "signed" && <span className="count-mark">{open}</span>}
            </Tab>
          ))}
        </TabList>
        <TabPanel key={tab} id={tab} className="tab-panel">
          <TabBody
            tab={tab}
            view={view}
            session={session}
            go={go}
            question={asked.caseId === caseId ? asked.question : ""}
            onQuestion={(question) => setAsked({ caseId, question })}
            agenda={agenda}
          />
        </TabPanel>
      </Tabs>
    </div>
  );
}
