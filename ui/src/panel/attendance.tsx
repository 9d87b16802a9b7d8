/** Who was there. In a circulated review only what the attending physician supplied can be said. */
import { apiErrorOf } from "@/backend/context";
import type { Attendance as Said, PanelView } from "@/backend/port";
import { HERE, NOT_HERE } from "@/panel/looks";
import { useAttend } from "@/panel/queries";
import { Button, ChoiceField, Tick } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { useKept } from "@/shared/kept";
import { Mark } from "@/shared/mark";
import { useWords } from "@/wording/words";

const ATTENDING = ["present", "supplied_history", "absent"];

export function Members({ panel }: { panel: PanelView }) {
  const { t, name } = useWords();
  return (
    <ul className="panel-rows" aria-label={t("panel.members")}>
      {panel.members.map((member) => (
        <li key={member.seat} className="member-row">
          <span>
            <strong className="selectable">{member.name}</strong>
            {member.position && <span className="quiet"> {member.position}</span>}
          </span>
          <span className="badge">{name("part", member.part)}</span>
          <span className="quiet">{member.qualifications.map((code) => name("qualification", code)).join(t("value.separator"))}</span>
          {panel.meeting === "real_time" && panel.attending !== null && (
            <Mark look={member.present ? HERE : NOT_HERE}>{member.present ? t("panel.present") : t("panel.not_present")}</Mark>
          )}
        </li>
      ))}
    </ul>
  );
}

export function AttendanceForm({ caseId, login, panel }: { caseId: string; login: string; panel: PanelView }) {
  const { t, name } = useWords();
  const attend = useAttend(caseId);
  const isMeeting = panel.meeting === "real_time";
  const draft = useKept<Said>(`${login} ${caseId} ${panel.panel_id} attendance`, () => ({
    present: panel.members.filter(({ present }) => present && isMeeting).map(({ seat }) => seat),
    attending: panel.attending ?? "",
  }));
  const { present, attending } = draft.value;
  const tick = (seat: number, on: boolean) => draft.set({ attending, present: on ? [...present, seat].sort((one, other) => one - other) : present.filter((known) => known !== seat) });
  return (
    <section className="stack tight" aria-label={t("panel.attendance")}>
      <h3>{t("panel.attendance")}</h3>
      {isMeeting && (
        <>
          <div className="attendance-ticks">
            {panel.members.map((member) => (
              <Tick key={member.seat} isSelected={present.includes(member.seat)} onChange={(on) => tick(member.seat, on)}>
                {t("panel.seat_of", { name: member.name, part: name("part", member.part) })}
              </Tick>
            ))}
          </div>
          <div>
            <Button size="small" look="quiet" onPress={() => draft.set({ attending, present: panel.members.map(({ seat }) => seat) })}>
              {t("panel.everybody")}
            </Button>
          </div>
        </>
      )}
      <ChoiceField
        label={t("panel.attending")}
        choices={ATTENDING.map((code) => ({ value: code, label: name("attending", code) }))}
        value={attending}
        onChange={(code) => draft.set({ present, attending: code })}
        hint={panel.rule.attending_may_supply_history ? undefined : t("panel.history_does_not_count")}
      />
      <Failure error={apiErrorOf(attend.error)} />
      <div>
        <Button look={panel.attending === null ? "primary" : "plain"} isDisabled={attending === "" || attend.isPending} onPress={() => attend.mutate(draft.value, { onSuccess: draft.forget })}>
          {panel.attending === null ? t("panel.record_attendance") : t("panel.change_attendance")}
        </Button>
      </div>
    </section>
  );
}
