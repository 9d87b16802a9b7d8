import type { SessionView } from "@/backend/port";
import { ImportMark } from "@/intake/progress";
import { BrandMark } from "@/shared/brand_mark";
import { Button, KeyHint } from "@/shared/controls";
import { Icon, type IconName } from "@/shared/icon";
import { addressOf, type Place } from "@/shared/place";
import { useWords, type WordKey } from "@/wording/words";
import { isShown } from "@/worklist/counts";
import { useWorklist } from "@/worklist/queries";

/** Shown to whom one of the actions is allowed; `null` to everybody. */
type Target = { place: Place; icon: IconName; label: WordKey; action: string[] | null; isHere: (place: Place) => boolean };

const TARGETS: Target[] = [
  { place: { screen: "worklist" }, icon: "list", label: "worklist.title", action: null, isHere: ({ screen }) => screen === "worklist" || screen === "case" },
  { place: { screen: "import" }, icon: "inbox", label: "import.title", action: ["import_case"], isHere: ({ screen }) => screen === "import" },
  { place: { screen: "progress" }, icon: "flask", label: "progress.title", action: ["view_progress"], isHere: ({ screen }) => screen === "progress" },
  { place: { screen: "knowledge", tab: "rows", chosen: null }, icon: "book", label: "kb.title", action: null, isHere: ({ screen }) => screen === "knowledge" },
  { place: { screen: "packets" }, icon: "export", label: "packet.screen", action: ["give_opinion", "receive_packet", "import_case", "request_panel"], isHere: ({ screen }) => screen === "packets" },
  { place: { screen: "settings" }, icon: "sliders", label: "settings.title", action: null, isHere: ({ screen }) => screen === "settings" },
  { place: { screen: "audit" }, icon: "clock", label: "audit.title", action: ["view_audit"], isHere: ({ screen }) => screen === "audit" },
];

type Props = { session: SessionView; place: Place; onLock: () => void; onPalette: () => void; onKeys: () => void };

export function Sidebar({ session, place, onLock, onPalette, onKeys }: Props) {
  const { t, name } = useWords();
  const seesCases = session.actions.includes("view_case");
  const rows = useWorklist("", {}, seesCases).data ?? [];
  const waiting = rows.filter((row) => isShown(row, "undecided") || isShown(row, "mine")).length;
  const targets = TARGETS.filter(({ action }) => action === null || action.some((one) => session.actions.includes(one)));
  return (
    <nav className="sidebar" aria-label={t("frame.navigation")}>
      <div className="sidebar-brand">
        <BrandMark size={28} />
        <span>{t("product.name")}</span>
      </div>
      <button type="button" className="sidebar-find" onClick={onPalette}>
        <Icon name="search" size={14} />
        <span>{t("frame.find")}</span>
        <KeyHint keys="Ctrl K" />
      </button>
      <ul className="sidebar-targets">
        {targets.map((target) => (
          <li key={target.label}>
            <a href={addressOf(target.place)} aria-current={target.isHere(place) ? "page" : undefined}>
              <Icon name={target.icon} />
              <span>{t(target.label)}</span>
              {target.place.screen === "worklist" && waiting > 0 && (
                <span className="count-mark" title={t("frame.waiting", { count: waiting })}>
                  {waiting}
                </span>
              )}
              {target.place.screen === "audit" && session.open_alerts > 0 && (
                <span className="count-mark" title={t("frame.alerts", { count: session.open_alerts })}>
                  {session.open_alerts}
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
      <div className="sidebar-foot">
        {place.screen !== "import" && <ImportMark />}
        {session.demonstration && <span className="badge">{t("frame.demonstration")}</span>}
        <div className="sidebar-person">
          <span className="person-mark" aria-hidden="true">
            <Icon name="user" />
          </span>
          <div>
            <strong>{session.display_name}</strong>
            <span className="sidebar-roles">
              {session.roles.map((role) => (
                <span key={role}>{name("role", role)}</span>
              ))}
            </span>
          </div>
        </div>
        <p className="sidebar-institution">{session.institution}</p>
        <div className="row">
          <Button look="quiet" size="small" icon="lock" onPress={onLock}>
            {t("frame.lock")}
          </Button>
          <Button look="quiet" size="small" icon="key" onPress={onKeys}>
            {t("frame.keys")}
          </Button>
        </div>
      </div>
    </nav>
  );
}
