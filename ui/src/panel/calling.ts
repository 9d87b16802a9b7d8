/** A panel to call, while it is being filled in. */
import type { NewPanel, NewPanelMember, PanelAccount, PanelBoard } from "@/backend/port";
import { writtenToday } from "@/shared/dates";

export const PARTS = ["chair", "member", "attending"];

/** The persons of the panel before sit again, unless somebody changes it. */
export function firstDraft(board: PanelBoard): NewPanel {
  const before = board.panels[0];
  const login = (name: string) => board.accounts.find((account) => account.name === name)?.login ?? null;
  return {
    meeting: "real_time",
    day: writtenToday(),
    sequenced_in_house: before?.sequenced_in_house ?? null,
    paediatric_cancer: before?.paediatric_cancer ?? null,
    listed_for_circulation: null,
    members: (before?.members ?? []).map(({ name, position, part, qualifications, has_account }) => ({ login: has_account ? login(name) : null, name, position, part, qualifications })),
  };
}

const without = (panel: NewPanel, part: string) => panel.members.every((member) => member.part !== part);

export function withAccount(panel: NewPanel, account: PanelAccount): NewPanel {
  const part = account.roles.includes("panel_chair") && without(panel, "chair") ? "chair" : "member";
  return { ...panel, members: [...panel.members, { login: account.login, name: account.name, position: null, part, qualifications: [...account.qualifications] }] };
}

export function withName(panel: NewPanel): NewPanel {
  return { ...panel, members: [...panel.members, { login: null, name: "", position: null, part: "member", qualifications: [] }] };
}

export function withMember(panel: NewPanel, place: number, change: Partial<NewPanelMember>): NewPanel {
  return { ...panel, members: panel.members.map((member, index) => (index === place ? { ...member, ...change } : member)) };
}

export function withoutMember(panel: NewPanel, place: number): NewPanel {
  return { ...panel, members: panel.members.filter((_, index) => index !== place) };
}
