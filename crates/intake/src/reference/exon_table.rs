//! Exon tables in the columns of UCSC's bigGenePred: 0-based half-open, lists ascending whatever the strand.

use std::path::Path;

use model::assembly::Assembly;
use model::reference::{Alignment, Strand, Stretch, Transcript};
use model::small_variant::TranscriptSelection;

use super::intake_of_file::FileFacts;
use super::mane::selection;
use crate::error::IntakeError;
use crate::open::OpenedFile;
use crate::table::{Row, Separation, Table};

struct Columns {
    gene: usize,
    accessions: Vec<usize>,
    proteins: Vec<usize>,
    status: Option<usize>,
    contig: usize,
    strand: usize,
    coding: [usize; 2],
    starts: usize,
    ends: usize,
    lift: Option<usize>,
}

pub(super) fn read(path: &Path, assembly: Assembly, file: &mut FileFacts) -> Result<(), IntakeError> {
    let mut table = Table::open(OpenedFile::open(path)?, Separation::Tabs)?;
    let several = |table: &Table, names: &[&str]| names.iter().filter_map(|name| table.column(&[name])).collect();
    let columns = Columns {
        gene: table.needed(&["symbol", "geneName", "name2"])?,
        accessions: several(&table, &["ensembl_tx", "refseq_tx"]),
        proteins: several(&table, &["ensembl_prot", "refseq_prot"]),
        status: table.column(&["mane_status"]),
        contig: table.needed(&["chrom"])?,
        strand: table.needed(&["strand"])?,
        coding: [table.needed(&["cds_start", "cdsStart"])?, table.needed(&["cds_end", "cdsEnd"])?],
        starts: table.needed(&["exon_starts", "exonStarts"])?,
        ends: table.needed(&["exon_ends", "exonEnds"])?,
        lift: table.column(&["lift_status"]),
    };
    while let Some(row) = table.next()? {
        let Some(transcript) = transcript(&row, &columns, assembly) else {
            file.leave("malformed");
            continue;
        };
        file.take(if transcript.alignment == Alignment::Exact { "transcripts" } else { "transcripts_unfit" });
        file.facts.transcripts.push(transcript);
    }
    Ok(())
}

fn transcript(row: &Row<'_>, columns: &Columns, assembly: Assembly) -> Option<Transcript> {
    let numbers = |column: usize| -> Option<Vec<u64>> {
        row.text(column).trim_end_matches(',').split(',').map(|number| number.trim().parse().ok()).collect()
    };
    let number = |column: usize| row.text(column).parse::<u64>().ok();
    let (starts, ends) = (numbers(columns.starts)?, numbers(columns.ends)?);
    let exons: Vec<Stretch> =
        starts.iter().zip(&ends).map(|(start, end)| Stretch { start: *start, end: *end }).collect();
    let ascending = exons.iter().zip(exons.iter().skip(1)).all(|(one, next)| one.end <= next.start);
    if starts.len() != ends.len() || !ascending || exons.iter().any(|exon| exon.start >= exon.end) {
        return None;
    }
    let [from, to] = columns.coding;
    let coding = Stretch { start: number(from)?, end: number(to)? };
    let names = |columns: &[usize]| columns.iter().filter_map(|column| row.stated(Some(*column))).collect::<Vec<_>>();
    let accessions = names(&columns.accessions);
    let fit = row.stated(columns.lift).is_none_or(|status| status == "exact");
    (!accessions.is_empty()).then_some(())?;
    Some(Transcript {
        gene: row.stated(Some(columns.gene))?,
        assembly,
        selection: columns.status.and_then(|status| selection(&row.text(status))).unwrap_or(TranscriptSelection::Other),
        accessions,
        proteins: names(&columns.proteins),
        contig: row.stated(Some(columns.contig))?.into(),
        strand: strand(&row.text(columns.strand))?,
        exons,
        coding: (coding.start < coding.end).then_some(coding),
        alignment: if fit { Alignment::Exact } else { Alignment::Unfit },
    })
}

pub(super) fn strand(text: &str) -> Option<Strand> {
    match text {
        "+" | "1" => Some(Strand::Forward),
        "-" | "-1" => Some(Strand::Reverse),
        _ => None,
    }
}
