//! Changes in the kinase domain of a gene, by the domain borders of the reference pack. Which accessions are kinase domains is
//! listed in the knowledge base.

use knowledge::Release;
use knowledge::criterion::ExonClass;
use model::evidence::MatchKind;
use model::finding::Reason;

use super::{Evaluation, any_of, residues};
use crate::indexed_profile::IndexedProfile;

/// `None` where nothing tells the borders, so that the row stays open as it did.
pub(super) fn within(gene: &str, profile: &IndexedProfile<'_>, release: &Release) -> Option<Evaluation> {
    let pack = release.reference()?;
    let mane = pack.mane_select(gene, profile.assembly)?;
    // Borders count on MANE Select; rows of a gene with several numberings may count otherwise.
    if release.genes().isoforms(gene).next().is_some() {
        return None;
    }
    let stretches: Vec<(u32, u32)> = pack
        .domains(mane)
        .into_iter()
        .filter(|domain| release.genes().is_kinase_domain(&domain.accession))
        .map(|domain| (domain.first, domain.last))
        .collect();
    if stretches.is_empty() {
        let reason = Reason::new("kinase_domain_missing").with("gene", gene);
        return Some(Evaluation::not_assessed(MatchKind::Class, reason).touching());
    }
    let answers = stretches.into_iter().map(|stretch| {
        let mut answer = residues::within(gene, stretch, ExonClass::Mutation, profile, release);
        for reason in &mut answer.reasons {
            if reason.code == "inside_residues" {
                "inside_kinase_domain".clone_into(&mut reason.code);
            }
        }
        answer
    });
    let mut whole = any_of(answers.collect());
    whole.kind = MatchKind::Class;
    if !whole.hits.is_empty() {
        whole.reasons.push(Reason::new("domain_by_pack").with("pack", pack.short_id()));
    }
    Some(whole)
}
