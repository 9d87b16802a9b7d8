import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";
import type { WorklistSort } from "@/backend/port";

/** What the list is sorted by; by number where nothing is said. */
export type Sorting = { sort?: WorklistSort; descending?: boolean };

/** The cases that match a text. States are counted and chosen on the screen, so that every count stays in sight. */
export function useWorklist(text: string, { sort = "number", descending = false }: Sorting = {}, enabled = true) {
  const backend = useBackend();
  return useQuery({
    queryKey: ["worklist", text, sort, descending],
    queryFn: () => backend.worklist({ text, state: null, sort, descending }),
    placeholderData: keepPreviousData,
    enabled,
  });
}
