import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";
import type { AuditQuery } from "@/backend/port";

/** What the log is asked for; an empty text asks for all. */
export type AuditQuestion = Pick<AuditQuery, "person" | "kind" | "case" | "from" | "to">;

const PAGE = 200;

export function useAuditLog(question: AuditQuestion) {
  const backend = useBackend();
  return useInfiniteQuery({
    queryKey: ["audit", question],
    initialPageParam: null as number | null,
    queryFn: ({ pageParam }) => backend.auditLog({ ...question, before: pageParam, limit: PAGE }),
    getNextPageParam: (page) => (page.more ? (page.rows.at(-1)?.sequence ?? null) : null),
  });
}

export function useVerifyLog() {
  const backend = useBackend();
  return useMutation({ mutationFn: () => backend.verifyLog() });
}

export function useExportLog() {
  const backend = useBackend();
  return useMutation({
    mutationFn: (wish: { format: string; path: string; passphrase: string }) => backend.exportAudit(wish.format, wish.path, wish.passphrase),
    gcTime: 0,
  });
}

export function useAlerts() {
  const backend = useBackend();
  return useQuery({ queryKey: ["alerts"], queryFn: () => backend.alerts() });
}

export function useReviewAlert() {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ alert, remark }: { alert: string; remark: string }) => backend.reviewAlert(alert, remark),
    onSuccess: () => client.invalidateQueries(),
  });
}

export function useBreakGlass() {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: { caseId: string; reason: string; passphrase: string }) => backend.breakGlass(wish.caseId, wish.reason, wish.passphrase),
    onSuccess: () => client.invalidateQueries(),
    gcTime: 0,
  });
}
