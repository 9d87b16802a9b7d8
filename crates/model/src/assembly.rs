//! Reference assemblies.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A human reference assembly that coordinates refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Assembly {
    /// hg19 for the primary chromosomes.
    GRCh37,
    /// hg38.
    GRCh38,
}

impl Assembly {
    /// The name as GRC writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::GRCh37 => "GRCh37",
            Self::GRCh38 => "GRCh38",
        }
    }

    /// Length of a primary chromosome in bases; `None` for any other contig.
    pub fn contig_length(self, contig: &str) -> Option<u64> {
        PRIMARY_LENGTHS.iter().find(|(name, ..)| *name == contig).map(|(_, old, new)| match self {
            Self::GRCh37 => *old,
            Self::GRCh38 => *new,
        })
    }

    /// The length of chromosome 1 in bases; together with others it tells assemblies apart in a VCF header.
    pub fn from_contig_length(contig: &str, length: u64) -> Option<Self> {
        PRIMARY_LENGTHS.iter().find(|(name, ..)| *name == contig).and_then(|(_, old, new)| match length {
            _ if length == *old => Some(Self::GRCh37),
            _ if length == *new => Some(Self::GRCh38),
            _ => None,
        })
    }
}

impl fmt::Display for Assembly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text is not the name of an assembly that this product knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown reference assembly `{0}`")]
pub struct UnknownAssembly(pub String);

impl FromStr for Assembly {
    type Err = UnknownAssembly;

    /// Accepts a whole token only (`GRCh37`, `hg19`, `37`, `GRCh38.p13` …); a substring of a path is not a name.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let token = text.trim().to_ascii_lowercase();
        let stem = token.split_once(".p").map_or(token.as_str(), |(stem, _)| stem);
        match stem {
            "grch37" | "hg19" | "b37" | "hs37d5" | "37" => Ok(Self::GRCh37),
            "grch38" | "hg38" | "hs38dh" | "38" => Ok(Self::GRCh38),
            _ => Err(UnknownAssembly(text.to_owned())),
        }
    }
}

/// Contig, length in GRCh37, length in GRCh38 (GRC assembly reports GRCh37.p13 and GRCh38.p14).
const PRIMARY_LENGTHS: [(&str, u64, u64); 24] = [
    ("1", 249_250_621, 248_956_422),
    ("2", 243_199_373, 242_193_529),
    ("3", 198_022_430, 198_295_559),
    ("4", 191_154_276, 190_214_555),
    ("5", 180_915_260, 181_538_259),
    ("6", 171_115_067, 170_805_979),
    ("7", 159_138_663, 159_345_973),
    ("8", 146_364_022, 145_138_636),
    ("9", 141_213_431, 138_394_717),
    ("10", 135_534_747, 133_797_422),
    ("11", 135_006_516, 135_086_622),
    ("12", 133_851_895, 133_275_309),
    ("13", 115_169_878, 114_364_328),
    ("14", 107_349_540, 107_043_718),
    ("15", 102_531_392, 101_991_189),
    ("16", 90_354_753, 90_338_345),
    ("17", 81_195_210, 83_257_441),
    ("18", 78_077_248, 80_373_285),
    ("19", 59_128_983, 58_617_616),
    ("20", 63_025_520, 64_444_167),
    ("21", 48_129_895, 46_709_983),
    ("22", 51_304_566, 50_818_468),
    ("X", 155_270_560, 156_040_895),
    ("Y", 59_373_566, 57_227_415),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_aliases_parse_but_substrings_do_not() {
        for (text, expected) in [
            ("GRCh37", Some(Assembly::GRCh37)),
            ("hg19", Some(Assembly::GRCh37)),
            ("37", Some(Assembly::GRCh37)),
            ("GRCh38.p13", Some(Assembly::GRCh38)),
            ("hg38", Some(Assembly::GRCh38)),
            ("/refs/human_GRCh38_ens105/all.fa", None),
            ("GRCm39", None),
        ] {
            assert_eq!(text.parse::<Assembly>().ok(), expected, "{text}");
        }
    }

    #[test]
    fn a_contig_length_names_its_assembly() {
        assert_eq!(Assembly::from_contig_length("1", 249_250_621), Some(Assembly::GRCh37));
        assert_eq!(Assembly::from_contig_length("1", 248_956_422), Some(Assembly::GRCh38));
        assert_eq!(Assembly::from_contig_length("1", 1), None);
        assert_eq!(Assembly::from_contig_length("GL000191.1", 106_433), None);
    }
}
