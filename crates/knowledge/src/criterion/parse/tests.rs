use model::hgvs::HgvsP;
use model::structural::CopyNumberChange;

use super::*;
use crate::criterion::{ExonClass, FunctionalClass};

fn read(text: &str) -> Result<Option<Criterion>, MalformedSubject> {
    let file = toml::from_str::<crate::terms::TermsFile>(
        "[[term]]\ntext = 'X positive'\nreason = 'synthetic'\nbasis = 'from_memory'\n\
         [[term]]\ntext = 'X positive (IHC1+ & 2+)'\nreason = 'synthetic'\nbasis = 'from_memory'\n\
         [[term]]\ntext = 'odd change'\nrequires = 'KIT mutation'\nimplied_by = 'KIT p.V654A'\nreason = 'synthetic'\n\
         basis = 'from_memory'\n",
    );
    let (terms, malformed) = Terms::from_rows(&file.unwrap().terms);
    assert_eq!(malformed, []);
    parse_subject(text, &terms)
}

fn criterion(text: &str) -> Criterion {
    read(text).unwrap().unwrap()
}

fn protein(gene: &str, change: &str) -> Criterion {
    Criterion::Is(Atom::Protein { gene: gene.to_owned(), change: HgvsP::from(change).change })
}

fn class(gene: &str, class: FunctionalClass) -> Criterion {
    Criterion::Is(Atom::Class { gene: gene.to_owned(), class })
}

fn unreadable(text: &str) -> Criterion {
    Criterion::Is(Atom::Unreadable { text: text.to_owned() })
}

#[test]
fn and_binds_tighter_than_or() {
    let (one, two, three) = (protein("A1", "G12C"), protein("B1", "G13D"), protein("C1", "Q61K"));
    assert_eq!(
        criterion("A1 p.G12C | B1 p.G13D & C1 p.Q61K"),
        Criterion::AnyOf(vec![one.clone(), Criterion::All(vec![two.clone(), three.clone()])])
    );
    assert_eq!(
        criterion("(A1 p.G12C | B1 p.G13D) & C1 p.Q61K"),
        Criterion::All(vec![Criterion::AnyOf(vec![one.clone(), two.clone()]), three.clone()])
    );
    assert_eq!(
        criterion("A1 p.G12C & B1 p.G13D (in cis) | C1 p.Q61K"),
        Criterion::AnyOf(vec![Criterion::InCis(vec![one, two]), three])
    );
}

#[test]
fn one_and_three_letter_spelling_are_read_alike() {
    assert_eq!(criterion("EGFR p.Leu858Arg"), criterion("EGFR p.L858R"));
    assert_eq!(criterion("EGFR p.Glu709_Thr710delinsAsp"), criterion("EGFR p.E709_T710delinsD"));
}

#[test]
fn a_residue_alone_or_with_x_is_a_codon_and_a_stop_is_written_as_a_star() {
    assert_eq!(criterion("EGFR p.G719X"), criterion("EGFR p.G719"));
    assert!(matches!(criterion("EGFR p.G719X"), Criterion::Is(Atom::Codon { residue, .. }) if residue.position == 719));
    assert_eq!(criterion("TP53 p.R213*"), protein("TP53", "R213*"));
}

#[test]
fn exons_keep_their_numbers_class_and_exceptions() {
    let exon = |exons: &[u16], class, except: &[&str]| {
        let except = except.iter().map(|change| HgvsP::from(*change).change).collect();
        Criterion::Is(Atom::Exon { gene: "KIT".to_owned(), exons: exons.to_vec(), class, except })
    };
    for (text, expected) in [
        ("KIT exon9 insertion", exon(&[9], ExonClass::Insertion, &[])),
        ("KIT exon2/3/4 activating mutation", exon(&[2, 3, 4], ExonClass::Activating, &[])),
        ("KIT exon17 mutation other than p.D816V, p.N822K", exon(&[17], ExonClass::Mutation, &["D816V", "N822K"])),
        ("KIT exon14 skipping", exon(&[14], ExonClass::Skipping, &[])),
    ] {
        assert_eq!(criterion(text), expected, "{text}");
    }
}

#[test]
fn not_holds_for_one_part() {
    let amplified =
        Criterion::Is(Atom::CopyNumber { gene: "ERBB2".to_owned(), change: CopyNumberChange::Amplification });
    let not_amplified = Criterion::Not(Box::new(amplified));
    assert_eq!(criterion("ERBB2 not amplified"), not_amplified);
    assert_eq!(criterion("not ERBB2 amplification"), not_amplified);
    assert_eq!(
        criterion("not ERBB2 amplification & TP53 loss-of-function"),
        Criterion::All(vec![not_amplified, class("TP53", FunctionalClass::LossOfFunction)])
    );
}

#[test]
fn a_term_is_taken_whole_even_with_operators_inside() {
    assert_eq!(
        criterion("X positive (IHC1+ & 2+) | X positive"),
        Criterion::AnyOf(vec![unreadable("X positive (IHC1+ & 2+)"), unreadable("X positive")])
    );
    assert_eq!(criterion("(X positive)"), unreadable("X positive"));
}

#[test]
fn a_term_is_narrowed_by_what_it_requires_and_what_implies_it() {
    let required = Criterion::All(vec![class("KIT", FunctionalClass::AnyMutation), unreadable("odd change")]);
    assert_eq!(criterion("odd change"), Criterion::AnyOf(vec![protein("KIT", "V654A"), required]));
}

#[test]
fn none_states_no_condition() {
    assert_eq!(read("none"), Ok(None));
}

#[test]
fn what_is_not_understood_is_an_error_and_never_a_broader_row() {
    for text in [
        "",
        "EGFR",
        "EGFR p.",
        "EGFR p.858",
        "EGFR p.L858R |",
        "EGFR p.L858R|EGFR p.T790M",
        "EGFR p.L858R & ",
        "(EGFR p.L858R",
        "EGFR p.L858R)",
        "EGFR exon deletion",
        "EGFR exonX deletion",
        "EGFR exon19 mutation other than L858R",
        "egfr p.L858R",
        "EGFR activating",
        "X negative",
        "X positive (IHC3+)",
        "TMB>=ten",
        "del(17p",
        "::ABL1 fusion",
        "None",
    ] {
        assert!(read(text).is_err(), "{text} was read as {:?}", read(text));
    }
}

#[test]
fn genes_are_listed_once_and_sorted() {
    assert_eq!(criterion("KRAS p.G12C | BCR::ABL1 fusion & KRAS wild-type").genes(), ["ABL1", "BCR", "KRAS"]);
    assert!(criterion("MSI-High | X positive").genes().is_empty());
}

#[test]
fn stretches_joins_shares_and_molecules_have_their_own_form() {
    use model::biomarker::{BiomarkerKind, BiomarkerState};
    let is = |atom| Criterion::Is(atom);
    for (text, expected) in [
        (
            "ERBB2 residues 755-780 in-frame change",
            is(Atom::Residues { gene: "ERBB2".to_owned(), first: 755, last: 780, class: ExonClass::InFrame }),
        ),
        (
            "EGFR exon20 in-frame change",
            is(Atom::Exon { gene: "EGFR".to_owned(), exons: vec![20], class: ExonClass::InFrame, except: Vec::new() }),
        ),
        (
            "EML4::ALK fusion e6::e20",
            is(Atom::FusionExons { five_prime: "EML4".to_owned(), three_prime: "ALK".to_owned(), exons: (6, 20) }),
        ),
        ("signature SBS3>=0.2", is(Atom::Signature { name: "SBS3".to_owned(), at_least: "0.2".parse().unwrap() })),
        (
            "ERBB2 expression>=100 TPM",
            is(Atom::Expression { gene: "ERBB2".to_owned(), at_least: "100".parse().unwrap(), unit: "TPM".to_owned() }),
        ),
        ("CDKN2A biallelic loss", is(Atom::Biallelic { gene: "CDKN2A".to_owned() })),
        ("LOH-High", is(Atom::Biomarker { kind: BiomarkerKind::Loh, state: BiomarkerState::High, at_least: None })),
        ("A1 p.G12C & B1 p.G13D (in trans)", Criterion::InTrans(vec![protein("A1", "G12C"), protein("B1", "G13D")])),
        ("A1 p.G12C (homozygous)", Criterion::Homozygous(Box::new(protein("A1", "G12C")))),
        (
            "A1 p.G12C (homozygous) | B1 p.G13D",
            Criterion::AnyOf(vec![Criterion::Homozygous(Box::new(protein("A1", "G12C"))), protein("B1", "G13D")]),
        ),
    ] {
        assert_eq!(criterion(text), expected, "{text}");
    }
    for text in [
        "EGFR residues 20-10 mutation",
        "EGFR residues 0-10 mutation",
        "EGFR residues 10 mutation",
        "ERBB2 expression>=100",
        "EML4::ALK fusion e6",
        "signature >=0.1",
        "EGFR residues 10-20 skipping",
    ] {
        assert!(read(text).is_err(), "{text}");
    }
}
