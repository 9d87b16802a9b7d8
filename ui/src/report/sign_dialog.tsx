/** Says exactly what is signed, and asks for the passphrase again. */
import { useState } from "react";
import { Form } from "react-aria-components";
import type { ApiError, CaseView, PanelBoard, SessionView } from "@/backend/port";
import { SignMatter } from "@/report/sign_matter";
import { Button, TextField } from "@/shared/controls";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

type Props = {
  view: CaseView;
  /** Nothing is signed before it is read: it is part of what is signed. */
  board: PanelBoard | undefined;
  session: SessionView;
  isOpen: boolean;
  isBusy: boolean;
  error: ApiError | null;
  onClose: () => void;
  onSign: (passphrase: string) => void;
};

export function SignDialog({ view, board, session, isOpen, isBusy, error, onClose, onSign }: Props) {
  const { t } = useWords();
  const [passphrase, setPassphrase] = useState("");
  const ready = passphrase !== "" && board !== undefined && !isBusy;
  const close = () => {
    setPassphrase("");
    onClose();
  };
  const foot = (
    <>
      <Button onPress={close}>{t("action.cancel")}</Button>
      <Button form="sign-form" type="submit" look="primary" icon="pen" isDisabled={!ready}>
        {isBusy ? t("sign.signing") : t("sign.sign")}
      </Button>
    </>
  );
  return (
    <Dialog title={t("sign.title")} isOpen={isOpen} onClose={close} width="wide" foot={foot}>
      <p>{t("sign.lead")}</p>
      <SignMatter view={view} board={board} session={session} />
      <Remark tone="notice">{t("sign.after")}</Remark>
      <Form
        id="sign-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready) return;
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
