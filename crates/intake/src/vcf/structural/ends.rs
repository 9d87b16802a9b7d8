//! Where the two ends of a structural record lie, and what the join does to the genome.

use model::breakend::{Breakend, RetainedSide};
use model::structural_variant::{BreakendPairing, StructuralKind};
use model::variation::{Contig, VcfPosition};

use super::alternate::{Join, StructuralAlternate};
use super::info::StructuralInfo;

/// The ends of one record. `own` is the record's position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ends {
    pub(super) kind: StructuralKind,
    pub(super) own: Breakend,
    pub(super) other: Option<Breakend>,
    pub(super) pairing: BreakendPairing,
    pub(super) length_bases: Option<u64>,
    pub(super) linker: Option<String>,
}

/// The ends of alternate `index` of a record at `contig`, `position`.
pub(super) fn of(
    alternate: StructuralAlternate,
    (contig, position): (&Contig, VcfPosition),
    info: &StructuralInfo<'_>,
    index: usize,
) -> Ends {
    let mut ends = match alternate {
        StructuralAlternate::Symbolic(kind) => symbolic(kind, contig, position.0, info, index),
        StructuralAlternate::SymbolicJoin => symbolic_join(contig, position.0, info),
        StructuralAlternate::Join(join) => joined(contig, position.0, join),
        StructuralAlternate::Single { own, inserted } => Ends {
            kind: StructuralKind::Breakend,
            own: Breakend::at(contig.clone(), position.0, Some(own)),
            other: None,
            pairing: BreakendPairing::Single,
            length_bases: None,
            linker: inserted,
        },
    };
    ends.own.interval = info.interval("CIPOS");
    if let Some(other) = &mut ends.other {
        other.interval = info.interval("CIEND");
    }
    ends.linker = ends.linker.or_else(|| info.text("SVINSSEQ").map(str::to_ascii_uppercase));
    ends
}

fn symbolic(kind: StructuralKind, contig: &Contig, position: u64, info: &StructuralInfo<'_>, index: usize) -> Ends {
    use RetainedSide::{Left, Right};
    let length = info.number("SVLEN", index).and_then(|length| within_chromosomes(length.saturating_abs()));
    let stated = info.number("END", index).and_then(within_chromosomes).filter(|end| *end >= position);
    let end = stated.or_else(|| length.map(|length| position.saturating_add(length)));
    let at = |position: u64, side| Breakend::at(contig.clone(), position, side);
    // The base at POS stands before the event; END is its last base.
    let (own, other) = match (kind, info.sides()) {
        (StructuralKind::Deletion, _) => (at(position, Some(Left)), end.map(|end| at(end + 1, Some(Right)))),
        (StructuralKind::Duplication, _) => (at(position + 1, Some(Right)), end.map(|end| at(end, Some(Left)))),
        (StructuralKind::Inversion, Some((Right, Right))) => {
            (at(position + 1, Some(Right)), end.map(|end| at(end + 1, Some(Right))))
        }
        (StructuralKind::Inversion, Some((Left, Left))) => {
            (at(position, Some(Left)), end.map(|end| at(end, Some(Left))))
        }
        (StructuralKind::Insertion, _) => (at(position, Some(Left)), None),
        (
            StructuralKind::Inversion
            | StructuralKind::CopyNumber
            | StructuralKind::Translocation
            | StructuralKind::Breakend,
            _,
        ) => (at(position, None), end.map(|end| at(end, None))),
    };
    let length_bases =
        length.or_else(|| end.filter(|_| kind != StructuralKind::Insertion).map(|end| end.saturating_sub(position)));
    Ends { kind, own, other, pairing: BreakendPairing::OneRecord, length_bases, linker: None }
}

/// Positions and lengths that any chromosome can have.
fn within_chromosomes(number: i64) -> Option<u64> {
    u32::try_from(number).ok().map(u64::from)
}

fn symbolic_join(contig: &Contig, position: u64, info: &StructuralInfo<'_>) -> Ends {
    let place = info.number("POS2", 0).or_else(|| info.number("END", 0)).and_then(within_chromosomes);
    let sides = info.sides();
    let other = info.text("CHR2").zip(place).map(|(name, place)| Breakend::at(name, place, sides.map(|sides| sides.1)));
    let own = Breakend::at(contig.clone(), position, sides.map(|sides| sides.0));
    let pairing = if other.is_some() { BreakendPairing::OneRecord } else { BreakendPairing::Single };
    let (kind, length_bases) = consequence(&own, other.as_ref(), None);
    Ends { kind, own, other, pairing, length_bases, linker: None }
}

fn joined(contig: &Contig, position: u64, join: Join) -> Ends {
    let own = Breakend::at(contig.clone(), position, Some(join.own));
    let other = Breakend::at(join.contig, join.position, Some(join.mate));
    let (kind, length_bases) = consequence(&own, Some(&other), join.inserted.as_deref());
    Ends { kind, own, other: Some(other), pairing: BreakendPairing::OneRecord, length_bases, linker: join.inserted }
}

/// What a join does, by which sides stay: skipping ahead is a deletion, stepping back a duplication, turning round an
/// inversion. Both mates give the same answer.
fn consequence(own: &Breakend, other: Option<&Breakend>, inserted: Option<&str>) -> (StructuralKind, Option<u64>) {
    use RetainedSide::{Left, Right};
    let Some(other) = other else { return (StructuralKind::Breakend, None) };
    if own.place.contig != other.place.contig {
        return (StructuralKind::Translocation, None);
    }
    let (low, high) = if own.place <= other.place { (own, other) } else { (other, own) };
    let distance = high.place.position.0.abs_diff(low.place.position.0);
    match (low.place.retained, high.place.retained) {
        (Some(Left), Some(Right)) if distance <= 1 && inserted.is_some() => {
            (StructuralKind::Insertion, inserted.map(|bases| bases.len() as u64))
        }
        (Some(Left), Some(Right)) => (StructuralKind::Deletion, Some(distance.saturating_sub(1))),
        (Some(Right), Some(Left)) => (StructuralKind::Duplication, Some(distance + 1)),
        (Some(_), Some(_)) => (StructuralKind::Inversion, Some(distance)),
        _ => (StructuralKind::Breakend, Some(distance)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vcf::structural::alternate;

    fn told(alt: &str, position: u64, info: &str) -> (StructuralKind, String, Option<String>, Option<u64>) {
        let alternate = alternate::read(alt, "G").unwrap();
        let ends = of(alternate, (&"chr2".into(), VcfPosition(position)), &StructuralInfo::read(info), 0);
        (ends.kind, ends.own.place.to_string(), ends.other.map(|end| end.place.to_string()), ends.length_bases)
    }

    #[test]
    fn a_symbol_and_its_breakends_end_at_the_same_places() {
        let some = |text: &str| Some(text.to_owned());
        let deletion = (StructuralKind::Deletion, "2:100(+)".to_owned(), some("2:201(-)"), Some(100));
        assert_eq!(told("<DEL>", 100, "END=200;SVLEN=-100"), deletion);
        assert_eq!(told("<DEL>", 100, "SVLEN=-100"), deletion);
        assert_eq!(told("<DEL>", 100, "END=50;SVLEN=-100"), deletion);
        assert_eq!(told("G[2:201[", 100, "."), deletion);
        let duplication = (StructuralKind::Duplication, "2:101(-)".to_owned(), some("2:200(+)"), Some(100));
        assert_eq!(told("<DUP:TANDEM>", 100, "END=200"), duplication);
        assert_eq!(told("]2:200]G", 101, "."), duplication);
        let inversion = (StructuralKind::Inversion, "2:100(+)".to_owned(), some("2:200(+)"), Some(100));
        assert_eq!(told("<INV>", 100, "END=200;INV3"), inversion);
        assert_eq!(told("G]2:200]", 100, "."), inversion);
    }

    #[test]
    fn what_is_not_told_stays_untold() {
        assert_eq!(
            told("<INV>", 100, "END=200"),
            (StructuralKind::Inversion, "2:100".into(), Some("2:200".into()), Some(100))
        );
        assert_eq!(told("<DEL>", 100, "."), (StructuralKind::Deletion, "2:100(+)".into(), None, None));
        assert_eq!(
            told("<INS:ME:L1>", 100, "END=100;SVLEN=6027"),
            (StructuralKind::Insertion, "2:100(+)".into(), None, Some(6027))
        );
        assert_eq!(told("G.", 100, "."), (StructuralKind::Breakend, "2:100(+)".into(), None, None));
        assert_eq!(
            told("<TRA>", 100, "CHR2=9;END=50;CT=3to5"),
            (StructuralKind::Translocation, "2:100(+)".into(), Some("9:50(-)".into()), None)
        );
        assert_eq!(told("<BND>", 100, "."), (StructuralKind::Breakend, "2:100".into(), None, None));
        assert_eq!(told("GTTT[2:101[", 100, ".").0, StructuralKind::Insertion);
    }
}
