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
