//! Symbolic alleles and breakends, by the text of the ALT column (VCF 4.3, §5).

use model::breakend::RetainedSide;
use model::structural_variant::StructuralKind;
use model::variation::Contig;

/// What one structural ALT entry says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum StructuralAlternate {
    /// `<DEL>`, `<DUP:TANDEM>`, `<INS:ME:ALU>` …: the other end stands in INFO.
    Symbolic(StructuralKind),
    /// `<BND>`, `<TRA>`: as some callers write a join, with the other end in INFO.
    SymbolicJoin,
    /// `G]17:198982]` and its three siblings.
    Join(Join),
    /// `G.`, `.G`: a single breakend.
    Single { own: RetainedSide, inserted: Option<String> },
}

/// A breakend with its mate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Join {
    pub(super) own: RetainedSide,
    pub(super) mate: RetainedSide,
    pub(super) contig: Contig,
    pub(super) position: u64,
    /// Bases between the ends, in the direction of the record's own end.
    pub(super) inserted: Option<String>,
}

/// Reads one ALT entry; `None` for symbols that are no structural variant (`<STR12>`), or that VCF does not know.
pub(super) fn read(text: &str, reference: &str) -> Option<StructuralAlternate> {
    if let Some(symbol) = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
        return symbolic(symbol);
    }
    match text.find(['[', ']']) {
        Some(_) => join(text, reference).map(StructuralAlternate::Join),
        None => single(text, reference),
    }
}

fn symbolic(symbol: &str) -> Option<StructuralAlternate> {
    let kind = match symbol.split(':').next()?.to_ascii_uppercase().as_str() {
        "DEL" => StructuralKind::Deletion,
        "DUP" => StructuralKind::Duplication,
        "INV" => StructuralKind::Inversion,
        "INS" => StructuralKind::Insertion,
        "CNV" => StructuralKind::CopyNumber,
        "BND" | "TRA" | "CTX" => return Some(StructuralAlternate::SymbolicJoin),
        number if number.strip_prefix("CN").is_some_and(|copies| copies.parse::<u32>().is_ok()) => {
            StructuralKind::CopyNumber
        }
        _ => return None,
    };
    Some(StructuralAlternate::Symbolic(kind))
}

/// `t[p[` and `t]p]` keep what ends at the record's position, `]p]t` and `[p[t` what begins there. `[` keeps what begins
/// at the mate's position, `]` what ends there.
fn join(text: &str, reference: &str) -> Option<Join> {
    let bracket = text.chars().find(|c| matches!(c, '[' | ']'))?;
    let mut pieces = text.split(bracket);
    let (before, place, behind) = (pieces.next()?, pieces.next()?, pieces.next()?);
    if pieces.next().is_some() || place.contains(['[', ']']) {
        return None;
    }
    let (contig, position) = place.rsplit_once(':')?;
    let contig = contig.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(contig);
    let (own, bases) = match (before, behind) {
        (bases, "") if !bases.is_empty() => (RetainedSide::Left, bases),
        ("", bases) if !bases.is_empty() => (RetainedSide::Right, bases),
        _ => return None,
    };
    Some(Join {
        own,
        mate: if bracket == '[' { RetainedSide::Right } else { RetainedSide::Left },
        contig: Contig::from(Some(contig).filter(|contig| !contig.is_empty())?),
        position: position.parse::<u32>().ok()?.into(),
        inserted: inserted(own, bases, reference),
    })
}

fn single(text: &str, reference: &str) -> Option<StructuralAlternate> {
    let (own, bases) = match (text.strip_suffix('.'), text.strip_prefix('.')) {
        (Some(bases), _) if !bases.is_empty() => (RetainedSide::Left, bases),
        (_, Some(bases)) if !bases.is_empty() => (RetainedSide::Right, bases),
        _ => return None,
    };
    Some(StructuralAlternate::Single { own, inserted: inserted(own, bases, reference) })
}

/// What stands beside the reference base: the bases that lie between the ends.
fn inserted(own: RetainedSide, bases: &str, reference: &str) -> Option<String> {
    let beside = match own {
        RetainedSide::Left => bases.split_at_checked(reference.len().min(1))?.1,
        RetainedSide::Right => bases.split_at_checked(bases.len().checked_sub(reference.len().min(1))?)?.0,
    };
    Some(beside.to_ascii_uppercase()).filter(|beside| !beside.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use RetainedSide::{Left, Right};

    fn told(text: &str) -> Option<(RetainedSide, RetainedSide, String, Option<String>)> {
        match read(text, "G")? {
            StructuralAlternate::Join(join) => {
                Some((join.own, join.mate, format!("{}:{}", join.contig, join.position), join.inserted))
            }
            _ => None,
        }
    }

    #[test]
    fn the_four_forms_of_a_join_say_which_sides_stay() {
        let place = || "17:198982".to_owned();
        assert_eq!(told("G]17:198982]"), Some((Left, Left, place(), None)));
        assert_eq!(told("G[chr17:198982["), Some((Left, Right, place(), None)));
        assert_eq!(told("]17:198982]G"), Some((Right, Left, place(), None)));
        assert_eq!(told("[17:198982[CAG"), Some((Right, Right, place(), Some("CA".to_owned()))));
        assert_eq!(told("GTT[17:198982[").unwrap().3.as_deref(), Some("TT"));
        assert_eq!(told("G]<ctg1>:5]").unwrap().2, "ctg1:5");
        assert_eq!(told("G[HLA-A*01:01[").map(|join| join.2), Some("HLA-A*01:1".to_owned()));
    }

    #[test]
    fn what_is_no_join_is_none() {
        for text in [
            "G]17:198982",
            "G[17:198982]",
            "[17:1[",
            "G[17[",
            "G[:5[",
            "G[1:x[",
            "[[[",
            "G]1:5]]",
            "<STR12>",
            "<>",
            ".",
        ] {
            assert_eq!(read(text, "G"), None, "{text}");
        }
    }

    #[test]
    fn symbols_and_single_breakends_are_told_apart() {
        let symbolic = |kind| Some(StructuralAlternate::Symbolic(kind));
        for (text, expected) in [
            ("<DEL>", symbolic(StructuralKind::Deletion)),
            ("<DEL:ME:ALU>", symbolic(StructuralKind::Deletion)),
            ("<DUP:TANDEM>", symbolic(StructuralKind::Duplication)),
            ("<INV>", symbolic(StructuralKind::Inversion)),
            ("<INS:ME:L1>", symbolic(StructuralKind::Insertion)),
            ("<CNV>", symbolic(StructuralKind::CopyNumber)),
            ("<CN0>", symbolic(StructuralKind::CopyNumber)),
            ("<TRA>", Some(StructuralAlternate::SymbolicJoin)),
            ("G.", Some(StructuralAlternate::Single { own: Left, inserted: None })),
            (".ACG", Some(StructuralAlternate::Single { own: Right, inserted: Some("AC".to_owned()) })),
        ] {
            assert_eq!(read(text, "G"), expected, "{text}");
        }
    }
}
