import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { memoryBackend } from "@/backend/memory";
import { settled } from "@/backend/memory/settled";
import { show } from "@/screens/for_tests";
import { wordsOf } from "@/wording/words";

const { t, name } = wordsOf("en");

beforeEach(() => {
  window.location.hash = "";
});

describe("a signed report", () => {
  it("is opened again with kind and reason, stays readable, and leaves tasks for what had left the house", async () => {
    const user = userEvent.setup();
    const backend = memoryBackend();
    await settled(backend, "nil");
    await backend.signReport("nil", "shirube-demo-only");
    await backend.exportDocument("nil", "patient", "/made-up/patient.pdf", "shirube-demo-only");
    const { revision } = (await backend.caseView("nil")).report;
    show(backend, "#/case/nil/report");
    await user.click(await screen.findByRole("button", { name: t("amendment.start") }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText(t("amendment.lead", { revision }))).toBeTruthy();
    const open = within(dialog).getByRole("button", { name: t("amendment.open") });
    await user.selectOptions(within(dialog).getByLabelText(t("amendment.kind")), "changed_interpretation");
    expect(open.hasAttribute("disabled")).toBe(true);
    await user.type(within(dialog).getByLabelText(t("amendment.because")), "a row was wrong");
    await user.click(open);
    const task = name("task", "replace_patient_copy");
    await user.click(await screen.findByRole("button", { name: t("amendment.task_done", { task }) }));
    await user.type(await screen.findByLabelText(t("amendment.how")), "by hand");
    await user.click(screen.getByRole("button", { name: t("amendment.task_close") }));
    await waitFor(() => expect(screen.queryByRole("button", { name: t("amendment.task_done", { task }) })).toBeNull());
    expect(screen.getByRole("button", { name: t("amendment.task_done", { task: name("task", "tell_physician") }) })).toBeTruthy();
    expect(screen.queryByRole("button", { name: t("amendment.start") })).toBeNull();
    const earlier = screen.getByRole("region", { name: t("report.revisions") });
    expect(within(earlier).getByText(t("report.not_replaced"))).toBeTruthy();
    await user.click(within(earlier).getByRole("button", { name: t("report.read_revision", { revision, document: name("document", "patient") }) }));
    expect((await screen.findByText(t("report.earlier_shown"))).textContent).toBeTruthy();
    await user.click(screen.getByRole("button", { name: t("report.back_to_present") }));
    expect(screen.queryByText(t("report.earlier_shown"))).toBeNull();
    expect((await backend.caseView("nil")).report.blockers.map(({ code }) => code)).toContain("refusal_conclusion_out_of_date");
  }, 60_000);
});


describe("the hospital's own rule", () => {
  it("is recorded in the settings and comes before the public one", async () => {
    const user = userEvent.setup();
    const backend = memoryBackend();
    show(backend, "#/settings");
    await user.click(await screen.findByRole("button", { name: t("house_rule.add") }));
    const record = screen.getByRole("button", { name: t("house_rule.record") });
    await user.type(screen.getByLabelText(t("house_rule.title")), "Made-up rule");
    await user.type(screen.getByLabelText(t("house_rule.source")), "Made-up document 1");
    await user.type(screen.getByLabelText(t("house_rule.from")), "2026-01-01");
    await user.click(screen.getByRole("checkbox", { name: name("disease_group", "solid") }));
    await user.click(screen.getByRole("checkbox", { name: name("test_kind", "whole_genome") }));
    expect(record.hasAttribute("disabled")).toBe(true);
    await user.click(screen.getByRole("checkbox", { name: name("qualification", "pathology") }));
    await user.click(record);
    expect(await screen.findByText("Made-up rule")).toBeTruthy();
    const { rule } = await backend.panelBoard("luad");
    expect([rule?.house, rule?.title_ja]).toEqual([true, "Made-up rule"]);
  }, 60_000);
});
