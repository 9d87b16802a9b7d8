//! Changes of some kind inside a stretch of residues, in the numbers of the rows.

use knowledge::Release;
use knowledge::criterion::ExonClass;
use model::evidence::MatchKind;
use model::finding::Reason;
use model::profile::AlterationClass;

use super::class::function_of;
use super::exon::{alters, lengthens, reference_transcripts, shortens};
use super::numbering::readings;
use super::reference::residue_differs;
use super::{Evaluation, codon_neighbour, of_gene, unseen};
use crate::indexed_profile::IndexedProfile;

pub(super) fn within(
    gene: &str,
    (first, last): (u32, u32),
    class: ExonClass,
    profile: &IndexedProfile<'_>,
    release: &Release,
) -> Evaluation {
    let mut whole = Evaluation::not_met(MatchKind::Exon);
    let mut open = None;
    for (index, variant, consequences) in of_gene(profile, gene) {
        for (at, consequence) in reference_transcripts(consequences) {
            let frameshift = consequence.terms.contains(&model::consequence::ConsequenceTerm::Frameshift);
            let function =
                (class == ExonClass::Activating).then(|| function_of(gene, &variant.allele, consequence, release));
            let readings = readings(gene, consequence, release);
            let place = readings.iter().find_map(|reading| {
                let counts = match class {
                    ExonClass::Deletion => shortens(&reading.change),
                    ExonClass::Insertion => lengthens(&reading.change),
                    ExonClass::InFrame => shortens(&reading.change) || lengthens(&reading.change),
                    ExonClass::Mutation => alters(&reading.change),
                    ExonClass::Activating => function.as_ref().is_some_and(|function| function.activating),
                    ExonClass::Frameshift => frameshift,
                    ExonClass::Skipping => false,
                };
                let (start, end) = reading.change.positions().filter(|_| counts)?;
                (start <= last && first <= end).then(|| (start, end, reading.change.short()))
            });
            let Some((start, end, change)) = place else { continue };
            let doubt = residue_differs(gene, consequence, release)
                .or_else(|| codon_neighbour::doubt(profile, variant, consequence));
            if let Some(doubt) = doubt {
                open = Some(doubt);
            } else if start < first || last < end {
                open = Some(Reason::new("residues_partly_outside").with("gene", gene).with("change", change));
            } else {
                let reason = Reason::new("inside_residues").with("gene", gene).with("change", change);
                let reason = reason.with("first", first).with("last", last);
                let mut one = Evaluation::hit(MatchKind::Exon, variant.key(), reason);
                one.transcripts.push((index, at));
                if let Some(function) = function {
                    one.policies.extend(function.policies);
                    one.leans_on_memory |= function.from_memory;
                }
                whole.met = model::assessed::Met::Met;
                whole.absorb(one);
                break;
            }
        }
    }
    match (whole.hits.is_empty(), open) {
        (false, _) => whole,
        (true, Some(reason)) => Evaluation::not_assessed(MatchKind::Exon, reason).touching(),
        (true, None) => unseen(profile, AlterationClass::SmallVariant, MatchKind::Exon),
    }
}
