//! What holds for every profile: order and bystanders change nothing, and the narrower row wins.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::*;
use crate::lattice::settle;

/// Changes of several genes, so that every kind of subject is met by some profile.
const CHANGES: [(&str, &str, &str, Option<u16>); 12] = [
    ("EGFR", "p.Leu858Arg", "missense_variant", Some(21)),
    ("EGFR", "p.Thr790Met", "missense_variant", Some(20)),
    ("EGFR", "p.Glu746_Ala750del", "inframe_deletion", Some(19)),
    ("EGFR", "p.Ala763_Tyr764insPheGlnGluAla", "inframe_insertion", Some(20)),
    ("BRAF", "p.Val600Glu", "missense_variant", Some(15)),
    ("KRAS", "p.Gly12Cys", "missense_variant", Some(2)),
    ("KRAS", "p.Gly12Asp", "missense_variant", Some(2)),
    ("PIK3CA", "p.Glu545Lys", "missense_variant", Some(10)),
    ("BRCA2", "p.Lys1000fs", "frameshift_variant", Some(11)),
    ("TP53", "p.Arg175His", "missense_variant", Some(5)),
    ("IDH1", "p.Arg132His", "missense_variant", Some(4)),
    ("FLT3", "p.Asp835Tyr", "missense_variant", Some(20)),
];

const TUMOURS: [&str; 6] = ["LUAD", "COAD", "MEL", "BRCA", "AML", "CHOL"];

fn of(changes: &[(&str, &str, &str, Option<u16>)]) -> MolecularProfile {
    let small_variants = changes.iter().map(|(gene, hgvsp, term, exon)| variant(gene, hgvsp, term, *exon)).collect();
    MolecularProfile { small_variants, ..profile() }
}

fn asked(profile: &MolecularProfile, tumor: &str) -> Interpretation {
    ask_release(profile, tumor, NOW, &RELEASE)
}

/// A gene that no row names: nothing about it can be met.
fn unrelated(number: u64) -> SmallVariant {
    let mut stranger = variant("ZZZ3", "p.Gly7Asp", "missense_variant", Some(1));
    stranger.allele.contig = "22".into();
    stranger.allele.position = VcfPosition(number);
    stranger
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn a_variant_of_a_gene_that_no_row_names_changes_no_finding(
        changes in subsequence(CHANGES.to_vec(), 0..6), tumor in select(TUMOURS.to_vec()), at in 0_u64..1_000_000,
    ) {
        let alone = of(&changes);
        let before = asked(&alone, tumor);
        let mut together = alone;
        together.small_variants.insert(0, unrelated(at + 1));
        prop_assert_eq!(before, asked(&together, tumor));
    }

    #[test]
    fn the_order_of_the_input_changes_nothing(
        changes in subsequence(CHANGES.to_vec(), 0..7).prop_shuffle(), tumor in select(TUMOURS.to_vec()),
    ) {
        let mut sorted = changes.clone();
        sorted.sort();
        let told = |answer: Interpretation| {
            let findings = answer.findings.into_iter().map(|mut finding| {
                // Several variants that meet one row are alternatives, listed in the order of the file.
                let mut pairs: Vec<_> = finding.observations.drain(..).zip(finding.variants.drain(..)).collect();
                pairs.sort_by(|one, other| one.0.cmp(&other.0));
                (finding.observations, finding.variants) = pairs.into_iter().unzip();
                finding.reasons.sort_by(|one, other| (&one.code, &one.parameters).cmp(&(&other.code, &other.parameters)));
                finding
            });
            findings.collect::<Vec<_>>()
        };
        prop_assert_eq!(told(asked(&of(&changes), tumor)), told(asked(&of(&sorted), tumor)));
    }

    #[test]
    fn a_narrower_row_never_loses_to_a_broader_one(
        changes in subsequence(CHANGES.to_vec(), 1..7), tumor in select(TUMOURS.to_vec()),
    ) {
        let answer = asked(&of(&changes), tumor);
        for loser in &answer.findings {
            let Some(winner) = &loser.overruled_by else { continue };
            let winner = answer.findings.iter().find(|finding| finding.statement == *winner).unwrap();
            // In another tumour a row about this tumour may win at equal width; a broader one never does.
            prop_assert!(winner.match_kind <= loser.match_kind, "{} over {}", winner.statement, loser.statement);
            prop_assert!(winner.overruled_by.as_ref() != Some(&loser.statement));
        }
    }

    #[test]
    fn settling_twice_is_settling_once(changes in subsequence(CHANGES.to_vec(), 1..6), tumor in select(TUMOURS.to_vec())) {
        let findings = asked(&of(&changes), tumor).findings;
        let mut again = findings.clone();
        settle(&mut again);
        let standing = |findings: &[Finding]| {
            findings.iter().map(|f| (f.statement.clone(), f.overruled_by.clone(), f.contradicted_by.clone())).collect::<Vec<_>>()
        };
        prop_assert_eq!(standing(&findings), standing(&again));
    }
}
