/** The filter and the saved filters; they last as long as the window, so no filter is written to disk. */
import { useSyncExternalStore } from "react";
import { type FilterWish, NO_WISH } from "@/variants/record_filter";

export type SavedFilter = { name: string; wish: FilterWish };
type State = { wish: FilterWish; saved: SavedFilter[] };

let state: State = { wish: NO_WISH, saved: [] };
const listeners = new Set<() => void>();

function change(next: Partial<State>) {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useTableState() {
  const { wish, saved } = useSyncExternalStore(subscribe, () => state);
  return {
    wish,
    saved,
    setWish: (next: FilterWish) => change({ wish: next }),
    save: (name: string) => change({ saved: [...saved.filter((known) => known.name !== name), { name, wish }] }),
    remove: (name: string) => change({ saved: saved.filter((known) => known.name !== name) }),
  };
}
