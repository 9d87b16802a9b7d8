import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { BackendProvider } from "@/backend/context";
import { memoryBackend } from "@/backend/memory";
import type { Backend } from "@/backend/port";
import { Gate } from "@/screens/gate";
import { ShortcutsProvider } from "@/shared/shortcuts";
import { ToastProvider } from "@/shared/toast";
import { WordsProvider, wordsOf } from "@/wording/words";

const { t, name } = wordsOf("en");

function open(change: Partial<Backend> = {}) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: "always" }, mutations: { networkMode: "always" } } });
  render(
    <QueryClientProvider client={client}>
      <BackendProvider backend={{ ...memoryBackend(), ...change }}>
        <WordsProvider language="en">
          <ShortcutsProvider>
            <ToastProvider>
              <Gate />
            </ToastProvider>
          </ShortcutsProvider>
        </WordsProvider>
      </BackendProvider>
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  window.location.hash = "";
});

describe("the knowledge base", () => {
  it("is reached by key, searched, and a row tells its source and its way through the releases", async () => {
    const user = userEvent.setup();
    open();
    await screen.findByRole("heading", { name: t("worklist.title") });
    await user.keyboard("b");
    await user.type(await screen.findByRole("searchbox", { name: t("kb.search") }), "ramucirumab");
    await waitFor(() => expect(screen.queryByText("shirube:JP-0010")).toBeNull());
    const grid = screen.getByRole("grid", { name: t("kb.rows") });
    grid.focus();
    await user.keyboard("{Home}{Enter}");
    expect(await screen.findByText(t("kb.from_memory"))).toBeTruthy();
    expect(screen.getAllByText(t("finding.unconfirmed")).length).toBeGreaterThan(0);
    expect(screen.getByText(t("kb.no_citation"))).toBeTruthy();
    expect(screen.getByText(name("row_state", "same"))).toBeTruthy();
    await user.click(screen.getByRole("button", { name: t("kb.back_to_search") }));
    expect(await screen.findByDisplayValue("ramucirumab")).toBeTruthy();
  });

  it("a row that does not support says so before anything else, with or without a predicate", async () => {
    const page = await memoryBackend().searchKnowledge("");
    const [row] = page.rows;
    if (row === undefined) throw new Error("a made-up row is missing");
    const against = { ...row, direction: "does_not_support" };
    const rows = [row, { ...against, id: "made-up:1" }, { ...against, id: "made-up:2", predicate: null }];
    window.location.hash = "#/knowledge/rows";
    open({ searchKnowledge: async () => ({ ...page, rows, total: rows.length }) });
    await screen.findByText("made-up:2");
    const said = name("direction", "does_not_support");
    const predicate = name("predicate", "predicts_sensitivity");
    const cells = within(screen.getByRole("grid", { name: t("kb.rows") })).getAllByRole("row").slice(1).map((line) => within(line).getAllByRole("gridcell")[1]);
    expect(cells.map((cell) => cell?.textContent)).toEqual([predicate, `${said} ${predicate}`, `${said} ${t("value.none")}`]);
    expect(within(cells[1] as HTMLElement).getByTitle(t("kb.not_supported", { predicate }))).toBeTruthy();
    expect(within(cells[1] as HTMLElement).getByText(said).className).toContain("badge");
  });

  it("a candidate becomes active only after its differences were seen and the loss was answered for", async () => {
    const user = userEvent.setup();
    window.location.hash = "#/knowledge/releases";
    open();
    await user.click(await screen.findByRole("button", { name: t("kb.differences") }));
    const activate = await screen.findByRole("button", { name: t("kb.activate") });
    expect(activate.hasAttribute("disabled")).toBe(true);
    await user.click(screen.getByRole("checkbox"));
    expect(screen.getByRole("button", { name: t("kb.activate") }).hasAttribute("disabled")).toBe(true);
    expect(screen.getByText(t("kb.unanswered", { count: 1 }))).toBeTruthy();
    const record = screen.getByRole("button", { name: t("kb.answer_record") });
    expect(record.hasAttribute("disabled")).toBe(true);
    await user.type(screen.getByLabelText(t("kb.answer")), "indication withdrawn");
    await user.click(record);
    expect(await screen.findByText(/Recorded by .*: indication withdrawn/)).toBeTruthy();
    expect(screen.queryByText(t("kb.unanswered", { count: 1 }))).toBeNull();
    await user.click(screen.getByRole("button", { name: t("kb.activate") }));
    await waitFor(() => expect(screen.queryByRole("button", { name: t("kb.activate") })).toBeNull());
    const table = screen.getByRole("table", { name: t("kb.releases") });
    const row = within(table).getByRole("row", { name: /b00000000000/ });
    await waitFor(() => expect(within(row).getByText(t("kb.active"))).toBeTruthy());
  });

  it("a download is shown first, and an unprotected address is refused", async () => {
    const user = userEvent.setup();
    window.location.hash = "#/knowledge/corpora";
    open();
    const civic = await screen.findByRole("region", { name: name("corpus", "civic") });
    const address = within(civic).getByLabelText(t("kb.address"));
    await user.clear(address);
    await user.type(address, "http://made.up/x.tsv");
    await user.click(within(civic).getByRole("button", { name: t("kb.download") }));
    expect(await within(civic).findByRole("alert")).toBeTruthy();
    await user.clear(address);
    await user.type(address, "https://made.up/x.tsv");
    await user.click(within(civic).getByRole("button", { name: t("kb.download") }));
    expect(await within(civic).findByText("CC0-1.0")).toBeTruthy();
    expect(within(civic).getByText(name("corpus_bin", "not_expressible:variant_name"))).toBeTruthy();
    await user.click(within(civic).getByRole("button", { name: t("kb.take") }));
    await waitFor(() => expect(window.location.hash).toBe("#/knowledge/releases"));
  });

  it("signed cases that would read otherwise are listed with what differs", async () => {
    window.location.hash = "#/knowledge/affected";
    open();
    expect(await screen.findByText("2026-0004")).toBeTruthy();
    expect(screen.getByText("KRAS p.G12D")).toBeTruthy();
    expect(screen.queryByRole("button", { name: t("kb.answer_record") })).toBeNull();
  });
});
