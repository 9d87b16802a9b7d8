//! 治療候補: every drug line with level, access, reason and the panel's decision.

use casefile::case::Verdict;
use model::evidence::{LevelState, TumorTypeMatch};
use model::finding::Finding;
use model::report_content::{BadgeLook, Block, Cell, Inline};

use crate::ReportError;
use crate::chapters::Composed;
use crate::facts::ReportFacts;
use crate::inline::{badge, strong_text, text};
use crate::phrase::{cell, column, drugs_ja, marker, level_badges, lines, paragraph};
use crate::wording::ChapterWords;

pub(crate) fn compose(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let of = |group: fn(&Finding) -> bool| facts.options().filter(move |finding| group(finding)).collect::<Vec<_>>();
    let groups = [
        ("own_tumour", of(|f| f.level_state == LevelState::Final && covers(f))),
        ("other_tumour", of(|f| f.level_state == LevelState::Final && !covers(f))),
        ("unconfirmed", of(|f| f.level_state == LevelState::Candidate)),
    ];
    let mut blocks = Vec::new();
    for (name, findings) in groups {
        if findings.is_empty() {
            continue;
        }
        blocks.push(Block::Subheading { text: words.label(name)? });
        if name == "unconfirmed" {
            blocks.push(paragraph(vec![words.sentence("unconfirmed", &[])?]));
        }
        blocks.push(table(&findings, facts, words)?);
    }
    if blocks.is_empty() {
        blocks.push(paragraph(vec![words.sentence("empty", &[])?]));
    } else {
        blocks.push(paragraph(vec![words.sentence("legend", &[])?]));
    }
    blocks.push(Block::Subheading { text: words.label("trials")? });
    blocks.extend(trials(facts, words)?);
    Ok(blocks)
}

/// A way to a drug, never beside the options that evidence supports. A release without trials says so.
fn trials(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Result<Vec<Block>, ReportError> {
    if facts.trials_registered == 0 {
        return Ok(vec![paragraph(vec![words.sentence("no_trials_registered", &[])?])]);
    }
    let found: Vec<&Finding> = facts.case.findings().iter().filter(|finding| finding.trial.is_some()).collect();
    if found.is_empty() {
        return Ok(vec![paragraph(vec![words.sentence("no_trial_matches", &[])?])]);
    }
    let table = Block::Table {
        caption: None,
        columns: vec![
            column(words.label("marker")?, 20),
            column(words.label("drug")?, 25),
            column(words.label("trial")?, 35),
            column(words.label("why")?, 20),
        ],
        rows: found.into_iter().map(|finding| trial_row(finding, facts, words)).collect::<Result<_, ReportError>>()?,
    };
    Ok(vec![table, paragraph(vec![words.sentence("trials", &[])?])])
}

fn trial_row(finding: &Finding, facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Result<Vec<Cell>, ReportError> {
    let mut trial: Vec<Vec<Inline>> = Vec::new();
    if let Some(shown) = &finding.trial {
        if shown.patient_requested {
            trial.push(vec![badge(words.label("patient_requested")?, BadgeLook::Outline)]);
        }
        trial.push(vec![text(shown.title_ja.clone())]);
        trial.extend(shown.registry_id.iter().map(|number| vec![text(number.clone())]));
    }
    let against: Vec<String> = finding.contradicted_by.iter().map(ToString::to_string).collect();
    let mut drug = vec![
        vec![strong_text(drugs_ja(finding))],
        vec![badge(words.term("accessibility", finding.accessibility.code())?, BadgeLook::Outline)],
    ];
    if !against.is_empty() {
        drug.push(vec![badge(words.label("contradicted")?, BadgeLook::Against), text(against.join("、"))]);
    }
    let mut why: Vec<Vec<Inline>> = finding.reasons.iter().map(|reason| vec![text((facts.explain)(reason))]).collect();
    why.push(vec![text(format!("［{}］", finding.statement))]);
    Ok(vec![lines(vec![marker(finding)]), lines(drug), lines(trial), lines(why)])
}

fn covers(finding: &Finding) -> bool {
    matches!(finding.tumor_type_match, TumorTypeMatch::Same | TumorTypeMatch::Ancestor)
}

fn table(findings: &[&Finding], facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Result<Block, ReportError> {
    let rows = findings.iter().map(|finding| row(finding, facts, words)).collect::<Result<_, ReportError>>()?;
    Ok(Block::Table {
        caption: None,
        columns: vec![
            column(words.label("level")?, 8),
            column(words.label("marker")?, 16),
            column(words.label("drug")?, 32),
            column(words.label("why")?, 33),
            column(words.label("decision")?, 11),
        ],
        rows,
    })
}

fn row(finding: &Finding, facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Result<Vec<Cell>, ReportError> {
    let small = |label: &str, value: &Option<String>| -> Result<Vec<Inline>, ReportError> {
        Ok(match value {
            Some(value) => vec![text(format!("{}：{value}", words.label(label)?))],
            None => Vec::new(),
        })
    };
    let mut drug = vec![
        vec![strong_text(drugs_ja(finding))],
        vec![badge(words.term("accessibility", finding.accessibility.code())?, BadgeLook::Outline)],
        small("setting", &finding.setting)?,
        small("companion", &finding.companion_diagnostic)?,
    ];
    if let Some(given) = facts.given_before.get(&finding.key) {
        drug.push(vec![badge(words.label("given_before")?, BadgeLook::Against), text(given.clone())]);
    }
    let against: Vec<String> = finding.contradicted_by.iter().map(ToString::to_string).collect();
    if !against.is_empty() {
        drug.push(vec![badge(words.label("contradicted")?, BadgeLook::Against), text(against.join("、"))]);
    }
    let mut why: Vec<Vec<Inline>> = finding.reasons.iter().map(|reason| vec![text((facts.explain)(reason))]).collect();
    why.push(vec![text(format!("［{}］", finding.statement))]);
    Ok(vec![
        cell(level_badges(finding, &words.label("unconfirmed_mark")?)),
        lines(vec![
            marker(finding),
            finding.tumor_type_ja.iter().map(|ja| text(ja.clone())).collect(),
        ]),
        lines(drug),
        lines(why),
        decision(finding, facts, words)?,
    ])
}

fn decision(finding: &Finding, facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Result<Cell, ReportError> {
    if !finding.is_acceptable_option() {
        return Ok(cell(vec![text(words.label("not_acceptable")?)]));
    }
    Ok(match facts.case.decision(&finding.key) {
        None => cell(vec![text(words.label("undecided")?)]),
        Some(decision) => {
            let label = match decision.verdict {
                Verdict::Accepted => badge(words.label("accepted")?, BadgeLook::Strong),
                Verdict::Declined => badge(words.label("declined")?, BadgeLook::Outline),
            };
            lines(vec![vec![label], decision.reason.iter().map(|reason| text(reason.clone())).collect()])
        }
    })
}
