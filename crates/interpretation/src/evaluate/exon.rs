//! Changes of some kind inside an exon, by the exon number that the annotation gives.

use knowledge::Release;
use knowledge::criterion::ExonClass;
use model::consequence::ConsequenceTerm;
use model::evidence::MatchKind;
use model::finding::Reason;
use model::hgvs::ProteinChange;
use model::profile::AlterationClass;
use model::small_variant::{TranscriptConsequence, TranscriptSelection};
use model::structural::RearrangementKind;
use model::variation::Allele;

use super::class::{Function, function_of};
use super::reference::{ExonNumber, exon_number};
use super::{Evaluation, of_gene, unseen};
use crate::indexed_profile::IndexedProfile;
use crate::protein_equivalence::equivalent;

/// The kind of change wanted, and the changes that do not count.
type Wanted<'a> = (ExonClass, &'a [ProteinChange]);

pub(super) fn within(
    gene: &str,
    exons: &[u16],
    (class, except): (ExonClass, &[ProteinChange]),
    profile: &IndexedProfile<'_>,
    release: &Release,
) -> Evaluation {
    let mut whole = Evaluation::not_met(MatchKind::Exon);
    let mut open = None;
    for (index, variant, consequences) in of_gene(profile, gene) {
        let asked = reference_transcripts(consequences);
        let place = |consequence: &TranscriptConsequence| {
            place((gene, &variant.allele), consequence, exons, (class, except), release)
        };
        if disagree(&asked, place) {
            open = Some(Reason::new("transcripts_disagree_on_exon").with("gene", gene));
            continue;
        }
        for (at, consequence) in asked {
            match place(consequence) {
                Place::Inside(functional, pack) => {
                    let mut one = Evaluation::hit(MatchKind::Exon, variant.key(), inside(consequence, exons));
                    one.reasons.extend(pack.map(|pack| Reason::new("exon_number_by_pack").with("pack", pack)));
                    one.transcripts.push((index, at));
                    if let Some(functional) = functional {
                        one.policies.extend(functional.policies);
                        one.leans_on_memory |= functional.from_memory;
                    }
                    whole.met = model::assessed::Met::Met;
                    whole.absorb(one);
                    break;
                }
                Place::Unknown(reason) => open = Some(reason),
                Place::Outside => {}
            }
        }
    }
    if class == ExonClass::Skipping {
        skipping_in_rna(gene, exons, profile, &mut whole, &mut open);
    }
    match (whole.hits.is_empty(), open) {
        (false, _) => whole,
        (true, Some(reason)) => Evaluation::not_assessed(MatchKind::Exon, reason).touching(),
        (true, None) => unseen(profile, AlterationClass::SmallVariant, MatchKind::Exon),
    }
}

/// Exon numbers belong to a transcript: only reference transcripts are asked, others only when none is named.
pub(super) fn reference_transcripts(
    consequences: Vec<(usize, &TranscriptConsequence)>,
) -> Vec<(usize, &TranscriptConsequence)> {
    let best = consequences.iter().map(|(_, consequence)| rank(consequence.selection)).min();
    consequences.into_iter().filter(|(_, consequence)| Some(rank(consequence.selection)) == best).collect()
}

/// Without a reference transcript the others must agree where the change lies.
fn disagree(asked: &[(usize, &TranscriptConsequence)], place: impl Fn(&TranscriptConsequence) -> Place) -> bool {
    let untold = asked.iter().all(|(_, consequence)| consequence.selection == TranscriptSelection::Other);
    let answers: Vec<bool> = asked
        .iter()
        .filter(|(_, consequence)| consequence.exon.is_some())
        .map(|(_, consequence)| matches!(place(consequence), Place::Inside(..)))
        .collect();
    untold && answers.contains(&true) && answers.contains(&false)
}

fn rank(selection: TranscriptSelection) -> u8 {
    match selection {
        TranscriptSelection::ManeSelect => 0,
        TranscriptSelection::Canonical => 1,
        TranscriptSelection::ManePlusClinical => 2,
        TranscriptSelection::Other => 3,
    }
}

enum Place {
    /// With the function, where it was asked, and the pack that counted the exon, if it was not the annotation.
    Inside(Option<Function>, Option<String>),
    Outside,
    Unknown(Reason),
}

fn place(
    (gene, allele): (&str, &Allele),
    consequence: &TranscriptConsequence,
    exons: &[u16],
    (class, except): Wanted<'_>,
    release: &Release,
) -> Place {
    let change = consequence.hgvsp.as_ref().map(|hgvsp| &hgvsp.change);
    if change.is_some_and(|change| except.iter().any(|left_out| equivalent(change, left_out))) {
        return Place::Outside;
    }
    if class == ExonClass::Skipping {
        return skips(gene, consequence, exons);
    }
    let functional = (class == ExonClass::Activating).then(|| function_of(gene, allele, consequence, release));
    let qualifies = match class {
        ExonClass::Deletion => change.is_some_and(shortens),
        ExonClass::Insertion => change.is_some_and(lengthens),
        ExonClass::InFrame => change.is_some_and(|change| shortens(change) || lengthens(change)),
        ExonClass::Mutation => change.is_some_and(alters),
        ExonClass::Activating => functional.as_ref().is_some_and(|function| function.activating),
        ExonClass::Frameshift => consequence.terms.contains(&ConsequenceTerm::Frameshift),
        ExonClass::Skipping => false,
    };
    if !qualifies {
        return Place::Outside;
    }
    let (exon, pack) = match exon_number(gene, allele, consequence, release) {
        ExonNumber::Told(exon) => (exon, None),
        ExonNumber::ByPack(exon, pack) => (exon, Some(pack)),
        ExonNumber::Unknown(reason) => return Place::Unknown(reason),
    };
    if exons.iter().any(|wanted| (exon.first..=exon.last).contains(wanted)) {
        Place::Inside(functional, pack)
    } else {
        Place::Outside
    }
}

pub(super) fn shortens(change: &ProteinChange) -> bool {
    match change {
        ProteinChange::Deletion { .. } => true,
        ProteinChange::DeletionInsertion { range, sequence } => {
            (sequence.len() as u64) < u64::from(range.last.position - range.first.position + 1)
        }
        _ => false,
    }
}

pub(super) fn lengthens(change: &ProteinChange) -> bool {
    match change {
        ProteinChange::Insertion { .. } | ProteinChange::Duplication { .. } => true,
        ProteinChange::DeletionInsertion { range, sequence } => {
            (sequence.len() as u64) > u64::from(range.last.position - range.first.position + 1)
        }
        _ => false,
    }
}

/// Missense or in-frame; the mutation rows of kinases do not speak of truncations.
pub(super) fn alters(change: &ProteinChange) -> bool {
    matches!(
        change,
        ProteinChange::Missense { .. }
            | ProteinChange::Deletion { .. }
            | ProteinChange::Duplication { .. }
            | ProteinChange::Insertion { .. }
            | ProteinChange::DeletionInsertion { .. }
    )
}

/// A lost acceptor of the exon (the intron before it) or a lost donor (the intron behind it).
fn skips(gene: &str, consequence: &TranscriptConsequence, exons: &[u16]) -> Place {
    let acceptor = consequence.terms.contains(&ConsequenceTerm::SpliceAcceptor);
    let donor = consequence.terms.contains(&ConsequenceTerm::SpliceDonor);
    let in_exon = consequence.exon.is_some_and(|rank| exons.iter().any(|exon| (rank.first..=rank.last).contains(exon)));
    let near_site = [ConsequenceTerm::SpliceSite, ConsequenceTerm::SpliceRegion]
        .iter()
        .any(|term| consequence.terms.contains(term));
    if !acceptor && !donor {
        return if near_site && in_exon {
            Place::Unknown(Reason::new("splice_effect_not_told").with("gene", gene))
        } else {
            Place::Outside
        };
    }
    let Some(intron) = consequence.intron else {
        return Place::Unknown(Reason::new("intron_number_missing").with("gene", gene));
    };
    let hit = exons.iter().any(|exon| (acceptor && intron.last + 1 == *exon) || (donor && intron.first == *exon));
    if hit { Place::Inside(None, None) } else { Place::Outside }
}

fn skipping_in_rna(
    gene: &str,
    exons: &[u16],
    profile: &IndexedProfile<'_>,
    whole: &mut Evaluation,
    open: &mut Option<Reason>,
) {
    let of_gene = profile.rearrangements.iter().filter(|event| {
        event.kind == RearrangementKind::ExonSkipping
            && [&event.five_prime, &event.three_prime].into_iter().any(|partner| partner.as_deref() == Some(gene))
    });
    for event in of_gene {
        let told = event.detail.as_deref().unwrap_or_default();
        let numbers: Vec<u16> =
            told.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect();
        if numbers.iter().any(|number| exons.contains(number)) {
            let reason = Reason::new("exon_skipping_reported").with("gene", gene).with("detail", told);
            whole.met = model::assessed::Met::Met;
            whole.absorb(Evaluation::hit(MatchKind::Exon, event.key(), reason));
        } else if numbers.is_empty() {
            *open = Some(Reason::new("skipped_exon_not_told").with("gene", gene));
        }
    }
}

fn inside(consequence: &TranscriptConsequence, exons: &[u16]) -> Reason {
    let numbers: Vec<String> = exons.iter().map(u16::to_string).collect();
    Reason::new("inside_exon")
        .with("exon", numbers.join("/"))
        .with("change", consequence.hgvsp.as_ref().map_or_else(|| "-".to_owned(), |hgvsp| hgvsp.change.short()))
        .with("transcript", consequence.transcript.as_deref().unwrap_or("-"))
}
