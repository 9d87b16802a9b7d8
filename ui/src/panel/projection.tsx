/**
 * Projection: the panel in large type for the meeting room, one thing a page. It carries no name and no
 * identifier of the patient, and no opinion before all are revealed, also not that of who is signed in.
 */
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import type { CaseHeader, PanelBoard, PanelView } from "@/backend/port";
import { ConclusionWords } from "@/panel/conclusion";
import type { FindingName } from "@/panel/finding_names";
import { GIVEN, WAITING } from "@/panel/looks";
import { Matrix } from "@/panel/matrix";
import { Requirements } from "@/panel/requirements";
import { Button, KeyHint } from "@/shared/controls";
import { shownDay } from "@/shared/dates";
import { Mark } from "@/shared/mark";
import { isComposing } from "@/shared/shortcuts";
import { Facts, Waiting } from "@/shared/surfaces";
import { type WordKey, type Words, useWords } from "@/wording/words";

/** The cases of the meeting and where in them this one stands. */
export type Agenda = { caseIds: string[]; onCase: (caseId: string) => void };

/** Without a board the case is still being opened: nothing is shown then, least of all the screen below with the name. */
type Props = { header: CaseHeader; board: PanelBoard | undefined; nameOf: (key: string) => FindingName; agenda: Agenda; onClose: () => void };
/** The case that a key leads to: the next or the one before, in the order of the agenda. */
export function caseAfter(key: string, caseId: string, caseIds: string[]): string | undefined {
  const step = { PageDown: 1, PageUp: -1 }[key];
  return step === undefined ? undefined : caseIds[caseIds.indexOf(caseId) + step];
}

/** How far a page that is longer than the screen moves with one arrow. */
const SCROLL_PIXELS = 120;

type Page = { title: WordKey; content: ReactNode };

/** The page that a key leads to, or nothing when the key does not turn pages. */
export function pageAfter(key: string, page: number, pages: number): number | undefined {
  const steps: Record<string, number> = { ArrowRight: page + 1, " ": page + 1, ArrowLeft: page - 1, Home: 0, End: pages - 1 };
  const next = steps[key];
  return next === undefined ? undefined : Math.max(0, Math.min(pages - 1, next));
}

function CaseFacts({ header, panel }: { header: CaseHeader; panel: PanelView | undefined }) {
  const { t, name } = useWords();
  const person = [header.age_years === null ? null : t("case.age", { years: header.age_years }), name("sex", header.sex)].filter(Boolean);
  return (
    <Facts
      facts={[
        { label: t("case.number"), value: header.case_number },
        { label: t("case.tumor"), value: <strong>{header.tumor_label ?? t("value.not_recorded")}</strong> },
        { label: t("projection.person"), value: person.join(t("value.separator")) },
        { label: t("case.test"), value: header.test_name ?? t("value.not_recorded") },
        { label: t("panel.meeting"), value: panel === undefined ? t("panel.none") : `${name("meeting", panel.meeting)} ${shownDay(panel.day)}` },
      ]}
    />
  );
}

function Findings({ board }: { board: PanelBoard }) {
  const { t, name } = useWords();
  if (board.asked.length === 0) return <p>{t("projection.no_finding")}</p>;
  return (
    <ul className="panel-rows">
      {board.asked.map((finding) => (
        <li key={finding.key} className="projection-finding">
          <span className="projection-level">{finding.evidence_level ?? t("value.none")}</span>
          <span>
            <strong>{finding.therapy_label ?? finding.label}</strong>
            {finding.therapy_label !== null && <span className="quiet"> {finding.label}</span>}
          </span>
          <span className="badge">{finding.decision === null ? t("finding.open") : name("decision", finding.decision)}</span>
        </li>
      ))}
    </ul>
  );
}

function OpinionsPage({ panel, nameOf }: { panel: PanelView; nameOf: (key: string) => FindingName }) {
  const { t } = useWords();
  if (panel.revealed) return <Matrix panel={panel} nameOf={nameOf} />;
  return (
    <ul className="panel-rows">
      {panel.members.map((member) => (
        <li key={member.seat} className="given-row">
          <span>{member.name}</span>
          <Mark look={member.opinion_given ? GIVEN : WAITING}>{member.opinion_given ? t("opinion.is_given") : t("opinion.is_waiting")}</Mark>
        </li>
      ))}
    </ul>
  );
}

function pagesOf({ header, board, nameOf }: Props, { t }: Words): Page[] {
  if (board === undefined) return [{ title: "projection.case", content: <Waiting label={t("panel.reading")} /> }];
  const panel = board.panels[0];
  return [
    {
      title: "projection.case",
      content: (
        <div className="projection-case">
          <CaseFacts header={header} panel={panel} />
          <section aria-label={t("projection.findings")}>
            <h2>{t("projection.findings")}</h2>
            <Findings board={board} />
          </section>
        </div>
      ),
    },
    ...(panel === undefined
      ? []
      : [
          { title: "panel.requirements" as const, content: <Requirements panel={panel} /> },
          { title: "opinion.title" as const, content: <OpinionsPage panel={panel} nameOf={nameOf} /> },
        ]),
    ...(panel?.conclusion ? [{ title: "conclusion.title" as const, content: <ConclusionWords conclusion={panel.conclusion} nameOf={nameOf} /> }] : []),
  ];
}

export function Projection(props: Props) {
  const words = useWords();
  const { t } = words;
  const [place, setPlace] = useState(0);
  const pages = pagesOf(props, words);
  const shown = Math.min(place, pages.length - 1);
  const page = pages[shown];
  const turn = (next: number) => setPlace(Math.max(0, Math.min(pages.length - 1, next)));
  const frame = useRef<HTMLDivElement>(null);
  const { header, agenda } = props;
  const inAgenda = agenda.caseIds.indexOf(header.case_id);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  // Wherever the focus is: in the meeting room nobody looks for it, and a button that ends on the last page loses it.
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      const scrolls = { ArrowDown: SCROLL_PIXELS, ArrowUp: -SCROLL_PIXELS }[event.key];
      const next = event.target instanceof HTMLButtonElement && event.key === " " ? undefined : pageAfter(event.key, shown, pages.length);
      const { agenda, header, onClose } = latest.current;
      const nextCase = caseAfter(event.key, header.case_id, agenda.caseIds);
      if (event.key === "Escape") onClose();
      else if (nextCase !== undefined) agenda.onCase(nextCase);
      else if (scrolls !== undefined) frame.current?.scrollBy(0, scrolls);
      else if (next !== undefined) setPlace(next);
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [shown, pages.length]);
  return (
    <ModalOverlay className="projection-veil" isOpen onOpenChange={(open) => !open && props.onClose()}>
      <Modal className="projection-frame">
        <Dialog className="projection">
          <div className="projection-inside">
            <header>
              <Heading slot="title" level={1}>
                {page && t(page.title)}
              </Heading>
              <span className="quiet">{[header.case_number, header.tumor_label].filter(Boolean).join(t("value.separator"))}</span>
            </header>
            <div className="projection-page" ref={frame} key={shown}>
              {page?.content}
            </div>
            <footer>
              <Button size="small" icon="back" isDisabled={shown === 0} onPress={() => turn(shown - 1)}>
                {t("keys.previous")}
              </Button>
              <span aria-live="polite">{t("projection.page", { page: shown + 1, pages: pages.length })}</span>
              <Button size="small" icon="arrow" autoFocus isDisabled={shown === pages.length - 1} onPress={() => turn(shown + 1)}>
                {t("keys.next")}
              </Button>
              {inAgenda >= 0 && agenda.caseIds.length > 1 && (
                <span className="quiet">
                  {t("projection.case_of", { number: inAgenda + 1, count: agenda.caseIds.length })} <KeyHint keys="PageUp" /> <KeyHint keys="PageDown" />
                </span>
              )}
              <Button size="small" look="quiet" keyHint="Esc" onPress={props.onClose}>
                {t("projection.leave")}
              </Button>
            </footer>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
