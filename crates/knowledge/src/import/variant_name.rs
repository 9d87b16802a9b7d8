//! One variant name of CIViC as a subject in the field notation.

use model::hgvs::{AminoAcid, HgvsP, ProteinChange};

use super::coordinates::Coordinates;
use crate::hotspots::Hotspot;
use crate::release::Release;

/// What a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// This, in the field notation.
    Subject(String),
    /// Something that a genome cannot show, in the field notation.
    Unreadable(String),
    /// No criterion of ours says exactly this.
    NotExpressible(&'static str),
}

type Answer = Option<Meaning>;

/// Reads the name of a variant of a gene.
pub(super) fn meaning(gene: &str, name: &str, at: Option<&Coordinates>, curated: &Release) -> Meaning {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = format!("{gene} {name}");
    if curated.terms().at_start(&whole).is_some_and(|(_, rest)| rest.is_empty()) {
        return Meaning::Subject(whole);
    }
    let upper = name.to_uppercase();
    genome_wide(gene, &upper)
        .or_else(|| unreadable(gene, &name, &upper))
        .or_else(|| fusion(gene, &name, &upper))
        .or_else(|| by_class(gene, &upper))
        .or_else(|| exon(gene, &upper, curated))
        .or_else(|| exact(gene, &name, at))
        .unwrap_or(Meaning::NotExpressible("variant_name"))
}

fn subject(text: String) -> Meaning {
    Meaning::Subject(text)
}

/// `MSI High`, `TMB High`: written where a gene would stand.
fn genome_wide(gene: &str, upper: &str) -> Answer {
    match (gene, upper) {
        ("MSI", "HIGH") => Some(subject("MSI-High".to_owned())),
        ("MSI", "STABLE") => Some(subject("MSI-Stable".to_owned())),
        ("TMB" | "HRD", _) => Some(Meaning::NotExpressible("marker_without_cut_off")),
        _ => None,
    }
}

/// Expression, methylation, serum levels and the like.
fn unreadable(gene: &str, name: &str, upper: &str) -> Answer {
    const SIGNS: [&str; 12] = [
        "EXPRESSION",
        "METHYLATION",
        "SERUM LEVEL",
        "PHOSPHORYLATION",
        "SIGNATURE",
        "NUCLEAR",
        "CYTOPLASMIC",
        "ACETYLATION",
        "LOCALIZATION",
        "TRANSLOCATION TO",
        "ALTERNATIVE TRANSCRIPT",
        "AR-V",
    ];
    SIGNS.iter().any(|sign| upper.contains(sign)).then(|| Meaning::Unreadable(in_brackets(gene, name)))
}

/// The words of the source, without the marks of our notation.
fn in_brackets(gene: &str, name: &str) -> String {
    let kept: String = format!("{gene} {name}").chars().filter(|c| !"[]|&()".contains(*c)).collect();
    format!("[{}]", kept.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn by_class(gene: &str, upper: &str) -> Answer {
    let of_gene = match upper {
        "MUTATION" | "MUTATIONS" => "mutation",
        "AMPLIFICATION" => "amplification",
        "GAIN" | "COPY NUMBER GAIN" => "gain",
        "LOSS" | "DELETION" | "COPY NUMBER LOSS" => "loss",
        "HOMOZYGOUS DELETION" | "HOMOZYGOUS LOSS" => "homozygous deletion",
        "LOSS-OF-FUNCTION" | "LOSS OF FUNCTION" | "DELETERIOUS MUTATION" | "INACTIVATING MUTATION" => {
            "loss-of-function"
        }
        "ACTIVATING MUTATION" | "GAIN-OF-FUNCTION" => "activating mutation",
        "TRUNCATING MUTATION" => "truncating mutation",
        "FRAMESHIFT TRUNCATION" | "FRAMESHIFT MUTATION" | "FRAMESHIFT" => "frameshift",
        "WILD TYPE" | "WILDTYPE" | "WILD-TYPE" => "wild-type",
        "ITD" => return Some(subject(format!("{gene}-ITD"))),
        "TKD MUTATION" => return Some(subject(format!("{gene}-TKD mutation"))),
        "REARRANGEMENT" | "REARRANGEMENTS" | "TRANSLOCATION" | "FUSION" | "FUSIONS" => "fusion",
        "ALTERATION" | "COPY NUMBER VARIATION" => return Some(Meaning::NotExpressible("kind_of_change_not_told")),
        "VIII" | "EGFRVIII" => return Some(Meaning::NotExpressible("intragenic_deletion")),
        "BIALLELIC INACTIVATION" => "biallelic loss",
        _ if upper.contains("HOMOZYGO") || upper.contains("HETEROZYGO") => {
            return Some(Meaning::NotExpressible("zygosity"));
        }
        _ if upper.contains("DOMAIN") || upper.contains("P-LOOP") || upper.contains("PROMOTER") => {
            return Some(Meaning::NotExpressible("region_without_borders"));
        }
        _ if upper.starts_with("NON-") || upper.contains("RARE ") || upper.contains("OTHER THAN") => {
            return Some(Meaning::NotExpressible("everything_but"));
        }
        _ if upper.contains("POLYMORPHISM") || is_rs(upper) => return Some(Meaning::NotExpressible("polymorphism")),
        _ => return None,
    };
    Some(subject(format!("{gene} {of_gene}")))
}

/// `E6::E20`: the exons at the join.
fn is_join(upper: &str) -> bool {
    let number = |text: &str| text.strip_prefix('E').is_some_and(|exon| exon.parse::<u16>().is_ok());
    upper.split_once("::").is_some_and(|(before, behind)| number(before) && number(behind))
}

fn is_rs(upper: &str) -> bool {
    upper.strip_prefix("RS").is_some_and(|digits| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()))
}

/// `Fusion` behind `EML4::ALK` or `v::ALK`; `EML4-ALK` of the older tables; `ALK FUSIONS`.
fn fusion(gene: &str, name: &str, upper: &str) -> Answer {
    if let Some((five_prime, three_prime)) = gene.split_once("::") {
        let open = |partner: &str| partner == "v" || partner == "?";
        return match (upper, open(five_prime), open(three_prime)) {
            ("FUSION", false, false) => Some(subject(format!("{gene} fusion"))),
            ("FUSION", true, false) => Some(subject(format!("{three_prime} fusion"))),
            ("FUSION", false, true) => Some(subject(format!("{five_prime} fusion"))),
            (exons, false, false) if is_join(exons) => Some(subject(format!("{gene} fusion {}", exons.to_lowercase()))),
            _ => Some(Meaning::NotExpressible("fusion_with_breakpoints")),
        };
    }
    if upper.contains("FUSION") {
        let Some(rest) = upper.strip_prefix(&format!("{} FUSION ", gene.to_uppercase())) else {
            let whole = ["FUSION", "FUSIONS"].iter().any(|word| upper == format!("{} {word}", gene.to_uppercase()));
            return whole.then(|| Meaning::Subject(format!("{gene} fusion")));
        };
        return Some(with_change(&format!("{gene} fusion"), gene, rest));
    }
    let (pair, rest) = name.split_once(' ').unwrap_or((name, ""));
    let (one, other) = pair.split_once('-')?;
    let is_partner = |text: &str| {
        text.len() > 1 && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) && !is_residue(text)
    };
    // Older tables shorten the gene that they file the fusion under: BCR-ABL under ABL1.
    let full = |text: &str| if gene.starts_with(text) { gene.to_owned() } else { text.to_owned() };
    let (one, other) = (is_partner(one).then(|| full(one))?, is_partner(other).then(|| full(other))?);
    if one != gene && other != gene {
        return Some(Meaning::NotExpressible("fusion_of_other_genes"));
    }
    let joined = format!("{one}::{other} fusion");
    Some(if rest.is_empty() { subject(joined) } else { with_change(&joined, gene, rest) })
}

fn with_change(fusion: &str, gene: &str, rest: &str) -> Meaning {
    match exact(gene, rest.trim(), None) {
        Some(Meaning::Subject(change)) => subject(format!("{fusion} & {change}")),
        _ => Meaning::NotExpressible("fusion_with_breakpoints"),
    }
}

fn is_residue(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|c| c.is_ascii_uppercase()) && letters.all(|c| c.is_ascii_digit())
}

/// `EXON 19 DELETION`, `Exon 14 Skipping Mutation`, `EXON 9 FRAMESHIFT`.
fn exon(gene: &str, upper: &str, curated: &Release) -> Answer {
    let rest = upper.strip_prefix("EXON ").or_else(|| upper.strip_prefix("EX"))?;
    let (number, what) = rest.split_once(' ')?;
    let exon: u16 = match number.parse() {
        Ok(exon) => exon,
        Err(_) => return Some(Meaning::NotExpressible("exon_range")),
    };
    let oncogene = curated.genes().role(gene).is_some_and(|role| role.is_oncogene() && !role.is_suppressor());
    let in_frame_recurs =
        oncogene && curated.hotspots().of_gene(gene).any(|hotspot| matches!(hotspot, Hotspot::InFrame { .. }));
    match what {
        "DELETION" if in_frame_recurs => Some(subject(format!("{gene} exon{exon} deletion"))),
        "INSERTION" if in_frame_recurs => Some(subject(format!("{gene} exon{exon} insertion"))),
        // A lost exon and an in-frame deletion inside it carry the same name.
        "DELETION" | "INSERTION" => Some(Meaning::NotExpressible("exon_lost_or_changed_within")),
        "SKIPPING" | "SKIPPING MUTATION" => Some(subject(format!("{gene} exon{exon} skipping"))),
        "FRAMESHIFT" => Some(subject(format!("{gene} exon{exon} frameshift"))),
        "MUTATION" | "MUTATIONS" => {
            let within = format!("{gene} exon{exon} mutation");
            Some(subject(if oncogene { within } else { format!("({within} | {gene} exon{exon} frameshift)") }))
        }
        _ => Some(Meaning::NotExpressible("exon_range")),
    }
}

/// Exact changes: `V600E`, `V600`, `G12/G13`, `Q157P/R`, `R167W (c.499C>T)`, `E746_A750del`, `X550_splice`, `c.340+1G>A`.
fn exact(gene: &str, name: &str, at: Option<&Coordinates>) -> Answer {
    let (protein, coding) = match name.split_once('(') {
        Some((protein, rest)) => (protein.trim(), rest.trim_end_matches(')').trim()),
        None => (name, ""),
    };
    let coding = if protein.starts_with("c.") { protein } else { coding };
    if let Some(parts) = alternatives(protein) {
        let subjects: Option<Vec<String>> = parts.iter().map(|part| protein_subject(gene, part)).collect();
        return Some(subject(joined(subjects?)));
    }
    let silent = protein.ends_with('=');
    let mut subjects: Vec<String> =
        protein_subject(gene, protein).filter(|_| !silent || coding.is_empty()).into_iter().collect();
    let is_exact = subjects.first().is_none_or(|text| !is_codon(text));
    if subjects.is_empty() && coding.starts_with("c.") {
        subjects.extend(coding_subject(gene, coding));
    }
    // Coordinates widen an exact change to files without annotation; a bucket never rests on them.
    if is_exact && !subjects.is_empty() {
        subjects.extend(at.into_iter().flat_map(Coordinates::alleles));
    }
    if subjects.is_empty() { None } else { Some(subject(joined(subjects))) }
}

fn joined(mut subjects: Vec<String>) -> String {
    subjects.dedup();
    let several = subjects.len() > 1;
    let text = subjects.join(" | ");
    if several { format!("({text})") } else { text }
}

fn is_codon(subject: &str) -> bool {
    subject.rsplit("p.").next().is_some_and(is_residue)
}

/// `G12/G13`, `Q157P/R`.
fn alternatives(name: &str) -> Option<Vec<String>> {
    let (first, rest) = name.split_once('/')?;
    let stem = first.strip_suffix(|c: char| c.is_ascii_uppercase());
    let mut parts = vec![first.to_owned()];
    for part in rest.split('/') {
        match (part.len(), stem) {
            (1, Some(stem)) => parts.push(format!("{stem}{part}")),
            _ => parts.push(part.to_owned()),
        }
    }
    Some(parts)
}

fn protein_subject(gene: &str, name: &str) -> Option<String> {
    if is_residue(name) && name.len() > 1 {
        return Some(format!("{gene} p.{name}"));
    }
    let spelled = spelled(name);
    let change = HgvsP::from(format!("p.{spelled}").as_str()).change;
    let names_one = match &change {
        ProteinChange::Synonymous { .. } => spelled.ends_with('=') && is_residue(spelled.trim_end_matches('=')),
        ProteinChange::NotUnderstood(_)
        | ProteinChange::Unknown
        | ProteinChange::NoProtein
        | ProteinChange::Extension { .. } => false,
        ProteinChange::Missense { reference, .. } => reference.amino_acid != AminoAcid::Xaa,
        _ => true,
    };
    (names_one && change.positions().is_some()).then(|| format!("{gene} p.{spelled}"))
}

/// `I843DEL`, `W557_K558DELWK`, `A149FS`: operators in lower case, deleted residues left out.
fn spelled(name: &str) -> String {
    let name = name.strip_prefix("p.").unwrap_or(name);
    // T125T names the residue twice: nothing changes in the protein.
    let stem = name.strip_suffix(|c: char| c.is_ascii_uppercase()).filter(|stem| is_residue(stem) && stem.len() > 1);
    if let Some(stem) = stem.filter(|stem| name.chars().next() == name.chars().last() && !stem.is_empty()) {
        return format!("{stem}=");
    }
    let mut text = name.to_owned();
    for (written, meant) in [("DELINS", "delins"), ("DEL", "del"), ("DUP", "dup"), ("INS", "ins"), ("FS", "fs")] {
        if let Some(at) = text.find(written) {
            text.replace_range(at..at + written.len(), meant);
            break;
        }
    }
    for operator in ["del", "dup"] {
        if let Some((place, residues)) = text.split_once(operator)
            && !residues.is_empty()
            && residues.chars().all(|c| c.is_ascii_uppercase())
        {
            return format!("{place}{operator}");
        }
    }
    text.replace("_SPLICE", "_splice")
}

fn coding_subject(gene: &str, coding: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "+-_>*.".contains(c);
    coding.chars().all(plain).then(|| format!("{gene} {coding}"))
}
