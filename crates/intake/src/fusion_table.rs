//! Tables of fusions: Arriba, STAR-Fusion, PCGR, and any table with a fusion's name or two gene columns.

mod columns;
pub(crate) mod names;

use std::path::Path;

use model::evidence::AlleleOrigin;
use model::ledger::Bin;
use model::profile::{AlterationClass, MolecularProfile};
use model::rearrangement_call::{CallConfidence, ReadingFrame, RearrangementBasis, RearrangementCall};
use model::small_variant::RecordSource;
use model::structural::{Rearrangement, RearrangementKind};

use self::columns::{Dialect, FusionColumns};
use self::names::FusionName;
use crate::ImportOptions;
use crate::error::IntakeError;
use crate::malformed::MalformedCause;
use crate::number::whole;
use crate::open::OpenedFile;
use crate::part::{FileIdentity, FilePart, ProfilePart};
use crate::table::{Row, Separation, Table};
use crate::tally::Tally;

/// How far the header line is looked for.
const HEADER_BYTES: u64 = 64 * 1024;

/// The codes of all who write such tables.
pub(crate) fn dialects() -> Vec<&'static str> {
    Dialect::ALL.into_iter().map(Dialect::code).collect()
}

/// Whether the first lines are those of a fusion table, and how it is separated.
pub(crate) fn recognise(text: &str) -> Option<Separation> {
    let mut lines = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty() && !line.starts_with("##"));
    let header = lines.next()?;
    [(Separation::Tabs, '\t'), (Separation::Commas, ',')].into_iter().find_map(|(separation, mark)| {
        let names: Vec<String> = header.split(mark).map(crate::table::column_key).collect();
        columns::is_fusion_header(&names).then_some(separation)
    })
}

/// Reads a whole table. It names no tumour sample and no assembly, so it joins what the other files say.
pub(crate) fn read(file: &FileIdentity, path: &Path, options: &ImportOptions) -> Result<FilePart, IntakeError> {
    let sample = OpenedFile::open(path)?.read_up_to(HEADER_BYTES)?;
    let separation = recognise(&String::from_utf8_lossy(&sample)).unwrap_or(Separation::Tabs);
    let opened = OpenedFile::open(path)?;
    let mut table = Table::open(opened, separation)?;
    let columns = FusionColumns::find(&table)?;
    let width = table.width();
    let mut tally = Tally::default();
    let mut profile =
        MolecularProfile::empty(&file.stem, options.assembly.unwrap_or(model::assembly::Assembly::GRCh38));
    profile.assessed.push(AlterationClass::Rearrangement);
    while let Some(row) = table.next()? {
        tally.read();
        let source = RecordSource { file: file.index, line: row.line };
        match rearrangement(&columns, &row, width, source) {
            Err(cause) => tally.end_malformed(row.line, cause),
            Ok((bin, event)) => {
                tally.end(bin);
                profile.rearrangements.extend(event);
            }
        }
    }
    let mut notices = Vec::new();
    let counted = [
        ("records_malformed", tally.count(Bin::Malformed)),
        ("fusion_low_confidence_kept", tally.count(Bin::LowConfidence)),
    ];
    notices.extend(
        counted.into_iter().filter(|(_, count)| *count > 0).map(|(code, count)| file.notice(code).with("count", count)),
    );
    notices.extend((tally.records() == 0).then(|| file.notice("fusion_table_empty")));
    notices.extend(
        (columns.dialect == Dialect::Other)
            .then(|| file.notice("format_unverified").with("format", columns.dialect.code())),
    );
    let ledger = tally.close(&file.name, columns.dialect.code(), file.sha256)?;
    let part = ProfilePart { named: false, assembly: options.assembly, profile };
    Ok(FilePart { ledger, notices, profiles: vec![part], clinical: None, pedigree: None })
}

type Read = Result<(Bin, Option<Rearrangement>), MalformedCause>;

fn rearrangement(columns: &FusionColumns, row: &Row<'_>, width: usize, source: RecordSource) -> Read {
    if row.fields > width {
        return Err(MalformedCause::Columns);
    }
    let Some(name) = partners(columns, row)? else { return Ok((Bin::NoGene, None)) };
    if discarded(columns, row) {
        return Ok((Bin::FilteredByCaller, None));
    }
    let call = call(columns, row);
    let low = call.confidence == Some(CallConfidence::Low);
    let one_gene = name.five_prime.is_some() && name.five_prime == name.three_prime;
    let (kind, detail) =
        match name.skipped_exon.map(|exon| (exon, exon)).or_else(|| between(&call).filter(|_| one_gene)) {
            Some((first, last)) if first == last => (RearrangementKind::ExonSkipping, Some(format!("exon {first}"))),
            Some((first, last)) => {
                let exons: Vec<String> = (first..=last).map(|exon| exon.to_string()).collect();
                (RearrangementKind::ExonSkipping, Some(format!("exons {}", exons.join(", "))))
            }
            None if one_gene => (within_one_gene(call.type_as_written.as_deref()), call.type_as_written.clone()),
            None => (RearrangementKind::Fusion, None),
        };
    let reads = [call.junction_reads, call.spanning_reads].into_iter().flatten().reduce(u32::saturating_add);
    let event = Rearrangement {
        order_stated: name.five_prime.is_some() && name.three_prime.is_some() && kind == RearrangementKind::Fusion,
        three_prime: name.three_prime.filter(|_| !one_gene),
        five_prime: name.five_prime,
        kind,
        detail,
        supporting_reads: reads,
        call: Some(call),
        origin: AlleleOrigin::Somatic,
        reported: None,
        source,
    };
    Ok((if low { Bin::LowConfidence } else { Bin::Kept }, Some(event)))
}

/// The genes: by their own columns, else by the fusion's name. `None` when no gene is named.
fn partners(columns: &FusionColumns, row: &Row<'_>) -> Result<Option<FusionName>, MalformedCause> {
    let of = |column: Option<usize>| row.stated(column).and_then(|text| columns::hit_gene(&text));
    let own =
        FusionName { five_prime: of(columns.five_prime), three_prime: of(columns.three_prime), skipped_exon: None };
    if own.five_prime.is_some() || own.three_prime.is_some() {
        return Ok(Some(own));
    }
    match row.stated(columns.name) {
        None => Ok(None),
        Some(text) if text.chars().all(|c| !c.is_alphanumeric()) => Ok(None),
        Some(text) => names::read(&text).map(Some).ok_or(MalformedCause::FusionName),
    }
}

/// Arriba's discarded list: a filter without a number of reads removed the whole event. Others write a FILTER column.
fn discarded(columns: &FusionColumns, row: &Row<'_>) -> bool {
    let Some(text) = row.stated(columns.filters) else { return false };
    text.split([',', ';']).map(str::trim).any(|filter| {
        let passed = filter.is_empty() || filter.eq_ignore_ascii_case("pass") || filter == ".";
        !passed && !filter.ends_with(')')
    })
}

fn call(columns: &FusionColumns, row: &Row<'_>) -> RearrangementCall {
    let count = |column: Option<usize>| row.stated(column).and_then(|text| whole(&text));
    let sum = |list: &[usize]| list.iter().filter_map(|column| count(Some(*column))).reduce(u32::saturating_add);
    let domains = row.stated(columns.domains).unwrap_or_default();
    let (five_prime, three_prime) = domains.split_once('|').unwrap_or((domains.as_str(), ""));
    let list = |text: &str| text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let exon = |column: Option<usize>| row.stated(column).and_then(|text| columns::exon(&text));
    RearrangementCall {
        basis: if columns.dialect.is_rna() { RearrangementBasis::Transcripts } else { RearrangementBasis::NotStated },
        breakpoints: [columns.five_prime_breakpoint, columns.three_prime_breakpoint]
            .into_iter()
            .filter_map(|column| columns::breakpoint(&row.stated(column)?))
            .collect(),
        five_prime_exon: exon(columns.five_prime_exon),
        three_prime_exon: exon(columns.three_prime_exon),
        reading_frame: row.stated(columns.frame).and_then(|text| frame(&text)),
        five_prime_domains: list(five_prime),
        three_prime_domains: list(three_prime),
        junction_reads: sum(&columns.junction_reads),
        spanning_reads: sum(&columns.spanning_reads),
        reads_formula: columns.reads_formula.clone(),
        coverage_reads: columns.coverage.iter().filter_map(|column| count(Some(*column))).collect(),
        confidence: row.stated(columns.confidence).and_then(|text| confidence(&text)),
        type_as_written: row.stated(columns.kind),
        ..RearrangementCall::default()
    }
}

/// Two exons of one gene that are joined over others: these were left out.
fn between(call: &RearrangementCall) -> Option<(u16, u16)> {
    let (first, last) = (call.five_prime_exon?.checked_add(1)?, call.three_prime_exon?.checked_sub(1)?);
    (first <= last).then_some((first, last))
}

fn within_one_gene(written: Option<&str>) -> RearrangementKind {
    let written = written.unwrap_or_default().to_ascii_lowercase();
    match () {
        () if written.contains("duplication") || written.contains("itd") => RearrangementKind::Duplication,
        () if written.contains("deletion") => RearrangementKind::Deletion,
        () if written.contains("inversion") => RearrangementKind::Inversion,
        () => RearrangementKind::Other,
    }
}

fn frame(text: &str) -> Option<ReadingFrame> {
    match crate::table::column_key(text).as_str() {
        "inframe" => Some(ReadingFrame::InFrame),
        "outofframe" | "frameshift" => Some(ReadingFrame::OutOfFrame),
        "stopcodon" => Some(ReadingFrame::StopCodon),
        _ => None,
    }
}

fn confidence(text: &str) -> Option<CallConfidence> {
    match text.to_ascii_lowercase().as_str() {
        "high" => Some(CallConfidence::High),
        "medium" => Some(CallConfidence::Medium),
        "low" => Some(CallConfidence::Low),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
