/** Everybody who has or had an account, and what an administrator does with it. */
import { useState } from "react";
import { apiErrorOf } from "@/backend/context";
import type { AccountRow, IssuedAccount } from "@/backend/port";
import { PersonDialog } from "@/people/person_dialog";
import { useAccounts, useResetAccount, useRevokeAccount } from "@/people/queries";
import { Button } from "@/shared/controls";
import { shownInstant } from "@/shared/dates";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { Card, Facts, Remark, Waiting } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

function IssuedDialog({ issued, onClose }: { issued: IssuedAccount; onClose: () => void }) {
  const { t } = useWords();
  const foot = (
    <Button look="primary" onPress={onClose}>
      {t("people.told")}
    </Button>
  );
  return (
    <Dialog title={t("people.issued_title", { name: issued.account.display_name })} isOpen onClose={onClose} foot={foot}>
      <p>{t("people.issued_lead")}</p>
      <Facts
        facts={[
          { label: t("create.login"), value: <span className="notation">{issued.account.login}</span> },
          { label: t("people.initial_passphrase"), value: <strong className="notation selectable initial-passphrase">{issued.initial_passphrase}</strong> },
          { label: t("people.valid_until"), value: shownInstant(issued.valid_until) },
        ]}
      />
      <Remark tone="caution">{t("people.issued_warning")}</Remark>
    </Dialog>
  );
}

type Asked = { what: "reset" | "revoke"; person: AccountRow };

function AskDialog({ asked, onClose, onIssued }: { asked: Asked; onClose: () => void; onIssued: (issued: IssuedAccount) => void }) {
  const { t } = useWords();
  const reset = useResetAccount();
  const revoke = useRevokeAccount();
  const { what, person } = asked;
  const run = () => {
    if (what === "reset") reset.mutate(person.account, { onSuccess: onIssued });
    else revoke.mutate(person.account, { onSuccess: onClose });
  };
  const foot = (
    <>
      <Button onPress={onClose}>{t("action.cancel")}</Button>
      <Button look={what === "revoke" ? "against" : "primary"} isDisabled={reset.isPending || revoke.isPending} onPress={run}>
        {what === "reset" ? t("people.reset") : t("people.revoke")}
      </Button>
    </>
  );
  const values = { name: person.display_name };
  return (
    <Dialog title={what === "reset" ? t("people.reset_title", values) : t("people.revoke_title", values)} isOpen onClose={onClose} foot={foot}>
      <p>{what === "reset" ? t("people.reset_lead") : t("people.revoke_lead")}</p>
      <Failure error={apiErrorOf(reset.error ?? revoke.error)} />
    </Dialog>
  );
}

export function PeopleCard() {
  const words = useWords();
  const { t, name } = words;
  const accounts = useAccounts();
  const [edited, setEdited] = useState<AccountRow | "new" | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [issued, setIssued] = useState<IssuedAccount | null>(null);
  const tell = (told: IssuedAccount) => {
    setEdited(null);
    setAsked(null);
    setIssued(told);
  };
  const add = (
    <Button size="small" icon="user" onPress={() => setEdited("new")}>
      {t("people.add_title")}
    </Button>
  );
  return (
    <Card title={t("people.title")} aside={add}>
      {accounts.isPending && <Waiting label={t("gate.opening")} />}
      <Failure error={apiErrorOf(accounts.error)} />
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t("people.person")}</th>
            <th scope="col">{t("people.roles")}</th>
            <th scope="col">{t("people.standing")}</th>
            <th scope="col">
              <span className="for-readers">{t("people.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {(accounts.data ?? []).map((person) => (
            <tr key={person.account} className={person.standing}>
              <td>
                <strong>{person.display_name}</strong>
                <span className="quiet notation"> {person.login}</span>
              </td>
              <td>
                {person.roles.map((role) => name("role", role)).join(t("value.separator"))}
                {person.qualifications.length > 0 && <div className="quiet">{person.qualifications.map((code) => name("qualification", code)).join(t("value.separator"))}</div>}
              </td>
              <td>
                {name("standing", person.standing)}
                <div className="quiet">{person.standing !== "revoked" && (person.second_factor ? t("people.with_factor") : t("people.without_factor"))}</div>
              </td>
              <td className="row end">
                {person.standing !== "revoked" && (
                  <Button size="small" look="quiet" onPress={() => setEdited(person)}>
                    {t("people.change")}
                  </Button>
                )}
                {person.standing !== "revoked" && !person.is_own && (
                  <>
                    <Button size="small" look="quiet" onPress={() => setAsked({ what: "reset", person })}>
                      {t("people.reset")}
                    </Button>
                    <Button size="small" look="quiet" onPress={() => setAsked({ what: "revoke", person })}>
                      {t("people.revoke")}
                    </Button>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {edited !== null && <PersonDialog person={edited === "new" ? null : edited} onClose={() => setEdited(null)} onIssued={tell} />}
      {asked !== null && <AskDialog asked={asked} onClose={() => setAsked(null)} onIssued={tell} />}
      {issued !== null && <IssuedDialog issued={issued} onClose={() => setIssued(null)} />}
    </Card>
  );
}
