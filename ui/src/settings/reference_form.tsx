/** References: which FASTA the REF of imported files is compared with, and which reference pack is in use. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { apiErrorOf, useBackend } from "@/backend/context";
import type { ReferenceSequenceSetting, ReferenceSettings } from "@/backend/port";
import { useReferenceSettings, useSetReferenceSequence } from "@/settings/queries";
import { Button, TextField } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { Facts, Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

function Sequence({ sequence }: { sequence: ReferenceSequenceSetting | null }) {
  const { t, say } = useWords();
  if (sequence === null) return <Remark tone="notice">{t("reference.sequence_unset")}</Remark>;
  return (
    <>
      <Facts
        facts={[
          { label: t("reference.path"), value: <span className="notation selectable">{sequence.path}</span> },
          { label: t("reference.assembly"), value: sequence.assembly ?? t("reference.assembly_untold") },
          { label: t("reference.contigs"), value: sequence.contigs ?? t("value.none") },
        ]}
      />
      {sequence.problem && (
        <Remark tone="against" role="alert">
          {say(sequence.problem)}
        </Remark>
      )}
    </>
  );
}

function Pack({ settings }: { settings: ReferenceSettings }) {
  const { t, say } = useWords();
  const { pack, pack_problem: problem } = settings;
  if (problem) return <Remark tone="against">{say(problem)}</Remark>;
  if (pack === null) return <p className="quiet">{t("reference.pack_unset")}</p>;
  return (
    <Facts
      facts={[
        { label: t("reference.pack_files"), value: pack.files.join(", ") },
        { label: t("reference.pack_transcripts"), value: pack.transcripts.toLocaleString("en-US") },
        { label: t("reference.pack_id"), value: <span className="notation selectable">{pack.id}</span> },
      ]}
    />
  );
}

export function ReferenceForm() {
  const backend = useBackend();
  const { t } = useWords();
  const settings = useReferenceSettings();
  const set = useSetReferenceSequence();
  const [path, setPath] = useState("");
  const use = (fasta: string) => set.mutate(fasta, { onSuccess: () => setPath("") });
  const choose = () => backend.chooseFiles(t("reference.choose_title")).then(([fasta]) => fasta !== undefined && use(fasta));
  return (
    <div className="stack">
      <h3>{t("reference.sequence")}</h3>
      <p className="quiet">{t("reference.sequence_lead")}</p>
      {settings.data && <Sequence sequence={settings.data.sequence} />}
      <div className="row wrap">
        <Button onPress={() => void choose()} isDisabled={set.isPending}>
          {t("reference.choose")}
        </Button>
        {settings.data?.sequence && (
          <Button look="quiet" onPress={() => set.mutate(null)} isDisabled={set.isPending}>
            {t("reference.forget")}
          </Button>
        )}
      </div>
      <Form
        className="path-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (path.trim() !== "") use(path.trim());
        }}
      >
        <TextField label={t("reference.path_typed")} hint={t("reference.path_hint")} value={path} onChange={setPath} />
        <Button type="submit" isDisabled={path.trim() === "" || set.isPending}>
          {t("reference.use")}
        </Button>
      </Form>
      <Failure error={apiErrorOf(set.error ?? settings.error)} />
      <h3>{t("reference.pack")}</h3>
      <p className="quiet">{t("reference.pack_lead")}</p>
      {settings.data && <Pack settings={settings.data} />}
    </div>
  );
}
