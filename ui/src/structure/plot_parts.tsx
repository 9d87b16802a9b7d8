/** The parts of the genome plot: axis with bands, arcs, copy number, B-allele fractions. Each draws what layout says. */
import type { CytobandView } from "@/backend/port";
import { arcPath, type DrawnArc, KINDS } from "@/structure/arcs_layout";
import { allelePaths, type DrawnSegment, heightOf, labelRows, segmentPaths, type ValueAxis } from "@/structure/copy_number_layout";
import { type Axis, placeOf, type Sight, scaleOf, ticksBetween } from "@/structure/genome_axis";

/** Marks the feet of arcs, so that kinds differ by shape too. */
function foot(kind: string, x: number, base: number): string {
  switch (kind) {
    case "deletion":
      return `M${x - 3} ${base}l3 5l3 -5z`;
    case "duplication":
      return `M${x - 3} ${base + 5}l3 -5l3 5z`;
    case "inversion":
      return `M${x - 3} ${base}h6v5h-6z`;
    case "fusion":
      return `M${x - 4} ${base + 1}h8M${x - 4} ${base + 4}h8`;
    default:
      return `M${x} ${base}v5`;
  }
}

/** Names of genes at the ends, over the peaks of their arcs. */
export function ArcNames({ names, width }: { names: { text: string; x: number; y: number }[]; width: number }) {
  const { placed } = labelRows(names, 1);
  const y = (text: string, x: number) => names.find((known) => known.text === text && known.x === x)?.y ?? 0;
  return (
    <g className="gene-marks" aria-hidden="true">
      {placed.map(({ text, x }) => (
        <text key={`${text} ${x}`} x={Math.min(width - 4, Math.max(4, x))} y={y(text, x)} textAnchor={x < 40 ? "start" : x > width - 40 ? "end" : "middle"}>
          {text}
        </text>
      ))}
    </g>
  );
}

export function ArcLayer({ arcs, base, chosen }: { arcs: DrawnArc[]; base: number; chosen: DrawnArc | null }) {
  const kinds = [...KINDS, "fusion"];
  return (
    <g className="arcs" aria-hidden="true">
      {kinds.flatMap((kind) =>
        [false, true].map((filtered) => {
          const of = arcs.filter((arc) => arc.kind === kind && arc.filtered === filtered);
          if (of.length === 0) return null;
          const feet = of.flatMap(({ left, right }) => [foot(kind, Math.round(left), base), foot(kind, Math.round(right), base)]).join("");
          return (
            <g key={`${kind}-${filtered}`} className={`arc ${kind} ${filtered ? "filtered" : ""}`}>
              <path d={arcPath(of, base)} />
              <path className="foot" d={feet} />
            </g>
          );
        }),
      )}
      {chosen && <path className={`arc chosen ${chosen.kind}`} d={arcPath([chosen], base)} />}
    </g>
  );
}

type Panel = { sight: Sight; width: number; height: number };

export function ValueGrid({ axis, width, height, label }: { axis: ValueAxis; width: number; height: number; label: (tick: number) => string }) {
  const y = heightOf(axis, height);
  return (
    <g className="value-grid" aria-hidden="true">
      {axis.ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${y(tick)})`}>
          <line x2={width} className={tick === axis.reference ? "reference" : ""} />
          <text x={-6} dy="0.32em" textAnchor="end">
            {label(tick)}
          </text>
        </g>
      ))}
    </g>
  );
}

type CopyNumberProps = Panel & { segments: DrawnSegment[]; values: ValueAxis; ploidy: number | null; chosen: DrawnSegment | null };

export function CopyNumberLayer({ segments, values, sight, width, height, ploidy, chosen }: CopyNumberProps) {
  const paths = segmentPaths(segments, sight, width, values, height);
  const one = chosen === null ? null : segmentPaths([chosen], sight, width, values, height);
  const y = heightOf(values, height);
  return (
    <g className="copy-number" aria-hidden="true">
      <path className="above" d={paths.above} />
      <path className="below" d={paths.below} />
      {ploidy !== null && values.reference === 2 && <line className="ploidy" x2={width} y1={y(ploidy)} y2={y(ploidy)} />}
      <path className="minor" d={paths.minor} />
      <path className="value" d={paths.lines} />
      <path className="beyond" d={paths.beyond} />
      {one && <path className="chosen" d={one.lines} />}
    </g>
  );
}

export function AlleleLayer({ segments, sight, width, height }: Panel & { segments: DrawnSegment[] }) {
  const paths = allelePaths(segments, sight, width, height);
  return (
    <g className="b-allele" aria-hidden="true">
      <path className="mirrored" d={paths.mirrored} />
      <path className="stated" d={paths.stated} />
    </g>
  );
}

export type GeneMark = { gene: string; place: number; mark: string };

/** Genes over the copy number: a mark of its call and its name. */
export function GeneLayer({ genes, sight, width }: { genes: GeneMark[]; sight: Sight; width: number }) {
  const x = scaleOf(sight, width);
  const seen = genes.filter(({ place }) => place >= sight.from && place <= sight.to);
  const { placed } = labelRows(seen.map(({ gene, place, mark }) => ({ text: `${mark} ${gene}`.trim(), x: x(place) })), 2);
  return (
    <g className="gene-marks" aria-hidden="true">
      {placed.map(({ text, x: at, row }) => (
        <text key={`${text} ${at}`} x={Math.min(width - 4, Math.max(4, at))} y={11 + row * 13} textAnchor={at < 30 ? "start" : at > width - 30 ? "end" : "middle"}>
          {text}
        </text>
      ))}
    </g>
  );
}

export function ChromosomeGrid({ axis, sight, width, height }: Panel & { axis: Axis }) {
  const x = scaleOf(sight, width);
  const seen = axis.chromosomes.filter(({ offset, length }) => offset < sight.to && offset + length > sight.from);
  return (
    <g className="chromosome-grid" aria-hidden="true">
      {seen.map(({ name, offset, length }, index) => {
        const [left, right] = [Math.max(0, x(offset)), Math.min(width, x(offset + length))];
        const even = axis.chromosomes.findIndex((known) => known.name === name) % 2 === 1;
        return (
          <g key={name}>
            {even && <rect x={left} width={Math.max(0, right - left)} height={height} />}
            {index > 0 && <line x1={left} x2={left} y2={height} />}
          </g>
        );
      })}
    </g>
  );
}

/** Names of chromosomes while several are seen, positions inside one of them, and bands when they are known. */
export function AxisLayer({ axis, sight, width, bands }: { axis: Axis; sight: Sight; width: number; bands: CytobandView[] }) {
  const x = scaleOf(sight, width);
  const seen = axis.chromosomes.filter(({ offset, length }) => offset < sight.to && offset + length > sight.from);
  const [only] = seen.length === 1 ? seen : [];
  const names = labelRows(
    seen.map(({ name, offset, length }) => ({ text: name, x: (Math.max(0, x(offset)) + Math.min(width, x(offset + length))) / 2 })),
    1,
  ).placed;
  return (
    <g className="axis" aria-hidden="true">
      <BandLayer axis={axis} sight={sight} width={width} bands={bands} named={only !== undefined} />
      {only === undefined
        ? names.map(({ text, x: at }) => (
            <text key={text} className="chromosome" x={at} y={26} textAnchor="middle">
              {text}
            </text>
          ))
        : ticksBetween(sight.from - only.offset, sight.to - only.offset, 8).map((tick) => (
            <g key={tick} transform={`translate(${x(only.offset + tick)} 12)`}>
              <line y2={4} />
              <text y={16} textAnchor="middle">
                {megabases(tick, sight)}
              </text>
            </g>
          ))}
    </g>
  );
}

function megabases(position: number, sight: Sight): string {
  const digits = Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(Math.max(1, sight.to - sight.from) / 1e6))));
  return (position / 1e6).toFixed(digits);
}

function BandLayer({ axis, sight, width, bands, named }: { axis: Axis; sight: Sight; width: number; bands: CytobandView[]; named: boolean }) {
  const x = scaleOf(sight, width);
  const seen = bands.flatMap((band) => {
    const [from, to] = [placeOf(axis, band.chromosome, band.start), placeOf(axis, band.chromosome, band.end + 1)];
    if (from === undefined || to === undefined || to < sight.from || from > sight.to) return [];
    return [{ band, left: Math.max(0, x(from)), right: Math.min(width, x(to)) }];
  });
  return (
    <g className="bands">
      {seen.map(({ band, left, right }) => (
        <g key={`${band.chromosome}${band.name}`}>
          <rect className={`band ${band.stain}`} x={left} width={Math.max(0.5, right - left)} height={10} />
          {named && right - left > band.name.length * 6.5 && (
            <text className={`band-name ${band.stain}`} x={(left + right) / 2} y={8.5} textAnchor="middle">
              {band.name}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}
