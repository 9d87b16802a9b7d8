import { useMutation, useQuery } from "@tanstack/react-query";
import { useBoardChanged } from "@/backend/case_changes";
import { useBackend } from "@/backend/context";
import type { NewInvitation, NewOpinion, PacketOpener } from "@/backend/port";

export function useLookAtPacket() {
  const backend = useBackend();
  return useMutation({ mutationFn: (path: string) => backend.lookAtPacket(path), gcTime: 0 });
}

/** What a packet says is forgotten with the screen. `null` opens with the key of the workspace. */
export function useOpenPacket() {
  const backend = useBackend();
  return useMutation({
    mutationFn: ({ path, opener }: { path: string; opener: PacketOpener | null }) => (opener === null ? backend.openPacketHere(path) : backend.openPacket(path, opener)),
    gcTime: 0,
  });
}

type Answer = { path: string; opener: PacketOpener | null; opinion: NewOpinion; to: string; passphrase: string };

export function useAnswerPacket() {
  const backend = useBackend();
  return useMutation({
    mutationFn: ({ path, opener, opinion, to, passphrase }: Answer) =>
      opener === null ? backend.answerPacketHere(path, opinion, to, passphrase) : backend.answerPacket(path, opener, opinion, to),
    gcTime: 0,
  });
}

export function useCreatePacketKey() {
  const backend = useBackend();
  return useMutation({
    mutationFn: ({ owner, passphrase, path }: { owner: string; passphrase: string; path: string }) => backend.createPacketKey(owner, passphrase, path),
    gcTime: 0,
  });
}

export function usePacketCard() {
  const backend = useBackend();
  return useQuery({ queryKey: ["packet-card"], queryFn: () => backend.packetCard() });
}

export function useWritePacketCard() {
  const backend = useBackend();
  return useMutation({ mutationFn: (path: string) => backend.writePacketCard(path) });
}

export function useInvitationPlan(caseId: string) {
  const backend = useBackend();
  return useQuery({ queryKey: ["invitation-plan", caseId], queryFn: () => backend.invitationPlan(caseId), gcTime: 0, staleTime: 0 });
}

export function useRegisterSeatKey(caseId: string) {
  const backend = useBackend();
  return useMutation({
    mutationFn: ({ seat, card, heard }: { seat: number; card: string; heard: string }) => backend.registerSeatKey(caseId, seat, card, heard),
    onSuccess: useBoardChanged(caseId),
  });
}

export function useInvite(caseId: string) {
  const backend = useBackend();
  return useMutation({
    mutationFn: ({ folder, wanted, passphrase }: { folder: string; wanted: NewInvitation[]; passphrase: string }) => backend.inviteMembers(caseId, folder, wanted, passphrase),
    gcTime: 0,
  });
}

export function useReceiveOpinion() {
  const backend = useBackend();
  return useMutation({ mutationFn: (path: string) => backend.receiveOpinion(path), gcTime: 0 });
}
