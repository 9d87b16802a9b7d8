/** A case between two hospitals: asked, sent back, received. These packets name the patient, and say so before they are written. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf, useBackend } from "@/backend/context";
import type { NewRequest, RequestPlan, ReturnView } from "@/backend/port";
import { PathField } from "@/panel/packet_path";
import { useReferralBoard, useRequestPlan, useWriteRequest, useWriteReturn, useWriteReturned } from "@/panel/referral_queries";
import { Button, TextField, Tick } from "@/shared/controls";
import { shownDay } from "@/shared/dates";
import { Dialog } from "@/shared/dialog";
import { Failure } from "@/shared/failure";
import { Card, Facts, Remark, Waiting } from "@/shared/surfaces";
import { WriteDialog } from "@/shared/write_dialog";
import { useWords } from "@/wording/words";

const NO_REQUEST: NewRequest = { card: "", heard: "", consent_given_on: "", consent_form_version: "", consent_obtained_by: "", note: null };

function Carries({ plan }: { plan: RequestPlan }) {
  const { t } = useWords();
  const person = [plan.patient_name, plan.hospital_id, plan.born_on].filter((text) => text !== null).join(t("value.separator"));
  return (
    <section className="stack tight" aria-label={t("referral.carries")}>
      <h3>{t("referral.carries")}</h3>
      <Facts
        facts={[
          { label: t("referral.patient"), value: person },
          { label: t("referral.physician"), value: plan.attending_physician ?? "-" },
        ]}
      />
      <p>{t("referral.clinical", { consents: plan.consents })}</p>
      <ul aria-label={t("referral.files")}>
        {plan.files.map((file) => (
          <li key={file.sha256} className="selectable">
            {t("referral.file", { name: file.name, size: file.size_bytes })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function AskForm({ caseId, plan, onClose }: { caseId: string; plan: RequestPlan; onClose: () => void }) {
  const { t } = useWords();
  const backend = useBackend();
  const write = useWriteRequest(caseId);
  const [request, setRequest] = useState(NO_REQUEST);
  const [looked, setLooked] = useState(false);
  const [path, setPath] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const change = (part: Partial<NewRequest>) => setRequest({ ...request, ...part });
  const filled = [request.card, request.heard, request.consent_given_on, request.consent_form_version, request.consent_obtained_by, path].every((text) => text.trim() !== "");
  const ready = filled && looked && passphrase !== "" && !write.isPending;
  if (write.data) {
    return (
      <div className="stack">
        <Remark tone="positive">{t("referral.written")}</Remark>
        <p className="notation selectable">{write.data.path}</p>
        <p className="quiet">{t("packet.tell_fingerprint", { fingerprint: plan.own_fingerprint })}</p>
        <div>
          <Button look="primary" onPress={onClose}>
            {t("action.close")}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <Form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        write.mutate({ request, path: path.trim(), passphrase });
        setPassphrase("");
      }}
    >
      <Remark tone="caution">{t("referral.ask_lead")}</Remark>
      <Carries plan={plan} />
      <PathField label={t("referral.host_card")} name="host_card" value={request.card} onChange={(card) => change({ card })} onChoose={() => backend.chooseFiles(t("packet.choose_card")).then(([file]) => file)} />
      <TextField label={t("referral.heard")} name="host_heard" hint={t("packet.heard_hint")} autoComplete="off" value={request.heard} onChange={(heard) => change({ heard })} />
      <section className="stack tight" aria-label={t("referral.consent")}>
        <h3>{t("referral.consent")}</h3>
        <TextField label={t("referral.consent_on")} name="consent_on" hint={t("field.day_hint")} value={request.consent_given_on} onChange={(consent_given_on) => change({ consent_given_on })} />
        <TextField label={t("referral.consent_form")} name="consent_form" value={request.consent_form_version} onChange={(consent_form_version) => change({ consent_form_version })} />
        <TextField label={t("referral.consent_by")} name="consent_by" value={request.consent_obtained_by} onChange={(consent_obtained_by) => change({ consent_obtained_by })} />
      </section>
      <TextField optional rows={2} label={t("referral.note")} name="request_note" value={request.note ?? ""} onChange={(note) => change({ note: note === "" ? null : note })} />
      <Tick isSelected={looked} onChange={setLooked}>
        {t("referral.looked")}
      </Tick>
      <PathField label={t("export.path")} name="request_path" value={path} onChange={setPath} onChoose={() => backend.chooseTarget(t("referral.choose_target"), "request.packet")} />
      <TextField label={t("export.passphrase")} name="request_passphrase" type="password" value={passphrase} onChange={setPassphrase} />
      <Failure error={apiErrorOf(write.error)} />
      <div className="gate-actions end">
        <Button type="submit" look="primary" icon="export" isDisabled={!ready}>
          {t("referral.write")}
        </Button>
      </div>
    </Form>
  );
}

function AskDialog({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const { t } = useWords();
  const plan = useRequestPlan(caseId);
  return (
    <Dialog title={t("referral.ask")} isOpen onClose={onClose} width="wide">
      {plan.data ? <AskForm caseId={caseId} plan={plan.data} onClose={onClose} /> : plan.isError ? <Failure error={apiErrorOf(plan.error)} /> : <Waiting label={t("packet.reading")} />}
    </Dialog>
  );
}

function SendBackDialog({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const { t } = useWords();
  const backend = useBackend();
  const write = useWriteReturn(caseId);
  return (
    <WriteDialog
      title={t("referral.send_back")}
      done={t("referral.sent_back_done")}
      isOpen
      isBusy={write.isPending}
      error={apiErrorOf(write.error)}
      written={write.data ?? null}
      onChoose={() => backend.chooseTarget(t("referral.choose_target"), "return.packet")}
      onClose={onClose}
      onWrite={(path, passphrase) => write.mutate({ path, passphrase })}
    >
      <Remark tone="caution">{t("referral.send_back_lead")}</Remark>
    </WriteDialog>
  );
}

function Returned({ caseId, returned }: { caseId: string; returned: ReturnView }) {
  const { t, name } = useWords();
  const backend = useBackend();
  const write = useWriteReturned(caseId);
  const [sha256, setWriting] = useState<string | null>(null);
  const writing = returned.documents.find((document) => document.sha256 === sha256);
  return (
    <section className="stack tight" aria-label={t("referral.returned", { host: returned.host, revision: returned.revision })}>
      <h3>{t("referral.returned", { host: returned.host, revision: returned.revision })}</h3>
      <Facts
        facts={[
          { label: t("referral.returned_signer"), value: <span className="selectable">{`${returned.signer} ${shownDay(returned.signed_at.slice(0, 10))}`}</span> },
          { label: t("referral.returned_key"), value: <span className="notation selectable">{returned.key_fingerprint}</span> },
        ]}
      />
      <p className="quiet">{t("referral.returned_check")}</p>
      <ul className="panel-rows">
        {returned.recommendations.map((one, place) => (
          <li key={place} className="selectable">
            <strong>{one.route === null ? name("recommendation", one.kind) : name("route", one.route)}</strong> {one.text}
            <span className="quiet">{[...one.findings, one.reason].join(t("value.separator"))}</span>
          </li>
        ))}
      </ul>
      {returned.minority_opinion !== null && <p className="selectable">{returned.minority_opinion}</p>}
      <div className="row wrap">
        {returned.documents.map((document) => (
          <Button
            key={document.sha256}
            size="small"
            icon="export"
            onPress={() => {
              write.reset();
              setWriting(document.sha256);
            }}
          >
            {t("referral.write_document", { title: document.title })}
          </Button>
        ))}
      </div>
      {writing !== undefined && (
        <WriteDialog
          title={t("referral.write_document", { title: writing.title })}
          done={t("referral.document_written")}
          isOpen
          isBusy={write.isPending}
          error={apiErrorOf(write.error)}
          written={write.data ?? null}
          onChoose={() => backend.chooseTarget(t("export.choose_title"), `returned-${writing.kind}-r${returned.revision}.pdf`)}
          onClose={() => setWriting(null)}
          onWrite={(path, passphrase) => write.mutate({ sha256: writing.sha256, path, passphrase })}
        >
          <Remark tone="caution">{t("export.warning")}</Remark>
        </WriteDialog>
      )}
    </section>
  );
}

export function ReferralCard({ caseId, actions, isSigned }: { caseId: string; actions: string[]; isSigned: boolean }) {
  const { t } = useWords();
  const board = useReferralBoard(caseId);
  const [open, setOpen] = useState<"ask" | "send_back" | null>(null);
  const mayAsk = actions.includes("request_panel");
  if (board.isError) return <Failure error={apiErrorOf(board.error)} />;
  if (board.isPending) return null;
  const { requested, request, sent_back, returns } = board.data;
  const nothing = requested.length === 0 && request === null && returns.length === 0;
  if (nothing && !mayAsk) return null;
  return (
    <Card title={t("referral.title")}>
      <div className="stack">
        {request !== null && (
          <Facts
            facts={[
              { label: t("referral.from", { from: request.from }), value: <span className="notation selectable">{request.fingerprint}</span> },
              { label: t("referral.from_physician"), value: [request.department, request.attending_physician].filter((text) => text !== null).join(t("value.separator")) },
              { label: t("referral.consent_given"), value: shownDay(request.consent_given_on) },
              ...(request.note === null ? [] : [{ label: t("referral.note"), value: <span className="selectable">{request.note}</span> }]),
            ]}
          />
        )}
        <ul className="panel-rows" aria-label={t("referral.title")}>
          {requested.map((one) => (
            <li key={one.at}>{t("referral.asked", { host: one.host, at: shownDay(one.at.slice(0, 10)) })}</li>
          ))}
          {sent_back.map((one) => (
            <li key={one.at}>{t("referral.sent_back", { revision: one.revision, at: shownDay(one.at.slice(0, 10)) })}</li>
          ))}
        </ul>
        {returns.map((returned) => (
          <Returned key={returned.at} caseId={caseId} returned={returned} />
        ))}
        <div className="row wrap">
          {mayAsk && request === null && (
            <Button icon="export" onPress={() => setOpen("ask")}>
              {t("referral.ask")}
            </Button>
          )}
          {request !== null && isSigned && actions.includes("return_conclusion") && (
            <Button icon="export" onPress={() => setOpen("send_back")}>
              {t("referral.send_back")}
            </Button>
          )}
        </div>
      </div>
      {open === "ask" && <AskDialog caseId={caseId} onClose={() => setOpen(null)} />}
      {open === "send_back" && <SendBackDialog caseId={caseId} onClose={() => setOpen(null)} />}
    </Card>
  );
}
