/** A packet is opened in front of the workspace: nobody need be signed in, and nothing is kept. */
import { useState } from "react";
import { PacketKeyForm } from "@/panel/packet_key";
import { PacketReader } from "@/panel/packet_reader";
import { GateFrame } from "@/session/gate_frame";
import { Button, Segments } from "@/shared/controls";
import { useWords } from "@/wording/words";

export function PacketGate({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const [what, setWhat] = useState<"read" | "key">("read");
  return (
    <GateFrame title={t("packet.title")} lead={t("packet.lead")} width="wide">
      <div className="stack">
        <div className="row wrap">
          <Button look="quiet" icon="back" onPress={onClose}>
            {t("packet.back")}
          </Button>
          <Segments
            label={t("packet.title")}
            choices={[
              { value: "read", label: t("packet.open_one") },
              { value: "key", label: t("packet.make_key") },
            ]}
            value={what}
            onChange={setWhat}
          />
        </div>
        {what === "read" ? <PacketReader way="file" /> : <PacketKeyForm />}
      </div>
    </GateFrame>
  );
}
