/** The recovery key, shown once. It goes on only when somebody has typed the end of both halves from paper. */
import { useState } from "react";
import { Form } from "react-aria-components";
import { GateFrame } from "@/session/gate_frame";
import { Button, TextField } from "@/shared/controls";
import { Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

/** How many last characters of each half are asked back. */
const ASKED = 6;

const bare = (text: string) => text.normalize("NFKC").replace(/[^0-9a-z]/gi, "").toUpperCase();

/** Whether what was typed is the end of the half; spaces, hyphens, case and width do not matter. */
export function isEndOf(half: string, typed: string): boolean {
  return bare(typed).length >= ASKED && bare(half).endsWith(bare(typed));
}

export function RecoveryKey({ halves, onConfirmed }: { halves: string[]; onConfirmed: () => void }) {
  const { t } = useWords();
  const [written, setWritten] = useState(false);
  const [typed, setTyped] = useState<string[]>(halves.map(() => ""));
  const [tried, setTried] = useState(false);
  const right = halves.every((half, index) => isEndOf(half, typed[index] ?? ""));

  if (!written) {
    return (
      <GateFrame title={t("recovery.title")} lead={t("recovery.lead")} width="wide">
        <div className="stack">
          <div className="halves">
            {halves.map((half, index) => (
              <section key={half} className="half" aria-label={t("recovery.half", { number: index + 1 })}>
                <h2>{t("recovery.half", { number: index + 1 })}</h2>
                <p className="notation half-key">{half}</p>
                <p className="half-holder">{t("recovery.holder")}</p>
              </section>
            ))}
          </div>
          <Remark tone="caution">{t("recovery.warning")}</Remark>
          <div className="gate-actions end">
            <Button look="primary" onPress={() => setWritten(true)}>
              {t("recovery.written")}
            </Button>
          </div>
        </div>
      </GateFrame>
    );
  }
  return (
    <GateFrame title={t("recovery.confirm_title")} lead={t("recovery.confirm_lead", { asked: ASKED })} width="wide">
      <Form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (right) onConfirmed();
          else setTried(true);
        }}
      >
        {halves.map((half, index) => (
          <TextField
            key={half}
            label={t("recovery.end_of_half", { number: index + 1, asked: ASKED })}
            name={`half-${index + 1}`}
            autoFocus={index === 0}
            autoComplete="off"
            value={typed[index] ?? ""}
            onChange={(text) => setTyped((before) => before.map((old, place) => (place === index ? text : old)))}
            error={tried && !isEndOf(half, typed[index] ?? "") ? t("recovery.does_not_match") : undefined}
          />
        ))}
        <div className="gate-actions">
          <Button look="quiet" icon="back" onPress={() => setWritten(false)}>
            {t("recovery.show_again")}
          </Button>
          <Button type="submit" look="primary" isDisabled={typed.some((text) => text === "")}>
            {t("recovery.confirm")}
          </Button>
        </div>
      </Form>
    </GateFrame>
  );
}
