import { describe, expect, it } from "vitest";
import { rowOfScroll, scrollHeight, scrollOfRow, TALLEST_PIXELS } from "@/shared/paged_grid";

describe("a scrollbar over millions of rows", () => {
  it("is never taller than an engine can draw", () => {
    expect(scrollHeight(4_500_000, 36)).toBe(TALLEST_PIXELS);
    expect(scrollHeight(10, 36)).toBe(360);
  });

  it("reaches the first and the last row, and nothing beyond", () => {
    const [scrollable, lastFirst] = [TALLEST_PIXELS - 600, 4_499_980];
    expect(rowOfScroll(0, scrollable, lastFirst)).toBe(0);
    expect(rowOfScroll(scrollable, scrollable, lastFirst)).toBe(lastFirst);
    expect(rowOfScroll(scrollable + 50, scrollable, lastFirst)).toBe(lastFirst);
    expect(rowOfScroll(0, 0, 0)).toBe(0);
  });

  it("finds the row again that it was set to", () => {
    const [scrollable, lastFirst] = [TALLEST_PIXELS - 600, 4_499_980];
    for (const row of [0, 1, 77, 2_000_001, lastFirst]) {
      expect(rowOfScroll(scrollOfRow(row, scrollable, lastFirst), scrollable, lastFirst)).toBe(row);
    }
  });
});
