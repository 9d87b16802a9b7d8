//! Where genes lie: by the reference pack, else by what the files say about them.

use std::collections::BTreeMap;

use model::profile::MolecularProfile;
use model::reference::ReferencePack;
use model::structural_variant::GeneRelation;

use super::count;
use crate::contract::GenePlace;

/// Every gene whose place is known.
pub(crate) struct GenePlaces(BTreeMap<String, GenePlace>);

impl GenePlaces {
    /// From a profile and, where there is one, a pack.
    pub(crate) fn of(profile: &MolecularProfile, pack: Option<&ReferencePack>) -> Self {
        let mut places = Self(BTreeMap::new());
        for gene in pack.into_iter().flat_map(|pack| &pack.facts().genes) {
            if gene.assembly == profile.assembly && gene.contig.is_chromosome() {
                let bases = (gene.span.start + 1, gene.span.end);
                places.add(&gene.gene, (gene.contig.name(), bases, "reference"));
            }
        }
        for segment in &profile.segments {
            let bases = (segment.place.first_base().0, segment.place.last_base().0);
            for gene in &segment.genes {
                places.add(gene, (segment.place.contig.name(), bases, "segment"));
            }
        }
        for variant in &profile.structural_variants {
            for gene in &variant.genes {
                let ends = match gene.relation {
                    GeneRelation::AtFirst | GeneRelation::AtBoth => Some(&variant.first),
                    GeneRelation::AtSecond => variant.second.as_ref(),
                    GeneRelation::AtOneEnd | GeneRelation::Inside | GeneRelation::Near => None,
                };
                if let Some(end) = ends {
                    let position = end.place.position.0;
                    places.add(&gene.gene, (end.place.contig.name(), (position, position), "breakend"));
                }
            }
        }
        places
    }

    /// The place of a gene; letter case does not matter.
    pub(crate) fn find(&self, gene: &str) -> Option<&GenePlace> {
        let folded = || self.0.iter().find(|(name, _)| name.eq_ignore_ascii_case(gene)).map(|(_, place)| place);
        self.0.get(gene).or_else(folded)
    }

    /// The place of a gene by its exact symbol.
    pub(super) fn get(&self, gene: &str) -> Option<GenePlace> {
        self.0.get(gene).cloned()
    }

    /// The first source that speaks of a gene counts; several segments of one file make one stretch.
    fn add(&mut self, gene: &str, (chromosome, (start, end), known_from): (&str, (u64, u64), &str)) {
        let (start, end) = (count(start), count(end));
        let place = self.0.entry(gene.to_owned()).or_insert_with(|| GenePlace {
            gene: gene.to_owned(),
            chromosome: chromosome.to_owned(),
            start,
            end,
            known_from: known_from.to_owned(),
        });
        if place.chromosome == chromosome && place.known_from == known_from && known_from == "segment" {
            place.start = place.start.min(start);
            place.end = place.end.max(end);
        }
    }
}
