import { expect, it } from "vitest";
import { rowAfter, rowsInSight } from "@/shared/row_grid";

it("only rows in sight and a few spare ones are in the page", () => {
  const [first, last] = rowsInSight(50_000, 800, 40, 100_000);
  expect(first).toBeLessThanOrEqual(1_250);
  expect(last).toBeGreaterThanOrEqual(1_270);
  expect(last - first).toBeLessThan(60);
});

it("a short list is in the page as a whole", () => {
  expect(rowsInSight(0, 800, 40, 3)).toEqual([0, 3]);
  expect(rowsInSight(90_000, 800, 40, 3)).toEqual([3, 3]);
});

it("keys move within the list and not beyond", () => {
  expect(rowAfter("ArrowDown", -1, 3, 10)).toBe(0);
  expect(rowAfter("ArrowDown", 2, 3, 10)).toBe(2);
  expect(rowAfter("PageUp", 2, 3, 10)).toBe(0);
  expect(rowAfter("End", 0, 3, 10)).toBe(2);
  expect(rowAfter("x", 0, 3, 10)).toBeUndefined();
});
