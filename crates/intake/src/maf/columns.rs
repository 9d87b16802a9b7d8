//! Columns of a MAF by name: GDC, cBioPortal and maftools spell some of them differently.

use crate::error::{IntakeError, Refusal};

/// Positions of the columns that are read.
#[derive(Clone, Debug)]
pub(crate) struct MafColumns {
    pub(crate) gene: usize,
    pub(crate) chromosome: usize,
    pub(crate) start: usize,
    pub(crate) reference: usize,
    pub(crate) allele_2: usize,
    pub(crate) sample: usize,
    pub(crate) allele_1: Option<usize>,
    pub(crate) build: Option<usize>,
    pub(crate) normal: Option<usize>,
    pub(crate) classification: Option<usize>,
    pub(crate) consequence: Option<usize>,
    pub(crate) hgvsc: Option<usize>,
    pub(crate) hgvsp: Option<usize>,
    pub(crate) hgvsp_short: Option<usize>,
    pub(crate) transcript: Option<usize>,
    pub(crate) exon: Option<usize>,
    pub(crate) filter: Option<usize>,
    pub(crate) mutation_status: Option<usize>,
    pub(crate) tumor_depth: Option<usize>,
    pub(crate) tumor_reference: Option<usize>,
    pub(crate) tumor_alternate: Option<usize>,
    pub(crate) tumor_vaf_percent: Option<usize>,
    pub(crate) normal_depth: Option<usize>,
    pub(crate) normal_reference: Option<usize>,
    pub(crate) normal_alternate: Option<usize>,
    /// How many columns the header has.
    pub(crate) count: usize,
}

impl MafColumns {
    /// Finds the columns in the header line; names are compared without regard to case.
    pub(crate) fn find(file: &str, line: u64, header: &str) -> Result<Self, IntakeError> {
        let names: Vec<String> = header.split('\t').map(|name| name.trim().to_ascii_lowercase()).collect();
        let any = |spellings: &[&str]| {
            spellings.iter().find_map(|wanted| names.iter().position(|name| name == &wanted.to_ascii_lowercase()))
        };
        let needed = |spellings: &[&str]| {
            any(spellings).ok_or_else(|| {
                let column = spellings.first().map(|name| (*name).to_owned()).unwrap_or_default();
                IntakeError::refused_at(file, line, Refusal::MafColumnMissing { column })
            })
        };
        Ok(Self {
            gene: needed(&["Hugo_Symbol"])?,
            chromosome: needed(&["Chromosome", "Chrom"])?,
            start: needed(&["Start_Position", "Start_position", "Start"])?,
            reference: needed(&["Reference_Allele"])?,
            allele_2: needed(&["Tumor_Seq_Allele2"])?,
            sample: needed(&["Tumor_Sample_Barcode"])?,
            allele_1: any(&["Tumor_Seq_Allele1"]),
            build: any(&["NCBI_Build"]),
            normal: any(&["Matched_Norm_Sample_Barcode"]),
            classification: any(&["Variant_Classification"]),
            consequence: any(&["Consequence", "One_Consequence"]),
            hgvsc: any(&["HGVSc", "cDNA_Change"]),
            hgvsp: any(&["HGVSp"]),
            hgvsp_short: any(&["HGVSp_Short", "Protein_Change", "Amino_Acid_Change", "AAChange"]),
            transcript: any(&["Transcript_ID", "i_transcript_name", "Annotation_Transcript"]),
            exon: any(&["Exon_Number", "EXON"]),
            filter: any(&["FILTER"]),
            mutation_status: any(&["Mutation_Status"]),
            tumor_depth: any(&["t_depth"]),
            tumor_reference: any(&["t_ref_count"]),
            tumor_alternate: any(&["t_alt_count"]),
            tumor_vaf_percent: any(&["i_TumorVAF_WU"]),
            normal_depth: any(&["n_depth"]),
            normal_reference: any(&["n_ref_count"]),
            normal_alternate: any(&["n_alt_count"]),
            count: names.len(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_in_any_case_and_a_missing_one_is_named() {
        let header = "hugo_symbol\tChromosome\tSTART_POSITION\tReference_Allele\tTumor_Seq_Allele2\tTumor_Sample_Barcode\tProtein_Change";
        let columns = MafColumns::find("a.maf", 1, header).unwrap();
        assert_eq!((columns.start, columns.hgvsp_short, columns.build), (2, Some(6), None));
        let error = MafColumns::find("a.maf", 3, "Hugo_Symbol\tChromosome").unwrap_err();
        assert_eq!(error.parameters()["column"], "Start_Position");
        assert_eq!(error.parameters()["line"], "3");
    }
}
