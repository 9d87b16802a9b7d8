/** First start: the institution and the first account. */
import { useState } from "react";
import { CheckboxGroup, Form, Label, Text } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import type { CreatedWorkspace } from "@/backend/port";
import { GateFrame } from "@/session/gate_frame";
import { useCreateWorkspace } from "@/session/queries";
import { Button, TextField, Tick } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { useWords } from "@/wording/words";

const ROLES = [
  "attending_physician",
  "panel_member",
  "panel_chair",
  "clinical_geneticist",
  "genetic_counsellor",
  "data_manager",
  "administrator",
  "auditor",
];

/** As the vault asks: 13 characters (the backend counts characters, not bytes). */
export const SHORTEST_PASSPHRASE = 13;

export function CreateForm({ folder, onCreated }: { folder: string; onCreated: (created: CreatedWorkspace) => void }) {
  const { t, name } = useWords();
  const create = useCreateWorkspace();
  const [institution, setInstitution] = useState("");
  const [displayName, setDisplayName] = useState("");
  const [login, setLogin] = useState("");
  const [roles, setRoles] = useState(["administrator"]);
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");

  const differs = again !== "" && again !== passphrase;
  const complete =
    institution.trim() !== "" &&
    displayName.trim() !== "" &&
    login.trim() !== "" &&
    roles.includes("administrator") &&
    passphrase.length >= SHORTEST_PASSPHRASE &&
    again === passphrase;

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
            passphrase,
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
          <TextField
            label={t("create.passphrase")}
            name="passphrase"
            type="password"
            hint={t("create.passphrase_hint", { shortest: SHORTEST_PASSPHRASE })}
            value={passphrase}
            onChange={setPassphrase}
          />
          <TextField
            label={t("create.passphrase_again")}
            name="passphrase_again"
            type="password"
            error={differs ? t("create.passphrase_differs") : undefined}
            value={again}
            onChange={setAgain}
          />
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
    </GateFrame>
  );
}
