//! Inputs that look mixed up. Nothing here changes a value: a person is asked to look.

mod persons;

use model::case_input::CaseInput;
use model::ledger::Bin;
use model::notice::Notice;
use model::profile::MolecularProfile;
use model::small_variant::CallMetrics;

use crate::sample_sites::FileSites;

/// Fewer sites say nothing about a file.
const SITES_NEEDED: usize = 10;

/// Alleles with a fraction in tumour and normal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PairCount {
    sites: usize,
    /// More of the allele in the normal.
    higher_in_normal: usize,
}

impl PairCount {
    pub(crate) fn add(&mut self, tumor: Option<&CallMetrics>, normal: Option<&CallMetrics>) {
        let fraction = |metrics: Option<&CallMetrics>| metrics?.vaf_fraction;
        if let Some((tumor, normal)) = fraction(tumor).zip(fraction(normal)) {
            self.sites += 1;
            self.higher_in_normal += usize::from(normal > tumor);
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.sites += other.sites;
        self.higher_in_normal += other.higher_in_normal;
    }
}

/// Notices about the joined input. A sample name that looks like a person is never repeated.
pub(crate) fn notices(input: &CaseInput, left_out: PairCount, sites: &[FileSites]) -> Vec<Notice> {
    let names = input
        .profiles
        .iter()
        .flat_map(|profile| [Some(&profile.tumor_sample), profile.normal_sample.as_ref()].into_iter().flatten());
    let identifying = names.filter(|name| may_identify(name)).count();
    let mut notices = Vec::new();
    if identifying > 0 {
        notices.push(Notice::new("sample_name_may_identify").with("count", identifying));
    }
    notices.extend(input.profiles.iter().filter_map(|profile| swapped(profile, input, left_out)));
    let sex = input.clinical.as_ref().map(|clinical| clinical.patient.sex);
    notices.extend(persons::notices(sites, input.pedigree.as_ref(), sex));
    notices
}

/// Calls against a normal that show more of the allele in the normal, or not at all in the tumour. What the selection left
/// out counts too: a question about the file does not depend on what the knowledge base asks for.
fn swapped(profile: &MolecularProfile, input: &CaseInput, mut pairs: PairCount) -> Option<Notice> {
    profile.normal_sample.as_ref()?;
    profile.small_variants.iter().for_each(|one| pairs.add(one.tumor.as_ref(), one.normal.as_ref()));
    let absent: u64 = input.ledger.files.iter().filter_map(|file| file.alleles.get(&Bin::NotInTumor)).sum();
    let absent = usize::try_from(absent).unwrap_or(usize::MAX);
    // Alleles that the tumour lacks are not kept, so they stand in the ledger only.
    let (sites, against) = (pairs.sites + absent, pairs.higher_in_normal + absent);
    let most = against.saturating_mul(5) >= sites.saturating_mul(4);
    (input.profiles.len() == 1 && sites >= SITES_NEEDED && most)
        .then(|| Notice::new("tumor_normal_may_be_swapped").with("sites", sites).with("count", against))
}

/// Kanji or kana, two words of letters, a date, or a bare number as hospitals give to patients.
fn may_identify(name: &str) -> bool {
    let name = name.trim();
    let japanese = name
        .chars()
        .any(|c| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}'));
    let words: Vec<&str> = name.split([' ', '\u{3000}', ',']).filter(|word| !word.is_empty()).collect();
    let two_words =
        words.len() == 2 && words.iter().all(|word| word.len() > 1 && word.chars().all(char::is_alphabetic));
    let number = (6..=10).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_digit());
    japanese || two_words || number || holds_date(name)
}

/// A day of the last hundred years or so: `19580412`, `1958-04-12`, `1958/04/12`.
fn holds_date(name: &str) -> bool {
    let separators = ['-', '/', '.', '_'];
    let runs = name.split(|c: char| !c.is_ascii_digit() && !separators.contains(&c));
    runs.map(|run| run.chars().filter(char::is_ascii_digit).collect::<String>()).any(|digits| {
        let part = |from: usize, to: usize| digits.get(from..to).and_then(|text| text.parse::<u16>().ok());
        digits.len() == 8
            && part(0, 4).is_some_and(|year| (1900..=2099).contains(&year))
            && part(4, 6).is_some_and(|month| (1..=12).contains(&month))
            && part(6, 8).is_some_and(|day| (1..=31).contains(&day))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use model::assembly::Assembly;
    use model::canonical::ContentHash;
    use model::evidence::AlleleOrigin;
    use model::ledger::{FileLedger, Ledger};
    use model::small_variant::{RecordSource, SmallVariant};
    use model::variation::{Allele, VcfPosition};

    use super::*;

    #[test]
    fn names_that_look_like_a_person_are_told_apart_from_sample_codes() {
        for (name, expected) in [
            ("架空 太郎", true),
            ("ヤマダ", true),
            ("Kakuu Taro", true),
            ("00123456", true),
            ("T_1958-04-12", true),
            ("S19580412A", true),
            ("TUMOR", false),
            ("HCC1395_TUMOR_DNA", false),
            ("NA12878", false),
            ("S20231211000001", false),
            ("LUAD-01-T", false),
            ("1094PC0012", false),
        ] {
            assert_eq!(may_identify(name), expected, "{name}");
        }
    }

    fn input(pairs: &[(&str, &str)], not_in_tumor: u64) -> CaseInput {
        let metrics = |vaf: &str| CallMetrics {
            depth_reads: None,
            alternate_reads: None,
            vaf_fraction: vaf.parse().ok(),
            vaf_formula: None,
        };
        let mut profile = MolecularProfile::empty("架空 太郎", Assembly::GRCh38);
        profile.normal_sample = Some("N".to_owned());
        profile.small_variants = pairs
            .iter()
            .zip(1..)
            .map(|((tumor, normal), position)| SmallVariant {
                allele: Allele {
                    assembly: Assembly::GRCh38,
                    contig: "1".into(),
                    position: VcfPosition(position),
                    reference: "A".to_owned(),
                    alternate: "C".to_owned(),
                },
                consequences: Vec::new(),
                origin: AlleleOrigin::Unknown,
                tumor: Some(metrics(tumor)),
                normal: Some(metrics(normal)),
                phase_set: None,
                phased_haplotype: None,
                aligned: None,
                population: None,
                reported: None,
                source: RecordSource { file: 0, line: 1 },
            })
            .collect();
        let file = FileLedger {
            name: "f".to_owned(),
            format: "vcf".to_owned(),
            sha256: ContentHash::of_bytes(b""),
            records: 0,
            bins: BTreeMap::new(),
            alleles: [(Bin::NotInTumor, not_in_tumor)].into(),
            malformed: Vec::new(),
        };
        CaseInput {
            pedigree: None,
            profiles: vec![profile],
            clinical: None,
            ledger: Ledger { files: vec![file] },
            notices: Vec::new(),
        }
    }

    fn codes(input: &CaseInput) -> Vec<String> {
        codes_with(input, PairCount::default())
    }

    fn codes_with(input: &CaseInput, left_out: PairCount) -> Vec<String> {
        let notices = notices(input, left_out, &[]);
        assert!(notices.iter().all(|notice| notice.parameters.values().all(|value| !value.contains("架空"))));
        notices.into_iter().map(|notice| notice.code).collect()
    }

    #[test]
    fn a_normal_that_shows_more_than_the_tumour_is_said_aloud() {
        let identifying = "sample_name_may_identify".to_owned();
        let swap = "tumor_normal_may_be_swapped".to_owned();
        assert_eq!(codes(&input(&[("0.01", "0.4"); 12], 0)), [identifying.clone(), swap.clone()]);
        assert_eq!(codes(&input(&[("0.01", "0.4"); 2], 30)), [identifying.clone(), swap]);
        assert_eq!(codes(&input(&[("0.4", "0.01"); 12], 2)), std::slice::from_ref(&identifying));
        assert_eq!(codes(&input(&[("0.01", "0.4"); 5], 0)), std::slice::from_ref(&identifying), "too few sites");
        let left_out = PairCount { sites: 8, higher_in_normal: 8 };
        assert_eq!(codes_with(&input(&[("0.01", "0.4"); 5], 0), left_out).len(), 2, "what was left out counts too");
    }
}
