import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { WriteDialog } from "@/shared/write_dialog";
import { WordsProvider, wordsOf } from "@/wording/words";

const { t } = wordsOf("en");

it("nothing is written without path and passphrase, and what is written says where it lies", async () => {
  const user = userEvent.setup();
  const wished: string[][] = [];
  const dialog = (written: { path: string; sha256: string } | null) => (
    <WordsProvider language="en">
      <WriteDialog title="made-up" done="written" isOpen isBusy={false} error={null} written={written} onChoose={async () => "/made-up/a.pdf"} onClose={() => undefined} onWrite={(path, passphrase) => wished.push([path, passphrase])}>
        <p>to be known before</p>
      </WriteDialog>
    </WordsProvider>
  );
  const { rerender } = render(dialog(null));
  const write = () => screen.getByRole("button", { name: t("export.write") });
  const passphrase = () => screen.getByLabelText(t("export.passphrase")) as HTMLInputElement;
  await user.type(passphrase(), "secret");
  expect(write().hasAttribute("disabled")).toBe(true);
  await user.click(screen.getByRole("button", { name: t("export.choose") }));
  await user.click(write());
  expect(wished).toEqual([["/made-up/a.pdf", "secret"]]);
  expect(passphrase().value).toBe("");
  rerender(dialog({ path: "/made-up/a.pdf", sha256: "0123" }));
  expect(screen.getByText("/made-up/a.pdf")).toBeTruthy();
  expect(screen.queryByText("to be known before")).toBeNull();
});
