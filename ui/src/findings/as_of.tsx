/** The day for which approvals and trials are looked up: a slider by months, and the day itself. Looking keeps nothing. */
import { Input, Label, Slider, SliderOutput, SliderThumb, SliderTrack, TextField } from "react-aria-components";
import { Button } from "@/shared/controls";
import { dayAfterMonths, monthsOf } from "@/findings/months";
import { shownDay } from "@/shared/dates";
import { useWords } from "@/wording/words";

const FIRST = "2010-01-01";

type Props = { day: string; today: string; matchedOn: string; onDay: (day: string) => void };

export function AsOf({ day, today, matchedOn, onDay }: Props) {
  const { t } = useWords();
  return (
    <div className="as-of">
      <Slider
        className="as-of-slider"
        minValue={0}
        maxValue={monthsOf(FIRST, today)}
        value={monthsOf(FIRST, day)}
        onChange={(months) => onDay(dayAfterMonths(FIRST, months, today))}
      >
        <Label>{t("as_of.label")}</Label>
        <SliderOutput>{shownDay(day)}</SliderOutput>
        <SliderTrack className="as-of-track">
          <SliderThumb className="as-of-thumb" />
        </SliderTrack>
      </Slider>
      <TextField className="as-of-day" aria-label={t("as_of.day")} value={day} onChange={(typed) => typed !== "" && onDay(typed)}>
        <Input className="input" type="date" min={FIRST} max={today} />
      </TextField>
      <Button size="small" icon="undo" isDisabled={day === matchedOn} onPress={() => onDay(matchedOn)}>
        {t("as_of.back")}
      </Button>
    </div>
  );
}
