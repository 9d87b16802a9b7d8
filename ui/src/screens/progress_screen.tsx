/** How the programme goes, in counts, and what is written out of it: the counts, and the ledger of every case. */
import { useState } from "react";
import { apiErrorOf } from "@/backend/context";
import { ProgressDialog, RegisterDialog } from "@/programme/export_dialogs";
import { ProgressTables } from "@/programme/progress_tables";
import { useProgress } from "@/programme/queries";
import { Button } from "@/shared/controls";
import { Failure } from "@/shared/failure";
import { Waiting } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

export function ProgressScreen({ actions }: { actions: string[] }) {
  const { t } = useWords();
  const progress = useProgress();
  const [writing, setWriting] = useState<"progress" | "register" | null>(null);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("progress.title")}</h1>
        <div className="row wrap">
          <Button icon="export" onPress={() => setWriting("progress")}>
            {t("progress.export")}
          </Button>
          {actions.includes("export_register") && (
            <Button icon="export" onPress={() => setWriting("register")}>
              {t("register.export")}
            </Button>
          )}
        </div>
      </div>
      <div className="page-body">
        {progress.isPending && <Waiting label={t("progress.reading")} />}
        <Failure error={apiErrorOf(progress.error)} />
        {progress.data && <ProgressTables report={progress.data} />}
      </div>
      {writing === "progress" && <ProgressDialog onClose={() => setWriting(null)} />}
      {writing === "register" && <RegisterDialog onClose={() => setWriting(null)} />}
    </div>
  );
}
