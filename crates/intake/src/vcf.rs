//! VCF in: plain, gzip or BGZF.

mod allele_pairing;
mod allele_spelling;
mod annotation;
mod annotation_layout;
mod aside;
mod assembly_evidence;
mod bcsq;
mod caller;
mod early;
mod effect_field;
mod fact_fields;
mod facts;
mod frequency;
mod gathered;
mod genotype;
mod header;
mod header_line;
mod info_fields;
mod metrics;
mod origin;
mod record;
mod roles;
mod sample_values;
mod selection;
mod structural;
mod unasked;

use model::ledger::Bin;
use model::notice::Notice;
use model::profile::{AlterationClass, MolecularProfile};

pub(crate) use allele_spelling::bases;
pub(crate) use annotation::rank;
pub(crate) use annotation_layout::{annotation_names, split_entry};
pub(crate) use aside::joined as set_aside_by_both;
pub(crate) use facts::AlleleFacts;
pub use selection::Selection;

use self::annotation_layout::Annotator;
use self::aside::Aside;
use self::caller::Caller;
use self::early::EarlyReader;
use self::fact_fields::FactFields;
use self::gathered::{Gathered, Oddities, text};
use self::header::VcfHeader;
use self::record::RecordReader;
use self::roles::SampleColumns;
use self::structural::StructuralCall;
use crate::ImportOptions;
use crate::error::{IntakeError, Refusal};
use crate::lines::Lines;
use crate::outlets::Outlets;
use crate::part::{FileIdentity, FilePart, ProfilePart};
use crate::reference_sequence::{ReferenceSequence, judge_records};
use crate::sample_sites::FileSites;
use crate::scanned::{Decided, Glance};
use crate::tally::Tally;

/// Reads a whole VCF.
pub(crate) fn read(
    file: &FileIdentity,
    mut lines: Lines,
    (options, reference): (&ImportOptions, Option<&ReferenceSequence>),
    outlets: &mut Outlets<'_>,
) -> Result<FilePart, IntakeError> {
    let mut oddities = Oddities::default();
    let header = read_header(&mut lines, &mut oddities)?;
    let columns = roles::choose(&file.name, &header, options)?;
    let (assembly, assembly_notice) = assembly_evidence::resolve(file, &header, options.assembly)?;
    let sample_name = |column: Option<usize>| column.and_then(|column| header.samples.get(column)).cloned();
    let named = sample_name(columns.tumor).or_else(|| header.sample_id.clone());
    let mut profile = MolecularProfile::empty(named.as_deref().unwrap_or(&file.stem), assembly);
    profile.normal_sample = sample_name(columns.normal);
    profile.callers = caller::names(&header.callers);
    profile.chromosome_lengths = header.chromosome_lengths();
    let reader = RecordReader {
        file_index: file.index,
        assembly,
        layout: header.annotation.as_ref(),
        columns,
        sample_count: header.samples.len(),
        called_against_normal: called_against_normal(&header, columns),
        sample_in_info: sample_in_info(&header),
        fact_fields: &FactFields::of_header(&header),
        selection: &options.selection,
        reference,
    };
    reference.map_or(Ok(()), |reference| reference.must_be_of(assembly))?;
    outlets.sites.push(FileSites::new(&file.name, &header.samples, (columns.tumor, columns.normal), assembly));
    let aside = Aside::new(options.selection.watched.get(&assembly));
    let mut gathered = Gathered::new(file.index, aside, outlets);
    gathered.oddities = oddities;
    let with_rows = gathered.outlets.rows.is_some();
    // REF of each record is compared by the careful reading only.
    let hasty = !options.careful && reference.is_none();
    let early = hasty.then(|| EarlyReader::new(&reader, with_rows)).flatten();
    if let Some(early) = &early {
        lines.look_ahead(|| early.look());
    }
    read_records(&mut lines, (&reader, early), &mut gathered)?;
    let Gathered { tally, mut oddities, mut variants, unasked, calls, book, aside, .. } = gathered;
    profile.set_aside = aside.close(tally.count(Bin::Malformed));
    oddities.open_pointers = book.resolve(&mut variants);
    oddities.only_in_table = unasked.only_in_table();
    profile.small_variants = unasked.join(variants);
    let mut notices = notices(file, &header, &tally, &oddities);
    profile.assessed = assessed(&header, &tally, &oddities, &calls);
    notices.extend(judge_records(file, oddities.reference)?);
    notices.extend(structural::complete(calls, file, &mut profile));
    notices.extend(assembly_notice);
    let ledger = tally.close(&file.name, "vcf", file.sha256)?;
    let part = ProfilePart { named: named.is_some(), assembly: Some(assembly), profile };
    Ok(FilePart { ledger, notices, profiles: vec![part], clinical: None, pedigree: None })
}

fn read_header(lines: &mut Lines, oddities: &mut Oddities) -> Result<VcfHeader, IntakeError> {
    let mut header = VcfHeader::default();
    let mut bytes = Vec::new();
    while let Some(number) = lines.next_into(&mut bytes)? {
        let text = text(&bytes, oddities);
        if text.starts_with("#CHROM") {
            return match header.add_columns(&text) {
                Ok(()) => Ok(header),
                Err(refusal) => Err(IntakeError::refused_at(lines.file_name(), number, refusal)),
            };
        }
        if text.starts_with('#') {
            header.add(number, &text);
        } else if !text.trim().is_empty() {
            return Err(IntakeError::refused_at(lines.file_name(), number, Refusal::VcfColumnLineMissing));
        }
    }
    Err(IntakeError::refused(lines.file_name(), Refusal::VcfColumnLineMissing))
}

fn read_records(
    lines: &mut Lines,
    (reader, mut early): (&RecordReader<'_>, Option<EarlyReader>),
    gathered: &mut Gathered<'_, '_>,
) -> Result<(), IntakeError> {
    let (mut spare, mut alleles) = (Vec::new(), Vec::new());
    while let Some(line) = lines.next_lent(&mut spare)? {
        if !line.bytes.is_empty() {
            let place = (line.number, line.offset);
            alleles.clear();
            let decided = match line.glance {
                Glance::Decided(decided) => Some(decided),
                Glance::Left => None,
                Glance::NotTaken => early
                    .as_mut()
                    .and_then(|early| early.decide(line.bytes, &mut alleles))
                    .map(|place| Decided { place, alleles: &alleles }),
            };
            match decided {
                Some(decided) => {
                    gathered.outlets.line(line.bytes, decided.place.autosome);
                    gathered.decided(decided, place, line.bytes)?;
                }
                None => gathered.line(reader, place, line.bytes)?,
            }
            gathered.outlets.reached(reader.file_index, gathered.tally.records(), lines.bytes_read())?;
        }
    }
    Ok(())
}

/// Alleles were read, and nothing in the file says of any of them what it does, whatever its header declares.
fn is_unannotated(tally: &Tally) -> bool {
    let annotated = [Bin::Kept, Bin::LowImpact, Bin::NoGene].map(|bin| tally.count_alleles(bin));
    tally.count_alleles(Bin::KeptUnannotated) > 0 && annotated == [0; 3]
}

/// Whether the annotation can answer for a gene: it names genes, and it says something of every record that lies in one.
/// bcftools csq is silent between the genes, the others are not.
fn answers_for_genes(header: &VcfHeader, tally: &Tally, oddities: &Oddities) -> bool {
    let layout = header.annotation.as_ref();
    let named = layout.is_none_or(|layout| layout.symbol.is_some());
    let silent_between_genes = layout.is_some_and(|layout| layout.annotator == Annotator::Bcftools);
    named && !is_unannotated(tally) && (oddities.only_in_table == 0 || silent_between_genes)
}

/// What the file looked for. Whether an allele is a change that a statement asks for cannot be seen without annotation, so
/// that its absence is no answer. Where each record is a structural variant, its caller did not look for small ones; a file that
/// declares `SVTYPE` and has no record looked for structural variants and found none. Insertions and copy numbers alone
/// come from callers that join nothing.
fn assessed(header: &VcfHeader, tally: &Tally, oddities: &Oddities, calls: &[StructuralCall]) -> Vec<AlterationClass> {
    let readable = tally.records() - tally.count(Bin::Malformed);
    let structural_only = header.declares_structure && oddities.structural_records == readable;
    let mut assessed = Vec::new();
    if !structural_only && answers_for_genes(header, tally, oddities) {
        assessed.push(AlterationClass::SmallVariant);
    }
    let joins = calls.iter().any(StructuralCall::is_join);
    if joins || (structural_only && calls.is_empty()) {
        assessed.push(AlterationClass::Rearrangement);
    }
    assessed
}

/// LoFreq has no sample column, bcftools call one without read counts: what INFO counts is then the sample's.
fn sample_in_info(header: &VcfHeader) -> bool {
    let told = header.callers.contains(&Caller::LoFreq) || header.callers.contains(&Caller::Bcftools);
    told && header.samples.len() <= 1
}

/// The header names a normal, the file has columns, and the normal is not among them.
fn called_against_normal(header: &VcfHeader, columns: SampleColumns) -> bool {
    columns.tumor.is_some() && columns.normal.is_none() && !header.declared_normals.is_empty()
}

fn notices(file: &FileIdentity, header: &VcfHeader, tally: &Tally, oddities: &Oddities) -> Vec<Notice> {
    let counted = |code: &str, count: u64| (count > 0).then(|| file.notice(code).with("count", count));
    let unannotated = tally.count_alleles(Bin::KeptUnannotated);
    let flags = [
        (!header.declares_format, "vcf_fileformat_missing"),
        (header.annotation_unreadable && header.annotation.is_none(), "vcf_annotation_header_unreadable"),
        (header.annotation.as_ref().is_some_and(|layout| layout.symbol.is_none()), "vcf_annotation_without_symbol"),
        (header.annotation.as_ref().is_some_and(|layout| layout.info_key() == "EFF"), "vcf_effect_field_not_verified"),
        (tally.records() == 0, "vcf_no_records"),
        (is_unannotated(tally), "vcf_nothing_annotated"),
    ];
    let mut notices: Vec<Notice> =
        flags.into_iter().filter(|(told, _)| *told).map(|(_, code)| file.notice(code)).collect();
    notices.extend(
        counted("vcf_header_lines_odd", header.odd_lines)
            .map(|notice| notice.with("line", header.first_odd_line.unwrap_or_default())),
    );
    notices.extend(
        [
            ("vcf_annotation_undescribed", oddities.undescribed_annotations),
            ("vcf_unannotated", unannotated),
            ("vcf_unannotated_only_in_table", oddities.only_in_table),
            ("vcf_shared_consequence_missing", oddities.open_pointers),
            ("vcf_annotation_of_other_alleles", oddities.unpaired_entries),
            ("vcf_structural_not_read", tally.count_alleles(Bin::NotReadYet)),
            ("vcf_alleles_in_maf_spelling", oddities.dash_alleles),
            ("text_not_utf8", oddities.lossy_lines),
            ("records_malformed", tally.count(Bin::Malformed)),
        ]
        .into_iter()
        .filter_map(|(code, count)| counted(code, count)),
    );
    let untested = header.callers.iter().filter(|caller| !caller.is_verified());
    notices.extend(untested.map(|caller| file.notice("vcf_caller_not_verified").with("caller", caller.name())));
    notices
}
