/**
 * A grid of rows of equal height. Only the rows in sight are in the page, so its cost does not grow with their number.
 * Keyboard: arrows, Page Up/Down, Home/End move, Enter opens. The grid itself keeps the focus (aria-activedescendant).
 */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { isComposing } from "@/shared/shortcuts";

export type Column<Row> = {
  key: string;
  heading: string;
  /** A track of CSS grid, e.g. `minmax(8rem, 1fr)`. */
  width: string;
  align?: "start" | "end";
  /** What pressing the heading sorts by. */
  sort?: string;
  cell: (row: Row) => ReactNode;
};

type Props<Row> = {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Height of a row in rem, so that it grows with the type. */
  rowHeight: number;
  active: string | null;
  onActive: (key: string) => void;
  onOpen?: (row: Row) => void;
  /** How the rows are sorted; the caller sorts them. */
  sorting?: { sort: string; descending: boolean };
  onSort?: (sort: string) => void;
  empty: ReactNode;
};

const SPARE_ROWS = 8;

/** The part of `count` rows that has to be in the page. */
export function rowsInSight(scrollTop: number, height: number, rowHeight: number, count: number): [number, number] {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - SPARE_ROWS);
  const last = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + SPARE_ROWS);
  return [Math.min(first, last), last];
}

function remInPixels(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

/** The row that a key leads to, or nothing when the key does not move. */
export function rowAfter(key: string, index: number, count: number, page: number): number | undefined {
  const moves: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + page,
    PageUp: index - page,
    Home: 0,
    End: count - 1,
  };
  const next = moves[key];
  return next === undefined ? undefined : Math.max(0, Math.min(count - 1, next));
}

/** A heading that sorts; the arrow says which way, for the eye as well as `aria-sort`. */
function Sorter<Row>({ column, sort, sorting, onSort }: { column: Column<Row>; sort: string; sorting: Props<Row>["sorting"]; onSort: (sort: string) => void }) {
  const arrow = sorting?.sort === sort ? (sorting.descending ? " ↓" : " ↑") : "";
  return (
    <button type="button" className="row-grid-sort" onClick={() => onSort(sort)}>
      {column.heading}
      <span aria-hidden="true">{arrow}</span>
    </button>
  );
}

export function RowGrid<Row>(props: Props<Row>) {
  const { rows, rowKey, active, columns } = props;
  const frame = useRef<HTMLDivElement>(null);
  const id = useId();
  const [view, setView] = useState({ scrollTop: 0, height: 800 });
  const rowPixels = props.rowHeight * remInPixels();
  const activeIndex = rows.findIndex((row) => rowKey(row) === active);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const measure = () => setView({ scrollTop: element.scrollTop, height: element.clientHeight || 800 });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const element = frame.current;
    if (element === null || activeIndex < 0) return;
    const head = element.querySelector<HTMLElement>(".row-grid-head")?.offsetHeight ?? 0;
    const top = activeIndex * rowPixels;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowPixels + head > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + rowPixels + head - element.clientHeight;
    }
  }, [activeIndex, rowPixels]);

  const pressed = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    const page = Math.max(1, Math.floor(view.height / rowPixels) - 2);
    const next = rowAfter(event.key, activeIndex, rows.length, page);
    const current = rows[activeIndex];
    if (next !== undefined && rows[next] !== undefined) props.onActive(rowKey(rows[next]));
    else if (event.key === "Enter" && current !== undefined) props.onOpen?.(current);
    else return;
    event.preventDefault();
  };

  const [first, last] = rowsInSight(view.scrollTop, view.height, rowPixels, rows.length);
  const tracks = { gridTemplateColumns: columns.map(({ width }) => width).join(" ") };
  return (
    <div
      ref={frame}
      className="row-grid"
      role="grid"
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={activeIndex >= first && activeIndex < last ? `${id}-${activeIndex}` : undefined}
      tabIndex={0}
      onKeyDown={pressed}
      onScroll={(event) => setView({ scrollTop: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })}
    >
      <div className="row-grid-line row-grid-head" role="row" aria-rowindex={1} style={tracks}>
        {columns.map((column) => (
          <div
            key={column.key}
            role="columnheader"
            aria-sort={column.sort !== undefined && column.sort === props.sorting?.sort ? (props.sorting.descending ? "descending" : "ascending") : undefined}
            className={`row-grid-cell ${column.align ?? "start"}`}
          >
            {column.sort === undefined || props.onSort === undefined ? column.heading : <Sorter column={column} sort={column.sort} sorting={props.sorting} onSort={props.onSort} />}
          </div>
        ))}
      </div>
      <div className="row-grid-body" role="rowgroup" style={{ height: rows.length * rowPixels }}>
        {rows.slice(first, last).map((row, offset) => {
          const index = first + offset;
          const key = rowKey(row);
          return (
            <div
              key={key}
              id={`${id}-${index}`}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={key === active}
              className={`row-grid-line row-grid-row ${props.onOpen ? "openable" : ""}`}
              style={{ ...tracks, height: rowPixels, transform: `translateY(${index * rowPixels}px)` }}
              onClick={() => {
                props.onActive(key);
                props.onOpen?.(row);
              }}
            >
              {columns.map((column) => (
                <div key={column.key} role="gridcell" className={`row-grid-cell ${column.align ?? "start"}`}>
                  {column.cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
      {rows.length === 0 && props.empty}
    </div>
  );
}
