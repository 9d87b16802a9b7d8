/** For somebody whose roles open no case: one case, for an hour, with a reason, and everybody concerned is told. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import { useBreakGlass } from "@/audit/queries";
import { Button, TextField } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { Card, Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

export function GlassCard({ onOpened }: { onOpened: (caseId: string) => void }) {
  const { t } = useWords();
  const glass = useBreakGlass();
  const [caseId, setCaseId] = useState("");
  const [reason, setReason] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const complete = [caseId, reason].every((text) => text.trim() !== "") && passphrase !== "";
  return (
    <Card title={t("glass.title")}>
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          glass.mutate({ caseId: caseId.trim(), reason: reason.trim(), passphrase }, { onSuccess: onOpened });
          setPassphrase("");
        }}
      >
        <Remark tone="caution">{t("glass.lead")}</Remark>
        <TextField label={t("glass.case")} name="glass_case" value={caseId} onChange={setCaseId} />
        <TextField rows={2} label={t("glass.reason")} name="glass_reason" value={reason} onChange={setReason} />
        <TextField label={t("glass.passphrase")} name="glass_passphrase" type="password" value={passphrase} onChange={setPassphrase} />
        <Failure error={apiErrorOf(glass.error)} />
        <div className="row">
          <Button type="submit" look="against" isDisabled={!complete || glass.isPending}>
            {t("glass.open")}
          </Button>
        </div>
      </Form>
    </Card>
  );
}
