import type { Share } from "@/backend/port";
import { useWords } from "@/wording/words";

/** `12/14`; where nothing is asked, that is said and no number. */
export function Shared({ share }: { share: Share }) {
  const { t } = useWords();
  return share.asked === 0 ? <span className="quiet">{t("rehearsal.not_asked")}</span> : <span className="notation">{`${share.found}/${share.asked}`}</span>;
}
