//! Consequence terms for files that describe a change and do not name its consequence.

use model::consequence::ConsequenceTerm;
use model::hgvs::{AminoAcid, ProteinChange};

/// What the two descriptions say by themselves: a lost splice site from the coding one, the rest from the protein one.
pub(crate) fn implied(hgvsc: Option<&str>, protein: Option<&ProteinChange>) -> Vec<ConsequenceTerm> {
    let mut terms: Vec<ConsequenceTerm> =
        hgvsc.and_then(splice_site).into_iter().chain(protein.and_then(of_protein)).collect();
    terms.sort();
    terms.dedup();
    terms
}

fn of_protein(change: &ProteinChange) -> Option<ConsequenceTerm> {
    match change {
        ProteinChange::Missense { .. } => Some(ConsequenceTerm::Missense),
        ProteinChange::Nonsense { .. } => Some(ConsequenceTerm::StopGained),
        ProteinChange::Synonymous { .. } => Some(ConsequenceTerm::Synonymous),
        ProteinChange::Deletion { .. } => Some(ConsequenceTerm::InframeDeletion),
        ProteinChange::Duplication { .. } | ProteinChange::Insertion { .. } => Some(ConsequenceTerm::InframeInsertion),
        ProteinChange::DeletionInsertion { sequence, .. } if sequence.contains(&AminoAcid::Ter) => {
            Some(ConsequenceTerm::StopGained)
        }
        ProteinChange::DeletionInsertion { .. } => Some(ConsequenceTerm::ProteinAltering),
        ProteinChange::Frameshift { .. } => Some(ConsequenceTerm::Frameshift),
        ProteinChange::Extension { reference, .. } if reference.amino_acid == AminoAcid::Ter => {
            Some(ConsequenceTerm::StopLost)
        }
        ProteinChange::StartLost => Some(ConsequenceTerm::StartLost),
        ProteinChange::Splice { .. } => Some(ConsequenceTerm::SpliceSite),
        ProteinChange::Extension { .. }
        | ProteinChange::NoProtein
        | ProteinChange::Unknown
        | ProteinChange::NotUnderstood(_) => None,
    }
}

/// The first or last two bases of an intron: `c.3028+1G>T`, `c.2888-2A>G`, `c.3028_3028+5del`.
fn splice_site(hgvsc: &str) -> Option<ConsequenceTerm> {
    let description = hgvsc.rsplit(':').next()?;
    let description = description.strip_prefix("c.").or_else(|| description.strip_prefix("n.")).unwrap_or(description);
    let end = description.find(|c: char| !(c.is_ascii_digit() || matches!(c, '+' | '-' | '_' | '*'))).unwrap_or(0);
    let (place, _) = description.split_at_checked(end)?;
    let offsets: Vec<i64> = place.split('_').map(intron_offset).collect::<Option<_>>()?;
    match offsets.as_slice() {
        [only] => side(*only),
        [0, last] if *last > 0 => Some(ConsequenceTerm::SpliceDonor),
        [first, 0] if *first < 0 => Some(ConsequenceTerm::SpliceAcceptor),
        [first, last] => side(*first).or_else(|| side(*last)),
        _ => None,
    }
}

fn side(offset: i64) -> Option<ConsequenceTerm> {
    match offset {
        1 | 2 => Some(ConsequenceTerm::SpliceDonor),
        -2 | -1 => Some(ConsequenceTerm::SpliceAcceptor),
        _ => None,
    }
}

/// The part after the coding base; 0 inside an exon. A leading sign belongs to the base (`-124` lies before the start).
fn intron_offset(place: &str) -> Option<i64> {
    let base = place.trim_start_matches(['-', '*']);
    match base.find(['+', '-']) {
        None => Some(0),
        Some(at) => base.split_at_checked(at)?.1.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_imply_their_consequence() {
        for (hgvsc, protein, expected) in [
            (None, Some("V600E"), vec![ConsequenceTerm::Missense]),
            (None, Some("R213*"), vec![ConsequenceTerm::StopGained]),
            (None, Some("K128fs*35"), vec![ConsequenceTerm::Frameshift]),
            (None, Some("E746_A750del"), vec![ConsequenceTerm::InframeDeletion]),
            (None, Some("*636Wext*14"), vec![ConsequenceTerm::StopLost]),
            (Some("c.3028+1G>T"), None, vec![ConsequenceTerm::SpliceDonor]),
            (Some("NM_000245.4:c.2942-2A>G"), Some("?"), vec![ConsequenceTerm::SpliceAcceptor]),
            (Some("c.3028_3028+5del"), None, vec![ConsequenceTerm::SpliceDonor]),
            (Some("c.-124C>T"), None, vec![]),
            (Some("c.100+40C>T"), None, vec![]),
            (Some("c.1799T>A"), Some("V600E"), vec![ConsequenceTerm::Missense]),
            (Some("c."), None, vec![]),
        ] {
            let change = protein.map(|text| text.parse::<ProteinChange>().unwrap());
            assert_eq!(implied(hgvsc, change.as_ref()), expected, "{hgvsc:?} {protein:?}");
        }
    }
}
