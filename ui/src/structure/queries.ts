import { useQuery } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";

export function useStructure(caseId: string) {
  const backend = useBackend();
  return useQuery({ queryKey: ["structure", caseId], queryFn: () => backend.structureView(caseId), staleTime: Number.POSITIVE_INFINITY, gcTime: 60_000 });
}

export function useFindGene(caseId: string) {
  const backend = useBackend();
  return (gene: string) => backend.structureGene(caseId, gene);
}
