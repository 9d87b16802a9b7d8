/** The day for which approvals and trials are looked up: a slider by months, and the day itself. Looking keeps nothing. */
import { useState } from "react";
import { Input, Label, Slider, SliderOutput, SliderThumb, SliderTrack, TextField } from "react-aria-components";
import { Button } from "@/shared/controls";
import { dayAfterMonths, monthsOf } from "@/findings/months";
import { shownDay } from "@/shared/dates";
import { useWords } from "@/wording/words";

const FIRST = "2010-01-01";

type Props = { day: string; today: string; matchedOn: string; onDay: (day: string) => void };

export function AsOf({ day, today, matchedOn, onDay }: Props) {
  const { t } = useWords();
  const [moving, setMoving] = useState<number | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const shown = moving === null ? day : dayAfterMonths(FIRST, moving, today);
  const take = (text: string) => {
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && FIRST <= text && text <= today;
    setTyped(isDay ? null : text);
    if (isDay) onDay(text);
  };
  return (
    <div className="as-of">
      <Slider
        className="as-of-slider"
        minValue={0}
        maxValue={monthsOf(FIRST, today)}
        value={moving ?? monthsOf(FIRST, day)}
        onChange={setMoving}
        onChangeEnd={(months) => {
          setMoving(null);
          setTyped(null);
          onDay(dayAfterMonths(FIRST, months, today));
        }}
      >
        <Label>{t("as_of.label")}</Label>
        <SliderOutput>{shownDay(shown)}</SliderOutput>
        <SliderTrack className="as-of-track">
          <SliderThumb className="as-of-thumb" />
        </SliderTrack>
      </Slider>
      <TextField className="as-of-day" aria-label={t("as_of.day")} value={typed ?? day} onChange={take} isInvalid={typed !== null}>
        <Input className="input notation" placeholder={today} />
      </TextField>
      <Button size="small" icon="undo" isDisabled={day === matchedOn} onPress={() => take(matchedOn)}>
        {t("as_of.back")}
      </Button>
    </div>
  );
}
