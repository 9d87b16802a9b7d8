import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";
import type { GuardSettings, NewAccount } from "@/backend/port";

const ACCOUNTS = ["accounts"] as const;
const GUARDS = ["guards"] as const;

export function useAccounts() {
  const backend = useBackend();
  return useQuery({ queryKey: ACCOUNTS, queryFn: () => backend.accounts() });
}

function useAccountsChanged() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ACCOUNTS });
}

export function useAddAccount() {
  const backend = useBackend();
  return useMutation({ mutationFn: (wanted: NewAccount) => backend.addAccount(wanted), onSuccess: useAccountsChanged(), gcTime: 0 });
}

export function useChangeAccount() {
  const backend = useBackend();
  return useMutation({
    mutationFn: (wish: { account: string; roles: string[]; qualifications: string[] }) => backend.changeAccount(wish.account, wish.roles, wish.qualifications),
    onSuccess: useAccountsChanged(),
  });
}

export function useResetAccount() {
  const backend = useBackend();
  return useMutation({ mutationFn: (account: string) => backend.resetAccount(account), onSuccess: useAccountsChanged(), gcTime: 0 });
}

export function useRevokeAccount() {
  const backend = useBackend();
  return useMutation({ mutationFn: (account: string) => backend.revokeAccount(account), onSuccess: useAccountsChanged() });
}

export function useGuards() {
  const backend = useBackend();
  return useQuery({ queryKey: GUARDS, queryFn: () => backend.guardSettings() });
}

export function useChangeGuards() {
  const backend = useBackend();
  const client = useQueryClient();
  return useMutation({ mutationFn: (wanted: GuardSettings) => backend.changeGuards(wanted), onSuccess: () => client.invalidateQueries() });
}

export function usePermissions() {
  const backend = useBackend();
  return useQuery({ queryKey: ["permissions"], queryFn: () => backend.permissions() });
}
