//! Genome-wide markers as MSIsensor and CHORD write them. A number without a call stays without one: the cut-off of a
//! method stands in none of its files.

use std::collections::BTreeSet;

use model::Decimal;
use model::biomarker::{Biomarker, BiomarkerKind, BiomarkerState};
use model::ledger::Bin;
use model::small_variant::RecordSource;

use crate::ImportOptions;
use crate::error::IntakeError;
use crate::malformed::MalformedCause;
use crate::number::{decimal, fraction};
use crate::part::{FileIdentity, FilePart};
use crate::recognise::TableKind;
use crate::samples::Samples;
use crate::table::{Row, Table};
use crate::tables::{one_row_only, usual_notices};
use crate::tally::Tally;

/// How many words a notice names.
const WORDS_NAMED: usize = 5;

/// Reads the summary of MSIsensor, MSIsensor2 or MSIsensor-pro: one row.
pub(crate) fn msisensor(
    file: &FileIdentity,
    mut table: Table,
    options: &ImportOptions,
) -> Result<FilePart, IntakeError> {
    let total = table.needed(&["Total_Number_of_Sites"])?;
    let percent = table.needed(&["%"])?;
    let method = if table.column(&["Number_of_Unstable_Sites"]).is_some() { "MSIsensor-pro" } else { "MSIsensor" };
    let (mut tally, mut samples) = (Tally::default(), Samples::new(false));
    while let Some(row) = table.next()? {
        tally.read();
        one_row_only(file, tally.records())?;
        let sites = decimal(&row.text(total));
        let value = decimal(&row.text(percent)).filter(|value| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(value));
        // Of no site at all there is no share, whatever stands in the column.
        let none = sites.is_some_and(|sites| sites.is_zero());
        if !none && value.is_none() {
            tally.end_malformed(row.line, MalformedCause::Columns);
            continue;
        }
        let state = none.then_some(BiomarkerState::CannotBeDetermined);
        let value = value.filter(|_| !none);
        let marker = marker((BiomarkerKind::Msi, method), (value, "% of sites"), state, source(file, &row));
        samples.record(&file.stem, Bin::Kept, |profile| profile.biomarkers.push(marker));
    }
    close(file, TableKind::Msisensor, samples, (tally, options))
}

/// Reads predictions of CHORD: one row per sample.
pub(crate) fn chord(file: &FileIdentity, mut table: Table, options: &ImportOptions) -> Result<FilePart, IntakeError> {
    let (status, probability) = (table.needed(&["hr_status"])?, table.needed(&["p_hrd"])?);
    let name = table.column(&["sample", "sampleId"]);
    let remarks = [table.column(&["remarks_hr_status"]), table.column(&["remarks_hrd_type"])];
    let (mut unknown, mut remarked) = (BTreeSet::new(), BTreeSet::new());
    let (mut tally, mut samples) = (Tally::default(), Samples::new(name.is_some()));
    while let Some(row) = table.next()? {
        tally.read();
        let word = row.stated(Some(status));
        let state = word.as_deref().and_then(chord_state);
        let value = row.stated(Some(probability)).and_then(|text| fraction(&text));
        unknown.extend(word.filter(|_| state.is_none()));
        remarked.extend(remarks.into_iter().filter_map(|column| row.stated(column)));
        if value.is_none() && state.is_none() {
            tally.end_malformed(row.line, MalformedCause::Columns);
            continue;
        }
        let sample = row.stated(name).unwrap_or_else(|| file.stem.clone());
        let marker = marker((BiomarkerKind::Hrd, "CHORD"), (value, "probability"), state, source(file, &row));
        samples.record(&sample, Bin::Kept, |profile| profile.biomarkers.push(marker));
    }
    let mut part = close(file, TableKind::ChordPredictions, samples, (tally, options))?;
    for (code, words) in [("marker_status_unknown", unknown), ("marker_remarks", remarked)] {
        if !words.is_empty() {
            let words = words.into_iter().take(WORDS_NAMED).collect::<Vec<_>>().join(", ");
            part.notices.push(file.notice(code).with("words", words));
        }
    }
    Ok(part)
}

fn close(
    file: &FileIdentity,
    kind: TableKind,
    samples: Samples,
    (mut tally, options): (Tally, &ImportOptions),
) -> Result<FilePart, IntakeError> {
    let (profiles, mut notices) = samples.finish(file, options, options.assembly, &mut tally)?;
    notices.extend(usual_notices(file, kind, &tally));
    let ledger = tally.close(&file.name, kind.code(), file.sha256)?;
    Ok(FilePart { ledger, notices, profiles, clinical: None, pedigree: None })
}

fn source(file: &FileIdentity, row: &Row<'_>) -> RecordSource {
    RecordSource { file: file.index, line: row.line }
}

/// A value and a state as one program states them; the unit stands only beside a value.
pub(crate) fn marker(
    (kind, method): (BiomarkerKind, &str),
    (value, unit): (Option<Decimal>, &str),
    state: Option<BiomarkerState>,
    source: RecordSource,
) -> Biomarker {
    Biomarker {
        kind,
        value,
        unit: value.map(|_| unit.to_owned()),
        state,
        hide_value: false,
        reported: None,
        method: Some(method.to_owned()),
        source,
    }
}

fn chord_state(word: &str) -> Option<BiomarkerState> {
    match word.to_ascii_lowercase().as_str() {
        "hr_deficient" => Some(BiomarkerState::High),
        "hr_proficient" => Some(BiomarkerState::Stable),
        "cannot_be_determined" => Some(BiomarkerState::CannotBeDetermined),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
