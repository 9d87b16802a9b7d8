//! Wild type: looked at, and nothing there. Without callable regions over every coding base, or over the codon, nobody
//! knows. With them it holds where no kept variant changes the protein and no record that was set aside (filtered by its caller)
//! lies there; where such a record lies there, or nobody looked for one, a person has to look and the row stays open.

use std::collections::BTreeSet;

use knowledge::Release;
use knowledge::criterion::Atom;
use model::assembly::Assembly;
use model::breakend::Breakend;
use model::consequence::ConsequenceTerm;
use model::evidence::MatchKind;
use model::finding::Reason;
use model::hgvs::Residue;
use model::interval::{CallableRegions, GenomicInterval};
use model::profile::AlterationClass;
use model::reference::{Alignment, Strand, Stretch, Transcript};
use model::structural_variant::StructuralVariant;
use model::variation::{Contig, InterResiduePosition, ObservationKey};

use super::protein::changes_codon;
use super::{Evaluation, of_gene, unseen};
use crate::indexed_profile::IndexedProfile;

const SPARES_THE_PROTEIN: [ConsequenceTerm; 3] =
    [ConsequenceTerm::Synonymous, ConsequenceTerm::StopRetained, ConsequenceTerm::StartRetained];

pub(super) fn wild_type(
    gene: &str,
    residue: Option<Residue>,
    profile: &IndexedProfile<'_>,
    release: &Release,
) -> Evaluation {
    let changed = of_gene(profile, gene).any(|(_, _, consequences)| {
        consequences.iter().any(|(_, consequence)| match (&consequence.hgvsp, residue) {
            (Some(hgvsp), Some(residue)) => changes_codon(&hgvsp.change, residue),
            (_, None) => consequence.terms.iter().any(|term| *term <= ConsequenceTerm::ProteinAltering),
            (None, Some(_)) => false,
        })
    });
    if changed {
        return Evaluation { absence_measured: true, ..Evaluation::not_met(MatchKind::Gene) };
    }
    if !profile.assessed.contains(&AlterationClass::SmallVariant) {
        return unseen(profile, AlterationClass::SmallVariant, MatchKind::Gene);
    }
    let open = |code: &str| Evaluation::not_assessed(MatchKind::Gene, Reason::new(code).with("gene", gene));
    let Some(callable) = &profile.callable else {
        return Evaluation::not_assessed(MatchKind::Gene, Reason::new("callable_regions_missing"));
    };
    let mane = release.reference().and_then(|pack| pack.mane_select(gene, profile.assembly));
    let Some(mane) = mane.filter(|mane| mane.alignment == Alignment::Exact) else {
        return open("callable_gene_not_placed");
    };
    let wanted = coding_stretches(mane, residue);
    if wanted.is_empty() {
        return open("callable_gene_not_placed");
    }
    if !wanted.iter().all(|stretch| callable.covers(stretch)) {
        return open("outside_callable_regions");
    }
    if wanted.iter().any(|stretch| something_unclear(stretch, gene, profile)) {
        return open("variant_of_unknown_effect_inside");
    }
    let told = |code: &str| Reason::new(code).with("gene", gene).with("bases", bases(&wanted));
    let aside = profile.set_aside.as_ref().filter(|aside| wanted.iter().all(|stretch| aside.watched.covers(stretch)));
    match aside {
        None => Evaluation::not_assessed(MatchKind::Gene, told("wild_type_in_callable_regions")).touching(),
        Some(aside) if wanted.iter().any(|stretch| aside.records.meets(stretch)) => {
            Evaluation::not_assessed(MatchKind::Gene, told("record_set_aside_inside")).touching()
        }
        Some(_) => {
            let key = ObservationKey::WildType { gene: gene.to_owned(), residue: residue.map(|own| own.position) };
            Evaluation::hit(MatchKind::Gene, key, told("wild_type_seen"))
        }
    }
}

/// Where records that are set aside have to be noted, so that the rows of a release can be asked whether a gene is wild type.
pub(crate) fn places(release: &Release, assembly: Assembly) -> CallableRegions {
    let mut genes: BTreeSet<&str> = BTreeSet::new();
    for subject in release.statements().iter().filter_map(|statement| statement.subject.as_ref()) {
        subject.visit(&mut |atom| {
            if let Atom::WildType { gene, .. } = atom {
                genes.insert(gene);
            }
        });
    }
    let pack = release.reference();
    let mane = |gene: &&str| pack.and_then(|pack| pack.mane_select(gene, assembly));
    CallableRegions::merged(genes.iter().filter_map(mane).flat_map(|mane| coding_stretches(mane, None)))
}

fn bases(stretches: &[GenomicInterval]) -> u64 {
    stretches.iter().map(GenomicInterval::bases).sum()
}

/// A kept variant there that is not said to leave the protein as it is, or a structural variant that names the gene or lies
/// there.
fn something_unclear(stretch: &GenomicInterval, gene: &str, profile: &IndexedProfile<'_>) -> bool {
    let small = profile.small_variants.iter().any(|variant| {
        let allele = variant.allele.trimmed();
        let start = allele.position.inter_residue().0;
        let own = Stretch { start, end: start.saturating_add(allele.reference.len() as u64) };
        let here = allele.contig == stretch.contig && own.meets(Stretch { start: stretch.start.0, end: stretch.end.0 });
        let of_gene = || variant.consequences.iter().filter(|seen| seen.gene.as_deref() == Some(gene));
        let spares = of_gene().flat_map(|seen| &seen.terms).any(|term| SPARES_THE_PROTEIN.contains(term));
        here && !spares
    });
    let names = |variant: &StructuralVariant| variant.genes.iter().any(|affected| affected.gene == gene);
    small || profile.structural_variants.iter().any(|variant| names(variant) || reaches(variant, stretch))
}

/// Whether a breakend may lie in the stretch, or what lies between two of one chromosome covers it: a file names the genes
/// at the ends at most.
fn reaches(variant: &StructuralVariant, stretch: &GenomicInterval) -> bool {
    let around = |breakend: &Breakend| {
        let (before, behind) = breakend.interval.unwrap_or_default();
        let position = breakend.place.position.0;
        (position.saturating_add_signed(before).saturating_sub(1), position.saturating_add_signed(behind))
    };
    let wanted = Stretch { start: stretch.start.0, end: stretch.end.0 };
    let meets = |contig: &Contig, (start, end)| *contig == stretch.contig && Stretch { start, end }.meets(wanted);
    let first = (&variant.first.place.contig, around(&variant.first));
    let Some(second) = variant.second.as_ref() else { return meets(first.0, first.1) };
    let second = (&second.place.contig, around(second));
    if first.0 == second.0 {
        let (start, end) = (first.1.0.min(second.1.0), first.1.1.max(second.1.1));
        return meets(first.0, (start, end));
    }
    meets(first.0, first.1) || meets(second.0, second.1)
}

/// Coding bases of a transcript, or those of one codon of it.
fn coding_stretches(transcript: &Transcript, residue: Option<Residue>) -> Vec<GenomicInterval> {
    let Some(coding) = transcript.coding else { return Vec::new() };
    let inside = transcript.exons.iter().filter_map(|exon| {
        let (start, end) = (exon.start.max(coding.start), exon.end.min(coding.end));
        (start < end).then_some((start, end))
    });
    let mut inside: Vec<(u64, u64)> = inside.collect();
    if transcript.strand == Strand::Reverse {
        inside.reverse();
    }
    let wanted = match residue {
        None => 0..u64::MAX,
        Some(residue) => {
            let Some(from) = u64::from(residue.position).checked_sub(1).map(|before| before * 3) else {
                return Vec::new();
            };
            from..from + 3
        }
    };
    let mut coded = 0;
    let mut stretches = Vec::new();
    for (start, end) in inside {
        let length = end - start;
        let from = wanted.start.saturating_sub(coded).min(length);
        let to = wanted.end.saturating_sub(coded).min(length);
        coded += length;
        let (first, last) = match transcript.strand {
            Strand::Forward => (start + from, start + to),
            Strand::Reverse => (end - to, end - from),
        };
        let (first, last) = (InterResiduePosition(first), InterResiduePosition(last));
        stretches.extend(GenomicInterval::between(transcript.contig.clone(), first, last));
    }
    // A codon behind the end of the protein is nowhere.
    if residue.is_some() && bases(&stretches) != 3 { Vec::new() } else { stretches }
}

#[cfg(test)]
mod tests;
