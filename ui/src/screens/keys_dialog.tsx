/** Every key that works on the screen in sight. */
import { KeyHint } from "@/shared/controls";
import { Dialog } from "@/shared/dialog";
import { useShortcutGroups } from "@/shared/shortcuts";
import { useWords } from "@/wording/words";

const SHOWN: Record<string, string> = { ArrowDown: "↓", ArrowUp: "↑" };

function shown(keys: string): string {
  return keys
    .split("+")
    .map((part) => SHOWN[part] ?? part.charAt(0).toUpperCase() + part.slice(1))
    .join(" + ");
}

export function KeysDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useWords();
  const groups = useShortcutGroups();
  return (
    <Dialog title={t("keys.title")} isOpen={isOpen} onClose={onClose} width="wide">
      <div className="key-groups">
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{t(group.title)}</h3>
            <dl>
              {group.shortcuts.map(({ keys, label }) => (
                <div key={keys} className="key-line">
                  <dt>{t(label)}</dt>
                  <dd>
                    <KeyHint keys={shown(keys)} />
                    <span className="visually-hidden">{shown(keys)}</span>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
