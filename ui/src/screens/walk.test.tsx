import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { memoryBackend } from "@/backend/memory";
import { settled } from "@/backend/memory/settled";
import { openScreen } from "@/screens/for_tests";
import { Gate } from "@/screens/gate";
import { wordsOf } from "@/wording/words";

const { t, name } = wordsOf("en");

const open = (search = "", backend = memoryBackend(search)) => openScreen(<Gate />, backend);

beforeEach(() => {
  window.location.hash = "";
});

describe("in front of the workspace", () => {
  it("a wrong passphrase is refused and the right one opens", async () => {
    const user = userEvent.setup();
    open("?state=locked");
    await user.type(await screen.findByLabelText(t("sign_in.login")), "shirube");
    await user.type(screen.getByLabelText(t("sign_in.passphrase")), "wrong");
    await user.click(screen.getByRole("button", { name: t("sign_in.open") }));
    expect(await screen.findByRole("alert")).toBeTruthy();
    await user.type(screen.getByLabelText(t("sign_in.passphrase")), "shirube-demo-only");
    await user.click(screen.getByRole("button", { name: t("sign_in.open") }));
    expect(await screen.findByRole("heading", { name: t("worklist.title") })).toBeTruthy();
  });

  it("a new workspace opens only after both halves of the recovery key were typed back", async () => {
    const user = userEvent.setup();
    open("?state=absent");
    await user.type(await screen.findByLabelText(t("create.institution")), "Made-up Hospital");
    await user.type(screen.getByLabelText(t("create.display_name")), "Made Up");
    await user.type(screen.getByLabelText(t("create.login")), "made.up");
    await user.type(screen.getByLabelText(t("create.passphrase")), "correct horse battery");
    await user.type(screen.getByLabelText(t("create.passphrase_again")), "correct horse battery");
    await user.click(screen.getByRole("button", { name: t("create.create") }));
    await user.click(await screen.findByRole("button", { name: t("recovery.written") }));
    const [first, second] = screen.getAllByRole("textbox");
    await user.type(first as HTMLElement, "PA2HRC");
    await user.type(second as HTMLElement, "wrong!");
    await user.click(screen.getByRole("button", { name: t("recovery.confirm") }));
    expect(screen.getByText(t("recovery.does_not_match"))).toBeTruthy();
    await user.clear(second as HTMLElement);
    await user.type(second as HTMLElement, "gs5kzu");
    await user.click(screen.getByRole("button", { name: t("recovery.confirm") }));
    expect(await screen.findByRole("heading", { name: t("factor.title") })).toBeTruthy();
  });

  it("whoever must enrol a second factor does so with a code, and keeps the recovery codes", async () => {
    const user = userEvent.setup();
    open("?step=second_factor");
    await user.type(await screen.findByLabelText(t("factor.code")), "000000");
    await user.type(screen.getByLabelText(t("factor.passphrase")), "shirube-demo-only");
    await user.click(screen.getByRole("button", { name: t("factor.enrol") }));
    expect(await screen.findByRole("alert")).toBeTruthy();
    await user.type(screen.getByLabelText(t("factor.code")), "123456");
    await user.click(screen.getByRole("button", { name: t("factor.enrol") }));
    expect((await screen.findByRole("list", { name: t("factor.codes") })).textContent).toContain("AAAAA-BBBBB");
    expect(screen.getByRole("button", { name: t("factor.done") }).hasAttribute("disabled")).toBe(true);
    await user.click(screen.getByLabelText(t("factor.codes_kept")));
    await user.click(screen.getByRole("button", { name: t("factor.done") }));
    expect(await screen.findByRole("heading", { name: t("worklist.title") })).toBeTruthy();
  });

  it("whoever has an initial passphrase chooses another before anything else", async () => {
    const user = userEvent.setup();
    open("?step=own_passphrase");
    await user.type(await screen.findByLabelText(t("own.initial")), "shirube-demo-only");
    const choose = screen.getByRole("button", { name: t("own.choose") });
    await user.type(screen.getByLabelText(t("own.new")), "too short");
    await user.type(screen.getByLabelText(t("create.passphrase_again")), "too short");
    expect(choose.hasAttribute("disabled")).toBe(true);
    await user.type(screen.getByLabelText(t("own.new")), ", no more");
    await user.type(screen.getByLabelText(t("create.passphrase_again")), ", no more");
    await user.click(choose);
    expect(await screen.findByRole("heading", { name: t("factor.title") })).toBeTruthy();
  });

  it("a locked window holds nothing of a patient, not even a message that was just shown", async () => {
    const user = userEvent.setup();
    window.location.hash = "#/case/luad/findings";
    open();
    await screen.findByRole("listbox");
    const name = screen.getByRole("heading", { level: 1 }).textContent ?? "";
    await user.keyboard("a");
    await user.keyboard("{Control>}l{/Control}");
    expect(await screen.findByLabelText(t("sign_in.login"))).toBeTruthy();
    expect(name.length).toBeGreaterThan(1);
    for (const word of [name, "EGFR", "L858R", "osimertinib"]) expect(document.body.outerHTML).not.toContain(word);
    expect(screen.getByLabelText(t("sign_in.code"))).toBeTruthy();
  });
});

describe("a case", () => {
  it("structure is drawn, searched by gene, and told again in tables", async () => {
    const user = userEvent.setup();
    window.location.hash = "#/case/luad/structure";
    open();
    await screen.findByRole("application");
    expect(screen.getByRole("img", { name: /EML4::ALK/ })).toBeTruthy();
    await user.type(screen.getByRole("searchbox", { name: t("structure.search") }), "EGFR{Enter}");
    expect(await screen.findByText(/GRCh38 7:/)).toBeTruthy();
    await user.type(screen.getByRole("searchbox", { name: t("structure.search") }), "X{Enter}");
    expect(await screen.findByText(t("structure.gene_missing", { gene: "EGFRX" }))).toBeTruthy();
    screen.getByRole("application").focus();
    await user.keyboard("{Home}{ArrowRight}");
    expect((await screen.findAllByText(/2 copies/)).length).toBeGreaterThan(0);
    await user.click(screen.getByRole("radio", { name: new RegExp(`^${t("structure.joins")}`) }));
    expect(screen.getByRole("grid", { name: t("structure.joins") })).toBeTruthy();
  });

  it("a case without structural files says that nothing was assessed, never that nothing changed", async () => {
    window.location.hash = "#/case/nil/structure";
    open();
    expect(await screen.findByText(t("structure.nothing"))).toBeTruthy();
    expect(screen.queryByRole("application")).toBeNull();
  });

  it("an option is accepted by key, taken back by key, and resistance is not offered", async () => {
    const user = userEvent.setup();
    window.location.hash = "#/case/luad/findings";
    open();
    await screen.findByRole("listbox");
    await user.keyboard("a");
    expect((await screen.findAllByText(name("decision", "accepted"))).length).toBeGreaterThan(0);
    await user.keyboard("u");
    await waitFor(() => expect(screen.queryByRole("button", { name: new RegExp(t("decision.withdraw")) })).toBeNull());
    const against = screen.getByRole("group", { name: new RegExp(name("finding_section", "against")) });
    const rows = within(against).getAllByRole("option");
    await user.click(rows[0] as HTMLElement);
    expect(screen.queryByRole("button", { name: new RegExp(`^${t("decision.accept")}`) })).toBeNull();
    expect(screen.getByText(t("decision.not_needed"))).toBeTruthy();
  });

  it("declining asks for a reason first", async () => {
    const user = userEvent.setup();
    window.location.hash = "#/case/luad/findings";
    open();
    await screen.findByRole("listbox");
    await user.keyboard("d");
    const decline = await screen.findByRole("button", { name: t("decision.decline_with_reason") });
    expect(decline.hasAttribute("disabled")).toBe(true);
    await user.type(screen.getByLabelText(t("decision.reason")), "no measurable disease");
    await user.click(decline);
    expect(await screen.findByText("no measurable disease")).toBeTruthy();
  });

  it("a level from memory is shown in brackets and marked unconfirmed", async () => {
    window.location.hash = "#/case/luad/findings";
    open();
    await screen.findByRole("listbox");
    expect(screen.getAllByText("(A)").length).toBeGreaterThan(0);
    expect(screen.getAllByText(t("finding.unconfirmed")).length).toBeGreaterThan(0);
  });

  it("signing shows what is signed, and a wrong passphrase signs nothing", async () => {
    const user = userEvent.setup();
    const backend = memoryBackend();
    await settled(backend, "nil");
    window.location.hash = "#/case/nil/report";
    open("", backend);
    await user.click(await screen.findByRole("button", { name: new RegExp(`^${t("report.sign")}`) }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText(t("sign.hash"))).toBeTruthy();
    expect(await within(dialog).findByText(t("sign.recommendation", { kind: name("recommendation", "nothing"), text: "made-up" }))).toBeTruthy();
    expect(within(dialog).getByText(t("confirm.empty"))).toBeTruthy();
    await user.type(within(dialog).getByLabelText(t("sign.passphrase")), "wrong");
    await user.click(within(dialog).getByRole("button", { name: t("sign.sign") }));
    expect(await within(dialog).findByRole("alert")).toBeTruthy();
    await user.type(within(dialog).getByLabelText(t("sign.passphrase")), "shirube-demo-only");
    await user.click(within(dialog).getByRole("button", { name: t("sign.sign") }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(screen.getByRole("button", { name: new RegExp(t("report.export")) })).toBeTruthy();
  });
});

describe("what is signed", () => {
  it("names the state of every confirmatory test and the conclusion of the panel, and waits until both are read", async () => {
    const user = userEvent.setup();
    const backend = memoryBackend();
    await backend.decideFinding("crc", "enc-cet", "accepted", null);
    await settled(backend, "crc");
    const told = await backend.panelBoard("crc");
    let tell: () => void = () => undefined;
    window.location.hash = "#/case/crc/report";
    openScreen(<Gate />, { ...backend, panelBoard: () => new Promise((resolve) => (tell = () => resolve(told))) });
    await user.click(await screen.findByRole("button", { name: new RegExp(`^${t("report.sign")}`) }));
    const dialog = await screen.findByRole("dialog");
    await user.type(within(dialog).getByLabelText(t("sign.passphrase")), "x");
    expect(within(dialog).getAllByText(t("panel.reading"))).toHaveLength(2);
    expect(within(dialog).getByRole("button", { name: t("sign.sign") }).hasAttribute("disabled")).toBe(true);
    tell();
    const state = [name("confirmation", "waived"), t("confirm.answers", { name: "Made-up Chair" })].join(t("value.separator"));
    const { label, therapy_label } = told.confirmations[0] ?? {};
    expect(await within(dialog).findByText(t("sign.confirmation", { what: `${therapy_label} ${label}`, state }))).toBeTruthy();
    const kind = [name("recommendation", "treatment"), name("route", "insured")].join(t("value.separator"));
    expect(within(dialog).getByText(t("sign.recommendation", { kind, text: "made-up" }))).toBeTruthy();
    expect(within(dialog).getByRole("button", { name: t("sign.sign") }).hasAttribute("disabled")).toBe(false);
  });
});

describe("an import", () => {
  it("asks for the tumour type where no file tells it, and goes on with the answer", async () => {
    const user = userEvent.setup();
    window.location.hash = "#/import";
    open();
    await user.type(await screen.findByLabelText(t("import.path")), "/made-up/a.vcf{Enter}");
    await screen.findByText("a.vcf");
    await user.click(await screen.findByRole("button", { name: t("import.run") }));
    const question = await screen.findByRole("group", { name: /tumour/i });
    await user.type(within(question).getByRole("combobox"), "LUAD");
    await user.click(await screen.findByRole("option", { name: /LUAD/ }));
    await user.click(within(question).getByRole("button", { name: t("import.answer") }));
    await waitFor(() => expect(window.location.hash).toContain("#/case/imported-"));
  });

  it("does not start while a file cannot be read", async () => {
    const user = userEvent.setup();
    window.location.hash = "#/import";
    open();
    await user.type(await screen.findByLabelText(t("import.path")), "/made-up/a.docx{Enter}");
    await screen.findByText("a.docx");
    expect(screen.getByRole("button", { name: t("import.run") }).hasAttribute("disabled")).toBe(true);
  });
});

describe("people and the log", () => {
  it("somebody gets an account with words that are shown once", async () => {
    const user = userEvent.setup();
    window.location.hash = "#/settings";
    open();
    await user.click(await screen.findByRole("button", { name: t("people.add_title") }));
    const dialog = await screen.findByRole("dialog");
    const add = within(dialog).getByRole("button", { name: t("people.add") });
    await user.type(within(dialog).getByLabelText(t("create.display_name")), "Made Up Two");
    await user.type(within(dialog).getByLabelText(t("create.login")), "two");
    expect(add.hasAttribute("disabled")).toBe(true);
    await user.click(within(dialog).getByLabelText(name("role", "panel_member")));
    await user.click(within(dialog).getByLabelText(name("qualification", "pathology")));
    await user.click(add);
    expect(await screen.findByText("k7qm4-txd9w-pa2hr-c6m2q")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: t("people.told") }));
    expect(screen.queryByText("k7qm4-txd9w-pa2hr-c6m2q")).toBeNull();
    expect(await screen.findByText("Made Up Two")).toBeTruthy();
  });

  it("the table of permissions says in words what is allowed", async () => {
    window.location.hash = "#/settings";
    open();
    const row = (await screen.findByText(name("action", "manage_accounts"))).closest("tr");
    const cells = within(row as HTMLElement).getAllByRole("cell");
    expect(cells.map((cell) => cell.textContent).filter((text) => text === t("permissions.allowed"))).toHaveLength(1);
  });

  it("the log is checked, filtered, and alerts wait until somebody looked into them", async () => {
    const user = userEvent.setup();
    window.location.hash = "#/audit";
    open();
    await screen.findByRole("grid", { name: t("audit.title") });
    await user.click(screen.getByRole("button", { name: t("audit.check") }));
    expect(await screen.findByText(t("audit.whole", { events: 3 }))).toBeTruthy();
    expect(screen.getByText(t("audit.clock_set_back", { sequence: 2, seconds: 7200 }))).toBeTruthy();
    await user.selectOptions(screen.getByLabelText(t("history.kind")), "signed_in");
    await waitFor(() => expect(within(screen.getByRole("grid")).queryByText(name("event", "case_viewed"))).toBeNull());
    await user.type(screen.getByLabelText(t("alerts.remark")), "justified");
    await user.click(screen.getByRole("button", { name: t("alerts.review") }));
    expect(await screen.findByText(/justified/)).toBeTruthy();
  });
});
