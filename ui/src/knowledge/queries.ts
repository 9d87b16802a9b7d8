import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";

const OVERVIEW = ["knowledge", "overview"] as const;

export function useOverview() {
  const backend = useBackend();
  return useQuery({ queryKey: OVERVIEW, queryFn: () => backend.knowledgeOverview() });
}

export function useRows(text: string) {
  const backend = useBackend();
  return useQuery({
    queryKey: ["knowledge", "rows", text],
    queryFn: () => backend.searchKnowledge(text),
    placeholderData: keepPreviousData,
  });
}

/** A row in full; nothing is asked while none is chosen. */
export function useRow(id: string | null) {
  const backend = useBackend();
  return useQuery({
    queryKey: ["knowledge", "row", id],
    queryFn: () => backend.knowledgeRow(id ?? ""),
    enabled: id !== null,
    retry: false,
  });
}

/** Matches every case with both releases: dear, so it is asked once and again only after an answer. */
export function useComparison(release: string | null) {
  const backend = useBackend();
  const client = useQueryClient();
  return useQuery({
    queryKey: ["knowledge", "comparison", release],
    queryFn: async () => {
      const diff = await backend.compareReleases(null, release ?? "");
      // The look is on record now.
      await client.invalidateQueries({ queryKey: OVERVIEW });
      return diff;
    },
    enabled: release !== null,
    retry: false,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

export function useAnswerLoss(release: string) {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (answer: { caseId: string; findingKey: string; reason: string }) =>
      backend.answerLoss(release, answer.caseId, answer.findingKey, answer.reason),
    onSuccess: () => client.invalidateQueries({ queryKey: ["knowledge", "comparison", release] }),
  });
}

/** Cases, worklist and the session all print the release. */
export function useActivate() {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (release: string) => backend.activateRelease(release),
    onSuccess: () => client.invalidateQueries(),
  });
}

export function useRematch() {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({ mutationFn: () => backend.rematchCases(), onSuccess: () => client.invalidateQueries() });
}

export function useAffected(asked: boolean) {
  const backend = useBackend();
  return useQuery({ queryKey: ["knowledge", "affected"], queryFn: () => backend.affectedCases(), enabled: asked, retry: false });
}

function useKept() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ["knowledge"] });
}

export function useKeepShipped() {
  const backend = useBackend();
  return useMutation({ mutationFn: () => backend.keepShippedRelease(), onSuccess: useKept() });
}

export function useImportCorpus() {
  const backend = useBackend();
  return useMutation({
    mutationFn: ({ kind, paths }: { kind: string; paths: string[] }) => backend.importCorpus(kind, paths),
    onSuccess: useKept(),
  });
}

export function useDownload() {
  const backend = useBackend();
  return useMutation({
    mutationFn: ({ kind, address }: { kind: string; address: string }) => backend.downloadCorpus(kind, address, null),
  });
}

export function useTakeDownload() {
  const backend = useBackend();
  return useMutation({ mutationFn: (sha256: string) => backend.takeDownload(sha256), onSuccess: useKept() });
}

/** Milliseconds between two looks at running work. */
const LOOK_EVERY = 400;

export function useProgress(running: boolean) {
  const backend = useBackend();
  return useQuery({
    queryKey: ["knowledge-progress"],
    queryFn: () => backend.knowledgeProgress(),
    enabled: running,
    refetchInterval: LOOK_EVERY,
    gcTime: 0,
  });
}

export function useCancelWork() {
  const backend = useBackend();
  return useMutation({ mutationFn: () => backend.cancelKnowledgeWork() });
}
