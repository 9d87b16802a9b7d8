//! The level-engine lines of the clinical facts, on the repository's own knowledge base.

use std::path::Path;

use jiff::civil::{Date, date};
use knowledge::Release;
use model::Decimal;
use model::assembly::Assembly;
use model::assessed::Met;
use model::biomarker::{Biomarker, BiomarkerKind, BiomarkerState};
use model::copy_number::CopyNumberMeasure;
use model::evidence::{AlleleOrigin, DrugAccessibility, EvidenceLevel, LevelState, MatchKind, Predicate};
use model::finding::Finding;
use model::hgvs::HgvsP;
use model::profile::{AlterationClass, MolecularProfile};
use model::small_variant::{Rank, RecordSource, SmallVariant, TranscriptConsequence, TranscriptSelection};
use model::structural::{CopyNumberAlteration, CopyNumberChange, Rearrangement, RearrangementKind};
use model::tumor_type::TumorContext;
use model::variation::{Allele, VcfPosition};

use crate::{Context, Interpretation, interpret};

const NOW: Date = date(2026, 11, 25);

fn release() -> Release {
    Release::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge-base")).unwrap()
}

fn source() -> RecordSource {
    RecordSource { file: 0, line: 1 }
}

fn profile() -> MolecularProfile {
    MolecularProfile {
        assessed: vec![AlterationClass::SmallVariant, AlterationClass::CopyNumber, AlterationClass::Rearrangement],
        ..MolecularProfile::empty("T", Assembly::GRCh38)
    }
}

fn variant(gene: &str, hgvsp: &str, term: &str, exon: Option<u16>) -> SmallVariant {
    let position = 1000 + hgvsp.bytes().map(u64::from).sum::<u64>();
    SmallVariant {
        allele: Allele {
            assembly: Assembly::GRCh38,
            contig: "1".into(),
            position: VcfPosition(position),
            reference: "A".to_owned(),
            alternate: "C".to_owned(),
        },
        consequences: vec![TranscriptConsequence {
            gene: Some(gene.to_owned()),
            transcript: Some("ENST00000000000.1".to_owned()),
            selection: TranscriptSelection::ManeSelect,
            terms: vec![term.into()],
            hgvsc: None,
            hgvsp: Some(HgvsP::from(hgvsp)),
            exon: exon.map(|number| Rank { first: number, last: number, total: 30 }),
            intron: None,
        }],
        origin: AlleleOrigin::Somatic,
        tumor: None,
        normal: None,
        phase_set: None,
        phased_haplotype: None,
        aligned: None,
        reported: None,
        source: source(),
    }
}

fn missense(gene: &str, hgvsp: &str) -> MolecularProfile {
    MolecularProfile { small_variants: vec![variant(gene, hgvsp, "missense_variant", None)], ..profile() }
}

fn marker(kind: BiomarkerKind, value: Option<&str>, state: Option<BiomarkerState>) -> MolecularProfile {
    let value = value.map(|text| text.parse::<Decimal>().unwrap());
    let marker =
        Biomarker { kind, value, unit: None, state, hide_value: false, reported: None, method: None, source: source() };
    MolecularProfile { biomarkers: vec![marker], ..profile() }
}

fn fusion(five_prime: &str, three_prime: &str) -> MolecularProfile {
    let event = Rearrangement {
        five_prime: Some(five_prime.to_owned()),
        three_prime: Some(three_prime.to_owned()),
        kind: RearrangementKind::Fusion,
        order_stated: true,
        detail: None,
        supporting_reads: None,
        call: None,
        origin: AlleleOrigin::Somatic,
        reported: None,
        source: source(),
    };
    MolecularProfile { rearrangements: vec![event], ..profile() }
}

fn amplification(gene: &str, change: CopyNumberChange) -> MolecularProfile {
    let event = CopyNumberAlteration {
        gene: gene.to_owned(),
        change,
        value: None,
        unit: None,
        measured: CopyNumberMeasure::default(),
        origin: AlleleOrigin::Somatic,
        reported: None,
        source: source(),
    };
    MolecularProfile { copy_numbers: vec![event], ..profile() }
}

fn ask(profile: &MolecularProfile, tumor: &str, as_of: Date) -> Interpretation {
    ask_release(profile, tumor, as_of, &release())
}

fn ask_release(profile: &MolecularProfile, tumor: &str, as_of: Date, release: &Release) -> Interpretation {
    let context = Context { tumor: TumorContext::Type(tumor.into()), as_of, treatments: Vec::new() };
    interpret(profile, &context, release).unwrap()
}

fn with_policy(name: &str, value: bool) -> Release {
    let release = release();
    let policies = release.policies().clone().with(name, value);
    release.with_policies(policies)
}

/// Findings that favour a regimen holding this drug.
fn favouring<'i>(interpretation: &'i Interpretation, drug: &str) -> Vec<&'i Finding> {
    interpretation
        .findings
        .iter()
        .filter(|finding| finding.predicate == Predicate::PredictsSensitivity && names(finding, drug))
        .collect()
}

fn against<'i>(interpretation: &'i Interpretation, drug: &str) -> Vec<&'i Finding> {
    interpretation
        .findings
        .iter()
        .filter(|finding| finding.predicate.is_against_therapy() && names(finding, drug))
        .collect()
}

fn names(finding: &Finding, drug: &str) -> bool {
    finding.therapies.iter().any(|therapy| therapy.en == drug)
}

fn best_level(findings: &[&Finding]) -> Option<EvidenceLevel> {
    findings.iter().filter_map(|finding| finding.evidence_level).min()
}

fn final_levels(interpretation: &Interpretation) -> Vec<EvidenceLevel> {
    let usable = interpretation.findings.iter().filter(|finding| finding.level_state == LevelState::Final);
    usable.filter_map(|finding| finding.evidence_level).collect()
}

#[test]
fn braf_v600e_in_melanoma_is_level_a_and_approved_in_japan() {
    let answer = ask(&missense("BRAF", "p.Val600Glu"), "MEL", NOW);
    let found = favouring(&answer, "dabrafenib");
    assert!(
        found.iter().any(|finding| {
            finding.evidence_level == Some(EvidenceLevel::A)
                && finding.accessibility == DrugAccessibility::JpApproved
                && finding.level_state == LevelState::Final
        }),
        "{found:#?}"
    );
}

#[test]
fn the_tumour_agnostic_approval_follows_the_day_and_its_policy() {
    let pancreas = missense("BRAF", "p.Val600Glu");
    let agnostic = |answer: &Interpretation| {
        favouring(answer, "dabrafenib")
            .into_iter()
            .filter(|finding| finding.tumor_type_match == model::evidence::TumorTypeMatch::Ancestor)
            .map(|finding| (finding.evidence_level, finding.accessibility))
            .next()
    };
    assert_eq!(agnostic(&ask(&pancreas, "PAAD", NOW)), Some((Some(EvidenceLevel::A), DrugAccessibility::JpApproved)));
    assert_eq!(
        agnostic(&ask(&pancreas, "PAAD", date(2023, 1, 1))),
        Some((Some(EvidenceLevel::A), DrugAccessibility::FdaApproved))
    );
    assert_eq!(agnostic(&ask(&pancreas, "PAAD", date(2021, 1, 1))), Some((None, DrugAccessibility::None)));
    let before = ask(&pancreas, "PAAD", date(2021, 1, 1));
    assert_eq!(best_level(&favouring(&before, "dabrafenib")), Some(EvidenceLevel::C));

    let strict = with_policy("agnostic_approval_counts_as_same_tumour", false);
    let answer = ask_release(&pancreas, "PAAD", NOW, &strict);
    assert_eq!(agnostic(&answer).and_then(|(level, _)| level), Some(EvidenceLevel::C));
}

#[test]
fn an_fda_fact_is_remembered_and_gives_a_candidate_only() {
    let answer = ask(&missense("BRAF", "p.Val600Glu"), "PAAD", date(2023, 1, 1));
    let by_fda = favouring(&answer, "dabrafenib")
        .into_iter()
        .filter(|finding| finding.accessibility == DrugAccessibility::FdaApproved)
        .collect::<Vec<_>>();
    assert!(!by_fda.is_empty());
    assert!(by_fda.iter().all(|finding| finding.level_state == LevelState::Candidate));

    let strict = with_policy("fda_only_counts_as_a", false);
    let answer = ask_release(&missense("BRAF", "p.Val600Glu"), "PAAD", date(2023, 1, 1), &strict);
    assert!(best_level(&favouring(&answer, "dabrafenib")) > Some(EvidenceLevel::A));
}

#[test]
fn the_indication_that_leaves_colorectal_cancer_out_gives_no_level_there() {
    let answer = ask(&missense("BRAF", "p.Val600Glu"), "COADREAD", NOW);
    let agnostic = favouring(&answer, "dabrafenib")
        .into_iter()
        .find(|finding| finding.reasons.iter().any(|reason| reason.code == "excluded_by_indication"));
    let agnostic = agnostic.expect("the agnostic row is listed with its exclusion");
    assert_eq!((agnostic.evidence_level, agnostic.accessibility), (None, DrugAccessibility::None));
    assert_eq!(best_level(&favouring(&answer, "encorafenib")), Some(EvidenceLevel::A));
}

#[test]
fn an_indication_of_an_organ_that_leaves_a_subtype_out_is_level_c_in_other_organs() {
    let thyroid = |tumor: &str| {
        let answer = ask(&missense("BRAF", "p.Val600Glu"), tumor, NOW);
        let rows = favouring(&answer, "encorafenib").into_iter().cloned();
        rows.filter(|finding| finding.statement.0 == "shirube:JP-0091").map(|f| f.evidence_level).collect::<Vec<_>>()
    };
    assert_eq!(thyroid("LUAD"), [Some(EvidenceLevel::C)]);
    assert_eq!(thyroid("THPA"), [Some(EvidenceLevel::A)]);
    assert_eq!(thyroid("THAP"), [None], "anaplastic carcinoma is left out by name");
}

#[test]
fn braf_outside_v600_in_lung_is_never_level_a() {
    let answer = ask(&missense("BRAF", "p.Gly469Ala"), "LUAD", NOW);
    assert!(!final_levels(&answer).contains(&EvidenceLevel::A));
    assert!(favouring(&answer, "dabrafenib").is_empty());
}

#[test]
fn egfr_l858r_in_lung_lists_the_approved_inhibitors() {
    let answer = ask(&missense("EGFR", "p.Leu858Arg"), "LUAD", NOW);
    for drug in ["osimertinib", "afatinib", "erlotinib", "dacomitinib"] {
        let found = favouring(&answer, drug);
        assert!(
            found.iter().any(|f| f.evidence_level == Some(EvidenceLevel::A)
                && f.level_state == LevelState::Final
                && f.accessibility == DrugAccessibility::JpApproved),
            "{drug}: {found:#?}"
        );
    }
}

#[test]
fn egfr_l858r_in_ovarian_cancer_is_level_c_off_label() {
    let answer = ask(&missense("EGFR", "p.Leu858Arg"), "HGSOC", NOW);
    let found = favouring(&answer, "osimertinib");
    assert_eq!(best_level(&found), Some(EvidenceLevel::C));
    assert!(found.iter().all(|finding| finding.accessibility != DrugAccessibility::JpApproved));
}

#[test]
fn kras_g12d_in_colorectal_cancer_stands_on_the_resistance_axis() {
    let mut kras = missense("KRAS", "p.Gly12Asp");
    for variant in &mut kras.small_variants {
        for consequence in &mut variant.consequences {
            consequence.exon = Some(Rank { first: 2, last: 2, total: 5 });
        }
    }
    for drug in ["cetuximab", "panitumumab"] {
        let answer = ask(&kras, "COAD", NOW);
        let found = against(&answer, drug);
        assert!(found.iter().any(|finding| finding.resistance && finding.evidence_level.is_none()), "{drug}");
        let levelled = ask_release(&kras, "COAD", NOW, &with_policy("guideline_negative_predictor_shown_as_r", false));
        assert!(
            against(&levelled, drug)
                .iter()
                .any(|finding| !finding.resistance && finding.evidence_level == Some(EvidenceLevel::A)),
            "{drug}"
        );
    }
}

#[test]
fn msi_high_is_level_a_in_any_solid_tumour_and_not_in_lymphoma() {
    let msi = marker(BiomarkerKind::Msi, None, Some(BiomarkerState::High));
    for tumor in ["CHOL", "UCEC", "STAD", "COAD"] {
        assert_eq!(best_level(&favouring(&ask(&msi, tumor, NOW), "pembrolizumab")), Some(EvidenceLevel::A), "{tumor}");
    }
    let lymphoma = ask(&msi, "DLBCLNOS", NOW);
    assert!(favouring(&lymphoma, "pembrolizumab").iter().all(|f| f.evidence_level != Some(EvidenceLevel::A)));
}

#[test]
fn tmb_is_compared_by_its_value_and_the_cut_off_is_inclusive() {
    let drug = |value: &str| {
        let answer = ask(&marker(BiomarkerKind::Tmb, Some(value), None), "CHOL", NOW);
        favouring(&answer, "pembrolizumab").len()
    };
    assert_eq!(drug("10.0"), 1);
    assert_eq!(drug("10"), 1);
    assert_eq!(drug("9.9"), 0);
    assert_eq!(drug("9.9999999999"), 0);
}

#[test]
fn tp53_r175h_alone_is_oncogenic_and_names_no_drug_in_a_solid_tumour() {
    let answer = ask(&missense("TP53", "p.Arg175His"), "BRCA", NOW);
    assert!(answer.findings.iter().any(|f| {
        f.predicate == Predicate::Oncogenic && f.evidence_level == Some(EvidenceLevel::F) && f.therapies.is_empty()
    }));
    assert!(final_levels(&answer).iter().all(|level| *level == EvidenceLevel::F), "{:#?}", answer.findings);

    let mixed = with_policy("other_tumour_counts_across_blood_and_solid", true);
    let answer = ask_release(&missense("TP53", "p.Arg175His"), "BRCA", NOW, &mixed);
    assert!(final_levels(&answer).contains(&EvidenceLevel::C));
}

#[test]
fn a_filed_indication_is_no_approval_unless_the_policy_says_so() {
    let kras = missense("KRAS", "p.Gly12Cys");
    let filed = |release: &Release| {
        let answer = ask_release(&kras, "COAD", NOW, release);
        let found: Vec<_> =
            favouring(&answer, "sotorasib").into_iter().filter(|f| names(f, "panitumumab")).cloned().collect();
        found.iter().any(|finding| finding.accessibility == DrugAccessibility::JpApproved)
    };
    assert!(!filed(&release()));
    assert!(filed(&with_policy("filed_is_not_approved", false)));
}

#[test]
fn the_sensitive_insertion_does_not_inherit_the_bucket() {
    let insertion = |hgvsp: &str| MolecularProfile {
        small_variants: vec![variant("EGFR", hgvsp, "inframe_insertion", Some(20))],
        ..profile()
    };
    let sensitive = ask(&insertion("p.Ala763_Tyr764insPheGlnGluAla"), "LUAD", NOW);
    assert!(against(&sensitive, "osimertinib").is_empty());
    let generic = ask(&insertion("p.Ala767_Val769dup"), "LUAD", NOW);
    assert!(!against(&generic, "osimertinib").is_empty());
}

#[test]
fn a_variant_nobody_has_described_has_no_finding() {
    let answer = ask(&missense("EGFR", "p.Asn1000Ser"), "LUAD", NOW);
    assert!(answer.findings.is_empty(), "{:#?}", answer.findings);
}

#[test]
fn fgfr2_fusion_is_level_a_in_bile_duct_and_c_in_stomach() {
    for (five, three) in [("FGFR2", "BICC1"), ("BICC1", "FGFR2")] {
        let event = fusion(five, three);
        assert_eq!(best_level(&favouring(&ask(&event, "IHCH", NOW), "futibatinib")), Some(EvidenceLevel::A));
        assert_eq!(best_level(&favouring(&ask(&event, "STAD", NOW), "futibatinib")), Some(EvidenceLevel::C));
    }
}

#[test]
fn erbb2_amplification_in_salivary_cancer_is_level_a_and_a_gain_is_not() {
    let salivary = |change| ask(&amplification("ERBB2", change), "SACA", NOW);
    let amplified = salivary(CopyNumberChange::Amplification);
    assert_eq!(best_level(&favouring(&amplified, "trastuzumab")), Some(EvidenceLevel::A));
    assert!(favouring(&salivary(CopyNumberChange::Gain), "trastuzumab").is_empty());
}

#[test]
fn a_stop_a_frameshift_or_a_synonymous_change_at_a_codon_is_no_codon_match() {
    for (hgvsp, term) in
        [("p.Arg132Ter", "stop_gained"), ("p.Arg132fs", "frameshift_variant"), ("p.Arg132=", "synonymous_variant")]
    {
        let profile = MolecularProfile { small_variants: vec![variant("IDH1", hgvsp, term, None)], ..profile() };
        let answer = ask(&profile, "AML", NOW);
        assert!(answer.findings.iter().all(|f| f.match_kind != MatchKind::Codon), "{hgvsp}: {:#?}", answer.findings);
    }
}

#[test]
fn exon_19_deletions_match_by_exon_and_not_elsewhere() {
    let deletion = |exon| MolecularProfile {
        small_variants: vec![variant("EGFR", "p.Glu746_Ala750del", "inframe_deletion", exon)],
        ..profile()
    };
    let inside = ask(&deletion(Some(19)), "LUAD", NOW);
    assert_eq!(best_level(&favouring(&inside, "osimertinib")), Some(EvidenceLevel::A));
    assert!(favouring(&ask(&deletion(Some(20)), "LUAD", NOW), "osimertinib").is_empty());
    let untold = ask(&deletion(None), "LUAD", NOW);
    assert!(favouring(&untold, "osimertinib").is_empty());
    assert!(untold.open.iter().any(|open| open.reasons.iter().any(|reason| reason.code == "reference_missing")));
}

#[test]
fn a_resistance_finding_stands_beside_the_drug_it_speaks_against() {
    let both = MolecularProfile {
        small_variants: vec![
            variant("EGFR", "p.Leu858Arg", "missense_variant", Some(21)),
            variant("EGFR", "p.Thr790Met", "missense_variant", Some(20)),
        ],
        ..profile()
    };
    let answer = ask(&both, "LUAD", NOW);
    assert!(favouring(&answer, "gefitinib").iter().all(|finding| !finding.contradicted_by.is_empty()));
    assert!(favouring(&answer, "osimertinib").iter().all(|finding| finding.contradicted_by.is_empty()));
}

#[test]
fn two_changes_that_must_be_in_cis_stay_open_without_phase() {
    let pair = |phase: Option<(&str, u8, u8)>| {
        let mut variants = vec![
            variant("EGFR", "p.Cys797Ser", "missense_variant", Some(20)),
            variant("EGFR", "p.Thr790Met", "missense_variant", Some(20)),
        ];
        if let Some((set, one, other)) = phase {
            for (variant, haplotype) in variants.iter_mut().zip([one, other]) {
                variant.phase_set = Some(set.to_owned());
                variant.phased_haplotype = Some(haplotype);
            }
        }
        let answer = ask(&MolecularProfile { small_variants: variants, ..profile() }, "LUAD", NOW);
        answer.findings.iter().find(|f| f.match_kind == MatchKind::Boolean).map(|f| f.status)
    };
    assert_eq!(pair(None), Some(Met::NotAssessed));
    assert_eq!(pair(Some(("1", 0, 0))), Some(Met::Met));
    assert_eq!(pair(Some(("1", 0, 1))), None);
}

#[test]
fn two_substitutions_in_one_codon_decide_nothing_alone() {
    let asked = |second: &str, phase: Option<(u8, u8)>| {
        let mut variants = vec![
            variant("BRAF", "p.Val600Glu", "missense_variant", Some(15)),
            variant("BRAF", second, "missense_variant", Some(15)),
        ];
        for (variant, position) in variants.iter_mut().zip([500, 501]) {
            variant.allele.position = VcfPosition(position);
        }
        if let Some((one, other)) = phase {
            for (variant, haplotype) in variants.iter_mut().zip([one, other]) {
                variant.phase_set = Some("7:500".to_owned());
                variant.phased_haplotype = Some(haplotype);
            }
        }
        let answer = ask(&MolecularProfile { small_variants: variants, ..profile() }, "MEL", NOW);
        let open = answer.open.iter().flat_map(|open| &open.reasons).map(|reason| reason.code.clone());
        (favouring(&answer, "dabrafenib").is_empty(), open.collect::<std::collections::BTreeSet<_>>())
    };
    let has = |answer: &(bool, std::collections::BTreeSet<String>), code: &str| answer.1.contains(code);
    let cis = asked("p.Val600Met", Some((1, 1)));
    assert!(cis.0 && has(&cis, "codon_changed_twice_in_cis"), "{cis:?}");
    let unphased = asked("p.Val600Met", None);
    assert!(unphased.0 && has(&unphased, "codon_changed_twice_phase_unknown"), "{unphased:?}");
    let trans = asked("p.Val600Met", Some((0, 1)));
    assert!(!trans.0 && trans.1.iter().all(|code| !code.starts_with("codon_changed_twice")), "{trans:?}");
    let combined = asked("p.Val600Glu", Some((1, 1)));
    assert!(!combined.0, "an annotator that combines both says the same change twice");
    let elsewhere = asked("p.Lys601Glu", Some((1, 1)));
    assert!(!elsewhere.0);
}

#[test]
fn a_required_wild_type_is_refuted_by_a_mutation_and_open_otherwise() {
    let mutated = ask(&missense("KRAS", "p.Gly12Asp"), "COAD", NOW);
    assert!(favouring(&mutated, "panitumumab").is_empty());
    let silent = ask(&missense("TP53", "p.Arg175His"), "COAD", NOW);
    assert!(favouring(&silent, "panitumumab").is_empty(), "absence of a record is not a wild type");
}

#[test]
fn an_unconfirmed_row_is_a_candidate_and_never_an_approved_drug() {
    let answer = ask(&missense("EGFR", "p.Leu858Arg"), "LUAD", NOW);
    let remembered: Vec<_> = answer.findings.iter().filter(|f| f.basis == model::evidence::Basis::FromMemory).collect();
    assert!(!remembered.is_empty());
    assert!(remembered.iter().all(|finding| {
        finding.level_state == LevelState::Candidate && finding.accessibility != DrugAccessibility::JpApproved
    }));
}

#[test]
fn a_germline_indication_gives_no_level_to_a_somatic_truncation() {
    let brca = MolecularProfile {
        small_variants: vec![variant("BRCA2", "p.Lys1000fs", "frameshift_variant", None)],
        ..profile()
    };
    let answer = ask(&brca, "PAAD", NOW);
    let germline: Vec<_> =
        favouring(&answer, "olaparib").into_iter().filter(|f| f.origin_match == Met::NotMet).collect();
    assert!(!germline.is_empty());
    assert!(germline.iter().all(|finding| finding.evidence_level.is_none()));
}

#[test]
fn a_row_about_monotherapy_does_not_speak_against_the_combination() {
    let answer = ask(&missense("BRAF", "p.Val600Glu"), "COADREAD", NOW);
    let combination: Vec<_> =
        favouring(&answer, "encorafenib").into_iter().filter(|finding| names(finding, "cetuximab")).collect();
    assert!(!combination.is_empty());
    assert!(combination.iter().all(|finding| finding.contradicted_by.is_empty()), "{combination:#?}");
    assert!(!against(&answer, "cetuximab").is_empty());
}

#[test]
fn a_row_against_a_regimen_in_this_tumour_overrules_its_approval_in_another() {
    let answer = ask(&missense("BRAF", "p.Val600Glu"), "COAD", NOW);
    let elsewhere: Vec<_> = favouring(&answer, "trametinib")
        .into_iter()
        .filter(|finding| finding.therapies.len() == 2 && finding.evidence_level == Some(EvidenceLevel::C))
        .collect();
    assert!(!elsewhere.is_empty());
    assert!(elsewhere.iter().all(|finding| finding.overruled_by.is_some()), "{elsewhere:#?}");
}

#[test]
fn an_opposed_or_already_given_drug_ranks_below_the_others_of_its_level() {
    let both = MolecularProfile {
        small_variants: vec![
            variant("EGFR", "p.Leu858Arg", "missense_variant", Some(21)),
            variant("EGFR", "p.Thr790Met", "missense_variant", Some(20)),
        ],
        ..profile()
    };
    let given = model::clinical::Treatment {
        drugs: vec!["オシメルチニブ".to_owned()],
        ..model::clinical::Treatment::default()
    };
    let context = Context { tumor: TumorContext::Type("LUAD".into()), as_of: NOW, treatments: vec![given] };
    let answer = interpret(&both, &context, &release()).unwrap();
    let rank = |drug: &str| {
        answer
            .findings
            .iter()
            .position(|f| f.therapies.len() == 1 && names(f, drug) && f.level_state == LevelState::Final)
    };
    assert!(rank("osimertinib") < rank("gefitinib"), "given before opposed");
    let fresh = answer.findings.iter().position(|finding| names(finding, "lazertinib"));
    assert!(fresh < rank("osimertinib"), "new before given");
}

fn with_origin(mut variant: SmallVariant, origin: AlleleOrigin) -> SmallVariant {
    variant.origin = origin;
    variant
}

#[test]
fn a_somatic_hit_beside_it_does_not_take_the_germline_level_away() {
    let inherited = with_origin(variant("BRCA1", "p.Gln667Ter", "stop_gained", None), AlleleOrigin::Germline);
    let acquired = variant("BRCA2", "p.Lys1000fs", "frameshift_variant", None);
    let both = MolecularProfile { small_variants: vec![inherited, acquired], ..profile() };
    let answer = ask(&both, "PAAD", NOW);
    let found = favouring(&answer, "olaparib");
    let inherited = found.iter().find(|finding| finding.statement.0 == "shirube:JP-0080").unwrap();
    assert_eq!((inherited.evidence_level, inherited.origin_match), (Some(EvidenceLevel::A), Met::Met));
    assert!(inherited.germline && inherited.observations.len() == 1);
}

#[test]
fn a_germline_indication_stays_a_candidate_while_the_origin_is_not_told() {
    let untold = with_origin(variant("BRCA1", "p.Gln667Ter", "stop_gained", None), AlleleOrigin::Unknown);
    let answer = ask(&MolecularProfile { small_variants: vec![untold], ..profile() }, "PAAD", NOW);
    let found = favouring(&answer, "olaparib");
    assert!(!found.is_empty());
    let row = found.iter().find(|f| f.statement.0 == "shirube:JP-0080").unwrap();
    assert_eq!((row.level_state, row.accessibility), (LevelState::Candidate, DrugAccessibility::None));
}

#[test]
fn an_approval_without_a_date_does_not_hold_in_the_past() {
    let levels = |as_of| final_levels(&ask(&missense("BRAF", "p.Val600Glu"), "LUAD", as_of));
    assert!(levels(NOW).contains(&EvidenceLevel::A));
    assert!(!levels(date(1990, 1, 1)).contains(&EvidenceLevel::A));
}

#[test]
fn a_value_against_the_call_or_in_another_unit_decides_nothing() {
    let tmb = |value: &str, unit: Option<&str>, state| {
        let mut profile = marker(BiomarkerKind::Tmb, Some(value), state);
        for marker in &mut profile.biomarkers {
            marker.unit = unit.map(str::to_owned);
        }
        favouring(&ask(&profile, "CHOL", NOW), "pembrolizumab").len()
    };
    assert_eq!(tmb("12", Some("mutations-per-megabase"), Some(BiomarkerState::High)), 1);
    assert_eq!(tmb("12", None, Some(BiomarkerState::CannotBeDetermined)), 0);
    assert_eq!(tmb("12", None, Some(BiomarkerState::Low)), 0);
    assert_eq!(tmb("99", Some("percentile"), None), 0);
}

#[test]
fn an_inversion_joining_two_genes_is_open_and_a_truncation_is_no_fusion() {
    let event = |kind| {
        let mut profile = fusion("EML4", "ALK");
        for event in &mut profile.rearrangements {
            event.kind = kind;
        }
        ask(&profile, "LUAD", NOW)
    };
    let inversion = event(RearrangementKind::Inversion);
    assert!(favouring(&inversion, "alectinib").is_empty() && !inversion.open.is_empty());
    let truncation = event(RearrangementKind::Truncation);
    assert!(favouring(&truncation, "alectinib").is_empty());
}

#[test]
fn an_insertion_elsewhere_in_flt3_is_no_tandem_duplication() {
    let insertion = |hgvsp: &str| MolecularProfile {
        small_variants: vec![variant("FLT3", hgvsp, "inframe_insertion", None)],
        ..profile()
    };
    let elsewhere = ask(&insertion("p.Leu100_Ala101insGly"), "AML", NOW);
    assert!(favouring(&elsewhere, "quizartinib").is_empty() && !elsewhere.open.is_empty());
}

#[test]
fn a_truncation_in_the_last_exon_is_not_taken_for_loss_of_function() {
    let last = |exon| {
        let mut variant = variant("BRCA2", "p.Lys3326Ter", "stop_gained", Some(exon));
        variant.consequences[0].exon = Some(Rank { first: exon, last: exon, total: 27 });
        ask(&MolecularProfile { small_variants: vec![variant], ..profile() }, "PRAD", NOW)
    };
    assert!(favouring(&last(27), "olaparib").is_empty() && !last(27).open.is_empty());
    assert!(!favouring(&last(11), "olaparib").is_empty());
}

#[test]
fn a_large_deletion_is_no_change_of_each_codon_in_it() {
    let deletion = MolecularProfile {
        small_variants: vec![variant("IDH1", "p.Gly100_Arg200del", "inframe_deletion", None)],
        ..profile()
    };
    assert!(ask(&deletion, "AML", NOW).findings.iter().all(|finding| finding.match_kind != MatchKind::Codon));
}

#[test]
fn what_is_only_remembered_does_not_overrule_what_was_read() {
    let answer = ask(&missense_in("KRAS", "p.Gly12Cys", 2), "COAD", NOW);
    let read: Vec<_> =
        against(&answer, "panitumumab").into_iter().filter(|f| f.level_state == LevelState::Final).collect();
    assert!(!read.is_empty());
    assert!(read.iter().all(|finding| finding.overruled_by.is_none()), "{read:#?}");
}

fn missense_in(gene: &str, hgvsp: &str, exon: u16) -> MolecularProfile {
    MolecularProfile { small_variants: vec![variant(gene, hgvsp, "missense_variant", Some(exon))], ..profile() }
}

#[test]
fn a_splice_site_of_untold_side_at_met_exon_14_is_open() {
    let near = MolecularProfile {
        small_variants: vec![variant("MET", "p.X1010_splice", "splice_site_variant", Some(14))],
        ..profile()
    };
    let answer = ask(&near, "LUAD", NOW);
    assert!(favouring(&answer, "tepotinib").is_empty() && !answer.open.is_empty());
}
