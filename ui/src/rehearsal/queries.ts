import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";

const PROOFS = ["rehearsal", "proofs"] as const;
/** Below the list of cases: what is done to a case may change the board. */
const BOARD = ["worklist", "rehearsals"] as const;

export function useProofs() {
  const backend = useBackend();
  return useQuery({ queryKey: PROOFS, queryFn: () => backend.installationProofs() });
}

export function useProve() {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({ mutationFn: () => backend.proveInstallation(), onSuccess: () => client.invalidateQueries({ queryKey: PROOFS }) });
}

export function useWriteRecord() {
  const backend = useBackend();
  return useMutation({ mutationFn: (path: string) => backend.writeInstallationRecord(path), gcTime: 0 });
}

export function useBoard(asked: boolean) {
  const backend = useBackend();
  return useQuery({ queryKey: BOARD, queryFn: () => backend.rehearsalBoard(), enabled: asked, staleTime: 0 });
}

export function useLayOut() {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({ mutationFn: (name: string) => backend.layOutRehearsal(name), onSuccess: () => client.invalidateQueries({ queryKey: ["worklist"] }) });
}
