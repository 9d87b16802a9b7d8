import { expect, it } from "vitest";
import { addressOf, CASE_TABS, KNOWLEDGE_TABS, placeOf } from "@/shared/place";

it("an address leads back to its place", () => {
  for (const tab of CASE_TABS) {
    const place = { screen: "case", caseId: "0b5e-1", tab } as const;
    expect(placeOf(addressOf(place))).toEqual(place);
  }
  for (const tab of KNOWLEDGE_TABS) {
    for (const chosen of [null, "civic:EID1", "a/b 薬"]) {
      const place = { screen: "knowledge", tab, chosen } as const;
      expect(placeOf(addressOf(place))).toEqual(place);
    }
  }
  for (const screen of ["import", "progress", "audit"] as const) expect(placeOf(addressOf({ screen }))).toEqual({ screen });
});

it("an address that leads nowhere leads to the worklist, and an unknown tab to the summary", () => {
  expect(placeOf("#/nowhere")).toEqual({ screen: "worklist" });
  expect(placeOf("")).toEqual({ screen: "worklist" });
  expect(placeOf("#/case/x/nowhere")).toEqual({ screen: "case", caseId: "x", tab: "summary" });
});
