import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";
import type { ImportRequest, NewRequest } from "@/backend/port";

export const referralKey = (caseId: string) => ["referral", caseId] as const;

/** What an import may have to ask, and nothing answered yet. */
export const NO_ANSWERS: ImportRequest = {
  paths: [],
  tumor_type: null,
  assembly: null,
  tumor_sample: null,
  normal_sample: null,
  patient_name: null,
  patient_kana: null,
  hospital_id: null,
  patient: null,
  again: false,
  kinds: [],
  linked: [],
  form: null,
};

export function useReferralBoard(caseId: string) {
  const backend = useBackend();
  return useQuery({ queryKey: referralKey(caseId), queryFn: () => backend.referralBoard(caseId) });
}

function useReferralChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ predicate: ({ queryKey }) => ["referral", "case", "worklist"].includes(String(queryKey[0])) });
}

export function useRequestPlan(caseId: string) {
  const backend = useBackend();
  return useQuery({ queryKey: ["request-plan", caseId], queryFn: () => backend.requestPlan(caseId), gcTime: 0, staleTime: 0 });
}

export function useWriteRequest(caseId: string) {
  const backend = useBackend();
  return useMutation({
    mutationFn: ({ request, path, passphrase }: { request: NewRequest; path: string; passphrase: string }) => backend.writeRequest(caseId, request, path, passphrase),
    onSuccess: useReferralChanged(),
    gcTime: 0,
  });
}

export function useWriteReturn(caseId: string) {
  const backend = useBackend();
  return useMutation({
    mutationFn: ({ path, passphrase }: { path: string; passphrase: string }) => backend.writeReturn(caseId, path, passphrase),
    onSuccess: useReferralChanged(),
    gcTime: 0,
  });
}

export function useWriteReturned(caseId: string) {
  const backend = useBackend();
  return useMutation({
    mutationFn: ({ sha256, path, passphrase }: { sha256: string; path: string; passphrase: string }) => backend.writeReturned(caseId, sha256, path, passphrase),
    gcTime: 0,
  });
}

export function useLookAtRequest() {
  const backend = useBackend();
  return useMutation({ mutationFn: (path: string) => backend.lookAtRequest(path), gcTime: 0 });
}

export function useAcceptRequest() {
  const backend = useBackend();
  return useMutation({
    mutationFn: ({ path, heard }: { path: string; heard: string }) => backend.acceptRequest(path, heard, NO_ANSWERS),
    onSuccess: useReferralChanged(),
    gcTime: 0,
  });
}

export function useReceiveReturn() {
  const backend = useBackend();
  return useMutation({ mutationFn: (path: string) => backend.receiveReturn(path), onSuccess: useReferralChanged(), gcTime: 0 });
}
