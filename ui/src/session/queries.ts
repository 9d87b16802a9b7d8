import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";
import type { CreateWorkspace, IntendedUse, SignIn } from "@/backend/port";

const STATE = ["workspace-state"] as const;

export function useWorkspaceState() {
  const backend = useBackend();
  return useQuery({ queryKey: STATE, queryFn: () => backend.workspaceState() });
}

/** Reads the state again; everything that was known of the workspace is forgotten. */
export function useEnter() {
  const client = useQueryClient();
  return async () => {
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== STATE[0] });
    await client.invalidateQueries({ queryKey: STATE });
  };
}

export function useCreateWorkspace() {
  const backend = useBackend();
  return useMutation({ mutationFn: (request: CreateWorkspace) => backend.createWorkspace(request), gcTime: 0 });
}

export function useSignIn() {
  const backend = useBackend();
  const enter = useEnter();
  return useMutation({ mutationFn: (request: SignIn) => backend.signIn(request), onSuccess: enter, gcTime: 0 });
}

export function useLock() {
  const backend = useBackend();
  const enter = useEnter();
  return useMutation({ mutationFn: () => backend.lock(), onSettled: enter });
}

export function useRecordIntendedUse() {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (intendedUse: IntendedUse) => backend.recordIntendedUse(intendedUse),
    onSuccess: () => client.invalidateQueries(),
  });
}
