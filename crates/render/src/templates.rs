//! Templates and fixed words of the page, as values.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::RenderError;

/// The Typst files of `report-templates/layout` and the words of `report-templates/wording/layout.toml`.
#[derive(Clone, Debug)]
pub struct Templates {
    /// Source text by file name.
    pub(crate) sources: BTreeMap<String, String>,
    pub(crate) words: LayoutWords,
}

impl Templates {
    /// Templates from texts: Typst sources by file name, and the page wording as TOML.
    ///
    /// # Errors
    /// [`RenderError::Wording`] when a word is missing, unknown or of the wrong kind.
    pub fn new(sources: BTreeMap<String, String>, words: &str) -> Result<Self, RenderError> {
        let words = toml::from_str(words).map_err(|source| RenderError::Wording { source })?;
        Ok(Self { sources, words })
    }

    /// Reads `layout/*.typ` and `wording/layout.toml` of a folder such as `report-templates/`.
    ///
    /// # Errors
    /// [`RenderError::Read`] when a file cannot be read, otherwise as [`Templates::new`].
    pub fn load(folder: &Path) -> Result<Self, RenderError> {
        let layout = folder.join("layout");
        let failed = |source: io::Error| RenderError::Read { path: layout.clone(), source };
        let entries = fs::read_dir(&layout).map_err(failed)?.collect::<Result<Vec<_>, _>>().map_err(failed)?;
        let mut sources = BTreeMap::new();
        for path in entries.into_iter().map(|entry| entry.path()) {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            if let Some(name) = name.filter(|_| path.extension().is_some_and(|extension| extension == "typ")) {
                sources.insert(name, read(&path)?);
            }
        }
        Self::new(sources, &read(&folder.join("wording/layout.toml"))?)
    }
}

fn read(path: &Path) -> Result<String, RenderError> {
    fs::read_to_string(path).map_err(|source| RenderError::Read { path: path.to_owned(), source })
}

/// Words that belong to the page and to no chapter.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LayoutWords {
    pub(crate) marks: MarkWords,
    pub(crate) footer: FooterWords,
    pub(crate) tone: ToneWords,
    pub(crate) signature: SignatureWords,
    pub(crate) memo: MemoWords,
    pub(crate) date: DateWords,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MarkWords {
    draft: String,
    pub(crate) draft_in_head: String,
    pub(crate) not_for_clinical_use: String,
    pub(crate) synthetic: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FooterWords {
    case_number: String,
    /// With `{revision}`.
    pub(crate) revision: String,
    dated_on: String,
    as_of: String,
    knowledge_release: String,
    engine: String,
    software: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ToneWords {
    panel: Tones,
    patient: Tones,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tones {
    plain: String,
    key: String,
    caution: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignatureWords {
    heading: String,
    signer: String,
    role: String,
    signed_at: String,
    content_hash: String,
    key_fingerprint: String,
    code: String,
    pub(crate) date_on_paper: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MemoWords {
    heading: String,
    lead: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DateWords {
    /// With `{year}`, `{month}`, `{day}`, `{era}`, `{year_of_era}`.
    pub(crate) day: String,
    /// For days before the first era of the list.
    pub(crate) day_without_era: String,
    /// With `{day}`, `{hour}`, `{minute}`.
    pub(crate) moment: String,
    pub(crate) first_year_of_era: String,
    pub(crate) eras: Vec<Era>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Era {
    pub(crate) name: String,
    pub(crate) from: Date,
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn committed_words() -> LayoutWords {
        Templates::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../report-templates")).unwrap().words
    }

    #[test]
    fn a_missing_word_is_named() {
        let error = Templates::new(BTreeMap::new(), "[marks]\ndraft = 'x'").unwrap_err();
        assert!(
            matches!(&error, RenderError::Wording { source } if source.message().contains("draft_in_head")),
            "{error:?}"
        );
    }
}
