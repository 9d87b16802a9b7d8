/** Recording or changing one answer. Neither answer nor giver is assumed; a change starts from whoever gave the one that stands. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import type { ConsentRow } from "@/backend/port";
import { giverOf, isNamed, relationOf } from "@/consent/giver";
import { GiverField } from "@/consent/giver_field";
import { useRecordConsent } from "@/consent/queries";
import { Button, ChoiceField, TextField } from "@/shared/controls";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { useWords } from "@/wording/words";

const ANSWERS = ["yes", "no", "deferred"];
const orNull = (text: string) => (text.trim() === "" ? null : text);

export function ConsentDialog({ caseId, row, onClose }: { caseId: string; row: ConsentRow; onClose: () => void }) {
  const { t, name } = useWords();
  const record = useRecordConsent(caseId);
  const [answer, setAnswer] = useState("");
  const [day, setDay] = useState("");
  const [giver, setGiver] = useState(() => giverOf(row));
  const [version, setVersion] = useState(row.form_version ?? "");
  const [obtainedBy, setObtainedBy] = useState(row.obtained_by ?? "");
  const [assent, setAssent] = useState(row.assent_version ?? "");
  const [scope, setScope] = useState(row.scope ?? "");
  const complete = answer !== "" && isNamed(giver) && [day, version, obtainedBy].every((text) => text.trim() !== "");
  const save = () =>
    record.mutate(
      { kind: row.kind, answer, given_on: day, proxy_relation: relationOf(giver), form_version: version, obtained_by: obtainedBy, assent_version: orNull(assent), scope: orNull(scope) },
      { onSuccess: onClose },
    );
  return (
    <Dialog
      title={t("consent.dialog", { kind: name("consent", row.kind) })}
      isOpen
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button form="consent-form" type="submit" look="primary" isDisabled={!complete || record.isPending}>
            {t("consent.save")}
          </Button>
        </>
      }
    >
      <Form
        id="consent-form"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (complete && !record.isPending) save();
        }}
      >
        <ChoiceField label={t("consent.answer")} choices={ANSWERS.map((code) => ({ value: code, label: name("wish", code) }))} value={answer} onChange={setAnswer} />
        <TextField label={t("consent.day")} name="given_on" hint={t("field.day_hint")} value={day} onChange={setDay} />
        <GiverField giver={giver} onChange={setGiver} />
        <TextField label={t("consent.form_version")} name="form_version" value={version} onChange={setVersion} />
        <TextField label={t("consent.obtained_by")} name="obtained_by" value={obtainedBy} onChange={setObtainedBy} />
        <TextField optional label={t("consent.assent_version")} name="assent_version" value={assent} onChange={setAssent} />
        <TextField optional rows={2} label={t("consent.scope")} name="scope" hint={t("consent.scope_hint")} value={scope} onChange={setScope} />
        <Failure error={apiErrorOf(record.error)} />
      </Form>
    </Dialog>
  );
}
