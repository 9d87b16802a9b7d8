//! Copy numbers that nobody called: the cut-offs of the release decide, on the digits as received.
//!
//! A ratio becomes copies by the mixture that it was measured on: with purity `p`, ploidy `P` and `n` copies in a tumour cell,
//! `2^log2 = (p·n + 2(1−p)) / (p·P + 2(1−p))`, where normal cells have two copies.

use knowledge::thresholds::{AMPLIFICATION, HOMOZYGOUS_DELETION, Threshold, Thresholds};
use model::Decimal;
use model::assessed::Met;
use model::copy_number::{GeneCopyNumber, TumorComposition};
use model::evidence::{Basis, MatchKind};
use model::finding::Reason;
use model::structural::CopyNumberChange;
use model::variation::ObservationKey;

use super::Evaluation;
use crate::indexed_profile::IndexedProfile;

/// Digits of a copy number in a reason.
const SHOWN_DIGITS: u32 = 4;

/// The natural logarithm of two.
const LN_2: Decimal = Decimal::from_parts(0xAA7A_65BF, 0x81F5_2F01, 0x1665_943F, false, 28);

/// Terms after which the series of a number below `ln 2` no longer changes 28 digits.
const SERIES_TERMS: u32 = 28;

/// Beyond this a ratio is no measurement.
const LARGEST_EXPONENT: u64 = 32;

/// Copies of one gene in a tumour cell.
struct Copies {
    /// Over the whole gene, the fewest.
    least: Decimal,
    /// The most, where the table tells.
    most: Option<Decimal>,
    ploidy: Decimal,
    converted: bool,
}

/// The answer by numbers; `None` where the profile has none of this gene.
pub(super) fn evaluate(
    gene: &str,
    wanted: CopyNumberChange,
    profile: &IndexedProfile<'_>,
    thresholds: &Thresholds,
) -> Option<Evaluation> {
    let rows = profile.gene_copy_numbers.iter().filter(|row| row.gene == gene);
    let mut answers: Vec<Evaluation> =
        rows.map(|row| one(row, wanted, profile.composition.as_ref(), thresholds)).collect();
    let first = answers.pop()?;
    // Rows that disagree about a gene decide nothing.
    let agree = answers.iter().all(|answer| answer.met == first.met);
    Some(if agree { first } else { open(Reason::new("copy_number_not_classified").with("gene", gene)) })
}

fn one(
    row: &GeneCopyNumber,
    wanted: CopyNumberChange,
    composition: Option<&TumorComposition>,
    thresholds: &Thresholds,
) -> Evaluation {
    let named = |code: &str| Reason::new(code).with("gene", &row.gene);
    if row.measured.total.is_none() && row.measured.log2_ratio.is_none() {
        return open(named("copy_number_not_classified"));
    }
    let Some((purity, ploidy)) = composition.and_then(TumorComposition::usable) else {
        return open(named("copy_number_purity_missing"));
    };
    let Some(copies) = copies(row, purity, ploidy) else {
        return open(named("copy_number_ratio_impossible"));
    };
    let lost = matches!(wanted, CopyNumberChange::HomozygousDeletion | CopyNumberChange::Loss);
    if let Some(doubtful) = composition.filter(|composition| composition.doubts_gene(lost)) {
        let words = doubtful.fit_words.as_deref().unwrap_or("-");
        return open(named("copy_number_fit_doubtful").with("words", words));
    }
    let amplification = thresholds.get(AMPLIFICATION);
    let deletion = thresholds.get(HOMOZYGOUS_DELETION);
    let answer = match wanted {
        CopyNumberChange::Amplification => amplification.and_then(|threshold| amplified(row, &copies, threshold)),
        CopyNumberChange::HomozygousDeletion => deletion.and_then(|threshold| deleted(row, &copies, threshold)),
        // An amplification is a gain and a homozygous deletion a loss; for less than that no cut-off is known.
        CopyNumberChange::Gain => amplification.and_then(|threshold| amplified(row, &copies, threshold)).filter(is_hit),
        CopyNumberChange::Loss => deletion.and_then(|threshold| deleted(row, &copies, threshold)).filter(is_hit),
        CopyNumberChange::Neutral => None,
    };
    let not_classified = || open(named("copy_number_not_classified"));
    let mut answer = answer.unwrap_or_else(not_classified);
    // The cut-offs are stated for fitted copies. Of a converted ratio only a clear amplification is told.
    if copies.converted && !(is_hit(&answer) && is_raised(wanted)) && answer.met != Met::NotAssessed {
        answer = not_classified();
    }
    if copies.converted && answer.touched {
        answer.reasons.push(named("copy_number_from_log2"));
    }
    answer
}

fn is_hit(evaluation: &Evaluation) -> bool {
    !evaluation.hits.is_empty()
}

fn is_raised(wanted: CopyNumberChange) -> bool {
    matches!(wanted, CopyNumberChange::Amplification | CopyNumberChange::Gain)
}

fn open(reason: Reason) -> Evaluation {
    Evaluation::not_assessed(MatchKind::CopyNumber, reason).touching()
}

/// `None` where a number cannot be computed, or the release does not say which side of its cut-off counts.
fn amplified(row: &GeneCopyNumber, copies: &Copies, threshold: &Threshold) -> Option<Evaluation> {
    let cut_off = threshold.above?.checked_mul(copies.ploidy)?;
    let reason = |code: &str| {
        let reason = Reason::new(code).with("gene", &row.gene).with("copies", shown(copies.least));
        reason.with("cut_off", shown(cut_off)).with("ploidy", shown(copies.ploidy))
    };
    Some(if copies.least > cut_off {
        let reason = reason("copy_number_above_cut_off");
        hit(&row.gene, CopyNumberChange::Amplification, reason, threshold)
    } else if copies.most.is_some_and(|most| most > cut_off) {
        open(reason("copy_number_partly_amplified"))
    } else if copies.least > copies.ploidy || copies.most.is_some_and(|most| most > copies.ploidy) {
        // Another test may call less than this an amplification: it must not read as negative.
        open(reason("copy_number_raised").with("copies", shown(copies.most.unwrap_or(copies.least))))
    } else {
        Evaluation { absence_measured: true, ..Evaluation::not_met(MatchKind::CopyNumber) }
    })
}

fn deleted(row: &GeneCopyNumber, copies: &Copies, threshold: &Threshold) -> Option<Evaluation> {
    let cut_off = threshold.below?;
    Some(if copies.least < cut_off {
        let reason = Reason::new("copy_number_below_cut_off").with("gene", &row.gene);
        let reason = reason.with("copies", shown(copies.least)).with("cut_off", cut_off);
        hit(&row.gene, CopyNumberChange::HomozygousDeletion, reason, threshold)
    } else {
        Evaluation { absence_measured: true, ..Evaluation::not_met(MatchKind::CopyNumber) }
    })
}

fn hit(gene: &str, change: CopyNumberChange, reason: Reason, threshold: &Threshold) -> Evaluation {
    let key = ObservationKey::CopyNumber { gene: gene.to_owned(), change };
    let leans_on_memory = threshold.basis == Basis::FromMemory;
    Evaluation { leans_on_memory, ..Evaluation::hit(MatchKind::CopyNumber, key, reason) }
}

fn shown(value: Decimal) -> Decimal {
    value.round_dp(SHOWN_DIGITS).normalize()
}

/// Copies in a tumour cell; `None` where a ratio would mean fewer than none, or more than any cell could hold.
fn copies(row: &GeneCopyNumber, purity: Decimal, ploidy: Decimal) -> Option<Copies> {
    if let Some(least) = row.measured.total {
        return Some(Copies { least, most: row.most, ploidy, converted: false });
    }
    let least = of_ratio(row.measured.log2_ratio?, purity, ploidy).filter(|copies| *copies >= Decimal::ZERO)?;
    Some(Copies { least, most: None, ploidy, converted: true })
}

fn of_ratio(log2_ratio: Decimal, purity: Decimal, ploidy: Decimal) -> Option<Decimal> {
    let normal = Decimal::TWO.checked_mul(Decimal::ONE.checked_sub(purity)?)?;
    let whole = purity.checked_mul(ploidy)?.checked_add(normal)?;
    power_of_two(log2_ratio)?.checked_mul(whole)?.checked_sub(normal)?.checked_div(purity)
}

/// Two to the power of a number: its whole part by doubling or halving, the rest by the exponential series.
fn power_of_two(exponent: Decimal) -> Option<Decimal> {
    let natural = exponent.fract().checked_mul(LN_2)?;
    let mut term = Decimal::ONE;
    let mut power = Decimal::ONE;
    for step in 1..=SERIES_TERMS {
        term = term.checked_mul(natural)?.checked_div(Decimal::from(step))?;
        power = power.checked_add(term)?;
    }
    let whole = i64::try_from(exponent.trunc()).ok().filter(|whole| whole.unsigned_abs() <= LARGEST_EXPONENT)?;
    for _ in 0..whole.unsigned_abs() {
        power = if whole > 0 { power.checked_mul(Decimal::TWO)? } else { power.checked_div(Decimal::TWO)? };
    }
    Some(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_two_are_exact_to_more_digits_than_any_file_writes() {
        let power =
            |text: &str| power_of_two(text.parse().unwrap()).map(|power| power.round_dp(15).normalize().to_string());
        for (exponent, expected) in [
            ("0", "1"),
            ("3", "8"),
            ("-2", "0.25"),
            ("0.5", "1.414213562373095"),
            ("1.2", "2.29739670999407"),
            ("-1.7", "0.307786103336229"),
        ] {
            assert_eq!(power(exponent).as_deref(), Some(expected), "{exponent}");
        }
        assert_eq!((power("400"), power("-400")), (None, None));
    }
}
