/** Somebody new, or other roles for somebody. */
import { useState } from "react";
import { CheckboxGroup, Form, Label } from "react-aria-components";
import { QUALIFICATIONS, ROLES } from "@/backend/choices";
import { apiErrorOf } from "@/backend/context";
import type { AccountRow, IssuedAccount } from "@/backend/port";
import { useAddAccount, useChangeAccount } from "@/people/queries";
import { Button, TextField, Tick } from "@/shared/controls";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { useWords } from "@/wording/words";

type ChoicesProps = { family: string; label: string; codes: string[]; value: string[]; onChange: (value: string[]) => void };

function Choices({ family, label, codes, value, onChange }: ChoicesProps) {
  const { name } = useWords();
  return (
    <CheckboxGroup className="field" value={value} onChange={onChange}>
      <Label>{label}</Label>
      <div className={`person-choices ${family}`}>
        {codes.map((code) => (
          <Tick key={code} value={code}>
            {name(family, code)}
          </Tick>
        ))}
      </div>
    </CheckboxGroup>
  );
}

type Props = { person: AccountRow | null; onClose: () => void; onIssued: (issued: IssuedAccount) => void };

export function PersonDialog({ person, onClose, onIssued }: Props) {
  const { t } = useWords();
  const add = useAddAccount();
  const change = useChangeAccount();
  const [login, setLogin] = useState("");
  const [displayName, setDisplayName] = useState("");
  const [roles, setRoles] = useState(person?.roles ?? []);
  const [qualifications, setQualifications] = useState(person?.qualifications ?? []);
  const named = person !== null || (login.trim() !== "" && displayName.trim() !== "");
  const isBusy = add.isPending || change.isPending;
  const save = () => {
    if (person === null) add.mutate({ login: login.trim(), display_name: displayName.trim(), roles, qualifications }, { onSuccess: onIssued });
    else change.mutate({ account: person.account, roles, qualifications }, { onSuccess: onClose });
  };
  const foot = (
    <>
      <Button onPress={onClose}>{t("action.cancel")}</Button>
      <Button form="person-form" type="submit" look="primary" isDisabled={!named || roles.length === 0 || isBusy}>
        {person === null ? t("people.add") : t("people.save")}
      </Button>
    </>
  );
  return (
    <Dialog title={person === null ? t("people.add_title") : t("people.change_title", { name: person.display_name })} isOpen onClose={onClose} width="wide" foot={foot}>
      <Form
        id="person-form"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {person === null && (
          <div className="pair">
            <TextField autoFocus label={t("create.display_name")} name="person_name" value={displayName} onChange={setDisplayName} />
            <TextField label={t("create.login")} name="person_login" hint={t("create.login_hint")} value={login} onChange={setLogin} autoComplete="off" />
          </div>
        )}
        <Choices family="role" label={t("people.roles")} codes={ROLES} value={roles} onChange={setRoles} />
        <Choices family="qualification" label={t("people.qualifications")} codes={QUALIFICATIONS} value={qualifications} onChange={setQualifications} />
        {person !== null && <p className="field-hint">{t("people.from_next_sign_in")}</p>}
        <Failure error={apiErrorOf(add.error ?? change.error)} />
      </Form>
    </Dialog>
  );
}
