/** Finding a row of the active release, by gene, drug, tumour, PMID or id. */
import { useDeferredValue, useState } from "react";
import { apiErrorOf } from "@/backend/context";
import type { KnowledgeRow } from "@/backend/port";
import { useRows } from "@/knowledge/queries";
import { SearchField } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { type Column, RowGrid } from "@/shared/row_grid";
import { useShortcuts } from "@/shared/shortcuts";
import { Empty } from "@/shared/surfaces";
import { type Words, useWords } from "@/wording/words";

/** Remembered while the window lives, so that a row page leads back to its search. */
let lastText = "";

export function BasisBadge({ row }: { row: KnowledgeRow }) {
  const { name, t } = useWords();
  if (row.source !== null) return <span className="badge notice">{name("corpus", row.source)}</span>;
  return row.basis === "from_memory" ? <span className="badge caution">{t("finding.unconfirmed")}</span> : <span className="badge positive">{t("kb.read")}</span>;
}

/** The negation stands first, so that a narrow column never cuts it. */
function Predicate({ row }: { row: KnowledgeRow }) {
  const { t, name } = useWords();
  const predicate = row.predicate === null ? t("value.none") : name("predicate", row.predicate);
  if (row.direction !== "does_not_support") return <span title={predicate}>{predicate}</span>;
  return (
    <span title={t("kb.not_supported", { predicate })}>
      <span className="badge against">{name("direction", row.direction)}</span> {predicate}
    </span>
  );
}

/** Tumours as people read them; the two scopes without a code of the tree have words. */
export function shownTumors(row: KnowledgeRow, { name }: Pick<Words, "name">): string[] {
  return row.tumors.map((tumor) => name("tumor_scope", tumor));
}

/** The level of a row on our scale; an open corpus has only its own. */
export function rowLevel(row: KnowledgeRow, { t }: Pick<Words, "t">): string {
  if (row.level !== null) return row.level;
  return row.source_level === null ? t("value.none") : t("kb.source_level", { level: row.source_level });
}

function columnsOf(words: Words): Column<KnowledgeRow>[] {
  const { t } = words;
  const listed = (values: string[]) => values.join(t("value.separator")) || t("value.none");
  return [
    { key: "subject", heading: t("kb.subject"), width: "minmax(12rem, 1.3fr)", cell: (row) => <strong title={row.subject}>{row.subject}</strong> },
    {
      key: "predicate",
      heading: t("kb.predicate"),
      width: "minmax(11rem, 0.9fr)",
      cell: (row) => <Predicate row={row} />,
    },
    { key: "therapies", heading: t("kb.therapies"), width: "minmax(9rem, 1fr)", cell: (row) => <span title={listed(row.therapies)}>{listed(row.therapies)}</span> },
    { key: "tumors", heading: t("kb.tumors"), width: "minmax(8rem, 0.9fr)", cell: (row) => <span title={listed(shownTumors(row, words))}>{listed(shownTumors(row, words))}</span> },
    { key: "level", heading: t("kb.level"), width: "7rem", cell: (row) => rowLevel(row, words) },
    { key: "basis", heading: t("kb.basis"), width: "8rem", cell: (row) => <BasisBadge row={row} /> },
    { key: "id", heading: t("kb.id"), width: "9rem", cell: (row) => <span className="notation quiet">{row.id}</span> },
  ];
}

export function RowSearch({ chosen, onOpen }: { chosen: string | null; onOpen: (id: string) => void }) {
  const words = useWords();
  const { t } = words;
  const [text, setText] = useState(lastText);
  const [active, setActive] = useState<string | null>(chosen);
  const asked = useDeferredValue(text.trim());
  const found = useRows(asked);
  const type = (typed: string) => {
    lastText = typed;
    setText(typed);
  };
  useShortcuts("kb.title", [{ keys: "/", label: "keys.search", run: () => document.getElementById("knowledge-search")?.focus() }]);
  const page = found.data;
  return (
    <div className="knowledge-search">
      <div className="row wrap knowledge-tools">
        <SearchField id="knowledge-search" label={t("kb.search")} placeholder={t("kb.search_example")} value={text} onChange={type} keyHint="/" />
        {page && (
          <span className="quiet" role="status">
            {page.rows.length < page.total ? t("kb.found_first", { total: page.total, shown: page.rows.length }) : t("kb.found", { total: page.total })}
          </span>
        )}
      </div>
      <Failure error={apiErrorOf(found.error)} />
      <RowGrid
        label={t("kb.rows")}
        columns={columnsOf(words)}
        rows={page?.rows ?? []}
        rowKey={(row) => row.id}
        rowHeight={2.5}
        active={active}
        onActive={setActive}
        onOpen={(row) => onOpen(row.id)}
        empty={found.isPending ? null : <Empty icon="search" title={t("kb.none")} />}
      />
    </div>
  );
}
