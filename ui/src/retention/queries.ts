import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";
import type { ErasureWish, RetentionView } from "@/backend/port";

const keyOf = (caseId: string) => ["retention", caseId] as const;

export function useRetention(caseId: string) {
  const backend = useBackend();
  return useQuery({ queryKey: keyOf(caseId), queryFn: () => backend.caseRetention(caseId) });
}

export type Kept = { what: "keep"; until: string; because: string } | { what: "hold" | "lift"; because: string };

export function useKeep(caseId: string) {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: Kept): Promise<RetentionView> => {
      if (wish.what === "keep") return backend.setRetention(caseId, wish.until, wish.because);
      return wish.what === "hold" ? backend.placeLegalHold(caseId, wish.because) : backend.liftLegalHold(caseId, wish.because);
    },
    onSuccess: (kept) => client.setQueryData(keyOf(caseId), kept),
  });
}

/** Nothing of an erased case stays in memory, except the query of the case itself, which is left by going elsewhere. */
export function useErase(caseId: string) {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: { wanted: ErasureWish; passphrase: string }) => backend.eraseCase(caseId, wish.wanted, wish.passphrase),
    onSuccess: () => {
      client.removeQueries({ predicate: ({ queryKey }) => queryKey.includes(caseId) });
      // Lists hold the name of the person too.
      client.removeQueries({ queryKey: ["worklist"], type: "inactive" });
      return client.invalidateQueries({ queryKey: ["worklist"] });
    },
    gcTime: 0,
  });
}
