//! What the reference pack of a release adds to a called change: exon numbers and the residue that should stand there.

use knowledge::Release;
use model::finding::Reason;
use model::hgvs::{AminoAcid, ProteinChange, Residue};
use model::reference::{Alignment, ReferencePack, Transcript};
use model::small_variant::{Rank, TranscriptConsequence};
use model::variation::Allele;

/// Which exon a change lies in, and who says so.
pub(super) enum ExonNumber {
    /// The annotation, and nothing speaks against it.
    Told(Rank),
    /// The pack, with its short id.
    ByPack(Rank, String),
    /// Nobody, or two disagree.
    Unknown(Reason),
}

/// The exon of a change: from the annotation, else from the pack. Two answers that differ are no answer.
pub(super) fn exon_number(
    gene: &str,
    allele: &Allele,
    consequence: &TranscriptConsequence,
    release: &Release,
) -> ExonNumber {
    let Some(pack) = release.reference() else {
        return consequence.exon.map_or_else(
            || ExonNumber::Unknown(Reason::new("reference_missing").with("gene", gene)),
            ExonNumber::Told,
        );
    };
    match consequence.exon {
        Some(told) => match own_transcript(pack, allele, consequence).and_then(|own| own.exon_of_allele(allele)) {
            Some(counted) if !agree(told, counted) => ExonNumber::Unknown(
                Reason::new("exon_number_disagrees")
                    .with("gene", gene)
                    .with("called", shown(told))
                    .with("reference", shown(counted))
                    .with("pack", pack.short_id()),
            ),
            _ => ExonNumber::Told(told),
        },
        None => counted(gene, allele, consequence, pack),
    }
}

/// By position on MANE Select; where this assembly cannot be counted on, by residue when the change is described on MANE
/// Select itself.
fn counted(gene: &str, allele: &Allele, consequence: &TranscriptConsequence, pack: &ReferencePack) -> ExonNumber {
    let unknown = |code: &str| ExonNumber::Unknown(Reason::new(code).with("gene", gene).with("pack", pack.short_id()));
    let here = pack.mane_select(gene, allele.assembly);
    let by_position =
        here.filter(|transcript| transcript.alignment == Alignment::Exact).map(|mane| mane.exon_of_allele(allele));
    let by_residue = || {
        let (first, last) = consequence.hgvsp.as_ref()?.change.positions()?;
        let mane = pack.of_gene(gene).find(|mane| {
            mane.alignment == Alignment::Exact
                && mane.selection == model::small_variant::TranscriptSelection::ManeSelect
                && names(consequence).any(|name| is_of(name, mane))
        })?;
        mane.exon_of_residues(first, last)
    };
    match (by_position, by_residue()) {
        (Some(Some(placed)), Some(coded)) if !agree(placed, coded) => unknown("exon_number_by_residue_disagrees"),
        (Some(Some(placed)), _) => ExonNumber::ByPack(placed, pack.short_id()),
        (Some(None), _) => unknown("position_outside_reference_exons"),
        (None, Some(coded)) => ExonNumber::ByPack(coded, pack.short_id()),
        (None, None) => unknown("reference_transcript_missing"),
    }
}

/// The very transcript of the annotation, when exons may be counted on it.
fn own_transcript<'p>(
    pack: &'p ReferencePack,
    allele: &Allele,
    consequence: &TranscriptConsequence,
) -> Option<&'p Transcript> {
    let name = consequence.transcript.as_deref()?;
    pack.transcript(name, allele.assembly).filter(|own| own.alignment == Alignment::Exact)
}

fn names(consequence: &TranscriptConsequence) -> impl Iterator<Item = &str> {
    let protein = consequence.hgvsp.as_ref().and_then(|hgvsp| hgvsp.accession.as_deref());
    consequence.transcript.as_deref().into_iter().chain(protein)
}

fn is_of(name: &str, transcript: &Transcript) -> bool {
    transcript.accessions.iter().chain(&transcript.proteins).any(|own| own == name)
}

/// An indel may be placed some bases apart by two programs; then the ranges still share an exon.
fn agree(one: Rank, other: Rank) -> bool {
    one.first <= other.last && other.first <= one.last
}

fn shown(rank: Rank) -> String {
    if rank.first == rank.last { rank.first.to_string() } else { format!("{}-{}", rank.first, rank.last) }
}

/// A reason when the reference residue of a description is not the one of its protein: it counts on another isoform, or
/// it is wrong. `None` when it fits, or when no sequence is there to compare.
pub(super) fn residue_differs(gene: &str, consequence: &TranscriptConsequence, release: &Release) -> Option<Reason> {
    let pack = release.reference()?;
    let residue = reference_residue(&consequence.hgvsp.as_ref()?.change)?;
    let sequence = names(consequence).find_map(|name| {
        let of_transcript = pack.of_gene(gene).find(|transcript| is_of(name, transcript));
        let proteins = of_transcript.map(|transcript| transcript.proteins.as_slice()).unwrap_or_default();
        pack.protein(name).or_else(|| proteins.iter().find_map(|protein| pack.protein(protein)))
    })?;
    let at = usize::try_from(residue.position.checked_sub(1)?).ok()?;
    let stands = sequence.sequence.as_bytes().get(at).map(|byte| char::from(*byte));
    let expected = residue.amino_acid.one_letter();
    (residue.amino_acid != AminoAcid::Xaa && stands.map(|letter| letter.to_string()) != Some(expected.to_string()))
        .then(|| {
            Reason::new("residue_differs_from_reference")
                .with("gene", gene)
                .with("residue", format!("{expected}{}", residue.position))
                .with("protein", &sequence.accession)
                .with("pack", pack.short_id())
        })
}

fn reference_residue(change: &ProteinChange) -> Option<Residue> {
    match change {
        ProteinChange::Missense { reference, .. }
        | ProteinChange::Nonsense { reference }
        | ProteinChange::Frameshift { reference, .. } => Some(*reference),
        ProteinChange::Synonymous { reference } => *reference,
        ProteinChange::Deletion { range }
        | ProteinChange::Duplication { range }
        | ProteinChange::Insertion { range, .. }
        | ProteinChange::DeletionInsertion { range, .. } => Some(range.first),
        ProteinChange::Extension { .. }
        | ProteinChange::StartLost
        | ProteinChange::Splice { .. }
        | ProteinChange::NoProtein
        | ProteinChange::Unknown
        | ProteinChange::NotUnderstood(_) => None,
    }
}

#[cfg(test)]
mod tests;
