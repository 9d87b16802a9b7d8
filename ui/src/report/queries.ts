import { useMutation } from "@tanstack/react-query";
import { useBoardChanged } from "@/backend/case_changes";
import { useBackend } from "@/backend/context";

export function useOpenAmendment(caseId: string) {
  const backend = useBackend();
  return useMutation({
    mutationFn: (wish: { kind: string; because: string; replaces: number }) => backend.openAmendment(caseId, wish.kind, wish.because, wish.replaces),
    onSuccess: useBoardChanged(caseId),
  });
}

export function useCloseTask(caseId: string) {
  const backend = useBackend();
  return useMutation({
    mutationFn: (wish: { replaces: number; task: string; how: string }) => backend.closeAmendmentTask(caseId, wish.replaces, wish.task, wish.how),
    onSuccess: useBoardChanged(caseId),
  });
}
