import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { caseKey, useCaseChanged } from "@/backend/case_changes";
import { useBackend } from "@/backend/context";

export function useCase(caseId: string) {
  const backend = useBackend();
  return useQuery({ queryKey: caseKey(caseId), queryFn: () => backend.caseView(caseId) });
}

/** The case as of another day; asked only when that is another than the one it was matched on. */
export function useAsOf(caseId: string, day: string, isAsked: boolean) {
  const backend = useBackend();
  return useQuery({ queryKey: [...caseKey(caseId), "as-of", day], queryFn: () => backend.caseAsOf(caseId, day), enabled: isAsked, gcTime: 0 });
}

export type Decision = "accepted" | "declined" | "withdrawn";

export function useDecide(caseId: string) {
  const backend = useBackend();
  return useMutation({
    mutationFn: (wish: { findingKey: string; decision: Decision; reason: string | null }) =>
      backend.decideFinding(caseId, wish.findingKey, wish.decision, wish.reason),
    onSuccess: useCaseChanged(caseId),
  });
}

export function useCompose(caseId: string) {
  const backend = useBackend();
  return useMutation({ mutationFn: () => backend.composeReport(caseId), onSuccess: useCaseChanged(caseId) });
}

export function useSign(caseId: string) {
  const backend = useBackend();
  return useMutation({
    mutationFn: (passphrase: string) => backend.signReport(caseId, passphrase),
    onSuccess: useCaseChanged(caseId),
    gcTime: 0,
  });
}

export function useExportBundle(caseId: string) {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ purpose, path, passphrase }: { purpose: string; path: string; passphrase: string }) => backend.exportBundle(caseId, purpose, path, passphrase),
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: caseKey(caseId) }),
  });
}

export function useExport(caseId: string) {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ kind, path, passphrase }: { kind: string; path: string; passphrase: string }) => backend.exportDocument(caseId, kind, path, passphrase),
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: caseKey(caseId) }),
  });
}
