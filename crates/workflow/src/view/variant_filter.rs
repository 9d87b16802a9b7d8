//! A filter as people write it, read into what the store understands.

use std::collections::{BTreeMap, BTreeSet};

use model::ledger::Bin;
use model::variation::Contig;
use store::record_store::{NamedValues, RecordFilter, RecordOrder, Region, SortColumn, ValueRange};

use crate::contract::{ApiError, ApiErrorKind, Message, VariantFilter, VariantRange};

/// One percent in parts per billion has seven zeros.
const PERCENT_DIGITS: usize = 7;

/// Codes of the severity classes by number; the first is "not stated".
pub(crate) const IMPACTS: [&str; 5] = ["", "modifier", "low", "moderate", "high"];

const SORT_COLUMNS: [(&str, SortColumn); 13] = [
    ("file_order", SortColumn::FileOrder),
    ("place", SortColumn::Place),
    ("gene", SortColumn::Gene),
    ("consequence", SortColumn::Consequence),
    ("impact", SortColumn::Impact),
    ("clinical_significance", SortColumn::ClinicalSignificance),
    ("bin", SortColumn::Bin),
    ("vaf", SortColumn::Vaf),
    ("depth", SortColumn::Depth),
    ("frequency", SortColumn::Frequency),
    ("frequency_tommo", SortColumn::FrequencyTommo),
    ("frequency_gnomad_east_asian", SortColumn::FrequencyGnomadEastAsian),
    ("frequency_gnomad", SortColumn::FrequencyGnomad),
];

/// Reads a filter.
pub(crate) fn record_filter(filter: &VariantFilter) -> Result<RecordFilter, ApiError> {
    let part =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let impact = |code: &String| IMPACTS.iter().zip(0..).find(|(known, _)| *known == code).map(|(_, number)| number);
    let bin = |code: &String| Bin::ALL.into_iter().find(|bin| bin.code() == code).map(Bin::number);
    Ok(RecordFilter {
        genes: filter.genes.as_deref().map(named),
        gene_contains: part(&filter.gene_contains),
        text: part(&filter.text),
        consequences: filter.consequences.as_deref().map(named),
        clinical_significances: filter.clinical_significances.as_deref().map(named),
        impacts: numbers(filter.impacts.as_deref(), impact)?,
        bins: numbers(filter.bins.as_deref(), bin)?,
        vaf: filter.vaf.as_ref().map(|wanted| range(wanted, parts_per_billion)).transpose()?,
        depth: filter.depth.as_ref().map(|wanted| range(wanted, reads)).transpose()?,
        frequency: filter.frequency.as_ref().map(|wanted| range(wanted, parts_per_billion)).transpose()?,
        region: part(&filter.region).map(|text| region(&text)).transpose()?,
    })
}

/// Reads an order.
pub(crate) fn record_order(sort: &str, descending: bool) -> Result<RecordOrder, ApiError> {
    let wanted = if sort.is_empty() { "file_order" } else { sort };
    let found = SORT_COLUMNS.iter().find(|(code, _)| *code == wanted);
    let (_, column) = found.ok_or_else(|| refused("variant_sort_unknown", sort))?;
    Ok(RecordOrder { column: *column, descending })
}

/// Parts per billion as percent, all digits kept: 12,345,678 is `1.2345678`.
pub(crate) fn percent(parts: u32) -> String {
    let unit = 10_u32.pow(7);
    let text = format!("{}.{:07}", parts / unit, parts % unit);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn named(values: &[String]) -> NamedValues {
    let (empty, names): (Vec<_>, Vec<_>) = values.iter().cloned().partition(String::is_empty);
    NamedValues { names: names.into_iter().collect(), not_stated: !empty.is_empty() }
}

fn numbers(codes: Option<&[String]>, number: impl Fn(&String) -> Option<u8>) -> Result<Option<BTreeSet<u8>>, ApiError> {
    let read = |code: &String| number(code).ok_or_else(|| refused("variant_filter_unreadable", code));
    codes.map(|codes| codes.iter().map(read).collect()).transpose()
}

fn range(wanted: &VariantRange, read: fn(&str) -> Result<u32, ApiError>) -> Result<ValueRange, ApiError> {
    let end =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(read).transpose();
    Ok(ValueRange { at_least: end(&wanted.at_least)?, at_most: end(&wanted.at_most)?, not_stated: wanted.not_stated })
}

/// `0.1%` → 1,000,000. A number without its sign is refused: 0.1 could be 0.1 % or 10 %.
fn parts_per_billion(text: &str) -> Result<u32, ApiError> {
    let unreadable = || refused("variant_filter_unreadable", text);
    let number = text.strip_suffix(['%', '％']).ok_or_else(|| refused("variant_filter_percent", text))?.trim_end();
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && part.is_empty()) || !digits(whole) || !digits(part) || part.len() > PERCENT_DIGITS {
        return Err(unreadable());
    }
    let value: u32 = format!("{whole}{part:0<PERCENT_DIGITS$}").parse().map_err(|_| unreadable())?;
    if value > 1_000_000_000 { Err(unreadable()) } else { Ok(value) }
}

fn reads(text: &str) -> Result<u32, ApiError> {
    text.replace(',', "")
        .parse()
        .ok()
        .filter(|reads| *reads != u32::MAX)
        .ok_or_else(|| refused("variant_filter_unreadable", text))
}

/// `17`, `chr17:7,661,779-7,687,550` or `17:7675088`.
fn region(text: &str) -> Result<Region, ApiError> {
    let unreadable = || refused("variant_filter_unreadable", text);
    let (contig, stretch) = text.split_once(':').unwrap_or((text, ""));
    let contig = Contig::from(contig.trim()).name().to_owned();
    if stretch.is_empty() {
        return Ok(Region { contig, from: 0, to: u32::MAX });
    }
    let position = |text: &str| text.trim().replace(',', "").parse::<u32>().map_err(|_| unreadable());
    let (from, to) = stretch.split_once('-').unwrap_or((stretch, stretch));
    let (from, to) = (position(from)?, position(to)?);
    if from > to { Err(unreadable()) } else { Ok(Region { contig, from, to }) }
}

fn refused(code: &str, value: &str) -> ApiError {
    let parameters = BTreeMap::from([("value".to_owned(), value.to_owned())]);
    ApiError { kind: ApiErrorKind::Refused, message: Message { code: code.to_owned(), parameters } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fraction_needs_its_sign_and_is_read_exactly() {
        for (text, parts) in [("0.1%", 1_000_000), ("100%", 1_000_000_000), (".5 %", 5_000_000), ("5％", 50_000_000)] {
            assert_eq!(parts_per_billion(text).unwrap(), parts, "{text}");
        }
        for text in ["0.1", "5", "0.05"] {
            assert_eq!(parts_per_billion(text).unwrap_err().message.code, "variant_filter_percent");
        }
        for text in ["%", "-1%", "101%", "1e2%", "0.12345678%", ".%", "99999999999%"] {
            assert_eq!(parts_per_billion(text).unwrap_err().message.code, "variant_filter_unreadable", "{text}");
        }
        for parts in [0, 1, 10_000_000, 12_345_678, 500_000_000, 1_000_000_000] {
            assert_eq!(parts_per_billion(&format!("{}%", percent(parts))).unwrap(), parts);
        }
        assert_eq!((percent(0).as_str(), percent(300_000_000).as_str()), ("0", "30"));
    }

    #[test]
    fn a_region_is_read_in_every_spelling_and_a_turned_one_is_refused() {
        let gene = region("chr17:7,661,779-7,687,550").unwrap();
        assert_eq!((gene.contig.as_str(), gene.from, gene.to), ("17", 7_661_779, 7_687_550));
        assert_eq!(region("X:5").unwrap().to, 5);
        assert_eq!(region("17").unwrap().to, u32::MAX);
        for text in ["17:9-5", "17:a-b", "17:1-"] {
            assert!(region(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_unknown_code_is_refused_and_the_empty_text_means_not_stated() {
        let filter = VariantFilter { impacts: Some(vec!["severe".to_owned()]), ..VariantFilter::default() };
        assert!(record_filter(&filter).is_err());
        let wanted = vec![String::new(), "high".to_owned()];
        let filter =
            VariantFilter { impacts: Some(wanted.clone()), consequences: Some(wanted), ..VariantFilter::default() };
        let read = record_filter(&filter).unwrap();
        assert_eq!(read.impacts, Some(BTreeSet::from([0, 4])));
        assert!(read.consequences.unwrap().not_stated);
        assert!(record_order("colour", false).is_err());
    }
}
