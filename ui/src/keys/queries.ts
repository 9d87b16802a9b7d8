import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";
import type { KeyRevocation, SigningKeys } from "@/backend/port";

const KEYS = ["signing-keys"] as const;

export function useSigningKeys() {
  const backend = useBackend();
  return useQuery({ queryKey: KEYS, queryFn: () => backend.signingKeys() });
}

function useKeysChanged() {
  const client = useQueryClient();
  return (keys: SigningKeys) => client.setQueryData(KEYS, keys);
}

export function useRevokeKey() {
  const backend = useBackend();
  return useMutation({
    mutationFn: (wish: { wanted: KeyRevocation; passphrase: string }) => backend.revokeKey(wish.wanted, wish.passphrase),
    onSuccess: useKeysChanged(),
    gcTime: 0,
  });
}

export function useExportKeyList() {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: { path: string; passphrase: string }) => backend.exportKeyList(wish.path, wish.passphrase),
    onSuccess: () => client.invalidateQueries({ queryKey: KEYS }),
    gcTime: 0,
  });
}

export function useImportKeyList() {
  const backend = useBackend();
  return useMutation({
    mutationFn: (wish: { path: string; compared: string | null }) => backend.importKeyList(wish.path, wish.compared),
    onSuccess: useKeysChanged(),
  });
}

export function useRenewSigningKey() {
  const backend = useBackend();
  return useMutation({ mutationFn: (passphrase: string) => backend.renewSigningKey(passphrase), onSuccess: useKeysChanged(), gcTime: 0 });
}

export function useRotateWorkspaceKey() {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: { halves: [string, string]; passphrase: string }) => backend.rotateWorkspaceKey(wish.halves, wish.passphrase),
    onSuccess: () => client.invalidateQueries(),
    gcTime: 0,
  });
}

export function useVerifyDocument() {
  const backend = useBackend();
  return useMutation({ mutationFn: (path: string) => backend.verifyDocument(path) });
}
