//! CIViC evidence tables: the generation with gene, variant and coordinates, and the one with molecular profiles.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use intake::{TextRow, TextTable};
use model::evidence::{Direction, Predicate};

use super::coordinates::Coordinates;
use super::variant_name::{self, Meaning};
use super::{Bin, Import, LeftOut, Tally, profile};
use crate::bridge::RefusedBridges;
use crate::corpus::{Corpus, CorpusFile, CorpusRow};
use crate::error::KnowledgeError;
use crate::release::Release;
use crate::statement::OriginRequirement;

const SOURCE: &str = "civic";

/// Reads evidence tables of either generation.
pub(super) fn import(files: &[PathBuf], curated: &Release) -> Result<Import, KnowledgeError> {
    let mut corpus = Corpus { source: SOURCE.to_owned(), licence: "CC0-1.0".to_owned(), ..Corpus::default() };
    let mut left_out = Vec::new();
    let mut tally = Tally::default();
    let names = Names::of(curated);
    let mut seen = BTreeSet::new();
    for path in files {
        let mut table = TextTable::open(path)?;
        let columns = Columns::of(&table)?;
        corpus.files.push(CorpusFile { name: table.file_name().to_owned(), sha256: table.fingerprint().to_string() });
        while let Some(row) = table.next_row()? {
            let read = Row { columns: &columns, row: &row };
            match statement(&read, table.width(), curated, &names) {
                Ok((kept, bin)) if seen.insert(kept.id.clone()) => {
                    let day = read.text("last_review_date").and_then(|text| text.get(..10).map(str::to_owned));
                    corpus.newest_row_on = corpus.newest_row_on.max(day);
                    tally.count(bin);
                    corpus.rows.push(kept);
                }
                Ok((kept, _)) => {
                    let bin = Bin::Malformed("same_id_again");
                    tally.count(bin);
                    left_out.push(left(table.file_name(), &read, Some(kept.id), bin));
                }
                Err(bin) => {
                    tally.count(bin);
                    let id = read.text("evidence_id").map(|id| format!("{SOURCE}:EID{id}"));
                    left_out.push(left(table.file_name(), &read, id, bin));
                }
            }
        }
    }
    (corpus.rows_read, corpus.bins) = (tally.rows_read, tally.bins);
    Ok(Import { corpus, left_out })
}

fn left(file: &str, read: &Row<'_>, id: Option<String>, bin: Bin) -> LeftOut {
    LeftOut { file: file.to_owned(), line: read.row.line, id, subject_text: read.subject_text(), bin: bin.code() }
}

/// Where the columns are, by the newer name.
struct Columns(BTreeMap<&'static str, usize>);

/// Newer name, older names, and whether a table is no evidence table without it.
const COLUMNS: [(&str, &[&str], bool); 27] = [
    ("molecular_profile", &["molecular_profile"], false),
    ("gene", &["gene"], false),
    ("variant", &["variant"], false),
    ("disease", &["disease"], true),
    ("doid", &["doid"], false),
    ("therapies", &["therapies", "drugs"], true),
    ("therapy_interaction_type", &["therapy_interaction_type", "drug_interaction_type"], false),
    ("evidence_type", &["evidence_type"], true),
    ("evidence_direction", &["evidence_direction"], true),
    ("evidence_level", &["evidence_level"], true),
    ("significance", &["significance", "clinical_significance"], true),
    ("evidence_statement", &["evidence_statement", "description"], false),
    ("citation_id", &["citation_id", "pubmed_id"], false),
    ("source_type", &["source_type"], false),
    ("citation", &["citation"], false),
    ("nct_ids", &["nct_ids"], false),
    ("evidence_status", &["evidence_status"], false),
    ("evidence_id", &["evidence_id"], true),
    ("variant_origin", &["variant_origin"], true),
    ("last_review_date", &["last_review_date"], false),
    ("evidence_civic_url", &["evidence_civic_url"], false),
    ("is_flagged", &["is_flagged"], false),
    ("chromosome", &["chromosome"], false),
    ("start", &["start"], false),
    ("reference_bases", &["reference_bases"], false),
    ("variant_bases", &["variant_bases"], false),
    ("reference_build", &["reference_build"], false),
];

impl Columns {
    fn of(table: &TextTable) -> Result<Self, KnowledgeError> {
        let mut places = BTreeMap::new();
        for (name, spellings, needed) in COLUMNS {
            let place = if needed { Some(table.needed(spellings)?) } else { table.column(spellings) };
            places.extend(place.map(|place| (name, place)));
        }
        if !places.contains_key("molecular_profile") {
            table.needed(&["gene"])?;
            table.needed(&["variant"])?;
        }
        Ok(Self(places))
    }
}

struct Row<'t> {
    columns: &'t Columns,
    row: &'t TextRow,
}

impl Row<'_> {
    /// The field without characters that nobody sees; `None` when it says nothing.
    fn text(&self, column: &str) -> Option<String> {
        let written = self.row.fields.get(*self.columns.0.get(column)?)?;
        let seen: String = written.chars().filter(|c| !is_invisible(*c)).collect();
        let seen = seen.trim();
        (!seen.is_empty()).then(|| seen.to_owned())
    }

    fn subject_text(&self) -> Option<String> {
        self.text("molecular_profile").or_else(|| Some(format!("{} {}", self.text("gene")?, self.text("variant")?)))
    }

    fn coordinates(&self) -> Option<Coordinates> {
        Some(Coordinates {
            assembly: self.text("reference_build")?,
            chromosome: self.text("chromosome")?,
            start: self.text("start")?,
            reference: self.text("reference_bases")?,
            alternates: self.text("variant_bases")?,
        })
    }
}

/// Zero-width characters, soft hyphens and direction marks, which copied text brings along.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
}

fn statement(read: &Row<'_>, width: usize, curated: &Release, names: &Names) -> Result<(CorpusRow, Bin), Bin> {
    let number = read.text("evidence_id").ok_or(Bin::Malformed("no_id"))?;
    let told = |column| read.text(column).filter(|text| text != "N/A");
    if read.row.fields.len() > width && read.row.fields.iter().skip(width).any(|field| !field.is_empty()) {
        return Err(Bin::Malformed("more_fields_than_columns"));
    }
    if number.parse::<u64>().is_err() {
        return Err(Bin::Malformed("id_is_no_number"));
    }
    let subject_text = read.subject_text().ok_or(Bin::Malformed("no_subject"))?;
    if read.text("evidence_status").is_some_and(|status| status != "accepted") {
        return Err(Bin::NotExpressible("evidence_not_accepted"));
    }
    let evidence_type = told("evidence_type").ok_or(Bin::Malformed("no_evidence_type"))?;
    let significance = told("significance");
    let direction = match read.text("evidence_direction").as_deref() {
        Some("Supports") => Direction::Supports,
        Some("Does Not Support") => Direction::DoesNotSupport,
        None | Some("N/A") => return Err(Bin::NotExpressible("direction_not_told")),
        Some(_) => return Err(Bin::Malformed("direction_not_known")),
    };
    let predicate = predicate(&evidence_type, significance.as_deref(), direction)?;
    let (subject, readable) = subject(read, curated)?;
    let disease = told("disease");
    let row = CorpusRow {
        id: format!("{SOURCE}:EID{number}"),
        subject,
        subject_text,
        origin: origin(read.text("variant_origin").as_deref()),
        predicate,
        direction,
        regimens: regimens(told("therapies").as_deref(), told("therapy_interaction_type").as_deref(), names),
        tumor_types: disease.as_deref().map(|disease| names.tumor_types(disease)).unwrap_or_default(),
        disease,
        doid: told("doid").map(|doid| format!("DOID:{}", doid.trim_start_matches("DOID:"))),
        source_level: told("evidence_level"),
        evidence_type: Some(evidence_type),
        significance,
        citation: citation(read),
        address: told("evidence_civic_url"),
        note: told("evidence_statement"),
        flagged: read.text("is_flagged").is_some_and(|flag| flag.eq_ignore_ascii_case("true")),
    };
    let bin = match (row.flagged, readable) {
        (true, _) => Bin::Flagged,
        (false, true) => Bin::Usable,
        (false, false) => Bin::NotReadableFromGenome,
    };
    Ok((row, bin))
}

/// What the row says, in our predicates; the words of the source are kept beside it.
fn predicate(evidence_type: &str, significance: Option<&str>, direction: Direction) -> Result<Predicate, Bin> {
    Ok(match (evidence_type, significance) {
        ("Predictive", Some("Sensitivity/Response" | "Sensitivity")) => Predicate::PredictsSensitivity,
        ("Predictive", Some("Resistance")) => Predicate::PredictsResistance,
        ("Predictive", Some("Reduced Sensitivity")) => Predicate::PredictsReducedSensitivity,
        ("Predictive", Some("Adverse Response")) => return Err(Bin::NotExpressible("adverse_response")),
        // "No effect of any kind was seen" speaks against expecting a response, and is no resistance.
        ("Predictive", None) if direction == Direction::DoesNotSupport => Predicate::PredictsSensitivity,
        ("Predictive", None) => return Err(Bin::NotExpressible("significance_not_told")),
        ("Predictive", Some(_)) => return Err(Bin::NotExpressible("significance_not_known")),
        ("Diagnostic", _) => Predicate::Diagnostic,
        ("Prognostic", _) => Predicate::Prognostic,
        ("Predisposing", _) => Predicate::Predisposing,
        ("Oncogenic", _) => Predicate::Oncogenic,
        ("Functional", _) => Predicate::Functional,
        _ => return Err(Bin::Malformed("evidence_type_not_known")),
    })
}

/// The subject in the field notation, and whether a genome can decide it.
fn subject(read: &Row<'_>, curated: &Release) -> Result<(String, bool), Bin> {
    let meaning = match (read.text("molecular_profile"), read.text("gene").zip(read.text("variant"))) {
        (Some(written), _) => profile::meaning(&written, &|name| match name.split_once(' ') {
            Some((gene, name)) => variant_name::meaning(gene, name, None, curated),
            None => Meaning::NotExpressible("variant_name"),
        }),
        (None, Some((gene, name))) => variant_name::meaning(&gene, &name, read.coordinates().as_ref(), curated),
        (None, None) => return Err(Bin::Malformed("no_subject")),
    };
    let (subject, readable) = match meaning {
        Meaning::Subject(subject) => (subject, true),
        Meaning::Unreadable(subject) => (subject, false),
        Meaning::NotExpressible(why) => return Err(Bin::NotExpressible(why)),
    };
    // A gene or change outside our notation must not stop the release from loading.
    match crate::criterion::parse::parse_subject(&subject, curated.terms()) {
        Ok(Some(_)) => Ok((subject, readable)),
        Ok(None) | Err(_) => Err(Bin::NotExpressible("variant_name")),
    }
}

fn origin(written: Option<&str>) -> OriginRequirement {
    match written {
        Some("Somatic" | "Somatic Mutation") => OriginRequirement::Somatic,
        Some("Rare Germline" | "Common Germline" | "Germline Mutation" | "Germline Polymorphism" | "Germline") => {
            OriginRequirement::Germline
        }
        _ => OriginRequirement::Either,
    }
}

/// Drugs that may replace each other are regimens of their own; all others are given together.
fn regimens(written: Option<&str>, interaction: Option<&str>, names: &Names) -> Vec<Vec<String>> {
    let Some(written) = written else { return Vec::new() };
    let mut drugs: Vec<String> = written.split(',').map(|drug| names.drug(drug.trim())).collect();
    drugs.retain(|drug| !drug.is_empty());
    drugs.sort();
    drugs.dedup();
    match interaction {
        Some("Substitutes") => drugs.into_iter().map(|drug| vec![drug]).collect(),
        _ if drugs.is_empty() => Vec::new(),
        _ => vec![drugs],
    }
}

fn citation(read: &Row<'_>) -> Option<String> {
    let title = read.text("citation");
    let number = read.text("citation_id").map(|id| match read.text("source_type").as_deref() {
        None | Some("PubMed") => format!("PMID {id}"),
        Some(kind) => format!("{kind} {id}"),
    });
    let trials = read.text("nct_ids");
    let parts: Vec<String> = [title, number, trials].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// English names of the curated rows, whatever their case.
struct Names {
    drugs: BTreeMap<String, String>,
    tumor_types: BTreeMap<String, String>,
    refused: RefusedBridges,
}

impl Names {
    fn of(curated: &Release) -> Self {
        let drugs = curated.therapies().iter().map(|drug| (drug.name.en.to_lowercase(), drug.name.en.clone()));
        let types = curated.tumor_types().iter().map(|found| (found.name.to_lowercase(), found.code.0.clone()));
        Self { drugs: drugs.collect(), tumor_types: types.collect(), refused: curated.refused_bridges().clone() }
    }

    fn drug(&self, written: &str) -> String {
        let lower = written.to_lowercase();
        self.drugs.get(&lower).cloned().unwrap_or(lower)
    }

    /// The type of the same name; every cancer for the root of the disease tree.
    fn tumor_types(&self, disease: &str) -> Vec<String> {
        let lower = disease.to_lowercase();
        if lower == "cancer" {
            return vec!["ANY".to_owned()];
        }
        let code = self.tumor_types.get(&lower).filter(|code| !self.refused.refuses(disease, code));
        code.cloned().into_iter().collect()
    }
}
