/** Where the person is. The place lives in the address, so that back, forward and reload work. */
import { useSyncExternalStore } from "react";

export const CASE_TABS = ["summary", "clinical", "findings", "variants", "records", "structure", "ledger", "panel", "report", "history"] as const;
export type CaseTab = (typeof CASE_TABS)[number];

export type Place =
  | { screen: "worklist" }
  | { screen: "import" }
  | { screen: "settings" }
  | { screen: "audit" }
  | { screen: "case"; caseId: string; tab: CaseTab };

export function placeOf(hash: string): Place {
  const [screen, caseId, tab] = hash.replace(/^#\/?/, "").split("/");
  if (screen === "case" && caseId) {
    return { screen, caseId, tab: CASE_TABS.find((known) => known === tab) ?? "summary" };
  }
  return screen === "import" || screen === "settings" || screen === "audit" ? { screen } : { screen: "worklist" };
}

export function addressOf(place: Place): string {
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
