/** Open corpora: where every row went, and how a newer file comes in. */
import { useState } from "react";
import { apiErrorOf, useBackend } from "@/backend/context";
import type { CorpusSource, CorpusView, DownloadView, KnowledgeOverview } from "@/backend/port";
import { useDownload, useImportCorpus, useTakeDownload } from "@/knowledge/queries";
import { RunningWork } from "@/knowledge/running";
import { Button, TextField } from "@/shared/controls";
import { shownDay } from "@/shared/dates";
import { Failure } from "@/shared/failure";
import { Card, Empty, Facts, Remark } from "@/shared/surfaces";
import { useToast } from "@/shared/toast";
import { useWords } from "@/wording/words";

const thousands = (count: number) => count.toLocaleString("en-US");

export function Bins({ corpus }: { corpus: CorpusView }) {
  const { t, name } = useWords();
  const sum = corpus.bins.reduce((total, [, count]) => total + count, 0);
  return (
    <div className="stack">
      <Facts
        facts={[
          { label: t("kb.licence"), value: corpus.licence },
          { label: t("kb.newest_row"), value: corpus.newest_row_on ? shownDay(corpus.newest_row_on) : t("value.not_recorded") },
          { label: t("kb.files"), value: corpus.files.join(t("value.separator")) },
          ...(corpus.address ? [{ label: t("kb.address"), value: <span className="notation">{corpus.address}</span> }] : []),
          { label: t("kb.statements"), value: thousands(corpus.statements) },
        ]}
      />
      <table className="knowledge-table" aria-label={name("corpus", corpus.source)}>
        <thead>
          <tr>
            <th scope="col">{t("ledger.bin")}</th>
            <th scope="col" className="end">
              {t("kb.rows_count")}
            </th>
          </tr>
        </thead>
        <tbody>
          {corpus.bins.map(([bin, count]) => (
            <tr key={bin}>
              <th scope="row">{name("corpus_bin", bin)}</th>
              <td className="end">{thousands(count)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{sum === corpus.rows_read ? t("kb.bins_balance") : t("ledger.unbalanced", { records: thousands(corpus.rows_read) })}</th>
            <td className="end">{thousands(sum)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Downloaded({ download, onDone }: { download: DownloadView; onDone: (release: string) => void }) {
  const { t } = useWords();
  const take = useTakeDownload();
  return (
    <div className="stack">
      <Remark tone="notice">{t("kb.downloaded")}</Remark>
      <Facts
        facts={[
          { label: t("kb.size"), value: t("kb.bytes", { bytes: thousands(Number(download.size_bytes)) }) },
          { label: "SHA-256", value: <span className="notation selectable">{download.sha256}</span> },
        ]}
      />
      <Bins corpus={download.corpus} />
      <div>
        <Button look="primary" icon="check" isDisabled={take.isPending} onPress={() => take.mutate(download.sha256, { onSuccess: ({ release }) => onDone(release) })}>
          {t("kb.take")}
        </Button>
      </div>
      <Failure error={apiErrorOf(take.error)} />
    </div>
  );
}

function Source({ source, onKept }: { source: CorpusSource; onKept: (release: string) => void }) {
  const { t, name } = useWords();
  const { chooseFiles } = useBackend();
  const [address, setAddress] = useState(source.address ?? "");
  const read = useImportCorpus();
  const download = useDownload();
  const choose = async () => {
    const paths = await chooseFiles(t("kb.choose_files", { corpus: name("corpus", source.kind) }));
    if (paths.length > 0) read.mutate({ kind: source.kind, paths }, { onSuccess: ({ release }) => onKept(release) });
  };
  return (
    <section className="knowledge-source stack" aria-label={name("corpus", source.kind)}>
      <h3>{name("corpus", source.kind)}</h3>
      {read.isPending ? (
        <RunningWork label={t("kb.reading_files")} canCancel={false} />
      ) : (
        <div className="row wrap knowledge-address">
          <Button icon="file" onPress={() => void choose()}>
            {t("kb.from_files")}
          </Button>
          <TextField label={t("kb.address")} hint={source.address === null ? t("kb.address_unknown") : undefined} value={address} onChange={setAddress} />
          <Button icon="inbox" isDisabled={address.trim() === "" || download.isPending} onPress={() => download.mutate({ kind: source.kind, address: address.trim() })}>
            {t("kb.download")}
          </Button>
        </div>
      )}
      {download.isPending && <RunningWork label={t("kb.downloading")} />}
      <Failure error={apiErrorOf(read.error) ?? apiErrorOf(download.error)} />
      {download.data && (
        <Downloaded
          key={download.data.sha256}
          download={download.data}
          onDone={(release) => {
            download.reset();
            onKept(release);
          }}
        />
      )}
    </section>
  );
}

export function Corpora({ overview, onKept }: { overview: KnowledgeOverview; onKept: () => void }) {
  const { t, name } = useWords();
  const toast = useToast();
  const active = overview.releases.find((release) => release.active);
  const kept = (release: string) => {
    toast(t("kb.kept_candidate", { release }));
    onKept();
  };
  return (
    <div className="page-body">
      <div className="stack">
        {overview.may_change ? (
          <Card title={t("kb.bring_in")}>
            <div className="stack">
              <p className="quiet">{t("kb.bring_in_lead")}</p>
              {overview.sources.map((source) => (
                <Source key={source.kind} source={source} onKept={kept} />
              ))}
            </div>
          </Card>
        ) : (
          <Remark tone="notice">{t("kb.may_not_change")}</Remark>
        )}
        {(active?.corpora ?? []).map((corpus) => (
          <Card key={corpus.source} title={t("kb.in_active", { corpus: name("corpus", corpus.source) })}>
            <Bins corpus={corpus} />
          </Card>
        ))}
        {active?.corpora.length === 0 && <Empty icon="book" title={t("kb.no_corpus")} />}
      </div>
    </div>
  );
}
