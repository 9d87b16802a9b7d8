export type Parameters = Partial<Record<string, string | number>>;

/** Puts named values into a sentence; a name without value stays visible, so that a fault is seen and not hidden. */
export function fill(sentence: string, parameters: Parameters): string {
  return sentence.replace(/\{(\w+)\}/g, (slot, name: string) => String(parameters[name] ?? slot));
}
