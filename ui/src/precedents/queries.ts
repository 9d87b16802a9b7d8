import { useQuery } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";

export function usePrecedents(caseId: string) {
  const backend = useBackend();
  return useQuery({ queryKey: ["precedents", caseId], queryFn: () => backend.precedents(caseId) });
}
