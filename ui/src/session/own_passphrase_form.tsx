/** Choosing one's own passphrase: at the first sign-in in place of the initial one, later in place of an older one. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf } from "@/backend/context";
import { SHORTEST_PASSPHRASE } from "@/session/create_form";
import { useChoosePassphrase } from "@/session/queries";
import { Button, TextField } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { useWords } from "@/wording/words";

export function OwnPassphraseForm({ isFirst, onDone }: { isFirst: boolean; onDone: () => void }) {
  const { t } = useWords();
  const choose = useChoosePassphrase();
  const [old, setOld] = useState("");
  const [chosen, setChosen] = useState("");
  const [again, setAgain] = useState("");
  const differs = again !== "" && again !== chosen;
  const complete = old !== "" && chosen.length >= SHORTEST_PASSPHRASE && chosen === again;
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        choose.mutate({ old, chosen }, { onSuccess: onDone });
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
      <TextField
        label={t("own.new")}
        name="new_passphrase"
        type="password"
        hint={t("create.passphrase_hint", { shortest: SHORTEST_PASSPHRASE })}
        value={chosen}
        onChange={setChosen}
      />
      <TextField
        label={t("create.passphrase_again")}
        name="new_passphrase_again"
        type="password"
        error={differs ? t("create.passphrase_differs") : undefined}
        value={again}
        onChange={setAgain}
      />
      <Failure error={apiErrorOf(choose.error)} />
      <div className="gate-actions end">
        <Button type="submit" look="primary" isDisabled={!complete || choose.isPending}>
          {t("own.choose")}
        </Button>
      </div>
    </Form>
  );
}
