use std::collections::{BTreeMap, BTreeSet};

use model::ports::RecordSink;
use model::record_batch::{NOT_STATED, RecordBatch, RecordDictionaries};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::testing::{Bench, FakeCipher, files_below};

const ID: AttachmentId = AttachmentId(Uuid::from_u128(6));

fn cipher() -> Arc<dyn Cipher> {
    Arc::new(FakeCipher(3))
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn dictionaries() -> RecordDictionaries {
    RecordDictionaries {
        contigs: names(&["10", "X", "2", "GL000192.1"]),
        consequences: names(&["missense_variant", "stop_gained", "intron_variant"]),
        genes: names(&["TP53", "BRAF", "krasP1", "KRAS", "BRCA2"]),
        clinical_significances: names(&["Pathogenic", "Benign"]),
    }
}

/// Index below `choices`, or "not stated" for the number after them.
fn index(number: u32, choices: u32) -> u32 {
    let picked = number % (choices + 1);
    if picked == choices { NOT_STATED } else { picked }
}

fn push(batch: &mut RecordBatch, numbers: [u32; 6]) {
    let [first, second, third, fourth, fifth, sixth] = numbers;
    let row = u32::try_from(batch.len()).unwrap();
    let value = |number: u32| if number.is_multiple_of(7) { NOT_STATED } else { number % 1_000_000_001 };
    batch.file.push(0);
    batch.line.push(row + 3);
    batch.offset.push(u64::from(row) << 16);
    batch.allele.push(u16::try_from(first % 3).unwrap());
    batch.contig.push(if first.is_multiple_of(11) { u16::MAX } else { u16::try_from(first % 4).unwrap() });
    batch.position.push(second % 1000 + 1);
    batch.reference_length.push(1);
    batch.alternate_length.push(u16::try_from(second % 5).unwrap());
    batch.bin.push(u8::try_from(third % 9 + 1).unwrap());
    batch.impact.push(u8::try_from(third % 5).unwrap());
    batch.consequence.push(index(fourth, 3));
    batch.gene.push(index(fifth, 5));
    batch.clinical_significance.push(index(sixth, 2));
    batch.frequency_tommo.push(value(first ^ second));
    batch.frequency_gnomad.push(value(third ^ fourth));
    batch.frequency_gnomad_east_asian.push(value(fifth ^ sixth));
    batch.vaf.push(value(first ^ sixth));
    batch.depth.push(index(second, 200));
}

/// Numbers that look random and are the same every time.
fn made_up(rows: u32) -> RecordBatch {
    let mut batch = RecordBatch::default();
    for row in 0..rows {
        let number = |salt: u32| (row.wrapping_add(salt)).wrapping_mul(2_654_435_761) >> 3;
        push(&mut batch, [1, 2, 3, 4, 5, 6].map(|salt| number(salt * 7919)));
    }
    batch
}

struct Kept {
    folder: tempfile::TempDir,
    attachments: Attachments,
    sealed: SealedRecords,
}

fn keep(batches: &[RecordBatch]) -> Kept {
    let folder = tempfile::tempdir().unwrap();
    let attachments = Attachments::new(folder.path().to_path_buf());
    let mut writer = attachments.record_writer(ID, cipher()).unwrap();
    for batch in batches {
        writer.append(batch).unwrap();
    }
    writer.finish(&dictionaries()).unwrap();
    let sealed = writer.keep().unwrap();
    Kept { folder, attachments, sealed }
}

impl Kept {
    fn open(&self) -> Result<RecordStore, StoreError> {
        self.attachments.open_records(ID, cipher())
    }

    fn file(&self) -> std::path::PathBuf {
        self.folder.path().join(format!("{ID}.sealed"))
    }
}

fn all_rows(store: &RecordStore) -> Vec<RecordRow> {
    (0..store.rows()).map(|row| store.row(row).unwrap().unwrap()).collect()
}

#[test]
fn rows_of_several_frames_and_uneven_batches_come_back() {
    let batch = made_up(140_000);
    let mut parts = vec![RecordBatch::default(); 3];
    for (part, rows) in parts.iter_mut().zip([0..10_usize, 10..90_000, 90_000..140_000]) {
        let mut rest = batch.clone();
        column::remove_first(&mut rest, rows.start);
        let mut tail = rest.clone();
        column::remove_first(&mut tail, rows.len());
        // What is left of `rest` without `tail` is the part.
        let kept = rest.len() - tail.len();
        macro_rules! cut { ($($field:ident)*) => { $(rest.$field.truncate(kept);)* } }
        cut!(file line offset allele contig position reference_length alternate_length bin impact consequence gene
            clinical_significance frequency_tommo frequency_gnomad frequency_gnomad_east_asian vaf depth);
        *part = rest;
    }
    let kept = keep(&parts);
    assert_eq!(kept.sealed.rows, 140_000);
    let store = kept.open().unwrap();
    store.verify(kept.sealed).unwrap();
    for row in [0, 9, 10, 65_535, 65_536, 131_072, 139_999] {
        let found = store.row(row).unwrap().unwrap();
        let at = usize::try_from(row).unwrap();
        assert_eq!((found.line, found.offset), (batch.line[at], batch.offset[at]));
        assert_eq!(found.vaf, Some(batch.vaf[at]).filter(|vaf| *vaf != NOT_STATED));
    }
    assert_eq!(store.row(140_000).unwrap(), None);
    let last = store.page(&RecordFilter::default(), RecordOrder::default(), (139_999, 50)).unwrap();
    assert_eq!((last.shown, last.rows.len()), (140_000, 1));
}

#[test]
fn a_cut_changed_or_foreign_file_is_noticed() {
    let kept = keep(&[made_up(100)]);
    let whole = std::fs::read(kept.file()).unwrap();
    for cut in [0, 5, 12, 40, whole.len() / 2, whole.len() - 1] {
        std::fs::write(kept.file(), &whole[..cut]).unwrap();
        assert!(matches!(kept.open(), Err(StoreError::AttachmentDamaged { .. })), "cut at {cut}");
    }
    for place in [13, 60, 500, whole.len() - 60] {
        let mut changed = whole.clone();
        changed[place] ^= 1;
        std::fs::write(kept.file(), &changed).unwrap();
        let noticed = kept.open().and_then(|store| store.verify(kept.sealed));
        assert!(matches!(noticed, Err(StoreError::AttachmentDamaged { .. })), "byte {place}");
    }
    std::fs::write(kept.file(), &whole).unwrap();
    let other = AttachmentId(Uuid::from_u128(7));
    std::fs::copy(kept.file(), kept.folder.path().join(format!("{other}.sealed"))).unwrap();
    assert!(kept.attachments.open_records(other, cipher()).is_err());
    assert!(kept.attachments.open_records(ID, Arc::new(FakeCipher(4))).is_err());
    let mut newer = whole;
    newer[8] = 2;
    std::fs::write(kept.file(), &newer).unwrap();
    assert!(matches!(kept.open(), Err(StoreError::RecordsNewer { found: 2, known: 1 })));
}

#[test]
fn frames_of_one_length_cannot_be_exchanged() {
    let mut batch = made_up(2 * u32::try_from(FRAME_ROWS).unwrap());
    batch.bin.fill(1);
    batch.impact.fill(1);
    let kept = keep(&[batch]);
    let store = kept.open().unwrap();
    let bytes = store.open_frame(8, 0, column::Column::Bin).unwrap();
    assert_eq!(bytes, store.open_frame(9, 0, column::Column::Impact).unwrap());
    assert!(store.open_frame(8, 0, column::Column::Impact).is_err());
    assert!(store.open_frame(8, 1, column::Column::Bin).is_err());
}

#[test]
fn an_unfinished_or_empty_table_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let attachments = Attachments::new(folder.path().to_path_buf());
    let mut writer = attachments.record_writer(ID, cipher()).unwrap();
    writer.append(&made_up(10)).unwrap();
    assert_eq!(files_below(folder.path()).len(), 1);
    drop(writer);
    assert_eq!(files_below(folder.path()).len(), 0);
    let mut writer = attachments.record_writer(ID, cipher()).unwrap();
    writer.finish(&dictionaries()).unwrap();
    assert_eq!(writer.sealed(), None);
    assert_eq!(files_below(folder.path()).len(), 0);
    let mut uneven = made_up(2);
    uneven.vaf.pop();
    assert!(attachments.record_writer(ID, cipher()).unwrap().append(&uneven).is_err());
}

#[tokio::test]
async fn a_table_that_no_event_names_is_forgotten_at_the_next_start() {
    let mut bench = Bench::new().await;
    let mut writer = bench.store().attachments().record_writer(ID, cipher()).unwrap();
    writer.append(&made_up(10)).unwrap();
    writer.finish(&dictionaries()).unwrap();
    let file = bench.path().join("attachments").join(format!("{ID}.sealed"));
    assert!(file.exists());
    bench.close().await;
    bench.reopen().await;
    assert!(!file.exists());
}

fn passes(row: &RecordRow, filter: &RecordFilter) -> [bool; 5] {
    let named = |wanted: &Option<NamedValues>, name: &Option<String>| {
        wanted.as_ref().is_none_or(|wanted| name.as_ref().map_or(wanted.not_stated, |name| wanted.names.contains(name)))
    };
    let ranged = |wanted: Option<ValueRange>, value: Option<u32>| {
        wanted.is_none_or(|range| {
            value.map_or(range.not_stated, |value| {
                value >= range.at_least.unwrap_or(0) && value <= range.at_most.unwrap_or(NOT_STATED)
            })
        })
    };
    let holds = |name: &Option<String>, part: &str| {
        name.as_ref().is_some_and(|name| name.to_lowercase().contains(&part.to_lowercase()))
    };
    let frequency = row.frequency_tommo.or(row.frequency_gnomad_east_asian).or(row.frequency_gnomad);
    let other = named(&filter.genes, &row.gene)
        && filter.gene_contains.as_ref().is_none_or(|part| holds(&row.gene, part))
        && filter.text.as_ref().is_none_or(|part| {
            [&row.gene, &row.consequence, &row.clinical_significance].into_iter().any(|name| holds(name, part))
        })
        && ranged(filter.vaf, row.vaf)
        && ranged(filter.depth, row.depth)
        && ranged(filter.frequency, frequency)
        && filter.region.as_ref().is_none_or(|region| {
            row.contig.as_ref() == Some(&region.contig) && row.position >= region.from && row.position <= region.to
        });
    [
        named(&filter.consequences, &row.consequence),
        filter.impacts.as_ref().is_none_or(|wanted| wanted.contains(&row.impact)),
        filter.bins.as_ref().is_none_or(|wanted| wanted.contains(&row.bin)),
        named(&filter.clinical_significances, &row.clinical_significance),
        other,
    ]
}

/// Something that compares as the column orders; `None` comes last.
fn key(row: &RecordRow, column: SortColumn) -> Option<(u64, String)> {
    let name = |name: &Option<String>| name.as_ref().map(|name| (0, format!("{} {name}", name.to_lowercase())));
    let number = |value: Option<u32>| value.map(|value| (u64::from(value), String::new()));
    match column {
        SortColumn::FileOrder => Some((row.row, String::new())),
        SortColumn::Place => {
            let rank = ["2", "10", "X", "GL000192.1"].iter().position(|name| row.contig.as_deref() == Some(name))?;
            Some((((rank as u64) << 32) + u64::from(row.position), String::new()))
        }
        SortColumn::Gene => name(&row.gene),
        SortColumn::Consequence => name(&row.consequence),
        SortColumn::ClinicalSignificance => name(&row.clinical_significance),
        SortColumn::Impact => number(Some(u32::from(row.impact)).filter(|impact| *impact > 0)),
        SortColumn::Bin => number(Some(u32::from(row.bin))),
        SortColumn::Vaf => number(row.vaf),
        SortColumn::Depth => number(row.depth),
        SortColumn::Frequency => {
            number(row.frequency_tommo.or(row.frequency_gnomad_east_asian).or(row.frequency_gnomad))
        }
        SortColumn::FrequencyTommo => number(row.frequency_tommo),
        SortColumn::FrequencyGnomadEastAsian => number(row.frequency_gnomad_east_asian),
        SortColumn::FrequencyGnomad => number(row.frequency_gnomad),
    }
}

const COLUMNS: [SortColumn; 13] = [
    SortColumn::FileOrder,
    SortColumn::Place,
    SortColumn::Gene,
    SortColumn::Consequence,
    SortColumn::Impact,
    SortColumn::ClinicalSignificance,
    SortColumn::Bin,
    SortColumn::Vaf,
    SortColumn::Depth,
    SortColumn::Frequency,
    SortColumn::FrequencyTommo,
    SortColumn::FrequencyGnomadEastAsian,
    SortColumn::FrequencyGnomad,
];

fn naive_page(
    rows: &[RecordRow],
    filter: &RecordFilter,
    order: RecordOrder,
    offset: usize,
    limit: usize,
) -> RecordPage {
    let mut shown: Vec<&RecordRow> = rows.iter().filter(|row| passes(row, filter) == [true; 5]).collect();
    shown.sort_by(|left, right| match (key(left, order.column), key(right, order.column)) {
        (Some(left), Some(right)) if order.descending => right.cmp(&left),
        (Some(left), Some(right)) => left.cmp(&right),
        (left, right) => left.is_none().cmp(&right.is_none()),
    });
    RecordPage { shown: shown.len() as u64, rows: shown.into_iter().skip(offset).take(limit).cloned().collect() }
}

fn named_values(choices: &'static [&'static str]) -> impl Strategy<Value = Option<NamedValues>> {
    let some = (proptest::sample::subsequence(choices, 0..=choices.len()), any::<bool>());
    proptest::option::weighted(0.3, some).prop_map(|picked| {
        picked.map(|(names, not_stated)| NamedValues {
            names: names.into_iter().map(str::to_owned).collect(),
            not_stated,
        })
    })
}

fn range(most: u32) -> impl Strategy<Value = Option<ValueRange>> {
    let ends = (proptest::option::of(0..most), proptest::option::of(0..most), any::<bool>());
    proptest::option::weighted(0.3, ends)
        .prop_map(|range| range.map(|(at_least, at_most, not_stated)| ValueRange { at_least, at_most, not_stated }))
}

fn filters() -> impl Strategy<Value = RecordFilter> {
    let part = || proptest::option::weighted(0.2, proptest::sample::select(vec!["ra", "KRAS", "i", "path", "zzz", ""]));
    let numbers = |most| proptest::option::weighted(0.3, proptest::collection::btree_set(0..most, 0..5_usize));
    let region = proptest::option::weighted(
        0.2,
        (proptest::sample::select(vec!["10", "X", "nowhere"]), 1..600_u32, 300..1000_u32),
    );
    let named = (
        named_values(&["TP53", "KRAS", "ABSENT"]),
        named_values(&["missense_variant", "intron_variant"]),
        named_values(&["Pathogenic", "Benign"]),
    );
    let ranges = (range(1_000_000_000), range(200), range(1_000_000_000));
    (named, part(), part(), numbers(5_u8), numbers(10_u8), ranges, region).prop_map(
        |(named, gene_contains, text, impacts, bins, ranges, region)| RecordFilter {
            genes: named.0,
            consequences: named.1,
            clinical_significances: named.2,
            gene_contains: gene_contains.map(str::to_owned),
            text: text.map(str::to_owned),
            impacts,
            bins,
            vaf: ranges.0,
            depth: ranges.1,
            frequency: ranges.2,
            region: region.map(|(contig, from, to)| Region { contig: contig.to_owned(), from, to }),
        },
    )
}

fn counts<T: Ord + Clone>(
    rows: &[RecordRow],
    filter: &RecordFilter,
    own: usize,
    of: impl Fn(&RecordRow) -> T,
) -> BTreeMap<T, u64> {
    let mut found = BTreeMap::new();
    for row in rows {
        let verdict = passes(row, filter);
        if verdict.iter().enumerate().all(|(place, passed)| *passed || place == own) {
            *found.entry(of(row)).or_default() += 1;
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn pages_and_facets_are_what_a_walk_over_the_rows_gives(
        numbers in proptest::collection::vec(any::<[u32; 6]>(), 1..120),
        filter in filters(),
        descending in any::<bool>(),
        offset in 0..60_usize,
        limit in 0..40_usize,
    ) {
        let mut batch = RecordBatch::default();
        for numbers in numbers {
            push(&mut batch, numbers);
        }
        let kept = keep(&[batch]);
        let store = kept.open().unwrap();
        let rows = all_rows(&store);
        for column in COLUMNS {
            let order = RecordOrder { column, descending };
            let found = store.page(&filter, order, (offset as u64, limit)).unwrap();
            prop_assert_eq!(&found, &naive_page(&rows, &filter, order, offset, limit), "{:?}", order);
        }
        let facets = store.facets(&filter).unwrap();
        let shown = rows.iter().filter(|row| passes(row, &filter) == [true; 5]).count() as u64;
        prop_assert_eq!(facets.shown, shown);
        let map = |facet: &Facet<String>| facet.iter().cloned().collect::<BTreeMap<_, _>>();
        prop_assert_eq!(map(&facets.consequences), counts(&rows, &filter, 0, |row| row.consequence.clone()));
        prop_assert_eq!(map(&facets.clinical_significances), counts(&rows, &filter, 3, |row| row.clinical_significance.clone()));
        let impacts: BTreeMap<_, _> = facets.impacts.iter().copied().collect();
        prop_assert_eq!(impacts, counts(&rows, &filter, 1, |row| Some(row.impact).filter(|impact| *impact > 0)));
        let bins: BTreeMap<_, _> = facets.bins.iter().copied().collect();
        prop_assert_eq!(bins, counts(&rows, &filter, 2, |row| Some(row.bin)));
    }
}

#[test]
fn pages_far_inside_a_table_of_several_frames_are_those_of_a_sort() {
    let store = keep(&[made_up(140_000)]).open().unwrap();
    let rows = all_rows(&store);
    let rare = ValueRange { at_most: Some(400_000_000), not_stated: true, ..ValueRange::default() };
    let filter = RecordFilter { frequency: Some(rare), ..RecordFilter::default() };
    for (column, offset) in [
        (SortColumn::FileOrder, 40_000),
        (SortColumn::Place, 30_000),
        (SortColumn::Impact, 20_000),
        (SortColumn::Vaf, 50_000),
        (SortColumn::Frequency, 3),
    ] {
        for descending in [false, true] {
            let order = RecordOrder { column, descending };
            let found = store.page(&filter, order, (offset, 100)).unwrap();
            let expected = naive_page(&rows, &filter, order, usize::try_from(offset).unwrap(), 100);
            assert_eq!(found.rows.len(), 100, "{order:?}");
            assert_eq!(found, expected, "{order:?}");
        }
    }
}

#[test]
fn a_condition_without_choices_shows_nothing_and_its_facet_still_counts() {
    let store = keep(&[made_up(500)]).open().unwrap();
    let filter = RecordFilter { impacts: Some(BTreeSet::new()), ..RecordFilter::default() };
    let facets = store.facets(&filter).unwrap();
    assert_eq!(facets.shown, 0);
    assert_eq!(facets.impacts.iter().map(|(_, count)| count).sum::<u64>(), 500);
    assert_eq!(facets.bins, vec![]);
}
