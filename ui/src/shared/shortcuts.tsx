/**
 * Keys. A shortcut never fires while an input method composes, while a person types in a field (unless it carries
 * Ctrl), or while a dialog is open over the screen that owns it.
 */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { WordKey } from "@/wording/words";

export type Shortcut = {
  /** `a`, `/`, `?`, `ArrowDown`, `ctrl+k`. */
  keys: string;
  /** What it does, for the list of keys. */
  label: WordKey;
  run: () => void;
  /** Also while typing. */
  whileTyping?: boolean;
};

type Group = { id: symbol; title: WordKey; shortcuts: Shortcut[] };
type Registry = { groups: Group[]; add: (group: Group) => void; remove: (id: symbol) => void };

const Context = createContext<Registry>({ groups: [], add: () => undefined, remove: () => undefined });

/** Whether a key belongs to an input method: some engines report the committing Enter only by code 229. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `ctrl+${key}` : key;
}

/** The shortcut that a key event asks for, the latest registered first. */
export function shortcutFor(event: KeyboardEvent, shortcuts: Shortcut[]): Shortcut | undefined {
  if (isComposing(event) || event.altKey) return undefined;
  const typing = isTyping(event.target);
  return shortcuts.find((shortcut) => shortcut.keys === nameOf(event) && (!typing || shortcut.whileTyping));
}

export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const [groups, setGroups] = useState<Group[]>([]);
  const latest = useRef(groups);
  useEffect(() => {
    latest.current = groups;
  }, [groups]);
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector("[role=dialog],[role=alertdialog]") !== null) return;
      const all = [...latest.current].reverse().flatMap((group) => group.shortcuts);
      const found = shortcutFor(event, all);
      if (found === undefined) return;
      event.preventDefault();
      found.run();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);
  const registry = useMemo<Registry>(
    () => ({
      groups,
      add: (group) => setGroups((before) => [...before.filter(({ id }) => id !== group.id), group]),
      remove: (id) => setGroups((before) => before.filter((group) => group.id !== id)),
    }),
    [groups],
  );
  return <Context value={registry}>{children}</Context>;
}

/** Registers the keys of a screen while it is shown. */
export function useShortcuts(title: WordKey, shortcuts: Shortcut[]) {
  const { add, remove } = useContext(Context);
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  const shape = shortcuts.map(({ keys, label, whileTyping }) => `${keys} ${label} ${whileTyping ?? false}`).join("|");
  const adding = useRef({ add, remove });
  useEffect(() => {
    const { add, remove } = adding.current;
    const id = Symbol(title);
    const steady = latest.current.map((shortcut, index) => ({ ...shortcut, run: () => latest.current[index]?.run() }));
    add({ id, title, shortcuts: steady });
    return () => remove(id);
  }, [title, shape]);
}

export const useShortcutGroups = () => useContext(Context).groups;
