//! One MAF row: one change in one sample.

use model::assembly::Assembly;
use model::consequence::ConsequenceTerm;
use model::evidence::AlleleOrigin;
use model::hgvs::HgvsP;
use model::ledger::Bin;
use model::small_variant::{CallMetrics, RecordSource, SmallVariant, TranscriptConsequence, TranscriptSelection};
use model::variation::{Allele, Contig, VcfPosition};

use super::columns::MafColumns;
use crate::classification::consequence_of;
use crate::implied_consequence::implied;
use crate::malformed::MalformedCause as Cause;
use crate::number::{percent_as_fraction, ratio};
use crate::vcf::{bases, rank};

/// The fields of a row by column.
pub(crate) struct MafRow<'r> {
    columns: &'r MafColumns,
    fields: Vec<&'r str>,
}

/// A row without sample, place or alleles is malformed; all else may be missing.
impl<'r> MafRow<'r> {
    pub(crate) fn split(columns: &'r MafColumns, text: &'r str) -> Result<Self, Cause> {
        let fields: Vec<&str> = text.split('\t').map(str::trim).collect();
        // Editors drop empty fields at the end of a row; what is in front of them still stands where it should.
        let needed = [columns.chromosome, columns.start, columns.reference, columns.allele_2, columns.sample];
        let long_enough = needed.iter().all(|column| *column < fields.len());
        if long_enough && fields.len() <= columns.count { Ok(Self { columns, fields }) } else { Err(Cause::Columns) }
    }

    /// A field that is there and says something.
    fn at(&self, column: Option<usize>) -> Option<&'r str> {
        let field = *self.fields.get(column?)?;
        let silent = ["", ".", "NA", "N/A", "[Not Available]", "__UNKNOWN__"];
        Some(field).filter(|field| !silent.contains(field))
    }

    pub(crate) fn sample(&self) -> Result<&'r str, Cause> {
        self.at(Some(self.columns.sample)).ok_or(Cause::SampleName)
    }

    pub(crate) fn normal(&self) -> Option<&'r str> {
        self.at(self.columns.normal)
    }

    /// The build as written; `None` when the row has none.
    pub(crate) fn build(&self) -> Option<&'r str> {
        self.at(self.columns.build)
    }

    /// Bins and variants of the row's alternate alleles: one for almost every row, two where both tumour alleles differ
    /// from the reference and from each other.
    pub(crate) fn read(
        &self,
        assembly: Assembly,
        source: &RecordSource,
    ) -> Result<Vec<(Bin, Option<SmallVariant>)>, Cause> {
        let start: u64 = self.at(Some(self.columns.start)).and_then(|text| text.parse().ok()).ok_or(Cause::Position)?;
        let chromosome = self.at(Some(self.columns.chromosome)).ok_or(Cause::Chromosome)?;
        let reference = allele_text(self.fields.get(self.columns.reference).copied()).ok_or(Cause::Reference)?;
        let second = allele_text(self.fields.get(self.columns.allele_2).copied()).ok_or(Cause::Alternate)?;
        let first = self.columns.allele_1.and_then(|column| allele_text(self.fields.get(column).copied()));
        let mut alternates = vec![second];
        alternates.extend(first);
        alternates.retain(|alternate| *alternate != reference);
        alternates.dedup();
        let gene = self.at(Some(self.columns.gene)).filter(|gene| *gene != "Unknown");
        let bin = match (self.passes(), gene) {
            (false, _) => Bin::FilteredByCaller,
            (true, None) => Bin::NoGene,
            (true, Some(_)) => Bin::Kept,
        };
        let variants = alternates.into_iter().map(|alternate| {
            let allele = allele(assembly, chromosome, start, (&reference, &alternate));
            (bin, (bin == Bin::Kept).then(|| self.variant(allele, gene, source)))
        });
        Ok(variants.collect())
    }

    fn passes(&self) -> bool {
        self.at(self.columns.filter).is_none_or(|filter| filter == "PASS")
    }

    fn variant(&self, allele: Allele, gene: Option<&str>, source: &RecordSource) -> SmallVariant {
        SmallVariant {
            allele,
            consequences: vec![self.consequence(gene)],
            origin: self.origin(),
            tumor: self.tumor(),
            normal: metrics(
                self.count(self.columns.normal_depth),
                self.count(self.columns.normal_reference),
                self.count(self.columns.normal_alternate),
                "n_alt_count / n_depth",
            ),
            phase_set: None,
            phased_haplotype: None,
            aligned: None,
            population: None,
            reported: None,
            source: source.clone(),
        }
    }

    fn consequence(&self, gene: Option<&str>) -> TranscriptConsequence {
        let columns = self.columns;
        let hgvsc = self.at(columns.hgvsc).map(str::to_owned);
        let hgvsp = self.at(columns.hgvsp).or_else(|| self.at(columns.hgvsp_short)).map(HgvsP::from);
        TranscriptConsequence {
            gene: gene.map(str::to_owned),
            transcript: self.at(columns.transcript).map(str::to_owned),
            selection: TranscriptSelection::Canonical,
            terms: self.terms(hgvsc.as_deref()),
            hgvsc,
            hgvsp,
            exon: self.at(columns.exon).and_then(rank),
            intron: None,
        }
    }

    /// Sequence Ontology terms where the file has them; else the classification, made exact by the coding description
    /// where it says on which side of the intron a splice site lies.
    fn terms(&self, hgvsc: Option<&str>) -> Vec<ConsequenceTerm> {
        let stated = self.at(self.columns.consequence);
        let mut terms: Vec<ConsequenceTerm> = match stated {
            Some(list) => list.split(['&', ',', ';']).map(|term| ConsequenceTerm::from(term.trim())).collect(),
            None => self.at(self.columns.classification).map(consequence_of).into_iter().collect(),
        };
        if terms.contains(&ConsequenceTerm::SpliceSite) {
            terms.extend(implied(hgvsc, None));
        }
        terms.sort();
        terms.dedup();
        terms
    }

    /// A MAF lists somatic mutations unless the row says otherwise.
    fn origin(&self) -> AlleleOrigin {
        match self.at(self.columns.mutation_status).map(str::to_ascii_lowercase).as_deref() {
            None | Some("somatic") => AlleleOrigin::Somatic,
            Some("germline") => AlleleOrigin::Germline,
            Some(_) => AlleleOrigin::Unknown,
        }
    }

    fn tumor(&self) -> Option<CallMetrics> {
        let columns = self.columns;
        let counted = metrics(
            self.count(columns.tumor_depth),
            self.count(columns.tumor_reference),
            self.count(columns.tumor_alternate),
            "t_alt_count / t_depth",
        );
        let stated = self.at(columns.tumor_vaf_percent).and_then(percent_as_fraction);
        counted.or_else(|| {
            stated.map(|fraction| CallMetrics {
                depth_reads: None,
                alternate_reads: None,
                vaf_fraction: Some(fraction),
                vaf_formula: Some("i_TumorVAF_WU".to_owned()),
            })
        })
    }

    fn count(&self, column: Option<usize>) -> Option<u32> {
        self.at(column)?.parse().ok()
    }
}

fn metrics(depth: Option<u32>, reference: Option<u32>, alternate: Option<u32>, formula: &str) -> Option<CallMetrics> {
    let depth = depth.or_else(|| Some(reference?.saturating_add(alternate?)));
    let vaf_fraction = alternate.zip(depth).and_then(|(part, whole)| ratio(part, whole));
    (depth.is_some() || alternate.is_some()).then(|| CallMetrics {
        depth_reads: depth,
        alternate_reads: alternate,
        vaf_formula: vaf_fraction.map(|_| formula.to_owned()),
        vaf_fraction,
    })
}

/// Bases in upper case; `-` (and `0`, as old files write it) is nothing.
fn allele_text(text: Option<&str>) -> Option<String> {
    match text? {
        "-" | "0" => Some(String::new()),
        text => bases(text).map(std::borrow::Cow::into_owned),
    }
}

/// An inserted sequence stands behind `Start_Position`, a deleted one begins there (GDC MAF specification); both become
/// the trimmed spelling of the same change in VCF.
fn allele(assembly: Assembly, chromosome: &str, start: u64, bases: (&str, &str)) -> Allele {
    let (reference, alternate) = bases;
    let position = if reference.is_empty() { start.saturating_add(1) } else { start };
    Allele {
        assembly,
        contig: Contig::from(chromosome),
        position: VcfPosition(position),
        reference: reference.to_owned(),
        alternate: alternate.to_owned(),
    }
}
