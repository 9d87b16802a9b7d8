import { useCallback, useState } from "react";
import { apiErrorOf } from "@/backend/context";
import type { ChosenKind, TypedForm } from "@/backend/port";
import { FormCard, useTypedForm } from "@/clinical/form_card";
import { type Answers, MoreAnswers, NO_ANSWERS, QuestionCard } from "@/intake/answers";
import { FileList } from "@/intake/file_list";
import { FilePicker } from "@/intake/file_picker";
import { RunningImport } from "@/intake/progress";
import { useImportCase, useImportProgress, useLastImport, useRecognised } from "@/intake/queries";
import { tumorTypeSlot } from "@/screens/tumor_type_slot";
import { useReferenceSettings } from "@/settings/queries";
import { Button } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { useKept } from "@/shared/kept";
import { addressOf, goTo } from "@/shared/place";
import { Card } from "@/shared/surfaces";
import { useToast } from "@/shared/toast";
import { useWords } from "@/wording/words";

const STEPS = ["import.step_read", "import.step_match", "import.step_ledger", "import.step_whole"] as const;

/** Says what a reference sequence would do where none is set: an import does not wait for one. */
function ReferenceHint() {
  const { t } = useWords();
  const { data } = useReferenceSettings();
  if (data === undefined || (data.sequence !== null && data.sequence.problem === null)) return null;
  return (
    <p className="quiet small-print">
      {t("import.no_reference")} <a href={addressOf({ screen: "settings" })}>{t("import.set_reference")}</a>
    </p>
  );
}

export function ImportScreen({ owner = "" }: { owner?: string }) {
  const { t } = useWords();
  const toast = useToast();
  const last = useLastImport(owner);
  const standing = last !== undefined && last.status !== "success" ? last.request : undefined;
  const [paths, setPaths] = useState<string[]>(standing?.paths ?? []);
  const [answers, setAnswers] = useState<Answers>(standing ?? NO_ANSWERS);
  const [removed, setRemoved] = useState<string[]>([]);
  const [kinds, setKinds] = useState<ChosenKind[]>(standing?.kinds ?? []);
  const [linked, setLinked] = useState<string[]>(standing?.linked ?? []);
  const draft = useKept<TypedForm | null>(`${owner} import form`, () => null);
  const typed = useTypedForm(draft.value);
  const recognised = useRecognised(paths, kinds);
  const importing = useImportCase(owner, ({ case_number }) => {
    draft.forget();
    toast(t("import.done", { number: case_number }));
  });
  const { data: progress } = useImportProgress(last?.status === "pending");
  const isRunning = last?.status === "pending" || Boolean(progress);

  const add = useCallback((more: string[]) => {
    setPaths((before) => [...new Set([...before, ...more])]);
    setRemoved((before) => before.filter((path) => !more.includes(path)));
  }, []);
  const remove = (path: string) => {
    setPaths((before) => before.filter((other) => other !== path));
    setRemoved((before) => [...before, path]);
  };
  const choose = (path: string, format: string) =>
    setKinds((before) => [...before.filter((kind) => kind.path !== path), ...(format === "" ? [] : [{ path, format }])]);
  const link = (path: string, chosen: boolean) => setLinked((before) => [...before.filter((other) => other !== path), ...(chosen ? [path] : [])]);
  const change = (part: Partial<Answers>) => setAnswers((before) => ({ ...before, ...part }));
  const isTaken = (path: string) => taken.some((file) => file.path === path);
  const run = () =>
    importing.mutate(
      { ...answers, paths: taken.map(({ path }) => path), kinds: kinds.filter(({ path }) => isTaken(path)), linked: linked.filter(isTaken), form: typed.form },
      { onSuccess: ({ case_id }) => goTo({ screen: "case", caseId: case_id, tab: "summary" }) },
    );

  const files = paths.length === 0 ? [] : (recognised.data ?? []).filter(({ path }) => !removed.includes(path));
  const taken = files.filter(({ skipped }) => skipped === null);
  const refused = taken.some(({ problem }) => problem !== null);
  const error = isRunning ? null : apiErrorOf(last?.error);
  const question = error?.kind === "question" ? error.message : null;
  const ready = (taken.length > 0 || typed.form !== null) && !refused && typed.isReady && !recognised.isFetching && !isRunning;

  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("import.title")}</h1>
      </div>
      <div className="page-body">
        <div className="import-columns">
          <div className="stack">
            <FilePicker onFiles={add} />
            <Failure error={apiErrorOf(recognised.error)} />
            {files.length > 0 && <FileList files={files} linked={linked} onRemove={remove} onChoose={choose} onLink={link} />}
            {question && <QuestionCard question={question} answers={answers} onChange={change} onAnswered={run} />}
            {!question && <Failure error={error} />}
            <FormCard form={draft.value} onForm={draft.set} check={typed.check} tumorType={tumorTypeSlot} />
            {files.length > 0 && <MoreAnswers answers={answers} onChange={change} />}
          </div>
          <Card title={t("import.steps")}>
            <div className="stack">
              <ol className="import-steps">
                {STEPS.map((step) => (
                  <li key={step}>{t(step)}</li>
                ))}
              </ol>
              {isRunning ? (
                <RunningImport count={progress?.files ?? taken.length} />
              ) : (
                <Button look="primary" icon="arrow" isDisabled={!ready} onPress={run}>
                  {t("import.run")}
                </Button>
              )}
              <p className="quiet small-print">{refused ? t("import.refused") : typed.isReady ? t("import.run_hint") : t("import.form_unready")}</p>
              <ReferenceHint />
            </div>
          </Card>
        </div>
      </div>
    </div>
  );
}
