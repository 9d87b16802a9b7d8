/** What a person typed into the filter, and what it means to the backend. */
import type { VariantFilter, VariantRange } from "@/backend/port";

export type Facet = "impacts" | "consequences" | "bins" | "clinical_significances";
export const FACETS: Facet[] = ["impacts", "consequences", "bins", "clinical_significances"];

/** The family of names that says the codes of a facet. */
export const FAMILIES: Record<Facet, string> = { impacts: "impact", consequences: "consequence", bins: "bin", clinical_significances: "clinvar" };

export type RangeWish = { least: string; most: string; notStated: boolean };

export type FilterWish = {
  text: string;
  genes: string;
  region: string;
  chosen: Record<Facet, string[] | null>;
  vaf: RangeWish;
  depth: RangeWish;
  frequency: RangeWish;
};

const OPEN_RANGE: RangeWish = { least: "", most: "", notStated: true };

export const NO_WISH: FilterWish = {
  text: "",
  genes: "",
  region: "",
  chosen: { impacts: null, consequences: null, bins: null, clinical_significances: null },
  vaf: OPEN_RANGE,
  depth: OPEN_RANGE,
  frequency: OPEN_RANGE,
};

const plain = (text: string) => text.normalize("NFKC").trim();

/** The fields say "%" beside them, so the sign is added where it was not typed. */
function withSign(text: string, sign: string): string | null {
  const number = plain(text).replace(/%$/, "").trim();
  return number === "" ? null : `${number}${sign}`;
}

function rangeOf(wish: RangeWish, sign: string): VariantRange | null {
  const range = { at_least: withSign(wish.least, sign), at_most: withSign(wish.most, sign), not_stated: wish.notStated };
  return range.at_least === null && range.at_most === null && range.not_stated ? null : range;
}

export function filterOf(wish: FilterWish): VariantFilter {
  const genes = plain(wish.genes).split(/[\s,\u3001]+/).filter((gene) => gene !== "");
  return {
    text: plain(wish.text) || null,
    genes: genes.length === 0 ? null : genes,
    gene_contains: null,
    region: plain(wish.region) || null,
    ...wish.chosen,
    vaf: rangeOf(wish.vaf, "%"),
    depth: rangeOf(wish.depth, ""),
    frequency: rangeOf(wish.frequency, "%"),
  };
}

const withoutSign = (text: string | null | undefined) => (text ?? "").replace(/%$/, "");

function rangeWishOf(range: VariantRange | null | undefined): RangeWish {
  if (!range) return OPEN_RANGE;
  return { least: withoutSign(range.at_least), most: withoutSign(range.at_most), notStated: range.not_stated ?? false };
}

/** The wish that a kept filter came from. */
export function wishOf(filter: VariantFilter): FilterWish {
  return {
    text: filter.text ?? "",
    genes: (filter.genes ?? []).join(" "),
    region: filter.region ?? "",
    chosen: {
      impacts: filter.impacts ?? null,
      consequences: filter.consequences ?? null,
      bins: filter.bins ?? null,
      clinical_significances: filter.clinical_significances ?? null,
    },
    vaf: rangeWishOf(filter.vaf),
    depth: rangeWishOf(filter.depth),
    frequency: rangeWishOf(filter.frequency),
  };
}

/** Adds or removes a choice; without any choice left the condition is gone. */
export function toggled(chosen: string[] | null, value: string): string[] | null {
  if (chosen === null) return [value];
  const next = chosen.includes(value) ? chosen.filter((known) => known !== value) : [...chosen, value];
  return next.length === 0 ? null : next;
}
