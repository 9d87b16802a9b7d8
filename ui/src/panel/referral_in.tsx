/** What comes in from other hospitals: a request to look at and take in as a case, and a return. */
import { useState } from "react";
import { apiErrorOf, useBackend } from "@/backend/context";
import { useAcceptRequest, useLookAtRequest, useReceiveReturn } from "@/panel/referral_queries";
import { Button, TextField } from "@/shared/controls";
import { shownDay } from "@/shared/dates";
import { Failure } from "@/shared/failure";
import { Facts } from "@/shared/surfaces";
import { useToast } from "@/shared/toast";
import { useWords } from "@/wording/words";

export function AcceptRequest({ onDone }: { onDone: (caseId: string) => void }) {
  const { t } = useWords();
  const backend = useBackend();
  const toast = useToast();
  const look = useLookAtRequest();
  const accept = useAcceptRequest();
  const [path, setPath] = useState("");
  const [heard, setHeard] = useState("");
  const choose = async () => {
    const [file] = await backend.chooseFiles(t("referral.choose_request"));
    if (file === undefined) return;
    accept.reset();
    setHeard("");
    setPath(file);
    look.mutate(file);
  };
  const take = () =>
    accept.mutate(
      { path, heard },
      {
        onSuccess: (imported) => {
          toast(t("referral.taken_in", { number: imported.case_number }));
          onDone(imported.case_id);
        },
      },
    );
  const seen = look.data;
  return (
    <div className="stack">
      <p className="quiet">{t("referral.accept_lead")}</p>
      <div>
        <Button icon="inbox" isDisabled={look.isPending} onPress={() => void choose()}>
          {t("referral.open_request")}
        </Button>
      </div>
      {seen && (
        <>
          <Facts
            facts={[
              { label: t("referral.from", { from: seen.from }), value: <span className="notation selectable">{seen.fingerprint}</span> },
              { label: t("referral.from_physician"), value: [seen.department, seen.attending_physician].filter((text) => text !== null).join(t("value.separator")) },
              { label: t("referral.patient"), value: seen.patient_name },
              { label: t("referral.consent"), value: [shownDay(seen.consent_given_on), seen.consent_form_version, seen.consent_obtained_by].join(t("value.separator")) },
              { label: t("referral.note"), value: <span className="selectable">{seen.note ?? "-"}</span> },
              { label: t("referral.files"), value: seen.files.map((file) => t("referral.file", { name: file.name, size: file.size_bytes })).join(t("value.separator")) },
            ]}
          />
          <TextField label={t("referral.heard_from")} name="from_heard" hint={t("packet.heard_hint")} autoComplete="off" value={heard} onChange={setHeard} />
          <div>
            <Button look="primary" isDisabled={heard.trim() === "" || accept.isPending} onPress={take}>
              {t("referral.take_in")}
            </Button>
          </div>
        </>
      )}
      <Failure error={apiErrorOf(look.error ?? accept.error)} />
    </div>
  );
}

export function ReceiveReturn({ onDone }: { onDone: (caseId: string) => void }) {
  const { t } = useWords();
  const backend = useBackend();
  const toast = useToast();
  const receive = useReceiveReturn();
  const take = async () => {
    const [file] = await backend.chooseFiles(t("referral.choose_return"));
    if (file === undefined) return;
    receive.mutate(file, {
      onSuccess: (received) => {
        toast(t("referral.return_received", { number: received.case_number }));
        onDone(received.case_id);
      },
    });
  };
  return (
    <div className="stack">
      <p className="quiet">{t("referral.receive_return_lead")}</p>
      <div>
        <Button icon="inbox" isDisabled={receive.isPending} onPress={() => void take()}>
          {t("referral.receive_return")}
        </Button>
      </div>
      <Failure error={apiErrorOf(receive.error)} />
    </div>
  );
}
