import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";
import type { ChosenKind, ImportRequest } from "@/backend/port";

export function useRecognised(paths: string[], kinds: ChosenKind[]) {
  const backend = useBackend();
  return useQuery({
    queryKey: ["recognised", paths, kinds],
    queryFn: () => backend.recognise(paths, kinds),
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

/** Milliseconds between two looks at a running import. */
const LOOK_EVERY = 400;

export function useImportProgress(running: boolean) {
  const backend = useBackend();
  return useQuery({
    queryKey: ["import-progress"],
    queryFn: () => backend.importProgress(),
    enabled: running,
    refetchInterval: LOOK_EVERY,
    gcTime: 0,
  });
}

export function useCancelImport() {
  const backend = useBackend();
  return useMutation({ mutationFn: () => backend.cancelImport() });
}
