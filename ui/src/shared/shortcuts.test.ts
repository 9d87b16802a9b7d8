import { describe, expect, it } from "vitest";
import { type Shortcut, shortcutFor } from "@/shared/shortcuts";

const SHORTCUTS: Shortcut[] = [
  { keys: "a", label: "keys.accept", run: () => undefined },
  { keys: "ctrl+k", label: "keys.palette", run: () => undefined, whileTyping: true },
];

function press(key: string, init: KeyboardEventInit & { keyCode?: number } = {}, target: HTMLElement = document.body): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, ...init });
  if (init.keyCode !== undefined) Object.defineProperty(event, "keyCode", { value: init.keyCode });
  Object.defineProperty(event, "target", { value: target });
  return event;
}

describe("a shortcut", () => {
  it("answers its key in either case", () => {
    expect(shortcutFor(press("a"), SHORTCUTS)?.keys).toBe("a");
    expect(shortcutFor(press("A"), SHORTCUTS)?.keys).toBe("a");
  });

  it("is silent while an input method composes", () => {
    expect(shortcutFor(press("a", { isComposing: true }), SHORTCUTS)).toBeUndefined();
    expect(shortcutFor(press("a", { keyCode: 229 }), SHORTCUTS)).toBeUndefined();
  });

  it("is silent while a person types, unless it carries Ctrl", () => {
    const input = document.createElement("input");
    expect(shortcutFor(press("a", {}, input), SHORTCUTS)).toBeUndefined();
    expect(shortcutFor(press("k", { ctrlKey: true }, input), SHORTCUTS)?.keys).toBe("ctrl+k");
  });
});
