//! Level F statements: each recurrent residue is known to be oncogenic, which implies no drug.

use model::evidence::{Basis, Direction, EvidenceLevel, Predicate};

use crate::criterion::{Atom, Criterion};
use crate::hotspots::{Hotspot, Hotspots};
use crate::statement::rows::own_id;
use crate::statement::{OriginRequirement, Statement, TumorTypeScope, TumorTypeTerm};

/// One statement per recurrent residue. Stretches of in-frame changes give none: no criterion speaks of a stretch.
pub(super) fn statements(hotspots: &Hotspots) -> impl Iterator<Item = Statement> {
    hotspots.iter().flat_map(move |of_gene| {
        of_gene.hotspots.iter().filter_map(move |hotspot| match hotspot {
            Hotspot::Residue(residue) => {
                let subject = Atom::Codon { gene: of_gene.gene.clone(), residue: *residue };
                Some(oncogenic(&of_gene.gene, hotspot, subject, hotspots))
            }
            Hotspot::InFrame { .. } => None,
        })
    })
}

fn oncogenic(gene: &str, hotspot: &Hotspot, subject: Atom, hotspots: &Hotspots) -> Statement {
    Statement {
        id: own_id(&format!("F-{gene}-{hotspot}")),
        subject: Some(Criterion::Is(subject)),
        subject_text: format!("{gene} p.{hotspot}"),
        origin: OriginRequirement::Somatic,
        predicate: Some(Predicate::Oncogenic),
        direction: Direction::Supports,
        regimens: Vec::new(),
        regimen_note: None,
        tumor_types: TumorTypeScope { included: vec![TumorTypeTerm::Any], excluded: Vec::new(), ja: None },
        setting: None,
        approval: None,
        trial: None,
        level: Some(EvidenceLevel::F),
        basis: hotspots.basis().unwrap_or(Basis::FromMemory),
        citation: hotspots.source().map(str::to_owned),
        note: None,
        imported: None,
    }
}
