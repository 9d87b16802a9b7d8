/** Segments as paths: thousands of them are three nodes of the page, drawn by shape and found again by place. */
import type { CopyNumberTrack, SegmentView } from "@/backend/port";
import { type Axis, placeOf, type Sight, scaleOf, ticksBetween } from "@/structure/genome_axis";

export type ScaleName = "total" | "log2_ratio" | "unscaled";

/** A segment on the axis; numbers as numbers, only for drawing. */
export type DrawnSegment = { index: number; from: number; to: number; value: number | null; minor: number | null; allele: number | null };

export type ValueAxis = {
  lowest: number;
  highest: number;
  ticks: number[];
  /** The line that a genome without change lies on; a scale that is not told has none. */
  reference: number | null;
};

const number = (text: string | null) => (text === null ? null : Number(text));

export const valueOf = (segment: SegmentView, scale: ScaleName) => segment[scale];

export function drawnSegments(axis: Axis, track: CopyNumberTrack, scale: ScaleName): DrawnSegment[] {
  return track.segments.flatMap((segment, index) => {
    const from = placeOf(axis, segment.chromosome, segment.start);
    const to = placeOf(axis, segment.chromosome, segment.end + 1);
    if (from === undefined || to === undefined) return [];
    return [{ index, from, to, value: number(valueOf(segment, scale)), minor: number(segment.minor), allele: number(segment.b_allele_fraction) }];
  });
}

/** Copies from none to twelve at most, log2 as far up as down: what lies beyond is drawn at the edge and marked. */
export function valueAxis(segments: DrawnSegment[], scale: ScaleName): ValueAxis {
  const values = segments.flatMap(({ value }) => (value === null ? [] : [value]));
  const highest = values.reduce((most, value) => Math.max(most, value), 0);
  const lowest = values.reduce((least, value) => Math.min(least, value), 0);
  if (scale === "total") {
    const top = Math.min(12, Math.max(4, Math.ceil(highest)));
    return { lowest: 0, highest: top, ticks: ticksBetween(0, top, 5), reference: 2 };
  }
  if (scale === "log2_ratio") {
    const reach = Math.min(5, Math.max(1, Math.ceil(Math.max(highest, -lowest))));
    return { lowest: -reach, highest: reach, ticks: ticksBetween(-reach, reach, 4), reference: 0 };
  }
  const top = highest > lowest ? highest : lowest + 1;
  return { lowest, highest: top, ticks: ticksBetween(lowest, top, 4), reference: null };
}

export type SegmentPaths = { lines: string; minor: string; above: string; below: string; beyond: string };

const LEAST_PIXELS = 1.5;
const round = (value: number) => Math.round(value * 10) / 10;

export function heightOf(axis: ValueAxis, height: number): (value: number) => number {
  const per = height / (axis.highest - axis.lowest || 1);
  return (value) => height - (Math.min(axis.highest, Math.max(axis.lowest, value)) - axis.lowest) * per;
}

export function inSight(segments: DrawnSegment[], sight: Sight): DrawnSegment[] {
  return segments.filter(({ from, to }) => to > sight.from && from < sight.to);
}

export function segmentPaths(segments: DrawnSegment[], sight: Sight, width: number, axis: ValueAxis, height: number): SegmentPaths {
  const x = scaleOf(sight, width);
  const y = heightOf(axis, height);
  const parts = { lines: [] as string[], minor: [] as string[], above: [] as string[], below: [] as string[], beyond: [] as string[] };
  for (const { from, to, value, minor } of inSight(segments, sight)) {
    const left = Math.max(-2, x(from));
    const right = Math.max(left + LEAST_PIXELS, Math.min(width + 2, x(to)));
    const span = `${round(left)} ${round(right)}`.split(" ");
    const bar = (at: number) => `M${span[0]} ${round(at)}H${span[1]}`;
    if (minor !== null && axis.reference === 2) parts.minor.push(bar(y(minor)));
    if (value === null) continue;
    parts.lines.push(bar(y(value)));
    if (axis.reference !== null && value !== axis.reference) {
      (value > axis.reference ? parts.above : parts.below).push(`${bar(y(axis.reference))}V${round(y(value))}H${span[0]}Z`);
    }
    if (value > axis.highest || value < axis.lowest) {
      const middle = (left + right) / 2;
      const [edge, tip] = value > axis.highest ? [8, 1] : [height - 8, height - 1];
      parts.beyond.push(`M${round(middle - 4)} ${edge}H${round(middle + 4)}L${round(middle)} ${tip}Z`);
    }
  }
  const { lines, minor, above, below, beyond } = parts;
  return { lines: lines.join(""), minor: minor.join(""), above: above.join(""), below: below.join(""), beyond: beyond.join("") };
}

/** B-allele fractions and what is left of them to one, as two lines of a path each. */
export function allelePaths(segments: DrawnSegment[], sight: Sight, width: number, height: number): { stated: string; mirrored: string } {
  const x = scaleOf(sight, width);
  const paths = { stated: "", mirrored: "" };
  for (const { from, to, allele } of inSight(segments, sight)) {
    if (allele === null) continue;
    const left = Math.max(-2, x(from));
    const right = Math.max(left + LEAST_PIXELS, Math.min(width + 2, x(to)));
    const bar = (fraction: number) => `M${round(left)} ${round(height * (1 - fraction))}H${round(right)}`;
    paths.stated += bar(allele);
    paths.mirrored += bar(1 - allele);
  }
  return paths;
}

/** The segment at a place of the axis; the later one where two overlap. */
export function segmentAt(segments: DrawnSegment[], place: number): DrawnSegment | undefined {
  return segments.filter(({ from, to }) => place >= from && place < to).at(-1);
}

export type Label = { text: string; x: number; row: number };

/** Puts labels into as few rows as keep them apart; what finds no place in the given rows is left out. */
export function labelRows(wished: { text: string; x: number }[], rows: number, letterPixels = 7): { placed: Label[]; left: number } {
  const ends = Array.from({ length: rows }, () => Number.NEGATIVE_INFINITY);
  const placed: Label[] = [];
  let left = 0;
  for (const { text, x } of [...wished].sort((one, other) => one.x - other.x)) {
    const half = (text.length * letterPixels) / 2;
    const row = ends.findIndex((end) => x - half > end);
    if (row < 0) {
      left += 1;
      continue;
    }
    ends[row] = x + half + 4;
    placed.push({ text, x, row });
  }
  return { placed, left };
}
