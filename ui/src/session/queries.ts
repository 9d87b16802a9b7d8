import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";
import type { CreateWorkspace, IntendedUse, SignIn, WorkspaceState } from "@/backend/port";
import { useClearToast } from "@/shared/toast";

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

/**
 * Locks. The screen is cleared before the backend has answered: it may be busy, e.g. with an import, and nothing of a
 * patient may stay in the window meanwhile.
 */
export function useLock() {
  const backend = useBackend();
  const client = useQueryClient();
  const clear = useClearToast();
  const enter = useEnter();
  return useMutation({
    mutationFn: () => backend.lock(),
    onMutate: () => {
      clear();
      client.setQueryData<WorkspaceState>(STATE, (state) =>
        state?.state === "open" ? { state: "locked", institution: state.session.institution, asks_code: state.session.second_factor } : state,
      );
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== STATE[0] });
    },
    onSettled: enter,
  });
}

export function useChoosePassphrase() {
  const backend = useBackend();
  return useMutation({ mutationFn: ({ old, chosen }: { old: string; chosen: string }) => backend.choosePassphrase(old, chosen), gcTime: 0 });
}

export function useOfferSecondFactor() {
  const backend = useBackend();
  return useMutation({ mutationFn: () => backend.offerSecondFactor(), gcTime: 0 });
}

export function useEnrolSecondFactor() {
  const backend = useBackend();
  return useMutation({ mutationFn: ({ passphrase, code }: { passphrase: string; code: string }) => backend.enrolSecondFactor(passphrase, code), gcTime: 0 });
}

export function useRecordIntendedUse() {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (intendedUse: IntendedUse) => backend.recordIntendedUse(intendedUse),
    onSuccess: () => client.invalidateQueries(),
  });
}
