/** A key of one's own, made where its owner sits; and the card of the hospital. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf, useBackend } from "@/backend/context";
import { PathField } from "@/panel/packet_path";
import { useCreatePacketKey, usePacketCard, useWritePacketCard } from "@/panel/packet_queries";
import { Button, TextField } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { Facts, Remark } from "@/shared/surfaces";
import { useToast } from "@/shared/toast";
import { useWords } from "@/wording/words";

/** As the vault asks of a passphrase that is the only factor. */
const SHORTEST = 13;

export function PacketKeyForm() {
  const { t } = useWords();
  const backend = useBackend();
  const make = useCreatePacketKey();
  const [owner, setOwner] = useState("");
  const [path, setPath] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  if (make.data) {
    return (
      <div className="stack">
        <Remark tone="positive">{t("packet.key_made")}</Remark>
        <Facts
          facts={[
            { label: t("packet.fingerprint"), value: <span className="notation selectable">{make.data.fingerprint}</span> },
            { label: t("packet.card_file"), value: <span className="notation selectable">{make.data.card_path}</span> },
            { label: t("packet.key_file"), value: <span className="notation selectable">{make.data.key_path}</span> },
          ]}
        />
      </div>
    );
  }
  const differs = again !== "" && again !== passphrase;
  const ready = owner.trim() !== "" && path.trim() !== "" && passphrase.length >= SHORTEST && again === passphrase && !make.isPending;
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        make.mutate({ owner: owner.trim(), passphrase, path: path.trim() });
        setPassphrase("");
        setAgain("");
      }}
    >
      <p className="quiet">{t("packet.key_lead")}</p>
      <TextField label={t("packet.key_owner")} name="key_owner" value={owner} onChange={setOwner} />
      <PathField label={t("packet.key_file")} name="key_path" value={path} onChange={setPath} onChoose={() => backend.chooseTarget(t("packet.choose_key_target"), "shirube.key")} />
      <TextField label={t("packet.key_passphrase")} name="key_passphrase" type="password" hint={t("create.passphrase_hint", { shortest: SHORTEST })} value={passphrase} onChange={setPassphrase} />
      <TextField label={t("create.passphrase_again")} name="key_passphrase_again" type="password" error={differs ? t("create.passphrase_differs") : undefined} value={again} onChange={setAgain} />
      <Failure error={apiErrorOf(make.error)} />
      <div className="gate-actions end">
        <Button type="submit" look="primary" icon="key" isDisabled={!ready}>
          {t("packet.make_key")}
        </Button>
      </div>
    </Form>
  );
}

/** What other houses need of this one. */
export function OwnPacketCard() {
  const { t } = useWords();
  const backend = useBackend();
  const toast = useToast();
  const card = usePacketCard();
  const write = useWritePacketCard();
  const save = () =>
    backend.chooseTarget(t("packet.choose_card_target"), "hospital.card").then((path) => path && write.mutate(path, { onSuccess: () => toast(t("packet.card_written")) }));
  return (
    <div className="stack">
      <p className="quiet">{t("packet.own_card_lead")}</p>
      {card.data && (
        <Facts
          facts={[
            { label: t("settings.institution"), value: card.data.name },
            { label: t("packet.fingerprint"), value: <span className="notation selectable">{card.data.fingerprint}</span> },
          ]}
        />
      )}
      <Failure error={apiErrorOf(card.error ?? write.error)} />
      <div>
        <Button icon="export" isDisabled={write.isPending} onPress={() => void save()}>
          {t("packet.write_card")}
        </Button>
      </div>
    </div>
  );
}
