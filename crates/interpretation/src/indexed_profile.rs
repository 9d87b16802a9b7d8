//! A profile with two indexes, built once per interpretation: by gene for the questions, by key for the answers.

use std::collections::BTreeMap;
use std::ops::Deref;

use model::profile::MolecularProfile;
use model::small_variant::SmallVariant;
use model::variation::ObservationKey;

/// A profile and where to find things in it.
#[derive(Debug)]
pub struct IndexedProfile<'p> {
    profile: &'p MolecularProfile,
    by_gene: BTreeMap<&'p str, Vec<usize>>,
    by_key: BTreeMap<ObservationKey, usize>,
}

impl<'p> IndexedProfile<'p> {
    /// Indexes the small variants of a profile; of two with one key the first is found.
    pub fn new(profile: &'p MolecularProfile) -> Self {
        let mut by_gene: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut by_key = BTreeMap::new();
        for (index, variant) in profile.small_variants.iter().enumerate() {
            by_key.entry(variant.key()).or_insert(index);
            for gene in variant.consequences.iter().filter_map(|consequence| consequence.gene.as_deref()) {
                let indices = by_gene.entry(gene).or_default();
                if indices.last() != Some(&index) {
                    indices.push(index);
                }
            }
        }
        // A row may spell an indel as its laboratory does, before it is left-aligned.
        for (index, variant) in profile.small_variants.iter().enumerate().filter(|(_, own)| own.aligned.is_some()) {
            by_key.entry(ObservationKey::Allele(variant.allele.trimmed())).or_insert(index);
        }
        Self { profile, by_gene, by_key }
    }

    /// The small variants that some transcript of a gene sees, in file order.
    pub fn of_gene(&self, gene: &str) -> impl Iterator<Item = (usize, &'p SmallVariant)> {
        let indices = self.by_gene.get(gene).map(Vec::as_slice).unwrap_or_default();
        indices.iter().filter_map(|index| self.profile.small_variants.get(*index).map(|variant| (*index, variant)))
    }

    /// The small variant of a key.
    pub fn of_key(&self, key: &ObservationKey) -> Option<(usize, &'p SmallVariant)> {
        let index = *self.by_key.get(key)?;
        self.profile.small_variants.get(index).map(|variant| (index, variant))
    }
}

impl Deref for IndexedProfile<'_> {
    type Target = MolecularProfile;

    fn deref(&self) -> &MolecularProfile {
        self.profile
    }
}
