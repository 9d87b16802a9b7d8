import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { BackendProvider } from "@/backend/context";
import { memoryBackend } from "@/backend/memory";
import type { Backend, ImportedCase } from "@/backend/port";
import { ImportScreen } from "@/screens/import_screen";
import { ToastProvider } from "@/shared/toast";
import { WordsProvider, wordsOf } from "@/wording/words";

const { t, name } = wordsOf("en");
/** Milliseconds that a machine with other work may take for one walk. */
const SLOW = 30_000;

function open(change: Partial<Backend> = {}) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: "always" }, mutations: { networkMode: "always" } } });
  render(
    <QueryClientProvider client={client}>
      <BackendProvider backend={{ ...memoryBackend(), ...change }}>
        <WordsProvider language="en">
          <ToastProvider>
            <ImportScreen />
          </ToastProvider>
        </WordsProvider>
      </BackendProvider>
    </QueryClientProvider>,
  );
}

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
  open({
    importCase: () => new Promise<ImportedCase>((_, reject) => (end = reject)),
    importProgress: async () => ({
      phase: "reading",
      file: "LUAD-01.vcf",
      number: 1,
      files: 2,
      records: "65536",
      bytes_read: "1048576",
      bytes_total: "4194304",
      percent: 25,
      seconds_left: 90,
      cancelled: asked > 0,
    }),
    cancelImport: async () => {
      asked += 1;
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
