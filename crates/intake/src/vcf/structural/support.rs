//! Reads for a structural variant, by the fields that its caller writes. The formula is kept beside the numbers.

use model::structural_variant::StructuralSupport;

use super::info::StructuralInfo;
use crate::number::{fraction, ratio};
use crate::vcf::sample_values::SampleValues;

/// GRIDSS and its descendants; no real file of them is among our tests.
pub(super) const GRIDSS: &str = "FORMAT/{VF,REF,REFPAIR}";
/// A single breakend of GRIDSS.
pub(super) const GRIDSS_SINGLE: &str = "FORMAT/{BVF,REF,REFPAIR}";

/// What one sample shows of alternate `index`; `None` when its fields say nothing.
pub(super) fn of_sample(
    sample: &SampleValues<'_>,
    info: &StructuralInfo<'_>,
    index: usize,
) -> Option<StructuralSupport> {
    gridss(sample)
        .or_else(|| manta(sample, index))
        .or_else(|| delly(sample, info))
        .or_else(|| allelic_depths(sample, index))
}

/// Sniffles without sample columns, and callers that count in INFO only.
pub(super) fn of_info(info: &StructuralInfo<'_>) -> Option<StructuralSupport> {
    let count = |key: &str| info.number(key, 0).and_then(|count| u32::try_from(count).ok());
    if let Some(reads) = count("SUPPORT") {
        return Some(StructuralSupport {
            alternate_reads: Some(reads),
            vaf_fraction: info.text("AF").and_then(fraction),
            formula: "INFO/SUPPORT".to_owned(),
            ..StructuralSupport::default()
        });
    }
    let (pairs, split) = (count("PE"), count("SR"));
    (pairs.is_some() || split.is_some()).then(|| StructuralSupport {
        alternate_reads: Some(pairs.unwrap_or(0).saturating_add(split.unwrap_or(0))),
        junction_reads: split,
        spanning_pairs: pairs,
        formula: "INFO/{PE,SR}".to_owned(),
        ..StructuralSupport::default()
    })
}

/// Manta and DRAGEN: reference first, then each alternate, for spanning pairs (`PR`) and split reads (`SR`).
fn manta(sample: &SampleValues<'_>, index: usize) -> Option<StructuralSupport> {
    let pair = |key: &str| {
        let counts = sample.counts(key)?;
        Some((counts.first().copied().flatten()?, counts.get(index + 1).copied().flatten()?))
    };
    let (pairs, split) = (pair("PR"), pair("SR"));
    if pairs.is_none() && split.is_none() {
        return None;
    }
    let (reference, alternate) =
        [pairs, split].into_iter().flatten().fold((0u32, 0u32), |sum, (reference, alternate)| {
            (sum.0.saturating_add(reference), sum.1.saturating_add(alternate))
        });
    let formula = match (pairs, split) {
        (Some(_), Some(_)) => "FORMAT/{PR,SR}",
        (Some(_), None) => "FORMAT/PR",
        (None, _) => "FORMAT/SR",
    };
    let mut support = counted(reference, alternate, formula);
    support.spanning_pairs = pairs.map(|(_, alternate)| alternate);
    support.junction_reads = split.map(|(_, alternate)| alternate);
    Some(support)
}

/// Delly: junction reads (`RR`, `RV`) where the variant is precise, pairs (`DR`, `DV`) where not. Sniffles has the second
/// two only, and counts reads in them.
fn delly(sample: &SampleValues<'_>, info: &StructuralInfo<'_>) -> Option<StructuralSupport> {
    let both = |reference: &str, alternate: &str| Some((sample.count(reference)?, sample.count(alternate)?));
    let (junction, pairs) = (both("RR", "RV"), both("DR", "DV"));
    let (counts, formula) = match (junction, pairs) {
        (Some(junction), _) if !info.flag("IMPRECISE") => (junction, "FORMAT/{RR,RV}"),
        (_, Some(pairs)) => (pairs, "FORMAT/{DR,DV}"),
        (Some(junction), None) => (junction, "FORMAT/{RR,RV}"),
        (None, None) => return None,
    };
    let mut support = counted(counts.0, counts.1, formula);
    support.junction_reads = junction.map(|(_, alternate)| alternate);
    support.spanning_pairs = junction.and(pairs).map(|(_, alternate)| alternate);
    Some(support)
}

/// GRIDSS: fragments for the variant, and reads and pairs that show the reference at the breakend.
fn gridss(sample: &SampleValues<'_>) -> Option<StructuralSupport> {
    let (reference, pairs) = (sample.count("REF")?, sample.count("REFPAIR")?);
    let (fragments, formula) = match (sample.count("VF"), sample.count("BVF")) {
        (Some(0) | None, Some(single)) if single > 0 => (single, GRIDSS_SINGLE),
        (Some(fragments), _) => (fragments, GRIDSS),
        (None, Some(single)) => (single, GRIDSS_SINGLE),
        (None, None) => return None,
    };
    Some(counted(reference.saturating_add(pairs), fragments, formula))
}

/// `AD` with one depth per allele.
fn allelic_depths(sample: &SampleValues<'_>, index: usize) -> Option<StructuralSupport> {
    let depths = sample.counts("AD")?;
    let (reference, alternate) = (depths.first().copied().flatten()?, depths.get(index + 1).copied().flatten()?);
    Some(counted(reference, alternate, "FORMAT/AD"))
}

fn counted(reference: u32, alternate: u32, formula: &str) -> StructuralSupport {
    let depth = reference.saturating_add(alternate);
    StructuralSupport {
        depth_reads: Some(depth),
        alternate_reads: Some(alternate),
        vaf_fraction: ratio(alternate, depth),
        formula: formula.to_owned(),
        ..StructuralSupport::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(keys: &str, values: &str, info: &str) -> (String, Option<u32>, Option<u32>, String) {
        let keys: Vec<&str> = keys.split(':').collect();
        let sample = SampleValues::new(&keys, values).unwrap();
        let support = of_sample(&sample, &StructuralInfo::read(info), 0).unwrap();
        let vaf = support.vaf_fraction.map_or("-".to_owned(), |vaf| vaf.to_string());
        (support.formula, support.alternate_reads, support.depth_reads, vaf)
    }

    #[test]
    fn each_caller_is_read_by_its_own_fields() {
        for (keys, values, info, formula, alternate, depth, vaf) in [
            ("GT:FT:GQ:PL:PR:SR", "1/1:PASS:53:815,56,0:0,2:0,20", ".", "FORMAT/{PR,SR}", 22, 22, "1.0000"),
            ("PR", "17,5", ".", "FORMAT/PR", 5, 22, "0.2273"),
            ("GT:DR:DV:RR:RV", "0/1:0:0:7:4", "PRECISE", "FORMAT/{RR,RV}", 4, 11, "0.3636"),
            ("GT:DR:DV:RR:RV", "0/1:30:10:0:0", "IMPRECISE", "FORMAT/{DR,DV}", 10, 40, "0.25"),
            ("GT:GQ:DR:DV:ID", "0/1:24:27:10:x", "PRECISE", "FORMAT/{DR,DV}", 10, 37, "0.2703"),
            ("GT:VF:REF:REFPAIR:BVF", ".:10:20:10:0", ".", GRIDSS, 10, 40, "0.25"),
            ("GT:VF:REF:REFPAIR:BVF", ".:0:20:10:10", ".", GRIDSS_SINGLE, 10, 40, "0.25"),
            ("GT:AD", "0/1:30,10", ".", "FORMAT/AD", 10, 40, "0.25"),
        ] {
            let (own_formula, own_alternate, own_depth, own_vaf) = seen(keys, values, info);
            assert_eq!((own_formula.as_str(), own_alternate, own_depth), (formula, Some(alternate), Some(depth)));
            assert_eq!(own_vaf.parse::<model::Decimal>(), vaf.parse(), "{keys} {values}");
        }
    }

    #[test]
    fn without_fields_nothing_is_said() {
        let sample = SampleValues::new(&["GT", "PR"], "0/1:5").unwrap();
        assert_eq!(of_sample(&sample, &StructuralInfo::read("."), 0), None);
        let support = of_info(&StructuralInfo::read("PE=3;SR=4")).unwrap();
        assert_eq!((support.alternate_reads, support.formula.as_str()), (Some(7), "INFO/{PE,SR}"));
    }
}
