/** The variant table: every allele of every record of the case, whatever became of it. */
import { useCallback, useDeferredValue, useMemo, useState } from "react";
import { apiErrorOf } from "@/backend/context";
import { Button, SearchField, Tick } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { PagedGrid } from "@/shared/paged_grid";
import { useShortcuts } from "@/shared/shortcuts";
import { Empty, Waiting } from "@/shared/surfaces";
import { type Order, useRecordFacets, useRecordRows } from "@/variants/queries";
import { columnsOf, OPTIONAL, SHOWN_AT_FIRST } from "@/variants/record_columns";
import { filterOf } from "@/variants/record_filter";
import { RecordFilters } from "@/variants/record_filters";
import { RecordPane } from "@/variants/record_pane";
import { SavedFilters } from "@/variants/saved_filters";
import { useTableState } from "@/variants/table_state";
import { useWords } from "@/wording/words";

function ColumnChoice({ hidden, onHidden }: { hidden: Set<string>; onHidden: (hidden: Set<string>) => void }) {
  const words = useWords();
  const columns = columnsOf(words).filter(({ key }) => OPTIONAL.includes(key));
  const turn = (key: string) => {
    const next = new Set(hidden);
    if (!next.delete(key)) next.add(key);
    onHidden(next);
  };
  return (
    <details className="record-menu">
      <summary className="button quiet small">{words.t("records.choose_columns")}</summary>
      <div className="record-menu-body">
        {columns.map(({ key, heading }) => (
          <Tick key={key} isSelected={!hidden.has(key)} onChange={() => turn(key)}>
            {heading}
          </Tick>
        ))}
      </div>
    </details>
  );
}

/** Below this width the table needs the place of the filters; a key brings them. */
const WIDE_ENOUGH_PIXELS = 1500;

export function RecordTable({ caseId, onExplain }: { caseId: string; onExplain: (question: string) => void }) {
  const words = useWords();
  const { t } = words;
  const { wish, setWish } = useTableState(caseId);
  const [order, setOrder] = useState<Order>({ column: "row", descending: false });
  const [hidden, setHidden] = useState(() => new Set(OPTIONAL.filter((key) => !SHOWN_AT_FIRST.includes(key))));
  const [sight, setSight] = useState<[number, number]>([0, 50]);
  const [active, setActive] = useState(0);
  const [opened, setOpened] = useState<number | null>(null);
  const [showsFilters, setShowsFilters] = useState(() => window.innerWidth >= WIDE_ENOUGH_PIXELS);

  const settled = useDeferredValue(wish);
  const filter = useMemo(() => filterOf(settled), [settled]);
  const facets = useRecordFacets(caseId, filter);
  const found = useRecordRows(caseId, filter, order, sight);
  const columns = useMemo(() => columnsOf(words).filter(({ key }) => !hidden.has(key)), [words, hidden]);
  const onSight = useCallback((first: number, last: number) => setSight([first, last]), []);
  const shown = facets.data?.shown ?? 0;
  const sortBy = (column: string) => setOrder((before) => ({ column, descending: before.column === column && !before.descending }));

  useShortcuts("tab.records", [
    { keys: "f", label: "records.toggle_filters", run: () => setShowsFilters((before) => !before) },
    { keys: "x", label: "records.close", run: () => setOpened(null) },
  ]);

  if (facets.isPending) return <Waiting label={t("records.reading")} />;
  const missing = apiErrorOf(facets.error);
  return (
    <div className={`record-screen ${showsFilters ? "" : "wide"} ${opened === null ? "" : "with-pane"}`}>
      {showsFilters && <RecordFilters wish={wish} onWish={setWish} facets={facets.data} />}
      <div className="record-main">
        <div className="table-tools">
          <SearchField id="record-search" label={t("records.search")} placeholder={t("records.search")} value={wish.text} onChange={(text) => setWish({ ...wish, text })} keyHint="/" />
          <span className="record-count" aria-live="polite">
            {t("records.count", { shown: shown.toLocaleString("en-US"), total: (facets.data?.total ?? 0).toLocaleString("en-US") })}
          </span>
          <div className="record-tools">
            <SavedFilters wish={wish} onWish={setWish} />
            <ColumnChoice hidden={hidden} onHidden={setHidden} />
            <Button look="quiet" size="small" icon="sliders" keyHint="F" onPress={() => setShowsFilters((before) => !before)}>
              {t("records.toggle_filters")}
            </Button>
          </div>
        </div>
        <Failure error={missing ?? apiErrorOf(found.error)} />
        <div className="table-frame">
          <PagedGrid
            label={t("tab.records")}
            columns={columns}
            count={missing === null ? shown : 0}
            row={found.row}
            rowHeight={2.25}
            active={active}
            onActive={setActive}
            onOpen={(index) => setOpened(found.row(index)?.row ?? null)}
            onSight={onSight}
            sort={order}
            onSort={sortBy}
            waiting={<span className="record-waiting" aria-hidden="true" />}
            empty={<Empty icon="search" title={t("records.empty")} />}
          />
        </div>
      </div>
      {opened !== null && <RecordPane caseId={caseId} row={opened} onExplain={onExplain} onClose={() => setOpened(null)} />}
    </div>
  );
}
