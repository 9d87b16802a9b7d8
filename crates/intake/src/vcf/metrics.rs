//! Depth and allele fraction of one allele in one sample, by the fields that its caller writes.
//!
//! Callers disagree about fields, so the formula that was used is kept beside the number. A fraction that the caller
//! states is taken before one that is computed; a computed one is rounded to four digits.

use model::Decimal;
use model::small_variant::CallMetrics;

use super::info_fields::InfoFields;
use super::sample_values::SampleValues;
use crate::number::{fraction, percent_as_fraction, ratio};

/// The allele whose reads are counted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CountedAllele<'a> {
    pub(crate) reference: &'a str,
    pub(crate) alternate: &'a str,
    /// 0 for the first alternate of the record.
    pub(crate) index: usize,
    /// How many alternates the record has.
    pub(crate) of: usize,
}

/// Reads for and against an allele.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Counts {
    reference: u32,
    alternate: u32,
    formula: &'static str,
}

/// What one sample shows of one allele; `None` when its fields say nothing.
pub(crate) fn metrics(sample: &SampleValues<'_>, allele: CountedAllele<'_>) -> Option<CallMetrics> {
    let counts = counts(sample, allele);
    let stated = stated_fraction(sample, allele);
    let (vaf_fraction, formula) = match (stated, counts) {
        (Some((value, formula)), _) => (Some(value), Some(formula)),
        (None, Some(counts)) => (ratio(counts.alternate, total(sample, allele, counts)), Some(counts.formula)),
        (None, None) => (None, None),
    };
    let metrics = CallMetrics {
        depth_reads: sample.count("DP").or_else(|| counts.map(|counts| total(sample, allele, counts))),
        alternate_reads: counts.map(|counts| counts.alternate),
        vaf_formula: vaf_fraction.and(formula).map(str::to_owned),
        vaf_fraction,
    };
    let told = metrics.depth_reads.is_some() || metrics.alternate_reads.is_some() || metrics.vaf_fraction.is_some();
    told.then_some(metrics)
}

/// `INFO/TVAF` and `INFO/TDP`, as PCGR inputs carry them.
pub(crate) fn info_metrics(tvaf: Option<&str>, tdp: Option<&str>, allele: CountedAllele<'_>) -> Option<CallMetrics> {
    let own = |list: &str| {
        let members: Vec<&str> = list.split(',').collect();
        members.get(allele.index).filter(|_| members.len() == allele.of).map(|member| (*member).to_owned())
    };
    let vaf_fraction = tvaf.and_then(own).and_then(|text| fraction(&text));
    let depth_reads = tdp.and_then(|list| list.split(',').next()?.parse().ok());
    (vaf_fraction.is_some() || depth_reads.is_some()).then(|| CallMetrics {
        depth_reads,
        alternate_reads: None,
        vaf_formula: vaf_fraction.map(|_| "INFO/TVAF".to_owned()),
        vaf_fraction,
    })
}

/// `INFO/AF`, `INFO/DP` and `INFO/DP4`, where the caller has one sample and writes no column for it (LoFreq), or no read
/// counts into it (bcftools call).
pub(crate) fn sample_in_info(info: &InfoFields<'_>, allele: CountedAllele<'_>) -> Option<CallMetrics> {
    let counts = info.strand_counts.and_then(|list| {
        let members: Vec<Option<u32>> = list.split(',').map(|member| member.parse().ok()).collect();
        strands(&members, allele, "INFO/DP4")
    });
    let stated = info.allele_fraction.filter(|_| allele.of == 1).and_then(fraction);
    let total = counts.map(|counts| counts.reference.saturating_add(counts.alternate));
    let computed = || counts.zip(total).and_then(|(counts, total)| ratio(counts.alternate, total));
    let formula = if stated.is_some() { "INFO/AF" } else { "INFO/DP4" };
    let vaf_fraction = stated.or_else(computed);
    let depth_reads = info.depth.and_then(|depth| depth.parse().ok()).or(total);
    (vaf_fraction.is_some() || counts.is_some()).then(|| CallMetrics {
        depth_reads,
        alternate_reads: counts.map(|counts| counts.alternate),
        vaf_formula: vaf_fraction.map(|_| formula.to_owned()),
        vaf_fraction,
    })
}

/// `AF` (Mutect2, DRAGEN, Clair3 and most), `VAF` (DeepVariant), `FA` (MuTect 1), `FREQ` (VarScan, percent).
fn stated_fraction(sample: &SampleValues<'_>, allele: CountedAllele<'_>) -> Option<(Decimal, &'static str)> {
    let own = |key: &str| {
        let list = sample.text(key)?;
        let members: Vec<&str> = list.split(',').collect();
        members.get(allele.index).filter(|_| members.len() == allele.of).map(|member| (*member).to_owned())
    };
    let plain = |key: &str, formula| own(key).and_then(|text| fraction(&text)).map(|value| (value, formula));
    let stated = plain("AF", "FORMAT/AF").or_else(|| plain("VAF", "FORMAT/VAF")).or_else(|| plain("FA", "FORMAT/FA"));
    stated.or_else(|| {
        let text = own("FREQ")?;
        let value = text.strip_suffix('%').and_then(percent_as_fraction).or_else(|| fraction(&text))?;
        Some((value, "FORMAT/FREQ"))
    })
}

fn counts(sample: &SampleValues<'_>, allele: CountedAllele<'_>) -> Option<Counts> {
    strelka_indel(sample, allele)
        .or_else(|| strelka_snv(sample, allele))
        .or_else(|| allelic_depths(sample, allele))
        .or_else(|| varscan(sample, allele))
        .or_else(|| freebayes(sample, allele))
        .or_else(|| vardict(sample, allele))
        .or_else(|| strand_counts(sample, allele))
        .or_else(|| base_counts(sample, allele))
}

/// What the alternate reads are divided by.
fn total(sample: &SampleValues<'_>, allele: CountedAllele<'_>, counts: Counts) -> u32 {
    let all = match counts.formula {
        "FORMAT/AD" if allele.of > 1 => sample.counts("AD"),
        _ => None,
    };
    all.map_or(counts.reference.saturating_add(counts.alternate), |depths| {
        depths.iter().flatten().fold(0, |sum: u32, depth| sum.saturating_add(*depth))
    })
}

/// One depth per allele, reference first.
fn allelic_depths(sample: &SampleValues<'_>, allele: CountedAllele<'_>) -> Option<Counts> {
    let depths = sample.counts("AD").filter(|depths| depths.len() == allele.of + 1)?;
    let reference = depths.first().copied().flatten()?;
    let alternate = depths.get(allele.index + 1).copied().flatten()?;
    Some(Counts { reference, alternate, formula: "FORMAT/AD" })
}

/// Tier 1 base counts, substitutions (Strelka 2 user guide, "Somatic variant allele frequencies").
fn strelka_snv(sample: &SampleValues<'_>, allele: CountedAllele<'_>) -> Option<Counts> {
    if allele.reference.len() != 1 || allele.alternate.len() != 1 {
        return None;
    }
    let tier_1 = |base: &str| sample.counts(&format!("{base}U"))?.first().copied().flatten();
    let (reference, alternate) = (tier_1(allele.reference)?, tier_1(allele.alternate)?);
    Some(Counts { reference, alternate, formula: "FORMAT/{A,C,G,T}U tier 1" })
}

/// Tier 1 counts for and against an indel (same guide).
fn strelka_indel(sample: &SampleValues<'_>, allele: CountedAllele<'_>) -> Option<Counts> {
    let tier_1 = |key: &str| sample.counts(key)?.first().copied().flatten();
    let (reference, alternate) = (tier_1("TAR")?, tier_1("TIR")?);
    (allele.of == 1).then_some(Counts { reference, alternate, formula: "FORMAT/{TAR,TIR} tier 1" })
}

/// `RD` reference reads, `AD` alternate reads.
fn varscan(sample: &SampleValues<'_>, allele: CountedAllele<'_>) -> Option<Counts> {
    let (reference, alternate) = (sample.count("RD")?, sample.count("AD")?);
    (allele.of == 1).then_some(Counts { reference, alternate, formula: "FORMAT/{RD,AD}" })
}

/// `RO` reference reads, `AO` alternate reads per allele.
fn freebayes(sample: &SampleValues<'_>, allele: CountedAllele<'_>) -> Option<Counts> {
    let alternates = sample.counts("AO").filter(|alternates| alternates.len() == allele.of)?;
    let alternate = alternates.get(allele.index).copied().flatten()?;
    Some(Counts { reference: sample.count("RO")?, alternate, formula: "FORMAT/{RO,AO}" })
}

/// `VD` alternate reads of `DP`.
fn vardict(sample: &SampleValues<'_>, allele: CountedAllele<'_>) -> Option<Counts> {
    let (alternate, depth) = (sample.count("VD")?, sample.count("DP")?);
    let reference = depth.checked_sub(alternate).filter(|_| allele.of == 1)?;
    Some(Counts { reference, alternate, formula: "FORMAT/{VD,DP}" })
}

/// Reference forward and reverse, alternate forward and reverse.
fn strand_counts(sample: &SampleValues<'_>, allele: CountedAllele<'_>) -> Option<Counts> {
    strands(&sample.counts("DP4")?, allele, "FORMAT/DP4")
}

fn strands(counts: &[Option<u32>], allele: CountedAllele<'_>, formula: &'static str) -> Option<Counts> {
    match counts {
        [Some(a), Some(b), Some(c), Some(d)] if allele.of == 1 => {
            Some(Counts { reference: a.saturating_add(*b), alternate: c.saturating_add(*d), formula })
        }
        _ => None,
    }
}

/// `BCOUNT` of SomaticSniper: reads of A, C, G and T.
fn base_counts(sample: &SampleValues<'_>, allele: CountedAllele<'_>) -> Option<Counts> {
    let counts = sample.counts("BCOUNT").filter(|counts| counts.len() == 4)?;
    let of = |base: &str| ["A", "C", "G", "T"].iter().zip(&counts).find(|(own, _)| **own == base)?.1.as_ref().copied();
    Some(Counts { reference: of(allele.reference)?, alternate: of(allele.alternate)?, formula: "FORMAT/BCOUNT" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(
        keys: &str,
        values: &str,
        alleles: (&str, &str),
        place: (usize, usize),
    ) -> (String, String, String, String) {
        let keys: Vec<&str> = keys.split(':').collect();
        let sample = SampleValues::new(&keys, values).unwrap();
        let (index, of) = place;
        let allele = CountedAllele { reference: alleles.0, alternate: alleles.1, index, of };
        let metrics = metrics(&sample, allele).unwrap();
        let shown = |count: Option<u32>| count.map_or("-".to_owned(), |count| count.to_string());
        (
            metrics.vaf_fraction.map_or("-".to_owned(), |vaf| vaf.to_string()),
            metrics.vaf_formula.unwrap_or_default(),
            shown(metrics.alternate_reads),
            shown(metrics.depth_reads),
        )
    }

    #[test]
    fn each_caller_is_read_by_its_own_fields() {
        for (keys, values, alleles, place, vaf, formula, alternate, depth) in [
            ("GT:AD:AF:DP", "0/1:57,3:0.0522:60", ("A", "G"), (0, 1), "0.0522", "FORMAT/AF", "3", "60"),
            (
                "GT:AD:AF",
                "0/1/2/3:5,401,67,49:0.768,0.128,0.094",
                ("A", "C"),
                (1, 3),
                "0.128",
                "FORMAT/AF",
                "67",
                "522",
            ),
            ("GT:AD:BQ:DP:FA", "0/1:57,1:35:58:0.017", ("A", "G"), (0, 1), "0.017", "FORMAT/FA", "1", "58"),
            ("GT:AD:DP:FREQ:RD", "0/1:90:741:11.56%25:612", ("A", "G"), (0, 1), "0.1156", "FORMAT/FREQ", "90", "741"),
            ("GT:AD:DP:RD", "0/1:10:41:30", ("A", "G"), (0, 1), "0.25", "FORMAT/{RD,AD}", "10", "41"),
            (
                "DP:FDP:SDP:SUBDP:AU:CU:GU:TU",
                "28:0:0:0:11,11:0,0:17,17:0,0",
                ("G", "A"),
                (0, 1),
                "0.3929",
                "FORMAT/{A,C,G,T}U tier 1",
                "11",
                "28",
            ),
            ("DP:TAR:TIR", "94:13,13:78,78", ("GC", "G"), (0, 1), "0.8571", "FORMAT/{TAR,TIR} tier 1", "78", "94"),
            ("GT:AD", "0/1:30,10", ("A", "G"), (0, 1), "0.25", "FORMAT/AD", "10", "40"),
            ("GT:AD", "1/2:10,20,10", ("A", "G"), (1, 2), "0.25", "FORMAT/AD", "10", "40"),
            ("GT:DP:VD:AF", "0/1:4046:1209:0.299", ("A", "G"), (0, 1), "0.299", "FORMAT/AF", "1209", "4046"),
            ("GT:RO:AO", "0/1:30:10", ("A", "G"), (0, 1), "0.25", "FORMAT/{RO,AO}", "10", "40"),
            ("GT:GQ:DP:AD:VAF:PL", "0/1:40:50:30,20:0.4:9,0,9", ("A", "G"), (0, 1), "0.4", "FORMAT/VAF", "20", "50"),
            ("GT:BCOUNT:DP", "0/1:30,0,10,0:40", ("A", "G"), (0, 1), "0.25", "FORMAT/BCOUNT", "10", "40"),
            ("GT:DP:AD:BQ:SS", "0/1:40:30,10:30,30:2", ("A", "G"), (0, 1), "0.25", "FORMAT/AD", "10", "40"),
            ("GT:DP:DP4", "0/1:80:13,9,28,26", ("A", "G"), (0, 1), "0.7105", "FORMAT/DP4", "54", "80"),
        ] {
            let expected = (vaf.to_owned(), formula.to_owned(), alternate.to_owned(), depth.to_owned());
            assert_eq!(seen(keys, values, alleles, place), expected, "{keys} {values}");
        }
    }

    #[test]
    fn nothing_is_said_where_the_fields_say_nothing() {
        let allele = CountedAllele { reference: "A", alternate: "G", index: 0, of: 1 };
        for (keys, values) in [("GT", "0/1"), ("GT:AD", "0/1:x"), ("GT:AF", "0/1:7.5"), ("GT:AD:DP", "0/1:.:.")] {
            let keys: Vec<&str> = keys.split(':').collect();
            assert_eq!(metrics(&SampleValues::new(&keys, values).unwrap(), allele), None, "{keys:?} {values}");
        }
    }

    #[test]
    fn lofreq_has_its_one_sample_in_info() {
        let allele = |of| CountedAllele { reference: "A", alternate: "G", index: 0, of };
        let fields = |text| InfoFields::read(text, None);
        let lofreq = sample_in_info(&fields("DP=100;AF=0.1;SB=0;DP4=45,45,5,5"), allele(1)).unwrap();
        assert_eq!((lofreq.depth_reads, lofreq.alternate_reads), (Some(100), Some(10)));
        assert_eq!(
            (lofreq.vaf_fraction.unwrap().to_string(), lofreq.vaf_formula.unwrap()),
            ("0.1".into(), "INFO/AF".into())
        );
        let bcftools = sample_in_info(&fields("DP=50;DP4=15,15,5,5"), allele(1)).unwrap();
        assert_eq!(bcftools.vaf_formula.as_deref(), Some("INFO/DP4"));
        assert_eq!(sample_in_info(&fields("DP=50;DP4=15,15,5,5"), allele(2)), None);
    }

    #[test]
    fn a_fraction_in_info_is_per_allele() {
        let allele = |index, of| CountedAllele { reference: "A", alternate: "G", index, of };
        let vaf = |tvaf, index, of| info_metrics(Some(tvaf), Some("29"), allele(index, of)).unwrap().vaf_fraction;
        assert_eq!(vaf("0.275862068966", 0, 1).unwrap().to_string(), "0.275862068966");
        assert_eq!(vaf("0.1,0.2", 1, 2).unwrap().to_string(), "0.2");
        assert_eq!(vaf("0.1", 1, 2), None);
    }
}
