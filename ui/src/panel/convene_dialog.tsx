/** Calling a panel: how it is held, when, and by whom. What is typed is kept until the panel is called. */
import { Form } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import type { NewPanel, NewPanelMember, PanelBoard, PanelDay } from "@/backend/port";
import { firstDraft, PARTS, withAccount, withMember, withName, withoutMember } from "@/panel/calling";
import { useConvene, usePanelDay } from "@/panel/queries";
import { Button, ChoiceField, TextField, Tick } from "@/shared/controls";
import { shownDay } from "@/shared/dates";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { useKept } from "@/shared/kept";
import { Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

type ToldChoice = "yes" | "no" | "unknown";
const toldOf = (value: boolean | null): ToldChoice => (value === null ? "unknown" : value ? "yes" : "no");
const valueOf = (told: ToldChoice) => (told === "unknown" ? null : told === "yes");

function Circumstance({ label, value, onChange }: { label: string; value: boolean | null; onChange: (value: boolean | null) => void }) {
  const { t } = useWords();
  return (
    <ChoiceField<ToldChoice>
      label={label}
      choices={[
        { value: "yes", label: t("convene.yes") },
        { value: "no", label: t("convene.no") },
        { value: "unknown", label: t("convene.unknown") },
      ]}
      value={toldOf(value)}
      onChange={(told) => onChange(valueOf(told))}
    />
  );
}

type MemberProps = { member: NewPanelMember; place: number; qualifications: string[]; onChange: (change: Partial<NewPanelMember>) => void; onRemove: () => void };

function Member({ member, place, qualifications, onChange, onRemove }: MemberProps) {
  const { t, name } = useWords();
  const title = t("convene.person", { number: place + 1 });
  const toggled = (code: string, on: boolean) => qualifications.filter((known) => (known === code ? on : member.qualifications.includes(known)));
  return (
    <fieldset className="convene-person" aria-label={title}>
      <div className="convene-who">
        {member.login === null ? (
          <TextField label={t("convene.name")} name={`member_name_${place}`} value={member.name} onChange={(text) => onChange({ name: text })} />
        ) : (
          <div className="field">
            <span className="field-label">{t("convene.account")}</span>
            <span>
              <strong>{member.name}</strong> <span className="quiet notation">{member.login}</span>
            </span>
          </div>
        )}
        <TextField optional label={t("convene.position")} name={`member_position_${place}`} value={member.position ?? ""} onChange={(text) => onChange({ position: text === "" ? null : text })} />
        <Button size="small" look="quiet" icon="cross" aria-label={t("convene.remove", { number: place + 1 })} onPress={onRemove} />
      </div>
      <ChoiceField label={t("convene.part")} choices={PARTS.map((code) => ({ value: code, label: name("part", code) }))} value={member.part} onChange={(part) => onChange({ part })} />
      <div className="convene-ticks" role="group" aria-label={t("convene.qualifications")}>
        {qualifications.map((code) => (
          <Tick key={code} isSelected={member.qualifications.includes(code)} onChange={(on) => onChange({ qualifications: toggled(code, on) })}>
            {name("qualification", code)}
          </Tick>
        ))}
      </div>
    </fieldset>
  );
}

function People({ board, qualifications, panel, onChange }: { board: PanelBoard; qualifications: string[]; panel: NewPanel; onChange: (panel: NewPanel) => void }) {
  const { t } = useWords();
  const free = board.accounts.filter(({ login }) => panel.members.every((member) => member.login !== login));
  return (
    <section className="stack tight" aria-label={t("convene.people")}>
      <h3>{t("convene.people")}</h3>
      {panel.members.map((member, place) => (
        <Member
          key={`${place} ${member.login ?? ""}`}
          member={member}
          place={place}
          qualifications={qualifications}
          onChange={(change) => onChange(withMember(panel, place, change))}
          onRemove={() => onChange(withoutMember(panel, place))}
        />
      ))}
      <div className="row wrap">
        {free.map((account) => (
          <Button key={account.login} size="small" icon="user" onPress={() => onChange(withAccount(panel, account))}>
            {t("convene.add_account", { name: account.name })}
          </Button>
        ))}
        <Button size="small" icon="pen" onPress={() => onChange(withName(panel))}>
          {t("convene.add_name")}
        </Button>
      </div>
      <p className="quiet">{t("convene.people_hint")}</p>
    </section>
  );
}

/** The rule of the day, or why there is none; and why it cannot be held as it was chosen. */
function DayRule({ held, meeting }: { held: PanelDay | undefined; meeting: string }) {
  const { t, say } = useWords();
  const blocked = held?.meetings.find((offered) => offered.meeting === meeting)?.blocked ?? null;
  if (held === undefined) return <p className="quiet">{t("convene.rule_of_day_unknown")}</p>;
  return (
    <>
      {held.rule !== null && <p className="selectable">{t("convene.rule_of_day", { day: shownDay(held.day), rule: held.rule.title_ja })}</p>}
      {held.rule_missing !== null && <Remark tone="caution">{say(held.rule_missing)}</Remark>}
      {held.rule !== null && blocked !== null && <Remark tone="caution">{say(blocked)}</Remark>}
    </>
  );
}

type Props = { caseId: string; login: string; board: PanelBoard; onClose: () => void };

export function ConveneDialog({ caseId, login, board, onClose }: Props) {
  const { t, name } = useWords();
  const convene = useConvene(caseId);
  const draft = useKept<NewPanel>(`${login} ${caseId} calling`, () => firstDraft(board));
  const panel = draft.value;
  const change = (part: Partial<NewPanel>) => draft.set({ ...panel, ...part });
  const held = usePanelDay(caseId, panel.day).data;
  const asksWhetherListed = held?.meetings.find(({ meeting }) => meeting === panel.meeting)?.asks_whether_listed === true;
  const complete = panel.day.trim() !== "" && panel.members.length > 0;
  const call = () =>
    convene.mutate(panel, {
      onSuccess: () => {
        draft.forget();
        onClose();
      },
    });
  return (
    <Dialog
      title={t("convene.title")}
      isOpen
      onClose={onClose}
      width="wide"
      foot={
        <>
          <Button onPress={onClose}>{t("action.close")}</Button>
          <Button form="convene-form" type="submit" look="primary" isDisabled={!complete || convene.isPending}>
            {t("convene.call")}
          </Button>
        </>
      }
    >
      <Form
        id="convene-form"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (complete && !convene.isPending) call();
        }}
      >
        <p className="quiet">{t("convene.lead")}</p>
        <ChoiceField
          label={t("convene.meeting")}
          choices={["real_time", "circulated"].map((code) => ({ value: code, label: name("meeting", code) }))}
          value={panel.meeting}
          onChange={(meeting) => change({ meeting })}
        />
        <TextField
          label={panel.meeting === "circulated" ? t("convene.due_on") : t("convene.held_on")}
          name="panel_day"
          hint={t("field.day_hint")}
          value={panel.day}
          onChange={(day) => change({ day })}
        />
        <DayRule held={held} meeting={panel.meeting} />
        <div className="convene-circumstances">
          <Circumstance label={t("convene.sequenced_in_house")} value={panel.sequenced_in_house} onChange={(sequenced_in_house) => change({ sequenced_in_house })} />
          <Circumstance label={t("convene.paediatric_cancer")} value={panel.paediatric_cancer} onChange={(paediatric_cancer) => change({ paediatric_cancer })} />
          {asksWhetherListed && (
            <Circumstance label={t("convene.listed")} value={panel.listed_for_circulation} onChange={(listed_for_circulation) => change({ listed_for_circulation })} />
          )}
        </div>
        <People board={board} qualifications={held?.qualifications ?? []} panel={panel} onChange={draft.set} />
        <Failure error={apiErrorOf(convene.error)} />
      </Form>
    </Dialog>
  );
}
