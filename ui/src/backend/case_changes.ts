/** What is read again after a change: a case and its panel tell of each other. */
import { useQueryClient } from "@tanstack/react-query";
import type { CaseView, PanelBoard } from "@/backend/port";

export const caseKey = (caseId: string) => ["case", caseId] as const;
export const panelKey = (caseId: string) => ["panel", caseId] as const;

/** Every change of a case answers with the whole case; the worklist is read again because it counts what is open. */
export function useCaseChanged(caseId: string) {
  const client = useQueryClient();
  return (view: CaseView) => {
    client.setQueryData(caseKey(caseId), view);
    void client.invalidateQueries({ queryKey: panelKey(caseId) });
    void client.invalidateQueries({ queryKey: ["worklist"] });
  };
}

/** Every change on a panel answers with the whole board; the case is read again because the panel decides what blocks it. */
export function useBoardChanged(caseId: string) {
  const client = useQueryClient();
  return async (board: PanelBoard) => {
    client.setQueryData(panelKey(caseId), board);
    void client.invalidateQueries({ queryKey: ["worklist"] });
    await client.invalidateQueries({ queryKey: caseKey(caseId) });
  };
}
