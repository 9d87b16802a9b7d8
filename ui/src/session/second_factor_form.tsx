/** Enrolling a second factor: a picture for the telephone, a code back from it, then recovery codes, shown once. */
import { useEffect, useState } from "react";
import { CheckboxGroup, Form } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import type { SecondFactorOffer } from "@/backend/port";
import { useEnrolSecondFactor, useOfferSecondFactor } from "@/session/queries";
import { Button, TextField, Tick } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { Remark, Waiting } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

function Picture({ offer }: { offer: SecondFactorOffer }) {
  const { t } = useWords();
  return (
    <svg className="qr" role="img" aria-label={t("factor.picture")} viewBox={`0 0 ${offer.qr_modules} ${offer.qr_modules}`} shapeRendering="crispEdges">
      <rect width={offer.qr_modules} height={offer.qr_modules} className="qr-light" />
      <path d={offer.qr_path} className="qr-dark" />
    </svg>
  );
}

/** In groups of four, as it is typed. */
const grouped = (secret: string) => secret.match(/.{1,4}/g)?.join(" ") ?? secret;

function Codes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const { t } = useWords();
  const [kept, setKept] = useState<string[]>([]);
  return (
    <div className="stack">
      <p>{t("factor.codes_lead")}</p>
      <ol className="recovery-codes notation selectable" aria-label={t("factor.codes")}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <Remark tone="caution">{t("factor.codes_warning")}</Remark>
      <div className="gate-actions">
        <CheckboxGroup aria-label={t("factor.codes")} value={kept} onChange={setKept}>
          <Tick value="kept">{t("factor.codes_kept")}</Tick>
        </CheckboxGroup>
        <Button look="primary" isDisabled={kept.length === 0} onPress={onDone}>
          {t("factor.done")}
        </Button>
      </div>
    </div>
  );
}

export function SecondFactorForm({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const offer = useOfferSecondFactor();
  const enrol = useEnrolSecondFactor();
  const [code, setCode] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const { mutate } = offer;
  useEffect(() => mutate(), [mutate]);

  if (enrol.data !== undefined) return <Codes codes={enrol.data.codes} onDone={onDone} />;
  if (offer.error) return <Failure error={apiErrorOf(offer.error)} />;
  if (offer.data === undefined) return <Waiting label={t("factor.preparing")} />;
  return (
    <Form
      className="factor"
      onSubmit={(event) => {
        event.preventDefault();
        enrol.mutate({ passphrase, code }, { onError: () => setCode("") });
      }}
    >
      <div className="factor-secret">
        <Picture offer={offer.data} />
        <p className="field-hint">{t("factor.by_hand")}</p>
        <p className="notation selectable factor-typed">{grouped(offer.data.secret)}</p>
      </div>
      <div className="stack">
        <ol className="factor-steps">
          <li>{t("factor.step_read")}</li>
          <li>{t("factor.step_code")}</li>
        </ol>
        <TextField autoFocus label={t("factor.code")} name="factor_code" inputMode="numeric" autoComplete="off" value={code} onChange={setCode} />
        <TextField label={t("factor.passphrase")} name="factor_passphrase" type="password" value={passphrase} onChange={setPassphrase} />
        <Failure error={apiErrorOf(enrol.error)} />
        <div className="gate-actions end">
          <Button type="submit" look="primary" isDisabled={code.trim() === "" || passphrase === "" || enrol.isPending}>
            {t("factor.enrol")}
          </Button>
        </div>
      </div>
    </Form>
  );
}
