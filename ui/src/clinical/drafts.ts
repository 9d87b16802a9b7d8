/** What was typed into a form and is not recorded yet. It lasts as long as the window, so no name is written to disk. */
import { useSyncExternalStore } from "react";
import type { TypedForm } from "@/backend/port";

let drafts: Record<string, TypedForm> = {};
const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function put(key: string, form: TypedForm | null) {
  const others = Object.entries(drafts).filter(([other]) => other !== key);
  drafts = Object.fromEntries(form === null ? others : [...others, [key, form]]);
  for (const listener of listeners) listener();
}

/** The key says whose draft it is: who signs in next begins with their own. */
export function useDraft(key: string): [TypedForm | null, (form: TypedForm | null) => void] {
  const draft = useSyncExternalStore(subscribe, () => drafts[key] ?? null);
  return [draft, (form) => put(key, form)];
}
