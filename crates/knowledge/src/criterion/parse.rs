//! Reading the field notation of subjects.
//!
//! ```text
//! subject  = conjunct { " | " conjunct }
//! conjunct = part { " & " part } [ " (in cis)" | " (in trans)" ]
//! part     = ( "(" subject ")" | "not " part | term of the vocabulary | atom ) [ " (homozygous)" ]
//! ```
//!
//! Nothing is guessed: text that is neither an atom nor a term of the vocabulary is an error, so that a misspelt row is
//! found by `verify` and never becomes a broader row.

use crate::criterion::{Atom, Criterion, atom};
use crate::terms::Terms;

/// Why a subject could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum MalformedSubject {
    /// A part is no atom and no term.
    #[error("`{part}` is neither a known form nor a term of terms.toml")]
    NotUnderstood {
        /// The part as written.
        part: String,
    },
    /// A closing parenthesis is missing.
    #[error("`(` without `)`")]
    Unclosed,
    /// Text is left over behind a complete subject.
    #[error("`{rest}` is left over")]
    LeftOver {
        /// What is left.
        rest: String,
    },
}

/// Reads a subject; `None` for `none`, the notation of rows without a molecular condition.
///
/// # Errors
/// [`MalformedSubject`] names the part that was not understood.
pub(crate) fn parse_subject(text: &str, terms: &Terms) -> Result<Option<Criterion>, MalformedSubject> {
    if text == "none" {
        return Ok(None);
    }
    let (criterion, rest) = alternatives(text, terms)?;
    if rest.is_empty() { Ok(Some(criterion)) } else { Err(MalformedSubject::LeftOver { rest: rest.to_owned() }) }
}

type Parsed<'t> = Result<(Criterion, &'t str), MalformedSubject>;

fn alternatives<'t>(text: &'t str, terms: &Terms) -> Parsed<'t> {
    let (first, mut rest) = conjunct(text, terms)?;
    let mut parts = vec![first];
    while let Some(tail) = rest.strip_prefix(" | ") {
        let (part, tail) = conjunct(tail, terms)?;
        parts.push(part);
        rest = tail;
    }
    Ok((one_or(parts, Criterion::AnyOf), rest))
}

fn conjunct<'t>(text: &'t str, terms: &Terms) -> Parsed<'t> {
    let (first, mut rest) = part(text, terms)?;
    let mut parts = vec![first];
    while let Some(tail) = rest.strip_prefix(" & ") {
        let (part, tail) = part(tail, terms)?;
        parts.push(part);
        rest = tail;
    }
    if let Some(tail) = rest.strip_prefix(" (in cis)") {
        return Ok((Criterion::InCis(parts), tail));
    }
    if let Some(tail) = rest.strip_prefix(" (in trans)") {
        return Ok((Criterion::InTrans(parts), tail));
    }
    Ok((one_or(parts, Criterion::All), rest))
}

fn one_or(mut parts: Vec<Criterion>, join: fn(Vec<Criterion>) -> Criterion) -> Criterion {
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (_, Some(last)) => {
            parts.push(last);
            join(parts)
        }
        (_, None) => join(parts),
    }
}

fn part<'t>(text: &'t str, terms: &Terms) -> Parsed<'t> {
    let (criterion, rest) = unqualified(text, terms)?;
    match rest.strip_prefix(" (homozygous)") {
        Some(tail) => Ok((Criterion::Homozygous(Box::new(criterion)), tail)),
        None => Ok((criterion, rest)),
    }
}

fn unqualified<'t>(text: &'t str, terms: &Terms) -> Parsed<'t> {
    if let Some((criterion, rest)) = terms.at_start(text).filter(|(_, rest)| ends_part(rest)) {
        return Ok((criterion, rest));
    }
    if let Some(inner) = text.strip_prefix('(') {
        let (criterion, rest) = alternatives(inner, terms)?;
        return rest.strip_prefix(')').map(|rest| (criterion, rest)).ok_or(MalformedSubject::Unclosed);
    }
    if let Some(inner) = text.strip_prefix("not ") {
        let (criterion, rest) = part(inner, terms)?;
        return Ok((Criterion::Not(Box::new(criterion)), rest));
    }
    let (written, rest) = atom_text(text);
    let criterion = atom::parse(written).ok_or_else(|| MalformedSubject::NotUnderstood { part: written.to_owned() })?;
    Ok((criterion, rest))
}

fn ends_part(rest: &str) -> bool {
    rest.is_empty()
        || [" | ", " & ", " (in cis)", " (in trans)", " (homozygous)", ")"].iter().any(|end| rest.starts_with(end))
}

/// The text of one atom: up to the next operator, or to the parenthesis that closes a group opened before it.
fn atom_text(text: &str) -> (&str, &str) {
    let mut depth = 0_u32;
    let end = text.char_indices().find_map(|(at, character)| {
        let rest = text.split_at_checked(at).map_or("", |(_, rest)| rest);
        match character {
            ' ' if depth == 0 && ends_part(rest) => return Some(at),
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
        None
    });
    text.split_at_checked(end.unwrap_or(text.len())).unwrap_or((text, ""))
}

impl Criterion {
    /// HGNC symbols that the expression names, each once, sorted.
    pub fn genes(&self) -> Vec<&str> {
        let mut genes = Vec::new();
        self.visit(&mut |atom| genes.extend(atom.genes()));
        genes.sort_unstable();
        genes.dedup();
        genes
    }

    /// Calls `see` with every atom, in the order of writing.
    pub fn visit<'c>(&'c self, see: &mut impl FnMut(&'c Atom)) {
        match self {
            Self::All(parts) | Self::InCis(parts) | Self::InTrans(parts) | Self::AnyOf(parts) => {
                for part in parts {
                    part.visit(see);
                }
            }
            Self::Not(part) | Self::Homozygous(part) => part.visit(see),
            Self::Is(atom) => see(atom),
        }
    }
}

impl Atom {
    /// HGNC symbols that the atom names.
    pub fn genes(&self) -> Vec<&str> {
        use crate::criterion::FusionPartners;
        match self {
            Self::Protein { gene, .. }
            | Self::Coding { gene, .. }
            | Self::Codon { gene, .. }
            | Self::Exon { gene, .. }
            | Self::Class { gene, .. }
            | Self::WildType { gene, .. }
            | Self::CopyNumber { gene, .. }
            | Self::Residues { gene, .. }
            | Self::Biallelic { gene }
            | Self::Expression { gene, .. }
            | Self::Fusion(FusionPartners::One(gene)) => vec![gene],
            Self::Fusion(FusionPartners::Pair(five_prime, three_prime))
            | Self::FusionExons { five_prime, three_prime, .. } => vec![five_prime, three_prime],
            Self::Allele(_)
            | Self::Cytogenetic { .. }
            | Self::Biomarker { .. }
            | Self::Signature { .. }
            | Self::Unreadable { .. } => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests;
