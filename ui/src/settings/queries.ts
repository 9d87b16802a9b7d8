import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";

const KEY = ["reference-settings"];

export function useReferenceSettings() {
  const backend = useBackend();
  return useQuery({ queryKey: KEY, queryFn: () => backend.referenceSettings() });
}

/** Sets the FASTA of the workspace, or unsets it with `null`. */
export function useSetReferenceSequence() {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (fasta: string | null) => (fasta === null ? backend.forgetReferenceSequence() : backend.useReferenceSequence(fasta)),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
