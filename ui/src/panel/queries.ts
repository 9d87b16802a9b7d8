import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { panelKey, useBoardChanged } from "@/backend/case_changes";
import { useBackend } from "@/backend/context";
import type { Attendance, Backend, ConfirmationChange, HousePanelRule, NewConclusion, NewOmission, NewOpinion, NewPanel, PanelBoard } from "@/backend/port";

const HOUSE_RULES = ["house-panel-rules"] as const;

export function usePanelBoard(caseId: string) {
  const backend = useBackend();
  return useQuery({ queryKey: panelKey(caseId), queryFn: () => backend.panelBoard(caseId) });
}

/** Does one thing on the panel of a case. */
function useOnPanel<Wish>(caseId: string, act: (backend: Backend, wish: Wish) => Promise<PanelBoard>) {
  const backend = useBackend();
  return useMutation({ mutationFn: (wish: Wish) => act(backend, wish), onSuccess: useBoardChanged(caseId) });
}

export const useConvene = (caseId: string) => useOnPanel(caseId, (backend, panel: NewPanel) => backend.convenePanel(caseId, panel));
export const useAttend = (caseId: string) => useOnPanel(caseId, (backend, attendance: Attendance) => backend.recordAttendance(caseId, attendance));
export const useGiveOpinion = (caseId: string) => useOnPanel(caseId, (backend, opinion: NewOpinion) => backend.giveOpinion(caseId, opinion));
export const useReveal = (caseId: string) => useOnPanel(caseId, (backend, because: string | null) => backend.revealOpinions(caseId, because));
export const useConclude = (caseId: string) => useOnPanel(caseId, (backend, conclusion: NewConclusion) => backend.concludePanel(caseId, conclusion));
export const useWithdrawConclusion = (caseId: string) => useOnPanel(caseId, (backend, because: string) => backend.withdrawConclusion(caseId, because));

export const useCancelPanel = (caseId: string) => useOnPanel(caseId, (backend, because: string) => backend.cancelPanel(caseId, because));
export const useOmitPanel = (caseId: string) => useOnPanel(caseId, (backend, omission: NewOmission) => backend.omitPanel(caseId, omission));

/** What holds on the day that somebody types; asked once it is a whole day. */
export function usePanelDay(caseId: string, day: string) {
  const backend = useBackend();
  const on = day.trim();
  return useQuery({ queryKey: [...panelKey(caseId), "day", on], queryFn: () => backend.panelDay(caseId, on), enabled: /^\d{4}-\d{2}-\d{2}$/.test(on), retry: false });
}

export const useConfirm = (caseId: string) =>
  useOnPanel(caseId, (backend, wish: { finding: string; change: ConfirmationChange }) => backend.confirmFinding(caseId, wish.finding, wish.change));

export function useHouseRules() {
  const backend = useBackend();
  return useQuery({ queryKey: HOUSE_RULES, queryFn: () => backend.housePanelRules() });
}

/** A new rule may hold for any open case. */
export function useRecordHouseRule() {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rule: HousePanelRule) => backend.recordHousePanelRule(rule),
    onSuccess: (rules) => {
      client.setQueryData(HOUSE_RULES, rules);
      void client.invalidateQueries({ queryKey: ["panel"] });
    },
  });
}
