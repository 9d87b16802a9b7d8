//! Reading a PDF back with poppler, which shares no line of code with what wrote it.

use std::fs;
use std::process::Command;

/// Runs one of poppler's programs on the bytes. `arguments` holds `FILE` where the file belongs.
fn run(program: &str, arguments: &[&str], pdf: &[u8]) -> String {
    // poppler writes titles in the structure as raw UTF-16.
    String::from_utf8_lossy(&run_raw(program, arguments, pdf)).into_owned()
}

fn run_raw(program: &str, arguments: &[&str], pdf: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.pdf");
    fs::write(&path, pdf).unwrap();
    let path = path.to_str().unwrap();
    let output = Command::new(program)
        .args(arguments.iter().map(|&argument| if argument == "FILE" { path } else { argument }))
        .output()
        .unwrap_or_else(|error| panic!("{program} cannot be started ({error}): install poppler-utils"));
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
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

/// What the QR codes of all pages say, read from pictures of the pages as an office scanner reads them.
pub(super) fn codes(pdf: &[u8]) -> Vec<String> {
    let pictures = run_raw("pdftoppm", &["-gray", "-r", "400", "FILE"], pdf);
    let mut rest = pictures.as_slice();
    let mut told = Vec::new();
    while let Some((width, height, pixels, behind)) = first_picture(rest) {
        let shade = |x: usize, y: usize| pixels[y * width + x];
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width, height, shade);
        told.extend(picture.detect_grids().into_iter().map(|grid| grid.decode().unwrap().1));
        rest = behind;
    }
    told
}

/// Width, height and pixels of a portable graymap, and what lies behind it.
fn first_picture(bytes: &[u8]) -> Option<(usize, usize, &[u8], &[u8])> {
    let head: Vec<&[u8]> = bytes.splitn(4, u8::is_ascii_whitespace).collect();
    let &[b"P5", width, height, behind] = head.as_slice() else { return None };
    let number = |text: &[u8]| std::str::from_utf8(text).ok()?.parse::<usize>().ok();
    let (width, height) = (number(width)?, number(height)?);
    let pixels = behind.strip_prefix(b"255\n")?;
    Some((width, height, pixels.get(..width * height)?, pixels.get(width * height..)?))
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
