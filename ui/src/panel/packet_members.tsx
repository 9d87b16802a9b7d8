/** Members elsewhere, from the inviting hospital's side: whose key it is, packets out, answers in. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf, useBackend } from "@/backend/context";
import { useBoardChanged } from "@/backend/case_changes";
import type { InvitationPlan, InvitationSeat, NewInvitation } from "@/backend/port";
import { GIVEN, WAITING } from "@/panel/looks";
import { PacketCaseWords } from "@/panel/packet_case";
import { PathField } from "@/panel/packet_path";
import { useInvitationPlan, useInvite, useReceiveOpinion, useRegisterSeatKey } from "@/panel/packet_queries";
import { Button, TextField, Tick } from "@/shared/controls";
import { shownDay } from "@/shared/dates";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { Mark } from "@/shared/mark";
import { Card, Remark, Waiting } from "@/shared/surfaces";
import { useToast } from "@/shared/toast";
import { useWords } from "@/wording/words";

function KeyDialog({ caseId, seat, onDone, onClose }: { caseId: string; seat: InvitationSeat; onDone: () => void; onClose: () => void }) {
  const { t } = useWords();
  const backend = useBackend();
  const register = useRegisterSeatKey(caseId);
  const [card, setCard] = useState("");
  const [heard, setHeard] = useState("");
  const ready = card.trim() !== "" && heard.trim() !== "" && !register.isPending;
  return (
    <Dialog
      title={t("packet.register_for", { name: seat.name })}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button form="seat-key-form" type="submit" look="primary" isDisabled={!ready}>
            {t("packet.register")}
          </Button>
        </>
      }
    >
      <Form
        id="seat-key-form"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready) return;
          register.mutate(
            { seat: seat.seat, card: card.trim(), heard },
            {
              onSuccess: () => {
                onDone();
                onClose();
              },
            },
          );
        }}
      >
        <Remark tone="notice">{t("packet.register_lead")}</Remark>
        <PathField label={t("packet.card_file")} name="seat_card" value={card} onChange={setCard} onChoose={() => backend.chooseFiles(t("packet.choose_card")).then(([file]) => file)} />
        <TextField label={t("packet.heard")} name="heard" hint={t("packet.heard_hint")} autoComplete="off" value={heard} onChange={setHeard} />
        <Failure error={apiErrorOf(register.error)} />
      </Form>
    </Dialog>
  );
}

type Chosen = Record<number, { on: boolean; passphrase: string }>;

/** Seats with a key are sealed to it; the others need a passphrase that is told by another way. */
function wantedOf(plan: InvitationPlan, chosen: Chosen): NewInvitation[] {
  const on = plan.seats.filter(({ seat }) => chosen[seat]?.on);
  return on.map(({ seat, key_fingerprint }) => ({ seat, passphrase: key_fingerprint === null ? (chosen[seat]?.passphrase ?? "") : null }));
}

const firstChoice = (plan: InvitationPlan): Chosen =>
  Object.fromEntries(plan.seats.map(({ seat, key_fingerprint, invited_at, opinion_given }) => [seat, { on: key_fingerprint !== null && invited_at === null && !opinion_given, passphrase: "" }]));

function InviteDialog({ caseId, plan, onDone, onClose }: { caseId: string; plan: InvitationPlan; onDone: () => void; onClose: () => void }) {
  const { t, name } = useWords();
  const backend = useBackend();
  const invite = useInvite(caseId);
  const [chosen, setChosen] = useState<Chosen>(() => firstChoice(plan));
  const [folder, setFolder] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [looked, setLooked] = useState(false);
  const wanted = wantedOf(plan, chosen);
  const ready = wanted.length > 0 && wanted.every((one) => one.passphrase !== "") && folder.trim() !== "" && passphrase !== "" && looked && plan.leaks.length === 0 && !invite.isPending;
  const change = (seat: number, part: Partial<Chosen[number]>) => setChosen({ ...chosen, [seat]: { on: false, passphrase: "", ...chosen[seat], ...part } });
  return (
    <Dialog
      title={t("packet.invite")}
      isOpen
      onClose={onClose}
      width="wide"
      foot={
        invite.data ? (
          <Button look="primary" onPress={onClose}>
            {t("action.close")}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>{t("action.cancel")}</Button>
            <Button form="invite-form" type="submit" look="primary" icon="export" isDisabled={!ready}>
              {t("packet.write")}
            </Button>
          </>
        )
      }
    >
      {invite.data ? (
        <div className="stack">
          <Remark tone="positive">{t("packet.written")}</Remark>
          <ul className="panel-rows" aria-label={t("packet.files")}>
            {invite.data.files.map((file) => (
              <li key={file.path} className="notation selectable">
                {file.path}
              </li>
            ))}
          </ul>
          <p className="quiet">{t("packet.tell_fingerprint", { fingerprint: plan.own_fingerprint })}</p>
        </div>
      ) : (
        <Form
          id="invite-form"
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (!ready) return;
            invite.mutate({ folder: folder.trim(), wanted, passphrase }, { onSuccess: onDone });
            setPassphrase("");
          }}
        >
          <Remark tone="notice">{t("packet.invite_lead", { day: shownDay(plan.due_on), count: plan.asked })}</Remark>
          {plan.leaks.length > 0 && (
            <Remark tone="against" role="alert" hint={t("packet.leaks_hint")}>
              {t("packet.leaks", { places: plan.leaks.map(({ place, kind }) => `${name("leak", kind)} (${place})`).join(t("value.separator")) })}
            </Remark>
          )}
          <section className="stack tight" aria-label={t("packet.for_whom")}>
            <h3>{t("packet.for_whom")}</h3>
            {plan.seats.map((seat) => (
              <div key={seat.seat} className="stack tight">
                <Tick isDisabled={seat.opinion_given} isSelected={chosen[seat.seat]?.on ?? false} onChange={(on) => change(seat.seat, { on })}>
                  {seat.name} <span className="quiet">{seat.key_fingerprint === null ? t("packet.no_key") : t("packet.to_key", { fingerprint: seat.key_fingerprint })}</span>
                </Tick>
                {seat.key_fingerprint === null && chosen[seat.seat]?.on && (
                  <TextField
                    label={t("packet.seal_passphrase", { name: seat.name })}
                    name={`seal_${seat.seat}`}
                    autoComplete="off"
                    hint={t("packet.seal_passphrase_hint")}
                    value={chosen[seat.seat]?.passphrase ?? ""}
                    onChange={(typed) => change(seat.seat, { passphrase: typed })}
                  />
                )}
              </div>
            ))}
          </section>
          <details className="card-details">
            <summary>{t("packet.content")}</summary>
            <PacketCaseWords told={plan.case} />
          </details>
          <Tick isSelected={looked} onChange={setLooked}>
            {t("packet.content_looked")}
          </Tick>
          <PathField label={t("packet.folder")} name="packet_folder" value={folder} onChange={setFolder} onChoose={() => backend.chooseFolder(t("packet.choose_folder"))} />
          <TextField label={t("export.passphrase")} name="invite_passphrase" type="password" value={passphrase} onChange={setPassphrase} />
          <Failure error={apiErrorOf(invite.error)} />
        </Form>
      )}
    </Dialog>
  );
}

/** Takes in answers, wherever they belong. */
export function ReceiveButton({ onDone }: { onDone?: (caseId: string) => void }) {
  const { t } = useWords();
  const backend = useBackend();
  const toast = useToast();
  const receive = useReceiveOpinion();
  const take = async () => {
    const [file] = await backend.chooseFiles(t("packet.choose_opinion"));
    if (file === undefined) return;
    receive.mutate(file, {
      onSuccess: (received) => {
        toast(t("packet.received", { number: received.case_number, name: received.name }));
        onDone?.(received.case_id);
      },
    });
  };
  return (
    <div className="stack tight">
      <div>
        <Button icon="inbox" isDisabled={receive.isPending} onPress={() => void take()}>
          {t("packet.receive")}
        </Button>
      </div>
      <Failure error={apiErrorOf(receive.error)} />
    </div>
  );
}

export function PacketMembers({ caseId }: { caseId: string }) {
  const { t } = useWords();
  const plan = useInvitationPlan(caseId);
  const changed = useBoardChanged(caseId);
  const backend = useBackend();
  const [keyFor, setKeyFor] = useState<InvitationSeat | null>(null);
  const [isInviting, setInviting] = useState(false);
  const refresh = () => void plan.refetch();
  const received = () => {
    refresh();
    void backend.panelBoard(caseId).then(changed);
  };
  if (plan.isPending) return <Waiting label={t("packet.reading")} />;
  if (plan.isError) return <Failure error={apiErrorOf(plan.error)} />;
  if (plan.data.seats.length === 0) return null;
  return (
    <Card title={t("packet.members")}>
      <div className="stack">
        <p className="quiet">{t("packet.members_lead")}</p>
        <ul className="panel-rows" aria-label={t("packet.members")}>
          {plan.data.seats.map((seat) => (
            <li key={seat.seat} className="given-row">
              <span>
                <strong className="selectable">{seat.name}</strong>{" "}
                <span className="quiet">
                  {seat.key_fingerprint === null ? t("packet.no_key") : t("packet.has_key", { fingerprint: seat.key_fingerprint })}
                  {seat.invited_at !== null && ` ${t("packet.invited_at", { at: shownDay(seat.invited_at.slice(0, 10)) })}`}
                </span>
              </span>
              <Mark look={seat.opinion_given ? GIVEN : WAITING}>{seat.opinion_given ? t("opinion.is_given") : t("opinion.is_waiting")}</Mark>
              {!seat.opinion_given && (
                <Button size="small" icon="key" aria-label={t("packet.register_for", { name: seat.name })} onPress={() => setKeyFor(seat)}>
                  {t("packet.register")}
                </Button>
              )}
            </li>
          ))}
        </ul>
        <div className="row wrap">
          <Button icon="export" onPress={() => setInviting(true)}>
            {t("packet.invite")}
          </Button>
          <ReceiveButton onDone={received} />
        </div>
      </div>
      {keyFor !== null && <KeyDialog caseId={caseId} seat={keyFor} onDone={refresh} onClose={() => setKeyFor(null)} />}
      {isInviting && <InviteDialog caseId={caseId} plan={plan.data} onDone={refresh} onClose={() => setInviting(false)} />}
    </Card>
  );
}
