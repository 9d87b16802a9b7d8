import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import { GateFrame } from "@/session/gate_frame";
import { useSignIn } from "@/session/queries";
import { Button, TextField } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { useWords } from "@/wording/words";

export function SignInForm({ institution, asksCode, onPacket }: { institution: string; asksCode: boolean; onPacket: () => void }) {
  const { t } = useWords();
  const signIn = useSignIn();
  const [login, setLogin] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [code, setCode] = useState("");
  const [because, setBecause] = useState("");
  const isOlder = because !== "" || apiErrorOf(signIn.error)?.message.code === "workspace_older";
  return (
    <GateFrame title={institution} lead={t("sign_in.lead")}>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const typed = code.trim();
          const again = () => {
            setPassphrase("");
            setCode("");
          };
          const request = { login, passphrase, code: typed === "" ? null : typed, older_because: because.trim() === "" ? null : because.trim() };
          signIn.mutate(request, { onError: again });
        }}
      >
        <TextField label={t("sign_in.login")} name="login" value={login} onChange={setLogin} autoComplete="off" autoFocus />
        <TextField label={t("sign_in.passphrase")} name="passphrase" type="password" value={passphrase} onChange={setPassphrase} />
        {asksCode && <TextField label={t("sign_in.code")} name="code" hint={t("sign_in.code_hint")} autoComplete="off" value={code} onChange={setCode} />}
        <Failure error={apiErrorOf(signIn.error)} />
        {isOlder && <TextField label={t("sign_in.older_because")} name="older_because" value={because} onChange={setBecause} />}
        <Button type="submit" look="primary" isDisabled={login === "" || passphrase === "" || signIn.isPending}>
          {signIn.isPending ? t("sign_in.opening") : t("sign_in.open")}
        </Button>
      </Form>
      <div className="gate-actions end">
        <Button look="quiet" icon="file" onPress={onPacket}>
          {t("sign_in.packet")}
        </Button>
      </div>
    </GateFrame>
  );
}
