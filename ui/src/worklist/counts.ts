import type { CaseState, WorklistRow } from "@/backend/port";

/** What the list is narrowed to: a state, or what waits for somebody. */
export type Narrowing = "all" | "undecided" | "mine" | "circulating" | CaseState;

export const STATES: CaseState[] = ["interpreted", "under_review", "drafted", "signed"];

export function isShown(row: WorklistRow, narrowing: Narrowing): boolean {
  if (narrowing === "all") return true;
  if (narrowing === "mine") return row.reminder?.mine === true;
  if (narrowing === "circulating") return row.reminder !== null;
  return narrowing === "undecided" ? row.undecided > 0 && row.state !== "signed" : row.state === narrowing;
}

export function countOf(rows: WorklistRow[], narrowing: Narrowing): number {
  return rows.filter((row) => isShown(row, narrowing)).length;
}
