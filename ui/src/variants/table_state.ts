/** The filter of each case and the saved filters; they last as long as the window, so no filter is written to disk. */
import { useSyncExternalStore } from "react";
import { type FilterWish, NO_WISH } from "@/variants/record_filter";

export type SavedFilter = { name: string; wish: FilterWish };
type State = { wishes: Record<string, FilterWish>; saved: SavedFilter[] };

let state: State = { wishes: {}, saved: [] };
const listeners = new Set<() => void>();

function change(next: Partial<State>) {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const setWishOf = (caseId: string, wish: FilterWish) => change({ wishes: { ...state.wishes, [caseId]: wish } });

/** Shows only one bin of a case; what was filtered before is let go, so that the count is that of the ledger. */
export function showBin(caseId: string, bin: string) {
  setWishOf(caseId, { ...NO_WISH, chosen: { ...NO_WISH.chosen, bins: [bin] } });
}

/** A filter belongs to its case: another case begins without one. */
export function useTableState(caseId: string) {
  const { wishes, saved } = useSyncExternalStore(subscribe, () => state);
  const wish = wishes[caseId] ?? NO_WISH;
  return {
    wish,
    saved,
    setWish: (next: FilterWish) => setWishOf(caseId, next),
    save: (name: string) => change({ saved: [...saved.filter((known) => known.name !== name), { name, wish }] }),
    remove: (name: string) => change({ saved: saved.filter((known) => known.name !== name) }),
  };
}
