import { expect, it } from "vitest";
import { giverOf, isNamed, NOBODY, relationOf } from "@/consent/giver";

it("nobody has answered until somebody is chosen, and a proxy needs a relation", () => {
  const named = [NOBODY, { who: "person", relation: "" }, { who: "proxy", relation: " " }, { who: "proxy", relation: "mother" }] as const;
  expect(named.map((giver) => isNamed(giver))).toEqual([false, true, false, true]);
});

it("a recorded answer keeps its giver when it is changed; a withdrawal and no answer name nobody", () => {
  expect(giverOf({ wish: "yes", given_by: "proxy", proxy_relation: "mother" })).toEqual({ who: "proxy", relation: "mother" });
  expect(giverOf({ wish: "no", given_by: "person", proxy_relation: null })).toEqual({ who: "person", relation: "" });
  expect(giverOf({ wish: "not_recorded", given_by: null, proxy_relation: null })).toEqual(NOBODY);
  expect(giverOf({ wish: "withdrawn", given_by: "person", proxy_relation: null })).toEqual(NOBODY);
});

it("a relation that was typed before the person was chosen is not sent", () => {
  expect(relationOf({ who: "person", relation: "mother" })).toBeNull();
  expect(relationOf({ who: "proxy", relation: "mother" })).toBe("mother");
});
