/** A made-up genome for the tab of structure: segments, structural variants and one fusion with invented exons. */
import type { Backend, FusionPartner, JoinView, SegmentView, StructureView } from "@/backend/port";

const LENGTHS = [249, 242, 198, 190, 182, 171, 159, 145, 138, 134, 135, 133, 114, 107, 102, 90, 83, 80, 59, 64, 47, 51, 156].map((millions) => millions * 1_000_000);
const nameOf = (index: number) => (index === 22 ? "X" : String(index + 1));

function segmentsOf(index: number): SegmentView[] {
  const length = LENGTHS[index] ?? 0;
  const totals = index % 5 === 2 ? [1, 3] : index % 7 === 6 ? [2, 9, 2] : [2];
  return totals.map((total, place) => ({
    chromosome: nameOf(index),
    start: Math.floor((length / totals.length) * place) + 1,
    end: Math.floor((length / totals.length) * (place + 1)),
    total: String(total),
    minor: String(total === 1 ? 0 : 1),
    log2_ratio: null,
    unscaled: null,
    b_allele_fraction: String(total === 1 ? 1 : 1 - 1 / total),
    markers: 1000,
    genes: total === 9 ? ["EGFR"] : [],
    line: index + 2,
  }));
}

const end = (chromosome: string, position: number) => ({ chromosome, position, retained: "left", interval: null });

function join(kind: string, first: [string, number], second: [string, number], filtered = false): JoinView {
  return {
    kind,
    first: end(...first),
    second: end(...second),
    pairing: "one_record",
    length_bases: null,
    imprecise: false,
    genes: kind === "inversion" ? ["EML4 intron 13/22", "ALK intron 19/28"] : [],
    symbols: kind === "inversion" ? ["EML4", "ALK"] : [],
    genes_inside: 0,
    filter: filtered ? "MinSomaticScore" : "PASS",
    filtered,
    origin: "somatic",
    alternate_reads: 22,
    depth_reads: 90,
    vaf_percent: "24.4",
    formula: "FORMAT/{PR,SR}",
    identifier: null,
    file: "MADE-UP.manta.vcf",
    line: 60,
  };
}

/** Exons of equal, invented length. */
function partner(side: string, gene: string, count: number, after: number, domain: [number, number] | null): FusionPartner {
  return {
    side,
    gene,
    end: side === "five_prime" ? end("2", 42_295_516) : end("2", 29_223_528),
    stated_exon: null,
    stated_domains: [],
    transcript: {
      name: `MADE-UP ${gene}`,
      forward: side === "five_prime",
      exons: Array.from({ length: count }, (_, index) => ({ number: index + 1, start: index * 150, end: (index + 1) * 150 })),
      coding_start: 100,
      coding_end: count * 150 - 300,
      domains: domain === null ? [] : [{ name: "Made-up kinase domain", accession: "PF00000", start: domain[0], end: domain[1] }],
    },
    cut: { bases: after * 150, place: "after", exon: after, known_from: "breakpoint" },
  };
}

const VIEW: StructureView = {
  sample: "MADE-UP-T",
  assembly: "GRCh38",
  composition: { caller: "PURPLE", purity_percent: "58", ploidy: "2.4", whole_genome_doubling: false, fit: "passed", fit_words: null },
  chromosomes: LENGTHS.map((length, index) => ({ name: nameOf(index), length, known_from: "header" })),
  cytobands: [],
  tracks: [{ file: "MADE-UP.purple.cnv.somatic.tsv", scales: ["total"], has_b_allele: true, has_minor: true, segments: LENGTHS.flatMap((_, index) => segmentsOf(index)) }],
  genes: [
    {
      gene: "EGFR",
      call: "amplification",
      value: null,
      total: "9",
      most: null,
      minor: "1",
      log2_ratio: null,
      origin: "somatic",
      place: { gene: "EGFR", chromosome: "7", start: 55_019_000, end: 55_212_000, known_from: "segment" },
      file: "MADE-UP.genes.csv",
      line: 2,
    },
  ],
  joins: [join("inversion", ["2", 29_223_528], ["2", 42_295_516]), join("translocation", ["8", 127_000_000], ["14", 37_400_000]), join("deletion", ["17", 2_000_000], ["17", 22_500_000], true)],
  fusions: [
    {
      label: "EML4::ALK",
      kind: "fusion",
      order_stated: true,
      basis: "transcripts",
      partner_unknown: false,
      confidence: "high",
      reading_frame: "in_frame",
      junction_reads: 25,
      spanning_reads: 22,
      supporting_reads: null,
      vaf_percent: null,
      detail: null,
      origin: "somatic",
      partners: [partner("five_prime", "EML4", 23, 13, null), partner("three_prime", "ALK", 29, 19, [3300, 4000])],
      file: "MADE-UP.arriba.tsv",
      line: 2,
    },
  ],
  notes: [{ code: "structure_cytobands_missing", parameters: {} }],
};

const NOTHING: StructureView = {
  ...VIEW,
  composition: null,
  chromosomes: [],
  tracks: [],
  genes: [],
  joins: [],
  fusions: [],
  notes: ["structure_copy_number_not_assessed", "structure_rearrangement_not_assessed"].map((code) => ({ code, parameters: {} })),
};

export const structureCommands: Pick<Backend, "structureView" | "structureGene"> = {
  structureView: async (caseId) => structuredClone(caseId === "nil" ? NOTHING : VIEW),
  structureGene: async (_caseId, gene) => VIEW.genes.find((known) => known.gene === gene.toUpperCase())?.place ?? null,
};
