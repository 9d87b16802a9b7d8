//! What dropped files are. A folder stands for the files in it, those left out are named.

use std::path::{Path, PathBuf};

use casefile::permission::Action;
use intake::FileKind;

use super::Desk;
use super::imports::file_name;
use crate::contract::{ApiError, ChosenKind, Message, RecognisedFile};

/// Files that lie beside others and hold nothing of the case.
const COMPANIONS: [&str; 6] = [".tbi", ".csi", ".fai", ".idx", ".md5", ".sha256"];

impl Desk {
    /// What each file is, or what a person says it is; of a folder, each file in it.
    ///
    /// # Errors
    /// When nobody is signed in or the role is missing; a file that cannot be recognised says why in its row.
    pub async fn recognise(&self, paths: Vec<String>, kinds: Vec<ChosenKind>) -> Result<Vec<RecognisedFile>, ApiError> {
        drop(self.seat(Action::ImportCase).await?);
        let look = move || paths.iter().flat_map(|path| rows(Path::new(path), &kinds)).collect();
        tokio::task::spawn_blocking(look).await.map_err(|_| ApiError::internal("task_failed"))
    }
}

/// The rows of a file, or of each entry of a folder, by name.
fn rows(path: &Path, kinds: &[ChosenKind]) -> Vec<RecognisedFile> {
    if !path.is_dir() {
        return vec![recognised(path, kinds)];
    }
    let Ok(entries) = std::fs::read_dir(path) else {
        let problem = about("folder_unreadable", &file_name(path));
        return vec![RecognisedFile { problem: Some(problem), ..named(path) }];
    };
    let mut entries: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    entries.sort();
    entries.iter().map(|entry| in_folder(entry, kinds)).collect()
}

fn in_folder(path: &Path, kinds: &[ChosenKind]) -> RecognisedFile {
    let name = file_name(path).to_lowercase();
    let code = if name.starts_with('.') || matches!(name.as_str(), "thumbs.db" | "desktop.ini") {
        "file_hidden_skipped"
    } else if path.is_dir() {
        "folder_inside_skipped"
    } else if COMPANIONS.iter().any(|ending| name.ends_with(ending)) {
        "file_companion_skipped"
    } else {
        return recognised(path, kinds);
    };
    RecognisedFile { skipped: Some(about(code, &file_name(path))), ..named(path) }
}

fn recognised(path: &Path, kinds: &[ChosenKind]) -> RecognisedFile {
    let row = named(path);
    let chosen = kinds.iter().find(|kind| kind.path == row.path).and_then(|kind| FileKind::of_code(&kind.format));
    let other = |kind: FileKind| !matches!(kind.told_by("").code(), "declaration");
    let choices = FileKind::ALL.into_iter().filter(|kind| other(*kind)).map(|kind| kind.code().to_owned()).collect();
    match (intake::recognise(path), chosen) {
        (Ok(kind), _) if !other(kind) => RecognisedFile {
            format: Some(kind.code().to_owned()),
            told_by: Some(kind.told_by(&row.name).code().to_owned()),
            ..row
        },
        (_, Some(kind)) => {
            RecognisedFile { format: Some(kind.code().to_owned()), told_by: Some("person".to_owned()), choices, ..row }
        }
        (Ok(kind), None) => RecognisedFile {
            format: Some(kind.code().to_owned()),
            told_by: Some(kind.told_by(&row.name).code().to_owned()),
            choices,
            ..row
        },
        (Err(error), None) => {
            let choices = if error.code() == "intake_unknown_format" { choices } else { Vec::new() };
            RecognisedFile { problem: Some(ApiError::from_failure(error).message), choices, ..row }
        }
    }
}

/// A row that says nothing but which file it is.
fn named(path: &Path) -> RecognisedFile {
    RecognisedFile {
        path: path.display().to_string(),
        name: file_name(path),
        format: None,
        told_by: None,
        choices: Vec::new(),
        problem: None,
        skipped: None,
        size_bytes: std::fs::metadata(path).map_or(0, |metadata| metadata.len()).to_string(),
    }
}

fn about(code: &str, file: &str) -> Message {
    Message { code: code.to_owned(), parameters: [("file".to_owned(), file.to_owned())].into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_stands_for_its_files_and_names_what_it_leaves_out() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("a.vcf", "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n");
        write("b.bed", "chr1\t10\t20\n");
        write("c.txt", "nothing that is known\n");
        write("a.vcf.gz.tbi", "x");
        write(".hidden", "x");
        std::fs::create_dir(folder.path().join("deeper")).unwrap();
        let rows = rows(folder.path(), &[]);
        let told: Vec<_> = rows
            .iter()
            .map(|row| {
                let code = |message: &Option<Message>| message.as_ref().map(|message| message.code.clone());
                let said = code(&row.skipped).or(code(&row.problem)).or(row.told_by.clone());
                (row.name.as_str(), said.unwrap_or_default())
            })
            .collect();
        let expected = [
            (".hidden", "file_hidden_skipped"),
            ("a.vcf", "declaration"),
            ("a.vcf.gz.tbi", "file_companion_skipped"),
            ("b.bed", "shape_and_name"),
            ("c.txt", "intake_unknown_format"),
            ("deeper", "folder_inside_skipped"),
        ];
        assert_eq!(told, expected.map(|(name, said)| (name, said.to_owned())));
    }

    #[test]
    fn a_person_may_say_what_a_table_is_but_not_what_a_vcf_is() {
        let folder = tempfile::tempdir().unwrap();
        let (table, vcf) = (folder.path().join("c.txt"), folder.path().join("a.txt"));
        std::fs::write(&table, "nothing that is known\n").unwrap();
        std::fs::write(&vcf, "##fileformat=VCFv4.2\n").unwrap();
        let choose = |path: &Path| [ChosenKind { path: path.display().to_string(), format: "seg".to_owned() }];
        let row = recognised(&table, &choose(&table));
        assert_eq!((row.format.as_deref(), row.told_by.as_deref()), (Some("seg"), Some("person")));
        assert!(row.choices.contains(&"callable_regions".to_owned()) && !row.choices.contains(&"vcf".to_owned()));
        let row = recognised(&vcf, &choose(&vcf));
        assert_eq!((row.format.as_deref(), row.choices.len()), (Some("vcf"), 0));
    }
}
