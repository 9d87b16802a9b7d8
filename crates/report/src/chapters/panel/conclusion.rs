//! エキスパートパネルの結論: what was accepted and confirmed, what the panel recommends, and who sat on it. Before a panel has
//! concluded, lines to fill in by hand.

use std::collections::BTreeSet;

use casefile::confirmation::Confirmation;
use casefile::panel::{Panel, PanelConcluded, PanelMember, RecommendationKind};
use model::assessed::Met;
use model::finding::{Finding, FindingKey};
use model::report_content::{Block, Cell, Fact, Inline, Sentence, Tone};

use crate::ReportError;
use crate::chapters::Composed;
use crate::dates;
use crate::facts::ReportFacts;
use crate::inline::{strong_text, text};
use crate::phrase::{cell, column, drugs_ja, fact, labels, lines, resting_on};
use crate::wording::ChapterWords;

pub(crate) fn compose(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let mut blocks = accepted(facts, words)?;
    blocks.extend(confirmations(facts, words)?);
    blocks.push(Block::Subheading { text: words.label("minutes")? });
    match (facts.case.panel(), facts.case.conclusion()) {
        (Some(panel), Some(concluded)) => blocks.extend(held(panel, concluded, facts, words)?),
        _ if facts.case.standing_omission().is_some() => blocks.extend(omitted(facts, words)?),
        _ => blocks.push(Block::SignatureLines {
            labels: vec![
                words.label("held_on")?,
                words.label("members")?,
                words.label("remarks")?,
                words.label("chair")?,
            ],
        }),
    }
    Ok(blocks)
}

fn accepted(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let mut items: Vec<Vec<Sentence>> = Vec::new();
    for finding in facts.case.accepted().filter(|finding| finding.is_acceptable_option()) {
        let access = words.term("accessibility", finding.accessibility.code())?;
        let mut sentence = words.sentence("accepted", &[("marker", &labels(finding)), ("access", &access)])?;
        sentence.text.insert(0, strong_text(drugs_ja(finding)));
        let sentence = resting_on(sentence, finding);
        if !items.iter().any(|item| item.iter().any(|other| other.text == sentence.text)) {
            items.push(vec![sentence]);
        }
    }
    Ok(vec![if items.is_empty() {
        Block::Note {
            tone: Tone::Plain,
            title: None,
            sentences: vec![words.sentence("nothing_accepted", &[])?],
        }
    } else {
        Block::List { items }
    }])
}

/// What must still be confirmed, and what was; nothing where no option was accepted or the test needs no second one.
fn confirmations(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let mut seen = BTreeSet::new();
    let options: Vec<&Finding> = facts
        .case
        .accepted()
        .filter(|finding| finding.is_acceptable_option() && seen.insert(finding.key))
        .collect();
    if options.is_empty() || !facts.case.needs_confirmation() {
        return Ok(Vec::new());
    }
    let open = facts.case.unconfirmed();
    let mut blocks = Vec::new();
    if !open.is_empty() {
        blocks.push(Block::Note {
            tone: Tone::Caution,
            title: Some(words.label("confirmatory_test")?),
            sentences: vec![words.sentence("confirmatory_test", &[])?],
        });
    }
    let known = |finding: &&Finding| finding.observations.iter().any(|key| facts.case.confirmations.contains_key(key));
    if options.iter().any(known) {
        let rows = options.iter().map(|finding| confirmed_row(finding, facts, words)).collect::<Result<_, _>>()?;
        blocks.push(Block::Table {
            caption: None,
            columns: vec![
                column(words.label("confirmed_finding")?, 40),
                column(words.label("confirmation")?, 20),
                column(words.label("confirmed_by")?, 40),
            ],
            rows,
        });
    }
    Ok(blocks)
}

/// The least settled step of what a finding rests on.
fn step<'a>(facts: &ReportFacts<'a>, finding: &Finding) -> Option<&'a Confirmation> {
    let confirmations = &facts.case.confirmations;
    let steps = finding.observations.iter().map(|observation| confirmations.get(observation));
    steps.min_by_key(|step| step.map(Confirmation::carries)).flatten()
}

fn confirmed_row(
    finding: &Finding,
    facts: &ReportFacts<'_>,
    words: &ChapterWords<'_>,
) -> Result<Vec<Cell>, ReportError> {
    let step = step(facts, finding);
    let (state, by) = match step {
        None => ("none", Vec::new()),
        Some(Confirmation::Ordered(ordered)) => {
            ("ordered", vec![ordered.test.clone(), dates::both(ordered.ordered_on)])
        }
        Some(Confirmation::Resulted(resulted)) => {
            (resulted.result.code(), vec![resulted.test.clone(), dates::both(resulted.resulted_on)])
        }
        Some(Confirmation::Waived(waived)) => ("waived", vec![waived.waived_by.clone(), waived.because.clone()]),
    };
    Ok(vec![
        cell(vec![text(format!("{}　{}", labels(finding), drugs_ja(finding)))]),
        cell(vec![text(words.term("confirmation", state)?)]),
        lines(by.into_iter().map(|line| vec![text(line)]).collect()),
    ])
}

/// No panel was held: who decided it, when, why, and what was judged.
fn omitted(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let Some(omission) = facts.case.standing_omission() else { return Ok(Vec::new()) };
    let decided = &omission.omitted;
    let day = dates::both(decided.decided_on);
    let conditions = decided.conditions.iter().map(|condition| {
        let by_person = condition.met == Met::NotAssessed;
        let answer = words.term("omission", if by_person { "judged" } else { condition.met.code() })?;
        Ok(vec![cell(vec![text((facts.explain)(&condition.asked))]), cell(vec![text(answer)])])
    });
    Ok(vec![
        Block::Note {
            tone: Tone::Plain,
            title: Some(words.label("omitted")?),
            sentences: vec![words.sentence("omitted", &[])?],
        },
        Block::Facts {
            facts: vec![
                fact(words.label("omitted_by")?, format!("{}　{day}", decided.decided_by)),
                fact(words.label("omitted_because")?, decided.because.clone()),
            ],
        },
        Block::Table {
            caption: None,
            columns: vec![column(words.label("omission_condition")?, 70), column(words.label("omission_answer")?, 30)],
            rows: conditions.collect::<Result<_, ReportError>>()?,
        },
    ])
}

fn held(panel: &Panel, concluded: &PanelConcluded, facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let convened = &panel.convened;
    let meeting = words.term("meeting", convened.meeting.code())?;
    let mut about = vec![
        fact(words.label("held_on")?, format!("{}　{meeting}", dates::both(convened.meeting.day()))),
        fact(words.label("rule")?, convened.rule.title_ja.clone()),
    ];
    if let Some(attendance) = &panel.attendance {
        about.push(fact(words.label("attending")?, words.term("attending", attendance.attending.code())?));
    }
    let present = panel.present();
    let members: Vec<&PanelMember> =
        convened.members.iter().filter(|member| present.contains(&member.seat)).collect();
    let rows = members.into_iter().map(|member| member_row(member, words)).collect::<Result<_, _>>()?;
    let mut blocks = vec![
        Block::Facts { facts: about },
        Block::Table {
            caption: Some(words.label("members")?),
            columns: vec![
                column(words.label("part")?, 20),
                column(words.label("name")?, 30),
                column(words.label("qualifications")?, 50),
            ],
            rows,
        },
        recommendations(concluded, facts, words)?,
    ];
    let said: Vec<Fact> = [("minority", &concluded.minority_opinion), ("proceedings", &concluded.minutes)]
        .into_iter()
        .filter_map(|(label, said)| said.as_ref().map(|said| (label, said)))
        .map(|(label, said)| Ok(Fact { label: words.label(label)?, value: vec![text(said.clone())] }))
        .collect::<Result<_, ReportError>>()?;
    if !said.is_empty() {
        blocks.push(Block::Facts { facts: said });
    }
    Ok(blocks)
}

fn member_row(member: &PanelMember, words: &ChapterWords<'_>) -> Result<Vec<Cell>, ReportError> {
    let counts: Vec<String> = member
        .qualifications
        .iter()
        .map(|counts| words.term("qualification", counts.code()))
        .collect::<Result<_, _>>()?;
    let position: Vec<Inline> = member.position.iter().map(|position| text(position.clone())).collect();
    Ok(vec![
        cell(vec![text(words.term("part", member.part.code())?)]),
        lines(vec![vec![text(member.name.clone())], position]),
        cell(vec![text(counts.join("、"))]),
    ])
}

fn recommendations(
    concluded: &PanelConcluded,
    facts: &ReportFacts<'_>,
    words: &ChapterWords<'_>,
) -> Result<Block, ReportError> {
    let named = |key: &FindingKey| {
        let finding = facts.case.findings().iter().find(|finding| finding.key == *key)?;
        Some(format!("{}　{}", labels(finding), drugs_ja(finding)))
    };
    let rows = concluded
        .recommendations
        .iter()
        .map(|wanted| {
            let mut kind = vec![vec![text(words.term("recommendation", wanted.kind.code())?)]];
            if let RecommendationKind::Treatment(route) = wanted.kind {
                kind.push(vec![text(words.term("route", route.code())?)]);
            }
            let mut what: Vec<Vec<Inline>> = wanted.findings.iter().filter_map(named).map(|one| vec![text(one)]).collect();
            what.push(if wanted.text.is_empty() { Vec::new() } else { vec![text(wanted.text.clone())] });
            Ok(vec![lines(kind), lines(what), cell(vec![text(wanted.reason.clone())])])
        })
        .collect::<Result<_, ReportError>>()?;
    Ok(Block::Table {
        caption: Some(words.label("recommendations")?),
        columns: vec![
            column(words.label("kind")?, 22),
            column(words.label("what")?, 43),
            column(words.label("reason")?, 35),
        ],
        rows,
    })
}
