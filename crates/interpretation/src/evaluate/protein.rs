//! The same allele, the same protein consequence, the same codon.

use knowledge::Release;
use model::assembly::Assembly;
use model::evidence::MatchKind;
use model::finding::Reason;
use model::hgvs::{AminoAcid, ProteinChange, Residue};
use model::profile::AlterationClass;
use model::small_variant::{SmallVariant, TranscriptConsequence, TranscriptSelection};
use model::variation::{Allele, ObservationKey};

use super::codon_neighbour;
use super::numbering::{Reading, readings};
use super::reference::residue_differs;
use super::{Evaluation, of_gene, unseen};
use crate::indexed_profile::IndexedProfile;
use crate::protein_equivalence::equivalent;

/// Coordinates of the other assembly are lifted by the chains of the reference pack, or the row stays open.
pub(super) fn allele(wanted: &Allele, profile: &IndexedProfile<'_>, release: &Release) -> Evaluation {
    let stated = wanted.trimmed();
    let wanted = match on_assembly(&stated, profile.assembly, release) {
        Ok(wanted) => wanted,
        Err(reason) => return Evaluation::not_assessed(MatchKind::Allele, reason),
    };
    match profile.of_key(&ObservationKey::Allele(wanted.clone())) {
        Some((_, variant)) => {
            let doubts = |seen| codon_neighbour::doubt(profile, variant, seen);
            if let Some(doubt) = variant.consequences.iter().find_map(doubts) {
                return Evaluation::not_assessed(MatchKind::Allele, doubt).touching();
            }
            let reason = match release.reference() {
                Some(pack) if stated.assembly != wanted.assembly => Reason::new("same_allele_lifted")
                    .with("allele", &wanted)
                    .with("stated", &stated)
                    .with("pack", pack.short_id()),
                _ => Reason::new("same_allele").with("allele", &wanted),
            };
            Evaluation::hit(MatchKind::Allele, variant.key(), reason)
        }
        None => unseen(profile, AlterationClass::SmallVariant, MatchKind::Allele),
    }
}

fn on_assembly(stated: &Allele, assembly: Assembly, release: &Release) -> Result<Allele, Reason> {
    if stated.assembly == assembly {
        return Ok(stated.clone());
    }
    let Some(pack) = release.reference() else {
        return Err(Reason::new("coordinates_of_other_assembly").with("allele", stated));
    };
    let failed = |code| Reason::new(code).with("allele", stated).with("pack", pack.short_id());
    pack.lift(stated, assembly).map_err(|failure| failed(failure.code()))
}

pub(super) fn change(
    gene: &str,
    wanted: &ProteinChange,
    profile: &IndexedProfile<'_>,
    release: &Release,
) -> Evaluation {
    search(gene, MatchKind::Protein, profile, release, |reading, consequence| {
        (equivalent(&reading.change, wanted) || same_silent(&reading.change, wanted)).then(|| match reading.offset {
            0 => match_reason("same_protein_change", consequence, wanted),
            offset => match_reason("same_protein_change_on_isoform", consequence, wanted).with("offset", offset),
        })
    })
}

/// A row about one silent change (it may alter splicing) is met by that change and no other.
fn same_silent(called: &ProteinChange, wanted: &ProteinChange) -> bool {
    matches!((called, wanted), (ProteinChange::Synonymous { reference: Some(a) }, ProteinChange::Synonymous { reference: Some(b) }) if a == b)
}

/// A qualifying change of a codon: missense or in-frame; a stop, a frameshift or a synonymous change never qualifies.
pub(super) fn codon(gene: &str, wanted: Residue, profile: &IndexedProfile<'_>, release: &Release) -> Evaluation {
    search(gene, MatchKind::Codon, profile, release, |reading, consequence| {
        changes_codon(&reading.change, wanted).then(|| {
            Reason::new("same_codon")
                .with("codon", format!("{}{}", wanted.amino_acid.one_letter(), wanted.position))
                .with("change", reading.change.short())
                .with("transcript", consequence.transcript.as_deref().unwrap_or("-"))
        })
    })
}

pub(super) fn changes_codon(change: &ProteinChange, wanted: Residue) -> bool {
    let same = |residue: &Residue| {
        residue.position == wanted.position
            && (wanted.amino_acid == AminoAcid::Xaa
                || residue.amino_acid == AminoAcid::Xaa
                || residue.amino_acid == wanted.amino_acid)
    };
    match change {
        ProteinChange::Missense { reference, .. } => same(reference),
        ProteinChange::DeletionInsertion { range, .. } | ProteinChange::Deletion { range } => {
            range.first == range.last && same(&range.first)
        }
        ProteinChange::Duplication { .. }
        | ProteinChange::Insertion { .. }
        | ProteinChange::Nonsense { .. }
        | ProteinChange::Synonymous { .. }
        | ProteinChange::Frameshift { .. }
        | ProteinChange::Extension { .. }
        | ProteinChange::StartLost
        | ProteinChange::Splice { .. }
        | ProteinChange::NoProtein
        | ProteinChange::Unknown
        | ProteinChange::NotUnderstood(_) => false,
    }
}

fn match_reason(code: &str, consequence: &TranscriptConsequence, wanted: &ProteinChange) -> Reason {
    Reason::new(code)
        .with("change", wanted.short())
        .with("called", consequence.hgvsp.as_ref().map(|hgvsp| hgvsp.change.short()).unwrap_or_default())
        .with("transcript", consequence.transcript.as_deref().unwrap_or("-"))
}

/// The first variant of the gene for which a transcript meets the test; reference transcripts are asked first.
fn search(
    gene: &str,
    kind: MatchKind,
    profile: &IndexedProfile<'_>,
    release: &Release,
    met: impl Fn(&Reading, &TranscriptConsequence) -> Option<Reason>,
) -> Evaluation {
    let mut whole: Option<Evaluation> = None;
    let mut doubted: Option<Evaluation> = None;
    for (index, variant, mut consequences) in of_gene(profile, gene) {
        consequences.sort_by_key(|(_, consequence)| selection_rank(consequence.selection));
        let hit = consequences.into_iter().find_map(|(at, consequence)| {
            let reading = readings(gene, consequence, release);
            let reason = reading.iter().find_map(|reading| met(reading, consequence))?;
            // A residue that does not stand in the named protein is counted on another isoform.
            if let Some(differs) = residue_differs(gene, consequence, release) {
                doubted.get_or_insert_with(|| Evaluation::not_assessed(kind, differs).touching());
                return None;
            }
            Some((at, reason))
        });
        let doubt =
            hit.as_ref().and_then(|(at, _)| codon_neighbour::doubt(profile, variant, variant.consequences.get(*at)?));
        if let Some(doubt) = doubt {
            doubted.get_or_insert_with(|| Evaluation::not_assessed(kind, doubt).touching());
        } else if let Some((at, reason)) = hit {
            let mut one = Evaluation::hit(kind, variant.key(), reason);
            one.transcripts.push((index, at));
            match &mut whole {
                Some(whole) => whole.absorb(one),
                None => whole = Some(one),
            }
        }
    }
    whole.or(doubted).unwrap_or_else(|| nothing_seen(gene, kind, profile))
}

fn selection_rank(selection: TranscriptSelection) -> u8 {
    match selection {
        TranscriptSelection::ManeSelect => 0,
        TranscriptSelection::ManePlusClinical => 1,
        TranscriptSelection::Canonical => 2,
        TranscriptSelection::Other => 3,
    }
}

/// Nothing of the kind: not met, unless the file speaks of the gene without telling the protein change.
fn nothing_seen(gene: &str, kind: MatchKind, profile: &IndexedProfile<'_>) -> Evaluation {
    let silent = |variant: &SmallVariant| {
        variant.consequences.iter().any(|consequence| {
            consequence.gene.as_deref() == Some(gene)
                && matches!(
                    consequence.hgvsp.as_ref().map(|hgvsp| &hgvsp.change),
                    Some(ProteinChange::NotUnderstood(_))
                )
        })
    };
    if profile.of_gene(gene).any(|(_, variant)| silent(variant)) {
        let reason = Reason::new("protein_change_not_understood").with("gene", gene);
        return Evaluation::not_assessed(kind, reason).touching();
    }
    unseen(profile, AlterationClass::SmallVariant, kind)
}
