//! What a line says about one of its alleles, under the names that annotators and callers use.

use intake::{DetailField, RecordDetail};
use model::hgvs::HgvsP;

/// One allele of a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RecordWords {
    /// Reference bases.
    pub(crate) reference: String,
    /// Alternate bases or symbol of this allele.
    pub(crate) alternate: String,
    /// The whole ALT column.
    pub(crate) alternates: String,
    /// FILTER as written.
    pub(crate) filter: Option<String>,
    /// Transcripts that speak of this allele.
    pub(crate) transcripts: Vec<TranscriptWords>,
}

/// What one transcript says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TranscriptWords {
    /// Symbol.
    pub(crate) gene: Option<String>,
    /// Accession.
    pub(crate) transcript: Option<String>,
    /// Terms as written.
    pub(crate) consequence: Option<String>,
    /// Coding description.
    pub(crate) hgvsc: Option<String>,
    /// Protein description.
    pub(crate) hgvsp: Option<HgvsP>,
}

const REFERENCE: &[&str] = &["REF", "Reference_Allele"];
const ALTERNATE: &[&str] = &["ALT", "Tumor_Seq_Allele2"];
const FILTER: &[&str] = &["FILTER"];
const GENE: &[&str] = &["SYMBOL", "Gene_Name", "gene", "Hugo_Symbol"];
const TRANSCRIPT: &[&str] = &["Feature", "Feature_ID", "transcript", "Transcript_ID"];
const CONSEQUENCE: &[&str] = &["Consequence", "Annotation", "consequence", "Variant_Classification"];
const CODING: &[&str] = &["HGVSc", "HGVS.c"];
const PROTEIN: &[&str] = &["HGVSp", "HGVS.p", "HGVSp_Short"];

impl RecordWords {
    /// The words of the allele with this 0-based index.
    pub(crate) fn of(detail: &RecordDetail, allele: u16) -> Self {
        let reference = named(&detail.columns, REFERENCE).unwrap_or_default();
        let alternates = named(&detail.columns, ALTERNATE).unwrap_or_default();
        let alternate = alternates.split(',').nth(usize::from(allele)).unwrap_or_default().to_owned();
        let several = alternates.contains(',');
        let spoken = |fields: &&Vec<DetailField>| !several || speaks_of(fields, &reference, &alternate, allele);
        let mut transcripts: Vec<TranscriptWords> =
            detail.transcripts.iter().filter(spoken).map(|fields| TranscriptWords::of(fields)).collect();
        if detail.transcripts.is_empty() {
            transcripts.extend(Some(TranscriptWords::of(&detail.columns)).filter(TranscriptWords::says_something));
        }
        let filter = named(&detail.columns, FILTER).filter(|text| text != ".");
        Self { reference, alternate, alternates, filter, transcripts }
    }
}

impl TranscriptWords {
    pub(crate) fn of(fields: &[DetailField]) -> Self {
        let plain = |text: String| text.replace("%3D", "=");
        Self {
            gene: named(fields, GENE),
            transcript: named(fields, TRANSCRIPT),
            consequence: named(fields, CONSEQUENCE),
            hgvsc: named(fields, CODING).map(plain),
            hgvsp: named(fields, PROTEIN).map(|text| HgvsP::from(plain(text))),
        }
    }

    fn says_something(&self) -> bool {
        *self != Self::default()
    }
}

/// The first of the names that has a value.
fn named(fields: &[DetailField], names: &[&str]) -> Option<String> {
    let value = |name: &&str| fields.iter().find(|field| field.name == **name).map(|field| field.value.clone());
    names.iter().filter_map(value).find(|value| !value.is_empty())
}

/// Whether an entry of an annotation belongs to this allele of several: by its number, else by its bases, which VEP
/// writes without the first base where alleles differ in length.
fn speaks_of(fields: &[DetailField], reference: &str, alternate: &str, allele: u16) -> bool {
    if let Some(number) = named(fields, &["ALLELE_NUM"]) {
        return number.parse() == Ok(u32::from(allele) + 1);
    }
    let Some(written) = named(fields, &["Allele"]) else { return true };
    let short = alternate.split_at_checked(1).filter(|(first, _)| reference.starts_with(*first));
    let short = short.map(|(_, rest)| if rest.is_empty() { "-" } else { rest });
    written == alternate || short == Some(written.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Vec<DetailField> {
        pairs.iter().map(|(name, value)| DetailField { name: (*name).into(), value: (*value).into() }).collect()
    }

    #[test]
    fn a_line_of_two_alleles_speaks_of_each_apart() {
        let detail = RecordDetail {
            columns: fields(&[("REF", "CA"), ("ALT", "C,TA"), ("FILTER", "PASS")]),
            transcripts: vec![
                fields(&[("Allele", "-"), ("SYMBOL", "G"), ("HGVSp", "ENSP1:p.Val600Glu")]),
                fields(&[("Allele", "TA"), ("SYMBOL", "G"), ("HGVSp", "ENSP1:p.Gln10%3D")]),
            ],
            ..RecordDetail::default()
        };
        let first = RecordWords::of(&detail, 0);
        assert_eq!((first.alternate.as_str(), first.transcripts.len()), ("C", 1));
        assert_eq!(first.transcripts[0].hgvsp.as_ref().unwrap().change, HgvsP::from("p.V600E").change);
        let second = RecordWords::of(&detail, 1);
        assert_eq!(second.transcripts[0].hgvsp.as_ref().unwrap().to_string(), "ENSP1:p.Gln10=");
    }

    #[test]
    fn a_table_without_transcripts_speaks_by_its_columns() {
        let columns = fields(&[("Hugo_Symbol", "KRAS"), ("HGVSp_Short", "p.G12D"), ("Tumor_Seq_Allele2", "T")]);
        let words = RecordWords::of(&RecordDetail { columns, ..RecordDetail::default() }, 0);
        assert_eq!(words.transcripts[0].gene.as_deref(), Some("KRAS"));
        assert_eq!(words.alternate, "T");
    }
}
