/**
 * A grid over more rows than a page can hold: only the rows in sight exist, and they are asked for by number.
 * An element cannot be tall enough for millions of rows, so the scrollbar is scaled: one pixel of it may stand for many
 * rows. What is shown is therefore a row number; wheel and keys move it row by row, the scrollbar only roughly.
 */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState, type WheelEvent } from "react";
import { type Column, rowAfter } from "@/shared/row_grid";
import { isComposing } from "@/shared/shortcuts";

type Props<Row> = {
  label: string;
  columns: Column<Row>[];
  count: number;
  /** The row of a number, or nothing while it is on its way. */
  row: (index: number) => Row | undefined;
  /** Height of a row in rem, so that it grows with the type. */
  rowHeight: number;
  active: number;
  onActive: (index: number) => void;
  onOpen: (index: number) => void;
  /** Which rows are in sight. */
  onSight: (first: number, last: number) => void;
  sort: { column: string; descending: boolean };
  onSort: (column: string) => void;
  waiting: ReactNode;
  empty: ReactNode;
};

/** Engines cut elements at 16 to 33 million pixels; this is below all of them and exact in their numbers. */
export const TALLEST_PIXELS = 8_000_000;

/** Height of what the scrollbar scrolls. */
export function scrollHeight(count: number, rowPixels: number): number {
  return Math.min(TALLEST_PIXELS, count * rowPixels);
}

/** First row for a place of the scrollbar. */
export function rowOfScroll(scrollTop: number, scrollable: number, lastFirst: number): number {
  if (scrollable <= 0) return 0;
  return Math.max(0, Math.min(lastFirst, Math.round((scrollTop / scrollable) * lastFirst)));
}

/** Place of the scrollbar for a first row. */
export function scrollOfRow(first: number, scrollable: number, lastFirst: number): number {
  return lastFirst <= 0 ? 0 : (first / lastFirst) * scrollable;
}

function remInPixels(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

export function PagedGrid<Row>(props: Props<Row>) {
  const { columns, count, active, onSight } = props;
  const body = useRef<HTMLDivElement>(null);
  const bar = useRef<HTMLDivElement>(null);
  const wheel = useRef(0);
  const expected = useRef(0);
  const id = useId();
  const [height, setHeight] = useState(600);
  const [wanted, setFirst] = useState(0);
  const rowPixels = props.rowHeight * remInPixels();
  const inSight = Math.max(1, Math.floor(height / rowPixels));
  const lastFirst = Math.max(0, count - inSight);
  const first = Math.min(wanted, lastFirst);
  const last = Math.min(count, first + inSight + 1);

  useEffect(() => {
    const element = body.current;
    if (element === null) return;
    const measure = () => setHeight(element.clientHeight || 600);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => onSight(first, last), [first, last, onSight]);

  useEffect(() => {
    const element = bar.current;
    if (element === null) return;
    expected.current = scrollOfRow(first, element.scrollHeight - element.clientHeight, lastFirst);
    element.scrollTop = expected.current;
  }, [first, lastFirst]);

  const show = (index: number) => {
    if (index < first) setFirst(index);
    else if (index >= first + inSight) setFirst(index - inSight + 1);
  };

  const pressed = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    const next = rowAfter(event.key, active, count, Math.max(1, inSight - 1));
    if (next !== undefined && count > 0) {
      props.onActive(next);
      show(next);
    } else if (event.key === "Enter" && active >= 0 && active < count) props.onOpen(active);
    else return;
    event.preventDefault();
  };

  const wheeled = (event: WheelEvent) => {
    const pixels = event.deltaMode === 1 ? event.deltaY * rowPixels : event.deltaMode === 2 ? event.deltaY * height : event.deltaY;
    wheel.current += pixels;
    const rows = Math.trunc(wheel.current / rowPixels);
    wheel.current -= rows * rowPixels;
    if (rows !== 0) setFirst(Math.max(0, Math.min(lastFirst, first + rows)));
  };

  const scrolled = (element: HTMLDivElement) => {
    // Our own move comes back as an event, rounded by the engine.
    if (Math.abs(element.scrollTop - expected.current) < 2) return;
    expected.current = element.scrollTop;
    setFirst(rowOfScroll(element.scrollTop, element.scrollHeight - element.clientHeight, lastFirst));
  };

  const tracks = { gridTemplateColumns: columns.map(({ width }) => width).join(" ") };
  const rows = Array.from({ length: Math.max(0, last - first) }, (_, offset) => first + offset);
  return (
    <div
      className="paged-grid"
      role="grid"
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-activedescendant={active >= first && active < last ? `${id}-${active}` : undefined}
      tabIndex={0}
      onKeyDown={pressed}
      onWheel={wheeled}
    >
      <div className="row-grid-line row-grid-head" role="row" aria-rowindex={1} style={tracks}>
        {columns.map((column) => {
          const sorted = props.sort.column === column.key;
          return (
            <div
              key={column.key}
              role="columnheader"
              aria-sort={sorted ? (props.sort.descending ? "descending" : "ascending") : "none"}
              className={`row-grid-cell paged-grid-heading ${column.align ?? "start"}`}
              onClick={() => props.onSort(column.key)}
            >
              {column.heading}
              {sorted && <span aria-hidden="true">{props.sort.descending ? " ▼" : " ▲"}</span>}
            </div>
          );
        })}
      </div>
      <div className="paged-grid-body" role="rowgroup" ref={body}>
        {rows.map((index) => {
          const row = props.row(index);
          return (
            <div
              key={index - first}
              id={`${id}-${index}`}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={index === active}
              className="row-grid-line row-grid-row openable"
              style={{ ...tracks, height: rowPixels, transform: `translateY(${(index - first) * rowPixels}px)` }}
              onClick={() => {
                props.onActive(index);
                props.onOpen(index);
              }}
            >
              {columns.map((column) => (
                <div key={column.key} role="gridcell" className={`row-grid-cell ${column.align ?? "start"}`}>
                  {row === undefined ? props.waiting : column.cell(row)}
                </div>
              ))}
            </div>
          );
        })}
        {count === 0 && props.empty}
      </div>
      <div className="paged-grid-bar" ref={bar} aria-hidden="true" onScroll={(event) => scrolled(event.currentTarget)}>
        <div style={{ height: scrollHeight(count, rowPixels) }} />
      </div>
    </div>
  );
}
