//! Somatic or germline, as far as the file or the sample pair tells.

use model::evidence::AlleleOrigin;

use super::genotype::{Genotype, genotype};
use super::info_fields::InfoFields;
use super::sample_values::SampleValues;

/// Reads the origin: what the caller states, then what the matched normal shows, then whether the calls were made against
/// a normal that the header names. A tumour alone cannot tell.
pub(crate) fn origin(
    info: &InfoFields<'_>,
    tumor: Option<&SampleValues<'_>>,
    normal: Option<&SampleValues<'_>>,
    number: usize,
    called_against_normal: bool,
) -> AlleleOrigin {
    let status = tumor.and_then(|tumor| tumor.text("SS"));
    match status.as_deref().or(info.somatic_status) {
        Some("1") => return AlleleOrigin::Germline,
        Some("2") => return AlleleOrigin::Somatic,
        _ => {}
    }
    match (info.germline, info.somatic) {
        (true, _) => return AlleleOrigin::Germline,
        (false, true) => return AlleleOrigin::Somatic,
        (false, false) => {}
    }
    match normal.map(|normal| genotype(normal, number)) {
        Some(Genotype::Carries) => AlleleOrigin::Germline,
        Some(Genotype::Lacks) => AlleleOrigin::Somatic,
        Some(Genotype::NotCalled) => AlleleOrigin::Unknown,
        None if called_against_normal => AlleleOrigin::Somatic,
        None => AlleleOrigin::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pair_tells_and_a_tumour_alone_does_not() {
        for (info, tumor, normal, against_normal, expected) in [
            ("SOMATIC", "0/1", None, false, AlleleOrigin::Somatic),
            ("SS=1", "0/1", None, false, AlleleOrigin::Germline),
            (".", "0/1", Some("0/0"), false, AlleleOrigin::Somatic),
            (".", "0/1", Some("0/1"), false, AlleleOrigin::Germline),
            (".", "0/1", Some("./."), false, AlleleOrigin::Unknown),
            (".", "0/1", None, true, AlleleOrigin::Somatic),
            (".", "0/1", None, false, AlleleOrigin::Unknown),
        ] {
            let info = InfoFields::read(info, None);
            let tumor = SampleValues::new(&["GT"], tumor);
            let normal = normal.and_then(|gt| SampleValues::new(&["GT"], gt));
            assert_eq!(origin(&info, tumor.as_ref(), normal.as_ref(), 1, against_normal), expected);
        }
    }
}
