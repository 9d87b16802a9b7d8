import { describe, expect, it } from "vitest";
import { dayAfterMonths, monthsOf } from "@/findings/months";

describe("days of the slider", () => {
  it.each([
    ["2023-11-24", 166, "2023-11-30"],
    ["2010-01-01", 0, "2010-01-31"],
    ["2024-02-29", 169, "2024-02-29"],
  ])("%s lies in month %d, whose last day is %s", (day, months, last) => {
    expect(monthsOf("2010-01-01", day)).toBe(months);
    expect(dayAfterMonths("2010-01-01", months, "2026-11-25")).toBe(last);
  });

  it("never goes behind the latest day", () => {
    expect(dayAfterMonths("2010-01-01", 202, "2026-11-25")).toBe("2026-11-25");
  });
});
