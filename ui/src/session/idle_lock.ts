import { useEffect } from "react";

const LOOK_EVERY_MS = 5_000;

/**
 * Locks when nobody has touched key or mouse for some minutes. By the clock, not by a timer alone: a timer stands still
 * while the machine sleeps, and the first touch after that must not find the window open.
 */
export function useIdleLock(minutes: number, lock: () => void) {
  useEffect(() => {
    let touched = Date.now();
    let locked = false;
    const look = () => {
      if (locked || Date.now() - touched < minutes * 60_000) return;
      locked = true;
      lock();
    };
    const touch = () => {
      look();
      touched = Date.now();
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    const signs = ["keydown", "pointerdown", "pointermove", "wheel"] as const;
    for (const sign of signs) window.addEventListener(sign, touch, { passive: true, capture: true });
    return () => {
      clearInterval(timer);
      for (const sign of signs) window.removeEventListener(sign, touch, { capture: true });
    };
  }, [minutes, lock]);
}
