/** Words of the screens and sentences of the catalogue, in the language that the person chose. */
import { createContext, type ReactNode, useContext, useMemo } from "react";
import catalogueEn from "@catalogue/en.json";
import catalogueJa from "@catalogue/ja.json";
import { fill, type Parameters } from "@/wording/fill";
import screenEn from "@/wording/en.json";
import screenJa from "@/wording/ja.json";
import namesEn from "@/wording/names.en.json";
import namesJa from "@/wording/names.ja.json";

export type Language = "ja" | "en";
export type WordKey = keyof typeof screenJa;

/** A code with parameters, as the backend sends it. */
export type Sayable = { code: string; parameters: Parameters };

export type Words = {
  language: Language;
  /** A word of the screens. */
  t: (key: WordKey, parameters?: Parameters) => string;
  /** The sentence of a message. */
  say: (message: Sayable) => string;
  /** The word for a code of a closed list, such as a role or an access class. */
  name: (family: string, code: string) => string;
  /** The longer explanation of such a code. */
  explain: (family: string, code: string) => string | undefined;
};

const SCREEN: Record<Language, Record<string, string>> = { ja: screenJa, en: screenEn };
const NAMES: Record<Language, Record<string, string>> = { ja: namesJa, en: namesEn };
const CATALOGUE: Record<Language, Record<string, string>> = { ja: catalogueJa, en: catalogueEn };

/** Values that are codes of a closed list, such as a document or a role, are said by name. */
function named(parameters: Parameters, names: Record<string, string>): Parameters {
  return Object.fromEntries(Object.entries(parameters).map(([slot, value]) => [slot, names[`${slot}.${value}`] ?? value]));
}

export function wordsOf(language: Language): Words {
  const catalogue = CATALOGUE[language];
  const names = NAMES[language];
  return {
    language,
    t: (key, parameters) => fill(SCREEN[language][key] ?? key, parameters ?? {}),
    say: ({ code, parameters }) => fill(catalogue[code] ?? names[`message.${code}`] ?? code, named(parameters, names)),
    name: (family, code) => names[`${family}.${code}`] ?? catalogue[`${family}_${code}`] ?? catalogue[code] ?? code,
    explain: (family, code) => names[`${family}.${code}.explained`],
  };
}

const Context = createContext<Words>(wordsOf("ja"));

export function WordsProvider({ language, children }: { language: Language; children: ReactNode }) {
  const words = useMemo(() => wordsOf(language), [language]);
  return <Context value={words}>{children}</Context>;
}

export const useWords = () => useContext(Context);
