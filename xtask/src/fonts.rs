//! Fetches the fonts of the printed documents into `assets/fonts`.
//!
//! The list is `assets/fonts/fonts.toml`. A file with the right SHA-256 is left alone, so a second run needs no network;
//! the others come out of their pinned npm package, and nothing is written whose SHA-256 is not the pinned one.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use sha2::{Digest, Sha256};

#[derive(Deserialize)]
struct FontList {
    package: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    file: Vec<FontFile>,
}

#[derive(Deserialize)]
struct FontFile {
    /// Path inside the package.
    from: String,
    /// File name in `assets/fonts`.
    to: String,
    sha256: String,
}

/// Makes `assets/fonts` complete and says what was done.
///
/// # Errors
/// In plain words: the list cannot be read, npm is missing or offline, or a fetched file is not the pinned one.
pub(crate) fn run(root: &Path) -> Result<()> {
    let folder = root.join("assets/fonts");
    let list_path = folder.join("fonts.toml");
    let text =
        fs::read_to_string(&list_path).with_context(|| format!("cannot read the font list {}", list_path.display()))?;
    let list: FontList =
        toml::from_str(&text).with_context(|| format!("the font list {} is not valid", list_path.display()))?;
    let all = list.package.iter().map(|package| package.file.len()).sum::<usize>();
    let wanted: Vec<&Package> = list
        .package
        .iter()
        .filter(|package| package.file.iter().any(|file| !is_pinned(&folder.join(&file.to), &file.sha256)))
        .collect();
    if wanted.is_empty() {
        println!("fonts: all {all} files are in {} already", folder.display());
        return Ok(());
    }
    let unpacked = root.join("target/fonts");
    fetch(&wanted, &unpacked)?;
    for package in &wanted {
        place(package, &unpacked.join("node_modules").join(&package.name), &folder)?;
    }
    fs::remove_dir_all(&unpacked).with_context(|| format!("cannot remove {}", unpacked.display()))?;
    println!("fonts: {all} files are complete in {}", folder.display());
    Ok(())
}

/// Unpacks the packages under `unpacked`; npm checks the registry's own checksums and runs no package script.
fn fetch(packages: &[&Package], unpacked: &Path) -> Result<()> {
    fs::create_dir_all(unpacked).with_context(|| format!("cannot create {}", unpacked.display()))?;
    fs::write(unpacked.join("package.json"), r#"{"private":true}"#)
        .with_context(|| format!("cannot write into {}", unpacked.display()))?;
    let specs: Vec<String> = packages.iter().map(|package| format!("{}@{}", package.name, package.version)).collect();
    println!("fonts: fetching {}", specs.join(", "));
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let status = Command::new(npm)
        .args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"])
        .args(&specs)
        .current_dir(unpacked)
        .status()
        .context(
            "cannot start npm: install Node.js 20.19 or newer (it brings npm), then run `cargo xtask fonts` again",
        )?;
    ensure!(
        status.success(),
        "npm could not fetch the fonts (its own message is above): check the network or the proxy, then run \
         `cargo xtask fonts` again"
    );
    Ok(())
}

fn place(package: &Package, from: &Path, folder: &Path) -> Result<()> {
    for file in &package.file {
        let path = from.join(&file.from);
        let bytes =
            fs::read(&path).with_context(|| format!("{} {} has no {}", package.name, package.version, file.from))?;
        let found = sha256(&bytes);
        if found != file.sha256 {
            bail!(
                "{} of {} {} is not the pinned file and was not installed: SHA-256 is {found}, {} is written in \
                 fonts.toml",
                file.from,
                package.name,
                package.version,
                file.sha256
            );
        }
        let target = folder.join(&file.to);
        fs::write(&target, &bytes).with_context(|| format!("cannot write {}", target.display()))?;
    }
    Ok(())
}

fn is_pinned(path: &Path, pinned: &str) -> bool {
    fs::read(path).is_ok_and(|bytes| sha256(&bytes) == pinned)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(list: &str) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("assets/fonts")).unwrap();
        fs::write(root.path().join("assets/fonts/fonts.toml"), list).unwrap();
        root
    }

    #[test]
    fn a_complete_folder_needs_no_network() {
        let digest = sha256(b"glyphs");
        let root = folder_with(&format!(
            "[[package]]\nname = 'no-such-package'\nversion = '0.0.0'\n[[package.file]]\nfrom = 'a'\nto = 'a.ttf'\nsha256 = '{digest}'"
        ));
        fs::write(root.path().join("assets/fonts/a.ttf"), b"glyphs").unwrap();
        run(root.path()).unwrap();
    }

    #[test]
    fn a_file_that_is_not_the_pinned_one_is_refused_and_not_written() {
        let root = folder_with("");
        let unpacked = root.path().join("unpacked");
        fs::create_dir_all(&unpacked).unwrap();
        fs::write(unpacked.join("a"), b"other glyphs").unwrap();
        let file = FontFile { from: "a".into(), to: "a.ttf".into(), sha256: sha256(b"glyphs") };
        let package = Package { name: "p".into(), version: "1".into(), file: vec![file] };
        let error = place(&package, &unpacked, &root.path().join("assets/fonts")).unwrap_err();
        assert!(error.to_string().contains("not the pinned file"), "{error}");
        assert!(!root.path().join("assets/fonts/a.ttf").exists());
    }

    #[test]
    fn the_committed_list_is_readable_and_names_a_licence_for_each_package() {
        let text =
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/fonts/fonts.toml")).unwrap();
        let list: FontList = toml::from_str(&text).unwrap();
        for package in &list.package {
            assert!(package.file.iter().any(|file| file.to.starts_with("OFL-")), "{}", package.name);
        }
    }
}
