/** The chromosomes one behind the other on one axis, and the part of it that is in sight. Pure geometry. */
import type { ChromosomeView } from "@/backend/port";

export type Placed = { name: string; length: number; offset: number };
export type Axis = { chromosomes: Placed[]; length: number };

/** A part of the axis, in bases from its beginning. */
export type Sight = { from: number; to: number };

/** A stretch of a chromosome, bases counted from 1. */
export type Stretch = { chromosome: string; start: number; end: number };

/** Nothing is magnified beyond this many bases in sight. */
export const LEAST_SIGHT_BASES = 500;

export function axisOf(chromosomes: Pick<ChromosomeView, "name" | "length">[]): Axis {
  let offset = 0;
  const placed = chromosomes.map(({ name, length }) => {
    const here = { name, length, offset };
    offset += length;
    return here;
  });
  return { chromosomes: placed, length: offset };
}

export const wholeOf = (axis: Axis): Sight => ({ from: 0, to: Math.max(1, axis.length) });

/** Bases from the beginning of the axis to the left edge of a base; nothing for a chromosome that is not on it. */
export function placeOf(axis: Axis, chromosome: string, position: number): number | undefined {
  const found = axis.chromosomes.find(({ name }) => name === chromosome);
  return found === undefined ? undefined : found.offset + Math.max(0, Math.min(found.length, position - 1));
}

/** The chromosome and the base, counted from 1, at a place of the axis. */
export function whereIs(axis: Axis, place: number): { chromosome: string; position: number } | undefined {
  const found = axis.chromosomes.find(({ offset, length }) => place >= offset && place < offset + length) ?? axis.chromosomes.at(-1);
  return found === undefined ? undefined : { chromosome: found.name, position: Math.min(found.length, Math.floor(place - found.offset) + 1) };
}

/** A sight that lies on the axis and is not smaller than can be drawn. */
export function held(axis: Axis, sight: Sight): Sight {
  const width = Math.min(Math.max(sight.to - sight.from, LEAST_SIGHT_BASES), Math.max(1, axis.length));
  const middle = (sight.from + sight.to) / 2;
  const from = Math.max(0, Math.min(axis.length - width, middle - width / 2));
  return { from, to: from + width };
}

/** A stretch with a margin on both sides, so that its surroundings are seen. */
export function sightOf(axis: Axis, { chromosome, start, end }: Stretch, margin = 0.6): Sight | undefined {
  const [from, to] = [placeOf(axis, chromosome, start), placeOf(axis, chromosome, end)];
  if (from === undefined || to === undefined) return undefined;
  const around = Math.max((to - from) * margin, margin > 0 ? 20_000 : 0);
  return held(axis, { from: from - around, to: to + around });
}

export function zoomed(axis: Axis, sight: Sight, factor: number, around = (sight.from + sight.to) / 2): Sight {
  const left = (around - sight.from) / factor;
  const right = (sight.to - around) / factor;
  return held(axis, { from: around - left, to: around + right });
}

export function scaleOf(sight: Sight, width: number): (place: number) => number {
  const perBase = width / (sight.to - sight.from);
  return (place) => (place - sight.from) * perBase;
}

/** Round numbers between two values, about as many as wished. */
export function ticksBetween(from: number, to: number, wished: number): number[] {
  const rough = (to - from) / Math.max(1, wished);
  if (!(rough > 0)) return [];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(from / step);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * step);
}

const REGION = /^(?:chr)?(\w{1,2})(?::([\d,]+)(?:-([\d,]+))?)?$/i;

/** `7`, `chrX`, `17:7,661,779-7,687,550` as a stretch; nothing for other words, which may be genes. */
export function stretchOf(axis: Axis, text: string): Stretch | undefined {
  const [, name = "", from, to] = REGION.exec(text.normalize("NFKC").trim()) ?? [];
  const chromosome = axis.chromosomes.find((known) => known.name.toLowerCase() === name.toLowerCase());
  if (chromosome === undefined) return undefined;
  const number = (digits: string | undefined) => (digits === undefined ? undefined : Number(digits.replaceAll(",", "")));
  const start = number(from) ?? 1;
  const end = number(to) ?? (from === undefined ? chromosome.length : start);
  return start <= end && start <= chromosome.length ? { chromosome: chromosome.name, start, end: Math.min(end, chromosome.length) } : undefined;
}
