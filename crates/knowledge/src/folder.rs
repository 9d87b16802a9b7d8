//! The files of a knowledge base, and which kind each one is.

use std::path::Path;

use crate::error::KnowledgeError;

/// One file of a knowledge base.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceFile {
    /// Path inside the knowledge base, with `/` on every system.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl SourceFile {
    /// Whether it holds curated rows: no imported corpus, no description and no schema.
    pub fn is_curated(&self) -> bool {
        FileKind::of(&self.path).is_some_and(|kind| kind != FileKind::Corpora)
    }

    /// Whether it holds an imported corpus.
    pub fn is_corpus(&self) -> bool {
        FileKind::of(&self.path) == Some(FileKind::Corpora)
    }
}

/// Which kind of knowledge a file holds, told by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FileKind {
    Release,
    Approvals,
    Resistance,
    Trials,
    Therapies,
    TumorTypes,
    Areas,
    Genes,
    Hotspots,
    Terms,
    Policy,
    Thresholds,
    PanelRules,
    Oncogenicity,
    Amp,
    Bridges,
    Conditions,
    PanelOmission,
    Corpora,
}

impl FileKind {
    pub(crate) const ALL: [Self; 19] = [
        Self::Release,
        Self::Approvals,
        Self::Resistance,
        Self::Trials,
        Self::Therapies,
        Self::TumorTypes,
        Self::Areas,
        Self::Genes,
        Self::Hotspots,
        Self::Terms,
        Self::Policy,
        Self::Thresholds,
        Self::PanelRules,
        Self::Oncogenicity,
        Self::Amp,
        Self::Bridges,
        Self::Conditions,
        Self::PanelOmission,
        Self::Corpora,
    ];

    /// The file, or the folder of files, where this kind is kept.
    pub(crate) fn place(self) -> &'static str {
        match self {
            Self::Release => "release.toml",
            Self::Approvals => "statements/approvals/",
            Self::Resistance => "statements/resistance/",
            Self::Trials => "statements/trials/",
            Self::Therapies => "therapies.toml",
            Self::TumorTypes => "tumor-types/",
            Self::Areas => "areas.toml",
            Self::Genes => "genes.toml",
            Self::Hotspots => "hotspots.toml",
            Self::Terms => "terms.toml",
            Self::Policy => "policy/",
            Self::Thresholds => "thresholds.toml",
            Self::PanelRules => "panel-rules/",
            Self::Oncogenicity => "oncogenicity.toml",
            Self::Amp => "amp.toml",
            Self::Bridges => "bridges.toml",
            Self::Conditions => "conditions.toml",
            Self::PanelOmission => "panel-omission.toml",
            Self::Corpora => "corpora/",
        }
    }

    /// Whether a release may be without it: imported rows, and what releases did not have from the beginning.
    pub(crate) fn is_optional(self) -> bool {
        matches!(
            self,
            Self::Corpora
                | Self::Trials
                | Self::PanelRules
                | Self::Oncogenicity
                | Self::Amp
                | Self::Bridges
                | Self::Conditions
                | Self::PanelOmission
        )
    }

    fn extension(self) -> &'static str {
        if self == Self::Corpora { "json" } else { "toml" }
    }

    /// The file of its JSON Schema.
    pub(crate) fn schema_path(self) -> &'static str {
        match self {
            Self::Release => "schema/release.json",
            Self::Approvals => "schema/approvals.json",
            Self::Resistance => "schema/resistance.json",
            Self::Trials => "schema/trials.json",
            Self::Therapies => "schema/therapies.json",
            Self::TumorTypes => "schema/tumor-types.json",
            Self::Areas => "schema/areas.json",
            Self::Genes => "schema/genes.json",
            Self::Hotspots => "schema/hotspots.json",
            Self::Terms => "schema/terms.json",
            Self::Policy => "schema/policy.json",
            Self::Thresholds => "schema/thresholds.json",
            Self::PanelRules => "schema/panel-rules.json",
            Self::Oncogenicity => "schema/oncogenicity.json",
            Self::Amp => "schema/amp.json",
            Self::Bridges => "schema/bridges.json",
            Self::Conditions => "schema/conditions.json",
            Self::PanelOmission => "schema/panel-omission.json",
            Self::Corpora => "schema/corpora.json",
        }
    }

    /// The kind of a path; `None` when no kind is kept there.
    pub(crate) fn of(path: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| {
            let place = kind.place();
            let inside = path.strip_prefix(place).filter(|_| place.ends_with('/'));
            path == place || inside.is_some_and(|name| has_extension(name, kind.extension()) && !name.contains('/'))
        })
    }
}

/// Whether a file belongs to the folder without holding facts: the description and the schemas.
pub(crate) fn is_beside_the_facts(path: &str) -> bool {
    path == "README.md" || (path.starts_with("schema/") && has_extension(path, "json"))
}

fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == extension)
}

/// Reads every file below `folder`, sorted by path. Hidden files are left out.
///
/// # Errors
/// [`KnowledgeError::Unreadable`] with the path that cannot be read.
pub fn read_folder(folder: &Path) -> Result<Vec<SourceFile>, KnowledgeError> {
    let mut files = Vec::new();
    read_below(folder, "", &mut files)?;
    files.sort();
    Ok(files)
}

fn read_below(folder: &Path, inside: &str, files: &mut Vec<SourceFile>) -> Result<(), KnowledgeError> {
    let unreadable = |source| KnowledgeError::Unreadable { path: folder.to_owned(), source };
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = if inside.is_empty() { name } else { format!("{inside}/{name}") };
        if entry.file_type().map_err(unreadable)?.is_dir() {
            read_below(&entry.path(), &path, files)?;
        } else {
            let text = std::fs::read_to_string(entry.path())
                .map_err(|source| KnowledgeError::Unreadable { path: entry.path(), source })?;
            files.push(SourceFile { path, text });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_file_tells_its_kind() {
        for (path, kind) in [
            ("release.toml", Some(FileKind::Release)),
            ("statements/approvals/lung-egfr.toml", Some(FileKind::Approvals)),
            ("policy/levels.toml", Some(FileKind::Policy)),
            ("statements/approvals/notes.txt", None),
            ("statements/approvals/old/lung.toml", None),
            ("statements/lung.toml", None),
            ("README.md", None),
        ] {
            assert_eq!(FileKind::of(path), kind, "{path}");
        }
    }
}
