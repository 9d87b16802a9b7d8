import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import type { KnowledgeOverview } from "@/backend/port";
import { Affected } from "@/knowledge/affected";
import { Corpora } from "@/knowledge/corpora";
import { useOverview } from "@/knowledge/queries";
import { Releases } from "@/knowledge/releases";
import { RowPage } from "@/knowledge/row_page";
import { RowSearch } from "@/knowledge/row_search";
import { InstallationCard } from "@/rehearsal/installation_card";
import { PanelCard } from "@/rehearsal/panel_card";
import { shownDay } from "@/shared/dates";
import { Failure } from "@/shared/failure";
import { goTo, KNOWLEDGE_TABS, type KnowledgeTab } from "@/shared/place";
import { type Shortcut, useShortcuts } from "@/shared/shortcuts";
import { Remark, Waiting } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

type Props = { tab: KnowledgeTab; chosen: string | null; actions: string[] };

const go = (tab: KnowledgeTab, chosen: string | null = null) => goTo({ screen: "knowledge", tab, chosen });

function Rehearsal({ actions }: { actions: string[] }) {
  return (
    <div className="page-body">
      <div className="stack">
        <InstallationCard mayProve={actions.includes("maintain_workspace")} />
        {actions.includes("view_case") && <PanelCard />}
      </div>
    </div>
  );
}

function TabBody({ tab, chosen, overview, actions }: Props & { overview: KnowledgeOverview }) {
  switch (tab) {
    case "rows":
      return chosen === null ? <RowSearch chosen={chosen} onOpen={(id) => go("rows", id)} /> : <RowPage id={chosen} onBack={() => go("rows")} />;
    case "releases":
      return <Releases overview={overview} chosen={chosen} onChoose={(hash) => go("releases", hash)} />;
    case "corpora":
      return <Corpora overview={overview} onKept={() => go("releases")} />;
    case "affected":
      return <Affected />;
    case "rehearsal":
      return <Rehearsal actions={actions} />;
  }
}

export function KnowledgeScreen({ tab, chosen, actions }: Props) {
  const { t } = useWords();
  const found = useOverview();
  useShortcuts(
    "kb.title",
    KNOWLEDGE_TABS.map((name, index): Shortcut => ({ keys: String(index + 1), label: `kb.tab.${name}`, run: () => go(name) })),
  );
  if (found.isPending) return <Waiting label={t("kb.reading")} />;
  if (found.isError) {
    return (
      <div className="page-body">
        <Failure error={apiErrorOf(found.error)} />
      </div>
    );
  }
  const active = found.data.releases.find((release) => release.active);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("kb.title")}</h1>
        {active && (
          <span className="row wrap">
            <span className="badge accent">{t("kb.active")}</span>
            <span className="notation">{active.id}</span>
          </span>
        )}
      </div>
      {active?.is_old && (
        <div className="knowledge-tools">
          <Remark tone="caution">{t("kb.old", { as_of: shownDay(active.as_of), days: active.age_days })}</Remark>
        </div>
      )}
      <Tabs className="tabs" selectedKey={tab} onSelectionChange={(key) => go(key as KnowledgeTab)}>
        <TabList className="tab-list" aria-label={t("kb.title")}>
          {KNOWLEDGE_TABS.map((name) => (
            <Tab key={name} id={name} className="tab">
              {t(`kb.tab.${name}`)}
            </Tab>
          ))}
        </TabList>
        <TabPanel key={tab} id={tab} className="tab-panel">
          <TabBody tab={tab} chosen={chosen} actions={actions} overview={found.data} />
        </TabPanel>
      </Tabs>
    </div>
  );
}
