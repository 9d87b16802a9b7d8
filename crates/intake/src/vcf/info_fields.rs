//! The few INFO fields that are read, found in one pass.

use super::annotation_layout::AnnotationLayout;

/// INFO fields of one record, still encoded.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct InfoFields<'a> {
    /// `CSQ`, `ANN`, `EFF` or `BCSQ`, as the header lays it out.
    pub(crate) annotation: Option<&'a str>,
    /// There is a `CSQ`, `ANN`, `EFF` or `BCSQ` that no header line describes.
    pub(crate) undescribed_annotation: bool,
    /// `SVTYPE`: the caller calls the record a structural variant.
    pub(crate) structural_type: Option<&'a str>,
    /// Flag `SOMATIC`.
    pub(crate) somatic: bool,
    /// Flag `GERMLINE`.
    pub(crate) germline: bool,
    /// `SS`, the VarScan status of the variant.
    pub(crate) somatic_status: Option<&'a str>,
    /// `TVAF`.
    pub(crate) tumor_vaf: Option<&'a str>,
    /// `AF`, `DP` and `DP4`, which mean the sample only in files of LoFreq and bcftools call.
    pub(crate) allele_fraction: Option<&'a str>,
    /// See `allele_fraction`.
    pub(crate) depth: Option<&'a str>,
    /// See `allele_fraction`.
    pub(crate) strand_counts: Option<&'a str>,
    /// `TDP`.
    pub(crate) tumor_depth: Option<&'a str>,
    /// `GENE`, of files that name gene and change without an annotator.
    pub(crate) gene: Option<&'a str>,
    /// `HGVS`, the same.
    pub(crate) hgvs: Option<&'a str>,
    /// `MUTATION_TYPE`, the same; a MAF `Variant_Classification`.
    pub(crate) mutation_type: Option<&'a str>,
}

impl<'a> InfoFields<'a> {
    pub(crate) fn read(info: &'a str, layout: Option<&AnnotationLayout>) -> Self {
        let mut fields = Self::default();
        let described = layout.map(AnnotationLayout::info_key);
        for field in info.split(';') {
            let (key, value) = field.split_once('=').unwrap_or((field, ""));
            let value = Some(value).filter(|value| !value.is_empty() && *value != ".");
            match key {
                _ if Some(key) == described => fields.annotation = fields.annotation.or(value),
                "CSQ" | "ANN" | "EFF" | "BCSQ" => fields.undescribed_annotation |= value.is_some(),
                "SVTYPE" => fields.structural_type = value,
                "SOMATIC" => fields.somatic = true,
                "GERMLINE" => fields.germline = true,
                "SS" => fields.somatic_status = value,
                "TVAF" => fields.tumor_vaf = value,
                "AF" => fields.allele_fraction = value,
                "DP" => fields.depth = value,
                "DP4" => fields.strand_counts = value,
                "TDP" => fields.tumor_depth = value,
                "GENE" => fields.gene = value,
                "HGVS" => fields.hgvs = value,
                "MUTATION_TYPE" => fields.mutation_type = value,
                _ => {}
            }
        }
        fields
    }
}
