/** What the tooltip, the line for screen readers and the tables say about a segment, a variant or a fusion. */
import type { FusionView, GeneCopyNumberView, JoinEnd, JoinView, SegmentView } from "@/backend/port";
import type { Words } from "@/wording/words";

/** Digits for the eye; the table of the command keeps them all. */
export function shortNumber(text: string | null, digits = 2): string | null {
  if (text === null) return null;
  const value = Number(text);
  return Number.isFinite(value) ? String(Number(value.toFixed(digits))) : text;
}

export const grouped = (position: number) => position.toLocaleString("en-US");

export const region = ({ chromosome, start, end }: { chromosome: string; start: number; end: number }) => `${chromosome}:${grouped(start)}-${grouped(end)}`;

export function endText(end: JoinEnd | null): string | null {
  if (end === null) return null;
  const side = end.retained === "left" ? " (+)" : end.retained === "right" ? " (-)" : "";
  return `${end.chromosome}:${grouped(end.position)}${side}`;
}

export function segmentValue(segment: SegmentView, { t }: Words): string[] {
  const parts = [
    segment.total !== null && t("structure.value_total", { value: shortNumber(segment.total) ?? "" }),
    segment.minor !== null && t("structure.value_minor", { value: shortNumber(segment.minor) ?? "" }),
    segment.log2_ratio !== null && t("structure.value_log2", { value: shortNumber(segment.log2_ratio) ?? "" }),
    segment.unscaled !== null && t("structure.value_unscaled", { value: shortNumber(segment.unscaled) ?? "" }),
    segment.b_allele_fraction !== null && t("structure.value_allele", { value: shortNumber(segment.b_allele_fraction) ?? "" }),
  ];
  return parts.filter((part) => part !== false);
}

export function segmentWords(segment: SegmentView, words: Words): string {
  const genes = segment.genes.length === 0 ? [] : [segment.genes.slice(0, 8).join(", ") + (segment.genes.length > 8 ? " …" : "")];
  return [region(segment), ...segmentValue(segment, words), ...genes].join(" · ");
}

export function joinWords(join: JoinView, { t, name }: Words): string {
  const reads = join.alternate_reads === null ? null : t("structure.reads", { count: join.alternate_reads });
  const ends = [endText(join.first), endText(join.second)].filter((end) => end !== null).join(" ~ ");
  return [name("structural", join.kind), ends, join.genes.join(", "), reads, join.filter].filter((part) => part !== null && part !== "").join(" · ");
}

export function fusionWords(fusion: FusionView, { t, name }: Words): string {
  const frame = fusion.reading_frame === null ? t("structure.frame_unknown") : name("frame", fusion.reading_frame);
  return [fusion.label, name("rearrangement", fusion.kind), name("basis", fusion.basis), frame].join(" · ");
}

/** Shape first: up, down, or a dash where the file makes no call. */
export function callMark(call: string | null): string {
  switch (call) {
    case "amplification":
      return "▲▲";
    case "gain":
      return "▲";
    case "loss":
      return "▼";
    case "homozygous_deletion":
      return "▼▼";
    default:
      return "";
  }
}

export function geneValue(gene: GeneCopyNumberView): string | null {
  if (gene.value !== null) return gene.value;
  const total = shortNumber(gene.total);
  if (total !== null) return gene.most === null || gene.most === gene.total ? total : `${total}–${shortNumber(gene.most)}`;
  return gene.log2_ratio === null ? null : `log2 ${shortNumber(gene.log2_ratio)}`;
}
