/** Two transcripts and what is left of them when they are joined. Exons to scale, introns all of one width. */
import type { CutView, DomainView, TranscriptView } from "@/backend/port";

export type Side = "five_prime" | "three_prime";
export type ExonBox = { number: number; x: number; width: number; kept: "whole" | "part" | "lost" | "unknown"; codingX: number; codingWidth: number };
export type DomainBar = { name: string; accession: string; x: number; width: number; kept: "whole" | "part" | "lost" | "unknown" };
export type TranscriptDrawing = { exons: ExonBox[]; domains: DomainBar[]; cutX: number | null; width: number };

const GAP = 7;

function keptOf(side: Side | null, cut: CutView | null, start: number, end: number): ExonBox["kept"] {
  if (cut === null || side === null) return "unknown";
  const [low, high] = side === "five_prime" ? [0, cut.bases] : [cut.bases, Number.POSITIVE_INFINITY];
  const shared = Math.min(end, high) - Math.max(start, low);
  return shared >= end - start ? "whole" : shared > 0 ? "part" : "lost";
}

/** A whole transcript, with the cut through it; what stays of it is not told where the side is not. */
export function transcriptDrawing(transcript: TranscriptView, side: Side | null, cut: CutView | null, width: number): TranscriptDrawing {
  const bases = transcript.exons.at(-1)?.end ?? 0;
  const gap = Math.min(GAP, width / 3 / Math.max(1, transcript.exons.length - 1));
  const perBase = (width - gap * (transcript.exons.length - 1)) / Math.max(1, bases);
  const x = (base: number) => base * perBase + gap * Math.max(0, transcript.exons.filter(({ start }) => start < base).length - 1);
  const exons = transcript.exons.map(({ number, start, end }, index): ExonBox => {
    const left = start * perBase + gap * index;
    const [from, to] = [Math.max(start, transcript.coding_start ?? end), Math.min(end, transcript.coding_end ?? start)];
    const coding = Math.max(0, to - from);
    return {
      number,
      x: left,
      width: Math.max(0.5, (end - start) * perBase),
      kept: keptOf(side, cut, start, end),
      codingX: left + Math.max(0, from - start) * perBase,
      codingWidth: coding * perBase,
    };
  });
  const domains = transcript.domains.map(({ name, accession, start, end }: DomainView): DomainBar => {
    const left = x(start + 1) + (start === 0 ? 0 : -perBase);
    return { name, accession, x: left, width: Math.max(2, x(end) - left), kept: keptOf(side, cut, start, end) };
  });
  return { exons, domains, cutX: cut === null ? null : cutPlace(cut, transcript, x, gap, perBase), width };
}

/** A cut in an intron stands in the middle of its gap. */
function cutPlace(cut: CutView, transcript: TranscriptView, x: (base: number) => number, gap: number, perBase: number): number {
  if (cut.place === "before_first") return 0;
  const last = cut.place === "after" && cut.exon === transcript.exons.length;
  return x(cut.bases) + (cut.place === "after" && !last ? gap / 2 : 0) + (cut.bases === 0 ? perBase : 0);
}

export type JoinedPiece = { side: Side; number: number; x: number; width: number };

/** The joined transcript: the exons that stay of both, in one row; nothing when a cut is not known. */
export function joinedDrawing(
  five: { transcript: TranscriptView; cut: CutView } | null,
  three: { transcript: TranscriptView; cut: CutView } | null,
  width: number,
): { pieces: JoinedPiece[]; joinX: number } | null {
  if (five === null || three === null) return null;
  const left = five.transcript.exons.filter(({ start }) => start < five.cut.bases).map((exon) => ({ side: "five_prime" as const, number: exon.number, bases: Math.min(exon.end, five.cut.bases) - exon.start }));
  const right = three.transcript.exons.filter(({ end }) => end > three.cut.bases).map((exon) => ({ side: "three_prime" as const, number: exon.number, bases: exon.end - Math.max(exon.start, three.cut.bases) }));
  const all = [...left, ...right];
  const bases = all.reduce((sum, piece) => sum + piece.bases, 0);
  if (bases === 0) return null;
  const gap = Math.min(2, width / 4 / all.length);
  const perBase = (width - gap * (all.length - 1)) / bases;
  let x = 0;
  const pieces = all.map(({ side, number, bases }) => {
    const piece = { side, number, x, width: bases * perBase };
    x += piece.width + gap;
    return piece;
  });
  const first = pieces.find(({ side }) => side === "three_prime");
  return { pieces, joinX: first === undefined ? width : Math.max(0, first.x - gap / 2) };
}
