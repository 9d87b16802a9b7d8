//! Does the profile meet a subject? Met, not met, or not assessed.

mod biallelic;
mod biomarker;
pub(crate) mod class;
mod coding;
mod codon_neighbour;
mod copy_number;
mod exon;
mod expressed;
mod fusion;
mod in_cis;
mod kinase;
pub(crate) mod numbering;
mod protein;
mod reference;
mod residues;
pub(crate) mod wild_type;
mod zygosity;

use knowledge::Release;
use knowledge::criterion::{Atom, Criterion, FunctionalClass};
use model::assessed::Met;
use model::biomarker::{BiomarkerKind, BiomarkerState};
use model::evidence::MatchKind;
use model::finding::Reason;
use model::profile::AlterationClass;
use model::small_variant::{SmallVariant, TranscriptConsequence};
use model::variation::ObservationKey;

use crate::indexed_profile::IndexedProfile;

/// The answer for one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// The answer.
    pub met: Met,
    /// For `NotMet`: somebody measured it (a stable MSI call), as opposed to "no such record in the file".
    pub absence_measured: bool,
    /// Observations that met a part, each once.
    pub hits: Vec<ObservationKey>,
    /// Indices into the profile's small variants with the transcript index that met, for display.
    pub transcripts: Vec<(usize, usize)>,
    /// Genome-wide markers that met a part, with the state that was asked for.
    pub marker_states: Vec<(BiomarkerKind, BiomarkerState)>,
    /// Most specific kind of match among the parts; `Boolean` for a combination of several.
    pub kind: MatchKind,
    /// An observation concerns the subject without deciding it.
    pub touched: bool,
    /// The answer leans on a fact that is only remembered.
    pub leans_on_memory: bool,
    /// Policies that the answer used.
    pub policies: Vec<String>,
    /// Why, step by step.
    pub reasons: Vec<Reason>,
}

impl Evaluation {
    fn of(met: Met, kind: MatchKind) -> Self {
        Self {
            met,
            absence_measured: false,
            hits: Vec::new(),
            transcripts: Vec::new(),
            marker_states: Vec::new(),
            kind,
            touched: false,
            leans_on_memory: false,
            policies: Vec::new(),
            reasons: Vec::new(),
        }
    }

    fn not_met(kind: MatchKind) -> Self {
        Self::of(Met::NotMet, kind)
    }

    fn not_assessed(kind: MatchKind, reason: Reason) -> Self {
        Self { reasons: vec![reason], ..Self::of(Met::NotAssessed, kind) }
    }

    fn hit(kind: MatchKind, observation: ObservationKey, reason: Reason) -> Self {
        Self { hits: vec![observation], touched: true, reasons: vec![reason], ..Self::of(Met::Met, kind) }
    }

    fn touching(mut self) -> Self {
        self.touched = true;
        self
    }

    fn absorb(&mut self, other: Self) {
        for hit in other.hits {
            if !self.hits.contains(&hit) {
                self.hits.push(hit);
            }
        }
        self.transcripts.extend(other.transcripts);
        self.marker_states.extend(other.marker_states);
        self.touched |= other.touched;
        self.leans_on_memory |= other.leans_on_memory;
        self.policies.extend(other.policies);
        self.policies.sort();
        self.policies.dedup();
        self.reasons.extend(other.reasons);
    }
}

/// Asks one subject of one profile.
pub fn evaluate(subject: &Criterion, profile: &IndexedProfile<'_>, release: &Release) -> Evaluation {
    match subject {
        Criterion::Is(atom) => evaluate_atom(atom, profile, release),
        Criterion::Not(inner) => negate(evaluate(inner, profile, release), profile.callable.is_some()),
        Criterion::AnyOf(parts) => any_of(parts.iter().map(|part| evaluate(part, profile, release)).collect()),
        Criterion::All(parts) => all_of(parts.iter().map(|part| evaluate(part, profile, release)).collect()),
        Criterion::InCis(parts) => {
            in_cis::require(parts.iter().map(|part| evaluate(part, profile, release)).collect(), profile)
        }
        Criterion::InTrans(parts) => {
            in_cis::require_apart(parts.iter().map(|part| evaluate(part, profile, release)).collect(), profile)
        }
        Criterion::Homozygous(part) => zygosity::both(evaluate(part, profile, release)),
    }
}

fn evaluate_atom(atom: &Atom, profile: &IndexedProfile<'_>, release: &Release) -> Evaluation {
    match atom {
        Atom::Allele(allele) => protein::allele(allele, profile, release),
        Atom::Protein { gene, change } => protein::change(gene, change, profile, release),
        Atom::Coding { gene, change } => coding::change(gene, change, profile),
        Atom::Codon { gene, residue } => protein::codon(gene, *residue, profile, release),
        Atom::Exon { gene, exons, class, except } => exon::within(gene, exons, (*class, except), profile, release),
        Atom::Class { gene, class: FunctionalClass::KinaseDomain } => kinase::within(gene, profile, release)
            .unwrap_or_else(|| class::functional(gene, FunctionalClass::KinaseDomain, profile, release)),
        Atom::Class { gene, class } => class::functional(gene, *class, profile, release),
        Atom::WildType { gene, residue } => wild_type::wild_type(gene, *residue, profile, release),
        Atom::Residues { gene, first, last, class } => {
            residues::within(gene, (*first, *last), *class, profile, release)
        }
        Atom::Biallelic { gene } => biallelic::lost(gene, profile, release),
        Atom::Fusion(partners) => fusion::fusion(partners, profile),
        Atom::FusionExons { five_prime, three_prime, exons } => {
            fusion::with_exons((five_prime, three_prime), *exons, profile)
        }
        Atom::Signature { name, at_least } => expressed::signature(name, *at_least, profile),
        Atom::Expression { gene, at_least, unit } => expressed::gene(gene, *at_least, unit, profile),
        Atom::CopyNumber { gene, change } => copy_number::copy_number(gene, *change, profile, release),
        Atom::Cytogenetic { text } => {
            Evaluation::not_assessed(MatchKind::CopyNumber, Reason::new("cytogenetic_not_read").with("text", text))
        }
        Atom::Biomarker { kind, state, at_least } => biomarker::biomarker(*kind, *state, *at_least, profile),
        Atom::Unreadable { text } => {
            Evaluation::not_assessed(MatchKind::Class, Reason::new("not_readable_from_genome").with("text", text))
        }
    }
}

/// Absence is only an answer when somebody measured it; without callable regions "no record" stays open, and with them it
/// does where the subject has no place of its own to look at.
fn negate(inner: Evaluation, has_regions: bool) -> Evaluation {
    let open = if has_regions { "absence_has_no_place" } else { "callable_regions_missing" };
    match inner.met {
        Met::Met => Evaluation { met: Met::NotMet, absence_measured: true, hits: Vec::new(), ..inner },
        Met::NotMet if inner.absence_measured => Evaluation { met: Met::Met, ..inner },
        Met::NotMet => Evaluation { met: Met::NotAssessed, reasons: vec![Reason::new(open)], ..inner },
        Met::NotAssessed => inner,
    }
}

fn any_of(parts: Vec<Evaluation>) -> Evaluation {
    let met = parts.iter().map(|part| part.met).fold(Met::NotMet, Met::or);
    let kind = parts.iter().filter(|part| part.met == met).map(|part| part.kind).min().unwrap_or(MatchKind::Boolean);
    let mut whole = Evaluation::of(met, kind);
    whole.absence_measured = parts.iter().all(|part| part.absence_measured);
    for part in parts {
        let speaks = part.met == met && met != Met::NotMet;
        if speaks && (met == Met::Met || part.touched) {
            whole.absorb(part);
        }
    }
    whole
}

fn all_of(parts: Vec<Evaluation>) -> Evaluation {
    let met = parts.iter().map(|part| part.met).fold(Met::Met, Met::and);
    let mut whole = Evaluation::of(met, MatchKind::Boolean);
    whole.absence_measured = parts.iter().any(|part| part.met == Met::NotMet && part.absence_measured);
    if met != Met::NotMet {
        for part in parts {
            whole.absorb(part);
        }
    }
    whole
}

/// Small variants of a gene with the transcripts of that gene, as (variant index, variant, consequences).
fn of_gene<'p>(
    profile: &IndexedProfile<'p>,
    gene: &'p str,
) -> impl Iterator<Item = (usize, &'p SmallVariant, Vec<(usize, &'p TranscriptConsequence)>)> {
    profile.of_gene(gene).map(move |(index, variant)| {
        let of_gene = variant.consequences.iter().enumerate();
        let consequences = of_gene.filter(|(_, consequence)| consequence.gene.as_deref() == Some(gene)).collect();
        (index, variant, consequences)
    })
}

/// `NotMet` when the class was looked at, otherwise not assessed.
fn unseen(profile: &IndexedProfile<'_>, class: AlterationClass, kind: MatchKind) -> Evaluation {
    if profile.assessed.contains(&class) {
        Evaluation::not_met(kind)
    } else {
        let code = match class {
            AlterationClass::SmallVariant => "small_variants_not_assessed",
            AlterationClass::CopyNumber => "copy_number_not_assessed",
            AlterationClass::Rearrangement => "rearrangements_not_assessed",
        };
        Evaluation::not_assessed(kind, Reason::new(code))
    }
}
