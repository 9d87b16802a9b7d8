/** Keeping a case until a day, and a legal hold: each with its reason. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import { useKeep } from "@/retention/queries";
import { Button, TextField } from "@/shared/controls";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { useWords } from "@/wording/words";

const LEAD = { keep: "retention.keep_lead", hold: "retention.hold_lead", lift: "retention.lift_lead" } as const;

type Props = { caseId: string; what: "keep" | "hold" | "lift"; keptUntil: string; onClose: () => void };

export function KeepDialog({ caseId, what, keptUntil, onClose }: Props) {
  const { t } = useWords();
  const keep = useKeep(caseId);
  const [until, setUntil] = useState(keptUntil);
  const [because, setBecause] = useState("");
  const ready = because.trim() !== "" && !keep.isPending;
  const run = () => {
    if (!ready) return;
    keep.mutate(what === "keep" ? { what, until: until.trim(), because } : { what, because }, { onSuccess: onClose });
  };
  const foot = (
    <>
      <Button onPress={onClose}>{t("action.cancel")}</Button>
      <Button form="keep-case" type="submit" look="primary" isDisabled={!ready}>
        {t("retention.record")}
      </Button>
    </>
  );
  return (
    <Dialog title={t(`retention.${what}`)} isOpen onClose={onClose} foot={foot}>
      <Form
        id="keep-case"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <p>{t(LEAD[what])}</p>
        {what === "keep" && <TextField label={t("retention.until")} name="kept_until" hint={t("field.day_hint")} value={until} onChange={setUntil} />}
        <TextField label={t("retention.because")} name="kept_because" value={because} onChange={setBecause} />
        <Failure error={apiErrorOf(keep.error)} />
      </Form>
    </Dialog>
  );
}
