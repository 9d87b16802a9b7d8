/** Signing keys: whose, from when until when, why one ended; the institution's list for others, and the lists of others. */
import { useState } from "react";
import { apiErrorOf, useBackend } from "@/backend/context";
import type { SessionView, SigningKeyRow } from "@/backend/port";
import { ImportListDialog } from "@/keys/import_list_dialog";
import "@/keys/keys.css";
import { useExportKeyList, useSigningKeys } from "@/keys/queries";
import { RenewKeyDialog, RotateDialog } from "@/keys/rotate_dialogs";
import { RevokeKeyDialog } from "@/keys/revoke_key_dialog";
import { Button } from "@/shared/controls";
import { shownInstant } from "@/shared/dates";
import { Failure } from "@/shared/failure";
import { Mark, type MarkLook } from "@/shared/mark";
import { Card, Remark, Waiting } from "@/shared/surfaces";
import { WriteDialog } from "@/shared/write_dialog";
import { useWords } from "@/wording/words";

const LOOK: Record<string, MarkLook> = {
  in_force: { icon: "check", tone: "positive" },
  ended: { icon: "clock", tone: "quiet" },
  revoked: { icon: "alert", tone: "against" },
};

function KeyRow({ row, onRevoke }: { row: SigningKeyRow; onRevoke: (() => void) | null }) {
  const { t, name } = useWords();
  return (
    <tr className={row.standing === "in_force" ? undefined : "revoked"}>
      <td>
        <strong>{row.person}</strong>
        <span className="quiet notation"> {row.login}</span>
      </td>
      <td className="notation selectable">{row.fingerprint}</td>
      <td>
        {shownInstant(row.valid_from)}
        {t("keys_card.until")}
        {row.valid_until !== null && shownInstant(row.valid_until)}
      </td>
      <td>
        <Mark look={LOOK[row.standing] ?? { icon: "clock", tone: "quiet" }}>{name("key_standing", row.standing)}</Mark>
        {row.revoked !== null && <div className="quiet">{name("revocation", row.revoked)}</div>}
        {row.revoked === null && row.ended !== null && <div className="quiet">{name("key_end", row.ended)}</div>}
        {row.because !== null && <div className="quiet selectable">{row.because}</div>}
      </td>
      <td className="row end">
        {onRevoke !== null && row.standing !== "revoked" && (
          <Button size="small" look="quiet" aria-label={t("keys_card.revoke_of", { name: row.person, fingerprint: row.fingerprint })} onPress={onRevoke}>
            {t("keys_card.revoke")}
          </Button>
        )}
      </td>
    </tr>
  );
}

function ExportListDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const backend = useBackend();
  const exporting = useExportKeyList();
  const suggested = "key-list.json";
  return (
    <WriteDialog
      title={t("keys_card.export")}
      done={t("keys_card.exported", { fingerprint: exporting.data?.fingerprint ?? "" })}
      isOpen
      isBusy={exporting.isPending}
      error={apiErrorOf(exporting.error)}
      written={exporting.data ?? null}
      pathHint={t("export.suggested", { name: suggested })}
      onChoose={() => backend.chooseTarget(t("keys_card.export"), suggested)}
      onClose={onClose}
      onWrite={(path, passphrase) => exporting.mutate({ path, passphrase })}
    >
      <p>{t("keys_card.export_lead")}</p>
    </WriteDialog>
  );
}

export function KeysCard({ session }: { session: SessionView }) {
  const { t } = useWords();
  const keys = useSigningKeys();
  const [open, setOpen] = useState<"export" | "import" | "renew" | "rotate" | SigningKeyRow | null>(null);
  const mayRevoke = session.actions.includes("manage_accounts");
  const mayShare = session.actions.includes("configure_institution");
  const aside = (
    <div className="row">
      <Button size="small" icon="key" onPress={() => setOpen("renew")}>
        {t("rotation.renew")}
      </Button>
    </div>
  );
  const below = mayShare && (
    <div className="row">
      <Button size="small" icon="lock" onPress={() => setOpen("rotate")}>
        {t("rotation.rotate")}
      </Button>
      <Button size="small" icon="export" onPress={() => setOpen("export")}>
        {t("keys_card.export")}
      </Button>
      <Button size="small" icon="key" onPress={() => setOpen("import")}>
        {t("keys_card.import")}
      </Button>
    </div>
  );
  return (
    <Card title={t("keys_card.title")} aside={aside}>
      {keys.isPending && <Waiting label={t("gate.opening")} />}
      <Failure error={apiErrorOf(keys.error)} />
      <div className="table-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t("keys_card.owner")}</th>
              <th scope="col">{t("report.key")}</th>
              <th scope="col">{t("keys_card.time")}</th>
              <th scope="col">{t("people.standing")}</th>
              <th scope="col">
                <span className="for-readers">{t("people.actions")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {(keys.data?.keys ?? []).map((row) => (
              <KeyRow key={row.account + row.public_key} row={row} onRevoke={mayRevoke ? () => setOpen(row) : null} />
            ))}
          </tbody>
        </table>
      </div>
      <dl className="key-lists">
        <dt>{t("keys_card.institution_key")}</dt>
        <dd className="notation selectable">{keys.data?.institution_fingerprint ?? t("keys_card.institution_key_none")}</dd>
        <dt>{t("keys_card.known")}</dt>
        <dd>
          {(keys.data?.known ?? []).length === 0 && t("keys_card.known_none")}
          {(keys.data?.known ?? []).map((known) => (
            <div key={known.fingerprint}>
              {known.institution} <span className="notation">{known.fingerprint}</span> <span className="quiet">{t("keys_card.issued", { at: shownInstant(known.issued_at) })}</span>
            </div>
          ))}
        </dd>
      </dl>
      {below}
      <Remark tone="notice">{t("keys_card.time_remark")}</Remark>
      {open === "renew" && <RenewKeyDialog onClose={() => setOpen(null)} />}
      {open === "rotate" && <RotateDialog onClose={() => setOpen(null)} />}
      {open === "export" && <ExportListDialog onClose={() => setOpen(null)} />}
      {open === "import" && <ImportListDialog onClose={() => setOpen(null)} />}
      {open !== null && typeof open !== "string" && <RevokeKeyDialog row={open} onClose={() => setOpen(null)} />}
    </Card>
  );
}
