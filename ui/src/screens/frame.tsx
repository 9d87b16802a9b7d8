/** The window once somebody is signed in: the way around at the left, the screen at the right. */
import { useCallback, useState } from "react";
import type { SessionView } from "@/backend/port";
import { AuditScreen } from "@/screens/audit_screen";
import { CaseScreen } from "@/screens/case_screen";
import { ImportScreen } from "@/screens/import_screen";
import { KnowledgeScreen } from "@/screens/knowledge_screen";
import { KeysDialog } from "@/screens/keys_dialog";
import { NoCases } from "@/screens/no_cases";
import { PacketsScreen } from "@/screens/packets_screen";
import { Palette } from "@/screens/palette";
import { ProgressScreen } from "@/screens/progress_screen";
import { SettingsScreen } from "@/screens/settings_screen";
import { Sidebar } from "@/screens/sidebar";
import { WorklistScreen } from "@/screens/worklist_screen";
import { useIdleLock } from "@/session/idle_lock";
import { useLock } from "@/session/queries";
import { Icon } from "@/shared/icon";
import { goTo, usePlace } from "@/shared/place";
import { type Shortcut, useShortcuts } from "@/shared/shortcuts";
import { useWords } from "@/wording/words";

export function Frame({ session }: { session: SessionView }) {
  const { t } = useWords();
  const place = usePlace();
  const { mutate } = useLock();
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  const seesCases = session.actions.includes("view_case");
  const seesAudit = session.actions.includes("view_audit");
  const lock = useCallback(() => mutate(), [mutate]);
  useIdleLock(session.idle_lock_minutes, lock);
  useShortcuts("keys.everywhere", [
    { keys: "ctrl+k", label: "keys.palette", run: () => setOpen("palette"), whileTyping: true },
    { keys: "?", label: "keys.help", run: () => setOpen("keys") },
    { keys: "w", label: "keys.worklist", run: () => goTo({ screen: "worklist" }) },
    { keys: "n", label: "keys.import", run: () => goTo({ screen: "import" }) },
    { keys: "b", label: "keys.knowledge", run: () => goTo({ screen: "knowledge", tab: "rows", chosen: null }) },
    { keys: "p", label: "keys.progress", run: () => goTo({ screen: "progress" }) },
    { keys: "ctrl+,", label: "keys.settings", run: () => goTo({ screen: "settings" }), whileTyping: true },
    ...(seesAudit ? [{ keys: "g", label: "keys.audit", run: () => goTo({ screen: "audit" }) } satisfies Shortcut] : []),
    { keys: "ctrl+l", label: "keys.lock", run: lock, whileTyping: true },
  ]);
  return (
    <div className="frame">
      <Sidebar session={session} place={place} onLock={lock} onPalette={() => setOpen("palette")} onKeys={() => setOpen("keys")} />
      <main className="frame-main">
        {session.intended_use === null && (
          <div className="not-for-care" role="note">
            <Icon name="alert" size={14} />
            <span>{t("frame.not_for_care")}</span>
            <a href="#/settings">{t("frame.state_use")}</a>
          </div>
        )}
        {session.knowledge_is_old && place.screen === "worklist" && (
          <div className="not-for-care" role="note">
            <Icon name="clock" size={14} />
            <span>{t("kb.old_short")}</span>
            <a href="#/knowledge/releases">{t("kb.tab.releases")}</a>
          </div>
        )}
        <div className="frame-screen">
          {place.screen === "worklist" && (seesCases ? <WorklistScreen /> : <NoCases />)}
          {place.screen === "import" && <ImportScreen owner={session.login} />}
          {place.screen === "progress" && <ProgressScreen actions={session.actions} />}
          {place.screen === "audit" && <AuditScreen />}
          {place.screen === "packets" && <PacketsScreen session={session} />}
          {place.screen === "knowledge" && <KnowledgeScreen tab={place.tab} chosen={place.chosen} actions={session.actions} />}
          {place.screen === "settings" && <SettingsScreen session={session} />}
          {place.screen === "case" && <CaseScreen key={place.caseId} caseId={place.caseId} tab={place.tab} session={session} />}
        </div>
      </main>
      <Palette actions={session.actions} isOpen={open === "palette"} onClose={() => setOpen(null)} onLock={lock} />
      <KeysDialog isOpen={open === "keys"} onClose={() => setOpen(null)} />
    </div>
  );
}
