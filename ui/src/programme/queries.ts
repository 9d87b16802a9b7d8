import { useMutation, useQuery } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";

type Wish = { path: string; passphrase: string };

export function useProgress() {
  const backend = useBackend();
  return useQuery({ queryKey: ["worklist", "progress"], queryFn: () => backend.progress() });
}

export function useExportProgress() {
  const backend = useBackend();
  return useMutation({ mutationFn: ({ path, passphrase }: Wish) => backend.exportProgress(path, passphrase), gcTime: 0 });
}

export function useExportRegister() {
  const backend = useBackend();
  return useMutation({ mutationFn: ({ path, passphrase }: Wish) => backend.exportRegister(path, passphrase), gcTime: 0 });
}
