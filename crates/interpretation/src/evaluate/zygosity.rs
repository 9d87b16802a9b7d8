//! A change on both alleles. No reader keeps the genotype of a call, so that a change which is there leaves the row open.

use model::assessed::Met;
use model::finding::Reason;

use super::Evaluation;

pub(super) fn both(mut inner: Evaluation) -> Evaluation {
    if inner.met == Met::Met {
        inner.met = Met::NotAssessed;
        inner.hits = Vec::new();
        inner.touched = true;
        inner.reasons = vec![Reason::new("zygosity_not_told")];
    }
    inner
}
