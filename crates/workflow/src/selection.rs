//! Which alleles of a file are kept in full: what the rows of the release could meet, and the cut-off that it states.

use std::collections::BTreeSet;

use casefile::event::StoredSelection;
use intake::Selection;
use knowledge::Release;
use knowledge::thresholds::COMMON_ALLELE_FRACTION;
use model::Decimal;
use model::assembly::Assembly;
use model::canonical::ContentHash;

use crate::contract::ApiError;

const BILLION: u32 = 1_000_000_000;

/// What a release asks for.
pub(crate) fn selection(release: &Release) -> Selection {
    let knowledge::release::OfInterest { genes, coding_changes, alleles } = release.of_interest();
    let fraction = release.thresholds().at_least(COMMON_ALLELE_FRACTION);
    let scaled = fraction.and_then(|fraction| fraction.checked_mul(Decimal::from(BILLION)));
    let common_from = scaled.and_then(|scaled| scaled.round().try_into().ok());
    let places = |assembly| (assembly, interpretation::wild_type_places(release, assembly));
    let watched = [Assembly::GRCh37, Assembly::GRCh38].map(places).into();
    Selection { common_from, genes: Some(genes), coding_changes, alleles, watched }
}

/// The same as the case keeps it. `None` where the release states no cut-off.
///
/// # Errors
/// When the list of genes has no canonical form; not possible for text.
pub(crate) fn stored(selection: &Selection, release: &Release) -> Result<Option<StoredSelection>, ApiError> {
    let none = BTreeSet::new();
    let genes = selection.genes.as_ref().unwrap_or(&none);
    let genes_sha256 = ContentHash::of(genes).map_err(|_| ApiError::internal("event_not_canonical"))?;
    let fraction = release.thresholds().at_least(COMMON_ALLELE_FRACTION);
    Ok(fraction.map(|common_from_fraction| StoredSelection {
        release: release.id().to_owned(),
        common_from_fraction,
        genes: genes.len() as u64,
        genes_sha256,
    }))
}

/// Genes of which a release asks for every allele.
pub(crate) struct KeptGenes {
    genes: BTreeSet<String>,
    sha256: ContentHash,
}

impl KeptGenes {
    /// Those of a release.
    ///
    /// # Errors
    /// As [`stored`].
    pub(crate) fn of(release: &Release) -> Result<Self, ApiError> {
        let genes = selection(release).genes.unwrap_or_default();
        let sha256 = ContentHash::of(&genes).map_err(|_| ApiError::internal("event_not_canonical"))?;
        Ok(Self { genes, sha256 })
    }

    /// Whether a profile that was kept by another selection may lack alleles of these genes. `known` are the genes of a
    /// release that the selection may come from.
    pub(crate) fn asks_for_more(&self, kept: &StoredSelection, known: Option<&Self>) -> bool {
        let within = |known: &Self| kept.genes_sha256 == known.sha256 && self.genes.is_subset(&known.genes);
        kept.genes_sha256 != self.sha256 && !known.is_some_and(within)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_profile_may_lack_alleles_only_where_a_release_asks_for_genes_that_it_was_not_kept_for() {
        let of = |genes: &[&str]| {
            let genes: BTreeSet<String> = genes.iter().map(|&gene| gene.to_owned()).collect();
            KeptGenes { sha256: ContentHash::of(&genes).unwrap(), genes }
        };
        let kept_for = |genes: &[&str]| StoredSelection {
            release: "r".to_owned(),
            common_from_fraction: Decimal::ONE,
            genes: genes.len() as u64,
            genes_sha256: of(genes).sha256,
        };
        let (fewer, more) = (of(&["EGFR"]), of(&["EGFR", "KRAS"]));
        assert!(!more.asks_for_more(&kept_for(&["EGFR", "KRAS"]), None));
        assert!(more.asks_for_more(&kept_for(&["EGFR"]), Some(&fewer)));
        assert!(!fewer.asks_for_more(&kept_for(&["EGFR", "KRAS"]), Some(&more)), "it was kept for more");
        assert!(fewer.asks_for_more(&kept_for(&["TP53"]), Some(&more)), "nobody knows which genes it was kept for");
    }

    #[test]
    fn the_case_names_release_cut_off_and_genes() {
        let release = Release::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge-base")).unwrap();
        let selection = selection(&release);
        assert_eq!(selection.common_from, Some(10_000_000));
        let stored = stored(&selection, &release).unwrap().unwrap();
        assert_eq!(stored.release, release.id());
        assert_eq!(stored.common_from_fraction.to_string(), "0.01");
        assert_eq!(stored.genes, selection.genes.unwrap().len() as u64);
        assert!(stored.genes > 50);
    }
}
