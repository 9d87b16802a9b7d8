/** What exactly is signed: whom it is about, what was decided, on which tests it rests, and how the panel ended. */
import type { ReactNode } from "react";
import type { CaseView, ConfirmationRow, PanelBoard, RecommendationView, SessionView } from "@/backend/port";
import { shownDay, shownInstant } from "@/shared/dates";
import { Facts } from "@/shared/surfaces";
import { type Words, useWords } from "@/wording/words";

/** One finding for each decision; rows of the same variant, drug and tumour type share one. */
function decided(view: CaseView, decision: string) {
  const made = view.findings.filter((finding) => finding.decision?.decision === decision);
  return [...new Map(made.map((finding) => [finding.key, finding])).values()];
}

function recommendationWords({ kind, route, text }: RecommendationView, { t, name }: Words): string {
  const way = [name("recommendation", kind), route && name("route", route)].filter(Boolean).join(t("value.separator"));
  return text.trim() === "" ? way : t("sign.recommendation", { kind: way, text });
}

function confirmationWords({ label, therapy_label, state, by }: ConfirmationRow, { t, name }: Words): string {
  const what = [therapy_label, label].filter(Boolean).join(" ");
  const answers = state === "waived" && by !== null && t("confirm.answers", { name: by });
  return t("sign.confirmation", { what, state: [name("confirmation", state), answers].filter(Boolean).join(t("value.separator")) });
}

function listed(lines: string[]): ReactNode {
  return lines.map((line, index) => <div key={`${index} ${line}`}>{line}</div>);
}

function conclusionOf(board: PanelBoard, words: Words): ReactNode {
  const { t, name } = words;
  const panel = board.panels[0];
  const omitted = board.omitting.decided;
  if (!panel?.conclusion?.stands && omitted?.stands) {
    return listed([t("omitting.stands"), t("omitting.by", { name: omitted.decided_by, at: shownInstant(omitted.at) }), omitted.because]);
  }
  if (!panel?.conclusion?.stands) return t("panel.not_concluded");
  const held = t("panel.of_day", { meeting: name("meeting", panel.meeting), day: shownDay(panel.day) });
  return listed([held, ...panel.conclusion.recommendations.map((one) => recommendationWords(one, words))]);
}

function confirmationsOf({ confirmations }: PanelBoard, words: Words): ReactNode {
  return confirmations.length === 0 ? words.t("confirm.empty") : listed(confirmations.map((row) => confirmationWords(row, words)));
}

/** The board is the panel of the case; it is `undefined` while it is read. */
export function SignMatter({ view, board, session }: { view: CaseView; board: PanelBoard | undefined; session: SessionView }) {
  const words = useWords();
  const { t, name } = words;
  const accepted = decided(view, "accepted");
  const declined = decided(view, "declined");
  return (
    <div className="sign-matter">
      <Facts
        facts={[
          { label: t("sign.patient"), value: `${view.header.patient_name} ${view.header.case_number}` },
          { label: t("sign.revision"), value: t("report.revision_number", { revision: view.report.revision }) },
          { label: t("sign.documents"), value: view.report.documents.map(({ kind, pages }) => `${name("document", kind)}${t("report.pages_in_brackets", { pages })}`).join(t("value.separator")) },
          { label: t("sign.decisions"), value: t("sign.decision_counts", { accepted: accepted.length, declined: declined.length }) },
          { label: t("sign.accepted"), value: [...new Set(accepted.map(({ therapy_label, label }) => therapy_label ?? label))].join(t("value.separator")) || t("sign.no_option") },
          { label: t("sign.confirmations"), value: board ? confirmationsOf(board, words) : t("panel.reading") },
          { label: t("sign.conclusion"), value: board ? conclusionOf(board, words) : t("panel.reading") },
          { label: t("sign.release"), value: <span className="notation">{view.header.knowledge_release}</span> },
          { label: t("sign.hash"), value: <span className="notation">{view.report.content_hash}</span> },
          { label: t("sign.signer"), value: `${session.display_name} (${session.login})` },
        ]}
      />
    </div>
  );
}
