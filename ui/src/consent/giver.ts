/** Who answered, while a form is filled in: nobody is assumed. */
import type { ConsentRow } from "@/backend/port";

export type Giver = { who: "" | "person" | "proxy"; relation: string };

export const NOBODY: Giver = { who: "", relation: "" };

/** Who gave the answer that stands. Who withdrew one is not yet who answers next. */
export function giverOf({ wish, given_by, proxy_relation }: Pick<ConsentRow, "wish" | "given_by" | "proxy_relation">): Giver {
  if (given_by === null || wish === "withdrawn") return NOBODY;
  return proxy_relation === null ? { who: "person", relation: "" } : { who: "proxy", relation: proxy_relation };
}

/** The person, or a proxy with a relation. */
export const isNamed = ({ who, relation }: Giver): boolean => who === "person" || (who === "proxy" && relation.trim() !== "");

/** The relation of a proxy; `null` is the person. */
export const relationOf = ({ who, relation }: Giver): string | null => (who === "proxy" ? relation : null);
