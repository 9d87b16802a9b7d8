//! What the comparison of a whole file with the reference amounts to.

use model::notice::Notice;

use super::{ReferenceSequence, ReferenceVerdict};
use crate::error::{IntakeError, Refusal};
use crate::part::{FileIdentity, FilePart};

/// One record in so many: with this many differing, the file speaks of another sequence. Random bases differ at three
/// places in four, so a wrong assembly lies far above it, and patches or typing errors far below.
const ONE_IN: u64 = 5;

/// How the records of one file compare with the reference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ReferenceCounts {
    checked: u64,
    differing: u64,
    unchecked: u64,
    first_line: u64,
}

impl ReferenceCounts {
    /// Counts the record at a line.
    pub(crate) fn add(&mut self, verdict: ReferenceVerdict, line: u64) {
        match verdict {
            ReferenceVerdict::Agrees => self.checked += 1,
            ReferenceVerdict::NotChecked => self.unchecked += 1,
            ReferenceVerdict::Differs => {
                if self.differing == 0 {
                    self.first_line = line;
                }
                self.checked += 1;
                self.differing += 1;
            }
        }
    }
}

/// Notices about a file, or its refusal; `differing_code` says what became of the records that differ.
fn judge(file: &str, counts: ReferenceCounts, differing_code: &str) -> Result<Vec<Notice>, IntakeError> {
    let ReferenceCounts { checked, differing, unchecked, first_line } = counts;
    if differing > 0 && differing.saturating_mul(ONE_IN) >= checked {
        let refusal = Refusal::ReferenceBasesDiffer { differing, checked };
        return Err(IntakeError::refused_at(file, first_line, refusal));
    }
    let told = [(differing_code, differing), ("reference_contig_absent", unchecked)];
    let told = told.into_iter().filter(|(_, count)| *count > 0);
    Ok(told
        .map(|(code, count)| {
            let notice = Notice::new(code).with("file", file).with("count", count);
            if code == differing_code { notice.with("line", first_line) } else { notice }
        })
        .collect())
}

/// Left-aligns the kept variants of every file, and checks REF of those formats whose records are not checked while they
/// are read. Without a reference: says that nothing was checked, where there is something to check.
pub(crate) fn align(parts: &mut [FilePart], reference: Option<&ReferenceSequence>) -> Result<Vec<Notice>, IntakeError> {
    let Some(reference) = reference else {
        let variants: usize =
            parts.iter().flat_map(|part| &part.profiles).map(|part| part.profile.small_variants.len()).sum();
        return Ok((variants > 0)
            .then(|| Notice::new("reference_not_checked").with("count", variants))
            .into_iter()
            .collect());
    };
    let mut told = Vec::new();
    let mut moved = 0_u64;
    for part in parts {
        let mut counts = ReferenceCounts::default();
        // Every record of a VCF was compared when it was read, and none that differs was kept.
        let checked_before = part.ledger.format == "vcf";
        for profile in &mut part.profiles {
            if let Some(assembly) = profile.assembly.filter(|_| !profile.profile.small_variants.is_empty()) {
                reference.must_be_of(assembly)?;
            }
            for variant in &mut profile.profile.small_variants {
                let allele = &variant.allele;
                if !checked_before {
                    let verdict = reference.verdict(&allele.contig, allele.position, &allele.reference);
                    if !allele.reference.is_empty() {
                        counts.add(verdict, variant.source.line);
                    }
                    if verdict == ReferenceVerdict::Differs {
                        continue;
                    }
                }
                variant.aligned = reference.left_aligned(allele);
                moved += u64::from(variant.aligned.is_some());
            }
        }
        told.extend(judge(&part.ledger.name, counts, "reference_bases_differ_kept")?);
    }
    told.extend((moved > 0).then(|| Notice::new("indels_left_aligned").with("count", moved)));
    Ok(told)
}

/// As [`judge`], for records that ended in a bin of their own.
pub(crate) fn judge_records(file: &FileIdentity, counts: ReferenceCounts) -> Result<Vec<Notice>, IntakeError> {
    judge(&file.name, counts, "reference_bases_differ")
}
