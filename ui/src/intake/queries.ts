import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";
import type { ImportRequest } from "@/backend/port";

export function useRecognised(paths: string[]) {
  const backend = useBackend();
  return useQuery({
    queryKey: ["recognised", paths],
    queryFn: () => backend.recognise(paths),
    enabled: paths.length > 0,
    placeholderData: keepPreviousData,
  });
}

export function useTumorTypes(text: string) {
  const backend = useBackend();
  return useQuery({
    queryKey: ["tumor-types", text],
    queryFn: () => backend.tumorTypes(text),
    placeholderData: keepPreviousData,
  });
}

export function useImportCase() {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: ImportRequest) => backend.importCase(request),
    onSuccess: () => client.invalidateQueries({ queryKey: ["worklist"] }),
  });
}
