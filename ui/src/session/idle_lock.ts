import { useEffect } from "react";

/** Locks when nobody has touched key or mouse for some minutes. */
export function useIdleLock(minutes: number, lock: () => void) {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const restart = () => {
      clearTimeout(timer);
      timer = setTimeout(lock, minutes * 60_000);
    };
    const signs = ["keydown", "pointerdown", "pointermove", "wheel"] as const;
    for (const sign of signs) window.addEventListener(sign, restart, { passive: true });
    restart();
    return () => {
      clearTimeout(timer);
      for (const sign of signs) window.removeEventListener(sign, restart);
    };
  }, [minutes, lock]);
}
