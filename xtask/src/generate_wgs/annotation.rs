//! VEP's entries of one allele: one for each transcript nearby, with names and HGVS of realistic size and variety.

use std::fmt::{self, Write};

use super::allele::{Allele, Kind};
use super::chance::Chance;
use super::genes::{Gene, Transcript};
use super::protein_change::ProteinChange;

/// The fields of an entry, in order.
pub(crate) const FIELDS: &str = "Allele|Consequence|IMPACT|SYMBOL|Gene|Feature_type|Feature|BIOTYPE|EXON|INTRON|HGVSc|HGVSp|\
cDNA_position|CDS_position|Protein_position|Amino_acids|Codons|Existing_variation|DISTANCE|STRAND|FLAGS|VARIANT_CLASS|\
SYMBOL_SOURCE|HGNC_ID|CANONICAL|MANE_SELECT|MANE_PLUS_CLINICAL|ENSP|SIFT|PolyPhen|HGVS_OFFSET|gnomADg_AF|gnomADg_EAS_AF|\
MAX_AF|CLIN_SIG|PHENO";

/// How far a transcript speaks of what lies beside it.
const NEARBY: u64 = 5000;
/// Genes that may overlap one place.
const DEEPEST: usize = 40;

/// Where in a gene the allele lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Site {
    Intron,
    SpliceRegion,
    Untranslated,
    Coding,
}

/// The changing parts of an entry.
#[derive(Debug, Default)]
struct Entry<'a> {
    consequence: &'a str,
    impact: &'a str,
    /// `SYMBOL|Gene|Feature_type|Feature|BIOTYPE`.
    feature: &'a str,
    /// `EXON|INTRON`.
    place: String,
    /// `HGVSc|HGVSp|cDNA_position|CDS_position|Protein_position|Amino_acids|Codons`.
    effect: String,
    distance: Option<u64>,
    forward: Option<bool>,
    names: &'a str,
    /// `SIFT|PolyPhen`.
    scores: String,
}

/// Writes the entries of one allele to the end of a line.
pub(crate) struct Annotator<'a> {
    pub(crate) line: &'a mut String,
    pub(crate) chance: &'a mut Chance,
    pub(crate) allele: &'a Allele,
    /// `gnomADg_AF|gnomADg_EAS_AF|MAX_AF|CLIN_SIG|PHENO`.
    pub(crate) known: &'a str,
    written: usize,
}

impl<'a> Annotator<'a> {
    pub(crate) fn new(line: &'a mut String, chance: &'a mut Chance, allele: &'a Allele, known: &'a str) -> Self {
        Self { line, chance, allele, known, written: 0 }
    }

    /// Entries of the genes around the allele, which are ordered by their beginning.
    pub(crate) fn around(mut self, genes: &[Gene]) -> fmt::Result {
        let position = self.allele.position;
        let end = genes.partition_point(|gene| gene.start <= position + NEARBY);
        let candidates = genes.get(end.saturating_sub(DEEPEST)..end).unwrap_or_default();
        for gene in candidates.iter().rev().filter(|gene| gene.end + NEARBY >= position) {
            if (gene.start..=gene.end).contains(&position) {
                self.inside(gene)?;
            } else {
                self.beside(gene)?;
            }
        }
        if self.chance.per_mille(100) {
            let kind = self.chance.one(&["promoter_flanking_region", "enhancer"]);
            let feature = format!("||RegulatoryFeature|ENSR{:011}|{kind}", position / 1000);
            self.plain("regulatory_region_variant", &feature)?;
        }
        if self.written == 0 {
            self.plain("intergenic_variant", "||||")?;
        }
        Ok(())
    }

    /// Entries of a gene whose protein is changed in a given way.
    pub(crate) fn changing(mut self, gene: &Gene, change: ProteinChange) -> fmt::Result {
        let exon = self.chance.below(28);
        gene.transcripts.iter().filter(|transcript| transcript.coding).try_for_each(|transcript| {
            let scores = "deleterious(0.01)|probably_damaging(0.987)";
            self.coding((gene, transcript), ("missense_variant", "MODERATE", scores), change, exon)
        })
    }

    fn plain(&mut self, consequence: &str, feature: &str) -> fmt::Result {
        let entry = Entry {
            consequence,
            impact: "MODIFIER",
            feature,
            place: "|".to_owned(),
            effect: "||||||".to_owned(),
            names: "|||||",
            scores: "|".to_owned(),
            ..Entry::default()
        };
        self.write(&entry)
    }

    fn beside(&mut self, gene: &Gene) -> fmt::Result {
        let before = self.allele.position < gene.start;
        let distance = gene.start.abs_diff(self.allele.position).min(gene.end.abs_diff(self.allele.position));
        let consequence = if before == gene.forward { "upstream_gene_variant" } else { "downstream_gene_variant" };
        for transcript in &gene.transcripts {
            if self.chance.per_mille(700) {
                self.write(&Entry {
                    consequence,
                    impact: "MODIFIER",
                    feature: &transcript.feature,
                    place: "|".to_owned(),
                    effect: "||||||".to_owned(),
                    distance: Some(distance),
                    forward: Some(gene.forward),
                    names: &transcript.names,
                    scores: "|".to_owned(),
                })?;
            }
        }
        Ok(())
    }

    fn inside(&mut self, gene: &Gene) -> fmt::Result {
        let drawn = self.chance.below(10_000);
        let site = match drawn {
            0..125 if gene.coding => Site::Coding,
            0..300 => Site::Untranslated,
            300..330 => Site::SpliceRegion,
            _ => Site::Intron,
        };
        let change = ProteinChange::drawn(self.chance, gene.residues);
        let (kind, exon) = (self.chance.below(1000), self.chance.below(28));
        let effect = self.protein_effect(kind, change);
        for transcript in &gene.transcripts {
            let skipped = site == Site::Coding && !transcript.coding && self.chance.per_mille(500);
            match site {
                Site::Intron => self.intron(gene, transcript, exon)?,
                Site::Coding if skipped => self.intron(gene, transcript, exon)?,
                Site::SpliceRegion => self.splice(gene, transcript, (kind, exon))?,
                Site::Coding if transcript.coding => {
                    let (consequence, impact, scores) = &effect;
                    self.coding((gene, transcript), (consequence, impact, scores), change, exon)?;
                }
                Site::Untranslated | Site::Coding => self.untranslated(gene, transcript, (kind, exon))?,
            }
        }
        Ok(())
    }

    /// Consequence, impact and scores of a change in a coding exon.
    fn protein_effect(&mut self, kind: u64, change: ProteinChange) -> (&'static str, &'static str, String) {
        let silent = change.from == change.to;
        let (consequence, impact) = match (self.allele.kind, kind) {
            (Kind::Snv, 0..500 | 995..) if silent => ("synonymous_variant", "LOW"),
            (Kind::Snv, 0..500) => ("missense_variant", "MODERATE"),
            (Kind::Snv, 500..985) => ("synonymous_variant", "LOW"),
            (Kind::Snv, 985..995) => ("stop_gained", "HIGH"),
            (Kind::Snv, _) => ("missense_variant&splice_region_variant", "MODERATE"),
            (_, 0..450) => ("frameshift_variant", "HIGH"),
            (Kind::Deletion, _) => ("inframe_deletion", "MODERATE"),
            (Kind::Insertion, _) => ("inframe_insertion", "MODERATE"),
        };
        let (low, high) = (self.chance.below(100), self.chance.below(1000));
        let scores = match (consequence.starts_with("missense"), self.chance.per_mille(550)) {
            (false, _) => "|".to_owned(),
            (true, true) => format!("tolerated(0.{:02})|benign(0.{:03})", low.max(6), high * 44 / 100),
            (true, false) => format!("deleterious(0.{:02})|probably_damaging(0.{:03})", low / 20, 900 + high / 10),
        };
        (consequence, impact, scores)
    }

    fn intron(&mut self, gene: &Gene, transcript: &Transcript, exon: u64) -> fmt::Result {
        let consequence =
            if transcript.coding { "intron_variant" } else { "intron_variant&non_coding_transcript_variant" };
        let letter = if transcript.coding { 'c' } else { 'n' };
        let inside = self.allele.position - gene.start;
        let introns = transcript.exons - 1;
        let hgvs = format!(
            "{}:{letter}.{}+{}{}",
            transcript.id,
            1 + inside % 4000,
            3 + inside % 30_011,
            self.allele.hgvs_change()
        );
        let place = format!("|{}/{introns}", 1 + exon % introns);
        self.of_transcript((gene, transcript), (consequence, "MODIFIER"), (place, format!("{hgvs}||||||")), "|")
    }

    fn splice(&mut self, gene: &Gene, transcript: &Transcript, (kind, exon): (u64, u64)) -> fmt::Result {
        let (consequence, impact, offset) = match kind {
            0..50 => ("splice_donor_variant", "HIGH", 1),
            50..100 => ("splice_acceptor_variant", "HIGH", 2),
            100..500 => ("splice_region_variant&intron_variant", "LOW", 5),
            _ => ("splice_polypyrimidine_tract_variant&intron_variant", "LOW", 9),
        };
        let inside = self.allele.position - gene.start;
        let introns = transcript.exons - 1;
        let change = self.allele.hgvs_change();
        let letter = if transcript.coding { 'c' } else { 'n' };
        let hgvs = format!("{}:{letter}.{}+{offset}{change}", transcript.id, 1 + inside % 4000);
        let place = format!("|{}/{introns}", 1 + exon % introns);
        self.of_transcript((gene, transcript), (consequence, impact), (place, format!("{hgvs}||||||")), "|")
    }

    fn untranslated(&mut self, gene: &Gene, transcript: &Transcript, (kind, exon): (u64, u64)) -> fmt::Result {
        let (consequence, sign) = match (transcript.coding, kind) {
            (true, 0..750) => ("3_prime_UTR_variant", "c.*"),
            (true, _) => ("5_prime_UTR_variant", "c.-"),
            (false, _) => ("non_coding_transcript_exon_variant", "n."),
        };
        let inside = self.allele.position - gene.start;
        let hgvs = format!("{}:{sign}{}{}", transcript.id, 1 + inside % 4000, self.allele.hgvs_change());
        let place = format!("{}/{}|", 1 + exon % transcript.exons, transcript.exons);
        let effect = format!("{hgvs}||{}||||", 1 + inside % 6000);
        self.of_transcript((gene, transcript), (consequence, "MODIFIER"), (place, effect), "|")
    }

    fn coding(
        &mut self,
        (gene, transcript): (&Gene, &Transcript),
        (consequence, impact, scores): (&str, &str, &str),
        change: ProteinChange,
        exon: u64,
    ) -> fmt::Result {
        let ProteinChange { position, from, to } = change;
        let cds = (position - 1) * 3 + 1 + self.allele.position % 3;
        let (protein, residues) = match consequence {
            "synonymous_variant" => (format!("{}{position}%3D", from.0), from.1.to_owned()),
            "stop_gained" => (format!("{}{position}Ter", from.0), format!("{}/*", from.1)),
            "frameshift_variant" => {
                (format!("{}{position}{}fsTer{}", from.0, to.0, 2 + position % 40), format!("{}/X", from.1))
            }
            "inframe_deletion" => (format!("{}{position}del", from.0), format!("{}{}/{}", from.1, to.1, to.1)),
            "inframe_insertion" => (format!("{}{position}dup", from.0), format!("{}/{}{}", from.1, from.1, from.1)),
            _ => (format!("{}{position}{}", from.0, to.0), format!("{}/{}", from.1, to.1)),
        };
        let place = format!("{}/{}|", 1 + exon % transcript.exons, transcript.exons);
        let effect = format!(
            "{}:c.{cds}{}|{}:p.{protein}|{}|{cds}|{position}|{residues}|{}",
            transcript.id,
            self.allele.hgvs_change(),
            transcript.protein,
            cds + 120,
            self.allele.codons(),
        );
        self.of_transcript((gene, transcript), (consequence, impact), (place, effect), scores)
    }

    fn of_transcript(
        &mut self,
        (gene, transcript): (&Gene, &Transcript),
        (consequence, impact): (&str, &str),
        (place, effect): (String, String),
        scores: &str,
    ) -> fmt::Result {
        self.write(&Entry {
            consequence,
            impact,
            feature: &transcript.feature,
            place,
            effect,
            distance: None,
            forward: Some(gene.forward),
            names: &transcript.names,
            scores: scores.to_owned(),
        })
    }

    fn write(&mut self, entry: &Entry<'_>) -> fmt::Result {
        if self.written > 0 {
            self.line.push(',');
        }
        self.written += 1;
        let Entry { consequence, impact, feature, place, effect, distance, forward, names, scores } = entry;
        let Allele { known_as, kind, .. } = self.allele;
        let distance = distance.map(|distance| distance.to_string()).unwrap_or_default();
        let strand = forward.map_or("", |forward| if forward { "1" } else { "-1" });
        let (allele, class, known) = (self.allele.vep_allele(), kind.variant_class(), self.known);
        write!(
            self.line,
            "{allele}|{consequence}|{impact}|{feature}|{place}|{effect}|{known_as}|{distance}|{strand}||{class}|{names}|{scores}||{known}"
        )
    }
}
