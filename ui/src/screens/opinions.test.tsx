import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { meeting } from "@/backend/memory/settled";
import { show } from "@/screens/for_tests";
import { ACCEPTED, called, drafted, opinion, OTHER, refusedWith, SECRET, TODAY } from "@/screens/panel_for_tests";
import { wordsOf } from "@/wording/words";

const { t, name } = wordsOf("en");

beforeEach(() => {
  window.location.hash = "";
});

describe("opinions", () => {
  it("of others are not on the screen before they are revealed, only who has given one", async () => {
    const backend = await called();
    await backend.giveOpinion("crc", opinion(3, "do_not_recommend", SECRET));
    expect((await backend.panelBoard("crc")).panels[0]?.opinions).toEqual([]);
    show(backend, "#/case/crc/panel");
    const given = await screen.findByRole("list", { name: t("opinion.who_has_given") });
    const rows = within(given).getAllByRole("listitem").map((row) => row.textContent);
    expect(rows.filter((text) => text?.includes(t("opinion.is_given")))).toHaveLength(1);
    expect(rows.filter((text) => text?.includes(t("opinion.is_waiting")))).toHaveLength(5);
    expect(document.body.textContent).not.toContain(SECRET);
    expect(screen.queryByRole("table")).toBeNull();
  });

  it("of one's own need a stance on every finding, survive a change of tab, and are given once", async () => {
    const user = userEvent.setup();
    const backend = await called();
    show(backend, "#/case/crc/panel");
    const own = await screen.findByRole("region", { name: t("opinion.own") });
    const groups = () => within(screen.getByRole("region", { name: t("opinion.own") })).getAllByRole("group", { name: /^Opinion on/ });
    const save = () => screen.getByRole("button", { name: t("opinion.save") });
    await user.click(within(groups()[0] as HTMLElement).getByRole("radio", { name: name("stance", "recommend") }));
    await user.type(within(own).getByLabelText(new RegExp(`^${t("opinion.overall")}`)), "made-up thought");
    expect(save().hasAttribute("disabled")).toBe(true);
    await user.click(screen.getByRole("tab", { name: new RegExp(t("tab.variants")) }));
    await waitFor(() => expect(screen.queryByRole("region", { name: t("opinion.own") })).toBeNull());
    await user.click(screen.getByRole("tab", { name: t("tab.panel") }));
    expect(await screen.findByDisplayValue("made-up thought")).toBeTruthy();
    await user.click(within(groups()[1] as HTMLElement).getByRole("radio", { name: name("stance", "undecided") }));
    await user.click(save());
    await waitFor(() => expect(screen.queryByRole("button", { name: t("opinion.save") })).toBeNull());
    expect((await backend.panelBoard("crc")).panels[0]?.opinions).toHaveLength(1);
    await expect(backend.giveOpinion("crc", opinion(null, "recommend"))).rejects.toMatchObject(refusedWith("refusal_opinion_already_given"));
  }, 60_000);

  it("that differ are marked by word in the table once revealed, with a reason where some are missing", async () => {
    const user = userEvent.setup();
    const backend = await called();
    await backend.giveOpinion("crc", opinion(null, "recommend"));
    await backend.giveOpinion("crc", { ...opinion(3, "recommend"), findings: [{ finding: ACCEPTED, stance: "recommend", comment: null }, { finding: OTHER, stance: "do_not_recommend", comment: SECRET }] });
    show(backend, "#/case/crc/panel");
    await user.click(await screen.findByRole("button", { name: t("opinion.reveal") }));
    const dialog = await screen.findByRole("dialog");
    const reveal = within(dialog).getByRole("button", { name: t("opinion.reveal_now") });
    expect(reveal.hasAttribute("disabled")).toBe(true);
    await user.type(within(dialog).getByLabelText(t("opinion.reveal_because")), "the meeting begins");
    await user.click(reveal);
    const table = await screen.findByRole("table", { name: t("opinion.matrix") });
    const rowOf = (therapy: string) => within(table).getAllByRole("row").find((row) => row.textContent?.includes(therapy))?.textContent ?? "";
    const { asked } = await backend.panelBoard("crc");
    const therapy = (key: string) => asked.find((finding) => finding.key === key)?.therapy_label ?? "";
    expect(rowOf(therapy(OTHER))).toContain(t("opinion.differs"));
    expect(rowOf(therapy(OTHER))).toContain(SECRET);
    expect(rowOf(therapy(ACCEPTED))).toContain(t("opinion.agrees"));
    expect(rowOf(therapy(ACCEPTED))).not.toContain(t("opinion.differs"));
    expect(screen.getByText(t("opinion.disagreed", { count: 1 }))).toBeTruthy();
  }, 60_000);

  it("typed by one person are not found by the next who signs in", async () => {
    const user = userEvent.setup();
    const backend = await drafted();
    const wanted = meeting(TODAY);
    await backend.convenePanel("crc", { ...wanted, members: wanted.members.map((member, index) => (index === 2 ? { ...member, login: "byori" } : member)) });
    show(backend, "#/case/crc/panel");
    await user.type(within(await screen.findByRole("region", { name: t("opinion.own") })).getByLabelText(new RegExp(`^${t("opinion.overall")}`)), "only mine");
    cleanup();
    await backend.signIn({ login: "byori", passphrase: "shirube-demo-only", code: null, older_because: null });
    show(backend, "#/case/crc/panel");
    await screen.findByRole("region", { name: t("opinion.own") });
    expect(screen.queryByDisplayValue("only mine")).toBeNull();
  }, 60_000);
});
