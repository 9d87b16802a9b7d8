//! What somebody asks about a case: a place, a gene, or a change, in the spellings that people use.

use model::hgvs::{HgvsP, ProteinChange};
use model::variation::Contig;
use unicode_normalization::UnicodeNormalization;

use crate::contract::{ApiError, Message};

/// Longest question; more is no name of a variant.
const LONGEST: usize = 500;

/// A question about a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// A place, and perhaps the change at it.
    Place {
        /// Without `chr`.
        contig: String,
        /// 1-based.
        position: u32,
        /// Reference and alternate bases.
        change: Option<(String, String)>,
    },
    /// Everything in a gene.
    Gene(String),
    /// A change, in one gene or in any.
    Change {
        /// Symbol as typed.
        gene: Option<String>,
        /// What changes.
        change: AskedChange,
    },
}

/// A change as people write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AskedChange {
    /// `p.` in one or three letters.
    Protein(ProteinChange),
    /// `c.` or `n.`, as typed.
    Coding(String),
}

impl Question {
    /// Reads a question; `is_gene` says whether the case or the knowledge base knows a symbol, because `A2M` is a gene and
    /// could be a change.
    pub(crate) fn read(text: &str, is_gene: impl Fn(&str) -> bool) -> Result<Self, ApiError> {
        let plain: String = text.nfkc().collect();
        let plain = plain.trim();
        let unreadable = || ApiError::refused("question_unreadable");
        if plain.is_empty() || plain.len() > LONGEST {
            return Err(unreadable());
        }
        if let Some(place) = place(plain) {
            return Ok(place);
        }
        let words: Vec<&str> = plain.split_whitespace().collect();
        match words.as_slice() {
            [one] => Ok(of_one_word(one, is_gene)),
            [gene, change] => match asked_change(change.rsplit(':').next().unwrap_or(change)) {
                Some(change) => Ok(Self::Change { gene: Some((*gene).to_owned()), change }),
                None => Err(unreadable()),
            },
            _ => Err(unreadable()),
        }
    }

    /// How the question was read.
    pub(crate) fn asked(&self) -> Message {
        let (code, parameters) = match self {
            Self::Place { contig, position, change } => {
                let change = change.as_ref().map(|(reference, alternate)| format!(":{reference}:{alternate}"));
                ("explain_asked_place", vec![("place", format!("{contig}:{position}{}", change.unwrap_or_default()))])
            }
            Self::Gene(gene) => ("explain_asked_gene", vec![("gene", gene.clone())]),
            Self::Change { gene: Some(gene), change } => {
                ("explain_asked_change_in_gene", vec![("gene", gene.clone()), ("change", change.text())])
            }
            Self::Change { gene: None, change } => ("explain_asked_change", vec![("change", change.text())]),
        };
        let parameters = parameters.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Message { code: code.to_owned(), parameters }
    }
}

impl AskedChange {
    fn text(&self) -> String {
        match self {
            Self::Protein(change) => format!("p.{}", change.short()),
            Self::Coding(change) => change.clone(),
        }
    }

    /// Whether a protein or coding description, as a file writes them, says this.
    pub(crate) fn is_said_by(&self, hgvsc: Option<&str>, hgvsp: Option<&HgvsP>) -> bool {
        match self {
            Self::Protein(change) => hgvsp.is_some_and(|told| told.change == *change),
            Self::Coding(change) => {
                let bare = |text: &str| text.rsplit(':').next().unwrap_or(text).to_owned();
                hgvsc.is_some_and(|told| bare(told) == *change)
            }
        }
    }
}

/// `chr7:55191822:T:G`, `7-55191822-T-G`, `7:g.55191822T>G`, `7 55191822`.
fn place(text: &str) -> Option<Question> {
    let mut words =
        text.split(|letter: char| ":->/".contains(letter) || letter.is_whitespace()).filter(|word| !word.is_empty());
    let first = words.next()?;
    let contig = Contig::from(first).name().to_owned();
    let is_chromosome = contig.parse::<u8>().is_ok_and(|number| (1..=25).contains(&number))
        || matches!(contig.as_str(), "X" | "Y" | "MT")
        || contig.len() < first.len();
    let written = words.next()?.replace(',', "");
    let written = written.strip_prefix("g.").or(written.strip_prefix("m.")).unwrap_or(&written).to_owned();
    let digits = written.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(written.len());
    let (position, glued) = written.split_at_checked(digits)?;
    let position = position.parse().ok()?;
    let rest: Vec<String> =
        [glued].into_iter().chain(words).filter(|word| !word.is_empty()).map(str::to_ascii_uppercase).collect();
    let is_bases = |text: &String| text.bytes().all(|base| base.is_ascii_alphabetic());
    let change = match rest.as_slice() {
        [] => None,
        [reference, alternate] if is_bases(reference) && is_bases(alternate) => {
            Some((reference.clone(), alternate.clone()))
        }
        [deleted] if is_bases(deleted) && text.ends_with('-') => Some((deleted.clone(), String::new())),
        [inserted] if is_bases(inserted) && text.contains(":-:") => Some((String::new(), inserted.clone())),
        _ => return None,
    };
    is_chromosome.then_some(Question::Place { contig, position, change })
}

fn of_one_word(word: &str, is_gene: impl Fn(&str) -> bool) -> Question {
    if is_gene(word) {
        return Question::Gene(word.to_owned());
    }
    if let Some((gene, change)) = word.split_once(':')
        && let Some(change) = asked_change(change)
    {
        let accession = gene.contains(['_', '.']);
        return Question::Change { gene: (!accession).then(|| gene.to_owned()), change };
    }
    match asked_change(word) {
        Some(change) => Question::Change { gene: None, change },
        None => Question::Gene(word.to_owned()),
    }
}

fn asked_change(text: &str) -> Option<AskedChange> {
    if text.starts_with("c.") || text.starts_with("n.") {
        return Some(AskedChange::Coding(text.to_owned()));
    }
    match HgvsP::from(text).change {
        ProteinChange::NotUnderstood(_) | ProteinChange::Unknown => None,
        change => Some(AskedChange::Protein(change)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Question {
        Question::read(text, |word| word == "A2M").unwrap()
    }

    #[test]
    fn a_place_is_read_in_every_spelling() {
        let snv = Question::Place {
            contig: "7".to_owned(),
            position: 55_191_822,
            change: Some(("T".to_owned(), "G".to_owned())),
        };
        for text in [
            "chr7:55191822:T:G",
            "7:55,191,822:t:g",
            "7-55191822-T-G",
            "7:g.55191822T>G",
            "7 55191822 T G",
            "Chr7:55191822 T>G",
            "chr7:55191822 T/G",
            "７：５５１９１８２２：Ｔ：Ｇ",
        ] {
            assert_eq!(read(text), snv, "{text}");
        }
        assert!(
            matches!(read("7:5:AC:-"), Question::Place { change: Some((_, alternate)), .. } if alternate.is_empty())
        );
        assert!(matches!(read("7:5:-:AC"), Question::Place { change: Some((from, _)), .. } if from.is_empty()));
        assert!(matches!(read("X:100"), Question::Place { change: None, .. }));
        assert!(matches!(read("chrM:100"), Question::Place { contig, .. } if contig == "MT"));
    }

    #[test]
    fn a_change_is_read_in_one_and_three_letters() {
        let wanted = read("EGFR L858R");
        for text in ["EGFR p.L858R", "EGFR p.Leu858Arg", "EGFR:p.(Leu858Arg)", "EGFR NP_005219.2:p.Leu858Arg"] {
            assert_eq!(read(text), wanted, "{text}");
        }
        assert!(matches!(read("p.Leu858Arg"), Question::Change { gene: None, .. }));
        assert!(matches!(read("NP_005219.2:p.Leu858Arg"), Question::Change { gene: None, .. }));
        assert!(matches!(read("EGFR c.2573T>G"), Question::Change { change: AskedChange::Coding(_), .. }));
        for text in ["EGFR", "A2M", "HLA-A", "NKX2-1", "H19"] {
            assert_eq!(read(text), Question::Gene(text.to_owned()));
        }
    }

    #[test]
    fn what_is_no_question_is_refused() {
        for text in ["", "  ", "EGFR and KRAS", "EGFR somewhere"] {
            assert!(Question::read(text, |_| false).is_err(), "{text}");
        }
        assert!(Question::read(&"A".repeat(501), |_| false).is_err());
    }
}
