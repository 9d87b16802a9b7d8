use std::path::Path;

use knowledge::criterion::{Atom, Criterion};
use model::Decimal;
use model::assembly::Assembly;
use model::assessed::Met;
use model::biomarker::{Biomarker, BiomarkerKind, BiomarkerState};
use model::copy_number::{CompositionFit, CopyNumberMeasure, FitDoubt, GeneCopyNumber, TumorComposition};
use model::profile::MolecularProfile;
use model::small_variant::RecordSource;

use super::*;
use crate::evaluate::evaluate;

const SOURCE: RecordSource = RecordSource { file: 0, line: 2 };

fn release() -> Release {
    Release::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge-base")).unwrap()
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn composition(purity: &str, ploidy: &str) -> TumorComposition {
    TumorComposition {
        caller: "PURPLE".to_owned(),
        purity_fraction: Some(number(purity)),
        ploidy: Some(number(ploidy)),
        whole_genome_doubling: None,
        fit: CompositionFit::Passed,
        fit_words: None,
        doubts: None,
        source: SOURCE,
    }
}

fn profile(measured: CopyNumberMeasure, most: Option<&str>) -> MolecularProfile {
    let most = most.map(number);
    MolecularProfile {
        gene_copy_numbers: vec![GeneCopyNumber { gene: "ERBB2".to_owned(), measured, most, source: SOURCE }],
        ..MolecularProfile::empty("T", Assembly::GRCh38)
    }
}

fn total(text: &str) -> CopyNumberMeasure {
    CopyNumberMeasure { total: Some(number(text)), ..CopyNumberMeasure::default() }
}

fn log2(text: &str) -> CopyNumberMeasure {
    CopyNumberMeasure { log2_ratio: Some(number(text)), ..CopyNumberMeasure::default() }
}

fn ask(profile: &MolecularProfile, change: CopyNumberChange) -> (Met, Option<String>) {
    let subject = Criterion::Is(Atom::CopyNumber { gene: "ERBB2".to_owned(), change });
    let answer = evaluate(&subject, &IndexedProfile::new(profile), &release());
    (answer.met, answer.reasons.first().map(|reason| reason.code.clone()))
}

fn with(profile: MolecularProfile, composition: TumorComposition) -> MolecularProfile {
    MolecularProfile { composition: Some(composition), ..profile }
}

#[test]
fn the_cut_off_is_compared_with_the_digits_and_not_with_what_is_shown() {
    for (copies, most, expected, code) in [
        ("6.0001", None, Met::Met, Some("copy_number_above_cut_off")),
        ("6", None, Met::NotAssessed, Some("copy_number_raised")),
        ("2.1", None, Met::NotAssessed, Some("copy_number_raised")),
        ("1.9", Some("40"), Met::NotAssessed, Some("copy_number_partly_amplified")),
        ("2", None, Met::NotMet, None),
    ] {
        let seen = with(profile(total(copies), most), composition("0.6", "2"));
        assert_eq!(ask(&seen, CopyNumberChange::Amplification), (expected, code.map(str::to_owned)), "{copies}");
    }
    for (copies, expected) in [("0.4904", Met::Met), ("0.49999", Met::Met), ("0.5", Met::NotMet), ("1", Met::NotMet)] {
        let seen = with(profile(total(copies), None), composition("0.6", "2"));
        assert_eq!(ask(&seen, CopyNumberChange::HomozygousDeletion).0, expected, "{copies}");
    }
}

#[test]
fn without_purity_and_ploidy_or_with_a_failed_fit_numbers_stay_open() {
    let missing = (Met::NotAssessed, Some("copy_number_purity_missing".to_owned()));
    for measured in [total("40"), log2("4")] {
        assert_eq!(ask(&profile(measured, None), CopyNumberChange::Amplification), missing);
        let failed = TumorComposition { fit: CompositionFit::Failed, ..composition("1", "2") };
        assert_eq!(ask(&with(profile(measured, None), failed), CopyNumberChange::Amplification), missing);
    }
    let unscaled = CopyNumberMeasure { unscaled: Some(number("40")), ..CopyNumberMeasure::default() };
    let seen = with(profile(unscaled, None), composition("0.6", "2"));
    let not_classified = (Met::NotAssessed, Some("copy_number_not_classified".to_owned()));
    assert_eq!(ask(&seen, CopyNumberChange::Amplification), not_classified);
}

#[test]
fn one_ratio_is_amplified_in_a_thin_sample_and_only_raised_in_a_pure_one() {
    // 2^1.2 = 2.297: 2.3 copies of two in all; at purity 1 these are 4.6, at purity 0.2 they are 14.97.
    for (purity, expected) in [("1", Met::NotAssessed), ("0.2", Met::Met)] {
        let seen = with(profile(log2("1.2"), None), composition(purity, "2"));
        assert_eq!(ask(&seen, CopyNumberChange::Amplification).0, expected, "{purity}");
    }
    let subject = Atom::CopyNumber { gene: "ERBB2".to_owned(), change: CopyNumberChange::Amplification };
    let seen = with(profile(log2("1.2"), None), composition("0.2", "2"));
    let answer = evaluate(&Criterion::Is(subject), &IndexedProfile::new(&seen), &release());
    assert_eq!(answer.reasons[0].parameters["copies"], "14.974");
    assert_eq!(answer.reasons[1].code, "copy_number_from_log2");
    assert!(!answer.leans_on_memory);
    // Half the signal of two copies, when four fifths of the sample are normal: fewer than no copies.
    let seen = with(profile(log2("-1"), None), composition("0.2", "2"));
    let impossible = (Met::NotAssessed, Some("copy_number_ratio_impossible".to_owned()));
    assert_eq!(ask(&seen, CopyNumberChange::HomozygousDeletion), impossible);
    for absurd in ["400", "-400"] {
        let seen = with(profile(log2(absurd), None), composition("0.2", "2"));
        assert_ne!(ask(&seen, CopyNumberChange::Amplification).0, Met::Met, "{absurd}");
    }
}

#[test]
fn a_gain_or_loss_without_a_cut_off_of_its_own_is_never_denied() {
    let seen = with(profile(total("3"), None), composition("0.6", "2"));
    assert_eq!(ask(&seen, CopyNumberChange::Gain).0, Met::NotAssessed);
    assert_eq!(ask(&seen, CopyNumberChange::Loss).0, Met::NotAssessed);
    let seen = with(profile(total("30"), None), composition("0.6", "2"));
    assert_eq!(ask(&seen, CopyNumberChange::Gain).0, Met::Met);
}

#[test]
fn a_fit_that_is_warned_of_copy_number_noise_decides_nothing() {
    let warned = |doubts: Option<&[FitDoubt]>| TumorComposition {
        fit: CompositionFit::Warned,
        fit_words: Some("WARN_HIGH_COPY_NUMBER_NOISE".to_owned()),
        doubts: doubts.map(|doubts| doubts.iter().copied().collect()),
        ..composition("0.6", "2")
    };
    let answer = |doubts, copies: &str, change| ask(&with(profile(total(copies), None), warned(doubts)), change);
    let doubtful = (Met::NotAssessed, Some("copy_number_fit_doubtful".to_owned()));
    let (amplified, deleted) = (CopyNumberChange::Amplification, CopyNumberChange::HomozygousDeletion);
    assert_eq!(answer(Some(&[FitDoubt::CopyNumberNoise]), "30", amplified), doubtful);
    assert_eq!(answer(Some(&[FitDoubt::ManyDeletedGenes]), "0.1", deleted), doubtful);
    assert_eq!(answer(Some(&[FitDoubt::ManyDeletedGenes]), "30", amplified).0, Met::Met);
    assert_eq!(answer(Some(&[]), "30", amplified).0, Met::Met, "a warning of another kind");
    assert_eq!(answer(None, "30", amplified), doubtful, "kept before the doubts were told apart");
}

#[test]
fn a_failed_fit_stops_the_markers_of_its_own_program_only() {
    let marker = |method: &str| Biomarker {
        kind: BiomarkerKind::Msi,
        value: Some(number("30")),
        unit: None,
        state: Some(BiomarkerState::High),
        hide_value: false,
        reported: None,
        method: Some(method.to_owned()),
        source: SOURCE,
    };
    for (method, expected) in [("PURPLE", Met::NotAssessed), ("MSIsensor", Met::Met)] {
        let failed = TumorComposition { fit: CompositionFit::Failed, ..composition("1", "2") };
        let mut seen = with(MolecularProfile::empty("T", Assembly::GRCh38), failed);
        seen.biomarkers.push(marker(method));
        let subject = Atom::Biomarker { kind: BiomarkerKind::Msi, state: BiomarkerState::High, at_least: None };
        let answer = evaluate(&Criterion::Is(subject), &IndexedProfile::new(&seen), &release());
        assert_eq!(answer.met, expected, "{method}");
    }
}
