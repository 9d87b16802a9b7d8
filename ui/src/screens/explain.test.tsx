import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { shareOf } from "@/ledger/ledger";
import { openScreen } from "@/screens/for_tests";
import { Gate } from "@/screens/gate";
import { wordsOf } from "@/wording/words";

const { t, name, say } = wordsOf("en");

/** The made-up table has 200,000 rows that are filtered in memory. */
const SLOW = { timeout: 20_000 };

const open = () => openScreen(<Gate />);

beforeEach(() => {
  window.location.hash = "";
});

describe("what happened to a variant", () => {
  it("is asked by Enter, but not by the Enter that ends a conversion, and is told in steps", async () => {
    const user = userEvent.setup();
    window.location.hash = "#/case/luad/ledger";
    open();
    const field = await screen.findByLabelText(t("explain.question"));
    await user.type(field, "KRAS G12D");
    fireEvent.keyDown(field, { key: "Enter", isComposing: true, keyCode: 229 });
    expect(screen.queryByRole("region", { name: t("explain.answer") })).toBeNull();
    await user.type(field, "{Enter}");
    const answer = await screen.findByRole("region", { name: t("explain.answer") });
    expect(await within(answer).findByText(say({ code: "explain_bin_filtered_by_caller", parameters: { filter: "weak_evidence" } }))).toBeTruthy();
    expect(within(answer).getByText(say({ code: "explain_not_matched", parameters: {} }))).toBeTruthy();
  });

  it("an empty answer says that it is not negative", async () => {
    const user = userEvent.setup();
    window.location.hash = "#/case/luad/ledger";
    open();
    await user.type(await screen.findByLabelText(t("explain.question")), "BRCA2{Enter}");
    expect(await screen.findByText(say({ code: "explain_nothing_is_not_negative", parameters: {} }))).toBeTruthy();
  });
});

describe("the ledger", () => {
  it("a bin opens the variant table filtered by it, and the filter does not carry over to another case", async () => {
    const user = userEvent.setup();
    window.location.hash = "#/case/luad/ledger";
    open();
    const buttons = await screen.findAllByRole("button", { name: t("ledger.open_bin", { bin: name("bin", "kept") }) });
    await user.click(buttons[0] as HTMLElement);
    await waitFor(() => expect(window.location.hash).toContain("/records"));
    const count = (shown: number) => t("records.count", { shown: shown.toLocaleString("en-US"), total: "200,000" });
    expect(await screen.findByText(count(66_667), undefined, SLOW)).toBeTruthy();
    window.location.hash = "#/case/nil/records";
    expect(await screen.findByText(count(200_000), undefined, SLOW)).toBeTruthy();
  }, 60_000);

  it("a small share is not rounded to nothing", () => {
    expect([shareOf(0, 10), shareOf(1, 3), shareOf(1, 4_500_000), shareOf(3, 3)]).toEqual(["0%", "33.3%", "<0.1%", "100.0%"]);
  });
});

describe("clinical facts", () => {
  it("are corrected with a reason, and what stood before is still shown", async () => {
    const user = userEvent.setup();
    window.location.hash = "#/case/luad/clinical";
    open();
    const title = t("correction.title", { label: name("clinical", "diagnosis") });
    await user.click(await screen.findByRole("button", { name: title }));
    const dialog = await screen.findByRole("dialog");
    const field = within(dialog).getByLabelText(name("clinical", "diagnosis"));
    const before = (field as HTMLInputElement).value;
    await user.clear(field);
    await user.type(field, "made-up diagnosis");
    const save = within(dialog).getByRole("button", { name: t("correction.save") });
    expect(save.hasAttribute("disabled")).toBe(true);
    await user.type(within(dialog).getByLabelText(t("correction.because")), "pathology");
    await user.click(save);
    expect(await screen.findByText("made-up diagnosis")).toBeTruthy();
    expect(screen.getByText((text) => text.includes(before) && text.includes("pathology"))).toBeTruthy();
  });
});
