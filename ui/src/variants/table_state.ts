/** The filter of each case. It lasts as long as the window; what is to last longer is saved under a name. */
import { useSyncExternalStore } from "react";
import { type FilterWish, NO_WISH } from "@/variants/record_filter";

let wishes: Record<string, FilterWish> = {};
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function setWishOf(caseId: string, wish: FilterWish) {
  wishes = { ...wishes, [caseId]: wish };
  for (const listener of listeners) listener();
}

/** Shows only one bin of a case; what was filtered before is let go, so that the count is that of the ledger. */
export function showBin(caseId: string, bin: string) {
  setWishOf(caseId, { ...NO_WISH, chosen: { ...NO_WISH.chosen, bins: [bin] } });
}

/** A filter belongs to its case: another case begins without one. */
export function useTableState(caseId: string) {
  const wish = useSyncExternalStore(subscribe, () => wishes[caseId] ?? NO_WISH);
  return { wish, setWish: (next: FilterWish) => setWishOf(caseId, next) };
}
