//! `shirube kb … --workspace`: releases, corpora and rows of a workspace.

use std::path::Path;

use serde::Serialize;
use workflow::contract::{
    ApiError, CorpusView, DownloadView, FindingChange, FindingStandingView, KeptCorpusView, KnowledgeOverview,
    KnowledgeRow, ReleaseDiff, ReleaseView,
};
use workflow::wording::sentence;
use workflow::{Desk, Resources};

use super::knowledge::told;
use super::place::{path_text, signed_in};
use super::running::watched_knowledge;
use crate::arguments::{KnowledgeArguments, KnowledgeVerb, ReleaseVerb, WorkspaceArguments};
use crate::output;

/// Whether a verb speaks of a workspace: some always do, others when one is named.
pub(crate) fn concerns(arguments: &KnowledgeArguments) -> bool {
    let always = matches!(
        arguments.verb,
        KnowledgeVerb::Release { .. } | KnowledgeVerb::Update { .. } | KnowledgeVerb::Source { .. }
    );
    let never = matches!(arguments.verb, KnowledgeVerb::Rehearse { .. });
    !never && (always || arguments.workspace.is_some() || arguments.login.is_some())
}

pub(crate) async fn run(arguments: KnowledgeArguments, resources: Resources) -> Result<(), ApiError> {
    let named = |variable: &str| std::env::var(variable).ok().filter(|value| !value.is_empty());
    let workspace = WorkspaceArguments {
        workspace: arguments.workspace.or_else(|| named("SHIRUBE_WORKSPACE").map(Into::into)),
        login: arguments.login.or_else(|| named("SHIRUBE_LOGIN")),
        json: arguments.json,
        older_because: None,
    };
    let desk = signed_in(&workspace, resources).await?;
    let done = Box::pin(act(&desk, arguments.verb, arguments.json)).await;
    desk.lock().await;
    done
}

async fn act(desk: &Desk, verb: KnowledgeVerb, json: bool) -> Result<(), ApiError> {
    match verb {
        KnowledgeVerb::Import { kind, files, out: None } => {
            let paths = files.iter().map(|path| path_text(path)).collect::<Result<_, _>>()?;
            let kept = desk.import_corpus(kind, paths).await?;
            told(&kept, json, || kept_lines(&kept))
        }
        // A rehearsal is of a folder of knowledge and never comes here.
        KnowledgeVerb::Import { .. } | KnowledgeVerb::Rehearse { .. } => {
            Err(workflow::failures::release_goes_to_one_place())
        }
        KnowledgeVerb::Verify => verify(desk, json).await,
        KnowledgeVerb::List => rows(desk, "", json).await,
        KnowledgeVerb::Search { words } => rows(desk, &words.join(" "), json).await,
        KnowledgeVerb::Show { id } => output::json(&desk.knowledge_row(id).await?),
        KnowledgeVerb::Diff { before, after } => compare(desk, Some(&before), &after, json).await,
        KnowledgeVerb::Release { verb } => Box::pin(release(desk, verb, json)).await,
        KnowledgeVerb::Update { kind, from, sha256, yes } => update(desk, (kind, from, sha256), (yes, json)).await,
        KnowledgeVerb::Source { kind: Some(kind), address: Some(address) } => {
            desk.record_corpus_address(kind, address).await
        }
        KnowledgeVerb::Source { kind, .. } => {
            let mut sources = desk.knowledge_overview().await?.sources;
            sources.retain(|source| kind.as_ref().is_none_or(|kind| source.kind == *kind));
            told(&sources, json, || {
                let line = |address: &Option<String>| address.clone().unwrap_or_else(|| "-".to_owned());
                sources.iter().map(|source| format!("{}\t{}", source.kind, line(&source.address))).collect()
            })
        }
    }
}

async fn release(desk: &Desk, verb: ReleaseVerb, json: bool) -> Result<(), ApiError> {
    match verb {
        ReleaseVerb::List => {
            let overview = desk.knowledge_overview().await?;
            old(&overview);
            told(&overview, json, || overview.releases.iter().map(release_line).collect())
        }
        ReleaseVerb::Keep => output::line(&desk.keep_shipped_release().await?),
        ReleaseVerb::Diff { release } => compare(desk, None, Path::new(&release), json).await,
        ReleaseVerb::Answer { release, case, finding, because } => {
            desk.answer_loss(release, case, finding, because).await
        }
        ReleaseVerb::Activate { release } => {
            let activation = watched_knowledge(desk, Box::pin(desk.activate_release(release))).await?;
            told(&activation, json, || {
                let affected = activation.affected.iter();
                let affected =
                    affected.flat_map(|of| of.findings.iter().map(|found| finding_line(&of.case_number, found)));
                [format!("* {}\t{}", activation.release, activation.rematched)].into_iter().chain(affected).collect()
            })
        }
        ReleaseVerb::History => output::json(&desk.release_events().await?),
        ReleaseVerb::Rematch => {
            let rematched = watched_knowledge(desk, Box::pin(desk.rematch())).await?;
            told(&rematched, json, || vec![rematched.to_string()])
        }
        ReleaseVerb::Affected => {
            let affected = watched_knowledge(desk, Box::pin(desk.affected_cases())).await?;
            told(&affected, json, || {
                affected
                    .iter()
                    .flat_map(|of| of.findings.iter().map(|found| finding_line(&of.case_number, found)))
                    .collect()
            })
        }
    }
}

async fn verify(desk: &Desk, json: bool) -> Result<(), ApiError> {
    let overview = desk.knowledge_overview().await?;
    old(&overview);
    let answer = desk.verify_release().await?;
    let problems = answer.problems.len();
    told(&answer, json, || {
        let problems = answer.problems.iter().map(|found| format!("{}\t{}", found.file, found.problem));
        problems.chain(answer.release.clone()).collect()
    })?;
    if problems == 0 { Ok(()) } else { Err(workflow::failures::knowledge_unsound(problems)) }
}

/// Says on stderr that the rows of the active release speak of a day more than a month ago.
fn old(overview: &KnowledgeOverview) {
    let active = overview.releases.iter().find(|release| release.active && release.is_old);
    if let Some(active) = active {
        let message = workflow::knowledge_base::old_release_message(&active.id, &active.as_of, active.age_days);
        output::note(&sentence(&message, output::language()));
    }
}

async fn rows(desk: &Desk, text: &str, json: bool) -> Result<(), ApiError> {
    old(&desk.knowledge_overview().await?);
    let page = desk.search_knowledge(text.to_owned(), u32::MAX).await?;
    told(&page, json, || page.rows.iter().map(row_line).collect())
}

async fn compare(desk: &Desk, before: Option<&Path>, after: &Path, json: bool) -> Result<(), ApiError> {
    let before = before.map(path_text).transpose()?;
    let work = desk.compare_releases(before, path_text(after)?);
    let diff = watched_knowledge(desk, Box::pin(work)).await?;
    told(&diff, json, || diff_lines(&diff))
}

async fn update(
    desk: &Desk,
    (kind, from, sha256): (String, Option<String>, Option<String>),
    (yes, json): (bool, bool),
) -> Result<(), ApiError> {
    #[derive(Serialize)]
    struct Update {
        download: DownloadView,
        kept: Option<KeptCorpusView>,
    }
    let download = watched_knowledge(desk, Box::pin(desk.download_corpus(kind, from, sha256))).await?;
    let kept = if yes { Some(desk.take_download(download.sha256.clone()).await?) } else { None };
    let update = Update { download, kept };
    told(&update, json, || {
        let DownloadView { address, size_bytes, sha256, corpus, .. } = &update.download;
        let head = [address.clone(), format!("{size_bytes} B"), format!("SHA-256 {sha256}"), corpus.licence.clone()];
        head.into_iter().chain(update.kept.iter().flat_map(kept_lines)).collect()
    })?;
    match update.kept {
        Some(_) => Ok(()),
        None => Err(workflow::failures::download_not_taken(&update.download.sha256)),
    }
}

fn kept_lines(kept: &KeptCorpusView) -> Vec<String> {
    let CorpusView { source, rows_read, bins, .. } = &kept.corpus;
    let bins = bins.iter().map(|(bin, count)| format!("{count:>8}  {bin}"));
    bins.chain([format!("{rows_read:>8}  {source} {}", kept.release)]).collect()
}

fn release_line(release: &ReleaseView) -> String {
    let mark = if release.active { "*" } else { " " };
    let corpora: Vec<&str> = release.corpora.iter().map(|corpus| corpus.source.as_str()).collect();
    let pack = release.reference.as_deref().and_then(|pack| pack.get(..12)).unwrap_or("-");
    let hash = release.content_hash.get(..12).unwrap_or_default();
    format!("{mark} {}\t{hash}\t{}\t{}\t{pack}", release.id, release.origin, corpora.join(","))
}

fn diff_lines(diff: &ReleaseDiff) -> Vec<String> {
    let changed = diff.rows_changed.iter().map(|row| &row.after);
    let marked = [("+", diff.rows_gained.iter().collect()), ("-", diff.rows_lost.iter().collect())];
    let marked = marked.into_iter().chain([("~", changed.collect::<Vec<_>>())]);
    let rows = marked.flat_map(|(mark, rows)| rows.into_iter().map(move |row| format!("{mark} {}", row_line(row))));
    let cases = diff.cases.iter();
    let cases = cases.flat_map(|of| of.findings.iter().map(|found| finding_line(&of.case_number, found)));
    let sum = format!(
        "{} → {}\t{}\t+{} -{} ~{}\t!{}",
        diff.before, diff.after, diff.cases_compared, diff.gained, diff.lost, diff.changed, diff.unanswered
    );
    rows.chain(cases).chain([sum]).collect()
}

fn row_line(row: &KnowledgeRow) -> String {
    format!("{}\t{}\t{}\t{}", row.id, row.subject, row.tumors.join(","), row.therapies.join(" / "))
}

/// A finding that differs; `!` marks one that waits for an answer, with the key to answer by.
fn finding_line(case: &str, found: &FindingChange) -> String {
    let mark = match found.kind.as_str() {
        "gained" => "+",
        "lost" => "-",
        _ => "~",
    };
    let stands = |standing: &Option<FindingStandingView>| match standing {
        Some(standing) => {
            let level = standing.level.as_deref().unwrap_or("-");
            format!("{} {level} {}", standing.answer, standing.accessibility)
        }
        None => "-".to_owned(),
    };
    let therapy = found.therapy_label.as_deref().unwrap_or("-");
    let taken = found.taken.as_deref().unwrap_or("-");
    let waits = if found.needs_answer { format!("\t! {}", found.key) } else { String::new() };
    let (before, after) = (stands(&found.before), stands(&found.after));
    format!("{case}\t{mark} {}\t{therapy}\t{before} → {after}\t{taken}{waits}", found.label)
}
