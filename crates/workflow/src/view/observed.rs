//! The parts of a profile as one list, so that a question about a record meets all kinds alike.

use std::collections::BTreeSet;

use model::profile::MolecularProfile;
use model::small_variant::{RecordSource, SmallVariant};
use model::structural_variant::GeneRelation;
use model::variation::{Allele, ObservationKey};

use super::question::Question;

/// One observation of the profile.
#[derive(Clone, Debug)]
pub(crate) struct Observed<'p> {
    pub(crate) key: ObservationKey,
    pub(crate) source: &'p RecordSource,
    pub(crate) genes: BTreeSet<&'p str>,
    pub(crate) label: String,
    pub(crate) place: String,
    /// Only for small variants.
    pub(crate) small: Option<&'p SmallVariant>,
}

/// Everything that was laid beside the knowledge base and belongs to a record.
pub(crate) fn observed(profile: &MolecularProfile) -> Vec<Observed<'_>> {
    let small = profile.small_variants.iter().map(small);
    let copies = profile.copy_numbers.iter().map(|event| Observed {
        key: event.key(),
        source: &event.source,
        genes: [event.gene.as_str()].into(),
        label: format!("{} {}", event.gene, event.change),
        place: event.change.to_string(),
        small: None,
    });
    let joins = profile.rearrangements.iter().map(|event| {
        let genes: BTreeSet<&str> =
            [&event.five_prime, &event.three_prime].into_iter().flatten().map(String::as_str).collect();
        let names: Vec<&str> =
            [&event.five_prime, &event.three_prime].into_iter().flatten().map(String::as_str).collect();
        let label = format!("{} {}", names.join("::"), event.kind);
        Observed { key: event.key(), source: &event.source, genes, label, place: event.kind.to_string(), small: None }
    });
    let structural = profile.structural_variants.iter().map(|event| {
        let ends = [Some(&event.first), event.second.as_ref()];
        let places: Vec<String> = ends.into_iter().flatten().map(|end| end.place.to_string()).collect();
        let hit = event.genes.iter().filter(|gene| gene.relation != GeneRelation::Near);
        let genes: BTreeSet<&str> = hit.map(|gene| gene.gene.as_str()).collect();
        let named: Vec<&str> = genes.iter().copied().collect();
        let label = format!("{} {}", named.join(", "), event.kind).trim_start().to_owned();
        Observed { key: event.key(), source: &event.source, genes, label, place: places.join(" ~ "), small: None }
    });
    small.chain(copies).chain(joins).chain(structural).collect()
}

fn small(variant: &SmallVariant) -> Observed<'_> {
    let shown = variant.shown_consequence();
    let gene = shown.and_then(|consequence| consequence.gene.as_deref()).unwrap_or_default();
    let protein = shown.and_then(|consequence| consequence.hgvsp.as_ref());
    let label = match (protein, shown.and_then(|consequence| consequence.hgvsc.as_deref())) {
        (Some(protein), _) => format!("{gene} p.{}", protein.change.short()),
        (None, Some(coding)) => format!("{gene} {}", coding.rsplit(':').next().unwrap_or(coding)),
        (None, None) => gene.to_owned(),
    };
    Observed {
        key: variant.key(),
        source: &variant.source,
        genes: variant.consequences.iter().filter_map(|consequence| consequence.gene.as_deref()).collect(),
        label,
        place: variant.allele.to_string(),
        small: Some(variant),
    }
}

impl Observed<'_> {
    /// Whether the question asks for this one.
    pub(crate) fn answers(&self, question: &Question) -> bool {
        match question {
            Question::Place { contig, position, change } => self.small.is_some_and(|variant| {
                let starts = |allele: &Allele| [allele.position, allele.trimmed().position];
                let here = variant.spellings().flat_map(starts).any(|at| at.0 == u64::from(*position));
                variant.allele.contig.name() == contig && (here || change.is_some() && self.is_exactly(question))
            }),
            Question::Gene(gene) => self.genes.iter().any(|known| known.eq_ignore_ascii_case(gene)),
            Question::Change { gene, change } => self.small.is_some_and(|variant| {
                variant.consequences.iter().any(|told| {
                    gene.as_ref()
                        .is_none_or(|gene| told.gene.as_ref().is_some_and(|known| known.eq_ignore_ascii_case(gene)))
                        && change.is_said_by(told.hgvsc.as_deref(), told.hgvsp.as_ref())
                })
            }),
        }
    }

    /// Whether it is the very change at the place that was asked for; a question without a change has none.
    pub(crate) fn is_exactly(&self, question: &Question) -> bool {
        let asked = |allele: &Allele| {
            is_change(question, allele.contig.name(), (allele.position.0, &allele.reference, &allele.alternate))
        };
        self.small.is_some_and(|variant| variant.spellings().any(asked))
    }
}

/// Whether a spelled allele is the one that was asked for, however many bases stand around it.
pub(crate) fn is_change(
    question: &Question,
    contig: &str,
    (position, reference, alternate): (u64, &str, &str),
) -> bool {
    use model::assembly::Assembly;
    use model::variation::VcfPosition;
    let Question::Place { contig: wanted, position: at, change: Some((from, to)) } = question else { return false };
    // Which assembly does not matter: both sides are spelled in that of the case.
    let allele = |position, reference: &str, alternate: &str| {
        Allele {
            assembly: Assembly::GRCh38,
            contig: contig.into(),
            position: VcfPosition(position),
            reference: reference.to_ascii_uppercase(),
            alternate: alternate.to_ascii_uppercase(),
        }
        .trimmed()
    };
    wanted == contig && allele(position, reference, alternate) == allele(u64::from(*at), from, to)
}
