//! Tables of several samples: read whole, then cut to the samples that are wanted.

use std::collections::BTreeMap;

use model::assembly::Assembly;
use model::ledger::Bin;
use model::notice::Notice;
use model::profile::MolecularProfile;

use crate::ImportOptions;
use crate::error::{IntakeError, Refusal};
use crate::part::{FileIdentity, ProfilePart};
use crate::tally::Tally;

/// What a table says, sample by sample.
pub(crate) struct Samples {
    named: bool,
    contents: BTreeMap<String, (MolecularProfile, BTreeMap<Bin, u64>)>,
}

impl Samples {
    /// `named`: the table itself names its samples; otherwise their only name is that of the file.
    pub(crate) fn new(named: bool) -> Self {
        Self { named, contents: BTreeMap::new() }
    }

    /// Adds a record of a sample that ended in `bin`, and whatever `fill` takes from it.
    pub(crate) fn record(&mut self, sample: &str, bin: Bin, fill: impl FnOnce(&mut MolecularProfile)) {
        if !self.contents.contains_key(sample) {
            // The assembly of the part counts, not this one.
            let profile = MolecularProfile::empty(sample, Assembly::GRCh38);
            self.contents.insert(sample.to_owned(), (profile, BTreeMap::new()));
        }
        if let Some((profile, bins)) = self.contents.get_mut(sample) {
            *bins.entry(bin).or_default() += 1;
            fill(profile);
        }
    }

    /// The profiles wanted, and the end of every record. A table of one sample whose name is not the one asked for is
    /// taken as that sample's, and said aloud: programs name samples differently, and a person gave the answer.
    ///
    /// # Errors
    /// Refused when none of several samples is the one asked for.
    pub(crate) fn finish(
        self,
        file: &FileIdentity,
        options: &ImportOptions,
        assembly: Option<Assembly>,
        tally: &mut Tally,
    ) -> Result<(Vec<ProfilePart>, Vec<Notice>), IntakeError> {
        let named = self.named;
        let mut notices = Vec::new();
        let asked = options.tumor_sample.as_deref();
        let renamed = asked.is_some_and(|asked| !self.contents.contains_key(asked));
        if renamed && self.contents.len() > 1 {
            let candidates = self.contents.into_keys().take(50).collect();
            return Err(IntakeError::refused(&file.name, Refusal::SampleNotFound { candidates }));
        }
        let mut parts = Vec::new();
        for (name, (profile, bins)) in self.contents {
            let wanted = renamed || asked.is_none_or(|asked| asked == name);
            for (bin, count) in bins {
                tally.end_many(if wanted { bin } else { Bin::OtherSample }, count);
            }
            if !wanted {
                continue;
            }
            if renamed && named {
                notices.push(file.notice("sample_named_otherwise").with("sample", &name));
            }
            parts.push(ProfilePart { named: named && !renamed, assembly, profile });
        }
        Ok((parts, notices))
    }
}

#[cfg(test)]
mod tests {
    use model::canonical::ContentHash;

    use super::*;

    fn file() -> FileIdentity {
        FileIdentity { name: "a.seg".to_owned(), stem: "a".to_owned(), index: 0, sha256: ContentHash::of_bytes(b"") }
    }

    /// Samples with whether their name counts, how many notices, how many records of other samples.
    type Finished = (Vec<(String, bool)>, usize, u64);

    fn finish(names: &[&str], asked: Option<&str>) -> Result<Finished, IntakeError> {
        let mut samples = Samples::new(names != ["a"]);
        let mut tally = Tally::default();
        for name in names {
            tally.read();
            samples.record(name, Bin::Kept, |_| {});
        }
        let options = ImportOptions { tumor_sample: asked.map(str::to_owned), ..ImportOptions::default() };
        let (parts, notices) = samples.finish(&file(), &options, None, &mut tally)?;
        let other = tally.count(Bin::OtherSample);
        assert!(tally.close("a.seg", "seg", ContentHash::of_bytes(b"")).unwrap().balances());
        Ok((parts.into_iter().map(|part| (part.profile.tumor_sample, part.named)).collect(), notices.len(), other))
    }

    #[test]
    fn several_samples_are_cut_to_the_one_asked_for() {
        assert_eq!(finish(&["T1", "T2"], None).unwrap().0.len(), 2);
        assert_eq!(finish(&["T1", "T2", "T2"], Some("T1")).unwrap(), (vec![("T1".to_owned(), true)], 0, 2));
        assert_eq!(finish(&["T1", "T2"], Some("T3")).unwrap_err().code(), "intake_sample_not_found");
    }

    #[test]
    fn the_only_sample_is_taken_under_another_name_and_said_aloud() {
        assert_eq!(finish(&["T1"], Some("TUMOR")).unwrap(), (vec![("T1".to_owned(), false)], 1, 0));
        assert_eq!(finish(&["a"], None).unwrap(), (vec![("a".to_owned(), false)], 0, 0));
    }
}
