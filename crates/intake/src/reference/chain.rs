//! UCSC chain files: alignments of two assemblies.
//!
//! A chain between alternate loci and patches is left: nothing that this product compares lies there. The lengths in the
//! header of a chain tell its assemblies; one that says neither is left too, and never guessed.

use std::path::Path;

use model::assembly::Assembly;
use model::reference::{AlignedBlock, AlignmentChain};
use model::variation::Contig;

use super::intake_of_file::FileFacts;
use crate::error::IntakeError;
use crate::lines::Lines;
use crate::open::OpenedFile;

pub(super) fn read(path: &Path, file: &mut FileFacts) -> Result<(), IntakeError> {
    let mut lines = Lines::new(OpenedFile::open(path)?);
    let mut line = Vec::new();
    let mut open: Option<Open> = None;
    while lines.next_into(&mut line)?.is_some() {
        let text = String::from_utf8_lossy(&line);
        let fields: Vec<&str> = text.split_ascii_whitespace().collect();
        match fields.as_slice() {
            [] => {}
            [comment, ..] if comment.starts_with('#') => {}
            ["chain", header @ ..] => {
                close(open.take(), file);
                open = Some(Open::new(header));
            }
            block => {
                if let Some(open) = &mut open {
                    open.block(block);
                } else {
                    file.leave("malformed");
                }
            }
        }
    }
    close(open, file);
    Ok(())
}

/// A chain whose blocks are being read. Each chain is one record.
struct Open {
    chain: Result<AlignmentChain, &'static str>,
    at: (u64, u64),
    ends: (u64, u64),
    ended: bool,
}

impl Open {
    fn new(header: &[&str]) -> Self {
        let read = Header::read(header);
        let at = read.as_ref().map_or((0, 0), |header| (header.start, header.to_start));
        let ends = read.as_ref().map_or((0, 0), |header| (header.end, header.to_end));
        Self { chain: read.and_then(Header::chain), at, ends, ended: false }
    }

    /// `length gap gap` for a block with another behind it, `length` for the last.
    fn block(&mut self, fields: &[&str]) {
        let Ok(chain) = &mut self.chain else { return };
        let numbers: Vec<u64> = fields.iter().filter_map(|field| field.parse().ok()).collect();
        let (length, gaps) = match numbers.as_slice() {
            [length] if fields.len() == 1 => (*length, None),
            [length, gap, to_gap] if fields.len() == 3 => (*length, Some((*gap, *to_gap))),
            _ => (0, None),
        };
        let ends = self.at.0.checked_add(length).zip(self.at.1.checked_add(length));
        let Some((end, to_end)) = ends.filter(|_| length > 0 && !self.ended) else {
            self.chain = Err("malformed");
            return;
        };
        chain.blocks.push(AlignedBlock { start: self.at.0, to_start: self.at.1, length });
        self.ended = gaps.is_none();
        let (gap, to_gap) = gaps.unwrap_or_default();
        self.at = (end.saturating_add(gap), to_end.saturating_add(to_gap));
    }
}

/// A chain counts when its blocks end where its header says.
fn close(open: Option<Open>, file: &mut FileFacts) {
    let Some(open) = open else { return };
    match open.chain {
        Ok(chain) if open.ended && open.at == open.ends => {
            file.facts.chains.push(chain);
            file.take("chains");
        }
        Ok(_) => file.leave("malformed"),
        Err(bin) => file.leave(bin),
    }
}

/// `score tName tSize tStrand tStart tEnd qName qSize qStrand qStart qEnd id`.
struct Header {
    contig: Contig,
    size: u64,
    start: u64,
    end: u64,
    to_contig: Contig,
    to_size: u64,
    reversed: bool,
    to_start: u64,
    to_end: u64,
}

impl Header {
    fn read(fields: &[&str]) -> Result<Self, &'static str> {
        let [_, contig, size, "+", start, end, to_contig, to_size, strand @ ("+" | "-"), to_start, to_end, ..] = fields
        else {
            return Err("malformed");
        };
        let number = |text: &str| text.parse::<u64>().map_err(|_| "malformed");
        Ok(Self {
            contig: (*contig).into(),
            size: number(size)?,
            start: number(start)?,
            end: number(end)?,
            to_contig: (*to_contig).into(),
            to_size: number(to_size)?,
            reversed: *strand == "-",
            to_start: number(to_start)?,
            to_end: number(to_end)?,
        })
    }

    fn chain(self) -> Result<AlignmentChain, &'static str> {
        if !self.contig.is_chromosome() || !self.to_contig.is_chromosome() {
            return Err("not_a_primary_contig");
        }
        let told = Assembly::from_contig_length(self.contig.name(), self.size)
            .zip(Assembly::from_contig_length(self.to_contig.name(), self.to_size));
        let (from, to) = told.filter(|(from, to)| from != to).ok_or("assembly_not_told_by_length")?;
        Ok(AlignmentChain {
            from,
            contig: self.contig,
            to,
            to_contig: self.to_contig,
            reversed_length: self.reversed.then_some(self.to_size),
            blocks: Vec::new(),
        })
    }
}
