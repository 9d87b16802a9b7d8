//! Copy numbers of genes: PURPLE's table of every gene, and plain tables with a number or the word for the change.

use std::collections::BTreeSet;

use model::Decimal;
use model::copy_number::{CopyNumberMeasure, GeneCopyNumber};
use model::evidence::AlleleOrigin;
use model::ledger::Bin;
use model::profile::{AlterationClass, MolecularProfile};
use model::small_variant::RecordSource;
use model::structural::{CopyNumberAlteration, CopyNumberChange};

use crate::ImportOptions;
use crate::error::IntakeError;
use crate::malformed::MalformedCause;
use crate::number::decimal;
use crate::part::{FileIdentity, FilePart};
use crate::recognise::TableKind;
use crate::result_codes::copy_number_change;
use crate::samples::Samples;
use crate::table::{Row, Table};
use crate::tally::Tally;

/// Keys of columns that hold the word for a change.
pub(crate) const CALL_KEYS: [&str; 9] = [
    "call",
    "change",
    "alteration",
    "cnvtype",
    "cnatype",
    "copynumbercall",
    "copynumberchange",
    "copynumberalteration",
    "copynumberstatus",
];

/// Keys of columns that hold a number.
pub(crate) const NUMBER_KEYS: [&str; 8] =
    ["copynumber", "totalcopynumber", "absolutecopynumber", "tumorcopynumber", "cn", "log2", "log2ratio", "foldchange"];

struct GeneColumns {
    gene: usize,
    sample: Option<usize>,
    call: Option<usize>,
    total: Option<usize>,
    most: Option<usize>,
    minor: Option<usize>,
    log2_ratio: Option<usize>,
    unscaled: Option<usize>,
    unit: Option<usize>,
}

impl GeneColumns {
    fn find(table: &Table) -> Result<Self, IntakeError> {
        Ok(Self {
            gene: table.needed(&["gene", "gene_symbol", "Hugo_Symbol", "gene_name"])?,
            sample: table.column(&["sample", "sample_id", "Tumor_Sample_Barcode"]),
            call: table.column(&CALL_KEYS),
            total: table.column(&["minCopyNumber", "absolute_copy_number", "tumor_copy_number"]),
            most: table.column(&["maxCopyNumber"]),
            minor: table.column(&["minMinorAlleleCopyNumber", "minMinorAllelePloidy", "minor_copy_number"]),
            log2_ratio: table.column(&["log2", "log2_ratio"]),
            unscaled: table.column(&["copy_number", "total_copy_number", "cn", "fold_change"]),
            unit: table.column(&["unit"]),
        })
    }
}

/// Words that the file uses and nobody here knows, and numbers without a scale.
#[derive(Default)]
struct Oddities {
    unknown_words: BTreeSet<String>,
    unknown: u64,
    unscaled: u64,
}

/// Reads a whole table.
pub(crate) fn read(
    file: &FileIdentity,
    mut table: Table,
    kind: TableKind,
    options: &ImportOptions,
) -> Result<FilePart, IntakeError> {
    let columns = GeneColumns::find(&table)?;
    let expression = table.columns().filter(|(_, key)| crate::expression::is_tpm(key)).map(|(name, _)| name.to_owned());
    let expression: Vec<String> = expression.collect();
    let mut samples = Samples::new(columns.sample.is_some());
    let (mut tally, mut odd) = (Tally::default(), Oddities::default());
    while let Some(row) = table.next()? {
        tally.read();
        let Some(gene) = row.stated(Some(columns.gene)) else {
            tally.end_malformed(row.line, MalformedCause::Columns);
            continue;
        };
        let sample = row.stated(columns.sample).unwrap_or_else(|| file.stem.clone());
        let source = RecordSource { file: file.index, line: row.line };
        let taken = take(&columns, &row, (gene, source), &mut odd);
        samples.record(&sample, taken.bin(), |profile| taken.put(profile));
    }
    let (profiles, mut notices) = samples.finish(file, options, options.assembly, &mut tally)?;
    if odd.unknown > 0 {
        let words = odd.unknown_words.into_iter().take(5).collect::<Vec<_>>().join(", ");
        notices.push(file.notice("copy_number_words_unknown").with("count", odd.unknown).with("words", words));
    }
    if odd.unscaled > 0 {
        notices.push(file.notice("copy_numbers_not_scaled").with("count", odd.unscaled));
    }
    if !expression.is_empty() {
        notices.push(file.notice("expression_columns_not_read").with("columns", expression.join(", ")));
    }
    notices.extend(crate::tables::usual_notices(file, kind, &tally));
    let ledger = tally.close(&file.name, kind.code(), file.sha256)?;
    Ok(FilePart { ledger, notices, profiles, clinical: None, pedigree: None })
}

/// What a row gives.
enum Taken {
    Called(CopyNumberAlteration),
    Measured(GeneCopyNumber),
    UnknownWord,
    Nothing,
}

impl Taken {
    fn bin(&self) -> Bin {
        match self {
            Self::Called(_) | Self::Measured(_) => Bin::Kept,
            Self::UnknownWord => Bin::NotReadYet,
            Self::Nothing => Bin::NoValue,
        }
    }

    fn put(self, profile: &mut MolecularProfile) {
        match self {
            Self::Called(event) => {
                profile.copy_numbers.push(event);
                if profile.assessed.is_empty() {
                    profile.assessed.push(AlterationClass::CopyNumber);
                }
            }
            Self::Measured(gene) => profile.gene_copy_numbers.push(gene),
            Self::UnknownWord | Self::Nothing => {}
        }
    }
}

fn take(columns: &GeneColumns, row: &Row<'_>, (gene, source): (String, RecordSource), odd: &mut Oddities) -> Taken {
    let number = |column| row.stated(column).and_then(|text| decimal(&text));
    let measured = CopyNumberMeasure {
        total: number(columns.total),
        minor: number(columns.minor),
        log2_ratio: number(columns.log2_ratio),
        unscaled: number(columns.unscaled),
    };
    let word = row.stated(columns.call);
    let change = word.as_deref().and_then(change_of);
    if let (Some(word), None) = (&word, change) {
        odd.unknown += 1;
        odd.unknown_words.insert(word.chars().take(40).collect());
    }
    match change {
        Some(change) => {
            let (value, unit) = shown(&measured, row.stated(columns.unit));
            Taken::Called(CopyNumberAlteration {
                gene,
                change,
                value,
                unit,
                measured,
                origin: AlleleOrigin::Somatic,
                reported: None,
                source,
            })
        }
        None if !measured.is_empty() => {
            odd.unscaled += u64::from(measured.unscaled.is_some());
            Taken::Measured(GeneCopyNumber { gene, measured, most: number(columns.most), source })
        }
        None if word.is_some() => Taken::UnknownWord,
        None => Taken::Nothing,
    }
}

/// The number to show beside a call, with its unit as written or as its column means it.
fn shown(measured: &CopyNumberMeasure, unit: Option<String>) -> (Option<Decimal>, Option<String>) {
    let copies = measured.total.or(measured.unscaled).map(|value| (value, "copy number"));
    match copies.or(measured.log2_ratio.map(|value| (value, "log2 fold-change"))) {
        Some((value, usual)) => (Some(value), Some(unit.unwrap_or_else(|| usual.to_owned()))),
        None => (None, None),
    }
}

/// The words that laboratories and programs write. A short word that may mean two things (`DEL`) means the lesser.
fn change_of(word: &str) -> Option<CopyNumberChange> {
    let plain = word.trim().to_lowercase().replace(['-', '_'], " ");
    match plain.as_str() {
        "amp" | "high level amplification" | "high amplification" => Some(CopyNumberChange::Amplification),
        "gained" | "low level gain" => Some(CopyNumberChange::Gain),
        "diploid" | "normal" | "no change" | "none" => Some(CopyNumberChange::Neutral),
        "del" | "hetloss" | "heterozygous loss" | "heterozygous deletion" | "shallow deletion" => {
            Some(CopyNumberChange::Loss)
        }
        "homdel" | "deep deletion" | "homozygous loss" | "biallelic deletion" => {
            Some(CopyNumberChange::HomozygousDeletion)
        }
        _ => copy_number_change(word),
    }
}
