/** Writing down what a member without an account thinks, and letting the opinions be seen. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import type { AskedFinding, PanelMemberView, PanelView } from "@/backend/port";
import { isComplete, NO_OPINION, OpinionFields, opinionOf } from "@/panel/opinion_form";
import { useGiveOpinion, useReveal } from "@/panel/queries";
import { Button, TextField } from "@/shared/controls";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { useKept } from "@/shared/kept";
import { Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

type OtherProps = { caseId: string; login: string; panel: PanelView; member: PanelMemberView; asked: AskedFinding[]; onClose: () => void };

export function OtherOpinionDialog({ caseId, login, panel, member, asked, onClose }: OtherProps) {
  const { t } = useWords();
  const give = useGiveOpinion(caseId);
  const draft = useKept(`${login} ${caseId} ${panel.panel_id} opinion ${member.seat}`, () => NO_OPINION);
  const complete = isComplete(draft.value, asked) && draft.value.receivedBy.trim() !== "";
  const save = () =>
    give.mutate(opinionOf(draft.value, asked, member.seat), {
      onSuccess: () => {
        draft.forget();
        onClose();
      },
    });
  return (
    <Dialog
      title={t("opinion.of_other", { name: member.name })}
      isOpen
      onClose={onClose}
      width="wide"
      foot={
        <>
          <Button onPress={onClose}>{t("action.close")}</Button>
          <Button form="other-opinion-form" type="submit" look="primary" isDisabled={!complete || give.isPending}>
            {t("opinion.save_other")}
          </Button>
        </>
      }
    >
      <Form
        id="other-opinion-form"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (complete && !give.isPending) save();
        }}
      >
        <Remark tone="notice">{t("opinion.of_other_lead")}</Remark>
        <TextField label={t("opinion.received_by")} name="received_by" hint={t("opinion.received_by_hint")} value={draft.value.receivedBy} onChange={(receivedBy) => draft.set({ ...draft.value, receivedBy })} />
        <OpinionFields asked={asked} draft={draft.value} onChange={draft.set} />
        <Failure error={apiErrorOf(give.error)} />
      </Form>
    </Dialog>
  );
}

export function RevealDialog({ caseId, waiting, onClose }: { caseId: string; waiting: PanelMemberView[]; onClose: () => void }) {
  const { t } = useWords();
  const reveal = useReveal(caseId);
  const [because, setBecause] = useState("");
  const complete = waiting.length === 0 || because.trim() !== "";
  return (
    <Dialog
      title={t("opinion.reveal")}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button form="reveal-form" type="submit" look="primary" isDisabled={!complete || reveal.isPending}>
            {t("opinion.reveal_now")}
          </Button>
        </>
      }
    >
      <Form
        id="reveal-form"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (complete && !reveal.isPending) reveal.mutate(because.trim() === "" ? null : because, { onSuccess: onClose });
        }}
      >
        <p>{t("opinion.reveal_lead")}</p>
        {waiting.length > 0 && (
          <>
            <Remark tone="caution">{t("opinion.reveal_missing", { names: waiting.map(({ name }) => name).join(t("value.separator")) })}</Remark>
            <TextField autoFocus rows={2} label={t("opinion.reveal_because")} name="reveal_because" value={because} onChange={setBecause} />
          </>
        )}
        <Failure error={apiErrorOf(reveal.error)} />
      </Form>
    </Dialog>
  );
}
