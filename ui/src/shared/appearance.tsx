/** How the window looks, remembered on this machine: scheme, type size, language. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import type { Language } from "@/wording/words";

export type Appearance = {
  scheme: "system" | "light" | "dark";
  typeSize: "normal" | "large" | "largest";
  language: Language;
};

const DEFAULT: Appearance = { scheme: "system", typeSize: "normal", language: "ja" };
const PLACE = "shirube.appearance";

function remembered(): Appearance {
  try {
    return { ...DEFAULT, ...(JSON.parse(localStorage.getItem(PLACE) ?? "{}") as Partial<Appearance>) };
  } catch {
    return DEFAULT;
  }
}

type Chosen = { appearance: Appearance; choose: (change: Partial<Appearance>) => void };
const Context = createContext<Chosen>({ appearance: DEFAULT, choose: () => undefined });

export function AppearanceProvider({ children }: { children: ReactNode }) {
  const [appearance, setAppearance] = useState(remembered);
  useEffect(() => {
    const root = document.documentElement;
    root.lang = appearance.language;
    root.dataset.scheme = appearance.scheme;
    root.dataset.typeSize = appearance.typeSize;
    localStorage.setItem(PLACE, JSON.stringify(appearance));
  }, [appearance]);
  const chosen = useMemo<Chosen>(
    () => ({ appearance, choose: (change) => setAppearance((before) => ({ ...before, ...change })) }),
    [appearance],
  );
  return <Context value={chosen}>{children}</Context>;
}

export const useAppearance = () => useContext(Context);
