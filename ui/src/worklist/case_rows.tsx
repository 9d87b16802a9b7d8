/** The cases as rows. */
import type { ReactNode } from "react";
import type { CaseState, ReminderView, WorklistRow } from "@/backend/port";
import { shownDay } from "@/shared/dates";
import { type Column, RowGrid } from "@/shared/row_grid";
import { type Words, useWords } from "@/wording/words";

const STATE_LOOK: Record<CaseState, string> = {
  interpreted: "notice",
  under_review: "accent",
  drafted: "caution-solid",
  signed: "positive",
};

/** The backend writes a candidate in brackets. */
const lookOf = (level: string) => (level.startsWith("(") ? "candidate" : `of-${level.toLowerCase()}`);

/** What a circulated review waits for; a deadline that is near or past is said by word. */
function ReminderMark({ reminder }: { reminder: ReminderView }) {
  const { t } = useWords();
  const { standing, due_on, missing, mine } = reminder;
  const when = standing === "past" ? t("worklist.reminder_past") : standing === "near" ? t("worklist.reminder_near") : t("worklist.reminder_ahead");
  return (
    <span className={`badge ${standing === "ahead" ? "" : "caution-solid"}`} title={[shownDay(due_on), ...missing].join(t("value.separator"))}>
      {mine ? t("worklist.reminder_mine", { when }) : t("worklist.reminder_others", { count: missing.length, when })}
    </span>
  );
}

export function StateBadge({ state }: { state: CaseState }) {
  const { name } = useWords();
  return <span className={`badge state ${STATE_LOOK[state]}`}>{name("state", state)}</span>;
}

function columnsOf({ t }: Words): Column<WorklistRow>[] {
  return [
    { key: "number", heading: t("worklist.number"), width: "6.5rem", sort: "number", cell: (row) => <span className="notation">{row.case_number}</span> },
    {
      key: "patient",
      heading: t("worklist.patient"),
      sort: "name",
      width: "minmax(11rem, 1fr)",
      cell: (row) => (
        <div className="two-lines">
          <span className="first">
            <strong>{row.patient_name || t("case.no_name")}</strong>
            {row.rehearsal !== null && <span className="badge accent">{t("rehearsal.badge_made_up")}</span>}
            {row.synthetic && row.rehearsal === null && <span className="badge">{t("case.synthetic_short")}</span>}
          </span>
          <span className="second">
            {row.patient_kana}
            {row.hospital_id && <span className="notation">{row.hospital_id}</span>}
          </span>
        </div>
      ),
    },
    { key: "tumor", heading: t("worklist.tumor"), width: "minmax(8rem, 1fr)", cell: (row) => <span className="clamped" title={row.tumor_label ?? ""}>{row.tumor_label ?? t("value.none")}</span> },
    {
      key: "leading",
      heading: t("worklist.leading"),
      sort: "level",
      width: "minmax(13rem, 2fr)",
      cell: (row) => (
        <span className="leading">
          {row.strongest_level && (
            <span className={`level-word ${lookOf(row.strongest_level)}`}>{row.strongest_level}</span>
          )}
          <span className="leading-labels">{row.leading_labels.join(" · ") || t("worklist.no_finding")}</span>
        </span>
      ),
    },
    {
      key: "state",
      heading: t("worklist.state"),
      width: "8rem",
      sort: "state",
      cell: (row) => (
        <div className="two-lines">
          <StateBadge state={row.state} />
          {row.reminder && <ReminderMark reminder={row.reminder} />}
        </div>
      ),
    },
    {
      key: "undecided",
      heading: t("worklist.undecided"),
      width: "4.5rem",
      align: "end",
      cell: (row) => (row.undecided > 0 && row.state !== "signed" ? <span className="count-mark">{row.undecided}</span> : <span className="quiet">{t("value.none")}</span>),
    },
    {
      key: "received",
      heading: t("worklist.received"),
      width: "6.5rem",
      sort: "received",
      align: "end",
      cell: (row) => (
        <div className="two-lines end">
          <span>{row.days_since_receipt === 0 ? t("worklist.today") : t("worklist.days", { days: row.days_since_receipt })}</span>
          <span className="second">{shownDay(row.received_on)}</span>
        </div>
      ),
    },
  ];
}

type Props = { rows: WorklistRow[]; sorting: { sort: string; descending: boolean }; onSort: (sort: string) => void; active: string | null; onActive: (caseId: string) => void; onOpen: (caseId: string) => void; empty: ReactNode };

export function CaseRows({ rows, sorting, onSort, active, onActive, onOpen, empty }: Props) {
  const words = useWords();
  return (
    <RowGrid
      label={words.t("worklist.title")}
      columns={columnsOf(words)}
      rows={rows}
      rowKey={(row) => row.case_id}
      rowHeight={3.5}
      sorting={sorting}
      onSort={onSort}
      active={active}
      onActive={onActive}
      onOpen={(row) => onOpen(row.case_id)}
      empty={empty}
    />
  );
}
