import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { memoryBackend } from "@/backend/memory";
import { show } from "@/screens/for_tests";
import { wordsOf } from "@/wording/words";

const { t, name, say } = wordsOf("en");

beforeEach(() => {
  window.location.hash = "";
});

describe("consent", () => {
  it("that nobody recorded is said to be not recorded, with neither the word nor the look of a yes or a no", async () => {
    show(memoryBackend(), "#/case/luad/clinical");
    const row = await screen.findByRole("listitem", { name: name("consent", "secondary_findings") });
    const mark = row.querySelector(".mark");
    expect(mark?.textContent).toBe(name("wish", "not_recorded"));
    expect(mark?.className).toBe("mark quiet");
    for (const wish of ["yes", "no"]) expect(mark?.textContent).not.toBe(name("wish", wish));
    expect(within(row).queryByRole("button", { name: new RegExp(t("consent.withdraw")) })).toBeNull();
  });

  it("is recorded by a proxy with the relation, withdrawn with a day, and then blocks the signature", async () => {
    const user = userEvent.setup();
    const backend = memoryBackend();
    show(backend, "#/case/luad/clinical");
    const kind = name("consent", "participation");
    await user.click(await screen.findByRole("button", { name: t("consent.record_kind", { kind }) }));
    const dialog = await screen.findByRole("dialog");
    const save = within(dialog).getByRole("button", { name: t("consent.save") });
    await user.click(within(dialog).getByRole("radio", { name: name("wish", "yes") }));
    await user.type(within(dialog).getByLabelText(t("consent.day")), "2026-01-10");
    await user.click(within(dialog).getByRole("radio", { name: name("giver", "proxy") }));
    await user.type(within(dialog).getByLabelText(t("consent.form_version")), "2.1");
    await user.type(within(dialog).getByLabelText(t("consent.obtained_by")), "Made-up Physician");
    expect(save.hasAttribute("disabled")).toBe(true);
    await user.type(within(dialog).getByLabelText(t("consent.relation")), "mother");
    await user.click(save);
    const row = await screen.findByRole("listitem", { name: kind });
    await waitFor(() => expect(row.querySelector(".mark")?.textContent).toBe(name("wish", "yes")));
    expect(row.textContent).toContain(t("consent.proxy", { relation: "mother" }));

    await user.click(within(row).getByRole("button", { name: t("consent.withdraw_kind", { kind }) }));
    const withdrawal = await screen.findByRole("dialog");
    await user.type(within(withdrawal).getByLabelText(t("consent.withdrawal_day")), "2026-01-09");
    expect(within(withdrawal).getByRole("button", { name: t("consent.withdrawal_save") }).hasAttribute("disabled")).toBe(true);
    await user.click(within(withdrawal).getByRole("radio", { name: name("giver", "person") }));
    await user.click(within(withdrawal).getByRole("button", { name: t("consent.withdrawal_save") }));
    expect((await within(withdrawal).findByRole("alert")).textContent).toContain(say({ code: "refusal_day_before_another", parameters: {} }));
    fireEvent.change(within(withdrawal).getByLabelText(t("consent.withdrawal_day")), { target: { value: "2026-01-12" } });
    await user.click(within(withdrawal).getByRole("button", { name: t("consent.withdrawal_save") }));
    await waitFor(() => expect(row.querySelector(".mark")?.textContent).toBe(name("wish", "withdrawn")));
    expect(row.textContent).toContain("2026/01/12");

    const { report } = await backend.caseView("luad");
    expect(report.blockers.map(({ code }) => code)).toContain("refusal_consent_withdrawn");
    await user.click(screen.getByRole("tab", { name: t("tab.report") }));
    await user.click(await screen.findByRole("button", { name: t("report.solve_in", { tab: t("tab.clinical") }) }));
    await waitFor(() => expect(window.location.hash).toContain("/clinical"));
  }, 60_000);

  it("has a giver only when one was chosen, and a change starts from who gave the answer that stands", async () => {
    const user = userEvent.setup();
    const backend = memoryBackend();
    const recorded = { kind: "participation", answer: "yes", given_on: "2026-01-10", form_version: "2.1", obtained_by: "Made-up Physician", assent_version: null, scope: null };
    await backend.recordConsent("luad", { ...recorded, proxy_relation: "mother" });
    show(backend, "#/case/luad/clinical");
    const dialogOf = async (label: string) => {
      await user.click(await screen.findByRole("button", { name: label }));
      return screen.findByRole("dialog");
    };
    const chosen = (dialog: HTMLElement) => ["person", "proxy"].filter((code) => within(dialog).getByRole("radio", { name: name("giver", code) }).getAttribute("aria-checked") === "true");
    const fresh = await dialogOf(t("consent.record_kind", { kind: name("consent", "secondary_findings") }));
    expect(chosen(fresh)).toEqual([]);
    await user.click(within(fresh).getByRole("radio", { name: name("wish", "no") }));
    for (const field of ["consent.day", "consent.form_version", "consent.obtained_by"] as const) await user.type(within(fresh).getByLabelText(t(field)), "2026-01-10");
    const save = within(fresh).getByRole("button", { name: t("consent.save") });
    expect(save.hasAttribute("disabled")).toBe(true);
    await user.click(within(fresh).getByRole("radio", { name: name("giver", "person") }));
    await user.click(save);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const standing = await dialogOf(t("consent.change_kind", { kind: name("consent", "participation") }));
    expect(chosen(standing)).toEqual(["proxy"]);
    expect((within(standing).getByLabelText(t("consent.relation")) as HTMLInputElement).value).toBe("mother");
  }, 60_000);

  it("a day that stands is corrected only with a reason", async () => {
    const user = userEvent.setup();
    show(memoryBackend(), "#/case/luad/clinical");
    const milestone = name("milestone", "specimen_collected");
    await user.click(await screen.findByRole("button", { name: t("day.correct_milestone", { milestone }) }));
    const dialog = await screen.findByRole("dialog");
    fireEvent.change(within(dialog).getByLabelText(t("day.day")), { target: { value: "2026-11-03" } });
    const save = within(dialog).getByRole("button", { name: t("day.save") });
    expect(save.hasAttribute("disabled")).toBe(true);
    await user.type(within(dialog).getByLabelText(t("day.because")), "slip of the pen");
    await user.click(save);
    const row = await screen.findByRole("listitem", { name: milestone });
    await waitFor(() => expect(row.textContent).toContain("2026/11/03"));
    expect(screen.getByText(t("day.turnaround_unknown"))).toBeTruthy();
  }, 60_000);
});
