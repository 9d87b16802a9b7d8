//! 検体と検査

use model::report_content::Block;

use crate::chapters::Composed;
use crate::dates;
use crate::facts::ReportFacts;
use crate::phrase::{cell, column, fact};
use crate::inline::text;
use crate::wording::ChapterWords;

pub(crate) fn compose(facts: &ReportFacts<'_>, words: &ChapterWords<'_>) -> Composed {
    let clinical = facts.clinical()?;
    let unknown = words.label("unknown")?;
    let shown = |value: Option<String>| value.unwrap_or_else(|| unknown.clone());
    let specimen = clinical.specimen.as_ref();
    let test = facts.profile.test.as_ref();
    let name = test.and_then(|test| test.name.clone()).map(|name| {
        match test.and_then(|test| test.version.clone()) {
            Some(version) => format!("{name} {version}"),
            None => name,
        }
    });
    let mut blocks = vec![Block::Facts {
        facts: vec![
            fact(words.label("test_name")?, shown(name)),
            fact(words.label("sample")?, facts.profile.tumor_sample.clone()),
            fact(words.label("normal")?, facts.profile.normal_sample.clone().unwrap_or(words.label("no_normal")?)),
            fact(words.label("assembly")?, facts.profile.assembly.name()),
            fact(words.label("specimen_kind")?, shown(specimen.and_then(|specimen| specimen.kind.clone()))),
            fact(words.label("site")?, shown(specimen.and_then(|specimen| specimen.site.clone()))),
            fact(words.label("collected_on")?, shown(specimen.and_then(|s| s.collected_on).map(dates::both))),
            fact(
                words.label("tumor_content")?,
                shown(specimen.and_then(|s| s.tumor_content_percent).map(|percent| format!("{percent}%"))),
            ),
            fact(words.label("ecog_ps")?, shown(clinical.ecog_ps.map(|status| status.to_string()))),
        ],
    }];
    if !clinical.treatments.is_empty() {
        let rows = clinical
            .treatments
            .iter()
            .map(|treatment| {
                let day = |date: Option<jiff::civil::Date>| date.map_or_else(|| unknown.clone(), dates::western);
                vec![
                    cell(vec![text(treatment.drugs.join("、"))]),
                    cell(vec![text(format!("{} 〜 {}", day(treatment.started_on), day(treatment.ended_on)))]),
                    cell(vec![text(shown(treatment.best_response.clone()))]),
                    cell(vec![text(shown(treatment.ended_because.clone()))]),
                ]
            })
            .collect();
        blocks.push(Block::Table {
            caption: Some(words.label("treatments")?),
            columns: vec![
                column(words.label("drug")?, 28),
                column(words.label("period")?, 42),
                column(words.label("response")?, 12),
                column(words.label("ended")?, 18),
            ],
            rows,
        });
    }
    Ok(blocks)
}
