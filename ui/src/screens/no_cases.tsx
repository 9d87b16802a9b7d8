/** What somebody sees whose roles open no case: why, and the way in an emergency. */
import { GlassCard } from "@/audit/glass_card";
import { goTo } from "@/shared/place";
import { Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

export function NoCases() {
  const { t } = useWords();
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("worklist.title")}</h1>
      </div>
      <div className="page-body">
        <div className="settings-columns">
          <Remark tone="notice">{t("glass.no_cases")}</Remark>
          <GlassCard onOpened={(caseId) => goTo({ screen: "case", caseId, tab: "summary" })} />
        </div>
      </div>
    </div>
  );
}
