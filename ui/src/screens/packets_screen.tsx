/** Packets of the whole workspace: answers in, invitations that were sealed to this hospital, and its card. */
import type { SessionView } from "@/backend/port";
import { OwnPacketCard } from "@/panel/packet_key";
import { ReceiveButton } from "@/panel/packet_members";
import { PacketReader } from "@/panel/packet_reader";
import { AcceptRequest, ReceiveReturn } from "@/panel/referral_in";
import { goTo } from "@/shared/place";
import { Card } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

export function PacketsScreen({ session }: { session: SessionView }) {
  const { t } = useWords();
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t("packet.screen")}</h1>
      </div>
      <div className="page-body">
        <div className="settings-columns">
          <div className="stack">
            {session.actions.includes("give_opinion") && (
              <Card title={t("packet.open_here")}>
                <PacketReader way="workspace" />
              </Card>
            )}
          </div>
          <div className="stack">
            {session.actions.includes("receive_packet") && (
              <Card title={t("packet.receive")}>
                <div className="stack">
                  <p className="quiet">{t("packet.receive_lead")}</p>
                  <ReceiveButton onDone={(caseId) => goTo({ screen: "case", caseId, tab: "panel" })} />
                </div>
              </Card>
            )}
            {session.actions.includes("import_case") && (
              <Card title={t("referral.accept")}>
                <AcceptRequest onDone={(caseId) => goTo({ screen: "case", caseId, tab: "summary" })} />
              </Card>
            )}
            {session.actions.includes("request_panel") && (
              <Card title={t("referral.receive_return")}>
                <ReceiveReturn onDone={(caseId) => goTo({ screen: "case", caseId, tab: "panel" })} />
              </Card>
            )}
            <Card title={t("packet.own_card")}>
              <OwnPacketCard />
            </Card>
          </div>
        </div>
      </div>
    </div>
  );
}
