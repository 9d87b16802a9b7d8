use model::biomarker::{Biomarker, BiomarkerKind, BiomarkerState};
use model::canonical::ContentHash;
use model::hgvs::HgvsP;
use model::interval::{CallableRegions, GenomicInterval};
use model::ledger::FileLedger;
use model::small_variant::{CallMetrics, RecordSource, TranscriptConsequence, TranscriptSelection};
use model::variation::{Allele, InterResiduePosition, VcfPosition};

use super::*;

fn variant(reference: &str, alternate: &str, gene: &str) -> SmallVariant {
    SmallVariant {
        allele: Allele {
            assembly: Assembly::GRCh38,
            contig: "7".into(),
            position: VcfPosition(10),
            reference: reference.to_owned(),
            alternate: alternate.to_owned(),
        },
        consequences: vec![TranscriptConsequence {
            gene: Some(gene.to_owned()),
            transcript: None,
            selection: TranscriptSelection::Canonical,
            terms: Vec::new(),
            hgvsc: None,
            hgvsp: Some(HgvsP::from("V600E")),
            exon: None,
            intron: None,
        }],
        origin: AlleleOrigin::Unknown,
        tumor: None,
        normal: None,
        phase_set: None,
        phased_haplotype: None,
        aligned: None,
        population: None,
        reported: None,
        source: RecordSource { file: 0, line: 1 },
    }
}

fn marker(state: BiomarkerState) -> Biomarker {
    Biomarker {
        kind: BiomarkerKind::Msi,
        value: None,
        unit: None,
        state: Some(state),
        hide_value: false,
        reported: None,
        method: None,
        source: RecordSource { file: 0, line: 1 },
    }
}

fn part(samples: &[(&str, bool)], assembly: Option<Assembly>, fill: fn(&mut MolecularProfile)) -> FilePart {
    let profiles = samples.iter().map(|(name, named)| {
        let mut profile = MolecularProfile::empty(name, Assembly::GRCh38);
        fill(&mut profile);
        ProfilePart { named: *named, assembly, profile }
    });
    FilePart {
        ledger: FileLedger {
            name: "f".to_owned(),
            format: "vcf".to_owned(),
            sha256: ContentHash::of_bytes(b""),
            records: 0,
            bins: BTreeMap::new(),
            alleles: BTreeMap::new(),
            malformed: Vec::new(),
        },
        notices: Vec::new(),
        profiles: profiles.collect(),
        clinical: None,
        pedigree: None,
    }
}

const NEW: Option<Assembly> = Some(Assembly::GRCh38);

fn joined(parts: Vec<FilePart>) -> Result<Vec<String>, &'static str> {
    let names = |input: CaseInput| input.profiles.into_iter().map(|profile| profile.tumor_sample).collect();
    join(parts, &ImportOptions::default()).map(names).map_err(|error| error.code())
}

#[test]
fn files_join_by_sample_name_and_files_without_a_name_join_the_only_one() {
    let file = |samples: &[(&str, bool)]| part(samples, NEW, |_| {});
    let names = |names: &[&str]| Ok(names.iter().map(|name| (*name).to_owned()).collect());
    let differ = Err("intake_tumor_samples_differ");
    for (files, expected) in [
        (vec![file(&[("t", true)]), file(&[("t", true)])], names(&["t"])),
        (vec![file(&[("stem", false)]), file(&[("t", true)])], names(&["t"])),
        (vec![file(&[("x", false)]), file(&[("a", false)])], names(&["x"])),
        (vec![file(&[("a", true), ("b", true)]), file(&[("b", true)])], names(&["a", "b"])),
        (vec![file(&[]), file(&[("t", true)])], names(&["t"])),
        (vec![file(&[("a", true)]), file(&[("b", true)])], differ.clone()),
        (vec![file(&[("a", true), ("b", true)]), file(&[("x", false)])], differ.clone()),
        (vec![file(&[("a", true), ("b", true)]), file(&[("c", true)])], differ),
    ] {
        assert_eq!(joined(files), expected);
    }
}

#[test]
fn one_assembly_holds_for_all_files() {
    let file = |assembly| part(&[("t", true)], assembly, |_| {});
    assert_eq!(joined(vec![file(NEW), file(Some(Assembly::GRCh37))]), Err("intake_assembly_conflict"));
    assert_eq!(joined(vec![file(None)]), Err("intake_assembly_unknown"));
    assert_eq!(joined(vec![file(None), file(NEW)]), Ok(vec!["t".to_owned()]));
}

#[test]
fn an_allele_stated_twice_is_one_variant_with_all_that_was_said() {
    let vcf = part(&[("t", true)], NEW, |profile| {
        let mut one = variant("A", "T", "BRAF");
        one.tumor =
            Some(CallMetrics { depth_reads: Some(9), alternate_reads: None, vaf_fraction: None, vaf_formula: None });
        profile.small_variants.extend([one, variant("A", "G", "BRAF")]);
    });
    let cats = part(&[("item", false)], NEW, |profile| {
        let mut one = variant("AC", "TC", "BRAF");
        one.reported = Some(true);
        one.origin = AlleleOrigin::Somatic;
        let other = variant("A", "G", "OTHER");
        profile.small_variants.extend([one, other]);
    });
    let input = join(vec![vcf, cats], &ImportOptions::default()).unwrap();
    let [first, second] = input.profiles[0].small_variants.as_slice() else { panic!("two variants") };
    assert_eq!((first.reported, first.origin), (Some(true), AlleleOrigin::Somatic));
    assert_eq!(first.tumor.as_ref().unwrap().depth_reads, Some(9));
    assert_eq!((first.consequences.len(), second.consequences.len()), (1, 2));
    assert_eq!(input.notices, []);
}

#[test]
fn a_marker_stated_differently_is_kept_twice_and_said_aloud() {
    let stable = || part(&[("t", true)], NEW, |profile| profile.biomarkers.push(marker(BiomarkerState::Stable)));
    let high = part(&[("t", true)], NEW, |profile| profile.biomarkers.push(marker(BiomarkerState::High)));
    let input = join(vec![stable(), stable(), high], &ImportOptions::default()).unwrap();
    assert_eq!(input.profiles[0].biomarkers.len(), 2);
    assert_eq!(input.notices[0].code, "observation_stated_differently");
    assert_eq!(input.notices[0].parameters["count"], "1");
}

#[test]
fn a_file_whose_variants_are_not_annotated_keeps_what_it_set_aside_beside_one_that_is() {
    let stretch = |start, end| {
        let (start, end) = (InterResiduePosition(start), InterResiduePosition(end));
        CallableRegions::merged(GenomicInterval::between("7".into(), start, end))
    };
    let noted = |records: CallableRegions| Some(SetAside { watched: stretch(0, 100), records });
    let of = |assessed: bool, variants: bool, set_aside: Option<SetAside>| {
        let mut part = part(&[("t", true)], NEW, |_| {});
        let profile = &mut part.profiles[0].profile;
        profile.assessed.extend(assessed.then_some(AlterationClass::SmallVariant));
        profile.small_variants.extend(variants.then(|| variant("A", "T", "BRAF")));
        profile.set_aside = set_aside;
        part
    };
    let nothing = CallableRegions::default();
    let annotated = || of(true, true, noted(nothing.clone()));
    let joined = |one, other| {
        let mut input = join(vec![one, other], &ImportOptions::default()).unwrap();
        input.profiles.remove(0).set_aside
    };
    let told = noted(stretch(10, 11));
    for unannotated in [true, false].map(|variants| of(false, variants, told.clone())) {
        assert_eq!(joined(annotated(), unannotated), told, "second");
    }
    assert_eq!(joined(of(false, true, told.clone()), annotated()), told, "first");
    assert_eq!(joined(annotated(), of(false, true, None)), None, "nobody looked in the second");
    assert_eq!(joined(of(false, true, None), annotated()), None, "nor in the first");
    assert_eq!(joined(annotated(), of(false, false, None)), noted(nothing.clone()), "no file of small variants");
}
