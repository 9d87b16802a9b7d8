/** What stands in front of the workspace: first start, signing in, or the way in. */
import { useState } from "react";
import { apiErrorOf } from "@/backend/context";
import type { CreatedWorkspace } from "@/backend/port";
import { Frame } from "@/screens/frame";
import { CreateForm } from "@/session/create_form";
import { GateFrame } from "@/session/gate_frame";
import { useEnter, useWorkspaceState } from "@/session/queries";
import { RecoveryKey } from "@/session/recovery_key";
import { SignInForm } from "@/session/sign_in_form";
import { Failure } from "@/shared/failure";
import { Waiting } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

export function Gate() {
  const { t } = useWords();
  const state = useWorkspaceState();
  const enter = useEnter();
  const [created, setCreated] = useState<CreatedWorkspace | null>(null);

  if (created !== null) {
    const confirmed = async () => {
      await enter();
      setCreated(null);
    };
    return <RecoveryKey halves={created.recovery_halves} onConfirmed={() => void confirmed()} />;
  }
  if (state.isPending) return <Waiting label={t("gate.opening")} />;
  if (state.isError) {
    return (
      <GateFrame title={t("gate.failed")}>
        <Failure error={apiErrorOf(state.error)} />
      </GateFrame>
    );
  }
  switch (state.data.state) {
    case "absent":
      return <CreateForm folder={state.data.folder} onCreated={setCreated} />;
    case "locked":
      return <SignInForm institution={state.data.institution} />;
    case "open":
      return <Frame session={state.data.session} />;
  }
}
