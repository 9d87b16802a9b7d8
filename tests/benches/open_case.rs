//! What a person waits for in an open case, measured in one process as the window has it. `cargo xtask bench` runs it and
//! reads its answer, one JSON object:
//!
//! `table WORKSPACE CASE` (login and passphrase in SHIRUBE_LOGIN and SHIRUBE_PASSPHRASE): the variant table.
//! `match ROUNDS VCF RELEASE`: a file against a release that is open.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, anyhow};
use intake::ImportOptions;
use knowledge::Release;
use model::tumor_type::TumorContext;
use serde_json::{Value, json};
use workflow::contract::{ApiError, SignIn, VariantFilter, VariantQuery, VariantRange};
use workflow::{Desk, Resources};

/// Rounds of each question.
const ROUNDS: usize = 7;
/// Rows of a page on the screen.
const PAGE_ROWS: u32 = 100;
/// Linux counts processor time in hundredths of a second.
const TICKS_PER_SECOND: f64 = 100.0;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let answer = match words.as_slice() {
        ["table", workspace, case] => {
            let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
            runtime.block_on(table(Path::new(workspace), case))
        }
        ["match", rounds, file, release] => matching(rounds.parse()?, Path::new(file), Path::new(release)),
        // `cargo bench` without more: there is nothing to measure.
        _ => return Ok(()),
    }?;
    println!("{answer}");
    Ok(())
}

/// An error of the contract has a code and no text of its own.
fn refused(error: ApiError) -> anyhow::Error {
    anyhow!("{}", error.message.code)
}

async fn table(workspace: &Path, case: &str) -> anyhow::Result<Value> {
    let told = |name: &str| std::env::var(name).with_context(|| name.to_owned());
    let desk = Desk::new(workspace.to_owned(), Resources::below(&shirube_tests::repository())).map_err(refused)?;
    desk.sign_in(SignIn {
        login: told("SHIRUBE_LOGIN")?,
        passphrase: told("SHIRUBE_PASSPHRASE")?,
        code: None,
        older_because: None,
    })
    .await
    .map_err(refused)?;
    let first = Instant::now();
    let page =
        desk.variant_page(case.to_owned(), page(VariantFilter::default(), "", false, 0)).await.map_err(refused)?;
    let first_page_ms = milliseconds(first);
    let counts = Instant::now();
    desk.variant_facets(case.to_owned(), VariantFilter::default()).await.map_err(refused)?;
    let first_counts_ms = milliseconds(counts);
    let mut questions = Vec::new();
    for (name, query) in pages(page.total) {
        let mut times = Vec::new();
        for _ in 0..=ROUNDS {
            let began = Instant::now();
            desk.variant_page(case.to_owned(), query.clone()).await.map_err(refused)?;
            times.push(milliseconds(began));
        }
        questions.push((name, median(times.split_off(1))));
    }
    for (name, filter) in [("counts of all rows", VariantFilter::default()), ("counts of rare rows that pass", rare())]
    {
        let mut times = Vec::new();
        for _ in 0..=ROUNDS {
            let began = Instant::now();
            desk.variant_facets(case.to_owned(), filter.clone()).await.map_err(refused)?;
            times.push(milliseconds(began));
        }
        questions.push((name.to_owned(), median(times.split_off(1))));
    }
    let peak_mib = high_water_mark()?;
    Ok(json!({
        "rows": page.total,
        "first_page_ms": first_page_ms,
        "first_counts_ms": first_counts_ms,
        "questions": questions,
        "peak_mib": peak_mib,
        "candidates": candidates(&desk, case).await?,
    }))
}

fn page(filter: VariantFilter, sort: &str, descending: bool, offset: u32) -> VariantQuery {
    VariantQuery { filter, sort: sort.to_owned(), descending, offset, limit: PAGE_ROWS }
}

/// Rows that the caller lets pass: every bin but its own.
fn passing() -> VariantFilter {
    let bins = model::ledger::Bin::ALL.into_iter().map(model::ledger::Bin::code);
    VariantFilter {
        bins: Some(bins.filter(|code| *code != "filtered_by_caller").map(str::to_owned).collect()),
        ..VariantFilter::default()
    }
}

fn rare() -> VariantFilter {
    let most = VariantRange { at_most: Some("0.1%".to_owned()), not_stated: true, ..VariantRange::default() };
    VariantFilter { frequency: Some(most), ..passing() }
}

/// Every kind of filter and order, by the page.
fn pages(rows: u32) -> Vec<(String, VariantQuery)> {
    let all = VariantFilter::default;
    let impacts = Some(vec!["high".to_owned(), "moderate".to_owned()]);
    let significances = Some(vec!["Pathogenic".to_owned(), "Likely_pathogenic".to_owned()]);
    let vaf = VariantRange { at_least: Some("20%".to_owned()), at_most: Some("60%".to_owned()), not_stated: false };
    let depth = VariantRange { at_least: Some("30".to_owned()), ..VariantRange::default() };
    let text = |text: &str| Some(text.to_owned());
    [
        ("page at the beginning", page(all(), "", false, 0)),
        ("page in the middle", page(all(), "", false, rows / 2)),
        ("filter: frequency < 0.1 %, PASS", page(rare(), "", false, 0)),
        ("filter: high or moderate, frequency < 0.1 %, PASS", page(VariantFilter { impacts, ..rare() }, "", false, 0)),
        ("filter: ClinVar", page(VariantFilter { clinical_significances: significances, ..all() }, "", false, 0)),
        ("filter: gene contains RA", page(VariantFilter { gene_contains: text("RA"), ..all() }, "", false, 0)),
        ("filter: free text", page(VariantFilter { text: text("splice"), ..all() }, "", false, 0)),
        ("filter: region of 1 Mb", page(VariantFilter { region: text("7:55000000-56000000"), ..all() }, "", false, 0)),
        ("filter: VAF and depth", page(VariantFilter { vaf: Some(vaf), depth: Some(depth), ..all() }, "", false, 0)),
        ("order: frequency of rare rows", page(rare(), "frequency", false, 0)),
        ("order: gene, page at 100,000", page(all(), "gene", false, 100_000)),
        ("order: place, from the end", page(all(), "place", true, 0)),
        ("order: VAF, from the highest", page(all(), "vaf", true, 0)),
        ("order: depth, page in the middle", page(all(), "depth", false, rows / 2)),
        ("order: impact, from the highest", page(all(), "impact", true, 0)),
    ]
    .into_iter()
    .map(|(name, query)| (name.to_owned(), query))
    .collect()
}

/// Alleles that pass the caller, are rarer than 1 % in gnomAD or absent, and change a protein: how many per place.
async fn candidates(desk: &Desk, case: &str) -> anyhow::Result<Vec<(String, u32, u32)>> {
    let impacts = Some(vec!["high".to_owned(), "moderate".to_owned()]);
    let filter = VariantFilter { impacts, ..passing() };
    let mut places: BTreeMap<(String, u32), u32> = BTreeMap::new();
    let mut offset = 0;
    loop {
        let query = VariantQuery { limit: 1000, ..page(filter.clone(), "", false, offset) };
        let rows = desk.variant_page(case.to_owned(), query).await.map_err(refused)?.rows;
        if rows.is_empty() {
            return Ok(places.into_iter().map(|((contig, at), alleles)| (contig, at, alleles)).collect());
        }
        offset += 1000;
        for row in rows {
            let percent = row.frequency_gnomad_percent.map(|text| text.parse::<f64>()).transpose()?;
            if percent.is_none_or(|percent| percent < 1.0) {
                let contig = row.contig.context("a row that passes has a contig")?;
                let bare = contig.strip_prefix("chr").unwrap_or(&contig).to_owned();
                *places.entry((bare, row.position)).or_default() += 1;
            }
        }
    }
}

fn matching(rounds: u32, file: &Path, release: &Path) -> anyhow::Result<Value> {
    let release = Release::load(release)?;
    let context = interpretation::Context {
        tumor: TumorContext::Any,
        as_of: jiff::civil::date(2026, 11, 25),
        treatments: Vec::new(),
        person: interpretation::conditions::PersonFacts::default(),
    };
    let files = [PathBuf::from(file)];
    let (mut findings, mut alone) = (0, 0.0);
    let began = processor_seconds()?;
    for _ in 0..rounds {
        let input = intake::read_files(&files, &ImportOptions::default())?;
        let matching = processor_seconds()?;
        findings = 0;
        for profile in &input.profiles {
            findings += interpretation::interpret(profile, &context, &release)?.findings.len();
        }
        alone += processor_seconds()? - matching;
    }
    let both = processor_seconds()? - began;
    Ok(json!({
        "statements": release.statements().len(),
        "findings": findings,
        "read_and_match": both / f64::from(rounds),
        "match_alone": alone / f64::from(rounds),
    }))
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// Most memory so far, in MiB.
fn high_water_mark() -> anyhow::Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("no VmHWM")?;
    let kib: f64 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(kib / 1024.0)
}

/// Processor time so far, of all threads.
fn processor_seconds() -> anyhow::Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let (_, rest) = stat.rsplit_once(") ").context("malformed /proc/self/stat")?;
    let ticks: u32 = rest.split(' ').skip(11).take(2).filter_map(|field| field.parse::<u32>().ok()).sum();
    Ok(f64::from(ticks) / TICKS_PER_SECOND)
}
