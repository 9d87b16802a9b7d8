//! Genes of the made-up genome. Places, transcripts and identifiers are drawn; only some symbols are real words, so that
//! rows of a knowledge base find something. The genes do not depend on the seed: all files speak of the same ones.

use super::chance::Chance;

/// GRCh38 lengths.
pub(crate) const CONTIGS: [(&str, u64); 24] = [
    ("chr1", 248_956_422),
    ("chr2", 242_193_529),
    ("chr3", 198_295_559),
    ("chr4", 190_214_555),
    ("chr5", 181_538_259),
    ("chr6", 170_805_979),
    ("chr7", 159_345_973),
    ("chr8", 145_138_636),
    ("chr9", 138_394_717),
    ("chr10", 133_797_422),
    ("chr11", 135_086_622),
    ("chr12", 133_275_309),
    ("chr13", 114_364_328),
    ("chr14", 107_043_718),
    ("chr15", 101_991_189),
    ("chr16", 90_338_345),
    ("chr17", 83_257_441),
    ("chr18", 80_373_285),
    ("chr19", 58_617_616),
    ("chr20", 64_444_167),
    ("chr21", 46_709_983),
    ("chr22", 50_818_468),
    ("chrX", 156_040_895),
    ("chrY", 57_227_415),
];

/// Real gene symbols, one a line.
pub(crate) const SYMBOLS: &str = include_str!("symbols.txt");
/// Every so many coding genes, one gets a real symbol.
const CODING_GENES_PER_SYMBOL: usize = 100;
/// Coding and other genes of a human genome.
const GENES: u64 = 38_000;

/// One gene and the parts of its annotation entries that are the same in each.
#[derive(Clone, Debug)]
pub(crate) struct Gene {
    pub(crate) symbol: String,
    pub(crate) start: u64,
    pub(crate) end: u64,
    pub(crate) forward: bool,
    pub(crate) coding: bool,
    /// Length of its protein.
    pub(crate) residues: u64,
    pub(crate) transcripts: Vec<Transcript>,
}

/// One transcript.
#[derive(Clone, Debug)]
pub(crate) struct Transcript {
    /// `SYMBOL|Gene|Feature_type|Feature|BIOTYPE`.
    pub(crate) feature: String,
    /// `SYMBOL_SOURCE|HGNC_ID|CANONICAL|MANE_SELECT|MANE_PLUS_CLINICAL|ENSP`.
    pub(crate) names: String,
    /// With version.
    pub(crate) id: String,
    /// With version.
    pub(crate) protein: String,
    pub(crate) exons: u64,
    pub(crate) coding: bool,
}

/// Draws the genes of one contig after the other.
#[derive(Debug)]
pub(crate) struct GeneSource {
    chance: Chance,
    symbols: std::iter::Peekable<std::str::Lines<'static>>,
    coding_genes: usize,
    genes: u64,
    transcripts: u64,
}

impl GeneSource {
    pub(crate) fn new() -> Self {
        let symbols = SYMBOLS.lines().peekable();
        Self { chance: Chance::new(20_260_401), symbols, coding_genes: 0, genes: 0, transcripts: 0 }
    }

    /// Genes of a contig, by their beginning. To be asked for in the order of [`CONTIGS`].
    pub(crate) fn of_contig(&mut self, length: u64) -> Vec<Gene> {
        let genome: u64 = CONTIGS.iter().map(|(_, length)| length).sum();
        let count = GENES * length / genome;
        let stretch = length / (count + 1);
        (0..count).map(|place| self.gene(place * stretch, stretch, length)).collect()
    }

    fn gene(&mut self, from: u64, stretch: u64, contig: u64) -> Gene {
        self.genes += 1;
        let number = self.genes;
        let chance = &mut self.chance;
        let coding = chance.per_mille(520);
        let symbol = if coding {
            self.coding_genes += 1;
            let turn = self.coding_genes.is_multiple_of(CODING_GENES_PER_SYMBOL);
            let known = if turn { self.symbols.next() } else { None };
            let family = chance.one(&["ZNF", "SLC", "TMEM", "KIAA", "FAM", "CCDC", "LRRC", "OR", "ANKRD"]);
            known.map_or_else(|| format!("{family}{number}"), str::to_owned)
        } else {
            format!("{}{}", chance.one(&["LINC", "ENSG0000"]), 10_000 + number)
        };
        let start = (20_000 + from + chance.below(stretch)).min(contig - 21_000);
        let end = (start + chance.log_normal(if coding { 235 } else { 203 })).min(contig - 100);
        let mut gene = Gene {
            symbol,
            start,
            end,
            forward: chance.per_mille(500),
            coding,
            residues: chance.log_normal(140).max(120),
            transcripts: Vec::new(),
        };
        let count = 1 + chance.exponential(if coding { 8 } else { 3 }).min(24);
        gene.transcripts = (0..count).map(|place| self.transcript(&gene, place == 0)).collect();
        gene
    }

    fn transcript(&mut self, gene: &Gene, first: bool) -> Transcript {
        self.transcripts += 1;
        let (number, chance) = (self.transcripts, &mut self.chance);
        let coding = gene.coding && (first || chance.per_mille(550));
        let other = chance.one(&["retained_intron", "nonsense_mediated_decay", "processed_transcript"]);
        let kind = match (gene.coding, coding) {
            (_, true) => "protein_coding",
            (true, false) => other,
            (false, false) => "lncRNA",
        };
        let name = format!("ENST{:011}", 200_000 + number * 13);
        let protein = if coding { format!("ENSP{:011}", 200_000 + number * 11) } else { String::new() };
        let gene_id = format!("ENSG{:011}", 100_000 + self.genes * 7);
        let canonical = if first { "YES" } else { "" };
        let mane =
            if first && gene.coding { format!("NM_{:06}.{}", number % 999_999, 1 + number % 5) } else { String::new() };
        Transcript {
            feature: format!("{}|{gene_id}|Transcript|{name}|{kind}", gene.symbol),
            names: format!("HGNC|HGNC:{}|{canonical}|{mane}||{protein}", self.genes * 2),
            id: format!("{name}.{}", 1 + number % 9),
            protein: format!("{protein}.{}", 1 + number % 4),
            exons: chance.between(2, 28),
            coding,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_real_symbol_is_the_name_of_one_gene() {
        let mut source = GeneSource::new();
        let genes: Vec<Gene> = CONTIGS.iter().flat_map(|(_, length)| source.of_contig(*length)).collect();
        assert!((37_000..=38_000).contains(&genes.len()));
        for symbol in SYMBOLS.lines() {
            assert_eq!(genes.iter().filter(|gene| gene.symbol == symbol).count(), 1, "{symbol}");
        }
        let names: BTreeSet<&str> = genes.iter().map(|gene| gene.symbol.as_str()).collect();
        assert_eq!(names.len(), genes.len());
    }
}
