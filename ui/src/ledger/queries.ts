import { useMutation } from "@tanstack/react-query";
import { useBackend } from "@/backend/context";

/** Looks at every byte of the linked files: asked for, because it takes as long as reading them. */
export function useCheckLinked(caseId: string) {
  const backend = useBackend();
  return useMutation({ mutationFn: () => backend.checkLinked(caseId) });
}
