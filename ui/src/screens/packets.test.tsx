import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { memoryBackend } from "@/backend/memory";
import { meeting } from "@/backend/memory/settled";
import type { Backend } from "@/backend/port";
import { openScreen } from "@/screens/for_tests";
import { Gate } from "@/screens/gate";
import { wordsOf } from "@/wording/words";

const { t, name, say } = wordsOf("en");
const TODAY = new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Tokyo" });
const FINGERPRINT = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";
const PASSPHRASE = "made-up-passphrase";

/** A workspace that nobody is signed in to, with a case that asks a panel. */
async function locked(): Promise<Backend> {
  const backend = memoryBackend();
  await backend.decideFinding("crc", "enc-cet", "accepted", null);
  await backend.lock();
  return backend;
}

/** A panel with members elsewhere. */
async function called(): Promise<Backend> {
  const backend = memoryBackend();
  await backend.decideFinding("crc", "enc-cet", "accepted", null);
  await backend.confirmFinding("crc", "enc-cet", { step: "waived", by: "Made-up Chair", because: "made-up" });
  await backend.composeReport("crc");
  await backend.convenePanel("crc", meeting(TODAY));
  return backend;
}

async function choosePacket(user: ReturnType<typeof userEvent.setup>, path: string) {
  await user.click(await screen.findByRole("button", { name: t("sign_in.packet") }));
  await user.type(screen.getByLabelText(t("packet.file")), path);
  await user.click(screen.getByRole("button", { name: t("packet.look") }));
}

describe("a packet in front of the workspace", () => {
  beforeEach(() => {
    cleanup();
    window.location.hash = "";
  });

  it("is opened with a passphrase, read, and answered only when every finding has an opinion", async () => {
    const user = userEvent.setup();
    const backend = await locked();
    const answer = vi.spyOn(backend, "answerPacket");
    openScreen(<Gate />, backend);
    await choosePacket(user, "/tmp/sealed.packet");
    await user.type(await screen.findByLabelText(t("packet.passphrase")), "wrong");
    await user.click(screen.getByRole("button", { name: t("packet.open") }));
    expect((await screen.findByRole("alert")).textContent).toContain(say({ code: "vault.packet_refused", parameters: {} }));
    await user.type(screen.getByLabelText(t("packet.passphrase")), PASSPHRASE);
    await user.click(screen.getByRole("button", { name: t("packet.open") }));
    expect(await screen.findByText(t("packet.compare"))).toBeTruthy();
    expect(screen.getByText(t("packet.without_germline"))).toBeTruthy();
    const write = screen.getByRole("button", { name: t("packet.write_answer") });
    await user.type(screen.getByLabelText(t("packet.answer_to")), "/tmp/answer.packet");
    expect(write).toHaveProperty("disabled", true);
    for (const group of screen.getAllByRole("radiogroup", { name: t("opinion.stance") })) {
      await user.click(within(group).getByRole("radio", { name: name("stance", "recommend") }));
    }
    await user.click(write);
    expect(await screen.findByText(t("packet.answered"))).toBeTruthy();
    expect(answer.mock.calls[0]?.[2].findings.every(({ stance }) => stance === "recommend")).toBe(true);
  });

  it("asks for the key file where it was sealed to a key, and refuses what is no invitation", async () => {
    const user = userEvent.setup();
    openScreen(<Gate />, await locked());
    await choosePacket(user, "/tmp/answer.packet");
    expect(await screen.findByText(t("packet.not_invitation"))).toBeTruthy();
    await user.clear(screen.getByLabelText(t("packet.file")));
    await user.type(screen.getByLabelText(t("packet.file")), "/tmp/mine.packet");
    await user.click(screen.getByRole("button", { name: t("packet.look") }));
    expect(await screen.findByLabelText(t("packet.key_file"))).toBeTruthy();
    expect(screen.queryByLabelText(t("packet.passphrase"))).toBeNull();
  });

  it("makes a key whose fingerprint is told", async () => {
    const user = userEvent.setup();
    openScreen(<Gate />, await locked());
    await user.click(await screen.findByRole("button", { name: t("sign_in.packet") }));
    await user.click(screen.getByRole("radio", { name: t("packet.make_key") }));
    await user.type(screen.getByLabelText(t("packet.key_owner")), "Made-up Member");
    await user.type(screen.getByLabelText(t("packet.key_file")), "/tmp/mine.key");
    await user.type(screen.getByLabelText(t("packet.key_passphrase")), PASSPHRASE);
    await user.type(screen.getByLabelText(t("create.passphrase_again")), PASSPHRASE);
    await user.click(screen.getAllByRole("button", { name: t("packet.make_key") }).at(-1) as HTMLElement);
    expect((await screen.findByText("/tmp/mine.card")).textContent).toBe("/tmp/mine.card");
  });
});

describe("members elsewhere", () => {
  beforeEach(() => {
    cleanup();
    window.location.hash = "#/case/crc/panel";
  });

  it("get a packet after their key was compared, and their answer is taken in unseen", async () => {
    const user = userEvent.setup();
    const backend = await called();
    backend.chooseFiles = async () => ["/tmp/answer-seat2.packet"];
    openScreen(<Gate />, backend);
    const card = await screen.findByRole("region", { name: t("packet.members") });
    const [register] = await within(card).findAllByRole("button", { name: /Register the key of/ });
    await user.click(register as HTMLElement);
    await user.type(screen.getByLabelText(t("packet.card_file")), "/tmp/mine.card");
    await user.type(screen.getByLabelText(t("packet.heard")), "0000 1111");
    const dialog = screen.getByRole("dialog");
    await user.click(within(dialog).getByRole("button", { name: t("packet.register") }));
    expect((await within(dialog).findByRole("alert")).textContent).toContain(say({ code: "packet_fingerprint_differs", parameters: {} }));
    await user.clear(screen.getByLabelText(t("packet.heard")));
    await user.type(screen.getByLabelText(t("packet.heard")), FINGERPRINT);
    await user.click(within(dialog).getByRole("button", { name: t("packet.register") }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await user.click(within(card).getByRole("button", { name: t("packet.invite") }));
    const inviting = await screen.findByRole("dialog");
    await user.type(within(inviting).getByLabelText(t("packet.folder")), "/tmp/out");
    await user.type(within(inviting).getByLabelText(t("export.passphrase")), "synthetic");
    const write = within(inviting).getByRole("button", { name: t("packet.write") });
    expect(write, "nobody writes what nobody looked at").toHaveProperty("disabled", true);
    await user.click(within(inviting).getByRole("checkbox", { name: t("packet.content_looked") }));
    await user.click(write);
    expect(await screen.findByText("/tmp/out/shirube-made-up-seat2.packet")).toBeTruthy();
    await user.click(within(screen.getByRole("dialog")).getAllByRole("button", { name: t("action.close") }).at(-1) as HTMLElement);
    await user.click(within(card).getByRole("button", { name: t("packet.receive") }));
    await waitFor(async () => expect((await backend.panelBoard("crc")).panels[0]?.members[1]?.opinion_given).toBe(true));
    expect((await backend.panelBoard("crc")).panels[0]?.opinions).toEqual([]);
  });
});

describe("a case between hospitals", () => {
  beforeEach(cleanup);
  const OTHER = "1b2c3d4e5f60718293a4b5c6d7e8f90a";

  it("is asked for only after what goes in was looked at, and what comes back is shown", async () => {
    const user = userEvent.setup();
    window.location.hash = "#/case/crc/panel";
    const backend = memoryBackend();
    openScreen(<Gate />, backend);
    const card = await screen.findByRole("region", { name: t("referral.title") });
    await user.click(within(card).getByRole("button", { name: t("referral.ask") }));
    const dialog = await screen.findByRole("dialog");
    expect(await within(dialog).findByText(t("referral.ask_lead"))).toBeTruthy();
    const typed: [string, string][] = [
      [t("referral.host_card"), "/tmp/host.card"],
      [t("referral.heard"), OTHER],
      [t("referral.consent_on"), "2026-11-01"],
      [t("referral.consent_form"), "made-up 1.0"],
      [t("referral.consent_by"), "Made-up Physician"],
      [t("export.path"), "/tmp/request.packet"],
      [t("export.passphrase"), "synthetic"],
    ];
    for (const [label, text] of typed) await user.type(within(dialog).getByLabelText(label), text);
    const write = within(dialog).getByRole("button", { name: t("referral.write") });
    expect(write).toHaveProperty("disabled", true);
    await user.click(within(dialog).getByRole("checkbox", { name: t("referral.looked") }));
    await user.click(write);
    expect(await within(dialog).findByText("/tmp/request.packet")).toBeTruthy();
    await backend.receiveReturn("/tmp/return.packet");
    cleanup();
    openScreen(<Gate />, backend);
    expect(await screen.findByText("made-up recommendation", { exact: false })).toBeTruthy();
    expect(screen.getByText(t("referral.returned_check"))).toBeTruthy();
  });

  it("is taken in when the fingerprint that was heard is the sender's", async () => {
    const user = userEvent.setup();
    window.location.hash = "#/packets";
    const backend = memoryBackend();
    backend.chooseFiles = async () => ["/tmp/request.packet"];
    openScreen(<Gate />, backend);
    await user.click(await screen.findByRole("button", { name: t("referral.open_request") }));
    await user.type(await screen.findByLabelText(t("referral.heard_from")), "0000");
    await user.click(screen.getByRole("button", { name: t("referral.take_in") }));
    expect((await screen.findByRole("alert")).textContent).toContain(say({ code: "packet_fingerprint_differs", parameters: {} }));
    await user.clear(screen.getByLabelText(t("referral.heard_from")));
    await user.type(screen.getByLabelText(t("referral.heard_from")), OTHER);
    await user.click(screen.getByRole("button", { name: t("referral.take_in") }));
    await waitFor(() => expect(window.location.hash).toContain("requested-"));
  });
});
