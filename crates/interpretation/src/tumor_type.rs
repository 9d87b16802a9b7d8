//! How the tumour of a statement relates to the tumour of the case: a walk up the tree, with exclusions.

use knowledge::statement::{TumorTypeScope, TumorTypeTerm};
use knowledge::tumor_types::TumorTypes;
use model::evidence::TumorTypeMatch;
use model::tumor_type::{OncoTreeCode, TumorContext};

/// Relates a scope to a case.
pub fn relate(scope: &TumorTypeScope, tumor: &TumorContext, tree: &TumorTypes) -> TumorTypeMatch {
    if scope.included.is_empty() || scope.included.contains(&TumorTypeTerm::Any) {
        return TumorTypeMatch::Any;
    }
    match tumor {
        TumorContext::Any => TumorTypeMatch::Any,
        TumorContext::Solid if scope.included.contains(&TumorTypeTerm::Solid) => TumorTypeMatch::Same,
        TumorContext::Solid if scope.included.iter().all(|term| is_blood(term, tree)) => TumorTypeMatch::Other,
        TumorContext::Solid => TumorTypeMatch::Any,
        TumorContext::Type(code) => relate_type(scope, code, tree),
    }
}

fn is_blood(term: &TumorTypeTerm, tree: &TumorTypes) -> bool {
    match term {
        TumorTypeTerm::Type(code) => tree.is_solid(code) == Some(false),
        TumorTypeTerm::Solid | TumorTypeTerm::Any | TumorTypeTerm::Named(_) => false,
    }
}

fn relate_type(scope: &TumorTypeScope, code: &OncoTreeCode, tree: &TumorTypes) -> TumorTypeMatch {
    if excludes(scope, code, tree) {
        return TumorTypeMatch::Other;
    }
    let lineage = tree.ancestors(code);
    let relation = |term: &TumorTypeTerm| match term {
        TumorTypeTerm::Type(wanted) if wanted == code => TumorTypeMatch::Same,
        TumorTypeTerm::Type(wanted) if lineage.contains(wanted) => TumorTypeMatch::Ancestor,
        TumorTypeTerm::Solid if tree.is_solid(code) == Some(true) => TumorTypeMatch::Ancestor,
        TumorTypeTerm::Type(_) | TumorTypeTerm::Solid | TumorTypeTerm::Named(_) => TumorTypeMatch::Other,
        TumorTypeTerm::Any => TumorTypeMatch::Any,
    };
    scope.included.iter().map(relation).min().unwrap_or(TumorTypeMatch::Any)
}

/// Whether one side is blood and the other solid: every covered type of the scope lies on the other side of the case.
pub fn is_across(scope: &TumorTypeScope, tumor: &TumorContext, tree: &TumorTypes) -> bool {
    let solid = match tumor {
        TumorContext::Type(code) => tree.is_solid(code),
        TumorContext::Solid => Some(true),
        TumorContext::Any => None,
    };
    let Some(solid) = solid else { return false };
    !scope.included.is_empty()
        && scope.included.iter().all(|term| match term {
            TumorTypeTerm::Type(code) => tree.is_solid(code) == Some(!solid),
            TumorTypeTerm::Solid => !solid,
            TumorTypeTerm::Any | TumorTypeTerm::Named(_) => false,
        })
}

/// Whether the scope leaves this type out by name.
pub fn excludes(scope: &TumorTypeScope, code: &OncoTreeCode, tree: &TumorTypes) -> bool {
    let lineage = tree.ancestors(code);
    scope.excluded.iter().any(|excluded| lineage.contains(excluded))
}

/// Whether the scope leaves the tumour of a case out by name.
pub fn is_excluded(scope: &TumorTypeScope, tumor: &TumorContext, tree: &TumorTypes) -> bool {
    match tumor {
        TumorContext::Type(code) => excludes(scope, code, tree),
        TumorContext::Solid | TumorContext::Any => false,
    }
}

/// Whether the scope covers this type only because it covers all solid tumours.
pub fn is_agnostic(scope: &TumorTypeScope) -> bool {
    scope.included.contains(&TumorTypeTerm::Solid)
}

/// The tumour-type concept of a finding key: the covered codes, sorted.
pub fn concept(scope: &TumorTypeScope) -> String {
    let mut terms: Vec<&str> = scope
        .included
        .iter()
        .map(|term| match term {
            TumorTypeTerm::Type(code) => code.0.as_str(),
            TumorTypeTerm::Solid => "SOLID",
            TumorTypeTerm::Any => "ANY",
            TumorTypeTerm::Named(name) => name.as_str(),
        })
        .collect();
    terms.sort_unstable();
    terms.join(";")
}
