import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";
import type { CaseView } from "@/backend/port";

const keyOf = (caseId: string) => ["case", caseId] as const;

export function useCase(caseId: string) {
  const backend = useBackend();
  return useQuery({ queryKey: keyOf(caseId), queryFn: () => backend.caseView(caseId) });
}

/** Every change answers with the whole case; the worklist is read again because it counts what is open. */
function useChanged(caseId: string) {
  const client = useQueryClient();
  return (view: CaseView) => {
    client.setQueryData(keyOf(caseId), view);
    void client.invalidateQueries({ queryKey: ["worklist"] });
  };
}

export function useCorrect(caseId: string) {
  const backend = useBackend();
  return useMutation({
    mutationFn: (wish: { field: string; value: string; because: string }) => backend.correctClinical(caseId, wish.field, wish.value, wish.because),
    onSuccess: useChanged(caseId),
  });
}

export type Decision = "accepted" | "declined" | "withdrawn";

export function useDecide(caseId: string) {
  const backend = useBackend();
  return useMutation({
    mutationFn: (wish: { findingKey: string; decision: Decision; reason: string | null }) =>
      backend.decideFinding(caseId, wish.findingKey, wish.decision, wish.reason),
    onSuccess: useChanged(caseId),
  });
}

export function useCompose(caseId: string) {
  const backend = useBackend();
  return useMutation({ mutationFn: () => backend.composeReport(caseId), onSuccess: useChanged(caseId) });
}

export function useSign(caseId: string) {
  const backend = useBackend();
  return useMutation({
    mutationFn: (passphrase: string) => backend.signReport(caseId, passphrase),
    onSuccess: useChanged(caseId),
    gcTime: 0,
  });
}

export function useExport(caseId: string) {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ kind, path }: { kind: string; path: string }) => backend.exportDocument(caseId, kind, path),
    onSuccess: () => client.invalidateQueries({ queryKey: keyOf(caseId) }),
  });
}
