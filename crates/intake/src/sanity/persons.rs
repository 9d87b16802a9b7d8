//! Whether samples are of the persons they are said to be of: pairs, families and sexes.

use model::notice::Notice;
use model::pedigree::{Pedigree, PedigreeMember};
use model::person::Sex;

use crate::sample_sites::{Dosage, FileSites, SexSites};

/// Sites at which both samples of a pair are homozygous, one at least for the alternate. One person's are all the same,
/// whatever the tumour lost; of two strangers' a fifth and more differ.
const PAIR_SITES_NEEDED: u64 = 50;
/// Percent of them that differ: ten times what errors of genotyping reach.
const PAIR_PERCENT: u64 = 5;
/// A somatic file has no site that both carry; without some it tells nothing about persons.
const SHARED_NEEDED: u64 = 20;
/// Sites that a family is judged by. A list cut down to new mutations is shorter, and would look like strangers.
const FAMILY_SITES_NEEDED: u64 = 100;
/// Percent that no inheritance explains: errors of genotyping reach two, a strange parent seventeen.
const FAMILY_PERCENT: u64 = 5;
/// Percent of sites that agree in two samples of one person, or of identical twins.
const IDENTICAL_PERCENT: u64 = 99;
/// Sites on X that a sex is judged by.
const X_SITES_NEEDED: u64 = 30;
/// Percent heterozygous on X: men have errors only, women a third and more. Between them nothing is said.
const X_MALE_AT_MOST: u64 = 15;
const X_FEMALE_AT_LEAST: u64 = 35;
/// Variants on Y that a man has at least, and that a woman has at most (reads that lie there by mistake).
const Y_MALE_AT_LEAST: u64 = 3;
const Y_FEMALE_AT_MOST: u64 = 9;

/// Notices about the samples of all files of one case.
pub(super) fn notices(files: &[FileSites], pedigree: Option<&Pedigree>, stated: Option<Sex>) -> Vec<Notice> {
    let mut notices: Vec<Notice> = files.iter().flat_map(pair).collect();
    notices.extend(files.iter().filter_map(|file| normal_sex(file, stated?)));
    if let Some(family) = pedigree {
        notices.extend(files.iter().flat_map(|file| of_family(file, family)));
    }
    notices
}

/// Tumour and normal of one file.
fn pair(file: &FileSites) -> Vec<Notice> {
    let (Some(tumor), Some(normal)) = (file.tumor, file.normal) else { return Vec::new() };
    let (mut shared, mut opposite) = (0, 0);
    for dosages in file.sites.values() {
        match (dosages.get(tumor), dosages.get(normal)) {
            (Some(Dosage::Two), Some(Dosage::Two)) => shared += 1,
            (Some(Dosage::None), Some(Dosage::Two)) | (Some(Dosage::Two), Some(Dosage::None)) => opposite += 1,
            _ => {}
        }
    }
    let sites = shared + opposite;
    let strangers = shared >= SHARED_NEEDED && sites >= PAIR_SITES_NEEDED && reaches(opposite, sites, PAIR_PERCENT);
    let twice = file.pair_read >= PAIR_SITES_NEEDED && file.pair_read == file.pair_same;
    let told = |code: &str, sites: u64| Notice::new(code).with("file", &file.file).with("sites", sites);
    let mut notices = Vec::new();
    notices.extend(strangers.then(|| told("tumor_normal_of_two_persons", sites).with("count", opposite)));
    notices.extend(twice.then(|| told("sample_given_twice", file.pair_read)));
    notices
}

fn normal_sex(file: &FileSites, stated: Sex) -> Option<Notice> {
    let shown = shown_sex(file.sexes.get(file.normal?)?)?;
    let differs = matches!(stated, Sex::Male | Sex::Female) && shown != stated;
    differs.then(|| Notice::new("sex_differs_from_record").with("file", &file.file))
}

fn of_family(file: &FileSites, family: &Pedigree) -> Vec<Notice> {
    let column = |name: &str| file.samples.iter().position(|sample| sample == name);
    let present: Vec<(&PedigreeMember, usize)> =
        family.members.iter().filter_map(|member| Some((member, column(&member.individual)?))).collect();
    let mut notices = Vec::new();
    for (member, own) in &present {
        let shown = file.sexes.get(*own).and_then(shown_sex);
        let stated = Some(member.sex).filter(|sex| matches!(sex, Sex::Male | Sex::Female));
        if shown.zip(stated).is_some_and(|(shown, stated)| shown != stated) {
            notices.push(Notice::new("family_sex_differs").with("line", member.source.line));
        }
        let parent = |name: &Option<String>| column(name.as_deref()?);
        if let (Some(father), Some(mother)) = (parent(&member.father), parent(&member.mother)) {
            let (sites, errors) = inheritance(file, *own, (father, mother));
            if sites >= FAMILY_SITES_NEEDED && reaches(errors, sites, FAMILY_PERCENT) {
                let line = member.source.line;
                let notice = Notice::new("family_does_not_fit").with("line", line).with("sites", sites);
                notices.push(notice.with("count", errors));
            }
        }
    }
    for (at, (member, own)) in present.iter().enumerate() {
        for (other, column) in present.iter().skip(at + 1) {
            let (sites, same) = agreement(file, *own, *column);
            if sites >= FAMILY_SITES_NEEDED && reaches(same, sites, IDENTICAL_PERCENT) {
                let lines = format!("{}, {}", member.source.line, other.source.line);
                notices.push(Notice::new("family_members_identical").with("lines", lines).with("sites", sites));
            }
        }
    }
    notices
}

/// The sex that X and Y show; `None` where there is too little, or where they disagree.
fn shown_sex(sites: &SexSites) -> Option<Sex> {
    let on_x = sites.x_heterozygous + sites.x_homozygous;
    if on_x < X_SITES_NEEDED {
        return None;
    }
    let heterozygous = sites.x_heterozygous.saturating_mul(100) / on_x;
    if heterozygous <= X_MALE_AT_MOST && sites.y_carried >= Y_MALE_AT_LEAST {
        Some(Sex::Male)
    } else if heterozygous >= X_FEMALE_AT_LEAST && sites.y_carried <= Y_FEMALE_AT_MOST {
        Some(Sex::Female)
    } else {
        None
    }
}

/// Sites at which all three were called and one carries the alternate, and those that no inheritance explains.
fn inheritance(file: &FileSites, child: usize, (father, mother): (usize, usize)) -> (u64, u64) {
    let gives = |dosage: Dosage, alternate: bool| dosage == Dosage::One || (dosage == Dosage::Two) == alternate;
    let (mut sites, mut errors) = (0, 0);
    for dosages in file.sites.values() {
        let three = [child, father, mother].map(|column| dosages.get(column).copied().unwrap_or(Dosage::NotCalled));
        let [child, father, mother] = three;
        if three.contains(&Dosage::NotCalled) || three.iter().all(|one| *one == Dosage::None) {
            continue;
        }
        let possible = match child {
            Dosage::None | Dosage::NotCalled => gives(father, false) && gives(mother, false),
            Dosage::Two => gives(father, true) && gives(mother, true),
            Dosage::One => {
                (gives(father, true) && gives(mother, false)) || (gives(father, false) && gives(mother, true))
            }
        };
        sites += 1;
        errors += u64::from(!possible);
    }
    (sites, errors)
}

/// Sites at which both were called and one carries the alternate, and those at which they are the same.
fn agreement(file: &FileSites, one: usize, other: usize) -> (u64, u64) {
    let pairs = file.sites.values().filter_map(|dosages| dosages.get(one).zip(dosages.get(other)));
    let called = pairs.filter(|(a, b)| **a != Dosage::NotCalled && **b != Dosage::NotCalled);
    let carried = called.filter(|(a, b)| **a != Dosage::None || **b != Dosage::None);
    carried.fold((0, 0), |(sites, same), (a, b)| (sites + 1, same + u64::from(a == b)))
}

fn reaches(count: u64, of: u64, percent: u64) -> bool {
    count.saturating_mul(100) >= of.saturating_mul(percent)
}

#[cfg(test)]
mod tests;
