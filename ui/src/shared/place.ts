/** Where the person is. The place lives in the address, so that back, forward and reload work. */
import { useSyncExternalStore } from "react";

export const CASE_TABS = ["summary", "clinical", "findings", "variants", "records", "structure", "ledger", "panel", "report", "history"] as const;
export type CaseTab = (typeof CASE_TABS)[number];

/** `chosen` is a row of the search, or a release to compare. */
export const KNOWLEDGE_TABS = ["rows", "releases", "corpora", "affected", "rehearsal"] as const;
export type KnowledgeTab = (typeof KNOWLEDGE_TABS)[number];

export type Place =
  | { screen: "worklist" }
  | { screen: "import" }
  | { screen: "settings" }
  | { screen: "audit" }
  | { screen: "packets" }
  | { screen: "progress" }
  | { screen: "knowledge"; tab: KnowledgeTab; chosen: string | null }
  | { screen: "case"; caseId: string; tab: CaseTab };

export function placeOf(hash: string): Place {
  const [screen, caseId, tab] = hash.replace(/^#\/?/, "").split("/");
  if (screen === "case" && caseId) {
    return { screen, caseId, tab: CASE_TABS.find((known) => known === tab) ?? "summary" };
  }
  if (screen === "knowledge") {
    return { screen, tab: KNOWLEDGE_TABS.find((known) => known === caseId) ?? "rows", chosen: tab ? decoded(tab) : null };
  }
  return screen === "import" || screen === "settings" || screen === "audit" || screen === "packets" || screen === "progress" ? { screen } : { screen: "worklist" };
}

/** A part of an address as it was meant; one that was typed wrongly stays as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function addressOf(place: Place): string {
  if (place.screen === "knowledge") {
    return `#/knowledge/${place.tab}${place.chosen === null ? "" : `/${encodeURIComponent(place.chosen)}`}`;
  }
  return place.screen === "case" ? `#/case/${place.caseId}/${place.tab}` : `#/${place.screen}`;
}

export function goTo(place: Place) {
  window.location.hash = addressOf(place);
}

function subscribe(changed: () => void) {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

export function usePlace(): Place {
  return placeOf(useSyncExternalStore(subscribe, () => window.location.hash));
}
