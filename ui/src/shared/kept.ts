/** What is typed and not sent yet: it lasts as long as the window, so that leaving a tab loses nothing and nothing is written to disk. */
import { useSyncExternalStore } from "react";

let kept: ReadonlyMap<string, unknown> = new Map();
const listeners = new Set<() => void>();

function change(next: ReadonlyMap<string, unknown>) {
  kept = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export type Kept<Value> = { value: Value; set: (next: Value) => void; forget: () => void; isTouched: boolean };

/** The key names whose it is (login, case, form): another person must not find it. */
export function useKept<Value>(key: string, initial: () => Value): Kept<Value> {
  const stored = useSyncExternalStore(subscribe, () => kept.get(key)) as Value | undefined;
  return {
    value: stored ?? initial(),
    set: (next) => change(new Map(kept).set(key, next)),
    forget: () => change(new Map([...kept].filter(([known]) => known !== key))),
    isTouched: stored !== undefined,
  };
}
