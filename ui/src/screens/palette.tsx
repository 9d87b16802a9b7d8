/** Finds a case or a command from anywhere. */
import { type KeyboardEvent, useDeferredValue, useState } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { Icon, type IconName } from "@/shared/icon";
import { goTo } from "@/shared/place";
import { rowAfter } from "@/shared/row_grid";
import { isComposing } from "@/shared/shortcuts";
import { useWords } from "@/wording/words";
import { useWorklist } from "@/worklist/queries";

type Entry = { id: string; icon: IconName; title: string; about: string; run: () => void };
const MOST_CASES = 8;

function useEntries(text: string, actions: string[], onLock: () => void): Entry[] {
  const { t, name } = useWords();
  const cases = useWorklist(text, {}, actions.includes("view_case"));
  const wanted = text.normalize("NFKC").toLowerCase().trim();
  const commands: Entry[] = [
    { id: "worklist", icon: "list" as const, title: t("worklist.title"), about: t("palette.go"), run: () => goTo({ screen: "worklist" }) },
    { id: "import", icon: "inbox" as const, title: t("import.title"), about: t("palette.go"), run: () => goTo({ screen: "import" }) },
    { id: "progress", icon: "flask" as const, title: t("progress.title"), about: t("palette.go"), run: () => goTo({ screen: "progress" }) },
    { id: "knowledge", icon: "book" as const, title: t("kb.title"), about: t("palette.go"), run: () => goTo({ screen: "knowledge", tab: "rows", chosen: null }) },
    { id: "settings", icon: "sliders" as const, title: t("settings.title"), about: t("palette.go"), run: () => goTo({ screen: "settings" }) },
    ...(actions.includes("view_audit") ? [{ id: "audit", icon: "clock" as const, title: t("audit.title"), about: t("palette.go"), run: () => goTo({ screen: "audit" }) }] : []),
    { id: "lock", icon: "lock" as const, title: t("frame.lock"), about: t("palette.command"), run: onLock },
  ].filter(({ title }) => title.toLowerCase().includes(wanted));
  const found = (cases.data ?? []).slice(0, MOST_CASES).map(
    (row): Entry => ({
      id: row.case_id,
      icon: "user",
      title: row.patient_name || t("case.no_name"),
      about: [row.case_number, row.tumor_label, name("state", row.state)].filter(Boolean).join(t("value.separator")),
      run: () => goTo({ screen: "case", caseId: row.case_id, tab: "summary" }),
    }),
  );
  return wanted === "" ? [...commands, ...found] : [...found, ...commands];
}

function Finder({ actions, onClose, onLock }: { actions: string[]; onClose: () => void; onLock: () => void }) {
  const { t } = useWords();
  const [text, setText] = useState("");
  const [place, setPlace] = useState(0);
  const entries = useEntries(useDeferredValue(text), actions, onLock);
  const active = entries[Math.min(place, entries.length - 1)];
  const run = (entry: Entry | undefined) => {
    if (entry === undefined) return;
    onClose();
    entry.run();
  };
  const pressed = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    const next = event.key === "Home" || event.key === "End" ? undefined : rowAfter(event.key, place, entries.length, 5);
    if (next !== undefined) setPlace(next);
    else if (event.key === "Enter") run(active);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className="palette-input">
        <Icon name="search" size={18} />
        <input
          autoFocus
          role="combobox"
          aria-label={t("palette.label")}
          aria-expanded="true"
          aria-controls="palette-entries"
          aria-activedescendant={active ? `palette-${active.id}` : undefined}
          placeholder={t("palette.example")}
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setPlace(0);
          }}
          onKeyDown={pressed}
        />
      </div>
      <ul id="palette-entries" role="listbox" aria-label={t("palette.label")} className="palette-entries">
        {entries.map((entry) => (
          <li key={entry.id} id={`palette-${entry.id}`} role="option" aria-selected={entry === active} onClick={() => run(entry)}>
            <Icon name={entry.icon} />
            <strong>{entry.title}</strong>
            <span className="quiet">{entry.about}</span>
          </li>
        ))}
        {entries.length === 0 && <li className="quiet palette-none">{t("palette.none")}</li>}
      </ul>
    </>
  );
}

type Props = { actions: string[]; isOpen: boolean; onClose: () => void; onLock: () => void };

export function Palette({ actions, isOpen, onClose, onLock }: Props) {
  const { t } = useWords();
  return (
    <ModalOverlay className="veil top" isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable>
      <Modal className="dialog-frame palette">
        <Dialog className="dialog" aria-label={t("palette.label")}>
          <Finder actions={actions} onClose={onClose} onLock={onLock} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
