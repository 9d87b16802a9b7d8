/** Who has not answered in a circulated review, and until when. */
import type { ReminderView } from "@/backend/port";
import { shownDay } from "@/shared/dates";
import { Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

export function Reminder({ reminder }: { reminder: ReminderView }) {
  const { t } = useWords();
  const { standing, days_left, due_on, missing, seats, mine } = reminder;
  const day = shownDay(due_on);
  const when = standing === "past" ? t("reminder.past", { day, days: -days_left }) : t("reminder.until", { day, days: days_left });
  return (
    <Remark tone={standing === "ahead" ? "notice" : "caution"} hint={mine ? t("reminder.mine") : undefined}>
      {when} {t("reminder.missing", { count: missing.length, seats, names: missing.join(t("value.separator")) })}
    </Remark>
  );
}
