import { describe, expect, it } from "vitest";
import { filterOf, NO_WISH, toggled, wishOf } from "@/variants/record_filter";

describe("the filter of the variant table", () => {
  it("sends a fraction with its sign, typed or not, in either width", () => {
    for (const typed of ["0.1", "0.1%", "０．１", "0.1 %"]) {
      const filter = filterOf({ ...NO_WISH, frequency: { least: "", most: typed, notStated: true } });
      expect(filter.frequency).toEqual({ at_least: null, at_most: "0.1%", not_stated: true });
    }
  });

  it("counts reads without a sign", () => {
    expect(filterOf({ ...NO_WISH, depth: { least: "20", most: "", notStated: false } }).depth).toEqual({ at_least: "20", at_most: null, not_stated: false });
  });

  it("has no condition where nothing is wished, and one where unknown values are left out", () => {
    expect(Object.values(filterOf(NO_WISH)).every((value) => value === null)).toBe(true);
    expect(filterOf({ ...NO_WISH, vaf: { least: "", most: "", notStated: false } }).vaf?.not_stated).toBe(false);
  });

  it("comes back from a kept filter as it was typed", () => {
    const wish = {
      ...NO_WISH,
      genes: "TP53 KRAS",
      region: "17:7,661,779-7,687,550",
      chosen: { ...NO_WISH.chosen, impacts: ["high", ""] },
      vaf: { least: "5", most: "", notStated: false },
      depth: { least: "20", most: "400", notStated: true },
    };
    expect(wishOf(filterOf(wish))).toEqual(wish);
    expect(wishOf(filterOf(NO_WISH))).toEqual(NO_WISH);
  });

  it("drops a condition with its last choice", () => {
    expect(toggled(null, "high")).toEqual(["high"]);
    expect(toggled(["high"], "")).toEqual(["high", ""]);
    expect(toggled(["high"], "high")).toBeNull();
  });
});
