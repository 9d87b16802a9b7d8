/** First start: the institution and the first account. */
import { useState } from "react";
import { CheckboxGroup, Form, Label, Text } from "react-aria-components";
import { ROLES } from "@/backend/choices";
import { apiErrorOf } from "@/backend/context";
import type { CreatedWorkspace } from "@/backend/port";
import { GateFrame } from "@/session/gate_frame";
import { isChosen, NO_PASSPHRASE, PassphrasePair } from "@/session/passphrase_pair";
import { useCreateWorkspace } from "@/session/queries";
import { Button, TextField, Tick } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { useWords } from "@/wording/words";

export function CreateForm({ folder, onCreated, onPacket }: { folder: string; onCreated: (created: CreatedWorkspace) => void; onPacket: () => void }) {
  const { t, name } = useWords();
  const create = useCreateWorkspace();
  const [institution, setInstitution] = useState("");
  const [displayName, setDisplayName] = useState("");
  const [login, setLogin] = useState("");
  const [roles, setRoles] = useState(["administrator"]);
  const [pair, setPair] = useState(NO_PASSPHRASE);
  const complete = [institution, displayName, login].every((text) => text.trim() !== "") && roles.includes("administrator") && isChosen(pair);

  return (
    <GateFrame title={t("create.title")} lead={t("create.lead")} width="wide">
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const request = {
            institution: institution.trim(),
            login: login.trim(),
            display_name: displayName.trim(),
            roles,
            passphrase: pair.chosen,
            second_factor: "required",
          };
          create.mutate(request, { onSuccess: onCreated });
        }}
      >
        <TextField label={t("create.institution")} name="institution" value={institution} onChange={setInstitution} autoFocus />
        <div className="pair">
          <TextField label={t("create.display_name")} name="display_name" value={displayName} onChange={setDisplayName} />
          <TextField label={t("create.login")} name="login" hint={t("create.login_hint")} value={login} onChange={setLogin} autoComplete="off" />
        </div>
        <CheckboxGroup className="field" value={roles} onChange={setRoles}>
          <Label>{t("create.roles")}</Label>
          <Text slot="description" className="field-hint">
            {t("create.roles_hint")}
          </Text>
          <div className="role-choices">
            {ROLES.map((role) => (
              <Tick key={role} value={role}>
                {name("role", role)}
              </Tick>
            ))}
          </div>
        </CheckboxGroup>
        <div className="pair">
          <PassphrasePair label={t("create.passphrase")} name="passphrase" pair={pair} onChange={setPair} />
        </div>
        <Failure error={apiErrorOf(create.error)} />
        <div className="gate-actions">
          <span className="gate-folder">
            {t("create.folder")} <span className="notation">{folder}</span>
          </span>
          <Button type="submit" look="primary" isDisabled={!complete || create.isPending}>
            {create.isPending ? t("create.creating") : t("create.create")}
          </Button>
        </div>
      </Form>
      <div className="gate-actions end">
        <Button look="quiet" icon="file" onPress={onPacket}>
          {t("sign_in.packet")}
        </Button>
      </div>
    </GateFrame>
  );
}
