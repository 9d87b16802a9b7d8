//! A profile that holds exactly what a criterion asks for.

use knowledge::Release;
use knowledge::criterion::{Atom, Criterion, ExonClass, FunctionalClass, FusionPartners};
use knowledge::hotspots::Hotspot;
use model::assembly::Assembly;
use model::biomarker::{Biomarker, BiomarkerKind, BiomarkerState};
use model::consequence::ConsequenceTerm;
use model::copy_number::CopyNumberMeasure;
use model::evidence::AlleleOrigin;
use model::hgvs::{AminoAcid, HgvsP, ProteinChange, Residue, ResidueRange};
use model::profile::{AlterationClass, MolecularProfile};
use model::rearrangement_call::RearrangementCall;
use model::small_variant::{Rank, RecordSource, SmallVariant, TranscriptConsequence, TranscriptSelection};
use model::structural::{CopyNumberAlteration, CopyNumberChange, Rearrangement, RearrangementKind};
use model::variation::{Allele, VcfPosition};

const SOURCE: RecordSource = RecordSource { file: 0, line: 1 };
/// More exons than any row names, so that no made-up change lies in the last one.
const EXONS: u16 = 400;
/// The haplotype on which all changes of a witness lie.
const HAPLOTYPE: u8 = 1;

/// Profiles of which one should meet the criterion: one for each way through its alternatives.
pub(super) fn of(criterion: &Criterion, release: &Release) -> Vec<MolecularProfile> {
    let assembly = assembly(criterion);
    let empty = MolecularProfile {
        assessed: vec![AlterationClass::SmallVariant, AlterationClass::CopyNumber, AlterationClass::Rearrangement],
        ..MolecularProfile::empty("WITNESS", assembly)
    };
    let mut ways = vec![empty];
    add(criterion, release, &mut ways);
    ways
}

/// The assembly of the first allele; all coordinates of one row are asked on it.
fn assembly(criterion: &Criterion) -> Assembly {
    match criterion {
        Criterion::Is(Atom::Allele(allele)) => allele.assembly,
        Criterion::Is(_) => Assembly::GRCh38,
        Criterion::Not(inner) | Criterion::Homozygous(inner) => assembly(inner),
        Criterion::All(parts) | Criterion::InCis(parts) | Criterion::InTrans(parts) | Criterion::AnyOf(parts) => {
            parts.iter().map(assembly).find(|found| *found == Assembly::GRCh37).unwrap_or(Assembly::GRCh38)
        }
    }
}

fn add(criterion: &Criterion, release: &Release, ways: &mut Vec<MolecularProfile>) {
    match criterion {
        Criterion::Is(atom) => {
            for way in ways {
                hold(atom, release, way);
            }
        }
        Criterion::Not(inner) => {
            for way in ways {
                deny(inner, way);
            }
        }
        Criterion::All(parts) | Criterion::InCis(parts) => {
            for part in parts {
                add(part, release, ways);
            }
        }
        Criterion::InTrans(parts) => {
            for part in parts {
                add(part, release, ways);
            }
            for (variant, haplotype) in ways.iter_mut().flat_map(|way| way.small_variants.iter_mut().zip(0..)) {
                variant.phased_haplotype = Some(haplotype);
            }
        }
        Criterion::Homozygous(part) => add(part, release, ways),
        Criterion::AnyOf(parts) => {
            let before = std::mem::take(ways);
            for part in parts {
                let mut own = before.clone();
                add(part, release, &mut own);
                ways.extend(own);
            }
        }
    }
}

/// What a measured absence looks like, where a file can state one.
fn deny(criterion: &Criterion, way: &mut MolecularProfile) {
    match criterion {
        Criterion::Is(Atom::Biomarker { kind, .. }) => way.biomarkers.push(marker(*kind, BiomarkerState::Stable, None)),
        Criterion::Is(Atom::CopyNumber { gene, .. }) => way.copy_numbers.push(copies(gene, CopyNumberChange::Neutral)),
        Criterion::Is(_) | Criterion::Not(_) | Criterion::Homozygous(_) => {}
        Criterion::All(parts) | Criterion::InCis(parts) | Criterion::InTrans(parts) | Criterion::AnyOf(parts) => {
            for part in parts {
                deny(part, way);
            }
        }
    }
}

fn hold(atom: &Atom, release: &Release, way: &mut MolecularProfile) {
    match atom {
        Atom::Allele(allele) => {
            let mut variant = small(way, None, None, (None, None));
            variant.allele = allele.clone();
            variant.consequences.clear();
            way.small_variants.push(variant);
        }
        Atom::Protein { gene, change } => changed(way, gene, change.clone(), None),
        Atom::Coding { gene, change } => {
            let mut variant = small(way, Some(gene), None, (None, None));
            for consequence in &mut variant.consequences {
                consequence.hgvsc = Some(change.clone());
            }
            way.small_variants.push(variant);
        }
        Atom::Codon { gene, residue } => changed(way, gene, missense(*residue), None),
        Atom::Exon { gene, exons, class, except } => exon(way, gene, (exons, *class, except), release),
        Atom::Class { gene, class } => class_of(way, gene, *class, release),
        Atom::Fusion(partners) => way.rearrangements.push(fusion(partners)),
        Atom::CopyNumber { gene, change } => way.copy_numbers.push(copies(gene, *change)),
        Atom::Biomarker { kind, state, at_least } => way.biomarkers.push(marker(*kind, *state, *at_least)),
        Atom::Residues { gene, first, last, class } => {
            let range = ResidueRange { first: residue(*first), last: residue(*last) };
            let change = match class {
                ExonClass::Deletion | ExonClass::InFrame | ExonClass::Mutation => ProteinChange::Deletion { range },
                ExonClass::Insertion => ProteinChange::Duplication { range },
                ExonClass::Frameshift => {
                    ProteinChange::Frameshift { reference: residue(*first), alternate: None, stop_after: None }
                }
                ExonClass::Activating | ExonClass::Skipping => return,
            };
            changed(way, gene, change, None);
        }
        Atom::Biallelic { gene } => way.copy_numbers.push(copies(gene, CopyNumberChange::HomozygousDeletion)),
        Atom::FusionExons { five_prime, three_prime, exons } => {
            let mut event = fusion(&FusionPartners::Pair(five_prime.clone(), three_prime.clone()));
            event.call = Some(RearrangementCall {
                five_prime_exon: Some(exons.0),
                three_prime_exon: Some(exons.1),
                ..RearrangementCall::default()
            });
            way.rearrangements.push(event);
        }
        // Nothing that a profile holds speaks of these so that a finding could rest on it.
        Atom::Signature { .. }
        | Atom::Expression { .. }
        | Atom::WildType { .. }
        | Atom::Cytogenetic { .. }
        | Atom::Unreadable { .. } => {}
    }
}

fn exon(
    way: &mut MolecularProfile,
    gene: &str,
    (exons, class, except): (&[u16], ExonClass, &[ProteinChange]),
    release: &Release,
) {
    let Some(exon) = exons.first().copied() else { return };
    let place = Rank { first: exon, last: exon, total: EXONS };
    let change = match class {
        ExonClass::Deletion | ExonClass::InFrame => Some(ProteinChange::Deletion { range: stretch(10, 12) }),
        ExonClass::Insertion => Some(ProteinChange::Duplication { range: stretch(10, 12) }),
        ExonClass::Mutation => Some(ProteinChange::Deletion { range: stretch(10, 10) }),
        ExonClass::Activating => recurrent(gene, release),
        ExonClass::Frameshift => Some(frameshift()),
        ExonClass::Skipping => None,
    };
    if class == ExonClass::Skipping {
        let before = exon.saturating_sub(1);
        let intron = Rank { first: before, last: before, total: EXONS };
        let mut variant = small(way, Some(gene), None, (None, Some(intron)));
        for consequence in &mut variant.consequences {
            consequence.terms = vec![ConsequenceTerm::SpliceAcceptor];
        }
        way.small_variants.push(variant);
    } else if let Some(change) = change.filter(|change| !except.contains(change)) {
        changed(way, gene, change, Some(place));
    }
}

fn class_of(way: &mut MolecularProfile, gene: &str, class: FunctionalClass, release: &Release) {
    let middle = Rank { first: 2, last: 2, total: EXONS };
    let change = match class {
        FunctionalClass::Activating => recurrent(gene, release),
        FunctionalClass::LossOfFunction | FunctionalClass::Pathogenic => {
            way.copy_numbers.push(copies(gene, CopyNumberChange::HomozygousDeletion));
            Some(frameshift())
        }
        FunctionalClass::Truncating | FunctionalClass::Frameshift => Some(frameshift()),
        // The last two stay open whatever lies in the gene; a change there makes them say why.
        FunctionalClass::AnyMutation | FunctionalClass::KinaseDomain | FunctionalClass::Reversion => {
            Some(missense(residue(10)))
        }
        FunctionalClass::InternalTandemDuplication => {
            let stretches = release.hotspots().of_gene(gene).filter_map(|hotspot| match hotspot {
                Hotspot::InFrame { first, last } => Some(ProteinChange::Duplication { range: stretch(*first, *last) }),
                Hotspot::Residue(_) => None,
            });
            stretches.into_iter().next()
        }
    };
    if let Some(change) = change {
        changed(way, gene, change, Some(middle));
    }
}

/// A change on the first recurrent place of a gene.
fn recurrent(gene: &str, release: &Release) -> Option<ProteinChange> {
    release.hotspots().of_gene(gene).next().map(|hotspot| match hotspot {
        Hotspot::Residue(residue) => missense(*residue),
        Hotspot::InFrame { first, last } => ProteinChange::Deletion { range: stretch(*first, *last) },
    })
}

fn residue(position: u32) -> Residue {
    Residue { amino_acid: AminoAcid::Leu, position }
}

fn stretch(first: u32, last: u32) -> ResidueRange {
    ResidueRange { first: residue(first), last: residue(last) }
}

fn missense(reference: Residue) -> ProteinChange {
    let alternate = if reference.amino_acid == AminoAcid::Trp { AminoAcid::Cys } else { AminoAcid::Trp };
    ProteinChange::Missense { reference, alternate }
}

fn frameshift() -> ProteinChange {
    ProteinChange::Frameshift { reference: residue(10), alternate: None, stop_after: None }
}

fn changed(way: &mut MolecularProfile, gene: &str, change: ProteinChange, exon: Option<Rank>) {
    let variant = small(way, Some(gene), Some(change), (exon, None));
    way.small_variants.push(variant);
}

/// A variant at a place of its own, all of them on one molecule.
fn small(
    way: &MolecularProfile,
    gene: Option<&str>,
    change: Option<ProteinChange>,
    (exon, intron): (Option<Rank>, Option<Rank>),
) -> SmallVariant {
    let terms = change.as_ref().map(term).into_iter().collect();
    let hgvsp = change.map(|change| HgvsP { accession: None, predicted: true, change });
    SmallVariant {
        allele: Allele {
            assembly: way.assembly,
            contig: "1".into(),
            position: VcfPosition(1000 + 1000 * way.small_variants.len() as u64),
            reference: "A".to_owned(),
            alternate: "C".to_owned(),
        },
        aligned: None,
        population: None,
        consequences: vec![TranscriptConsequence {
            gene: gene.map(str::to_owned),
            transcript: Some("ENST00000000000.1".to_owned()),
            selection: TranscriptSelection::ManeSelect,
            terms,
            hgvsc: None,
            hgvsp,
            exon,
            intron,
        }],
        origin: AlleleOrigin::Somatic,
        tumor: None,
        normal: None,
        phase_set: Some("1".to_owned()),
        phased_haplotype: Some(HAPLOTYPE),
        reported: None,
        source: SOURCE,
    }
}

fn term(change: &ProteinChange) -> ConsequenceTerm {
    match change {
        ProteinChange::Missense { .. } => ConsequenceTerm::Missense,
        ProteinChange::Nonsense { .. } => ConsequenceTerm::StopGained,
        ProteinChange::Synonymous { .. } => ConsequenceTerm::Synonymous,
        ProteinChange::Deletion { .. } | ProteinChange::DeletionInsertion { .. } => ConsequenceTerm::InframeDeletion,
        ProteinChange::Duplication { .. } | ProteinChange::Insertion { .. } => ConsequenceTerm::InframeInsertion,
        ProteinChange::Frameshift { .. } => ConsequenceTerm::Frameshift,
        ProteinChange::Extension { .. } => ConsequenceTerm::StopLost,
        ProteinChange::StartLost => ConsequenceTerm::StartLost,
        ProteinChange::Splice { .. } => ConsequenceTerm::SpliceSite,
        ProteinChange::NoProtein | ProteinChange::Unknown | ProteinChange::NotUnderstood(_) => {
            ConsequenceTerm::SequenceVariant
        }
    }
}

fn fusion(partners: &FusionPartners) -> Rearrangement {
    let (five_prime, three_prime) = match partners {
        FusionPartners::Pair(five_prime, three_prime) => (five_prime.clone(), three_prime.clone()),
        FusionPartners::One(gene) => (gene.clone(), "PARTNER".to_owned()),
    };
    Rearrangement {
        five_prime: Some(five_prime),
        three_prime: Some(three_prime),
        kind: RearrangementKind::Fusion,
        order_stated: true,
        detail: None,
        supporting_reads: None,
        call: None,
        origin: AlleleOrigin::Somatic,
        reported: None,
        source: SOURCE,
    }
}

fn copies(gene: &str, change: CopyNumberChange) -> CopyNumberAlteration {
    CopyNumberAlteration {
        gene: gene.to_owned(),
        change,
        value: None,
        unit: None,
        measured: CopyNumberMeasure::default(),
        origin: AlleleOrigin::Somatic,
        reported: None,
        source: SOURCE,
    }
}

fn marker(kind: BiomarkerKind, state: BiomarkerState, value: Option<model::Decimal>) -> Biomarker {
    Biomarker {
        kind,
        value,
        unit: None,
        state: Some(state),
        hide_value: false,
        reported: None,
        method: None,
        source: SOURCE,
    }
}
