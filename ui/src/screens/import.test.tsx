import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Backend, ImportedCase, ImportRequest } from "@/backend/port";
import { openScreen } from "@/screens/for_tests";
import { Gate } from "@/screens/gate";
import { ImportScreen } from "@/screens/import_screen";
import { wordsOf } from "@/wording/words";

const { t, name, say } = wordsOf("en");
/** Milliseconds that a machine with other work may take for one walk. */
const SLOW = 30_000;

const PROGRESS = {
  phase: "reading",
  file: "LUAD-01.vcf",
  number: 1,
  files: 2,
  records: "65536",
  bytes_read: "1048576",
  bytes_total: "4194304",
  percent: 25,
  seconds_left: 90,
  cancelled: false,
};

const open = (change: Partial<Backend> = {}) => openScreen(<ImportScreen />, change);

it("a folder stands for its files, a format is corrected, and one question follows another in place", async () => {
  const user = userEvent.setup();
  open();
  await user.click(screen.getByRole("button", { name: t("import.choose_folder") }));
  expect(await screen.findByText("LUAD-01.vcf")).toBeTruthy();
  expect(screen.getByText(name("told_by", "declaration"))).toBeTruthy();
  expect(screen.getByText(".hidden")).toBeTruthy();
  expect(screen.getByRole("button", { name: t("import.run") }).hasAttribute("disabled")).toBe(true);

  await user.selectOptions(screen.getByLabelText(t("import.kind_of", { file: "regions.txt" })), "callable_regions");
  expect(await screen.findByText(name("told_by", "person"))).toBeTruthy();
  await user.click(screen.getByRole("button", { name: t("import.run") }));

  await user.click(await screen.findByText("GRCh38", { selector: ".question *" }));
  await user.click(screen.getByRole("button", { name: t("import.answer") }));
  expect(await screen.findByText(t("import.question_tumor_type"))).toBeTruthy();
  expect(screen.queryByText("GRCh38", { selector: ".question *" })).toBeNull();
}, SLOW);

it("a running import shows the file, records and time left, and can be cancelled", async () => {
  const user = userEvent.setup();
  let end: (reason: unknown) => void = () => undefined;
  let asked = 0;
  let running = false;
  open({
    importCase: () => {
      running = true;
      return new Promise<ImportedCase>((_, reject) => (end = reject));
    },
    importProgress: async () => (running ? { ...PROGRESS, cancelled: asked > 0 } : null),
    cancelImport: async () => {
      asked += 1;
      running = false;
      end({ kind: "refused", message: { code: "intake_cancelled", parameters: {} } });
      return null;
    },
  });
  await user.click(screen.getByRole("button", { name: t("import.choose") }));
  await user.click(await screen.findByRole("button", { name: t("import.run") }));
  expect(await screen.findByText(t("import.reading_file", { number: 1, files: 2, file: "LUAD-01.vcf" }))).toBeTruthy();
  expect(screen.getByText(t("import.minutes_left", { minutes: 2 }))).toBeTruthy();
  expect(screen.getByText(/1\.0 MB \/ 4\.0 MB/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: t("import.cancel") }));
  expect(await screen.findByRole("alert")).toBeTruthy();
  expect(asked).toBe(1);
}, SLOW);

it("an import goes on while somebody looks elsewhere, and whoever comes back finds it", async () => {
  const user = userEvent.setup();
  let end: (imported: ImportedCase) => void = () => undefined;
  let running = false;
  const change: Partial<Backend> = {
    importCase: () => {
      running = true;
      return new Promise<ImportedCase>((resolve) => (end = resolve));
    },
    importProgress: async () => (running ? { ...PROGRESS, phase: "looking" } : null),
  };
  window.location.hash = "#/import";
  openScreen(<Gate />, change);
  await user.click(await screen.findByRole("button", { name: t("import.choose") }));
  await user.click(await screen.findByRole("button", { name: t("import.run") }));
  expect(await screen.findByText(t("import.looking", { number: 1, files: 2, file: "LUAD-01.vcf" }))).toBeTruthy();
  window.location.hash = "#/worklist";
  expect(await screen.findByText(t("import.mark", { number: 1, files: 2, percent: 25 }))).toBeTruthy();
  window.location.hash = "#/import";
  expect(await screen.findByRole("button", { name: t("import.cancel") })).toBeTruthy();
  expect(screen.getByText("LUAD-01.clinical.json")).toBeTruthy();
  window.location.hash = "#/worklist";
  await screen.findByRole("heading", { name: t("worklist.title") });
  running = false;
  end({ case_id: "luad", case_number: "2026-0099" });
  expect(await screen.findByText(t("import.done", { number: "2026-0099" }))).toBeTruthy();
  expect(window.location.hash).toBe("#/worklist");
}, SLOW);

it("clinical facts are typed, what is wrong stands beside its field, and the import waits until it is mended", async () => {
  const user = userEvent.setup();
  let asked: ImportRequest | null = null;
  openScreen(<ImportScreen owner="typed" />, {
    importCase: async (request) => {
      asked = request;
      return { case_id: "luad", case_number: "2026-0100" };
    },
  });
  await user.click(screen.getByText(t("form.open")));
  const fill = async (field: HTMLElement, text: string) => {
    await user.click(field);
    await user.paste(text);
  };
  await fill(await screen.findByLabelText(name("clinical", "patient_name")), "Made Up");
  await fill(screen.getByLabelText(name("clinical", "born_on")), "yesterday");
  const wrong = say({ code: "form_date_unreadable", parameters: {} });
  expect(await screen.findByText(wrong)).toBeTruthy();
  expect(screen.getByRole("button", { name: t("import.run") }).hasAttribute("disabled")).toBe(true);
  await user.clear(screen.getByLabelText(name("clinical", "born_on")));
  await fill(screen.getByLabelText(name("clinical", "born_on")), "1985-04-01");
  expect(await screen.findByText(t("form.read_as", { date: "1985-04-01 (made up)" }))).toBeTruthy();
  await user.click(screen.getByRole("button", { name: t("form.add_treatment") }));
  await fill(screen.getByLabelText(t("form.drugs")), "osimertinib");
  await user.selectOptions(screen.getByLabelText(t("form.best_response")), "PR");
  await user.selectOptions(screen.getByLabelText(t("form.msi")), "stable");
  const run = screen.getByRole("button", { name: t("import.run") });
  await waitFor(() => expect(run.hasAttribute("disabled")).toBe(false));
  await user.click(run);
  await waitFor(() => expect(asked).not.toBeNull());
  const form = (asked as unknown as ImportRequest).form;
  expect([form?.patient_name, form?.born_on, form?.treatments[0]?.drugs, form?.treatments[0]?.best_response, form?.results?.msi]).toEqual(["Made Up", "1985-04-01", "osimertinib", "PR", "stable"]);
}, SLOW);

it("a large file may stay where it is, and only a file that is taken is said to", async () => {
  const user = userEvent.setup();
  let asked: ImportRequest | null = null;
  openScreen(<ImportScreen owner="linking" />, {
    importCase: async (request) => {
      asked = request;
      return { case_id: "luad", case_number: "2026-0101" };
    },
  });
  await user.click(screen.getByRole("button", { name: t("import.choose") }));
  const ticks = await screen.findAllByRole("checkbox");
  expect(ticks).toHaveLength(1);
  await user.click(ticks[0] as HTMLElement);
  await user.click(screen.getByRole("button", { name: t("import.run") }));
  await waitFor(() => expect(asked).not.toBeNull());
  expect((asked as unknown as ImportRequest).linked).toEqual(["/made-up/LUAD-01.mutect2.vep.vcf"]);
}, SLOW);
