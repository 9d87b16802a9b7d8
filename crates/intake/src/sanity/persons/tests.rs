use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::{ImportOptions, read_files};

const HEADER: &str =
    "##fileformat=VCFv4.2\n##contig=<ID=chr1,length=248956422>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT";

/// Invented genotypes: the same ones in every run.
struct Dice(u64);

impl Dice {
    fn allele(&mut self) -> u8 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u8::from((self.0 >> 33) % 10 < 3)
    }

    fn stranger(&mut self) -> [u8; 2] {
        [self.allele(), self.allele()]
    }

    fn child(&mut self, father: [u8; 2], mother: [u8; 2]) -> [u8; 2] {
        let from = |parent: [u8; 2], first: u8| if first == 1 { parent[0] } else { parent[1] };
        [from(father, self.allele()), from(mother, self.allele())]
    }
}

type Site = Vec<[u8; 2]>;

fn vcf(samples: &[&str], lines: &[(&str, u64, Site)]) -> String {
    let mut text = format!("{HEADER}\t{}\n", samples.join("\t"));
    for (contig, position, genotypes) in lines {
        write!(text, "{contig}\t{position}\t.\tA\tG\t.\tPASS\t.\tGT:AD:DP").unwrap();
        for (genotype, at) in genotypes.iter().zip(0..) {
            let depth = 30 + (position + at) % 7;
            write!(text, "\t{}/{}:{depth},9:{depth}", genotype[0], genotype[1]).unwrap();
        }
        text.push('\n');
    }
    text
}

fn codes(files: &[(&str, &str)], tumor: &str, normal: Option<&str>) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = files
        .iter()
        .map(|(name, text)| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).unwrap();
            path
        })
        .collect();
    let options = ImportOptions {
        tumor_sample: Some(tumor.to_owned()),
        normal_sample: normal.map(str::to_owned),
        ..ImportOptions::default()
    };
    found(&paths, &options)
}

fn found(paths: &[PathBuf], options: &ImportOptions) -> Vec<String> {
    let known = ["tumor_normal_of_two_persons", "sample_given_twice", "sex_differs", "family_"];
    let codes = read_files(paths, options).unwrap().notices.into_iter().map(|notice| notice.code);
    codes.filter(|code| known.iter().any(|known| code.starts_with(known))).collect()
}

const FAMILY: &str = "F\tchild\tfather\tmother\t1\t2\nF\tfather\t0\t0\t1\t1\nF\tmother\t0\t0\t2\t1\n";

/// Child, father, mother, and a stranger.
fn family(sites: u64) -> Vec<(&'static str, u64, Site)> {
    let mut dice = Dice(7);
    (1..=sites)
        .map(|at| {
            let (father, mother, stranger) = (dice.stranger(), dice.stranger(), dice.stranger());
            ("chr1", at * 1_000, vec![dice.child(father, mother), father, mother, stranger])
        })
        .collect()
}

#[test]
fn a_family_that_fits_is_silent_and_one_that_does_not_is_said_aloud() {
    for (samples, sites, expected) in [
        (["child", "father", "mother", "x"], 400, &[][..]),
        (["child", "x", "mother", "father"], 400, &["family_does_not_fit"][..]),
        (["father", "child", "mother", "x"], 400, &["family_does_not_fit"]),
        (["x", "father", "mother", "child"], 400, &["family_does_not_fit"]),
        (["x", "father", "mother", "child"], 80, &[]),
    ] {
        let text = vcf(&samples, &family(sites));
        assert_eq!(codes(&[("a.vcf", &text), ("a.ped", FAMILY)], "child", None), expected, "{samples:?} {sites}");
    }
}

#[test]
fn two_members_with_one_genotype_are_one_sample_or_twins() {
    let mut sites = family(400);
    for (_, _, genotypes) in &mut sites {
        genotypes[2] = genotypes[1];
    }
    let text = vcf(&["child", "father", "mother", "x"], &sites);
    let codes = codes(&[("a.vcf", &text), ("a.ped", FAMILY)], "child", None);
    assert!(codes.contains(&"family_members_identical".to_owned()), "{codes:?}");
}

#[test]
fn a_pair_of_two_persons_is_said_aloud_and_a_tumour_that_lost_alleles_is_not() {
    let mut dice = Dice(3);
    let mut strangers = Vec::new();
    let mut one_person = Vec::new();
    for at in 1..=4_000 {
        let own = dice.stranger();
        strangers.push(("chr1", at * 1_000, vec![own, dice.stranger()]));
        one_person.push(("chr1", at * 1_000, vec![[own[0], own[0]], own]));
    }
    let somatic: Vec<_> = (1..=600).map(|at| ("chr1", at * 1_000, vec![[1, 1], [0, 0]])).collect();
    let asked = |sites: &[_]| codes(&[("a.vcf", &vcf(&["T", "N"], sites))], "T", Some("N"));
    assert_eq!(asked(&strangers), ["tumor_normal_of_two_persons"]);
    assert_eq!(asked(&strangers[..40]), [] as [&str; 0]);
    assert_eq!(asked(&one_person), [] as [&str; 0]);
    assert_eq!(asked(&somatic), [] as [&str; 0], "a list of somatic variants tells nothing about persons");
}

#[test]
fn one_sample_given_as_tumour_and_normal_is_said_aloud() {
    let text = vcf(&["T"], &family(100).iter().map(|(c, p, g)| (*c, *p, vec![g[1]])).collect::<Vec<_>>());
    let doubled: String = text
        .lines()
        .map(|line| match line.rsplit_once('\t') {
            Some((_, "T")) => format!("{line}\tN\n"),
            Some((_, cell)) if !line.starts_with('#') => format!("{line}\t{cell}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    assert_eq!(codes(&[("a.vcf", &doubled)], "T", Some("N")), ["sample_given_twice"]);
}

/// `heterozygous` of 100 sites on X, `on_y` on Y, for the child.
fn sexed(heterozygous: usize, on_y: u64, position: u64) -> String {
    let x = (0..100).map(|at| {
        let genotype = if at < heterozygous { [0, 1] } else { [1, 1] };
        ("chrX", position + at as u64, vec![genotype])
    });
    let y = (0..on_y).map(|at| ("chrY", 10_000_000 + at, vec![[1, 1]]));
    vcf(&["child"], &x.chain(y).collect::<Vec<_>>())
}

#[test]
fn the_sex_of_the_pedigree_is_compared_outside_the_pseudoautosomal_regions() {
    for (heterozygous, on_y, position, expected) in [
        (2, 20, 50_000_000, &[][..]),
        (60, 0, 50_000_000, &["family_sex_differs"][..]),
        (60, 20, 50_000_000, &[]),
        (25, 0, 50_000_000, &[]),
        (60, 0, 2_000_000, &[]),
    ] {
        let text = sexed(heterozygous, on_y, position);
        let codes = codes(&[("a.vcf", &text), ("a.ped", FAMILY)], "child", None);
        assert_eq!(codes, expected, "{heterozygous} {on_y} {position}");
    }
}

#[test]
fn real_trios_of_few_sites_are_not_judged_straight_or_swapped() {
    let given = std::env::var_os("SHIRUBE_TESTDATA").map(PathBuf::from);
    let data = given.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"));
    if !data.is_dir() {
        eprintln!("SKIPPED: no test data at {}; set SHIRUBE_TESTDATA", data.display());
        return;
    }
    let data = data.join("germline-trio");
    let asked = |name: &str| ImportOptions { tumor_sample: Some(name.to_owned()), ..ImportOptions::default() };
    for (vcf, ped, child, parent) in [
        ("talos_joint.vcf.bgz", "talos_pedigree.ped", "proband", "mother"),
        ("comphet.csq.vcf", "comphet.csq.ped", "UDN810123", "UDN971716"),
    ] {
        let straight = [data.join(vcf), data.join(ped)];
        assert_eq!(found(&straight, &asked(child)), [] as [&str; 0], "{vcf}");
        let folder = tempfile::tempdir().unwrap();
        let swapped = folder.path().join("swapped.ped");
        let text = std::fs::read_to_string(data.join(ped)).unwrap();
        let text = text.replace(child, "\u{1}").replace(parent, child).replace('\u{1}', parent);
        std::fs::write(&swapped, text).unwrap();
        let found = found(&[data.join(vcf), swapped], &asked(child));
        assert!(found.iter().all(|code| !code.starts_with("family_does_not_fit")), "{vcf}: {found:?}");
    }
}
