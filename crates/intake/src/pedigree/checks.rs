//! What cannot be right about a family. Names stay out of the notices: lines are enough to find the persons.

use std::collections::BTreeMap;

use model::notice::Notice;
use model::pedigree::{Pedigree, PedigreeMember};
use model::person::Sex;

use crate::part::FileIdentity;

/// How many lines a notice names.
const LINES_NAMED: usize = 10;

type Persons<'p> = BTreeMap<(&'p str, &'p str), (usize, &'p PedigreeMember)>;

/// Parents without a line, mothers that are men and fathers that are women, persons among their own ancestors, and
/// several families in one file.
pub(super) fn notices(file: &FileIdentity, pedigree: &Pedigree) -> Vec<Notice> {
    let persons: Persons<'_> = pedigree
        .members
        .iter()
        .enumerate()
        .map(|(index, member)| ((member.family.as_str(), member.individual.as_str()), (index, member)))
        .collect();
    let of = |odd: &dyn Fn(&PedigreeMember) -> bool| {
        pedigree.members.iter().filter(|member| odd(member)).map(|member| member.source.line).collect::<Vec<u64>>()
    };
    let found = |child: &PedigreeMember, parent: &Option<String>| {
        persons.get(&(child.family.as_str(), parent.as_deref()?)).map(|(_, parent)| parent.sex)
    };
    let missing = of(&|child| {
        [&child.father, &child.mother].into_iter().any(|parent| parent.is_some() && found(child, parent).is_none())
    });
    let wrong_sex =
        of(&|child| found(child, &child.father) == Some(Sex::Female) || found(child, &child.mother) == Some(Sex::Male));
    let codes = [
        ("pedigree_parent_missing", missing),
        ("pedigree_parent_sex", wrong_sex),
        ("pedigree_loop", in_loops(pedigree, &persons)),
    ];
    let lines = codes.into_iter().filter(|(_, lines)| !lines.is_empty()).map(|(code, lines)| {
        let named: Vec<String> = lines.iter().take(LINES_NAMED).map(u64::to_string).collect();
        file.notice(code).with("count", lines.len()).with("lines", named.join(", "))
    });
    let families = pedigree.families();
    lines.chain((families > 1).then(|| file.notice("pedigree_several_families").with("count", families))).collect()
}

/// Lines of persons that are, or descend from, their own ancestors: those that stay when founders, and everybody whose
/// parents are gone, are taken away again and again.
fn in_loops(pedigree: &Pedigree, persons: &Persons<'_>) -> Vec<u64> {
    let parents = |child: &PedigreeMember| {
        let names = [child.father.as_deref(), child.mother.as_deref()];
        let known = names.into_iter().flatten().filter_map(|name| persons.get(&(child.family.as_str(), name)));
        known.map(|(index, _)| *index).collect::<Vec<usize>>()
    };
    let mut children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut waiting: BTreeMap<usize, usize> = BTreeMap::new();
    let mut free = Vec::new();
    for (index, member) in pedigree.members.iter().enumerate() {
        let parents = parents(member);
        if parents.is_empty() {
            free.push(index);
        } else {
            waiting.insert(index, parents.len());
        }
        for parent in parents {
            children.entry(parent).or_default().push(index);
        }
    }
    while let Some(parent) = free.pop() {
        for child in children.remove(&parent).unwrap_or_default() {
            let Some(left) = waiting.get_mut(&child) else { continue };
            *left -= 1;
            if *left == 0 {
                waiting.remove(&child);
                free.push(child);
            }
        }
    }
    waiting.into_keys().filter_map(|index| pedigree.members.get(index)).map(|member| member.source.line).collect()
}
