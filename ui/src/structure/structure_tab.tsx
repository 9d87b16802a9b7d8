/** The tab of structure and copy number of a case: what is known of the sample, the picture, the fusions, the tables, and what is not known. */
import { useMemo, useState } from "react";
import { apiErrorOf } from "@/backend/context";
import type { CompositionView, StructureView } from "@/backend/port";
import { Button, SearchField, Segments, Tick } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { useShortcuts } from "@/shared/shortcuts";
import { Card, Empty, Remark, Waiting } from "@/shared/surfaces";
import { KINDS } from "@/structure/arcs_layout";
import type { ScaleName } from "@/structure/copy_number_layout";
import { region, shortNumber } from "@/structure/describe";
import { FusionDrawing } from "@/structure/fusion_drawing";
import { type Axis, axisOf, held, type Sight, sightOf, type Stretch, stretchOf, whereIs, wholeOf, zoomed } from "@/structure/genome_axis";
import { type Chosen, GenomePlot } from "@/structure/genome_plot";
import { useFindGene, useStructure } from "@/structure/queries";
import { StructureTables, type TableName } from "@/structure/structure_tables";
import { useWords } from "@/wording/words";

function Composition({ stated }: { stated: CompositionView }) {
  const { t, name } = useWords();
  const facts = [
    stated.purity_percent !== null && t("structure.purity", { percent: stated.purity_percent }),
    stated.ploidy !== null && t("structure.ploidy", { ploidy: shortNumber(stated.ploidy) ?? "" }),
    stated.whole_genome_doubling === true && t("structure.doubled"),
  ].filter((fact) => fact !== false);
  const look = stated.fit === "failed" ? "against" : stated.fit === "warned" ? "caution" : "";
  return (
    <span className="composition">
      <strong>{facts.join(" · ")}</strong>
      <span className={`badge ${look}`}>
        {stated.caller} {name("fit", stated.fit)}
        {stated.fit_words !== null && stated.fit !== "passed" ? ` (${stated.fit_words})` : ""}
      </span>
    </span>
  );
}

function Legend({ view, scale }: { view: StructureView; scale: ScaleName | null }) {
  const { t, name } = useWords();
  const kinds = KINDS.filter((kind) => view.joins.some((join) => join.kind === kind));
  const withFusion = view.fusions.some(({ basis }) => basis !== "breakends");
  const sample = (className: string, d: string) => (
    <svg width={26} height={12} aria-hidden="true">
      <path className={className} d={d} />
    </svg>
  );
  return (
    <ul className="plot-legend" aria-label={t("structure.legend")}>
      {scale !== null && scale !== "unscaled" && (
        <>
          <li>
            <svg width={16} height={12} aria-hidden="true">
              <rect className="legend-above" width={16} height={12} />
            </svg>
            {t(scale === "total" ? "structure.above_two" : "structure.above_zero")}
          </li>
          <li>
            <svg width={16} height={12} aria-hidden="true">
              <rect className="legend-below" width={16} height={12} />
            </svg>
            {t(scale === "total" ? "structure.below_two" : "structure.below_zero")}
          </li>
        </>
      )}
      {scale === "total" && (
        <li>
          {sample("legend-minor", "M0 6H26")}
          {t("structure.minor")}
        </li>
      )}
      {[...kinds, ...(withFusion ? ["fusion"] : [])].map((kind) => (
        <li key={kind} className={`arc ${kind}`}>
          {sample("", "M1 11Q13 -9 25 11")}
          {kind === "fusion" ? t("structure.rna_fusion") : name("structural", kind)}
        </li>
      ))}
    </ul>
  );
}

/** Where to look: a chromosome, a region or a gene. */
function Finder({ caseId, axis, onFound }: { caseId: string; axis: Axis; onFound: (stretch: Stretch) => void }) {
  const { t } = useWords();
  const findGene = useFindGene(caseId);
  const [text, setText] = useState("");
  const [missing, setMissing] = useState<string | null>(null);
  const go = async () => {
    const wanted = text.trim();
    if (wanted === "") return;
    const stretch = stretchOf(axis, wanted) ?? (await findGene(wanted));
    setMissing(stretch === null ? wanted : null);
    if (stretch !== null) onFound(stretch);
  };
  return (
    <form
      className="finder"
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      <SearchField id="structure-search" label={t("structure.search")} placeholder={t("structure.search_short")} value={text} onChange={setText} keyHint="/" />
      <Button type="submit" size="small">
        {t("structure.go")}
      </Button>
      <span className="finder-missing" role="status">
        {missing !== null && t("structure.gene_missing", { gene: missing })}
      </span>
    </form>
  );
}

function sightWords(axis: Axis, sight: Sight, whole: string): string {
  if (sight.to - sight.from >= axis.length) return whole;
  const [from, to] = [whereIs(axis, sight.from), whereIs(axis, sight.to - 1)];
  if (from === undefined || to === undefined) return whole;
  if (from.chromosome === to.chromosome) return region({ chromosome: from.chromosome, start: from.position, end: to.position });
  return `${from.chromosome} – ${to.chromosome}`;
}

function Shown({ caseId, view }: { caseId: string; view: StructureView }) {
  const { t, say, name } = useWords();
  const axis = useMemo(() => axisOf(view.chromosomes), [view.chromosomes]);
  const [wished, setSight] = useState<Sight | null>(null);
  const [chosen, setChosen] = useState<Chosen>(null);
  const [track, setTrack] = useState(0);
  const [scaleWish, setScale] = useState<ScaleName | null>(null);
  const [withFiltered, setWithFiltered] = useState(false);
  const [table, setTable] = useState<TableName>(view.tracks.length > 0 ? "segments" : view.genes.length > 0 ? "genes" : view.joins.length > 0 ? "joins" : "fusions");

  const sight = wished ?? wholeOf(axis);
  const scales = (view.tracks[track]?.scales ?? []) as ScaleName[];
  const scale = scaleWish !== null && scales.includes(scaleWish) ? scaleWish : (scales[0] ?? null);
  const filtered = view.joins.filter((join) => join.filtered).length;
  const hasPicture = axis.length > 0 && (view.tracks.length > 0 || view.joins.length > 0 || view.fusions.some(({ partners }) => partners.every(({ end }) => end !== null)));
  const go = (stretches: Stretch[]) => {
    const sights = stretches.flatMap((stretch) => sightOf(axis, stretch) ?? []);
    const first = sights[0];
    if (first === undefined) return;
    const apart = stretches.some(({ chromosome }) => chromosome !== stretches[0]?.chromosome);
    const [from, to] = [Math.min(...sights.map(({ from }) => from)), Math.max(...sights.map(({ to }) => to))];
    const margin = sights.length > 1 ? (to - from) * 0.1 : 0;
    setSight(apart ? wholeOf(axis) : held(axis, { from: from - margin, to: to + margin }));
  };
  const choose = (next: Chosen) => {
    setChosen(next);
    if (next !== null) setTable(next.kind === "segment" ? "segments" : next.kind === "join" ? "joins" : "fusions");
  };
  useShortcuts("tab.structure", [
    { keys: "/", label: "structure.search", run: () => document.getElementById("structure-search")?.focus() },
    { keys: "0", label: "structure.whole", run: () => setSight(null) },
    { keys: "+", label: "structure.nearer", run: () => setSight(zoomed(axis, sight, 2)) },
    { keys: "-", label: "structure.farther", run: () => setSight(zoomed(axis, sight, 0.5)) },
  ]);
  const drawnFusions = view.fusions.filter(({ kind }) => kind === "fusion");
  const nothing = view.tracks.length + view.genes.length + view.joins.length + view.fusions.length === 0;
  return (
    <div className="page-body structure stack">
      {view.notes.length > 0 && (
        <div className="structure-notes">
          {view.notes.map((note) => (
            <Remark key={note.code} tone={note.code === "structure_composition_failed" ? "against" : "caution"}>
              {say(note)}
            </Remark>
          ))}
        </div>
      )}
      {nothing && <Empty icon="question" title={t("structure.nothing")} />}
      {hasPicture && (
        <Card title={t("structure.picture")} aside={view.composition === null ? <span className="quiet">{t("structure.no_composition")}</span> : <Composition stated={view.composition} />}>
          <div className="plot-tools">
            <Finder caseId={caseId} axis={axis} onFound={(stretch) => go([stretch])} />
            <label className="chromosome-choice">
              <span>{t("structure.chromosome")}</span>
              <select
                className="input"
                value={sight.to - sight.from >= axis.length ? "" : (whereIs(axis, (sight.from + sight.to) / 2)?.chromosome ?? "")}
                onChange={({ target }) => {
                  const found = axis.chromosomes.find((known) => known.name === target.value);
                  setSight(found === undefined ? null : (sightOf(axis, { chromosome: found.name, start: 1, end: found.length }, 0) ?? null));
                }}
              >
                <option value="">{t("structure.whole")}</option>
                {axis.chromosomes.map(({ name: chromosome }) => (
                  <option key={chromosome} value={chromosome}>
                    {chromosome}
                  </option>
                ))}
              </select>
            </label>
            <div className="row">
              <Button size="small" look="quiet" onPress={() => setSight(zoomed(axis, sight, 2))} aria-label={t("structure.nearer")}>
                +
              </Button>
              <Button size="small" look="quiet" onPress={() => setSight(zoomed(axis, sight, 0.5))} aria-label={t("structure.farther")}>
                −
              </Button>
              <Button size="small" look="quiet" onPress={() => setSight(null)} keyHint="0">
                {t("structure.whole")}
              </Button>
            </div>
            {scales.length > 1 && scale !== null && <Segments label={t("structure.scale")} choices={scales.map((value) => ({ value, label: name("scale", value) }))} value={scale} onChange={setScale} />}
            {view.tracks.length > 1 && <Segments label={t("structure.file")} choices={view.tracks.map(({ file }, index) => ({ value: String(index), label: file }))} value={String(track)} onChange={(value) => setTrack(Number(value))} />}
            {filtered > 0 && (
              <Tick isSelected={withFiltered} onChange={setWithFiltered}>
                {t("structure.with_filtered", { count: filtered })}
              </Tick>
            )}
          </div>
          <div className="plot-head">
            <span className="panel-name">{scale === null ? t("structure.no_segments") : name("scale", scale)}</span>
            <span className="notation">{`${view.assembly} ${sightWords(axis, sight, t("structure.whole"))}`}</span>
          </div>
          <GenomePlot view={view} axis={axis} track={track} scale={scale ?? "total"} sight={sight} onSight={setSight} chosen={chosen} onChosen={choose} withFiltered={withFiltered} />
          <Legend view={view} scale={scale} />
        </Card>
      )}
      {drawnFusions.length > 0 && (
        <Card title={t("structure.fusions")}>
          <div className="stack">
            {drawnFusions.map((fusion) => (
              <FusionDrawing key={`${fusion.label} ${fusion.basis} ${fusion.file} ${fusion.line}`} fusion={fusion} />
            ))}
          </div>
        </Card>
      )}
      {!nothing && (
        <Card title={t("structure.tables")}>
          <StructureTables view={view} track={track} table={table} onTable={setTable} chosen={chosen} onChosen={setChosen} onGo={go} />
        </Card>
      )}
    </div>
  );
}

export function StructureTab({ caseId }: { caseId: string }) {
  const { t } = useWords();
  const found = useStructure(caseId);
  if (found.isPending) return <Waiting label={t("structure.reading")} />;
  if (found.isError) {
    return (
      <div className="page-body">
        <Failure error={apiErrorOf(found.error)} />
      </div>
    );
  }
  return <Shown caseId={caseId} view={found.data} />;
}
