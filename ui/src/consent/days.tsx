/** The days that count, from the sample to the talk with the patient. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import type { MilestoneView } from "@/backend/port";
import { useReachMilestone } from "@/consent/queries";
import { Button, TextField } from "@/shared/controls";
import { shownDay } from "@/shared/dates";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { Mark } from "@/shared/mark";
import { Card } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

/** Days that a person can name, in the order in which they are reached. */
const DAYS = ["specimen_collected", "specimen_sent", "results_received", "panel_held", "panel_result_received", "patient_explained", "new_plan_explained", "submitted_to_centre"];

function DayDialog({ caseId, milestone, standing, onClose }: { caseId: string; milestone: string; standing: string | null; onClose: () => void }) {
  const { t, name } = useWords();
  const reach = useReachMilestone(caseId);
  const [day, setDay] = useState(standing ?? "");
  const [because, setBecause] = useState("");
  const complete = day.trim() !== "" && day.trim() !== standing && (standing === null || because.trim() !== "");
  return (
    <Dialog
      title={t("day.dialog", { milestone: name("milestone", milestone) })}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button form="day-form" type="submit" look="primary" isDisabled={!complete || reach.isPending}>
            {t("day.save")}
          </Button>
        </>
      }
    >
      <Form
        id="day-form"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (complete && !reach.isPending) reach.mutate({ milestone, on: day, because: because.trim() === "" ? null : because }, { onSuccess: onClose });
        }}
      >
        <TextField autoFocus label={t("day.day")} name="milestone_on" hint={t("field.day_hint")} value={day} onChange={setDay} />
        {standing !== null && <TextField rows={2} label={t("day.because")} name="milestone_because" value={because} onChange={setBecause} />}
        <Failure error={apiErrorOf(reach.error)} />
      </Form>
    </Dialog>
  );
}

type Props = { caseId: string; milestones: MilestoneView[]; turnaroundDays: number | null };

export function Days({ caseId, milestones, turnaroundDays }: Props) {
  const { t, name } = useWords();
  const [open, setOpen] = useState<string | null>(null);
  const reachedOn = (milestone: string) => milestones.find((known) => known.name === milestone)?.reached_on ?? null;
  return (
    <Card title={t("day.title")} aside={<span className="quiet">{turnaroundDays === null ? t("day.turnaround_unknown") : t("day.turnaround", { days: turnaroundDays })}</span>}>
      <ul className="consents">
        {DAYS.map((milestone) => {
          const day = reachedOn(milestone);
          const label = name("milestone", milestone);
          return (
            <li key={milestone} className="day-row" aria-label={label}>
              <strong>{label}</strong>
              {day === null ? <Mark look={{ icon: "question", tone: "quiet" }}>{t("day.not_recorded")}</Mark> : <Mark look={{ icon: "check", tone: "positive" }}>{shownDay(day)}</Mark>}
              <Button size="small" look="quiet" aria-label={t(day === null ? "day.record_milestone" : "day.correct_milestone", { milestone: label })} onPress={() => setOpen(milestone)}>
                {day === null ? t("day.record") : t("day.correct")}
              </Button>
            </li>
          );
        })}
      </ul>
      {open !== null && <DayDialog key={open} caseId={caseId} milestone={open} standing={reachedOn(open)} onClose={() => setOpen(null)} />}
    </Card>
  );
}
