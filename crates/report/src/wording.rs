//! Words by id. Each chapter has one file; values enter through strict handlebars slots.

use std::collections::BTreeMap;

use handlebars::Handlebars;
use model::report_content::{DocumentKind, GlossaryTerm, Inline, Sentence, Source};
use serde::Deserialize;

use crate::error::ReportError;
use crate::inline::{Piece, pieces};

/// All wording files of one template set.
#[derive(Clone, Debug)]
pub struct Wording {
    files: BTreeMap<String, ChapterFile>,
    terms: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChapterFile {
    heading: String,
    #[serde(default)]
    sentences: BTreeMap<String, String>,
    #[serde(default)]
    labels: BTreeMap<String, String>,
    #[serde(default)]
    glossary: Vec<TermFile>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TermFile {
    term: String,
    explanation: String,
}

impl Wording {
    /// Reads wording from (path below the folder, text). `terms.toml` holds words shared by both documents.
    ///
    /// # Errors
    /// [`ReportError::Malformed`] with the file that cannot be read.
    pub fn parse(files: &BTreeMap<String, String>) -> Result<Self, ReportError> {
        let malformed = |file: &str| {
            let file = file.to_owned();
            move |source| ReportError::Malformed { file, source: Box::new(source) }
        };
        let mut chapters = BTreeMap::new();
        let mut terms = BTreeMap::new();
        for (path, text) in files {
            if path == "terms.toml" {
                terms = toml::from_str(text).map_err(malformed(path))?;
            } else if let Some(chapter) = path.strip_suffix(".toml").filter(|name| name.contains('/')) {
                chapters.insert(chapter.to_owned(), toml::from_str(text).map_err(malformed(path))?);
            }
        }
        Ok(Self { files: chapters, terms })
    }

    /// Names of the chapter files of one document, sorted.
    pub fn chapter_names(&self, kind: DocumentKind) -> Vec<String> {
        let prefix = format!("{}/", kind.code());
        self.files.keys().filter_map(|name| name.strip_prefix(&prefix)).map(str::to_owned).collect()
    }

    /// The words of one chapter.
    ///
    /// # Errors
    /// [`ReportError::FileMissing`].
    pub fn chapter(&self, kind: DocumentKind, id: &str) -> Result<ChapterWords<'_>, ReportError> {
        self.file(&format!("{}/{id}", kind.code()))
    }

    /// The words of one file, e.g. `forms/confirmation`.
    ///
    /// # Errors
    /// [`ReportError::FileMissing`].
    pub fn file(&self, name: &str) -> Result<ChapterWords<'_>, ReportError> {
        let file = self.files.get(name).ok_or_else(|| ReportError::FileMissing { file: format!("{name}.toml") })?;
        let mut engine = Handlebars::new();
        engine.set_strict_mode(true);
        engine.register_escape_fn(handlebars::no_escape);
        Ok(ChapterWords { name: name.to_owned(), file, wording: self, engine })
    }

    /// A shared word, e.g. (`accessibility`, `jp_approved`).
    ///
    /// # Errors
    /// [`ReportError::WordingMissing`].
    pub fn term(&self, group: &str, code: &str) -> Result<&str, ReportError> {
        self.terms
            .get(group)
            .and_then(|group| group.get(code))
            .map(String::as_str)
            .ok_or_else(|| ReportError::WordingMissing { file: "terms.toml".to_owned(), id: format!("{group}.{code}") })
    }
}

/// The words of one chapter.
#[derive(Debug)]
pub struct ChapterWords<'w> {
    name: String,
    file: &'w ChapterFile,
    wording: &'w Wording,
    engine: Handlebars<'static>,
}

impl ChapterWords<'_> {
    /// The heading.
    pub fn heading(&self) -> &str {
        &self.file.heading
    }

    /// A sentence with its slots filled.
    ///
    /// # Errors
    /// [`ReportError::WordingMissing`], or [`ReportError::Unfillable`] when a slot has no value.
    pub fn sentence(&self, id: &str, values: &[(&str, &str)]) -> Result<Sentence, ReportError> {
        let template = self.file.sentences.get(id).ok_or_else(|| self.missing(id))?;
        let values: BTreeMap<&str, &str> = values.iter().copied().collect();
        let text = pieces(template)
            .into_iter()
            .map(|piece| self.fill(id, piece, &values))
            .collect::<Result<Vec<Inline>, ReportError>>()?;
        let id = format!("{}.{id}", self.name.replace('/', "."));
        Ok(Sentence { text, sources: vec![Source::Wording { id }] })
    }

    /// A label or column heading.
    ///
    /// # Errors
    /// [`ReportError::WordingMissing`].
    pub fn label(&self, id: &str) -> Result<String, ReportError> {
        self.file.labels.get(id).cloned().ok_or_else(|| self.missing(id))
    }

    /// A word shared by the documents.
    ///
    /// # Errors
    /// [`ReportError::WordingMissing`].
    pub fn term(&self, group: &str, code: &str) -> Result<String, ReportError> {
        self.wording.term(group, code).map(str::to_owned)
    }

    /// The terms this chapter explains.
    pub fn glossary(&self) -> Vec<GlossaryTerm> {
        let explained = |term: &TermFile| GlossaryTerm {
            term: pieces(&term.term).into_iter().map(plain).collect(),
            explanation: term.explanation.clone(),
        };
        self.file.glossary.iter().map(explained).collect()
    }

    fn fill(&self, id: &str, piece: Piece, values: &BTreeMap<&str, &str>) -> Result<Inline, ReportError> {
        let filled = |template: &str| {
            self.engine.render_template(template, values).map_err(|source| ReportError::Unfillable {
                file: format!("{}.toml", self.name),
                id: id.to_owned(),
                source: Box::new(source),
            })
        };
        Ok(match piece {
            Piece::Plain(template) => Inline::Text { text: filled(&template)? },
            Piece::Strong(template) => Inline::Strong { text: filled(&template)? },
            Piece::Ruby { base, reading } => Inline::Ruby { base, reading },
        })
    }

    fn missing(&self, id: &str) -> ReportError {
        ReportError::WordingMissing { file: format!("{}.toml", self.name), id: id.to_owned() }
    }
}

fn plain(piece: Piece) -> Inline {
    match piece {
        Piece::Plain(text) => Inline::Text { text },
        Piece::Strong(text) => Inline::Strong { text },
        Piece::Ruby { base, reading } => Inline::Ruby { base, reading },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wording(text: &str) -> Wording {
        Wording::parse(&BTreeMap::from([("patient/results.toml".to_owned(), text.to_owned())])).unwrap()
    }

    #[test]
    fn a_value_never_becomes_markup() {
        let wording = wording("heading = 'h'\n[sentences]\na = '薬は{{drug}}です。'");
        let words = wording.chapter(DocumentKind::Patient, "results").unwrap();
        let sentence = words.sentence("a", &[("drug", "**x** {{y}} <b> ｜a《b》")]).unwrap();
        assert_eq!(sentence.text, [Inline::Text { text: "薬は**x** {{y}} <b> ｜a《b》です。".to_owned() }]);
    }

    #[test]
    fn a_slot_without_value_is_an_error() {
        let wording = wording("heading = 'h'\n[sentences]\na = '薬は{{drug}}です。'");
        let words = wording.chapter(DocumentKind::Patient, "results").unwrap();
        assert!(matches!(words.sentence("a", &[]), Err(ReportError::Unfillable { .. })));
        assert!(matches!(words.sentence("b", &[]), Err(ReportError::WordingMissing { .. })));
    }
}
