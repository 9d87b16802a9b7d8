/** An invitation from another hospital: opened, read and answered, with or without a workspace. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf, useBackend } from "@/backend/context";
import type { ExportedFile, InvitationView, PacketLook, PacketOpener } from "@/backend/port";
import { isComplete, NO_OPINION, OpinionFields, opinionOf } from "@/panel/opinion_form";
import { PacketCaseWords } from "@/panel/packet_case";
import { PathField } from "@/panel/packet_path";
import { useAnswerPacket, useLookAtPacket, useOpenPacket } from "@/panel/packet_queries";
import { Button, TextField } from "@/shared/controls";
import { shownDay } from "@/shared/dates";
import { Failure } from "@/shared/failure";
import { Facts, Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

/** `key` of the workspace that one is signed in to, or a file and a passphrase. */
type Way = "workspace" | "file";
type Opened = { path: string; opener: PacketOpener | null; view: InvitationView };

function OpenForm({ way, onOpened }: { way: Way; onOpened: (opened: Opened) => void }) {
  const { t } = useWords();
  const backend = useBackend();
  const looking = useLookAtPacket();
  const opening = useOpenPacket();
  const [path, setPath] = useState("");
  const [keyFile, setKeyFile] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const look: PacketLook | null = looking.data ?? null;
  const isInvitation = look?.kind === "invitation";
  const choose = (label: string) => backend.chooseFiles(label).then(([file]) => file);
  const changePath = (next: string) => {
    looking.reset();
    opening.reset();
    setPath(next);
  };
  const opener = way === "workspace" ? null : { key_file: look?.by_passphrase ? null : keyFile.trim(), passphrase };
  const ready = isInvitation && (opener === null || (passphrase !== "" && (look.by_passphrase || keyFile.trim() !== "")));
  const open = () => {
    opening.mutate({ path: path.trim(), opener }, { onSuccess: (view) => onOpened({ path: path.trim(), opener, view }) });
    setPassphrase("");
  };
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (look === null) looking.mutate(path.trim());
        else if (ready && !opening.isPending) open();
      }}
    >
      <PathField label={t("packet.file")} name="packet_file" value={path} onChange={changePath} onChoose={() => choose(t("packet.choose_file"))} />
      {look !== null && !isInvitation && <Remark tone="caution">{t("packet.not_invitation")}</Remark>}
      {isInvitation && way === "file" && !look.by_passphrase && (
        <PathField label={t("packet.key_file")} name="key_file" hint={t("packet.key_file_hint")} value={keyFile} onChange={setKeyFile} onChoose={() => choose(t("packet.choose_key"))} />
      )}
      {isInvitation && way === "file" && (
        <TextField
          label={look.by_passphrase ? t("packet.passphrase") : t("packet.key_passphrase")}
          name="packet_passphrase"
          type="password"
          value={passphrase}
          onChange={setPassphrase}
        />
      )}
      <Failure error={apiErrorOf(looking.error ?? opening.error)} />
      <div className="gate-actions end">
        <Button type="submit" look="primary" isDisabled={path.trim() === "" || looking.isPending || opening.isPending || (look !== null && !ready)}>
          {look === null ? t("packet.look") : t("packet.open")}
        </Button>
      </div>
    </Form>
  );
}

function Answered({ written }: { written: ExportedFile }) {
  const { t } = useWords();
  return (
    <div className="stack">
      <Remark tone="positive">{t("packet.answered")}</Remark>
      <Facts
        facts={[
          { label: t("export.path"), value: <span className="notation">{written.path}</span> },
          { label: "SHA-256", value: <span className="notation">{written.sha256}</span> },
        ]}
      />
    </div>
  );
}

function AnswerForm({ opened }: { opened: Opened }) {
  const { t } = useWords();
  const backend = useBackend();
  const answer = useAnswerPacket();
  const [draft, setDraft] = useState(NO_OPINION);
  const [to, setTo] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const { path, opener, view } = opened;
  if (answer.data) return <Answered written={answer.data} />;
  if (view.late) return <Remark tone="caution">{t("packet.late")}</Remark>;
  const ready = isComplete(draft, view.asked) && to.trim() !== "" && (opener !== null || passphrase !== "") && !answer.isPending;
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        answer.mutate({ path, opener, opinion: opinionOf({ ...draft, receivedBy: "" }, view.asked, null), to: to.trim(), passphrase });
        setPassphrase("");
      }}
    >
      <h2>{t("packet.answer")}</h2>
      <Remark tone="notice">{t("packet.answer_lead")}</Remark>
      <OpinionFields asked={view.asked} draft={draft} onChange={setDraft} />
      <PathField
        label={t("packet.answer_to")}
        name="answer_path"
        hint={t("export.suggested", { name: `${view.packet.slice(0, 8)}-answer.packet` })}
        value={to}
        onChange={setTo}
        onChoose={() => backend.chooseTarget(t("packet.choose_answer"), `${view.packet.slice(0, 8)}-answer.packet`)}
      />
      {opener === null && <TextField label={t("export.passphrase")} name="answer_passphrase" type="password" value={passphrase} onChange={setPassphrase} />}
      <Failure error={apiErrorOf(answer.error)} />
      <div className="gate-actions end">
        <Button type="submit" look="primary" icon="export" isDisabled={!ready}>
          {t("packet.write_answer")}
        </Button>
      </div>
    </Form>
  );
}

function Read({ opened }: { opened: Opened }) {
  const { t, name } = useWords();
  const { view } = opened;
  return (
    <div className="stack">
      <Facts
        facts={[
          { label: t("packet.host"), value: <span className="selectable">{view.host}</span> },
          { label: t("packet.fingerprint"), value: <span className="notation selectable">{view.host_fingerprint}</span> },
          { label: t("packet.member"), value: <span className="selectable">{view.member}</span> },
          { label: t("packet.counts_for"), value: view.qualifications.map((code) => name("qualification", code)).join(t("value.separator")) },
          { label: t("panel.meeting"), value: name("meeting", view.meeting) },
          { label: t("packet.due_on"), value: shownDay(view.due_on) },
          ...(view.subject === null ? [] : [{ label: t("packet.subject"), value: <span className="selectable">{view.subject}</span> }]),
          { label: t("packet.case_hash"), value: <span className="notation selectable">{view.case_hash.slice(0, 12)}</span> },
        ]}
      />
      <Remark tone="caution">{t("packet.compare")}</Remark>
      <PacketCaseWords told={view.case} />
      <AnswerForm opened={opened} />
    </div>
  );
}

export function PacketReader({ way }: { way: Way }) {
  const { t } = useWords();
  const [opened, setOpened] = useState<Opened | null>(null);
  if (opened === null) return <OpenForm way={way} onOpened={setOpened} />;
  return (
    <div className="stack">
      <div>
        <Button look="quiet" icon="back" onPress={() => setOpened(null)}>
          {t("packet.another")}
        </Button>
      </div>
      <Read opened={opened} />
    </div>
  );
}
