/** Kept releases, newest first; a candidate leads to its differences. */
import { apiErrorOf } from "@/backend/context";
import type { KnowledgeOverview, ReleaseView } from "@/backend/port";
import { useKeepShipped, useRematch } from "@/knowledge/queries";
import { ReleaseDiff } from "@/knowledge/release_diff";
import { RunningWork } from "@/knowledge/running";
import { Button } from "@/shared/controls";
import { shownDay, shownInstant } from "@/shared/dates";
import { Failure } from "@/shared/failure";
import { Card, Remark } from "@/shared/surfaces";
import { useToast } from "@/shared/toast";
import { useWords } from "@/wording/words";

function Origin({ release }: { release: ReleaseView }) {
  const { t, name } = useWords();
  const corpora = release.corpora.map(({ source }) => name("corpus", source)).join(t("value.separator"));
  return (
    <>
      {name("release_origin", release.origin)}
      {corpora && <span className="quiet"> {corpora}</span>}
      {release.reference && (
        <span className="quiet" title={release.reference}>
          {" "}
          {t("kb.with_pack")}
        </span>
      )}
    </>
  );
}

function ReleaseTable({ releases, chosen, onChoose }: { releases: ReleaseView[]; chosen: string | null; onChoose: (hash: string) => void }) {
  const { t } = useWords();
  return (
    <table className="knowledge-table" aria-label={t("kb.releases")}>
      <thead>
        <tr>
          <th scope="col">{t("kb.release")}</th>
          <th scope="col">{t("kb.as_of")}</th>
          <th scope="col">{t("kb.content")}</th>
          <th scope="col">{t("kb.kept")}</th>
          <th scope="col">{t("kb.state")}</th>
        </tr>
      </thead>
      <tbody>
        {releases.map((release) => (
          <tr key={release.content_hash} className={release.content_hash === chosen ? "chosen" : ""}>
            <th scope="row">
              <span className="notation" title={release.content_hash}>
                {release.id}
              </span>
            </th>
            <td>
              {shownDay(release.as_of)} <span className={release.is_old ? "badge caution" : "quiet"}>{t("kb.days_ago", { days: release.age_days })}</span>
            </td>
            <td>
              <Origin release={release} />
            </td>
            <td>
              {shownInstant(release.kept_at)} <span className="quiet">{release.kept_by}</span>
            </td>
            <td>
              {release.active ? (
                <span className="row wrap">
                  <span className="badge accent">{t("kb.active")}</span>
                  {release.activated_at && <span className="quiet">{t("kb.since", { at: shownInstant(release.activated_at) })}</span>}
                </span>
              ) : (
                <Button size="small" icon="arrow" onPress={() => onChoose(release.content_hash)}>
                  {t(release.seen_at ? "kb.differences_again" : "kb.differences")}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Props = { overview: KnowledgeOverview; chosen: string | null; onChoose: (hash: string | null) => void };

export function Releases({ overview, chosen, onChoose }: Props) {
  const { t } = useWords();
  const toast = useToast();
  const keep = useKeepShipped();
  const rematch = useRematch();
  const candidate = overview.releases.find((release) => release.content_hash === chosen && !release.active);
  return (
    <div className="page-body">
      <div className="stack">
        {overview.waiting_cases > 0 && (
          <Remark tone="caution">
            <p>{t("kb.waiting_cases", { count: overview.waiting_cases })}</p>
            {rematch.isPending ? (
              <RunningWork label={t("kb.rematching")} canCancel={false} />
            ) : (
              <Button size="small" onPress={() => rematch.mutate(undefined, { onSuccess: (count) => toast(t("kb.rematched", { count })) })}>
                {t("kb.rematch")}
              </Button>
            )}
          </Remark>
        )}
        <Failure error={apiErrorOf(rematch.error)} />
        {overview.shipped !== null && (
          <Remark tone="notice">
            <p>{t("kb.shipped_new", { release: overview.shipped })}</p>
            {overview.may_change && (
              <Button size="small" isDisabled={keep.isPending} onPress={() => keep.mutate(undefined, { onSuccess: (release) => toast(t("kb.kept_candidate", { release })) })}>
                {t("kb.keep_shipped")}
              </Button>
            )}
          </Remark>
        )}
        <Failure error={apiErrorOf(keep.error)} />
        <Card title={t("kb.releases")}>
          <ReleaseTable releases={overview.releases} chosen={candidate?.content_hash ?? null} onChoose={onChoose} />
        </Card>
        {candidate && <ReleaseDiff key={candidate.content_hash} release={candidate} mayChange={overview.may_change} onActivated={() => onChoose(null)} />}
      </div>
    </div>
  );
}
