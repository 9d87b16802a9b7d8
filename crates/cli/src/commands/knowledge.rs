//! `shirube kb …`

use std::path::{Path, PathBuf};

use serde::Serialize;
use workflow::Resources;
use workflow::contract::{ApiError, RehearsalAnswer, Share};
use workflow::knowledge_base::{self, ImportCorpusRequest, StatementAnswer};
use workflow::wording::sentence;

use crate::arguments::{KnowledgeArguments, KnowledgeVerb};
use crate::output;

pub(crate) fn run(arguments: KnowledgeArguments, resources: &Resources) -> Result<(), ApiError> {
    let knowledge = arguments.knowledge.unwrap_or_else(|| resources.knowledge.clone());
    let json = arguments.json;
    match arguments.verb {
        KnowledgeVerb::Import { kind, files, out } => import(kind, files, out, (knowledge, json)),
        KnowledgeVerb::Verify => verify(&knowledge, json),
        KnowledgeVerb::List => {
            old(&knowledge)?;
            rows(&knowledge_base::list(&knowledge)?, json)
        }
        KnowledgeVerb::Search { words } => rows(&knowledge_base::search(&knowledge, &words.join(" "))?, json),
        KnowledgeVerb::Rehearse { cases } => rehearse(&knowledge, &cases.unwrap_or(resources.rehearsal.clone()), json),
        KnowledgeVerb::Show { id } => output::json(&knowledge_base::show(&knowledge, &id)?),
        KnowledgeVerb::Diff { before, after } => {
            let answer = knowledge_base::diff(&before, &after)?;
            told(&answer, json, || {
                let changed = answer.changed.iter().map(|row| &row.after);
                let marked = [("+", answer.gained.iter().collect()), ("-", answer.lost.iter().collect())];
                let marked = marked.into_iter().chain([("~", changed.collect::<Vec<_>>())]);
                marked
                    .flat_map(|(mark, rows)| rows.into_iter().map(move |row| format!("{mark} {}", line(row))))
                    .collect()
            })
        }
        // These know only workspaces, see `releases`.
        KnowledgeVerb::Release { .. } | KnowledgeVerb::Update { .. } | KnowledgeVerb::Source { .. } => {
            Err(workflow::failures::workspace_not_told())
        }
    }
}

/// Says on stderr that the rows speak of a day more than a month ago.
fn old(knowledge: &Path) -> Result<(), ApiError> {
    let today = workflow::matching::as_of(None)?;
    if let Some(message) = knowledge_base::old_release(knowledge, today) {
        output::note(&sentence(&message, output::language()));
    }
    Ok(())
}

fn import(
    kind: String,
    files: Vec<PathBuf>,
    out: Option<PathBuf>,
    (knowledge, json): (PathBuf, bool),
) -> Result<(), ApiError> {
    let answer = knowledge_base::import_corpus(&ImportCorpusRequest { kind, files, knowledge, out })?;
    told(&answer, json, || {
        let bins = answer.bins.iter().map(|(bin, count)| format!("{count:>8}  {bin}"));
        let sum = format!("{:>8}  {} {}", answer.rows_read, answer.source, answer.release);
        bins.chain([sum]).collect()
    })
}

fn verify(knowledge: &Path, json: bool) -> Result<(), ApiError> {
    let answer = knowledge_base::verify(knowledge);
    if answer.problems.is_empty() {
        old(knowledge)?;
    }
    told(&answer, json, || {
        let problems = answer.problems.iter().map(|found| {
            let row = found.row.as_deref().unwrap_or("-");
            format!("{}\t{row}\t{}", found.file, found.problem)
        });
        let dead = answer
            .dead
            .iter()
            .map(|row| format!("{}\t{}\t{}\t{}", row.statement, row.fate, row.subject, row.reasons.join(" / ")));
        problems.chain(dead).chain(answer.release.clone()).collect()
    })?;
    if answer.problems.is_empty() { Ok(()) } else { Err(workflow::failures::knowledge_unsound(answer.problems.len())) }
}

/// A release below a bar ends with an exit code, so that an update can stop on it.
fn rehearse(knowledge: &Path, cases: &Path, json: bool) -> Result<(), ApiError> {
    let answer = knowledge_base::rehearse(knowledge, cases)?;
    told(&answer, json, || rehearsed(&answer))?;
    if answer.passed { Ok(()) } else { Err(workflow::failures::rehearsal_below_bar()) }
}

/// A table of every case and their sum, with what differs below each.
pub(super) fn rehearsed(answer: &RehearsalAnswer) -> Vec<String> {
    let of = |share: Share| format!("{}/{}", share.found, share.asked);
    let head = format!("{:<8}{:>9}{:>9}{:>10}{:>11}  title", "case", "high", "low", "spurious", "forbidden");
    let row = |name: &str, (high, low): (Share, Share), (extra, broken): (usize, usize), title: &str| {
        format!("{name:<8}{:>9}{:>9}{extra:>10}{broken:>11}  {title}", of(high), of(low))
    };
    let mut lines = vec![head];
    let (mut extra, mut broken) = (0, 0);
    for case in &answer.cases {
        extra += case.spurious.len();
        broken += case.forbidden.len();
        lines.push(row(&case.case, (case.high, case.low), (case.spurious.len(), case.forbidden.len()), &case.title));
        let differing = case.missing.iter().chain(&case.spurious).chain(&case.forbidden).chain(&case.failed);
        lines.extend(differing.map(|message| format!("        {}", sentence(message, output::language()))));
    }
    lines.push(row("all", (answer.high, answer.low), (extra, broken), &answer.release));
    lines
}

fn rows(rows: &[StatementAnswer], json: bool) -> Result<(), ApiError> {
    told(rows, json, || rows.iter().map(line).collect())
}

fn line(row: &StatementAnswer) -> String {
    let regimens: Vec<String> = row
        .regimens
        .iter()
        .map(|regimen| {
            let drugs: Vec<&str> = regimen.iter().map(|drug| drug.ja.as_deref().unwrap_or(&drug.en)).collect();
            drugs.join(" + ")
        })
        .collect();
    format!("{}\t{}\t{}\t{}", row.id, row.subject, row.tumor_types.join(","), regimens.join(" / "))
}

pub(super) fn told<T: Serialize + ?Sized>(
    answer: &T,
    json: bool,
    lines: impl FnOnce() -> Vec<String>,
) -> Result<(), ApiError> {
    if json { output::json(answer) } else { lines().iter().try_for_each(|text| output::line(text)) }
}
