//! Protein FASTA: NCBI (`>NP_…`), Ensembl (`>ENSP…`) and UniProt (`>sp|P…|NAME`) headers.

use std::path::Path;

use model::reference::Protein;

use super::intake_of_file::FileFacts;
use crate::error::IntakeError;
use crate::lines::Lines;
use crate::open::OpenedFile;

pub(super) fn read(path: &Path, file: &mut FileFacts) -> Result<(), IntakeError> {
    let mut lines = Lines::new(OpenedFile::open(path)?);
    let mut line = Vec::new();
    let mut open: Option<(String, String)> = None;
    while lines.next_into(&mut line)?.is_some() {
        let text = String::from_utf8_lossy(&line);
        if let Some(header) = text.strip_prefix('>') {
            close(open.take(), file);
            open = Some((accession(header), String::new()));
        } else if let Some((_, sequence)) = &mut open {
            sequence.push_str(text.trim());
        } else if !text.trim().is_empty() {
            file.leave("malformed");
        }
    }
    close(open, file);
    Ok(())
}

fn accession(header: &str) -> String {
    let word = header.split_whitespace().next().unwrap_or_default();
    let parts: Vec<&str> = word.split('|').collect();
    match parts.as_slice() {
        ["sp" | "tr" | "ref", accession, ..] => (*accession).to_owned(),
        [first, ..] => (*first).to_owned(),
        [] => String::new(),
    }
}

fn close(open: Option<(String, String)>, file: &mut FileFacts) {
    let Some((accession, sequence)) = open else { return };
    let sequence = sequence.trim_end_matches('*').to_ascii_uppercase();
    let is_protein = !sequence.is_empty() && sequence.bytes().all(|byte| byte.is_ascii_uppercase());
    // Bases are not residues: a genome given in place of a protein file would pass for alanine, cysteine, glycine.
    let is_dna = sequence.len() > 60 && sequence.bytes().all(|byte| b"ACGTN".contains(&byte));
    match (accession.is_empty(), is_protein, is_dna) {
        (false, true, false) => {
            file.facts.proteins.push(Protein { accession, sequence });
            file.take("proteins");
        }
        (_, _, true) => file.leave("not_a_protein"),
        (true, ..) | (_, false, _) => file.leave("malformed"),
    }
}
