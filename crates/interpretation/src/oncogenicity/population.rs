//! SBVS1, SBS1, OP4: how frequent the allele is in gnomAD.

use knowledge::thresholds::{COMMON_FRACTION, VERY_COMMON_FRACTION};
use model::Decimal;
use model::finding::Reason;
use model::oncogenicity::OncogenicityCriterion as Criterion;

use super::{Answer, Asked};

pub(super) fn answer(asked: &Asked<'_>, criterion: Criterion) -> Answer {
    let frequency = asked.variant.population.and_then(|population| population.highest_in_gnomad());
    let Some(frequency) = frequency else { return Answer::open(Reason::new("oncogenicity_population_not_asked")) };
    let above = |name: &str| asked.release.thresholds().get(name)?.above;
    let (Some(very_common), Some(common)) = (above(VERY_COMMON_FRACTION), above(COMMON_FRACTION)) else {
        return Answer::open(Reason::new("oncogenicity_cut_off_missing"));
    };
    let told = |code: &str| Reason::new(code).with("frequency", frequency);
    let is_about = |own: Criterion| criterion == own;
    let met = (is_about(Criterion::VeryCommon) && frequency > very_common)
        || (is_about(Criterion::Common) && frequency > common)
        || (is_about(Criterion::AbsentFromControls) && frequency == Decimal::ZERO);
    if met {
        Answer::met(told("oncogenicity_frequency"))
    } else if is_about(Criterion::AbsentFromControls) && frequency <= common {
        // "Extremely low" has no number in what was read.
        Answer::open(told("oncogenicity_rare_not_absent"))
    } else {
        Answer { reason: told("oncogenicity_frequency"), ..Answer::not_met("oncogenicity_frequency") }
    }
}
