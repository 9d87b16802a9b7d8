/** Where every record of every file went. The bins sum to the records read, and the sum is shown. */
import type { BinCount, FileLedgerView, LinkedFileView } from "@/backend/port";
import type { ReactNode } from "react";
import { useCheckLinked } from "@/ledger/queries";
import { Button } from "@/shared/controls";
import { Empty, Remark } from "@/shared/surfaces";
import { useWords } from "@/wording/words";

type Check = ReturnType<typeof useCheckLinked>;

const KEPT = new Set(["kept", "kept_unannotated"]);
const SHOWN_HASH = 16;
const thousands = (count: number) => count.toLocaleString("en-US");

function Bar({ bins, records }: { bins: BinCount[]; records: number }) {
  return (
    <div className="ledger-bar" aria-hidden="true">
      {bins
        .filter(({ count }) => count > 0)
        .map(({ name, count }) => (
          <span key={name} className={KEPT.has(name) ? "kept" : "left"} style={{ flexGrow: count / Math.max(1, records) }} />
        ))}
    </div>
  );
}

/** Percent of the records, one digit; a small share is not rounded to nothing. */
export function shareOf(count: number, records: number): string {
  if (count === 0 || records === 0) return "0%";
  const percent = (count / records) * 100;
  return percent < 0.1 ? "<0.1%" : `${percent.toFixed(1)}%`;
}

/** Where a linked file lies, whether it is still the one that was read, and a look at every byte. */
function Linked({ linked, check }: { linked: LinkedFileView; check: Check }) {
  const { t, name } = useWords();
  const now = check.data?.find(({ path }) => path === linked.path) ?? linked;
  const lost = now.state === "changed" || now.state === "missing";
  return (
    <Remark tone={lost ? "against" : now.state === "touched" ? "caution" : "notice"}>
      <p>{t("ledger.linked", { path: now.path })}</p>
      <p>
        {name("link_state", now.state)}{" "}
        <Button size="small" isDisabled={check.isPending} onPress={() => check.mutate()}>
          {check.isPending ? t("ledger.checking") : t("ledger.check")}
        </Button>
      </p>
    </Remark>
  );
}

type OnBin = ((bin: string) => void) | undefined;

function FileCard({ file, onBin, check }: { file: FileLedgerView; onBin: OnBin; check: Check }) {
  const { t, name, explain } = useWords();
  const sum = file.bins.reduce((total, { count }) => total + count, 0);
  return (
    <section className="card" aria-label={file.name}>
      <div className="card-head">
        <div className="ledger-file">
          <h2>{file.name}</h2>
          <span className="badge">{name("format", file.format)}</span>
        </div>
        <span className="quiet ledger-hash">
          SHA-256 <span className="notation" title={file.sha256}>{file.sha256.slice(0, SHOWN_HASH)}…</span>
        </span>
      </div>
      <div className="card-body stack">
        {file.linked && <Linked linked={file.linked} check={check} />}
        <Bar bins={file.bins} records={file.records} />
        <table className="ledger-table">
          <caption className="visually-hidden">{file.name}</caption>
          <thead>
            <tr>
              <th scope="col">{t("ledger.bin")}</th>
              <th scope="col">{t("ledger.meaning")}</th>
              <th scope="col" className="end">
                {t("ledger.count")}
              </th>
              <th scope="col" className="end">
                {t("ledger.share")}
              </th>
            </tr>
          </thead>
          <tbody>
            {file.bins.map((bin) => (
              <tr key={bin.name} className={bin.count === 0 ? "none" : ""}>
                <th scope="row">
                  <span className={`ledger-key ${KEPT.has(bin.name) ? "kept" : "left"}`} aria-hidden="true" />
                  {onBin === undefined || bin.count === 0 ? (
                    name("bin", bin.name)
                  ) : (
                    <Button look="quiet" size="small" onPress={() => onBin(bin.name)} aria-label={t("ledger.open_bin", { bin: name("bin", bin.name) })}>
                      {name("bin", bin.name)}
                    </Button>
                  )}
                </th>
                <td className="quiet">{explain("bin", bin.name)}</td>
                <td className="end">{thousands(bin.count)}</td>
                <td className="end">{shareOf(bin.count, file.records)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("ledger.sum")}</th>
              <td className={sum === file.records ? "balances" : "unbalanced"}>
                {sum === file.records ? t("ledger.balances") : t("ledger.unbalanced", { records: thousands(file.records) })}
              </td>
              <td className="end">{thousands(sum)}</td>
              <td className="end">{shareOf(sum, file.records)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

export function Ledger({ caseId, files, search, onBin }: { caseId: string; files: FileLedgerView[]; search?: ReactNode; onBin?: OnBin }) {
  const { t } = useWords();
  const check = useCheckLinked(caseId);
  return (
    <div className="page-body">
      <div className="narrow stack">
        <p className="quiet">{t("ledger.lead")}</p>
        {search}
        {files.length === 0 && <Empty icon="file" title={t("ledger.empty")} />}
        {files.map((file) => (
          <FileCard key={file.sha256 + file.name} file={file} onBin={onBin} check={check} />
        ))}
      </div>
    </div>
  );
}
