//! Purity and ploidy as PURPLE writes them, with its own judgement of the fit and the markers in the same row.

use model::Decimal;
use model::biomarker::{Biomarker, BiomarkerKind, BiomarkerState};
use model::copy_number::{CompositionFit, FitDoubt, TumorComposition};
use model::ledger::Bin;
use model::notice::Notice;
use model::small_variant::RecordSource;

use crate::ImportOptions;
use crate::error::IntakeError;
use crate::lines::Lines;
use crate::malformed::MalformedCause;
use crate::markers::marker;
use crate::number::{decimal, fraction};
use crate::part::{FileIdentity, FilePart};
use crate::recognise::TableKind;
use crate::samples::Samples;
use crate::table::{Row, Table};
use crate::tables::{one_row_only, usual_notices};
use crate::tally::Tally;

const CALLER: &str = "PURPLE";

/// Reads `*.purple.purity.tsv`: one row.
pub(crate) fn purity(file: &FileIdentity, mut table: Table, options: &ImportOptions) -> Result<FilePart, IntakeError> {
    let places = PurityColumns::find(&table)?;
    let (mut tally, mut samples, mut notices) = (Tally::default(), Samples::new(false), Vec::new());
    while let Some(row) = table.next()? {
        tally.read();
        one_row_only(file, tally.records())?;
        let source = RecordSource { file: file.index, line: row.line };
        let Some(composition) = places.composition(&row, &source) else {
            tally.end_malformed(row.line, MalformedCause::Columns);
            continue;
        };
        notices.extend(doubts(file, &composition));
        let (markers, unknown) = places.markers(&row, &source);
        notices.extend(unknown.into_iter().map(|word| file.notice("marker_status_unknown").with("words", word)));
        samples.record(&file.stem, Bin::Kept, |profile| {
            profile.composition = Some(composition);
            profile.biomarkers.extend(markers);
        });
    }
    let (profiles, _) = samples.finish(file, options, options.assembly, &mut tally)?;
    notices.extend(usual_notices(file, TableKind::PurplePurity, &tally));
    let ledger = tally.close(&file.name, TableKind::PurplePurity.code(), file.sha256)?;
    Ok(FilePart { ledger, notices, profiles, clinical: None, pedigree: None })
}

/// Reads `*.purple.qc`: a name and a value in each line.
pub(crate) fn checks(file: &FileIdentity, mut lines: Lines, options: &ImportOptions) -> Result<FilePart, IntakeError> {
    let (mut tally, mut samples, mut bytes) = (Tally::default(), Samples::new(false), Vec::new());
    let mut composition = None;
    while let Some(line) = lines.next_into(&mut bytes)? {
        let text = String::from_utf8_lossy(&bytes).trim().to_owned();
        if text.is_empty() {
            continue;
        }
        tally.read();
        let Some((name, value)) = text.split_once('\t') else {
            tally.end_malformed(line, MalformedCause::Columns);
            continue;
        };
        let source = RecordSource { file: file.index, line };
        let known: &mut TumorComposition = composition.get_or_insert_with(|| empty(source));
        match name {
            "QCStatus" | "Method" => judge(known, value.trim()),
            "Purity" => known.purity_fraction = fraction(value),
            "Ploidy" => known.ploidy = decimal(value),
            _ => {}
        }
        samples.record(&file.stem, Bin::Kept, |_| {});
    }
    let mut notices: Vec<Notice> = composition.iter().flat_map(|composition| doubts(file, composition)).collect();
    let (mut profiles, _) = samples.finish(file, options, options.assembly, &mut tally)?;
    for part in &mut profiles {
        part.profile.composition = composition.take();
    }
    notices.extend(usual_notices(file, TableKind::PurpleQc, &tally));
    let ledger = tally.close(&file.name, TableKind::PurpleQc.code(), file.sha256)?;
    Ok(FilePart { ledger, notices, profiles, clinical: None, pedigree: None })
}

struct PurityColumns {
    purity: usize,
    ploidy: usize,
    doubling: Option<usize>,
    words: [Option<usize>; 3],
    msi: (Option<usize>, Option<usize>),
    tmb: (Option<usize>, Option<usize>),
}

impl PurityColumns {
    fn find(table: &Table) -> Result<Self, IntakeError> {
        let word = |name| table.column(&[name]);
        Ok(Self {
            purity: table.needed(&["purity"])?,
            ploidy: table.needed(&["ploidy"])?,
            doubling: table.column(&["wholeGenomeDuplication"]),
            words: [word("status"), word("qcStatus"), word("fitMethod")],
            msi: (table.column(&["msIndelsPerMb"]), table.column(&["msStatus"])),
            tmb: (table.column(&["tmbPerMb"]), table.column(&["tmbStatus"])),
        })
    }

    fn composition(&self, row: &Row<'_>, source: &RecordSource) -> Option<TumorComposition> {
        let purity = row.stated(Some(self.purity)).and_then(|text| fraction(&text))?;
        let ploidy = row.stated(Some(self.ploidy)).and_then(|text| decimal(&text))?;
        let doubling = row.stated(self.doubling).map(|text| text.to_lowercase());
        let mut composition = TumorComposition {
            purity_fraction: Some(purity),
            ploidy: Some(ploidy),
            whole_genome_doubling: doubling.and_then(|text| text.parse().ok()),
            ..empty(source.clone())
        };
        for word in self.words.into_iter().filter_map(|column| row.stated(column)) {
            judge(&mut composition, &word);
        }
        Some(composition)
    }

    /// The markers, and words for their state that nobody here knows.
    fn markers(&self, row: &Row<'_>, source: &RecordSource) -> (Vec<Biomarker>, Vec<String>) {
        let mut unknown = Vec::new();
        let all = [(BiomarkerKind::Msi, self.msi, "indels/Mb"), (BiomarkerKind::Tmb, self.tmb, "mutations/Mb")];
        let markers = all.into_iter().filter_map(|(kind, (value, status), unit)| {
            let value = row.stated(value).and_then(|text| decimal(&text));
            let word = row.stated(status);
            let state = word.as_deref().and_then(state_of);
            unknown.extend(word.filter(|_| state.is_none()));
            (value.is_some() || state.is_some()).then(|| marker((kind, CALLER), (value, unit), state, source.clone()))
        });
        (markers.collect(), unknown)
    }
}

fn state_of(word: &str) -> Option<BiomarkerState> {
    match word.to_ascii_uppercase().as_str() {
        "MSI" | "HIGH" => Some(BiomarkerState::High),
        "MSS" => Some(BiomarkerState::Stable),
        "LOW" => Some(BiomarkerState::Low),
        "UNKNOWN" => Some(BiomarkerState::CannotBeDetermined),
        _ => None,
    }
}

fn empty(source: RecordSource) -> TumorComposition {
    TumorComposition {
        caller: CALLER.to_owned(),
        purity_fraction: None,
        ploidy: None,
        whole_genome_doubling: None,
        fit: CompositionFit::NotStated,
        fit_words: None,
        doubts: None,
        source,
    }
}

/// Takes one of PURPLE's words, or several with commas, into account; the worst counts.
fn judge(composition: &mut TumorComposition, words: &str) {
    for word in words.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        let fit = match word.to_ascii_uppercase().as_str() {
            "PASS" | "NORMAL" => CompositionFit::Passed,
            "NO_TUMOR" => CompositionFit::Failed,
            word if word.starts_with("FAIL") => CompositionFit::Failed,
            // Fitted by the somatic variants alone, or in a genome without changes; or a word that is not known.
            _ => CompositionFit::Warned,
        };
        let doubts = composition.doubts.get_or_insert_default();
        doubts.extend(doubt_of(word));
        let first = composition.fit == CompositionFit::NotStated;
        composition.fit = if first { fit } else { composition.fit.max(fit) };
        composition.fit_words = match composition.fit_words.take() {
            Some(known) if known.split(", ").any(|said| said == word) => Some(known),
            Some(known) => Some(format!("{known}, {word}")),
            None => Some(word.to_owned()),
        };
    }
}

/// The doubts of PURPLE (DriverCatalog.md) that matter to single genes: copy-number noise, too many deleted genes.
fn doubt_of(word: &str) -> Option<FitDoubt> {
    let word = word.to_ascii_uppercase();
    if word.contains("COPY_NUMBER_NOISE") {
        Some(FitDoubt::CopyNumberNoise)
    } else if word.contains("DELETED_GENES") {
        Some(FitDoubt::ManyDeletedGenes)
    } else {
        None
    }
}

/// A fit that failed must not look like biology, nor a flat genome like a pure tumour.
fn doubts(file: &FileIdentity, composition: &TumorComposition) -> Vec<Notice> {
    let words = composition.fit_words.as_deref().unwrap_or("-");
    let fit = match composition.fit {
        CompositionFit::Failed => Some("purity_fit_failed"),
        CompositionFit::Warned => Some("purity_fit_warned"),
        CompositionFit::NotStated => Some("purity_fit_not_stated"),
        CompositionFit::Passed => None,
    };
    let pure = composition.purity_fraction.is_some_and(|purity| purity >= Decimal::ONE);
    fit.map(|code| file.notice(code).with("words", words))
        .into_iter()
        .chain(pure.then(|| file.notice("purity_is_one")))
        .collect()
}
