/** The calm page in front of the workspace: mark, name, one card. */
import type { ReactNode } from "react";
import { BrandMark } from "@/shared/brand_mark";
import { useWords } from "@/wording/words";

export function GateFrame({ title, lead, width = "normal", children }: { title: string; lead?: ReactNode; width?: "normal" | "wide"; children: ReactNode }) {
  const { t } = useWords();
  return (
    <div className="gate">
      <div className="gate-brand">
        <BrandMark size={42} />
        <span className="gate-name">{t("product.name")}</span>
        <span className="gate-purpose">{t("product.purpose")}</span>
      </div>
      <main className={`gate-card ${width}`}>
        <h1>{title}</h1>
        {lead && <p className="gate-lead">{lead}</p>}
        {children}
      </main>
      <p className="gate-foot">{t("gate.foot")}</p>
    </div>
  );
}
