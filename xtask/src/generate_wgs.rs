//! `cargo xtask generate-wgs`: a made-up whole genome with VEP annotation, of the size and variety of real ones.
//!
//! Nobody's genome: genes, places, alleles and frequencies are drawn, and only some gene symbols are real words. The same
//! order gives the same bytes on every machine. Nothing is held but the genes of one contig.

mod allele;
mod annotation;
mod chance;
mod frequency;
mod genes;
mod header;
mod protein_change;
mod record;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use noodles_bgzf::io::{MultithreadedWriter, multithreaded_writer};

use genes::{CONTIGS, Gene, GeneSource};
use protein_change::ProteinChange;
use record::RecordSource;

pub(crate) use chance::Chance;
pub(crate) use genes::SYMBOLS;
pub(crate) use protein_change::one_letter;

pub(crate) const USAGE: &str = "generate-wgs --records N --out FILE.vcf.gz [--kind germline|somatic] [--seed S]";

/// Known hot spots of tumours: symbol, residue, from, to.
pub(crate) const CHANGES: &str = include_str!("generate_wgs/changes.txt");
/// Text that is handed on at once.
const CHUNK_BYTES: usize = 1 << 20;
/// Bases at both ends of a contig that hold no record.
const TELOMERE: u64 = 10_000;

/// Whose alleles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One person, as a germline caller writes it.
    Germline,
    /// A tumour and its normal, as Mutect2 writes it, with known hot spots.
    Somatic,
}

impl Kind {
    /// As the order says it.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Germline => "germline",
            Self::Somatic => "somatic",
        }
    }

    fn samples(self) -> &'static str {
        match self {
            Self::Germline => "SYNTHETIC",
            Self::Somatic => "TUMOR\tNORMAL",
        }
    }
}

/// What to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Order {
    /// How many records.
    pub(crate) records: u64,
    /// File to write.
    pub(crate) out: PathBuf,
    /// Whose alleles.
    pub(crate) kind: Kind,
    /// Other numbers give other records.
    pub(crate) seed: u64,
}

impl Order {
    /// Reads the words behind the chore's name.
    ///
    /// # Errors
    /// When one of them is not understood.
    pub(crate) fn of_words(words: &[&str]) -> anyhow::Result<Self> {
        let mut order = Self { records: 0, out: PathBuf::new(), kind: Kind::Germline, seed: 1 };
        for pair in words.chunks(2) {
            let [flag, value] = pair else { bail!("usage: cargo xtask {USAGE}") };
            match *flag {
                "--records" => order.records = value.parse().context("--records")?,
                "--seed" => order.seed = value.parse().context("--seed")?,
                "--out" => order.out = PathBuf::from(value),
                "--kind" if *value == "germline" => order.kind = Kind::Germline,
                "--kind" if *value == "somatic" => order.kind = Kind::Somatic,
                _ => bail!("not understood: {flag} {value}; usage: cargo xtask {USAGE}"),
            }
        }
        ensure!(order.records > 0 && order.out != Path::new(""), "usage: cargo xtask {USAGE}");
        Ok(order)
    }
}

/// Writes the file; it appears under its name only when it is complete.
///
/// # Errors
/// When the disk fails.
pub(crate) fn run(order: &Order) -> anyhow::Result<()> {
    let unfinished = order.out.with_extension("unfinished");
    let file = File::create(&unfinished).with_context(|| unfinished.display().to_string())?;
    let workers = std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN);
    let mut compressed: MultithreadedWriter<BufWriter<File>> =
        multithreaded_writer::Builder::default().set_worker_count(workers).build_from_writer(BufWriter::new(file));
    write_text(order, &mut compressed)?;
    compressed.finish()?.flush()?;
    std::fs::rename(&unfinished, &order.out)?;
    Ok(())
}

fn write_text(order: &Order, out: &mut impl Write) -> anyhow::Result<()> {
    let mut text = String::with_capacity(CHUNK_BYTES + CHUNK_BYTES / 4);
    header::write(&mut text, order.kind, order.seed)?;
    let mut records = RecordSource { chance: Chance::new(order.seed ^ 0x5348_4952_5542_4531), kind: order.kind };
    let mut genes = GeneSource::new();
    let (mut left, mut length_left) = (order.records, CONTIGS.iter().map(|(_, length)| length).sum::<u64>());
    for (contig, length) in CONTIGS {
        let genes = genes.of_contig(length);
        let count = left * length / length_left;
        (left, length_left) = (left - count, length_left - length);
        let mut hot = if order.kind == Kind::Somatic { hot_spots(&genes)? } else { Vec::new() };
        hot.truncate(usize::try_from(count).unwrap_or(usize::MAX));
        let hot_count = hot.len() as u64;
        let mut hot = hot.into_iter().peekable();
        for position in places(&mut records.chance, count - hot_count, length) {
            while let Some((place, gene, change)) = hot.next_if(|(place, ..)| *place <= position) {
                records.at_hot_spot(&mut text, (contig, place), (gene, change))?;
            }
            records.anywhere(&mut text, (contig, position), &genes)?;
            if text.len() >= CHUNK_BYTES {
                out.write_all(text.as_bytes())?;
                text.clear();
            }
        }
        for (place, gene, change) in hot {
            records.at_hot_spot(&mut text, (contig, place), (gene, change))?;
        }
    }
    out.write_all(text.as_bytes())?;
    Ok(())
}

/// Ascending places, one in each of equal stretches. They are drawn from a stream of their own, so that none has to wait.
fn places(chance: &mut Chance, count: u64, length: u64) -> impl Iterator<Item = u64> + use<> {
    let mut own = Chance::new(chance.below(u64::MAX));
    let inside = length - 2 * TELOMERE;
    (0..count).map(move |place| {
        let (from, to) = (inside * place / count, inside * (place + 1) / count);
        TELOMERE + 1 + from + own.below(to - from)
    })
}

/// Hot spots of these genes, by place.
fn hot_spots(genes: &[Gene]) -> anyhow::Result<Vec<(u64, &Gene, ProteinChange)>> {
    let mut spots = Vec::new();
    for line in CHANGES.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let [symbol, residue, from, to] = words.as_slice() else { bail!("not a hot spot: {line}") };
        let residue: u64 = residue.parse().with_context(|| line.to_owned())?;
        let change = ProteinChange::of_words(residue, from, to).with_context(|| line.to_owned())?;
        let gene = genes.iter().find(|gene| gene.symbol == *symbol);
        spots.extend(gene.map(|gene| (gene.start.midpoint(gene.end) + residue, gene, change)));
    }
    spots.sort_by_key(|(place, ..)| *place);
    Ok(spots)
}

#[cfg(test)]
mod tests;
