import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { openScreen } from "@/screens/for_tests";
import { Gate } from "@/screens/gate";
import { wordsOf } from "@/wording/words";

const { t, name, say } = wordsOf("en");
const SLOW = 30_000;

beforeEach(() => {
  window.location.hash = "";
});

it("a reference sequence is set, what it is is told, and it is unset again", async () => {
  const user = userEvent.setup();
  window.location.hash = "#/settings";
  openScreen(<Gate />);
  expect(await screen.findByText(t("reference.sequence_unset"))).toBeTruthy();
  const path = screen.getByLabelText(t("reference.path_typed"));
  await user.type(path, "/made-up/reads.bam{Enter}");
  expect(await screen.findByText(say({ code: "intake_reference_sequence_index_missing", parameters: { file: "/made-up/reads.bam" } }))).toBeTruthy();
  await user.clear(path);
  await user.type(path, "/made-up/GRCh38.fa{Enter}");
  expect(await screen.findByText("/made-up/GRCh38.fa")).toBeTruthy();
  expect(screen.queryByText(t("reference.sequence_unset"))).toBeNull();
  await user.click(screen.getByRole("button", { name: t("reference.forget") }));
  expect(await screen.findByText(t("reference.sequence_unset"))).toBeTruthy();
}, SLOW);

it("a standing case is edited as a form: one reason, only what changed, and nothing without a reason", async () => {
  const user = userEvent.setup();
  window.location.hash = "#/case/luad/clinical";
  openScreen(<Gate />);
  await user.click(await screen.findByRole("button", { name: t("form.edit") }));
  const department = await screen.findByLabelText(name("clinical", "department"));
  await user.clear(department);
  await user.click(department);
  await user.paste("Respiratory medicine");
  const record = screen.getByRole("button", { name: t("form.record") });
  expect(record.hasAttribute("disabled")).toBe(true);
  await user.type(screen.getByLabelText(t("correction.because")), "chart");
  await waitFor(() => expect(record.hasAttribute("disabled")).toBe(false));
  await user.click(record);
  expect(await screen.findByText("Respiratory medicine")).toBeTruthy();
  expect(screen.queryByRole("button", { name: t("form.record") })).toBeNull();
}, SLOW);

it("what was typed into a form is kept when the screen changes, until it is discarded", async () => {
  const user = userEvent.setup();
  window.location.hash = "#/case/luad/clinical";
  openScreen(<Gate />);
  await user.click(await screen.findByRole("button", { name: t("form.edit") }));
  const department = await screen.findByLabelText(name("clinical", "department"));
  await user.clear(department);
  await user.click(department);
  await user.paste("Made-up department");
  window.location.hash = "#/worklist";
  await screen.findByRole("heading", { name: t("worklist.title") });
  window.location.hash = "#/case/luad/clinical";
  await user.click(await screen.findByRole("button", { name: t("form.edit") }));
  expect(await screen.findByDisplayValue("Made-up department")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: t("form.discard") }));
  await user.click(await screen.findByRole("button", { name: t("form.edit") }));
  await screen.findByLabelText(name("clinical", "department"));
  expect(screen.queryByDisplayValue("Made-up department")).toBeNull();
}, SLOW);

it("a filter is kept under a name, comes back, and is forgotten", async () => {
  const user = userEvent.setup();
  window.location.hash = "#/case/luad/records";
  openScreen(<Gate />);
  const search = await screen.findByRole("searchbox", { name: t("records.search") }, { timeout: 20_000 });
  await user.type(search, "KRAS");
  await user.click(screen.getByText(t("records.saved")));
  expect(await screen.findByText(t("records.saved_none"))).toBeTruthy();
  await user.type(screen.getByLabelText(t("records.save_as")), "KRAS only");
  await user.click(screen.getByRole("button", { name: t("records.save") }));
  const kept = await screen.findByRole("button", { name: "KRAS only" });
  await user.clear(search);
  await user.click(kept);
  await waitFor(() => expect((search as HTMLInputElement).value).toBe("KRAS"));
  await user.click(screen.getByRole("button", { name: t("records.forget", { name: "KRAS only" }) }));
  expect(await screen.findByText(t("records.saved_none"))).toBeTruthy();
  expect(within(document.body).queryByRole("button", { name: "KRAS only" })).toBeNull();
}, 60_000);

it("a key is revoked with a reason and the passphrase, and says so afterwards", async () => {
  const user = userEvent.setup();
  window.location.hash = "#/settings";
  openScreen(<Gate />);
  const card = await screen.findByRole("region", { name: t("keys_card.title") });
  expect(await within(card).findByText(name("key_standing", "in_force"))).toBeTruthy();
  await user.click(within(card).getByRole("button", { name: /c1f0 7a52/ }));
  const dialog = await screen.findByRole("dialog");
  const revoke = within(dialog).getByRole("button", { name: t("keys_card.revoke") });
  expect(revoke.hasAttribute("disabled")).toBe(true);
  await user.type(within(dialog).getByLabelText(t("keys_card.because")), "lost");
  await user.type(within(dialog).getByLabelText(t("keys_card.passphrase")), "something else");
  expect(revoke.hasAttribute("disabled"), "nobody chose why").toBe(true);
  await user.selectOptions(within(dialog).getByLabelText(t("keys_card.reason")), "compromised");
  await user.click(revoke);
  expect(await within(dialog).findByText(say({ code: "vault.sign_in_refused", parameters: {} }))).toBeTruthy();
  await user.type(within(dialog).getByLabelText(t("keys_card.passphrase")), "shirube-demo-only");
  await user.click(revoke);
  expect(await within(card).findByText(name("key_standing", "revoked"))).toBeTruthy();
  expect(within(card).getByText(name("revocation", "compromised"))).toBeTruthy();
  expect(within(card).queryByRole("button", { name: /c1f0 7a52/ })).toBeNull();
}, SLOW);

it("a foreign list is believed only by its fingerprint", async () => {
  const user = userEvent.setup();
  window.location.hash = "#/settings";
  openScreen(<Gate />);
  const card = await screen.findByRole("region", { name: t("keys_card.title") });
  await user.click(within(card).getByRole("button", { name: t("keys_card.import") }));
  const dialog = await screen.findByRole("dialog");
  await user.type(within(dialog).getByLabelText(t("keys_card.list_file")), "/made-up/list.json");
  await user.click(within(dialog).getByRole("button", { name: t("keys_card.import") }));
  expect(await within(dialog).findByText(say({ code: "key_list_first", parameters: { institution: "Made-up Hospital", fingerprint: "77aa 12bc 90ef 45d3" } }))).toBeTruthy();
  await user.type(within(dialog).getByLabelText(t("keys_card.fingerprint")), "77aa12bc90ef45d3");
  await user.click(within(dialog).getByRole("button", { name: t("keys_card.import") }));
  expect(await within(card).findByText(/Made-up Hospital/)).toBeTruthy();
}, SLOW);

it("a checked document gives three answers, and nobody's name where the signer is not known", async () => {
  const user = userEvent.setup();
  window.location.hash = "#/settings";
  openScreen(<Gate />);
  const card = await screen.findByRole("region", { name: t("verify.title") });
  await user.type(within(card).getByLabelText(t("verify.file")), "/made-up/panel.pdf{Enter}");
  const found = await within(card).findByRole("status");
  expect(within(found).getByText(name("verify_outcome", "signer_unknown"))).toBeTruthy();
  expect(within(found).getAllByRole("listitem").length).toBe(3);
  await user.clear(within(card).getByLabelText(t("verify.file")));
  await user.type(within(card).getByLabelText(t("verify.file")), "/made-up/changed.pdf{Enter}");
  expect(await within(card).findByText(name("verify_outcome", "bytes_changed"))).toBeTruthy();
  expect(within(card).queryByText(t("verify.stated"))).toBeNull();
}, SLOW);

it("a case under a legal hold is not erased, and one that may go asks for its number and the passphrase", async () => {
  const user = userEvent.setup();
  window.location.hash = "#/case/crc/clinical";
  openScreen(<Gate />);
  const card = await screen.findByRole("region", { name: t("retention.title") });
  await user.click(within(card).getByRole("button", { name: t("retention.hold") }));
  await user.type(within(await screen.findByRole("dialog")).getByLabelText(t("retention.because")), "lawsuit{Enter}");
  expect(await within(card).findByText(t("retention.held"))).toBeTruthy();
  await user.click(within(card).getByRole("button", { name: t("retention.erase") }));
  let dialog = await screen.findByRole("dialog");
  expect(within(dialog).getByText(say({ code: "erasure_leaves_backups", parameters: {} }))).toBeTruthy();
  await user.selectOptions(within(dialog).getByLabelText(t("retention.reason")), "registered_by_mistake");
  expect(within(dialog).getByText(say({ code: "refusal_legal_hold", parameters: {} }))).toBeTruthy();
  expect(within(dialog).getByRole("button", { name: t("retention.erase") }).hasAttribute("disabled")).toBe(true);
  await user.click(within(dialog).getByRole("button", { name: t("action.cancel") }));
  await user.click(within(card).getByRole("button", { name: t("retention.lift") }));
  await user.type(within(await screen.findByRole("dialog")).getByLabelText(t("retention.because")), "settled{Enter}");
  await waitFor(() => expect(within(card).queryByText(t("retention.held"))).toBeNull());
  await user.click(within(card).getByRole("button", { name: t("retention.erase") }));
  dialog = await screen.findByRole("dialog");
  await user.selectOptions(within(dialog).getByLabelText(t("retention.reason")), "registered_by_mistake");
  await user.type(within(dialog).getByLabelText(t("retention.number")), "2026-9999");
  await user.type(within(dialog).getByLabelText(t("retention.passphrase")), "shirube-demo-only");
  await user.click(within(dialog).getByRole("button", { name: t("retention.erase") }));
  expect(await within(dialog).findByText(say({ code: "erasure_number_differs", parameters: {} }))).toBeTruthy();
}, SLOW);

it("a signing key is renewed, and the workspace key is rotated only with both halves of the recovery key", async () => {
  const user = userEvent.setup();
  window.location.hash = "#/settings";
  openScreen(<Gate />);
  const card = await screen.findByRole("region", { name: t("keys_card.title") });
  await within(card).findByText("c1f0 7a52 93be 4d16");
  await user.click(within(card).getByRole("button", { name: t("rotation.renew") }));
  await user.type(within(await screen.findByRole("dialog")).getByLabelText(t("rotation.passphrase")), "shirube-demo-only{Enter}");
  expect(await within(card).findByText("a8d4 02f1 6c3b 97e5")).toBeTruthy();
  expect(within(card).getByText(name("key_end", "replaced"))).toBeTruthy();
  await user.click(within(card).getByRole("button", { name: t("rotation.rotate") }));
  const dialog = await screen.findByRole("dialog");
  const rotate = within(dialog).getByRole("button", { name: t("rotation.rotate") });
  await user.type(within(dialog).getByLabelText(t("rotation.half", { number: 1 })), "WRONG");
  await user.type(within(dialog).getByLabelText(t("rotation.half", { number: 2 })), "WRONG");
  expect(rotate.hasAttribute("disabled")).toBe(true);
  await user.type(within(dialog).getByLabelText(t("rotation.passphrase")), "shirube-demo-only");
  await user.click(rotate);
  expect(await within(dialog).findByText(say({ code: "vault.recovery_key_wrong", parameters: {} }))).toBeTruthy();
}, SLOW);
