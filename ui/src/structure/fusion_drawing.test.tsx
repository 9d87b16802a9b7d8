import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { FusionView } from "@/backend/port";
import { structureCommands } from "@/backend/memory/structure";
import { FusionDrawing } from "@/structure/fusion_drawing";
import { WordsProvider, wordsOf } from "@/wording/words";

const { t } = wordsOf("en");

async function draw(change: Partial<FusionView>) {
  const view = await structureCommands.structureView("luad");
  const fusion = view.fusions.find(({ kind }) => kind === "fusion") as FusionView;
  render(
    <WordsProvider language="en">
      <FusionDrawing fusion={{ ...fusion, ...change }} />
    </WordsProvider>,
  );
}

it("a fusion whose order is told is drawn joined, with 5′ before 3′", async () => {
  await draw({ order_stated: true });
  expect(screen.getByText(t("structure.joined"))).toBeTruthy();
  expect(screen.getAllByText(/^5′/).length).toBeGreaterThan(0);
});

it("without an order no partner is called 5′ or 3′, nothing is joined and nothing is said to be lost", async () => {
  await draw({ order_stated: false });
  expect(screen.queryByText(t("structure.joined"))).toBeNull();
  expect(screen.queryByText(/^[53]′( |$)(?!and)/)).toBeNull();
  expect(screen.getByText(t("structure.order_not_stated"))).toBeTruthy();
  expect(document.querySelectorAll(".exon.lost, .exon.whole, .domain.lost").length).toBe(0);
});
