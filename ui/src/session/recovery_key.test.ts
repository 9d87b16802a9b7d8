import { expect, it } from "vitest";
import { isEndOf } from "@/session/recovery_key";

it("the end of a half is recognised however it is spaced or cased", () => {
  expect(isEndOf("K7QM-4TXD-9WPA-2HRC", "PA2HRC")).toBe(true);
  expect(isEndOf("K7QM-4TXD-9WPA-2HRC", "pa-2hrc")).toBe(true);
  expect(isEndOf("K7QM-4TXD-9WPA-2HRC", "ＰＡ２ＨＲＣ")).toBe(true);
});

it("something else, or too little, is not", () => {
  expect(isEndOf("K7QM-4TXD-9WPA-2HRC", "PA2HRD")).toBe(false);
  expect(isEndOf("K7QM-4TXD-9WPA-2HRC", "2HRC")).toBe(false);
  expect(isEndOf("K7QM-4TXD-9WPA-2HRC", "")).toBe(false);
});
