/** What stands in front of the workspace: first start, signing in, or the way in. */
import { useState } from "react";
import { apiErrorOf } from "@/backend/context";
import type { CreatedWorkspace, SessionView } from "@/backend/port";
import { Frame } from "@/screens/frame";
import { PacketGate } from "@/screens/packet_gate";
import { CreateForm } from "@/session/create_form";
import { GateFrame } from "@/session/gate_frame";
import { OwnPassphraseForm } from "@/session/own_passphrase_form";
import { useEnter, useWorkspaceState } from "@/session/queries";
import { RecoveryKey } from "@/session/recovery_key";
import { SecondFactorForm } from "@/session/second_factor_form";
import { SignInForm } from "@/session/sign_in_form";
import { Failure } from "@/shared/failure";
import { Waiting } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

/** The workspace, or what must be done before it opens. */
function Inside({ session, onStep }: { session: SessionView; onStep: () => void }) {
  const { t } = useWords();
  switch (session.required_step) {
    case "own_passphrase":
      return (
        <GateFrame title={t("own.title")} lead={t("own.lead", { name: session.display_name })}>
          <OwnPassphraseForm isFirst onDone={onStep} />
        </GateFrame>
      );
    case "second_factor":
      return (
        <GateFrame title={t("factor.title")} lead={t("factor.lead", { name: session.display_name })} width="wide">
          <SecondFactorForm onDone={onStep} />
        </GateFrame>
      );
    default:
      return <Frame session={session} />;
  }
}

export function Gate() {
  const { t } = useWords();
  const state = useWorkspaceState();
  const enter = useEnter();
  const [created, setCreated] = useState<CreatedWorkspace | null>(null);
  const [isPacket, setPacket] = useState(false);

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
  if (isPacket && state.data.state !== "open") return <PacketGate onClose={() => setPacket(false)} />;
  switch (state.data.state) {
    case "absent":
      return <CreateForm folder={state.data.folder} onCreated={setCreated} onPacket={() => setPacket(true)} />;
    case "locked":
      return <SignInForm institution={state.data.institution} asksCode={state.data.asks_code} onPacket={() => setPacket(true)} />;
    case "open":
      return <Inside session={state.data.session} onStep={() => void enter()} />;
  }
}
