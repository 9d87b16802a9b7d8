import { keepPreviousData, useMutation, useMutationState, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";
import type { ChosenKind, ImportedCase, ImportRequest } from "@/backend/port";

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

/** Whose import it is: who signs in next does not see what was asked for. */
const keyOf = (owner: string) => ["import", owner];

/** The import outlives the screen that began it: whoever comes back finds it running, or finds the question it ended with. */
export function useImportCase(owner: string, onDone: (imported: ImportedCase) => void) {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    mutationKey: keyOf(owner),
    mutationFn: (request: ImportRequest) => backend.importCase(request),
    onSuccess: (imported) => {
      onDone(imported);
      return client.invalidateQueries({ queryKey: ["worklist"] });
    },
    gcTime: Number.POSITIVE_INFINITY,
  });
}

/** What the last import was asked for, while it runs or waits for an answer. */
export function useLastImport(owner: string) {
  const states = useMutationState<{ request: ImportRequest | undefined; status: string; error: unknown }>({
    filters: { mutationKey: keyOf(owner) },
    select: ({ state }) => ({ request: state.variables as ImportRequest | undefined, status: state.status, error: state.error }),
  });
  return states.at(-1);
}

/** Milliseconds between two looks at a running import, and where none is known to run. */
const LOOK_EVERY = 400;
const LOOK_FOR_ANOTHER = 5_000;

/** Asked often while an import runs, whoever began it. */
export function useImportProgress(isRunning: boolean) {
  const backend = useBackend();
  return useQuery({
    queryKey: ["import-progress"],
    queryFn: () => backend.importProgress(),
    refetchInterval: ({ state }) => (state.data || isRunning ? LOOK_EVERY : LOOK_FOR_ANOTHER),
    gcTime: 0,
  });
}

export function useCancelImport() {
  const backend = useBackend();
  return useMutation({ mutationFn: () => backend.cancelImport() });
}
