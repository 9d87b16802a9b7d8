/** The proof of the installation: the built-in cases run with this program and the active release, and the record of it. */
import { useState } from "react";
import { apiErrorOf, useBackend } from "@/backend/context";
import type { InstallationProof, RehearsedCase } from "@/backend/port";
import { useProofs, useProve, useWriteRecord } from "@/rehearsal/queries";
import { Shared } from "@/rehearsal/shared_count";
import { Button } from "@/shared/controls";
import { shownInstant } from "@/shared/dates";
import { Failure } from "@/shared/failure";
import { Card, Facts, Remark, Waiting } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

const differing = (found: RehearsedCase) => [...(found.failed === null ? [] : [found.failed]), ...found.missing, ...found.spurious, ...found.forbidden];

function Differing({ proof }: { proof: InstallationProof }) {
  const { t, say } = useWords();
  const cases = proof.answer.cases.filter((found) => differing(found).length > 0);
  if (cases.length === 0) return <p className="quiet">{t("rehearsal.nothing_differs")}</p>;
  return (
    <ul className="rehearsal-lines" aria-label={t("rehearsal.differing")}>
      {cases.flatMap((found) =>
        differing(found).map((line) => (
          <li key={`${found.case} ${say(line)}`}>
            <span className="notation">{found.case}</span> {say(line)}
          </li>
        )),
      )}
    </ul>
  );
}

function Proof({ proof }: { proof: InstallationProof }) {
  const { t } = useWords();
  const { answer } = proof;
  return (
    <div className="stack">
      <Remark tone={answer.passed ? "positive" : "against"}>{t(answer.passed ? "rehearsal.passed" : "rehearsal.not_passed", { cases: answer.cases.length })}</Remark>
      <Facts
        facts={[
          { label: t("rehearsal.run_at"), value: shownInstant(proof.at) },
          { label: t("rehearsal.run_by"), value: proof.by },
          { label: t("rehearsal.software"), value: <span className="notation">{proof.software}</span> },
          { label: t("case.release"), value: <span className="notation">{answer.release}</span> },
          { label: t("rehearsal.high"), value: <Shared share={answer.high} /> },
          { label: t("rehearsal.low"), value: <Shared share={answer.low} /> },
          { label: t("rehearsal.unnamed"), value: answer.spurious },
          { label: t("rehearsal.forbidden"), value: answer.forbidden },
          { label: t("rehearsal.failed"), value: answer.failed },
        ]}
      />
      <Differing proof={proof} />
    </div>
  );
}

export function InstallationCard({ mayProve }: { mayProve: boolean }) {
  const { t } = useWords();
  const backend = useBackend();
  const proofs = useProofs();
  const prove = useProve();
  const write = useWriteRecord();
  const [asked, setAsked] = useState(false);
  const newest = proofs.data?.[0];
  const record = () => {
    setAsked(true);
    void backend
      .chooseTarget(t("rehearsal.record_title"), "shirube-installation.pdf")
      .then((path) => path && write.mutate(path))
      .finally(() => setAsked(false));
  };
  return (
    <Card
      title={t("rehearsal.installation")}
      aside={
        mayProve && (
          <span className="row wrap">
            {newest && (
              <Button icon="export" isDisabled={asked || write.isPending} onPress={record}>
                {t("rehearsal.record")}
              </Button>
            )}
            <Button look="primary" icon="check" isDisabled={prove.isPending} onPress={() => prove.mutate()}>
              {t("rehearsal.prove")}
            </Button>
          </span>
        )
      }
    >
      <div className="stack">
        <p className="quiet">{t("rehearsal.installation_lead")}</p>
        {(prove.isPending || proofs.isPending) && <Waiting label={t("rehearsal.proving")} />}
        <Failure error={apiErrorOf(prove.error ?? proofs.error ?? write.error)} />
        {write.data && (
          <Remark tone="positive">
            {t("rehearsal.recorded")} <span className="notation">{write.data.path}</span>
          </Remark>
        )}
        {newest ? <Proof proof={newest} /> : proofs.isSuccess && <p>{t("rehearsal.never_proved")}</p>}
      </div>
    </Card>
  );
}
