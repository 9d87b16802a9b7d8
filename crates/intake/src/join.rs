//! Joining what the files of one import say about the same tumour.

mod clinical;

use std::collections::{BTreeMap, BTreeSet};

use model::assembly::Assembly;
use model::case_input::CaseInput;
use model::evidence::AlleleOrigin;
use model::ledger::Ledger;
use model::notice::Notice;
use model::profile::{AlterationClass, MolecularProfile, SetAside};
use model::small_variant::SmallVariant;
use model::structural::Rearrangement;
use model::structural_variant::StructuralVariant;
use model::variation::ObservationKey;

use crate::ImportOptions;
use crate::error::{IntakeError, Question};
use crate::part::{FilePart, ProfilePart};
use crate::vcf::set_aside_by_both;

/// Joins the parts. A file that names no tumour sample joins the only one there is; files that name different ones are a
/// question, unless one of them is a cohort that has them all.
pub(crate) fn join(parts: Vec<FilePart>, options: &ImportOptions) -> Result<CaseInput, IntakeError> {
    let names: Vec<BTreeSet<String>> = parts.iter().map(named_samples).collect();
    let all: BTreeSet<String> = names.iter().flatten().cloned().collect();
    let unnamed = parts.iter().flat_map(|part| &part.profiles).any(|profile| !profile.named);
    let covered = names.contains(&all);
    if !covered || (unnamed && all.len() > 1) {
        let candidates = all.into_iter().collect();
        return Err(IntakeError::Question { file: None, question: Question::TumorSamplesDiffer { candidates } });
    }
    let assembly = one_assembly(&parts, options)?;
    let mut input = CaseInput {
        profiles: Vec::new(),
        clinical: None,
        pedigree: None,
        ledger: Ledger::default(),
        notices: Vec::new(),
    };
    let mut by_sample: BTreeMap<String, Joining> = BTreeMap::new();
    for part in parts {
        input.clinical = match (input.clinical.take(), part.clinical) {
            (Some(first), Some(second)) => {
                let (merged, notice) = clinical::merge(first, second, &part.ledger.name)?;
                input.notices.extend(notice);
                Some(merged)
            }
            (first, second) => first.or(second),
        };
        if input.pedigree.is_some() && part.pedigree.is_some() {
            input.notices.push(Notice::new("pedigree_stated_twice").with("file", &part.ledger.name));
        }
        input.pedigree = input.pedigree.or(part.pedigree);
        input.notices.extend(part.notices);
        input.ledger.files.push(part.ledger);
        for profile in part.profiles {
            // Every unnamed part meets the one named sample, or the first unnamed part's stopgap.
            let own = Some(profile.profile.tumor_sample.clone()).filter(|_| profile.named);
            let target = own.or_else(|| all.first().cloned()).or_else(|| by_sample.keys().next().cloned());
            let target = target.unwrap_or_else(|| profile.profile.tumor_sample.clone());
            add(&mut by_sample, target, profile, assembly)?;
        }
    }
    let differing: u64 = by_sample.values().map(|joining| joining.differing).sum();
    if differing > 0 {
        input.notices.push(Notice::new("observation_stated_differently").with("count", differing));
    }
    let joined: u64 = by_sample.values().map(|joining| joining.callable_files_joined).sum();
    if joined > 0 {
        input.notices.push(Notice::new("callable_regions_intersected").with("count", joined + 1));
    }
    input.profiles = by_sample.into_values().map(|joining| joining.profile).collect();
    Ok(input)
}

/// A profile that grows file by file.
struct Joining {
    profile: MolecularProfile,
    variants: BTreeMap<ObservationKey, usize>,
    differing: u64,
    callable_files_joined: u64,
}

fn named_samples(part: &FilePart) -> BTreeSet<String> {
    let named = part.profiles.iter().filter(|profile| profile.named);
    named.map(|profile| profile.profile.tumor_sample.clone()).collect()
}

fn one_assembly(parts: &[FilePart], options: &ImportOptions) -> Result<Option<Assembly>, IntakeError> {
    let stated: BTreeSet<Assembly> =
        parts.iter().flat_map(|part| &part.profiles).filter_map(|profile| profile.assembly).collect();
    if stated.len() > 1 {
        let candidates = stated.iter().map(|assembly| assembly.name().to_owned()).collect();
        return Err(IntakeError::Question { file: None, question: Question::AssemblyConflict { candidates } });
    }
    Ok(stated.first().copied().or(options.assembly))
}

fn add(
    by_sample: &mut BTreeMap<String, Joining>,
    target: String,
    part: ProfilePart,
    assembly: Option<Assembly>,
) -> Result<(), IntakeError> {
    let assembly = part.assembly.or(assembly);
    let assembly = assembly.ok_or(IntakeError::Question { file: None, question: Question::AssemblyUnknown })?;
    let joining = by_sample.entry(target.clone()).or_insert_with(|| Joining {
        profile: MolecularProfile::empty(&target, assembly),
        variants: BTreeMap::new(),
        differing: 0,
        callable_files_joined: 0,
    });
    let (old, new) = (&mut joining.profile, part.profile);
    old.set_aside = set_aside(old, &new);
    let (first, second) = if part.named {
        (new.normal_sample, old.normal_sample.take())
    } else {
        (old.normal_sample.take(), new.normal_sample)
    };
    old.normal_sample = first.or(second);
    old.test = old.test.take().or(new.test);
    old.callers.extend(new.callers);
    old.callers.sort_unstable();
    old.callers.dedup();
    old.facts.extend(new.facts);
    old.assessed.extend(new.assessed);
    old.assessed.sort_unstable();
    old.assessed.dedup();
    old.segments.extend(new.segments);
    old.gene_copy_numbers.extend(new.gene_copy_numbers);
    old.composition = match (old.composition.take(), new.composition) {
        (Some(first), Some(second)) => Some(first.joined(second)),
        (first, second) => first.or(second),
    };
    old.signatures.extend(new.signatures);
    joining.differing += u64::from(old.expression.is_some() && new.expression.is_some());
    old.expression = old.expression.take().or(new.expression);
    // Two files say together only what both say: a base that one of them leaves out may not have been seen.
    old.callable = match (old.callable.take(), new.callable) {
        (Some(first), Some(second)) => {
            joining.callable_files_joined += 1;
            Some(first.intersection(&second))
        }
        (first, second) => first.or(second),
    };
    old.chromosome_lengths.extend(new.chromosome_lengths);
    for variant in new.small_variants {
        add_variant(joining, variant);
    }
    add_others(
        joining,
        new.copy_numbers,
        |profile| &mut profile.copy_numbers,
        |a, b| (a.key() == b.key(), a.value == b.value),
    );
    add_others(
        joining,
        new.rearrangements,
        |profile| &mut profile.rearrangements,
        |a, b| (same_rearrangement(a, b), a.detail == b.detail),
    );
    add_structural(joining, new.structural_variants);
    add_others(
        joining,
        new.biomarkers,
        |profile| &mut profile.biomarkers,
        |a, b| (a.kind == b.kind, (a.value, a.state) == (b.value, b.state)),
    );
    Ok(())
}

/// Only files of small variants have a say, annotated or not, and all of them have to have noted what they set aside.
fn set_aside(old: &mut MolecularProfile, new: &MolecularProfile) -> Option<SetAside> {
    let has_a_say = |profile: &MolecularProfile| {
        let assessed = profile.assessed.contains(&AlterationClass::SmallVariant);
        assessed || !profile.small_variants.is_empty() || profile.set_aside.is_some()
    };
    let both = (has_a_say(old), has_a_say(new));
    let before = old.set_aside.take();
    match both {
        (true, true) => before.zip(new.set_aside.as_ref()).map(|(one, other)| set_aside_by_both(&one, other)),
        (false, true) => new.set_aside.clone(),
        (true | false, false) => before,
    }
}

/// The same allele stated twice (by two files, or by two lines) is one observation with all that was said about it.
fn add_variant(joining: &mut Joining, variant: SmallVariant) {
    let variants = &mut joining.profile.small_variants;
    let index = *joining.variants.entry(variant.key()).or_insert(variants.len());
    let Some(known) = variants.get_mut(index) else {
        variants.push(variant);
        return;
    };
    joining.differing += u64::from(differs(known.origin, variant.origin));
    if known.origin == AlleleOrigin::Unknown {
        known.origin = variant.origin;
    }
    known.reported = known.reported.or(variant.reported);
    known.tumor = known.tumor.take().or(variant.tumor);
    known.normal = known.normal.take().or(variant.normal);
    for consequence in variant.consequences {
        if !known.consequences.contains(&consequence) {
            known.consequences.push(consequence);
        }
    }
}

fn differs(a: AlleleOrigin, b: AlleleOrigin) -> bool {
    a != b && a != AlleleOrigin::Unknown && b != AlleleOrigin::Unknown
}

/// The same genes seen in the same kind of material. A fusion in transcripts and its breakends in DNA stand side by side.
fn same_rearrangement(a: &Rearrangement, b: &Rearrangement) -> bool {
    let basis = |event: &Rearrangement| event.call.as_ref().map(|call| call.basis);
    (a.kind, &a.five_prime, &a.three_prime, basis(a)) == (b.kind, &b.five_prime, &b.three_prime, basis(b))
}

/// A structural variant that an earlier file told is one observation; what that file left out is taken from the later one.
fn add_structural(joining: &mut Joining, new: Vec<StructuralVariant>) {
    let own = &mut joining.profile.structural_variants;
    let known: BTreeMap<ObservationKey, usize> =
        own.iter().enumerate().map(|(index, variant)| (variant.key(), index)).collect();
    for variant in new {
        let index = known.get(&variant.key()).copied();
        let Some(known) = index.and_then(|index| own.get_mut(index)) else {
            own.push(variant);
            continue;
        };
        joining.differing += u64::from(differs(known.origin, variant.origin));
        if known.origin == AlleleOrigin::Unknown {
            known.origin = variant.origin;
        }
        known.tumor = known.tumor.take().or(variant.tumor);
        known.normal = known.normal.take().or(variant.normal);
        if known.genes.is_empty() {
            (known.genes, known.genes_inside) = (variant.genes, variant.genes_inside);
        }
    }
}

/// Observations without coordinates: those of a later file join, unless they repeat an earlier one. What is stated
/// differently is kept beside the first and counted. `compare` tells whether two speak of the same, and say the same.
fn add_others<T>(
    joining: &mut Joining,
    new: Vec<T>,
    list: fn(&mut MolecularProfile) -> &mut Vec<T>,
    compare: fn(&T, &T) -> (bool, bool),
) {
    let own = list(&mut joining.profile);
    let before = own.len();
    for event in new {
        let known = own.iter().take(before).map(|known| compare(known, &event)).filter(|(same, _)| *same);
        match known.max() {
            Some((_, true)) => {}
            Some((_, false)) => {
                joining.differing += 1;
                own.push(event);
            }
            None => own.push(event),
        }
    }
}

#[cfg(test)]
mod tests;
