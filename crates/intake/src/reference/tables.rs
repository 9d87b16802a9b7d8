//! Gene spans, cytobands, sequence lengths and domain tables.

use std::path::Path;

use model::assembly::Assembly;
use model::reference::{ContigLength, Cytoband, GeneSpan, ProteinDomain, Stretch};
use model::variation::Contig;

use super::intake_of_file::FileFacts;
use super::is_stain;
use crate::error::IntakeError;
use crate::lines::Lines;
use crate::open::OpenedFile;
use crate::table::{Row, Separation, Table};

/// Gene spans, 1-based with both ends inside. Genes of patches and alternate loci are left: they repeat the primary ones.
pub(super) fn genes(path: &Path, assembly: Assembly, file: &mut FileFacts) -> Result<(), IntakeError> {
    let mut table = Table::open(OpenedFile::open(path)?, Separation::Tabs)?;
    let (accession, gene) = (table.needed(&["ensgene"])?, table.needed(&["symbol"])?);
    let (contig, start, end) = (table.needed(&["chr"])?, table.needed(&["start"])?, table.needed(&["end"])?);
    let biotype = table.column(&["biotype"]);
    while let Some(row) = table.next()? {
        let Some(span) = one_based(&row.text(start), &row.text(end)) else {
            file.leave("malformed");
            continue;
        };
        let Some(symbol) = row.stated(Some(gene)) else {
            file.leave("symbol_missing");
            continue;
        };
        let contig: Contig = row.text(contig).into();
        if !contig.is_chromosome() {
            file.leave("not_a_primary_contig");
            continue;
        }
        file.facts.genes.push(GeneSpan {
            assembly,
            contig,
            span,
            gene: symbol,
            accession: row.text(accession),
            biotype: row.stated(biotype).unwrap_or_default(),
        });
        file.take("genes");
    }
    Ok(())
}

/// UCSC cytoBand, 0-based half-open, with or without header line.
pub(super) fn cytobands(path: &Path, assembly: Assembly, file: &mut FileFacts) -> Result<(), IntakeError> {
    let mut lines = Lines::new(OpenedFile::open(path)?);
    let mut line = Vec::new();
    while let Some(number) = lines.next_into(&mut line)? {
        let text = String::from_utf8_lossy(&line);
        let fields: Vec<&str> = text.trim_start_matches('#').split('\t').map(str::trim).collect();
        let [contig, start, end, band, stain] = fields.as_slice() else {
            if !text.trim().is_empty() {
                file.leave("malformed");
            }
            continue;
        };
        if number == 1 && *start == "start" || *start == "chromStart" {
            continue;
        }
        match zero_based(start, end) {
            Some(span) if is_stain(stain) => {
                let (band, stain) = ((*band).to_owned(), (*stain).to_owned());
                file.facts.cytobands.push(Cytoband { assembly, contig: (*contig).into(), span, band, stain });
                file.take("cytobands");
            }
            _ => file.leave("malformed"),
        }
    }
    Ok(())
}

/// Sequence names with lengths and aliases.
pub(super) fn lengths(path: &Path, assembly: Assembly, file: &mut FileFacts) -> Result<(), IntakeError> {
    let mut table = Table::open(OpenedFile::open(path)?, Separation::Tabs)?;
    let (name, length) = (table.needed(&["name"])?, table.needed(&["length"])?);
    let aliases = table.needed(&["aliases"])?;
    while let Some(row) = table.next()? {
        match (row.stated(Some(name)), row.text(length).parse()) {
            (Some(name), Ok(length)) => {
                let contig: Contig = name.into();
                let disagrees =
                    Assembly::from_contig_length(contig.name(), length).is_some_and(|told| told != assembly);
                if disagrees {
                    let candidates = vec![assembly.name().to_owned(), "?".to_owned()];
                    let question = crate::Question::AssemblyConflict { candidates };
                    return Err(IntakeError::question(&file.source.file, question));
                }
                let aliases = row.text(aliases).split(',').map(str::to_owned).filter(|name| !name.is_empty()).collect();
                file.facts.contigs.push(ContigLength { assembly, contig, length, aliases });
                file.take("sequences");
            }
            _ => file.leave("malformed"),
        }
    }
    Ok(())
}

/// Pfam by symbol, counted on the UniProt canonical isoform.
pub(super) fn pfam(path: &Path, file: &mut FileFacts) -> Result<(), IntakeError> {
    let names = ["symbol", "uniprot", "length", "start", "end", "hmm.acc", "hmm.name"];
    domains(path, names, file)
}

/// RefSeq domains: several databases, overlapping, without version of the protein.
pub(super) fn refseq_domains(path: &Path, file: &mut FileFacts) -> Result<(), IntakeError> {
    let names = ["HGNC", "protein.ID", "aa.length", "Start", "End", "pfam", "Label"];
    domains(path, names, file)
}

fn domains(path: &Path, names: [&str; 7], file: &mut FileFacts) -> Result<(), IntakeError> {
    let mut table = Table::open(OpenedFile::open(path)?, Separation::Tabs)?;
    let mut columns = [0; 7];
    for (column, name) in columns.iter_mut().zip(names) {
        *column = table.needed(&[name])?;
    }
    while let Some(row) = table.next()? {
        let [gene, _, _, first, last, ..] = columns;
        if row.stated(Some(gene)).is_none() {
            file.leave("symbol_missing");
            continue;
        }
        if row.stated(Some(first)).is_none() && row.stated(Some(last)).is_none() {
            file.leave("residues_missing");
            continue;
        }
        match domain(&row, columns) {
            Some(domain) if !lies_inside(&domain) => file.leave("domain_outside_protein"),
            Some(domain) => {
                file.facts.domains.push(domain);
                file.take("domains");
            }
            None => file.leave("malformed"),
        }
    }
    Ok(())
}

fn lies_inside(domain: &ProteinDomain) -> bool {
    domain.first > 0 && domain.first <= domain.last && domain.last <= domain.protein_length
}

fn domain(row: &Row<'_>, columns: [usize; 7]) -> Option<ProteinDomain> {
    let [gene, protein, length, first, last, accession, name] = columns;
    let number = |column: usize| row.text(column).parse::<u32>().ok();
    let (protein_length, first, last) = (number(length)?, number(first)?, number(last)?);
    Some(ProteinDomain {
        gene: row.text(gene),
        protein: row.text(protein),
        protein_length,
        first,
        last,
        accession: row.text(accession),
        name: row.text(name),
    })
}

pub(super) fn one_based(start: &str, end: &str) -> Option<Stretch> {
    let (start, end): (u64, u64) = (start.parse().ok()?, end.parse().ok()?);
    (start > 0 && start <= end).then_some(Stretch { start: start - 1, end })
}

fn zero_based(start: &str, end: &str) -> Option<Stretch> {
    let (start, end): (u64, u64) = (start.parse().ok()?, end.parse().ok()?);
    (start < end).then_some(Stretch { start, end })
}
