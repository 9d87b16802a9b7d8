//! The same question to bcftools: alleles that pass the caller, are rare in gnomAD and change a protein.
//!
//! `+split-vep` asks "any rare ALT of the record" and "any entry of the record"; here, as in the product, an allele is asked
//! about its own frequency and its own entries. So bcftools prints the alleles, and they are paired from its print.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};

use super::table::{Bar, Peer, Row, Unit};

const SPLIT_VEP: &str = "bcftools +split-vep -d";
const PRINT: &str = "%CHROM\t%POS\t%ALT\t%gnomAD_AF\t%Allele\t%IMPACT\n";
const QUESTION: &str =
    "FILTER=\"PASS\" && (gnomAD_AF<0.01 || gnomAD_AF=\".\") && (IMPACT=\"HIGH\" || IMPACT=\"MODERATE\")";

/// How many alleles per contig and position.
pub(crate) type Places = BTreeMap<(String, u64), u32>;

/// How many alleles do not agree.
///
/// # Errors
/// When bcftools fails while it prints.
pub(crate) fn row(ours: &Places, genome: &Path) -> anyhow::Result<Row> {
    let work = "  PASS, gnomAD < 1 % or absent, HIGH or MODERATE: found".to_owned();
    let value = total(ours);
    let Some((theirs, by_record)) = peers(genome)? else {
        return Ok(Row { work, value, unit: Unit::Alleles, peer: None, bar: Bar::Same(0) });
    };
    let places: BTreeSet<&(String, u64)> = ours.keys().chain(theirs.keys()).collect();
    let different = places.into_iter().filter(|place| ours.get(*place) != theirs.get(*place)).count() as u64;
    println!(
        "bcftools prints {by_record} places; in {} of them the rare allele and the changing allele are two",
        by_record - theirs.len()
    );
    let peer = Some(Peer { name: SPLIT_VEP, value: total(&theirs) });
    Ok(Row { work, value, unit: Unit::Alleles, peer, bar: Bar::Same(different) })
}

fn total(places: &Places) -> f64 {
    f64::from(places.values().sum::<u32>())
}

/// Per place the alleles that qualify by themselves, and how many places bcftools prints. `None` without bcftools.
fn peers(genome: &Path) -> anyhow::Result<Option<(Places, usize)>> {
    let mut command = Command::new("bcftools");
    command.arg("+split-vep").arg(genome).args(["-d", "-c", "Allele,IMPACT", "-f", PRINT, "-i", QUESTION]);
    let Ok(mut running) = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn() else { return Ok(None) };
    let printed = running.stdout.take().context("no pipe from bcftools")?;
    let (mut printed_places, mut alleles) = (BTreeSet::new(), BTreeSet::new());
    for line in BufReader::new(printed).lines() {
        let line = line?;
        let columns: Vec<&str> = line.split('\t').collect();
        let [contig, position, alternates, frequencies, allele, _] = columns.as_slice() else { continue };
        let place = (contig.strip_prefix("chr").unwrap_or(contig).to_owned(), position.parse::<u64>()?);
        if is_rare(alternates, frequencies, allele) {
            alleles.insert((place.clone(), (*allele).to_owned()));
        }
        printed_places.insert(place);
    }
    ensure!(running.wait()?.success(), "bcftools +split-vep failed");
    let mut places = Places::new();
    for (place, _) in alleles {
        *places.entry(place).or_default() += 1;
    }
    Ok(Some((places, printed_places.len())))
}

/// Whether the allele that an entry speaks of is rare. VEP leaves out the first base of insertions and deletions; a record
/// with one alternate needs no pairing.
fn is_rare(alternates: &str, frequencies: &str, allele: &str) -> bool {
    let alternates: Vec<&str> = alternates.split(',').collect();
    let place = match alternates.as_slice() {
        [_] => Some(0),
        several => several.iter().position(|alternate| *alternate == allele),
    };
    let frequency = place.and_then(|place| frequencies.split(',').nth(place));
    // One dot stands for a field that is missing, whatever the number of alleles.
    let frequency = if frequencies == "." { Some(".") } else { frequency };
    match frequency {
        None => false,
        Some(".") => true,
        Some(text) => text.parse::<f64>().is_ok_and(|frequency| frequency < 0.01),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_allele_is_rare_by_its_own_frequency() {
        assert!(is_rare("T", "0.002", "T") && !is_rare("T", "0.2", "T") && is_rare("CAT", ".", "AT"));
        assert!(!is_rare("T,G", "0.2,0.001", "T") && is_rare("T,G", "0.2,0.001", "G"));
        assert!(is_rare("T,G", "0.2,.", "G") && is_rare("T,G", ".", "G") && !is_rare("T,G", "0.2,0.001", "A"));
    }
}
