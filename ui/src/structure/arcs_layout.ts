/** Structural variants as arcs over the axis. Kinds differ by colour, by stroke and by the mark at the feet. */
import type { FusionView, JoinEnd, JoinView } from "@/backend/port";
import { type Axis, placeOf, type Sight, scaleOf } from "@/structure/genome_axis";

export type Arc = { index: number; kind: string; from: number; to: number | null; filtered: boolean };

/** Kinds in the order of the legend. */
export const KINDS = ["deletion", "duplication", "inversion", "translocation", "insertion", "copy_number", "breakend"] as const;

export function placeOfEnd(axis: Axis, end: JoinEnd | null): number | undefined {
  return end === null ? undefined : placeOf(axis, end.chromosome, end.position);
}

/** A variant whose first end is on no chromosome has no arc; one with a single end has a foot only. */
export function arcsOf(axis: Axis, joins: Pick<JoinView, "kind" | "first" | "second" | "filtered">[]): Arc[] {
  return joins.flatMap(({ kind, first, second, filtered }, index) => {
    const from = placeOfEnd(axis, first);
    if (from === undefined) return [];
    return [{ index, kind, from, to: placeOfEnd(axis, second) ?? null, filtered }];
  });
}

/** Fusions of transcripts with both breakpoints, drawn beside those of DNA. */
export function fusionArcs(axis: Axis, fusions: Pick<FusionView, "basis" | "partners">[]): Arc[] {
  return fusions.flatMap(({ basis, partners }, index) => {
    if (basis === "breakends") return [];
    const [from, to] = partners.map(({ end }) => placeOfEnd(axis, end));
    return from === undefined || to === undefined ? [] : [{ index, kind: "fusion", from, to, filtered: false }];
  });
}

export type DrawnArc = Arc & { left: number; right: number; peak: number };

const LEAST_PEAK = 14;

/** Feet and height in pixels; arcs with no foot in sight and none over it are left out. */
export function drawnArcs(arcs: Arc[], sight: Sight, width: number, height: number): DrawnArc[] {
  const x = scaleOf(sight, width);
  const seen = sight.to - sight.from;
  return arcs.flatMap((arc) => {
    const [low, high] = [Math.min(arc.from, arc.to ?? arc.from), Math.max(arc.from, arc.to ?? arc.from)];
    if (high < sight.from || low > sight.to) return [];
    const share = Math.min(1, (high - low) / seen);
    const peak = arc.to === null ? LEAST_PEAK : LEAST_PEAK + Math.sqrt(share) * (height - LEAST_PEAK - 4);
    return [{ ...arc, left: x(low), right: x(high), peak }];
  });
}

const round = (value: number) => Math.round(value * 10) / 10;

/** One path for all arcs of a look. The control point lies over the middle, so the peak is half of its height. */
export function arcPath(arcs: DrawnArc[], base: number): string {
  return arcs
    .map(({ left, right, peak, to }) =>
      to === null ? `M${round(left)} ${base}V${round(base - peak)}` : `M${round(left)} ${base}Q${round((left + right) / 2)} ${round(base - 2 * peak)} ${round(right)} ${base}`,
    )
    .join("");
}

/** The arc whose line passes nearest to a point, within reach. */
export function arcAt(arcs: DrawnArc[], base: number, x: number, y: number, reach = 6): DrawnArc | undefined {
  let best: DrawnArc | undefined;
  let least = reach;
  for (const arc of arcs) {
    const width = arc.right - arc.left;
    const share = width > 0 ? Math.min(1, Math.max(0, (x - arc.left) / width)) : 0;
    const height = arc.to === null || width < 2 ? Math.min(Math.max(0, base - y), arc.peak) : 4 * arc.peak * share * (1 - share);
    const aside = x < arc.left ? arc.left - x : x > arc.right ? x - arc.right : 0;
    const far = Math.hypot(aside, base - height - y);
    if (far < least) [best, least] = [arc, far];
  }
  return best;
}
