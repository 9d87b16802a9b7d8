/** A yes that is withdrawn: from then on the rules that needed it stop. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import type { ConsentRow } from "@/backend/port";
import { isNamed, NOBODY, relationOf } from "@/consent/giver";
import { GiverField } from "@/consent/giver_field";
import { useWithdrawConsent } from "@/consent/queries";
import { Button, TextField } from "@/shared/controls";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

export function WithdrawalDialog({ caseId, row, onClose }: { caseId: string; row: ConsentRow; onClose: () => void }) {
  const { t, name } = useWords();
  const withdraw = useWithdrawConsent(caseId);
  const [day, setDay] = useState("");
  const [giver, setGiver] = useState(NOBODY);
  const [version, setVersion] = useState("");
  const complete = day.trim() !== "" && isNamed(giver);
  const save = () =>
    withdraw.mutate(
      { kind: row.kind, withdrawn_on: day, proxy_relation: relationOf(giver), form_version: version.trim() === "" ? null : version },
      { onSuccess: onClose },
    );
  return (
    <Dialog
      title={t("consent.withdrawal", { kind: name("consent", row.kind) })}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button form="withdrawal-form" type="submit" look="against" isDisabled={!complete || withdraw.isPending}>
            {t("consent.withdrawal_save")}
          </Button>
        </>
      }
    >
      <Form
        id="withdrawal-form"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (complete && !withdraw.isPending) save();
        }}
      >
        <Remark tone="caution">{t("consent.withdrawal_lead")}</Remark>
        <TextField autoFocus label={t("consent.withdrawal_day")} name="withdrawn_on" hint={t("field.day_hint")} value={day} onChange={setDay} />
        <GiverField giver={giver} onChange={setGiver} />
        <TextField optional label={t("consent.withdrawal_version")} name="form_version" value={version} onChange={setVersion} />
        <Failure error={apiErrorOf(withdraw.error)} />
      </Form>
    </Dialog>
  );
}
