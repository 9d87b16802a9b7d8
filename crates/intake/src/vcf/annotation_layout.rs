//! Where the fields of a consequence annotation stand: read from the header, never assumed.

use super::effect_field;

/// Who wrote the annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Annotator {
    /// Ensembl VEP, `INFO/CSQ`.
    Vep,
    /// SnpEff, `INFO/ANN`.
    SnpEff,
    /// SnpEff before `ANN`, `INFO/EFF`.
    SnpEffEffects,
    /// bcftools csq, `INFO/BCSQ`.
    Bcftools,
}

/// Positions of the fields inside one `|`-separated entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AnnotationLayout {
    pub(crate) annotator: Annotator,
    pub(crate) allele: usize,
    pub(crate) consequence: usize,
    pub(crate) symbol: Option<usize>,
    pub(crate) strand: Option<usize>,
    pub(crate) feature_type: Option<usize>,
    pub(crate) feature: Option<usize>,
    pub(crate) exon: Option<usize>,
    pub(crate) intron: Option<usize>,
    pub(crate) hgvsc: Option<usize>,
    pub(crate) hgvsp: Option<usize>,
    pub(crate) protein_position: Option<usize>,
    pub(crate) amino_acids: Option<usize>,
    pub(crate) allele_number: Option<usize>,
    pub(crate) canonical: Option<usize>,
    pub(crate) mane_select: Option<usize>,
    pub(crate) mane_plus_clinical: Option<usize>,
    pub(crate) mane: Option<usize>,
    /// The changes on the genome that an entry speaks of (bcftools only).
    pub(crate) genomic_change: Option<usize>,
    /// Names of all fields, in order.
    pub(crate) names: Vec<String>,
}

/// The header names an annotation but not the order of its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct UnreadableLayout;

impl AnnotationLayout {
    /// The layout that an `INFO` header line describes; `None` when the line is about something else.
    pub(crate) fn of_info(id: &str, line: &str) -> Option<Result<Self, UnreadableLayout>> {
        let (annotator, format) = match id {
            "CSQ" => (Annotator::Vep, vep_fields(line)),
            "ANN" => (Annotator::SnpEff, snpeff_fields(line)),
            "BCSQ" => return Some(Self::of_bcftools(line).ok_or(UnreadableLayout)),
            "EFF" => {
                let layout = effect_field::names(line).and_then(effect_field::layout);
                return Some(layout.ok_or(UnreadableLayout));
            }
            _ => return None,
        };
        let names: Vec<String> = format.unwrap_or_default().split('|').map(|name| name.trim().to_owned()).collect();
        Some(Self::of_names(annotator, &names).ok_or(UnreadableLayout))
    }

    /// Name of the INFO field.
    pub(crate) fn info_key(&self) -> &'static str {
        match self.annotator {
            Annotator::Vep => "CSQ",
            Annotator::SnpEff => "ANN",
            Annotator::SnpEffEffects => "EFF",
            Annotator::Bcftools => "BCSQ",
        }
    }

    /// Which annotation says most about a transcript: the lowest number is read when a file has several.
    pub(crate) fn rank(&self) -> u8 {
        match self.annotator {
            Annotator::Vep => 0,
            Annotator::SnpEff => 1,
            Annotator::SnpEffEffects => 2,
            Annotator::Bcftools => 3,
        }
    }

    /// The fields of one entry, in the order of [`Self::names`].
    pub(crate) fn split<'e>(&self, entry: &'e str) -> Vec<&'e str> {
        split_entry(self.info_key(), entry)
    }

    fn of_names(annotator: Annotator, names: &[String]) -> Option<Self> {
        let at = |vep: &str, snpeff: &str| {
            let wanted = if annotator == Annotator::Vep { vep } else { snpeff };
            names.iter().position(|name| !wanted.is_empty() && name == wanted)
        };
        Some(Self {
            annotator,
            allele: at("Allele", "Allele")?,
            consequence: at("Consequence", "Annotation")?,
            symbol: at("SYMBOL", "Gene_Name"),
            strand: at("STRAND", ""),
            feature_type: at("Feature_type", "Feature_Type"),
            feature: at("Feature", "Feature_ID"),
            exon: at("EXON", "Rank"),
            intron: at("INTRON", ""),
            hgvsc: at("HGVSc", "HGVS.c"),
            hgvsp: at("HGVSp", "HGVS.p"),
            protein_position: at("Protein_position", ""),
            amino_acids: at("Amino_acids", ""),
            allele_number: at("ALLELE_NUM", ""),
            canonical: at("CANONICAL", ""),
            mane_select: at("MANE_SELECT", ""),
            mane_plus_clinical: at("MANE_PLUS_CLINICAL", ""),
            mane: at("MANE", ""),
            genomic_change: None,
            names: names.to_vec(),
        })
    }

    /// `Format: Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change`;
    /// earlier versions `Format: '[*]consequence|gene|transcript|biotype[|strand|amino_acid_change|dna_change]'`.
    fn of_bcftools(line: &str) -> Option<Self> {
        let format = vep_fields(line)?;
        let format = if format.trim().is_empty() { line.split_once("Format:")?.1.split('\'').nth(1)? } else { format };
        let plain = format.replace("[*]", "").replace(['[', ']'], "");
        let names: Vec<&str> = plain.split('|').map(str::trim).collect();
        let at = |wanted: &str| names.iter().position(|name| name.eq_ignore_ascii_case(wanted));
        Some(Self {
            annotator: Annotator::Bcftools,
            allele: at("dna_change")?,
            strand: at("strand"),
            consequence: at("consequence")?,
            symbol: at("gene"),
            feature_type: None,
            feature: at("transcript"),
            exon: None,
            intron: None,
            hgvsc: None,
            hgvsp: None,
            protein_position: None,
            amino_acids: at("amino_acid_change"),
            allele_number: None,
            canonical: None,
            mane_select: None,
            mane_plus_clinical: None,
            mane: None,
            genomic_change: at("dna_change"),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
        })
    }
}

/// INFO key and field names of an annotation, from its header line; `None` for any other line.
pub(crate) fn annotation_names(line: &str) -> Option<(String, Vec<String>)> {
    if line.starts_with("##INFO=<ID=EFF,") {
        return Some(("EFF".to_owned(), effect_field::names(line)?));
    }
    let known = ["CSQ", "ANN", "BCSQ"].into_iter().find(|id| line.starts_with(&format!("##INFO=<ID={id},")))?;
    let fields = if known == "ANN" { snpeff_fields(line) } else { vep_fields(line) }?;
    Some((known.to_owned(), fields.split('|').map(|name| name.trim().to_owned()).collect()))
}

/// The fields of one entry of an annotation, by the INFO key that holds it.
pub(crate) fn split_entry<'e>(key: &str, entry: &'e str) -> Vec<&'e str> {
    if key == "EFF" { effect_field::fields(entry) } else { entry.split('|').collect() }
}

/// `… Format: Allele|Consequence|…">`, whether or not the description is quoted.
fn vep_fields(line: &str) -> Option<&str> {
    let rest = line.split_once("Format:")?.1;
    rest.split(['"', '>', '\'']).next()
}

/// `… 'Allele | Annotation | …' …`; between the apostrophes, which the description may also leave out.
fn snpeff_fields(line: &str) -> Option<&str> {
    let rest = line.split_at_checked(line.find("Allele")?)?.1;
    rest.split(['"', '>', '\'']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_field_order_comes_from_the_header() {
        let line = r#"##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence type as predicted by VEP. Format: Allele|Gene|Feature|Consequence|SYMBOL">"#;
        let layout = AnnotationLayout::of_info("CSQ", line).unwrap().unwrap();
        assert_eq!((layout.allele, layout.feature, layout.consequence, layout.symbol), (0, Some(2), 3, Some(4)));
        assert_eq!(layout.mane_select, None);
    }

    #[test]
    fn snpeff_writes_its_order_between_apostrophes() {
        let line = r#"##INFO=<ID=ANN,Number=.,Type=String,Description="Functional annotations: 'Allele | Annotation | Annotation_Impact | Gene_Name' ">"#;
        let layout = AnnotationLayout::of_info("ANN", line).unwrap().unwrap();
        assert_eq!((layout.annotator, layout.consequence, layout.symbol), (Annotator::SnpEff, 1, Some(3)));
    }

    #[test]
    fn a_header_without_the_order_is_unreadable() {
        let line = r#"##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations">"#;
        assert_eq!(AnnotationLayout::of_info("CSQ", line), Some(Err(UnreadableLayout)));
        assert_eq!(AnnotationLayout::of_info("DP", line), None);
    }
}
