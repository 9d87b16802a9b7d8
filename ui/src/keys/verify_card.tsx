/** Is this PDF what was signed, and by whom? Three answers, each as icon and words. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf, useBackend } from "@/backend/context";
import type { DocumentCheck } from "@/backend/port";
import "@/keys/keys.css";
import { useVerifyDocument } from "@/keys/queries";
import { Button, TextField } from "@/shared/controls";
import { shownInstant } from "@/shared/dates";
import { Failure } from "@/shared/failure";
import { Mark, type MarkLook } from "@/shared/mark";
import { Card, Facts, Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

const LOOK: Record<string, MarkLook> = {
  yes: { icon: "check", tone: "positive" },
  no: { icon: "alert", tone: "against" },
  unknown: { icon: "clock", tone: "quiet" },
};

function Found({ check }: { check: DocumentCheck }) {
  const { t, name, say } = useWords();
  const { stated } = check;
  return (
    <div className="stack" role="status" aria-label={t("verify.found")}>
      <Remark tone={check.outcome === "valid" ? "positive" : "caution"}>
        <strong>{name("verify_outcome", check.outcome)}</strong> <span className="notation">{check.file}</span>
      </Remark>
      <ol className="verify-lines">
        {check.lines.map((line) => (
          <li key={line.message.code}>
            <Mark look={LOOK[line.answer] ?? { icon: "clock", tone: "quiet" }}>{name("verify_answer", line.answer)}</Mark>
            <span className="selectable">{say(line.message)}</span>
          </li>
        ))}
      </ol>
      {check.notes.map((note) => (
        <Remark key={note.code} tone="caution">
          {say(note)}
        </Remark>
      ))}
      {stated !== null && (
        <section>
          <h3>{t("verify.stated")}</h3>
          <Facts
            facts={[
              { label: t("verify.document"), value: `${name("document", stated.document)} ${t("report.revision_number", { revision: stated.revision })}` },
              { label: t("report.signed_at"), value: shownInstant(stated.signed_at) },
              { label: t("report.role"), value: name("role", stated.role) },
              { label: t("report.hash"), value: <span className="notation report-hash">{stated.content_hash}</span> },
              { label: t("settings.release"), value: <span className="notation">{stated.release}</span> },
            ]}
          />
        </section>
      )}
    </div>
  );
}

export function VerifyCard() {
  const { t } = useWords();
  const backend = useBackend();
  const verify = useVerifyDocument();
  const [path, setPath] = useState("");
  const run = (file: string) => {
    if (file.trim() !== "") verify.mutate(file.trim());
  };
  return (
    <Card title={t("verify.title")}>
      <div className="stack">
        <p>{t("verify.lead")}</p>
        <Form
          className="path-form"
          onSubmit={(event) => {
            event.preventDefault();
            run(path);
          }}
        >
          <TextField label={t("verify.file")} name="verify_path" value={path} onChange={setPath} />
          <div className="row verify-choose">
            <Button
              onPress={() =>
                void backend.chooseFiles(t("verify.file")).then(([chosen]) => {
                  if (chosen === undefined) return;
                  setPath(chosen);
                  run(chosen);
                })
              }
            >
              {t("export.choose")}
            </Button>
            <Button type="submit" look="primary" isDisabled={path.trim() === "" || verify.isPending}>
              {t("verify.run")}
            </Button>
          </div>
        </Form>
        <Failure error={apiErrorOf(verify.error)} />
        {verify.data !== undefined && <Found check={verify.data} />}
      </div>
    </Card>
  );
}
