//! Reading a PDF back with poppler, which shares no line of code with what wrote it.

use std::fs;
use std::process::Command;

/// Runs one of poppler's programs on the bytes. `arguments` holds `FILE` where the file belongs.
fn run(program: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.pdf");
    fs::write(&path, pdf).unwrap();
    let path = path.to_str().unwrap();
    let output = Command::new(program)
        .args(arguments.iter().map(|&argument| if argument == "FILE" { path } else { argument }))
        .output()
        .unwrap_or_else(|error| panic!("{program} cannot be started ({error}): install poppler-utils"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    // poppler writes titles in the structure as raw UTF-16.
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(super) fn without_space(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// Text of each page in the order of writing, without any white space.
pub(super) fn pages(pdf: &[u8]) -> Vec<String> {
    let text = run("pdftotext", &["-raw", "FILE", "-"], pdf);
    text.trim_end_matches('\u{c}').split('\u{c}').map(without_space).collect()
}

/// Text of the tagged structure, which leaves out whatever is an artifact, without any white space.
pub(super) fn reading_order(pdf: &[u8]) -> String {
    let text = run("pdfinfo", &["-struct-text", "FILE"], pdf);
    let quoted = text.lines().filter_map(|line| line.trim().strip_prefix('"')?.strip_suffix('"'));
    without_space(&quoted.collect::<String>())
}

pub(super) fn structure(pdf: &[u8]) -> String {
    run("pdfinfo", &["-struct", "FILE"], pdf)
}

pub(super) fn metadata(pdf: &[u8]) -> String {
    run("pdfinfo", &["-meta", "FILE"], pdf)
}

/// The rows of `pdffonts`: name, type and the flags embedded, subset, unicode.
pub(super) fn fonts(pdf: &[u8]) -> Vec<String> {
    run("pdffonts", &["FILE"], pdf).lines().skip(2).map(str::to_owned).collect()
}

/// A word and its box in points, from the upper left corner of the page.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

/// The words of each page with their boxes.
pub(super) fn words(pdf: &[u8]) -> Vec<Vec<Word>> {
    let text = run("pdftotext", &["-bbox", "FILE", "-"], pdf);
    text.split("<page ").skip(1).map(|page| page.lines().filter_map(word).collect()).collect()
}

fn word(line: &str) -> Option<Word> {
    let line = line.trim().strip_prefix("<word ")?.strip_suffix("</word>")?;
    let (attributes, text) = line.split_once('>')?;
    let number = |name: &str| {
        let (_, rest) = attributes.split_once(&format!("{name}=\""))?;
        rest.split('"').next()?.parse().ok()
    };
    Some(Word {
        text: text.to_owned(),
        left: number("xMin")?,
        top: number("yMin")?,
        right: number("xMax")?,
        bottom: number("yMax")?,
    })
}
