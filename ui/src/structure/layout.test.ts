import { describe, expect, it } from "vitest";
import type { CopyNumberTrack, CutView, SegmentView, TranscriptView } from "@/backend/port";
import { arcAt, arcPath, arcsOf, drawnArcs, fusionArcs } from "@/structure/arcs_layout";
import { allelePaths, drawnSegments, heightOf, labelRows, segmentAt, segmentPaths, valueAxis } from "@/structure/copy_number_layout";
import { joinedDrawing, transcriptDrawing } from "@/structure/fusion_layout";
import { axisOf, held, placeOf, scaleOf, sightOf, stretchOf, ticksBetween, whereIs, wholeOf, zoomed } from "@/structure/genome_axis";

const axis = axisOf([
  { name: "1", length: 1_000_000 },
  { name: "2", length: 500_000 },
  { name: "X", length: 100_000 },
]);

const segment = (chromosome: string, start: number, end: number, total: string | null, more: Partial<SegmentView> = {}): SegmentView => ({
  chromosome,
  start,
  end,
  total,
  minor: null,
  log2_ratio: null,
  unscaled: null,
  b_allele_fraction: null,
  markers: null,
  genes: [],
  line: 2,
  ...more,
});
const track = (segments: SegmentView[]): CopyNumberTrack => ({ file: "MADE-UP", scales: ["total"], has_b_allele: false, has_minor: false, segments });

describe("the axis", () => {
  it("puts chromosomes one behind the other and finds the way back", () => {
    expect(placeOf(axis, "2", 1)).toBe(1_000_000);
    expect(whereIs(axis, 1_000_000)).toEqual({ chromosome: "2", position: 1 });
    expect(placeOf(axis, "GL000191.1", 5)).toBeUndefined();
    expect(whereIs(axisOf([]), 5)).toBeUndefined();
  });

  it("a sight never leaves the axis and never shrinks to nothing", () => {
    expect(held(axis, { from: -50, to: 100_000 })).toEqual({ from: 0, to: 100_050 });
    expect(held(axis, { from: 10, to: 10 })).toEqual({ from: 0, to: 500 });
    expect(zoomed(axis, wholeOf(axis), 0.5)).toEqual(wholeOf(axis));
    const near = zoomed(axis, wholeOf(axis), 4, 1_000_000);
    expect(scaleOf(near, 100)(1_000_000)).toBeCloseTo(scaleOf(wholeOf(axis), 100)(1_000_000), 6);
  });

  it("a gene is seen with its surroundings, a chromosome alone", () => {
    expect(sightOf(axis, { chromosome: "2", start: 1, end: 500_000 }, 0)).toEqual({ from: 1_000_000, to: 1_499_999 });
    const gene = sightOf(axis, { chromosome: "1", start: 500_001, end: 501_001 });
    expect(gene).toEqual({ from: 480_000, to: 521_000 });
  });

  it.each([
    ["chr2", { chromosome: "2", start: 1, end: 500_000 }],
    ["x", { chromosome: "X", start: 1, end: 100_000 }],
    ["1:7,000-9,000", { chromosome: "1", start: 7000, end: 9000 }],
    ["１:7000", { chromosome: "1", start: 7000, end: 7000 }],
    ["EGFR", undefined],
    ["3:1-5", undefined],
    ["1:9000-7000", undefined],
    ["1:2000000-2000001", undefined],
  ])("reads %s", (text, stretch) => {
    expect(stretchOf(axis, text)).toEqual(stretch);
  });

  it("ticks are round and lie inside", () => {
    expect(ticksBetween(0, 8, 5)).toEqual([0, 2, 4, 6, 8]);
    expect(ticksBetween(3, 3, 5)).toEqual([]);
  });
});

describe("copy number", () => {
  const values = { lowest: 0, highest: 4, ticks: [], reference: 2 };

  it("what lies above and below the reference line is two shapes, and a value beyond the edge is marked", () => {
    const segments = drawnSegments(axis, track([segment("1", 1, 500_000, "1.0"), segment("1", 500_001, 1_000_000, "3.0"), segment("2", 1, 500_000, "40")]), "total");
    const paths = segmentPaths(segments, { from: 0, to: 1_600_000 }, 160, values, 100);
    expect(paths.lines).toBe("M0 75H50M50 25H100M100 0H150");
    expect(paths.below).toBe("M0 50H50V75H0Z");
    expect(paths.above).toBe("M50 50H100V25H50ZM100 50H150V0H100Z");
    expect(paths.beyond).toContain("125");
  });

  it("a segment without a value is not drawn as zero copies", () => {
    const segments = drawnSegments(axis, track([segment("1", 1, 500_000, null)]), "total");
    expect(segmentPaths(segments, wholeOf(axis), 160, values, 100)).toEqual({ lines: "", minor: "", above: "", below: "", beyond: "" });
  });

  it("a short segment stays visible and what is out of sight is left out", () => {
    const segments = drawnSegments(axis, track([segment("1", 10, 20, "2"), segment("2", 1, 10, "3")]), "total");
    const paths = segmentPaths(segments, { from: 0, to: 1_000_000 }, 100, values, 100);
    expect(paths.lines).toBe("M0 50H1.5");
    expect(segmentPaths(segments, { from: 200_000, to: 300_000 }, 100, values, 100).lines).toBe("");
  });

  it("ten thousand segments are a handful of paths", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => segment("1", index * 100 + 1, index * 100 + 100, String((index % 7) / 2), { minor: "1" }));
    const segments = drawnSegments(axis, track(many), "total");
    const paths = segmentPaths(segments, wholeOf(axis), 1200, valueAxis(segments, "total"), 190);
    expect(segments.length).toBe(10_000);
    expect(Object.values(paths).every((path) => typeof path === "string")).toBe(true);
    expect(paths.lines.split("M")).toHaveLength(10_001);
    expect(segmentAt(segments, 550)?.index).toBe(5);
    expect(segmentAt(segments, 1_200_000)).toBeUndefined();
  });

  it("log2 reaches as far down as up and has its line at nought; a scale that is not told has none", () => {
    const of = (value: string) => drawnSegments(axis, track([segment("1", 1, 100, null, { log2_ratio: value, unscaled: value })]), "log2_ratio");
    expect(valueAxis(of("-2.3"), "log2_ratio")).toMatchObject({ lowest: -3, highest: 3, reference: 0 });
    expect(valueAxis(of("0.8"), "unscaled").reference).toBeNull();
    expect(valueAxis([], "total")).toMatchObject({ lowest: 0, highest: 4 });
    expect(heightOf({ lowest: -3, highest: 3, ticks: [], reference: 0 }, 60)(0)).toBe(30);
  });

  it("allele fractions are drawn as stated and mirrored", () => {
    const segments = drawnSegments(axis, track([segment("1", 1, 500_000, "2", { b_allele_fraction: "0.75" })]), "total");
    expect(allelePaths(segments, { from: 0, to: 1_000_000 }, 100, 80)).toEqual({ stated: "M0 20H50", mirrored: "M0 60H50" });
  });

  it("labels do not overlap, and how many found no place is told", () => {
    const { placed, left } = labelRows([{ text: "AAAA", x: 50 }, { text: "BBBB", x: 55 }, { text: "CCCC", x: 60 }], 2);
    expect(placed.map(({ text, row }) => [text, row])).toEqual([["AAAA", 0], ["BBBB", 1]]);
    expect(left).toBe(1);
  });
});

describe("arcs", () => {
  const end = (chromosome: string, position: number) => ({ chromosome, position, retained: null, interval: null });
  const arcs = arcsOf(axis, [
    { kind: "translocation", first: end("1", 1), second: end("2", 1), filtered: false },
    { kind: "breakend", first: end("1", 500_001), second: null, filtered: false },
    { kind: "deletion", first: end("GL000191.1", 5), second: end("1", 9), filtered: false },
  ]);

  it("one end makes a foot, an end on no chromosome makes nothing", () => {
    expect(arcs.map(({ index, to }) => [index, to])).toEqual([[0, 1_000_000], [1, null]]);
    const drawn = drawnArcs(arcs, { from: 0, to: 1_600_000 }, 160, 90);
    expect(arcPath(drawn, 80)).toMatch(/^M0 80Q50 -?[\d.]+ 100 80M50 80V66$/);
  });

  it("a pointer on the line finds its arc and one under it does not", () => {
    const [whole] = drawnArcs(arcs, { from: 0, to: 1_600_000 }, 160, 90);
    if (whole === undefined) throw new Error("no arc");
    expect(arcAt([whole], 80, 50, 80 - whole.peak)?.index).toBe(0);
    expect(arcAt([whole], 80, 50, 75)).toBeUndefined();
  });

  it("arcs out of sight are left out, those over the sight stay", () => {
    expect(drawnArcs(arcs, { from: 1_200_000, to: 1_600_000 }, 160, 90)).toEqual([]);
    expect(drawnArcs(arcs, { from: 600_000, to: 700_000 }, 160, 90).map(({ index }) => index)).toEqual([0]);
  });

  it("a fusion concluded from breakends has no second arc", () => {
    const partners = [end("1", 5), end("2", 5)].map((place) => ({ side: "", gene: null, end: place, stated_exon: null, stated_domains: [], transcript: null, cut: null }));
    expect(fusionArcs(axis, [{ basis: "breakends", partners }, { basis: "transcripts", partners }]).map(({ index }) => index)).toEqual([1]);
  });
});

describe("a fusion", () => {
  const transcript: TranscriptView = {
    name: "MADE-UP",
    forward: true,
    exons: [
      { number: 1, start: 0, end: 100 },
      { number: 2, start: 100, end: 200 },
      { number: 3, start: 200, end: 300 },
    ],
    coding_start: 50,
    coding_end: 250,
    domains: [{ name: "made up", accession: "PF00000", start: 120, end: 220 }],
  };
  const after = (exon: number): CutView => ({ bases: exon * 100, place: "after", exon, known_from: "breakpoint" });

  it("keeps the exons before the cut of the first gene and behind the cut of the second", () => {
    const kept = (side: "five_prime" | "three_prime") => transcriptDrawing(transcript, side, after(1), 314).exons.map(({ kept }) => kept);
    expect(kept("five_prime")).toEqual(["whole", "lost", "lost"]);
    expect(kept("three_prime")).toEqual(["lost", "whole", "whole"]);
    expect(transcriptDrawing(transcript, "three_prime", null, 314).exons.map(({ kept }) => kept)).toEqual(["unknown", "unknown", "unknown"]);
  });

  it("a cut in an intron stands between its exons, and a domain that is cut is neither whole nor lost", () => {
    const drawing = transcriptDrawing(transcript, "five_prime", after(2), 314);
    const [, second, third] = drawing.exons;
    expect(drawing.cutX).toBeGreaterThan((second?.x ?? 0) + (second?.width ?? 0));
    expect(drawing.cutX).toBeLessThan(third?.x ?? 0);
    expect(drawing.domains[0]?.kept).toBe("part");
    expect(drawing.exons[0]).toMatchObject({ codingX: 50, codingWidth: 50 });
  });

  it("the joined transcript has the exons that stay and fills the width; without a cut there is none", () => {
    const joined = joinedDrawing({ transcript, cut: after(2) }, { transcript, cut: after(2) }, 304);
    expect(joined?.pieces.map(({ side, number }) => `${side} ${number}`)).toEqual(["five_prime 1", "five_prime 2", "three_prime 3"]);
    const last = joined?.pieces.at(-1);
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeCloseTo(304, 6);
    expect(joinedDrawing({ transcript, cut: after(1) }, null, 300)).toBeNull();
  });
});
