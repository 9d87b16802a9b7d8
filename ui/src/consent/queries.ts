import { useMutation } from "@tanstack/react-query";
import { useCaseChanged } from "@/backend/case_changes";
import { useBackend } from "@/backend/context";
import type { ConsentWithdrawal, NewConsent, ProgrammeView } from "@/backend/port";

export function useRecordConsent(caseId: string) {
  const backend = useBackend();
  return useMutation({ mutationFn: (consent: NewConsent) => backend.recordConsent(caseId, consent), onSuccess: useCaseChanged(caseId) });
}

export function useWithdrawConsent(caseId: string) {
  const backend = useBackend();
  return useMutation({ mutationFn: (withdrawal: ConsentWithdrawal) => backend.withdrawConsent(caseId, withdrawal), onSuccess: useCaseChanged(caseId) });
}

export function useReachMilestone(caseId: string) {
  const backend = useBackend();
  return useMutation({
    mutationFn: (wish: { milestone: string; on: string; because: string | null }) => backend.reachMilestone(caseId, wish.milestone, wish.on, wish.because),
    onSuccess: useCaseChanged(caseId),
  });
}

export function usePlaceInProgramme(caseId: string) {
  const backend = useBackend();
  return useMutation({ mutationFn: (programme: ProgrammeView) => backend.placeInProgramme(caseId, programme), onSuccess: useCaseChanged(caseId) });
}
