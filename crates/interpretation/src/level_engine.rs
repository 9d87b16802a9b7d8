//! The level-engine lines of the clinical facts, on the repository's own knowledge base.

mod approvals;
mod changes;
mod classification;
mod labels;
mod markers;
mod origin;
mod properties;
mod resistance;
mod subjects;
mod traps;
mod trials;

use std::path::Path;
use std::sync::LazyLock;

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

pub(crate) const NOW: Date = date(2026, 11, 25);

/// Read once: dozens of tests ask the same release.
static RELEASE: LazyLock<Release> =
    LazyLock::new(|| Release::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge-base")).unwrap());

pub(crate) fn release() -> Release {
    RELEASE.clone()
}

pub(crate) fn source() -> RecordSource {
    RecordSource { file: 0, line: 1 }
}

pub(crate) fn profile() -> MolecularProfile {
    MolecularProfile {
        assessed: vec![AlterationClass::SmallVariant, AlterationClass::CopyNumber, AlterationClass::Rearrangement],
        ..MolecularProfile::empty("T", Assembly::GRCh38)
    }
}

pub(crate) fn variant(gene: &str, hgvsp: &str, term: &str, exon: Option<u16>) -> SmallVariant {
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
        population: None,
        reported: None,
        source: source(),
    }
}

pub(crate) fn missense(gene: &str, hgvsp: &str) -> MolecularProfile {
    MolecularProfile { small_variants: vec![variant(gene, hgvsp, "missense_variant", None)], ..profile() }
}

pub(crate) fn marker(kind: BiomarkerKind, value: Option<&str>, state: Option<BiomarkerState>) -> MolecularProfile {
    let value = value.map(|text| text.parse::<Decimal>().unwrap());
    let marker =
        Biomarker { kind, value, unit: None, state, hide_value: false, reported: None, method: None, source: source() };
    MolecularProfile { biomarkers: vec![marker], ..profile() }
}

pub(crate) fn fusion(five_prime: &str, three_prime: &str) -> MolecularProfile {
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

pub(crate) fn amplification(gene: &str, change: CopyNumberChange) -> MolecularProfile {
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

pub(crate) fn ask(profile: &MolecularProfile, tumor: &str, as_of: Date) -> Interpretation {
    ask_release(profile, tumor, as_of, &release())
}

pub(crate) fn ask_release(profile: &MolecularProfile, tumor: &str, as_of: Date, release: &Release) -> Interpretation {
    let context = Context {
        tumor: TumorContext::Type(tumor.into()),
        as_of,
        treatments: Vec::new(),
        person: crate::conditions::PersonFacts::default(),
    };
    interpret(profile, &context, release).unwrap()
}

pub(crate) fn with_policy(name: &str, value: bool) -> Release {
    let release = release();
    let policies = release.policies().clone().with(name, value);
    release.with_policies(policies)
}

/// Findings that favour a regimen holding this drug.
pub(crate) fn favouring<'i>(interpretation: &'i Interpretation, drug: &str) -> Vec<&'i Finding> {
    interpretation
        .findings
        .iter()
        .filter(|finding| finding.predicate == Predicate::PredictsSensitivity && names(finding, drug))
        .collect()
}

pub(crate) fn against<'i>(interpretation: &'i Interpretation, drug: &str) -> Vec<&'i Finding> {
    interpretation
        .findings
        .iter()
        .filter(|finding| finding.predicate.is_against_therapy() && names(finding, drug))
        .collect()
}

pub(crate) fn names(finding: &Finding, drug: &str) -> bool {
    finding.therapies.iter().any(|therapy| therapy.en == drug)
}

pub(crate) fn best_level(findings: &[&Finding]) -> Option<EvidenceLevel> {
    findings.iter().filter_map(|finding| finding.evidence_level).min()
}

pub(crate) fn final_levels(interpretation: &Interpretation) -> Vec<EvidenceLevel> {
    let usable = interpretation.findings.iter().filter(|finding| finding.level_state == LevelState::Final);
    usable.filter_map(|finding| finding.evidence_level).collect()
}

pub(crate) fn with_origin(mut variant: SmallVariant, origin: AlleleOrigin) -> SmallVariant {
    variant.origin = origin;
    variant
}

pub(crate) fn missense_in(gene: &str, hgvsp: &str, exon: u16) -> MolecularProfile {
    MolecularProfile { small_variants: vec![variant(gene, hgvsp, "missense_variant", Some(exon))], ..profile() }
}
