//! What the rows of a release could meet in a genome: the rest need not be kept in full.

use std::collections::BTreeSet;

use model::assembly::Assembly;
use model::variation::Allele;

use super::Release;
use crate::criterion::Atom;

/// Genes, coding changes and alleles that a release speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfInterest {
    /// Genes of statements (partners of fusions too), of the list of roles and of the recurrent places.
    pub genes: BTreeSet<String>,
    /// Changes of coding sequence that statements name: gene, and description without accession.
    pub coding_changes: BTreeSet<(String, String)>,
    /// Alleles that statements name by coordinates, trimmed; also as the chains of the reference pack lift them.
    pub alleles: BTreeSet<Allele>,
}

impl Release {
    /// Every gene, coding change and allele that a row of this release names.
    pub fn of_interest(&self) -> OfInterest {
        let mut found = OfInterest { genes: self.by_gene.keys().cloned().collect(), ..OfInterest::default() };
        found.genes.extend(self.genes.iter().map(|gene| gene.symbol.clone()));
        found.genes.extend(self.hotspots.iter().map(|of_gene| of_gene.gene.clone()));
        for subject in self.statements.iter().filter_map(|statement| statement.subject.as_ref()) {
            subject.visit(&mut |atom| match atom {
                Atom::Allele(allele) => found.alleles.extend(self.on_every_assembly(&allele.trimmed())),
                Atom::Coding { gene, change } => {
                    found.coding_changes.insert((gene.clone(), change.clone()));
                }
                Atom::Protein { .. }
                | Atom::Codon { .. }
                | Atom::Exon { .. }
                | Atom::Class { .. }
                | Atom::WildType { .. }
                | Atom::Fusion(_)
                | Atom::CopyNumber { .. }
                | Atom::Residues { .. }
                | Atom::Biallelic { .. }
                | Atom::FusionExons { .. }
                | Atom::Signature { .. }
                | Atom::Expression { .. }
                | Atom::Cytogenetic { .. }
                | Atom::Biomarker { .. }
                | Atom::Unreadable { .. } => {}
            });
        }
        found
    }

    fn on_every_assembly(&self, allele: &Allele) -> impl Iterator<Item = Allele> {
        let lift = |assembly| self.reference()?.lift(allele, assembly).ok();
        let others = [Assembly::GRCh37, Assembly::GRCh38].into_iter().filter(|other| *other != allele.assembly);
        std::iter::once(allele.clone()).chain(others.filter_map(lift)).collect::<Vec<_>>().into_iter()
    }
}
