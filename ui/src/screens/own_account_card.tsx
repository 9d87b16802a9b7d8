/** One's own account: another passphrase, a second factor. */
import { useState } from "react";
import type { SessionView } from "@/backend/port";
import { OwnPassphraseForm } from "@/session/own_passphrase_form";
import { useEnter } from "@/session/queries";
import { SecondFactorForm } from "@/session/second_factor_form";
import { Button } from "@/shared/controls";
import { Dialog } from "@/shared/dialog";
import { Card } from "@/shared/surfaces";
import { useToast } from "@/shared/toast";
import { useWords } from "@/wording/words";

export function OwnAccountCard({ session }: { session: SessionView }) {
  const { t } = useWords();
  const toast = useToast();
  const enter = useEnter();
  const [open, setOpen] = useState<"passphrase" | "factor" | null>(null);
  const done = (words: string) => {
    setOpen(null);
    toast(words);
    void enter();
  };
  return (
    <Card title={t("own.card")}>
      <div className="stack">
        <p>{session.second_factor ? t("own.with_factor") : t("own.without_factor")}</p>
        <div className="row">
          <Button icon="key" onPress={() => setOpen("passphrase")}>
            {t("own.change_passphrase")}
          </Button>
          <Button icon="lock" onPress={() => setOpen("factor")}>
            {session.second_factor ? t("own.replace_factor") : t("own.enrol_factor")}
          </Button>
        </div>
      </div>
      {open === "passphrase" && (
        <Dialog title={t("own.change_passphrase")} isOpen onClose={() => setOpen(null)}>
          <p className="quiet">{t("own.keeps_keys")}</p>
          <OwnPassphraseForm isFirst={false} onDone={() => done(t("own.passphrase_changed"))} />
        </Dialog>
      )}
      {open === "factor" && (
        <Dialog title={t("factor.title")} isOpen onClose={() => setOpen(null)} width="wide">
          <SecondFactorForm onDone={() => done(t("factor.enrolled"))} />
        </Dialog>
      )}
    </Card>
  );
}
