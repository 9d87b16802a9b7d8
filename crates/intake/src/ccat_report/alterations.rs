//! What one row of C-CAT's table says about a variant.

use model::Decimal;
use model::assembly::Assembly;
use model::copy_number::CopyNumberMeasure;
use model::evidence::AlleleOrigin;
use model::hgvs::HgvsP;
use model::small_variant::{CallMetrics, RecordSource, SmallVariant, TranscriptConsequence, TranscriptSelection};
use model::structural::{CopyNumberAlteration, Rearrangement, RearrangementKind};
use model::variation::{Allele, Contig, VcfPosition};

use super::columns::Columns;
use crate::fusion_table::names;
use crate::implied_consequence::implied;
use crate::number::{fraction, whole, with_unit};
use crate::patient_table::PatientRow;
use crate::result_codes::{allele_origin, copy_number_change, rearrangement_kind};

/// Classes of rows that have a list of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    SmallVariant,
    CopyNumber,
    Rearrangement,
    Biomarker,
}

/// The class of a row; `None` for one that is not known.
pub(super) fn row_kind(text: &str) -> Option<RowKind> {
    match text.trim().to_lowercase().as_str() {
        "small_scale_variant" => Some(RowKind::SmallVariant),
        "other_biomarker" => Some(RowKind::Biomarker),
        "fusion" | "rearrangement" => Some(RowKind::Rearrangement),
        "copy_number_alteration" | "copy_number_variation" | "cnv" | "cna" => Some(RowKind::CopyNumber),
        _ => None,
    }
}

/// The origin as stated; unknown where it is not.
pub(super) fn origin(columns: &Columns, row: &PatientRow) -> AlleleOrigin {
    let stated = row.stated(columns.origin);
    stated.and_then(|text| allele_origin(Some(text))).unwrap_or(AlleleOrigin::Unknown)
}

/// The small variant of a row; `None` where its place or bases are not stated.
pub(super) fn small_variant(
    (columns, formula): (&Columns, Option<&str>),
    row: &PatientRow,
    assembly: Assembly,
    source: RecordSource,
) -> Option<SmallVariant> {
    let origin = origin(columns, row);
    let allele = Allele {
        assembly,
        contig: Contig::from(row.stated(columns.contig)?),
        position: VcfPosition(row.stated(columns.position)?.parse().ok().filter(|position| *position > 0)?),
        reference: bases(row.stated(columns.reference)?)?,
        alternate: bases(row.stated(columns.alternate)?)?,
    };
    let read = row.stated(columns.fraction).and_then(fraction_with_reads);
    // The table does not say in which sample a germline variant was counted.
    let read = read.filter(|_| origin == AlleleOrigin::Somatic);
    let tumor = read.map(|(vaf, reads)| CallMetrics {
        depth_reads: reads.map(|(_, depth)| depth),
        alternate_reads: reads.map(|(alternate, _)| alternate),
        vaf_fraction: Some(vaf),
        vaf_formula: formula.map(str::to_owned),
    });
    let consequences = vec![consequence(columns, row)];
    Some(SmallVariant {
        allele,
        consequences,
        origin,
        tumor,
        normal: None,
        phase_set: None,
        phased_haplotype: None,
        aligned: None,
        population: None,
        reported: None,
        source,
    })
}

fn consequence(columns: &Columns, row: &PatientRow) -> TranscriptConsequence {
    let change = row.stated(columns.change);
    let coding = |text: &str| text.starts_with("c.") || text.contains(":c.");
    let hgvsc = change.filter(|text| coding(text)).map(str::to_owned);
    let hgvsp = change.filter(|text| !coding(text)).map(HgvsP::from);
    let terms = implied(hgvsc.as_deref(), hgvsp.as_ref().map(|hgvsp| &hgvsp.change));
    TranscriptConsequence {
        gene: row.stated(columns.gene).or(row.stated(Some(columns.marker))).map(str::to_owned),
        transcript: row.stated(columns.transcript).map(str::to_owned),
        selection: TranscriptSelection::Canonical,
        terms,
        hgvsc,
        hgvsp,
        exon: None,
        intron: None,
    }
}

/// The copy-number change of a row; `None` where its direction is not stated in a known word.
pub(super) fn copy_number(columns: &Columns, row: &PatientRow, source: RecordSource) -> Option<CopyNumberAlteration> {
    let number = row.stated(columns.copies).and_then(with_unit);
    let (value, unit) = number.map_or((None, None), |(value, unit)| (Some(value), unit));
    let said = [columns.change, columns.copies].into_iter().filter_map(|column| row.stated(column));
    Some(CopyNumberAlteration {
        gene: row.stated(columns.gene).or(row.stated(Some(columns.marker)))?.to_owned(),
        change: said.into_iter().find_map(copy_number_change)?,
        value,
        unit,
        measured: CopyNumberMeasure::default(),
        origin: origin(columns, row),
        reported: None,
        source,
    })
}

/// The fusion of a row; `None` where its name cannot be split without guessing. The order of the genes is as written.
pub(super) fn rearrangement(columns: &Columns, row: &PatientRow, source: RecordSource) -> Option<Rearrangement> {
    let name = names::read(row.stated(Some(columns.marker))?)?;
    let stated = row.stated(columns.change).and_then(rearrangement_kind);
    let kind = match (name.skipped_exon, stated) {
        (Some(_), _) => RearrangementKind::ExonSkipping,
        (None, Some(kind)) => kind,
        (None, None) => RearrangementKind::Other,
    };
    let one_gene = name.five_prime.is_some() && name.five_prime == name.three_prime;
    Some(Rearrangement {
        detail: name.skipped_exon.map(|exon| format!("exon {exon}")),
        five_prime: name.five_prime,
        three_prime: name.three_prime.filter(|_| !one_gene),
        kind,
        order_stated: false,
        supporting_reads: None,
        call: None,
        origin: origin(columns, row),
        reported: None,
        source,
    })
}

fn bases(text: &str) -> Option<String> {
    let text = text.to_ascii_uppercase();
    (!text.is_empty() && text.bytes().all(|byte| b"ACGTN".contains(&byte))).then_some(text)
}

/// `0.21 (105/502)`: the fraction, the reads with the change and all reads.
fn fraction_with_reads(text: &str) -> Option<(Decimal, Option<(u32, u32)>)> {
    let (number, behind) = text.split_once('(').unwrap_or((text, ""));
    let reads = behind.trim().strip_suffix(')').and_then(|reads| reads.split_once('/'));
    let reads = reads.and_then(|(some, all)| whole(some).zip(whole(all)));
    Some((fraction(number)?, reads.filter(|(some, all)| some <= all)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_is_read_with_its_reads_and_impossible_reads_are_left_out() {
        let value = Decimal::new(21, 2);
        assert_eq!(fraction_with_reads("0.21 (105/502)"), Some((value, Some((105, 502)))));
        assert_eq!(fraction_with_reads("0.21"), Some((value, None)));
        assert_eq!(fraction_with_reads("0.21 (502/105)"), Some((value, None)));
        assert_eq!(fraction_with_reads("high (1/2)"), None);
    }

    #[test]
    fn an_unknown_class_is_no_class() {
        assert_eq!(row_kind("small_scale_variant"), Some(RowKind::SmallVariant));
        assert_eq!(row_kind("methylation"), None);
    }
}
