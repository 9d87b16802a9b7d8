/** Choosing one's own passphrase: at the first sign-in in place of the initial one, later in place of an older one. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import { isChosen, NO_PASSPHRASE, PassphrasePair } from "@/session/passphrase_pair";
import { useChoosePassphrase } from "@/session/queries";
import { Button, TextField } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { useWords } from "@/wording/words";

export function OwnPassphraseForm({ isFirst, onDone }: { isFirst: boolean; onDone: () => void }) {
  const { t } = useWords();
  const choose = useChoosePassphrase();
  const [old, setOld] = useState("");
  const [pair, setPair] = useState(NO_PASSPHRASE);
  const complete = old !== "" && isChosen(pair);
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        choose.mutate({ old, chosen: pair.chosen }, { onSuccess: onDone });
      }}
    >
      <TextField
        autoFocus
        label={isFirst ? t("own.initial") : t("own.old")}
        name="old_passphrase"
        type="password"
        value={old}
        onChange={setOld}
      />
      <PassphrasePair label={t("own.new")} name="new_passphrase" pair={pair} onChange={setPair} />
      <Failure error={apiErrorOf(choose.error)} />
      <div className="gate-actions end">
        <Button type="submit" look="primary" isDisabled={!complete || choose.isPending}>
          {t("own.choose")}
        </Button>
      </div>
    </Form>
  );
}
