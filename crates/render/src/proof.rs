//! A proof carried behind the pages of a PDF.
//!
//! The finished pages are left as they are, byte for byte; what is appended is an ordinary incremental update (ISO 32000-1,
//! 7.5.6): the catalogue once more, now naming private data of this application (`PieceInfo`, 14.5), and that data as one
//! stream. A reader shows the same pages, and PDF/A allows both. The same pages and the same proof give the same bytes, so
//! whoever reads a proof can make the file again and compare every byte of it.

use std::fmt::Write as _;

use jiff::Timestamp;

use crate::{RenderError, moment};

/// Begins the private data; stands once in a file that carries a proof.
const MARK: &[u8] = b"/PieceInfo<</Shirube<</LastModified(";
const END: &[u8] = b"%%EOF";

/// A file taken apart: what was signed, and what says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carried<'f> {
    /// The pages, as they were before the proof was appended.
    pub pages: &'f [u8],
    /// The proof.
    pub proof: &'f [u8],
}

/// Appends a proof to finished pages. `at` becomes the date of the private data.
///
/// # Errors
/// [`RenderError::Layout`] for pages that [`crate::Renderer`] did not make.
pub fn carry(pages: &[u8], proof: &[u8], at: Timestamp) -> Result<Vec<u8>, RenderError> {
    let tail = Tail::of(pages).ok_or_else(|| RenderError::Layout {
        place: "proof".to_owned(),
        message: "the pages do not end as pages of this renderer do".to_owned(),
    })?;
    let local = moment::in_japan(at);
    let mut file = Vec::with_capacity(pages.len() + proof.len() + 2048);
    file.extend_from_slice(pages);
    file.push(b'\n');
    let catalogue_at = file.len();
    let head = tail.catalogue.strip_suffix(b">>").unwrap_or(tail.catalogue);
    file.extend_from_slice(format!("{} 0 obj\n", tail.root).as_bytes());
    file.extend_from_slice(head);
    file.extend_from_slice(MARK);
    let (date, time) = (local.date(), local.time());
    let written = format!(
        "D:{:04}{:02}{:02}{:02}{:02}{:02}+09'00')/Private {} 0 R>>>>>>\nendobj\n",
        date.year(),
        date.month(),
        date.day(),
        time.hour(),
        time.minute(),
        time.second(),
        tail.size,
    );
    file.extend_from_slice(written.as_bytes());
    let proof_at = file.len();
    file.extend_from_slice(format!("{} 0 obj\n<</Length {}>>\nstream\n", tail.size, proof.len()).as_bytes());
    file.extend_from_slice(proof);
    file.extend_from_slice(b"\nendstream\nendobj\n");
    let table_at = file.len();
    let mut table = String::new();
    let entry = |number: u32, at: usize| format!("{number} 1\n{at:010} 00000 n\r\n");
    // Sections of a table go up by number.
    let _ = write!(table, "xref\n{}{}", entry(tail.root, catalogue_at), entry(tail.size, proof_at));
    let _ = write!(table, "trailer\n<</Size {}/Root {} 0 R{}", tail.size + 1, tail.root, tail.rest);
    let _ = write!(table, "/Prev {}>>\nstartxref\n{table_at}\n%%EOF", tail.table_at);
    file.extend_from_slice(table.as_bytes());
    Ok(file)
}

/// Takes a file apart that [`carry`] made; `None` for any other. What comes back is not checked: make the file again and
/// compare.
pub fn carried(file: &[u8]) -> Option<Carried<'_>> {
    let mark = last(file, MARK)?;
    let pages = file.get(..last(file.get(..mark)?, END)? + END.len())?;
    let rest = file.get(mark..)?;
    let stream = after(rest, b"<</Length ")?;
    let length: usize = std::str::from_utf8(stream.split(|byte| *byte == b'>').next()?).ok()?.parse().ok()?;
    let proof = after(stream, b">>\nstream\n")?.get(..length)?;
    Some(Carried { pages, proof })
}

/// Whether a file claims to carry a proof, however damaged.
pub fn claims_proof(file: &[u8]) -> bool {
    last(file, MARK).is_some()
}

/// What an update has to know of the file before it.
struct Tail<'f> {
    catalogue: &'f [u8],
    root: u32,
    size: u32,
    table_at: u64,
    /// The entries of the trailer that stay: information and file identifier.
    rest: String,
}

impl<'f> Tail<'f> {
    fn of(pages: &'f [u8]) -> Option<Self> {
        let end = pages.strip_suffix(END)?;
        let trailer_at = last(end, b"trailer\n<<")?;
        let trailer = std::str::from_utf8(end.get(trailer_at..)?).ok()?.strip_prefix("trailer\n<</Size ")?;
        let (size, trailer) = trailer.split_once("/Root ")?;
        let (root, trailer) = trailer.split_once(" 0 R")?;
        let (rest, table_at) = trailer.split_once(">>\nstartxref\n")?;
        let root: u32 = root.parse().ok()?;
        let catalogue = after(pages.get(last(pages, format!("\n{root} 0 obj\n").as_bytes())?..)?, b" 0 obj\n")?;
        let catalogue = catalogue.get(..first(catalogue, b"\nendobj\n")?)?;
        let known = catalogue.starts_with(b"<</Type/Catalog") && catalogue.ends_with(b">>");
        known.then_some(())?;
        Some(Self {
            catalogue,
            root,
            size: size.parse().ok()?,
            table_at: table_at.trim_end().parse().ok()?,
            rest: rest.to_owned(),
        })
    }
}

fn first(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn last(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}

fn after<'f>(bytes: &'f [u8], wanted: &[u8]) -> Option<&'f [u8]> {
    bytes.get(first(bytes, wanted)? + wanted.len()..)
}
