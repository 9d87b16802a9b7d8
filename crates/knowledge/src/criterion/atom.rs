//! The forms of one atom.

use model::Decimal;
use model::biomarker::{BiomarkerKind, BiomarkerState};
use model::hgvs::{AminoAcid, ProteinChange, Residue};
use model::structural::CopyNumberChange;
use model::variation::{Allele, VcfPosition};

use super::{Atom, Criterion, ExonClass, FunctionalClass, FusionPartners};

/// Reads one atom; `None` when it has no known form.
pub(super) fn parse(text: &str) -> Option<Criterion> {
    let criterion = unreadable(text)
        .or_else(|| allele(text))
        .or_else(|| genome_wide(text))
        .or_else(|| cytogenetic(text))
        .or_else(|| signature(text))
        .or_else(|| fusion(text))
        .or_else(|| fusion_exons(text))
        .or_else(|| tandem_duplication(text))
        .map(Criterion::Is);
    criterion.or_else(|| {
        let (gene, rest) = text.split_once(' ').filter(|(gene, _)| is_symbol(gene))?;
        if rest == "not amplified" {
            let amplified = copy_number(gene, "amplification")?;
            return Some(Criterion::Not(Box::new(Criterion::Is(amplified))));
        }
        of_gene(gene, rest).map(Criterion::Is)
    })
}

/// `[CD274 Expression]`: what a genome cannot show, in the words of its source.
fn unreadable(text: &str) -> Option<Atom> {
    let written = text.strip_prefix('[')?.strip_suffix(']')?;
    (!written.is_empty()).then(|| Atom::Unreadable { text: written.to_owned() })
}

/// `GRCh37 7:140453136:A:T`, positions as in a VCF.
fn allele(text: &str) -> Option<Atom> {
    let (assembly, place) = text.split_once(' ')?;
    let mut fields = place.split(':');
    let (contig, position) = (fields.next()?, fields.next()?.parse().ok()?);
    let (reference, alternate) = (fields.next()?, fields.next()?);
    let bases = |text: &str| !text.is_empty() && text.chars().all(|c| "ACGT".contains(c));
    if fields.next().is_some() || !bases(reference) || !bases(alternate) || contig.is_empty() {
        return None;
    }
    Some(Atom::Allele(Allele {
        assembly: assembly.parse().ok()?,
        contig: contig.into(),
        position: VcfPosition(position),
        reference: reference.to_owned(),
        alternate: alternate.to_owned(),
    }))
}

/// `MSI-High`, `MSI-Stable`, `LOH-High`, `HRD positive`, `TMB>=10`.
fn genome_wide(text: &str) -> Option<Atom> {
    let marker = |kind, state| Some(Atom::Biomarker { kind, state, at_least: None });
    match text {
        "MSI-High" => marker(BiomarkerKind::Msi, BiomarkerState::High),
        "MSI-Stable" => marker(BiomarkerKind::Msi, BiomarkerState::Stable),
        "LOH-High" => marker(BiomarkerKind::Loh, BiomarkerState::High),
        "HRD positive" => marker(BiomarkerKind::Hrd, BiomarkerState::High),
        _ => {
            let cut_off: Decimal = text.strip_prefix("TMB>=")?.parse().ok()?;
            Some(Atom::Biomarker { kind: BiomarkerKind::Tmb, state: BiomarkerState::High, at_least: Some(cut_off) })
        }
    }
}

/// `del(17p)` and the like, ISCN spelling.
fn cytogenetic(text: &str) -> Option<Atom> {
    let event = ["del(", "dup(", "inv(", "t(", "i("].iter().find_map(|start| text.strip_prefix(start))?;
    let arms = event.strip_suffix(')')?;
    let written = |c: char| c.is_ascii_alphanumeric() || ";.".contains(c);
    (!arms.is_empty() && arms.chars().all(written)).then(|| Atom::Cytogenetic { text: text.to_owned() })
}

/// `BCR::ABL1 fusion`, `ALK fusion`.
fn fusion(text: &str) -> Option<Atom> {
    let partners = text.strip_suffix(" fusion")?;
    let partners = match partners.split_once("::") {
        Some((five_prime, three_prime)) if is_symbol(five_prime) && is_symbol(three_prime) => {
            FusionPartners::Pair(five_prime.to_owned(), three_prime.to_owned())
        }
        None if is_symbol(partners) => FusionPartners::One(partners.to_owned()),
        _ => return None,
    };
    Some(Atom::Fusion(partners))
}

/// `EML4::ALK fusion e6::e20`.
fn fusion_exons(text: &str) -> Option<Atom> {
    let (partners, exons) = text.split_once(" fusion e")?;
    let (five_prime, three_prime) = partners.split_once("::").filter(|(one, two)| is_symbol(one) && is_symbol(two))?;
    let (before, behind) = exons.split_once("::e")?;
    let exons = (before.parse().ok()?, behind.parse().ok()?);
    Some(Atom::FusionExons { five_prime: five_prime.to_owned(), three_prime: three_prime.to_owned(), exons })
}

/// `signature SBS3>=0.2`.
fn signature(text: &str) -> Option<Atom> {
    let (name, share) = text.strip_prefix("signature ")?.split_once(">=")?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    Some(Atom::Signature { name: name.to_owned(), at_least: share.parse().ok()? }).filter(|_| is_name)
}

/// `FLT3-ITD`, `FLT3-TKD mutation`.
fn tandem_duplication(text: &str) -> Option<Atom> {
    let (gene, class) = match text.strip_suffix("-ITD") {
        Some(gene) => (gene, FunctionalClass::InternalTandemDuplication),
        None => (text.strip_suffix("-TKD mutation")?, FunctionalClass::KinaseDomain),
    };
    is_symbol(gene).then(|| Atom::Class { gene: gene.to_owned(), class })
}

fn of_gene(gene: &str, rest: &str) -> Option<Atom> {
    if let Some(description) = rest.strip_prefix("p.") {
        return protein(gene, description);
    }
    if let Some(change) = rest.strip_prefix("c.").filter(|change| !change.is_empty() && !change.contains(' ')) {
        return Some(Atom::Coding { gene: gene.to_owned(), change: format!("c.{change}") });
    }
    if let Some(place) = rest.strip_prefix("exon") {
        return exon(gene, place);
    }
    if let Some(place) = rest.strip_prefix("residues ") {
        return residues(gene, place);
    }
    if let Some(level) = rest.strip_prefix("expression>=") {
        let (value, unit) = level.split_once(' ')?;
        let known = !unit.is_empty() && unit.chars().all(|c| c.is_ascii_alphanumeric());
        let expressed =
            Atom::Expression { gene: gene.to_owned(), at_least: value.parse().ok()?, unit: unit.to_owned() };
        return known.then_some(expressed);
    }
    if rest == "biallelic loss" {
        return Some(Atom::Biallelic { gene: gene.to_owned() });
    }
    wild_type(gene, rest).or_else(|| copy_number(gene, rest)).or_else(|| class(gene, rest))
}

/// `p.L858R`; `p.R132` and `p.G719X` mean any qualifying change of the codon, a stop is written `*` or `Ter`.
fn protein(gene: &str, description: &str) -> Option<Atom> {
    let gene = gene.to_owned();
    if let Some(residue) = residue(description.strip_suffix('X').unwrap_or(description)) {
        return Some(Atom::Codon { gene, residue });
    }
    description.parse().ok().filter(names_a_change).map(|change| Atom::Protein { gene, change })
}

fn names_a_change(change: &ProteinChange) -> bool {
    change.positions().is_some()
}

/// `R132`: an amino acid and its number, both written.
fn residue(text: &str) -> Option<Residue> {
    match format!("{text}=").parse() {
        Ok(ProteinChange::Synonymous { reference: Some(residue) }) if residue.amino_acid != AminoAcid::Xaa => {
            Some(residue)
        }
        _ => None,
    }
}

/// `19 deletion`, `2/3/4 activating mutation`, `12/18 mutation other than p.D842V`.
fn exon(gene: &str, place: &str) -> Option<Atom> {
    let (numbers, what) = place.split_once(' ')?;
    let exons: Vec<u16> = numbers.split('/').map(|number| number.parse().ok()).collect::<Option<_>>()?;
    let (what, except) = match what.split_once(" other than ") {
        Some((what, left_out)) => (what, changes(left_out)?),
        None => (what, Vec::new()),
    };
    let class = if what == "skipping" { ExonClass::Skipping } else { change_class(what)? };
    Some(Atom::Exon { gene: gene.to_owned(), exons, class, except })
}

/// `755-780 in-frame change`.
fn residues(gene: &str, place: &str) -> Option<Atom> {
    let (stretch, what) = place.split_once(' ')?;
    let (first, last) = stretch.split_once('-')?;
    let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
    let class = change_class(what)?;
    (0 < first && first <= last).then(|| Atom::Residues { gene: gene.to_owned(), first, last, class })
}

fn change_class(what: &str) -> Option<ExonClass> {
    Some(match what {
        "deletion" => ExonClass::Deletion,
        "insertion" => ExonClass::Insertion,
        "in-frame change" => ExonClass::InFrame,
        "mutation" => ExonClass::Mutation,
        "activating mutation" => ExonClass::Activating,
        "frameshift" => ExonClass::Frameshift,
        _ => return None,
    })
}

fn changes(text: &str) -> Option<Vec<ProteinChange>> {
    text.split(", ").map(|change| change.strip_prefix("p.")?.parse().ok().filter(names_a_change)).collect()
}

/// `wild-type`, `V600 wild-type`.
fn wild_type(gene: &str, rest: &str) -> Option<Atom> {
    let gene = gene.to_owned();
    if rest == "wild-type" {
        return Some(Atom::WildType { gene, residue: None });
    }
    residue(rest.strip_suffix(" wild-type")?).map(|residue| Atom::WildType { gene, residue: Some(residue) })
}

fn copy_number(gene: &str, rest: &str) -> Option<Atom> {
    let change = match rest {
        "amplification" => CopyNumberChange::Amplification,
        "gain" => CopyNumberChange::Gain,
        "loss" => CopyNumberChange::Loss,
        "homozygous deletion" => CopyNumberChange::HomozygousDeletion,
        _ => return None,
    };
    Some(Atom::CopyNumber { gene: gene.to_owned(), change })
}

/// The germline half of `germline pathogenic` is the row's `origin`; `verify` checks that both agree.
fn class(gene: &str, rest: &str) -> Option<Atom> {
    let class = match rest {
        "activating mutation" => FunctionalClass::Activating,
        "loss-of-function" => FunctionalClass::LossOfFunction,
        "pathogenic" | "germline pathogenic" => FunctionalClass::Pathogenic,
        "reversion mutation" => FunctionalClass::Reversion,
        "truncating mutation" => FunctionalClass::Truncating,
        "frameshift" => FunctionalClass::Frameshift,
        "mutation" => FunctionalClass::AnyMutation,
        _ => return None,
    };
    Some(Atom::Class { gene: gene.to_owned(), class })
}

/// The letters of an HGNC symbol; whether it exists is for `verify` to say.
fn is_symbol(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || "-orf".contains(c))
}
