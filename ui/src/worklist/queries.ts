import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";

/** The cases that match a text. States are counted and chosen on the screen, so that every count stays in sight. */
export function useWorklist(text: string, enabled = true) {
  const backend = useBackend();
  return useQuery({
    queryKey: ["worklist", text],
    queryFn: () => backend.worklist({ text, state: null }),
    placeholderData: keepPreviousData,
    enabled,
  });
}
