import { useCallback, useState } from "react";
import { apiErrorOf } from "@/backend/context";
import type { ChosenKind } from "@/backend/port";
import { type Answers, MoreAnswers, NO_ANSWERS, QuestionCard } from "@/intake/answers";
import { FileList } from "@/intake/file_list";
import { FilePicker } from "@/intake/file_picker";
import { RunningImport } from "@/intake/progress";
import { useImportCase, useRecognised } from "@/intake/queries";
import { Button } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { goTo } from "@/shared/place";
import { Card } from "@/shared/surfaces";
import { useToast } from "@/shared/toast";
import { useWords } from "@/wording/words";

const STEPS = ["import.step_read", "import.step_match", "import.step_ledger", "import.step_whole"] as const;

export function ImportScreen() {
  const { t } = useWords();
  const toast = useToast();
  const [paths, setPaths] = useState<string[]>([]);
  const [answers, setAnswers] = useState<Answers>(NO_ANSWERS);
  const [removed, setRemoved] = useState<string[]>([]);
  const [kinds, setKinds] = useState<ChosenKind[]>([]);
  const recognised = useRecognised(paths, kinds);
  const importing = useImportCase();

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
  const change = (part: Partial<Answers>) => setAnswers((before) => ({ ...before, ...part }));
  const run = () =>
    importing.mutate(
      { paths: taken.map(({ path }) => path), kinds: kinds.filter(({ path }) => taken.some((file) => file.path === path)), ...answers },
      {
        onSuccess: ({ case_id, case_number }) => {
          toast(t("import.done", { number: case_number }));
          goTo({ screen: "case", caseId: case_id, tab: "summary" });
        },
      },
    );

  const files = paths.length === 0 ? [] : (recognised.data ?? []).filter(({ path }) => !removed.includes(path));
  const taken = files.filter(({ skipped }) => skipped === null);
  const refused = taken.some(({ problem }) => problem !== null);
  const error = apiErrorOf(importing.error);
  const question = error?.kind === "question" ? error.message : null;
  const ready = taken.length > 0 && !refused && !recognised.isFetching && !importing.isPending;

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
            {files.length > 0 && <FileList files={files} onRemove={remove} onChoose={choose} />}
            {question && <QuestionCard question={question} answers={answers} onChange={change} onAnswered={run} />}
            {!question && <Failure error={error} />}
            {files.length > 0 && <MoreAnswers answers={answers} onChange={change} />}
          </div>
          <Card title={t("import.steps")}>
            <div className="stack">
              <ol className="import-steps">
                {STEPS.map((step) => (
                  <li key={step}>{t(step)}</li>
                ))}
              </ol>
              {importing.isPending ? (
                <RunningImport count={taken.length} />
              ) : (
                <Button look="primary" icon="arrow" isDisabled={!ready} onPress={run}>
                  {t("import.run")}
                </Button>
              )}
              <p className="quiet small-print">{refused ? t("import.refused") : t("import.run_hint")}</p>
            </div>
          </Card>
        </div>
      </div>
    </div>
  );
}
