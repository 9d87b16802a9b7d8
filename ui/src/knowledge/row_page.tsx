/** One row: what it says, where that is written, and its way through the kept releases. */
import { apiErrorOf } from "@/backend/context";
import type { KnowledgeRowView } from "@/backend/port";
import { useRow } from "@/knowledge/queries";
import { BasisBadge, rowLevel, shownTumors } from "@/knowledge/row_search";
import { Button } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { Card, Facts, Remark, Waiting } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

function Said({ view }: { view: KnowledgeRowView }) {
  const words = useWords();
  const { t, name } = words;
  const { row } = view;
  const listed = (values: string[]) => values.join(t("value.separator")) || t("value.none");
  const facts = [
    { key: "id", label: t("kb.id"), value: <span className="notation">{row.id}</span> },
    { key: "predicate", label: t("kb.predicate"), value: row.predicate === null ? t("value.none") : name("predicate", row.predicate) },
    { key: "direction", label: t("kb.direction"), value: name("direction", row.direction) },
    { key: "therapies", label: t("kb.therapies"), value: listed(row.therapies) },
    { key: "therapies_en", label: t("kb.therapies_en"), value: listed(view.therapies_en) },
    { key: "tumors", label: t("kb.tumors"), value: `${listed(shownTumors(row, words))} (${listed(view.tumor_types)})` },
    { key: "setting", label: t("kb.setting"), value: view.setting ?? t("value.none") },
    { key: "origin", label: t("kb.origin"), value: name("origin_required", view.origin) },
    { key: "level", label: t("kb.level"), value: rowLevel(row, words) },
    ...view.approval.map(([fact, value]) => ({
      key: fact,
      label: name("row_fact", fact),
      value: fact === "approval_status" || fact === "trial_route" ? name(fact, value) : value,
    })),
  ];
  return <Facts facts={facts} />;
}

function Source({ view }: { view: KnowledgeRowView }) {
  const { t, name } = useWords();
  return (
    <div className="stack">
      <div className="row wrap">
        <BasisBadge row={view.row} />
        {view.flagged && <span className="badge caution">{t("kb.flagged")}</span>}
      </div>
      {view.row.basis === "from_memory" && view.row.source === null && <Remark tone="caution">{t("kb.from_memory")}</Remark>}
      <Facts
        facts={[
          { key: "citation", label: t("kb.citation"), value: <span className="selectable">{view.citation ?? t("kb.no_citation")}</span> },
          { key: "note", label: t("kb.note"), value: <span className="selectable">{view.note ?? t("value.none")}</span> },
          ...view.imported.map(([fact, value]) => ({ key: fact, label: name("row_fact", fact), value: <span className="selectable">{value}</span> })),
        ]}
      />
    </div>
  );
}

export function RowPage({ id, onBack }: { id: string; onBack: () => void }) {
  const { t, name } = useWords();
  const found = useRow(id);
  return (
    <div className="page-body">
      <div className="stack">
        <div>
          <Button look="quiet" icon="back" onPress={onBack}>
            {t("kb.back_to_search")}
          </Button>
        </div>
        {found.isPending && <Waiting label={t("kb.reading")} />}
        <Failure error={apiErrorOf(found.error)} />
        {found.data && (
          <>
            <h2 className="selectable">{found.data.row.subject}</h2>
            <div className="knowledge-columns">
              <Card title={t("kb.says")}>
                <Said view={found.data} />
              </Card>
              <div className="stack">
                <Card title={t("kb.source")}>
                  <Source view={found.data} />
                </Card>
                <Card title={t("kb.history")}>
                  <ol className="knowledge-history">
                    {found.data.history.map((of) => (
                      <li key={of.release}>
                        <span className="notation">{of.release}</span>
                        <span>{name("row_state", of.state)}</span>
                        {of.active && <span className="badge accent">{t("kb.active")}</span>}
                      </li>
                    ))}
                  </ol>
                </Card>
              </div>
            </div>
          </>
        )}
      </div>
    </div>
  );
}
