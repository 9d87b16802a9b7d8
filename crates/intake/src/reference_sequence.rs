//! The sequence of the reference, where the user has it: REF is checked against it and indels are left-aligned by it.

mod align;
mod checked;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Mutex;

use model::assembly::Assembly;
use model::variation::{Allele, Contig, VcfPosition};
use noodles_core::{Position, Region};
use noodles_fasta::io::{BufReader, IndexedReader, indexed_reader};

use crate::error::{IntakeError, Refusal};
use crate::open::file_name;

pub(crate) use checked::{ReferenceCounts, align, judge_records};

/// Bases read at once: records come in order, so the next ones lie in the same window.
const WINDOW_BASES: u64 = 256 * 1024;
/// Bases kept in front of a place, because left alignment walks that way.
const BASES_BEFORE: u64 = 8 * 1024;

/// What the reference says about a REF column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReferenceVerdict {
    /// The same bases; an ambiguity code agrees with each base it stands for.
    Agrees,
    /// Other bases, or a place behind the end of the contig.
    Differs,
    /// The FASTA does not have the contig, or there is no base to compare.
    NotChecked,
}

/// An indexed FASTA, plain or BGZF. Readable from several threads, one at a time.
pub(crate) struct ReferenceSequence {
    file: String,
    /// Names as in the FASTA, with lengths in bases, under the name without `chr`.
    contigs: BTreeMap<Contig, (String, u64)>,
    state: Mutex<State>,
}

struct State {
    reader: IndexedReader<BufReader<std::fs::File>>,
    window: Option<Window>,
    failed: Option<io::Error>,
}

/// Bases in upper case from `start` (0-based) on.
struct Window {
    contig: Contig,
    start: u64,
    bases: Vec<u8>,
}

/// What a FASTA holds, by its index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceSequenceDescription {
    /// Name without folders.
    pub file: String,
    /// How many contigs.
    pub contigs: usize,
    /// What the lengths of the chromosomes tell; `None` for made-up contigs.
    pub assembly: Option<Assembly>,
}

/// Opens a FASTA and tells what its index says.
///
/// # Errors
/// Refused without a readable index beside it.
pub fn describe_reference_sequence(path: &Path) -> Result<ReferenceSequenceDescription, IntakeError> {
    let reference = ReferenceSequence::open(path)?;
    let (assembly, contigs) = (reference.assembly(), reference.contigs.len());
    Ok(ReferenceSequenceDescription { file: reference.file, contigs, assembly })
}

impl ReferenceSequence {
    /// Opens a FASTA that has its index (`.fai`, and `.gzi` when it is packed) beside it.
    ///
    /// # Errors
    /// Refused without an index, or when index and sequence cannot be read.
    pub(crate) fn open(path: &Path) -> Result<Self, IntakeError> {
        let file = file_name(path);
        if !path.is_file() {
            let source = io::Error::from(io::ErrorKind::NotFound);
            return Err(IntakeError::World { file, source });
        }
        let reader =
            indexed_reader::Builder::default().build_from_path(path).map_err(|source| match source.kind() {
                io::ErrorKind::NotFound | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                    IntakeError::refused(&file, Refusal::ReferenceSequenceIndexMissing)
                }
                _ => IntakeError::World { file: file.clone(), source },
            })?;
        let mut contigs = BTreeMap::new();
        for record in reader.index().as_ref() {
            let name = String::from_utf8_lossy(record.name()).into_owned();
            contigs.entry(Contig::from(name.as_str())).or_insert((name, record.length()));
        }
        if contigs.is_empty() {
            return Err(IntakeError::refused(&file, Refusal::ReferenceSequenceIndexMissing));
        }
        Ok(Self { file, contigs, state: Mutex::new(State { reader, window: None, failed: None }) })
    }

    /// Refuses a FASTA whose chromosomes have the lengths of another assembly. Made-up contigs are of no assembly.
    pub(crate) fn must_be_of(&self, assembly: Assembly) -> Result<(), IntakeError> {
        match self.assembly() {
            Some(own) if own != assembly => {
                let refusal = Refusal::ReferenceSequenceOfOtherAssembly { own, wanted: assembly };
                Err(IntakeError::refused(&self.file, refusal))
            }
            _ => Ok(()),
        }
    }

    fn assembly(&self) -> Option<Assembly> {
        let lengths = self.contigs.iter();
        lengths.into_iter().find_map(|(contig, (_, length))| Assembly::from_contig_length(contig.name(), *length))
    }

    /// Compares a REF column with the sequence.
    pub(crate) fn verdict(&self, contig: &Contig, position: VcfPosition, reference: &str) -> ReferenceVerdict {
        let Some((_, length)) = self.contigs.get(contig) else { return ReferenceVerdict::NotChecked };
        let Some(start) = position.0.checked_sub(1).filter(|_| !reference.is_empty()) else {
            return ReferenceVerdict::NotChecked;
        };
        let bases = reference.len() as u64;
        if start.saturating_add(bases) > *length {
            return ReferenceVerdict::Differs;
        }
        let same = self.with_bases(contig, (start, bases), |own| {
            own.len() == reference.len() && own.iter().zip(reference.bytes()).all(|(a, b)| may_be_same(*a, b))
        });
        match same {
            Some(true) => ReferenceVerdict::Agrees,
            Some(false) => ReferenceVerdict::Differs,
            None => ReferenceVerdict::NotChecked,
        }
    }

    /// The same change as far left as the sequence allows, in the shortest spelling that VCF can write; `None` where it
    /// is no other than the allele given, or where the sequence does not tell.
    pub(crate) fn left_aligned(&self, allele: &Allele) -> Option<Allele> {
        self.contigs.get(&allele.contig)?;
        let before = |position: u64| {
            let start = position.checked_sub(2)?;
            self.with_bases(&allele.contig, (start, 1), |bases| bases.first().copied()).flatten()
        };
        align::left_aligned(allele, before)
    }

    /// The first failure of the disk, if there was one: until then every answer was "not checked".
    pub(crate) fn finish(self) -> Result<(), IntakeError> {
        let Self { file, state, .. } = self;
        let failed = state.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner).failed;
        failed.map_or(Ok(()), |source| Err(IntakeError::World { file, source }))
    }

    /// Hands `bases` bases from `start` (0-based) to `look`; fewer at the end of the contig.
    fn with_bases<T>(&self, contig: &Contig, (start, bases): (u64, u64), look: impl FnOnce(&[u8]) -> T) -> Option<T> {
        let (name, length) = self.contigs.get(contig).filter(|(_, length)| start < *length)?;
        let mut state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let end = start.saturating_add(bases).min(*length);
        let inside = |window: &Window| {
            window.contig == *contig && window.start <= start && end <= window.start + window.bases.len() as u64
        };
        if !state.window.as_ref().is_some_and(inside) {
            let from = start.saturating_sub(BASES_BEFORE);
            let to = end.saturating_add(WINDOW_BASES).min(*length);
            match read(&mut state.reader, name, (from, to)) {
                Ok(bases) => state.window = Some(Window { contig: contig.clone(), start: from, bases }),
                Err(error) => {
                    state.failed.get_or_insert(error);
                    return None;
                }
            }
        }
        let window = state.window.as_ref()?;
        let from = usize::try_from(start.checked_sub(window.start)?).ok()?;
        let to = usize::try_from(end.checked_sub(window.start)?).ok()?;
        window.bases.get(from..to).map(look)
    }
}

/// Bases between two 0-based borders, in upper case.
fn read(
    reader: &mut IndexedReader<BufReader<std::fs::File>>,
    name: &str,
    (from, to): (u64, u64),
) -> io::Result<Vec<u8>> {
    let place = |base: u64| usize::try_from(base).ok().and_then(Position::new).ok_or(io::ErrorKind::InvalidInput);
    let region = Region::new(name, place(from.saturating_add(1))?..=place(to)?);
    let record = reader.query(&region)?;
    let bases: Vec<u8> = record.sequence().as_ref().to_ascii_uppercase();
    if bases.len() as u64 == to.saturating_sub(from) { Ok(bases) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// Whether two IUPAC codes have a base in common.
fn may_be_same(a: u8, b: u8) -> bool {
    a == b || bases_of(a) & bases_of(b) != 0
}

/// The bases that an IUPAC code stands for, one bit each for A, C, G, T.
fn bases_of(code: u8) -> u8 {
    match code {
        b'A' => 0b0001,
        b'C' => 0b0010,
        b'G' => 0b0100,
        b'T' | b'U' => 0b1000,
        b'M' => 0b0011,
        b'R' => 0b0101,
        b'W' => 0b1001,
        b'S' => 0b0110,
        b'Y' => 0b1010,
        b'K' => 0b1100,
        b'V' => 0b0111,
        b'H' => 0b1011,
        b'D' => 0b1101,
        b'B' => 0b1110,
        b'N' => 0b1111,
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
