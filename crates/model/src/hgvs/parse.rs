//! Reading protein changes in one- and three-letter spelling.

use std::str::FromStr;

use super::{AminoAcid, ProteinChange, Residue, ResidueRange};

/// The text is no protein change that this parser knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a protein change")]
pub struct MalformedProteinChange(pub String);

impl FromStr for ProteinChange {
    type Err = MalformedProteinChange;

    /// Parses the part after `p.`, without parentheses.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        whole(text)
            .or_else(|| splice(text))
            .or_else(|| located(text))
            .ok_or_else(|| MalformedProteinChange(text.to_owned()))
    }
}

fn whole(text: &str) -> Option<ProteinChange> {
    match text {
        "=" => Some(ProteinChange::Synonymous { reference: None }),
        "?" => Some(ProteinChange::Unknown),
        "0" | "0?" => Some(ProteinChange::NoProtein),
        _ => None,
    }
}

/// `X126_splice`, `V600_splice`: cBioPortal's name for a change at a splice site.
fn splice(text: &str) -> Option<ProteinChange> {
    let (residue, rest) = residue(text.strip_suffix("_splice")?)?;
    rest.is_empty().then_some(ProteinChange::Splice { position: residue.position })
}

fn located(text: &str) -> Option<ProteinChange> {
    let (first, rest) = residue(text)?;
    let (range, edit) = match rest.strip_prefix('_').and_then(residue) {
        Some((last, edit)) => (ResidueRange { first, last }, edit),
        None => (ResidueRange { first, last: first }, rest),
    };
    if range.first.position > range.last.position {
        return None;
    }
    range_edit(range, edit).or_else(|| if range.first == range.last { residue_edit(first, edit) } else { None })
}

fn range_edit(range: ResidueRange, edit: &str) -> Option<ProteinChange> {
    if let Some(inserted) = edit.strip_prefix("delins").or_else(|| spelled_delins(edit)) {
        let sequence = sequence(inserted)?;
        return Some(match (range.first == range.last, sequence.as_slice()) {
            (true, [AminoAcid::Ter]) => stop_or_same(range.first),
            (true, [alternate]) => one_for_one(range.first, *alternate),
            _ => ProteinChange::DeletionInsertion { range, sequence },
        });
    }
    if let Some(inserted) = edit.strip_prefix("ins") {
        let sequence = sequence(inserted)?;
        let neighbours = range.last.position == range.first.position + 1;
        return neighbours.then_some(ProteinChange::Insertion { range, sequence });
    }
    if let Some(deleted) = edit.strip_prefix("del") {
        return redundant(deleted).then_some(ProteinChange::Deletion { range });
    }
    edit.strip_prefix("dup").filter(|repeated| redundant(repeated)).map(|_| ProteinChange::Duplication { range })
}

/// `E746_A750>QP` (older spelling) and `747_750delLREAinsP`.
fn spelled_delins(edit: &str) -> Option<&str> {
    if let Some(inserted) = edit.strip_prefix('>') {
        return Some(inserted);
    }
    let (deleted, inserted) = edit.strip_prefix("del")?.split_once("ins")?;
    redundant(deleted).then_some(inserted)
}

/// Deleted or repeated residues written again after the range, or their number.
fn redundant(text: &str) -> bool {
    text.is_empty() || text.chars().all(|c| c.is_ascii_digit()) || sequence(text).is_some()
}

fn residue_edit(reference: Residue, edit: &str) -> Option<ProteinChange> {
    match edit {
        "=" => return Some(ProteinChange::Synonymous { reference: Some(reference) }),
        "?" if reference.position == 1 => return Some(ProteinChange::StartLost),
        "Ter" | "*" | "X" => return Some(stop_or_same(reference)),
        _ => {}
    }
    if let Some(tail) = edit.strip_prefix("fs") {
        return frameshift(reference, None, tail);
    }
    if edit.starts_with("ext") {
        return Some(ProteinChange::Extension { reference, alternate: None });
    }
    let (alternate, tail) = AminoAcid::take(edit)?;
    match tail {
        "" => Some(one_for_one(reference, alternate)),
        _ if tail.starts_with("ext") => Some(ProteinChange::Extension { reference, alternate: Some(alternate) }),
        _ => frameshift(reference, Some(alternate), tail.strip_prefix("fs")?),
    }
}

/// Two residues that nobody knows are not the same residue.
fn one_for_one(reference: Residue, alternate: AminoAcid) -> ProteinChange {
    if alternate == reference.amino_acid && alternate != AminoAcid::Xaa {
        ProteinChange::Synonymous { reference: Some(reference) }
    } else {
        ProteinChange::Missense { reference, alternate }
    }
}

fn stop_or_same(reference: Residue) -> ProteinChange {
    match reference.amino_acid {
        AminoAcid::Ter => ProteinChange::Synonymous { reference: Some(reference) },
        _ => ProteinChange::Nonsense { reference },
    }
}

fn frameshift(reference: Residue, alternate: Option<AminoAcid>, tail: &str) -> Option<ProteinChange> {
    let stop = ["Ter", "*", "X"].iter().find_map(|stop| tail.strip_prefix(stop));
    let stop_after = match (stop, tail) {
        (None, "") | (Some("" | "?"), _) => None,
        (Some(count), _) => Some(count.parse().ok()?),
        (None, _) => return None,
    };
    Some(ProteinChange::Frameshift { reference, alternate, stop_after })
}

/// `Val600`, `V600`, or `600` without an amino acid.
fn residue(text: &str) -> Option<(Residue, &str)> {
    let (amino_acid, rest) = AminoAcid::take(text).unwrap_or((AminoAcid::Xaa, text));
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, rest) = rest.split_at_checked(end)?;
    let position = digits.parse().ok().filter(|position| *position > 0)?;
    Some((Residue { position, amino_acid }, rest))
}

fn sequence(text: &str) -> Option<Vec<AminoAcid>> {
    let mut rest = text;
    let mut residues = Vec::new();
    while !rest.is_empty() {
        let (amino_acid, tail) = AminoAcid::take(rest)?;
        residues.push(amino_acid);
        rest = tail;
    }
    Some(residues).filter(|residues| !residues.is_empty())
}
