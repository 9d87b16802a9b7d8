import { renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useIdleLock } from "@/session/idle_lock";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("locks after the minutes, and a touch begins them anew", () => {
  const lock = vi.fn();
  renderHook(() => useIdleLock(15, lock));
  vi.advanceTimersByTime(14 * 60_000);
  window.dispatchEvent(new Event("pointermove"));
  vi.advanceTimersByTime(14 * 60_000);
  expect(lock).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_000 + 5_000);
  expect(lock).toHaveBeenCalledTimes(1);
});

it("the first touch after the machine slept locks instead of beginning anew", () => {
  const lock = vi.fn();
  renderHook(() => useIdleLock(15, lock));
  // The clock goes on while timers stand still.
  vi.setSystemTime(Date.now() + 60 * 60_000);
  window.dispatchEvent(new Event("keydown"));
  expect(lock).toHaveBeenCalledTimes(1);
});
