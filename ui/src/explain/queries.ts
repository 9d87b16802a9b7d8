import { useQuery } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";

/** The answer to a question about a case; nothing is asked while the question is empty. */
export function useExplanation(caseId: string, question: string) {
  const backend = useBackend();
  return useQuery({
    queryKey: ["case", caseId, "explanation", question],
    queryFn: () => backend.explainRecord(caseId, question),
    enabled: question !== "",
    retry: false,
  });
}
