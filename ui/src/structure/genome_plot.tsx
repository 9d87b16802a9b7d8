/**
 * Copy number, B-allele fraction and structural variants along the genome. SVG: the segments of a genome are a handful of
 * paths, sharp in print and in any type size. Pointer: drag to magnify, double click to go back. Keys: arrows walk.
 */
import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from "react";
import type { StructureView } from "@/backend/port";
import { isComposing } from "@/shared/shortcuts";
import { arcAt, arcsOf, drawnArcs, fusionArcs } from "@/structure/arcs_layout";
import { drawnSegments, inSight, type ScaleName, segmentAt, valueAxis } from "@/structure/copy_number_layout";
import { callMark, fusionWords, joinWords, segmentWords } from "@/structure/describe";
import { type Axis, held, placeOf, type Sight, sightOf, whereIs, wholeOf, zoomed } from "@/structure/genome_axis";
import { AlleleLayer, ArcLayer, ArcNames, AxisLayer, ChromosomeGrid, CopyNumberLayer, GeneLayer, type GeneMark, ValueGrid } from "@/structure/plot_parts";
import { useWords } from "@/wording/words";

export type Chosen = { kind: "segment" | "join" | "fusion"; index: number } | null;

type Props = {
  view: StructureView;
  axis: Axis;
  track: number;
  scale: ScaleName;
  sight: Sight;
  onSight: (sight: Sight) => void;
  chosen: Chosen;
  onChosen: (chosen: Chosen) => void;
  withFiltered: boolean;
};

const LEFT = 46;
const RIGHT = 12;
const ARCS = 104;
const COPIES = 190;
const ALLELES = 84;
const GAP = 38;

function useWidth() {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(900);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(Math.max(320, element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { frame, width: width - LEFT - RIGHT };
}

function useGeometry(props: Props) {
  const { view, axis, sight } = props;
  const track = view.tracks[props.track] ?? null;
  const segments = useMemo(() => (track === null ? [] : drawnSegments(axis, track, props.scale)), [axis, track, props.scale]);
  const values = useMemo(() => valueAxis(inSight(segments, sight), props.scale), [segments, sight, props.scale]);
  const arcs = useMemo(() => [...arcsOf(axis, view.joins).map((arc) => ({ ...arc, of: "join" as const })), ...fusionArcs(axis, view.fusions).map((arc) => ({ ...arc, of: "fusion" as const }))], [axis, view]);
  const genes = useMemo((): GeneMark[] => {
    const called = view.genes.filter(({ call, place }) => place !== null && call !== null && call !== "neutral");
    return called.flatMap(({ gene, call, place }) => {
      const at = place === null ? undefined : placeOf(axis, place.chromosome, (place.start + place.end) / 2);
      return at === undefined ? [] : [{ gene, place: at, mark: callMark(call) }];
    });
  }, [axis, view.genes]);
  const shown = props.withFiltered ? arcs : arcs.filter(({ filtered }) => !filtered);
  return { track, segments, values, arcs: shown, genes };
}

export function GenomePlot(props: Props) {
  const words = useWords();
  const { t } = words;
  const { view, axis, sight, chosen } = props;
  const { frame, width } = useWidth();
  const { track, segments, values, arcs, genes } = useGeometry(props);
  const [pointer, setPointer] = useState<{ x: number; y: number; drag: number | null } | null>(null);

  const arcHeight = arcs.length > 0 ? ARCS : 0;
  const copyHeight = track === null ? 0 : COPIES;
  const alleleHeight = track?.has_b_allele ? ALLELES : 0;
  const tops = { arcs: 14, copies: 14 + arcHeight + (arcHeight > 0 ? 14 : 0), alleles: 0, axis: 0 };
  tops.alleles = tops.copies + copyHeight + (alleleHeight > 0 ? GAP : 0);
  tops.axis = tops.alleles + alleleHeight + 8;
  const height = tops.axis + 34;

  const drawn = drawnArcs(arcs, sight, width, arcHeight - 8) as (ReturnType<typeof drawnArcs>[number] & { of: "join" | "fusion" })[];
  const base = arcHeight - 6;
  const chosenArc = drawn.find((arc) => chosen !== null && arc.of === chosen.kind && arc.index === chosen.index) ?? null;
  const names = drawn.flatMap((arc) => {
    const text = arc.of === "join" ? (view.joins[arc.index]?.symbols.join("–") ?? "") : (view.fusions[arc.index]?.label ?? "");
    return text === "" ? [] : [{ text, x: (Math.max(0, arc.left) + Math.min(width, arc.right)) / 2, y: base - arc.peak - 4 }];
  });
  const chosenSegment = chosen?.kind === "segment" ? (segments.find(({ index }) => index === chosen.index) ?? null) : null;
  const stated = view.composition?.ploidy ?? null;
  const ploidy = stated === null ? null : Number(stated);

  const wordsOf = (what: Chosen): string => {
    if (what === null) return "";
    const [segment, join, fusion] = [track?.segments[what.index], view.joins[what.index], view.fusions[what.index]];
    if (what.kind === "segment") return segment === undefined ? "" : segmentWords(segment, words);
    if (what.kind === "join") return join === undefined ? "" : joinWords(join, words);
    return fusion === undefined ? "" : fusionWords(fusion, words);
  };

  const placeAt = (x: number) => sight.from + (x / width) * (sight.to - sight.from);
  const under = (x: number, y: number): Chosen => {
    if (arcHeight > 0 && y < tops.copies - 2) {
      const arc = arcAt(drawn, base, x, y - tops.arcs) as (typeof drawn)[number] | undefined;
      return arc === undefined ? null : { kind: arc.of, index: arc.index };
    }
    const found = segmentAt(segments, placeAt(x));
    return found === undefined || y > tops.axis ? null : { kind: "segment", index: found.index };
  };
  const at = (event: PointerEvent) => {
    const bounds = event.currentTarget.getBoundingClientRect();
    return { x: Math.max(0, Math.min(width, event.clientX - bounds.left - LEFT)), y: event.clientY - bounds.top };
  };
  const released = (event: PointerEvent) => {
    const here = at(event);
    const from = pointer?.drag ?? here.x;
    setPointer({ ...here, drag: null });
    if (Math.abs(from - here.x) > 6) props.onSight(held(axis, { from: placeAt(Math.min(from, here.x)), to: placeAt(Math.max(from, here.x)) }));
    else props.onChosen(under(here.x, here.y));
  };

  const pressed = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent) || event.ctrlKey || event.altKey || event.metaKey) return;
    const seen = inSight(segments, sight);
    const lists = { segment: seen.map(({ index }) => ({ kind: "segment" as const, index })), join: drawn.map(({ of, index }) => ({ kind: of, index })) };
    const list = chosen?.kind === "segment" || (chosen === null && lists.segment.length > 0) ? lists.segment : lists.join;
    const here = list.findIndex((item) => chosen !== null && item.kind === chosen.kind && item.index === chosen.index);
    const step = (by: number) => props.onChosen(list[Math.max(0, Math.min(list.length - 1, here < 0 ? 0 : here + by))] ?? null);
    const chromosome = (by: number) => {
      const now = whereIs(axis, (sight.from + sight.to) / 2)?.chromosome;
      const whole = sight.to - sight.from >= axis.length;
      const next = axis.chromosomes[whole ? (by > 0 ? 0 : axis.chromosomes.length - 1) : axis.chromosomes.findIndex(({ name }) => name === now) + by];
      if (next !== undefined) props.onSight(sightOf(axis, { chromosome: next.name, start: 1, end: next.length }, 0) ?? sight);
    };
    const keys: Record<string, () => void> = {
      ArrowRight: () => step(1),
      ArrowLeft: () => step(-1),
      ArrowDown: () => props.onChosen(lists.segment[0] ?? null),
      ArrowUp: () => props.onChosen(lists.join[0] ?? null),
      PageDown: () => chromosome(1),
      PageUp: () => chromosome(-1),
      Home: () => props.onSight(wholeOf(axis)),
      Enter: () => zoomTo(),
      "+": () => props.onSight(zoomed(axis, sight, 2)),
      "-": () => props.onSight(zoomed(axis, sight, 0.5)),
    };
    const run = keys[event.key];
    if (run === undefined) return;
    event.preventDefault();
    run();
  };
  const zoomTo = () => {
    const segment = chosenSegment === null ? undefined : track?.segments[chosenSegment.index];
    if (segment !== undefined) props.onSight(sightOf(axis, segment) ?? sight);
    else if (chosenArc !== null) {
      const [from, to] = [Math.min(chosenArc.from, chosenArc.to ?? chosenArc.from), Math.max(chosenArc.from, chosenArc.to ?? chosenArc.from)];
      props.onSight(held(axis, { from: from - (to - from) / 4 - 20_000, to: to + (to - from) / 4 + 20_000 }));
    }
  };

  const hovered = pointer === null || pointer.drag !== null ? null : under(pointer.x, pointer.y);
  const hint = wordsOf(hovered);
  return (
    <div className="genome-plot" ref={frame}>
      <svg
        width={width + LEFT + RIGHT}
        height={height}
        viewBox={`0 0 ${width + LEFT + RIGHT} ${height}`}
        role="application"
        aria-roledescription={t("structure.plot_role")}
        aria-label={t("structure.plot_label", { segments: track?.segments.length ?? 0, joins: view.joins.length })}
        aria-describedby="structure-readout"
        tabIndex={0}
        onKeyDown={pressed}
        onPointerMove={(event) => setPointer({ ...at(event), drag: pointer?.drag ?? null })}
        onPointerDown={(event) => setPointer({ ...at(event), drag: at(event).x })}
        onPointerUp={released}
        onPointerLeave={() => setPointer(null)}
        onDoubleClick={() => props.onSight(wholeOf(axis))}
      >
        <defs>
          <pattern id="below-hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line y2="5" className="hatch" />
          </pattern>
          <clipPath id="plot-clip">
            <rect x={-4} y={-14} width={width + 8} height={height} />
          </clipPath>
        </defs>
        <g transform={`translate(${LEFT} 0)`}>
          <g transform={`translate(0 ${tops.copies})`}>
            <ChromosomeGrid axis={axis} sight={sight} width={width} height={tops.axis - tops.copies} />
          </g>
          {arcHeight > 0 && (
            <g transform={`translate(0 ${tops.arcs})`} clipPath="url(#plot-clip)">
              <line className="arc-base" x2={width} y1={base} y2={base} />
              <ArcLayer arcs={drawn} base={base} chosen={chosenArc} />
              <ArcNames names={names} width={width} />
            </g>
          )}
          {track !== null && (
            <g transform={`translate(0 ${tops.copies})`}>
              <ValueGrid axis={values} width={width} height={copyHeight} label={(tick) => String(Number(tick.toFixed(2)))} />
              <g clipPath="url(#plot-clip)">
                <CopyNumberLayer segments={segments} values={values} sight={sight} width={width} height={copyHeight} ploidy={ploidy} chosen={chosenSegment} />
              </g>
              <GeneLayer genes={genes} sight={sight} width={width} />
            </g>
          )}
          {alleleHeight > 0 && (
            <g transform={`translate(0 ${tops.alleles})`}>
              <text className="panel-name" x={0} y={-9}>
                {t("structure.allele_panel")}
              </text>
              <ValueGrid axis={{ lowest: 0, highest: 1, ticks: [0, 0.5, 1], reference: 0.5 }} width={width} height={alleleHeight} label={String} />
              <g clipPath="url(#plot-clip)">
                <AlleleLayer segments={segments} sight={sight} width={width} height={alleleHeight} />
              </g>
            </g>
          )}
          <g transform={`translate(0 ${tops.axis})`}>
            <AxisLayer axis={axis} sight={sight} width={width} bands={view.cytobands} />
          </g>
          {pointer !== null && pointer.drag !== null && Math.abs(pointer.drag - pointer.x) > 3 && (
            <rect className="brush" x={Math.min(pointer.drag, pointer.x)} width={Math.abs(pointer.drag - pointer.x)} height={tops.axis} />
          )}
          {pointer !== null && pointer.drag === null && <line className="cursor" x1={pointer.x} x2={pointer.x} y2={tops.axis} />}
        </g>
      </svg>
      {hint !== "" && pointer !== null && (
        <div className={`plot-tooltip ${pointer.x > width / 2 ? "leftward" : ""}`} style={{ left: pointer.x + LEFT, top: pointer.y }} aria-hidden="true">
          {hint}
        </div>
      )}
      <p id="structure-readout" className="plot-readout" role="status">
        {wordsOf(chosen) || t("structure.plot_keys")}
      </p>
    </div>
  );
}
