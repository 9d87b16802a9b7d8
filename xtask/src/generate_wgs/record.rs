//! One record: INFO of a caller, frequencies, ClinVar, VEP's entries, samples.

use std::fmt::{self, Write};

use super::Kind;
use super::allele::{self, Allele};
use super::annotation::Annotator;
use super::chance::Chance;
use super::frequency::{self, Frequencies};
use super::genes::Gene;
use super::protein_change::ProteinChange;

const SIGNIFICANCES: [&str; 7] = [
    "Benign",
    "Benign/Likely_benign",
    "Likely_benign",
    "Uncertain_significance",
    "Conflicting_classifications_of_pathogenicity",
    "Likely_pathogenic",
    "Pathogenic",
];

/// The frequency in one population.
type Population = fn(&Frequencies) -> Option<u64>;

/// An allele and what databases say about it.
#[derive(Debug)]
struct Known {
    allele: Allele,
    frequencies: Frequencies,
    significance: &'static str,
}

impl Known {
    fn drawn(chance: &mut Chance, allele: Allele, kind: Kind) -> Self {
        let frequencies = Frequencies::drawn(chance, kind == Kind::Somatic);
        let named = frequencies.gnomad.is_some() || chance.per_mille(200);
        let number = 1000 + chance.below(1_900_000_000);
        let known_as = if named { format!("rs{number}") } else { String::new() };
        // Mild words are the frequent ones.
        let choice = chance.below(7).min(chance.below(7));
        let word = usize::try_from(choice).ok().and_then(|choice| SIGNIFICANCES.get(choice)).copied();
        let significance = word.filter(|_| chance.per_mille(12)).unwrap_or_default();
        Self { allele: Allele { known_as, ..allele }, frequencies, significance }
    }

    /// `gnomADg_AF|gnomADg_EAS_AF|MAX_AF|CLIN_SIG|PHENO`.
    fn in_entry(&self) -> String {
        let Frequencies { gnomad, east_asian, .. } = self.frequencies;
        let word = |parts: Option<u64>| parts.map(frequency::text).unwrap_or_default();
        let highest = word(self.frequencies.highest());
        let significance = self.significance.to_lowercase();
        let phenotype = if significance.is_empty() { "" } else { "1" };
        format!("{}|{}|{highest}|{significance}|{phenotype}", word(gnomad), word(east_asian))
    }
}

/// Draws records one after the other.
#[derive(Debug)]
pub(super) struct RecordSource {
    pub(super) chance: Chance,
    pub(super) kind: Kind,
}

impl RecordSource {
    /// Appends a record at a place nobody chose.
    pub(super) fn anywhere(
        &mut self,
        line: &mut String,
        (contig, position): (&str, u64),
        genes: &[Gene],
    ) -> fmt::Result {
        let allele = Allele::drawn(&mut self.chance, position);
        let first = Known::drawn(&mut self.chance, allele, self.kind);
        let several =
            first.allele.kind == allele::Kind::Snv && self.kind == Kind::Germline && self.chance.per_mille(15);
        let mut alleles = vec![first];
        if several {
            let sibling = alleles.first().map(|first| first.allele.sibling(&mut self.chance));
            alleles.extend(sibling.map(|sibling| Known::drawn(&mut self.chance, sibling, self.kind)));
        }
        self.beginning(line, contig, &alleles)?;
        line.push_str(";CSQ=");
        for (number, known) in alleles.iter().enumerate() {
            if number > 0 {
                line.push(',');
            }
            Annotator::new(line, &mut self.chance, &known.allele, &known.in_entry()).around(genes)?;
        }
        self.samples(line, several)
    }

    /// Appends a record that changes a protein as a known hot spot does.
    pub(super) fn at_hot_spot(
        &mut self,
        line: &mut String,
        (contig, position): (&str, u64),
        (gene, change): (&Gene, ProteinChange),
    ) -> fmt::Result {
        let allele = Allele::substitution(&mut self.chance, position);
        let known = Known { allele, frequencies: Frequencies::default(), significance: "" };
        self.beginning(line, contig, std::slice::from_ref(&known))?;
        line.push_str(";CSQ=");
        Annotator::new(line, &mut self.chance, &known.allele, &known.in_entry()).changing(gene, change)?;
        self.samples(line, false)
    }

    /// The columns up to the caller's fields and the frequencies in INFO.
    fn beginning(&mut self, line: &mut String, contig: &str, alleles: &[Known]) -> fmt::Result {
        let Some(first) = alleles.first() else { return Err(fmt::Error) };
        let Allele { position, reference, known_as, kind, .. } = &first.allele;
        let id = if known_as.is_empty() { "." } else { known_as };
        let alternates: Vec<&str> = alleles.iter().map(|known| known.allele.alternate.as_str()).collect();
        let quality = 10_000 + self.chance.below(90_000);
        let filter = self.filter(*kind, first.frequencies.gnomad.is_none() && known_as.is_empty());
        let alternates = alternates.join(",");
        let (whole, rest) = (quality / 100, quality % 100);
        write!(line, "{contig}\t{position}\t{id}\t{reference}\t{alternates}\t{whole}.{rest:02}\t{filter}\t")?;
        match self.kind {
            Kind::Germline => self.haplotype_caller(line, alleles.len())?,
            Kind::Somatic => self.mutect(line)?,
        }
        let populations: [(&str, Population); 3] = [
            ("gnomAD_AF", |known| known.gnomad),
            ("gnomAD_EAS_AF", |known| known.east_asian),
            ("ToMMo_AF", |known| known.tommo),
        ];
        for (field, of) in populations {
            let values: Vec<Option<u64>> = alleles.iter().map(|known| of(&known.frequencies)).collect();
            if values.iter().any(Option::is_some) {
                let words: Vec<String> =
                    values.into_iter().map(|value| value.map_or_else(|| ".".to_owned(), frequency::text)).collect();
                write!(line, ";{field}={}", words.join(","))?;
            }
        }
        if !first.significance.is_empty() {
            let number = self.chance.below(2_000_000);
            let stars = "criteria_provided,_single_submitter";
            write!(line, ";CLNSIG={};CLNREVSTAT={stars};ALLELEID={number}", first.significance)?;
        }
        Ok(())
    }

    /// 93 % pass.
    fn filter(&mut self, kind: allele::Kind, unknown_somatic: bool) -> &'static str {
        let drawn = self.chance.below(1000);
        match (self.kind, kind, drawn) {
            (_, _, 0..930) => "PASS",
            (Kind::Somatic, _, 930..960) if unknown_somatic => "clustered_events;weak_evidence",
            (Kind::Somatic, ..) => "strand_bias",
            (Kind::Germline, allele::Kind::Snv, _) => "VQSRTrancheSNP99.90to100.00",
            (Kind::Germline, ..) => "VQSRTrancheINDEL99.00to100.00",
        }
    }

    /// A number with decimals: `0 .. top` thousandths.
    fn thousandths(&mut self, top: u64) -> String {
        let value = self.chance.below(top);
        format!("{}.{:03}", value / 1000, value % 1000)
    }

    fn haplotype_caller(&mut self, line: &mut String, alleles: usize) -> fmt::Result {
        let counts = if alleles > 1 { ("1,1", "0.500,0.500") } else { ("1", "0.500") };
        let sign = self.chance.one(&["", "-"]);
        let (base, strand, mapping) = (self.thousandths(2000), self.thousandths(5000), self.thousandths(500));
        let (quality, place, odds) = (self.thousandths(30_000), self.thousandths(1000), self.thousandths(2000));
        let depth = self.chance.between(20, 49);
        let recalibrated = self.chance.between(500, 2300);
        write!(
            line,
            "AC={};AF={};AN=2;BaseQRankSum={sign}{base};DP={depth};FS={strand};MQ=60.00;MQRankSum={sign}{mapping};\
             QD={quality};ReadPosRankSum={sign}{place};SOR={odds};VQSLOD={}.{:02};culprit=MQ",
            counts.0,
            counts.1,
            recalibrated / 100,
            recalibrated % 100
        )
    }

    fn mutect(&mut self, line: &mut String) -> fmt::Result {
        let depth = self.chance.between(20, 49);
        let (forward, reverse) = (self.chance.below(12), self.chance.below(12));
        let (length, other_length) = (self.chance.between(300, 398), self.chance.between(300, 398));
        let (from_end, artefact) = (self.chance.below(70), self.thousandths(2000));
        let (normal, tumor) = (self.thousandths(12_000), self.chance.between(600, 9600));
        write!(
            line,
            "AS_SB_TABLE={depth},{}|{forward},{reverse};DP={};ECNT=1;GERMQ=93;MBQ=37,37;MFRL={length},{other_length};\
             MMQ=60,60;MPOS={from_end};NALOD={artefact};NLOD={normal};POPAF=6.00;TLOD={}.{:02}",
            depth + 2,
            depth * 3,
            tumor / 100,
            tumor % 100
        )
    }

    fn samples(&mut self, line: &mut String, several: bool) -> fmt::Result {
        let depth = self.chance.between(20, 49);
        let drawn = self.chance.below(1000);
        let alternate = depth * self.chance.between(400, 600) / 1000;
        let (one, other) = (self.chance.between(300, 899), self.chance.between(300, 899));
        match self.kind {
            Kind::Somatic => self.pair(line, depth),
            Kind::Germline if several => writeln!(
                line,
                "\tGT:AD:DP:GQ:PL\t1/2:1,{alternate},{}:{}:99:900,500,400,450,0,420",
                depth - alternate,
                depth + 1
            ),
            Kind::Germline if drawn < 620 => {
                writeln!(line, "\tGT:AD:DP:GQ:PL\t0/1:{},{alternate}:{depth}:99:{one},0,{other}", depth - alternate)
            }
            Kind::Germline => writeln!(
                line,
                "\tGT:AD:DP:GQ:PL\t1/1:0,{depth}:{depth}:{}:{},{},0",
                (depth * 3).min(99),
                depth * 40,
                depth * 3
            ),
        }
    }

    /// The tumour, then its normal.
    fn pair(&mut self, line: &mut String, depth: u64) -> fmt::Result {
        let reference = depth * 2;
        let alternate = depth * self.chance.between(50, 499) / 1000 + 3;
        let all = reference + alternate;
        let fraction = alternate * 1000 / all;
        let (r1, r2) = (reference / 2, reference - reference / 2);
        let (a1, a2) = (alternate / 2, alternate - alternate / 2);
        let (n1, n2) = (depth / 2, depth - depth / 2);
        writeln!(
            line,
            "\tGT:AD:AF:DP:F1R2:F2R1:SB\t0/1:{reference},{alternate}:0.{fraction:03}:{all}:{r1},{a1}:{r2},{a2}:{r1},{r2},{a1},{a2}\
             \t0/0:{depth},0:0.020:{depth}:{n1},0:{n2},0:{n1},{n2},0,0"
        )
    }
}
