import { useDeferredValue, useState } from "react";
import { apiErrorOf } from "@/backend/context";
import type { WorklistSort } from "@/backend/port";
import { Button, KeyHint, SearchField, Segments } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { goTo } from "@/shared/place";
import { useShortcuts } from "@/shared/shortcuts";
import { Empty, Waiting } from "@/shared/surfaces";
import { useWords } from "@/wording/words";
import { CaseRows } from "@/worklist/case_rows";
import { countOf, isShown, type Narrowing, STATES } from "@/worklist/counts";
import { useWorklist } from "@/worklist/queries";

export function WorklistScreen() {
  const { t, name } = useWords();
  const [text, setText] = useState("");
  const [narrowing, setNarrowing] = useState<Narrowing>("all");
  const [active, setActive] = useState<string | null>(null);
  const [sorting, setSorting] = useState<{ sort: WorklistSort; descending: boolean }>({ sort: "number", descending: false });
  const list = useWorklist(useDeferredValue(text), sorting);
  const found = list.data ?? [];
  const rows = found.filter((row) => isShown(row, narrowing));
  const place = rows.findIndex(({ case_id }) => case_id === active);
  const open = (caseId: string) => goTo({ screen: "case", caseId, tab: "summary" });
  const move = (step: number) => setActive(rows[Math.max(0, Math.min(rows.length - 1, place + step))]?.case_id ?? null);

  useShortcuts("worklist.title", [
    { keys: "/", label: "keys.search", run: () => document.getElementById("worklist-search")?.focus() },
    { keys: "j", label: "keys.next", run: () => move(1) },
    { keys: "k", label: "keys.previous", run: () => move(-1) },
    { keys: "Enter", label: "keys.open", run: () => active !== null && open(active) },
  ]);

  const choices: { value: Narrowing; label: string; count: number }[] = [
    { value: "all", label: t("worklist.all"), count: countOf(found, "all") },
    { value: "undecided", label: t("worklist.waiting"), count: countOf(found, "undecided") },
    { value: "mine", label: t("worklist.mine"), count: countOf(found, "mine") },
    { value: "circulating", label: t("worklist.circulating"), count: countOf(found, "circulating") },
    ...STATES.map((state) => ({ value: state, label: name("state", state), count: countOf(found, state) })),
  ];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("worklist.title")}</h1>
        <Button look="primary" icon="inbox" keyHint="N" onPress={() => goTo({ screen: "import" })}>
          {t("worklist.import")}
        </Button>
      </div>
      <div className="worklist-tools">
        <SearchField id="worklist-search" label={t("worklist.search")} placeholder={t("worklist.search_example")} value={text} onChange={setText} keyHint="/" />
        <Segments label={t("worklist.narrow")} choices={choices} value={narrowing} onChange={setNarrowing} />
      </div>
      <div className="worklist-frame">
        {list.isPending ? (
          <Waiting label={t("worklist.reading")} />
        ) : list.isError ? (
          <div className="page-body">
            <Failure error={apiErrorOf(list.error)} />
          </div>
        ) : (
          <CaseRows
            rows={rows}
            sorting={sorting}
            onSort={(sort) => setSorting((before) => ({ sort: sort as WorklistSort, descending: before.sort === sort && !before.descending }))}
            active={active}
            onActive={setActive}
            onOpen={open}
            empty={
              found.length === 0 && text === "" ? (
                <Empty icon="inbox" title={t("worklist.empty")}>
                  <p>{t("worklist.empty_hint")}</p>
                </Empty>
              ) : (
                <Empty icon="search" title={t("worklist.not_found")}>
                  <p>{t("worklist.not_found_hint")}</p>
                </Empty>
              )
            }
          />
        )}
      </div>
      <footer className="worklist-foot">
        <span>
          <KeyHint keys="J" />
          <KeyHint keys="K" />
          {t("worklist.foot_move")}
        </span>
        <span>
          <KeyHint keys="Enter" />
          {t("worklist.foot_open")}
        </span>
        <span>
          <KeyHint keys="?" />
          {t("worklist.foot_keys")}
        </span>
      </footer>
    </div>
  );
}
