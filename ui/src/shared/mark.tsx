/** A state as icon and word; the colour only helps. */
import { Icon, type IconName } from "@/shared/icon";

export type MarkLook = { icon: IconName; tone: "positive" | "against" | "caution" | "quiet" | "notice" };

export function Mark({ look, children }: { look: MarkLook; children: string }) {
  return (
    <span className={`mark ${look.tone}`}>
      <Icon name={look.icon} size={14} />
      {children}
    </span>
  );
}
