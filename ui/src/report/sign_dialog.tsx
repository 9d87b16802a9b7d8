/** Says exactly what is signed, and asks for the passphrase again. */
import { useState } from "react";
import { Form } from "react-aria-components";
import type { ApiError, CaseView, SessionView } from "@/backend/port";
import { Button, TextField } from "@/shared/controls";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { Facts, Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

/** One finding for each decision; rows of the same variant, drug and tumour type share one. */
function decided(view: CaseView, decision: string) {
  const made = view.findings.filter((finding) => finding.decision?.decision === decision);
  return [...new Map(made.map((finding) => [finding.key, finding])).values()];
}

type Props = {
  view: CaseView;
  session: SessionView;
  isOpen: boolean;
  isBusy: boolean;
  error: ApiError | null;
  onClose: () => void;
  onSign: (passphrase: string) => void;
};

export function SignDialog({ view, session, isOpen, isBusy, error, onClose, onSign }: Props) {
  const { t, name } = useWords();
  const [passphrase, setPassphrase] = useState("");
  const accepted = decided(view, "accepted");
  const declined = decided(view, "declined");
  const close = () => {
    setPassphrase("");
    onClose();
  };
  const foot = (
    <>
      <Button onPress={close}>{t("action.cancel")}</Button>
      <Button form="sign-form" type="submit" look="primary" icon="pen" isDisabled={passphrase === "" || isBusy}>
        {isBusy ? t("sign.signing") : t("sign.sign")}
      </Button>
    </>
  );
  return (
    <Dialog title={t("sign.title")} isOpen={isOpen} onClose={close} width="wide" foot={foot}>
      <p>{t("sign.lead")}</p>
      <div className="sign-matter">
        <Facts
          facts={[
            { label: t("sign.patient"), value: `${view.header.patient_name} ${view.header.case_number}` },
            { label: t("sign.revision"), value: t("report.revision_number", { revision: view.report.revision }) },
            { label: t("sign.documents"), value: view.report.documents.map(({ kind, pages }) => `${name("document", kind)}${t("report.pages_in_brackets", { pages })}`).join(t("value.separator")) },
            { label: t("sign.decisions"), value: t("sign.decision_counts", { accepted: accepted.length, declined: declined.length }) },
            { label: t("sign.accepted"), value: [...new Set(accepted.map(({ therapy_label, label }) => therapy_label ?? label))].join(t("value.separator")) || t("sign.no_option") },
            { label: t("sign.release"), value: <span className="notation">{view.header.knowledge_release}</span> },
            { label: t("sign.hash"), value: <span className="notation">{view.report.content_hash}</span> },
            { label: t("sign.signer"), value: `${session.display_name} (${session.login})` },
          ]}
        />
      </div>
      <Remark tone="notice">{t("sign.after")}</Remark>
      <Form
        id="sign-form"
        onSubmit={(event) => {
          event.preventDefault();
          onSign(passphrase);
          setPassphrase("");
        }}
      >
        <TextField autoFocus label={t("sign.passphrase")} name="sign_passphrase" type="password" value={passphrase} onChange={setPassphrase} />
      </Form>
      <Failure error={error} />
    </Dialog>
  );
}
