//! The way that all tables of one row per statement share: files opened, columns found, every row into its bin, ids once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use intake::TextTable;
use model::evidence::{Direction, Predicate};

use super::{Bin, Import, LeftOut, Tally};
use crate::corpus::{Corpus, CorpusFile, CorpusRow};
use crate::error::KnowledgeError;
use crate::statement::OriginRequirement;

/// What a publisher's table is called and how its columns are spelled.
pub(super) struct Publisher<const N: usize> {
    pub(super) source: &'static str,
    pub(super) licence: &'static str,
    pub(super) columns: [(&'static str, Presence); N],
    pub(super) listed: Listed,
    pub(super) again: Again,
}

/// Whether a table is no table of this publisher without a column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Needed,
    Optional,
}

/// Which rows that became no statement are listed one by one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    EveryRow,
    /// Files that are mostly about something else.
    MalformedOnly,
}

/// What becomes of an id that was there before.
#[derive(Clone, Copy)]
pub(super) enum Again {
    Refused,
    /// The subject of both together; `None` when they are not two halves of one row.
    Joined(fn(&CorpusRow, &CorpusRow) -> Option<String>),
}

/// One row: its fields in the order of the columns, as far as they say something.
pub(super) struct Fields<'r, const N: usize> {
    pub(super) written: [Option<&'r str>; N],
    /// The row has as many fields as the header.
    pub(super) complete: bool,
}

/// How a row that became no statement is named.
#[derive(Default)]
pub(super) struct Named {
    pub(super) id: Option<String>,
    pub(super) subject_text: Option<String>,
}

impl<const N: usize> Publisher<N> {
    /// Reads all files. `reader` gives what is needed to read the rows of one file, `named` the name of a row that was left
    /// out.
    pub(super) fn read<F>(
        &self,
        files: &[PathBuf],
        mut reader: impl FnMut(&Path) -> Result<F, KnowledgeError>,
        named: impl Fn(&Fields<'_, N>) -> Named,
    ) -> Result<Import, KnowledgeError>
    where
        F: FnMut(&Fields<'_, N>) -> Result<(CorpusRow, Bin), Bin>,
    {
        let mut corpus =
            Corpus { source: self.source.to_owned(), licence: self.licence.to_owned(), ..Corpus::default() };
        let (mut left_out, mut tally, mut places) = (Vec::new(), Tally::default(), BTreeMap::new());
        for path in files {
            let mut statement = reader(path)?;
            let mut table = TextTable::open(path)?;
            let columns = self.places(&table)?;
            let name = table.file_name().to_owned();
            corpus.files.push(CorpusFile { name: name.clone(), sha256: table.fingerprint().to_string() });
            while let Some(row) = table.next_row()? {
                let told = |place: Option<usize>| {
                    let text = row.fields.get(place?).map(String::as_str);
                    text.filter(|text| !text.is_empty() && *text != ".")
                };
                let fields = Fields { written: columns.map(told), complete: row.fields.len() == table.width() };
                let ended = statement(&fields).and_then(|kept| self.keep(kept, &mut corpus.rows, &mut places));
                let bin = ended.unwrap_or_else(|bin| bin);
                tally.count(bin);
                if ended.is_err() && (self.listed == Listed::EveryRow || matches!(bin, Bin::Malformed(_))) {
                    let Named { id, subject_text } = named(&fields);
                    left_out.push(LeftOut { file: name.clone(), line: row.line, id, subject_text, bin: bin.code() });
                }
            }
        }
        (corpus.rows_read, corpus.bins) = (tally.rows_read, tally.bins);
        Ok(Import { corpus, left_out })
    }

    fn places(&self, table: &TextTable) -> Result<[Option<usize>; N], KnowledgeError> {
        let mut places = [None; N];
        for (place, (name, presence)) in places.iter_mut().zip(self.columns) {
            *place = match presence {
                Presence::Needed => Some(table.needed(&[name])?),
                Presence::Optional => table.column(&[name]),
            };
        }
        Ok(places)
    }

    fn keep(
        &self,
        (row, bin): (CorpusRow, Bin),
        rows: &mut Vec<CorpusRow>,
        places: &mut BTreeMap<String, usize>,
    ) -> Result<Bin, Bin> {
        let Some(earlier) = places.get(&row.id).and_then(|place| rows.get_mut(*place)) else {
            places.insert(row.id.clone(), rows.len());
            rows.push(row);
            return Ok(bin);
        };
        match self.again {
            Again::Joined(join) => match join(earlier, &row) {
                Some(subject) => {
                    earlier.subject = subject;
                    Ok(Bin::JoinedToEarlier)
                }
                None => Err(Bin::Malformed("same_id_again")),
            },
            Again::Refused => Err(Bin::Malformed("same_id_again")),
        }
    }
}

/// A row that says of a change no more than what it is: for drivers and inherited variants, which name no drug.
pub(super) fn plain_row(id: String, subject: String, origin: OriginRequirement, predicate: Predicate) -> CorpusRow {
    CorpusRow {
        id,
        subject_text: subject.clone(),
        subject,
        origin,
        predicate,
        direction: Direction::Supports,
        regimens: Vec::new(),
        tumor_types: Vec::new(),
        disease: None,
        doid: None,
        source_level: None,
        evidence_type: None,
        significance: None,
        citation: None,
        address: None,
        note: None,
        flagged: false,
    }
}
