/** The filter of the variant table: every choice says how many rows it would show. */
import type { FacetCount, VariantFacets } from "@/backend/port";
import { Button, TextField, Tick } from "@/shared/controls";
import { type Facet, FACETS, FAMILIES, type FilterWish, NO_WISH, type RangeWish, toggled } from "@/variants/record_filter";
import { useWords } from "@/wording/words";

type Props = { wish: FilterWish; onWish: (wish: FilterWish) => void; facets: VariantFacets | undefined };

const RANGES = [
  { key: "frequency", heading: "records.frequency", unit: "%" },
  { key: "vaf", heading: "records.vaf_long", unit: "%" },
  { key: "depth", heading: "records.depth_long", unit: "" },
] as const;

const HEADINGS = {
  impacts: "records.impacts",
  consequences: "records.consequences",
  bins: "records.bins",
  clinical_significances: "records.clinical_significances",
} as const;

function Choices({ facet, counts, chosen, onChosen }: { facet: Facet; counts: FacetCount[]; chosen: string[] | null; onChosen: (chosen: string[] | null) => void }) {
  const { t, name } = useWords();
  const gone = (chosen ?? []).filter((value) => counts.every((count) => count.value !== value)).map((value) => ({ value, count: 0 }));
  return (
    <fieldset className="record-facet">
      <legend>{t(HEADINGS[facet])}</legend>
      {[...counts, ...gone].map(({ value, count }) => (
        <div key={value} className="record-choice">
          <Tick isSelected={chosen?.includes(value) ?? false} onChange={() => onChosen(toggled(chosen, value))}>
            {value === "" ? t("records.not_stated") : name(FAMILIES[facet], value)}
          </Tick>
          <span className="quiet count">{count.toLocaleString("en-US")}</span>
        </div>
      ))}
    </fieldset>
  );
}

function Range({ heading, unit, wish, onWish }: { heading: string; unit: string; wish: RangeWish; onWish: (wish: RangeWish) => void }) {
  const { t } = useWords();
  const of = (end: string) => (unit === "" ? end : `${end} [${unit}]`);
  return (
    <fieldset className="record-facet">
      <legend>{heading}</legend>
      <div className="record-range">
        <TextField label={of(t("records.at_least"))} value={wish.least} onChange={(least) => onWish({ ...wish, least })} inputMode="decimal" />
        <TextField label={of(t("records.at_most"))} value={wish.most} onChange={(most) => onWish({ ...wish, most })} inputMode="decimal" />
      </div>
      <Tick isSelected={wish.notStated} onChange={(notStated) => onWish({ ...wish, notStated })}>
        {t("records.with_not_stated")}
      </Tick>
    </fieldset>
  );
}

export function RecordFilters({ wish, onWish, facets }: Props) {
  const { t } = useWords();
  return (
    <aside className="record-filters" aria-label={t("records.filters")}>
      <div className="record-filters-head">
        <h2>{t("records.filters")}</h2>
        <Button look="quiet" size="small" icon="undo" onPress={() => onWish(NO_WISH)}>
          {t("records.clear")}
        </Button>
      </div>
      <TextField label={t("records.genes")} hint={t("records.genes_hint")} value={wish.genes} onChange={(genes) => onWish({ ...wish, genes })} />
      <TextField label={t("records.region")} placeholder="17:7,661,779-7,687,550" value={wish.region} onChange={(region) => onWish({ ...wish, region })} />
      {RANGES.map(({ key, heading, unit }) => (
        <Range key={key} heading={t(heading)} unit={unit} wish={wish[key]} onWish={(range) => onWish({ ...wish, [key]: range })} />
      ))}
      {FACETS.map((facet) => (
        <Choices
          key={facet}
          facet={facet}
          counts={facets?.[facet] ?? []}
          chosen={wish.chosen[facet]}
          onChosen={(chosen) => onWish({ ...wish, chosen: { ...wish.chosen, [facet]: chosen } })}
        />
      ))}
    </aside>
  );
}
