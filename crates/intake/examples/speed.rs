use intake::{ImportOptions, ImportPosition, Selection, read_files, read_files_into};
use model::ports::{RecordSink, RecordSinkError};
use model::record_batch::{RecordBatch, RecordDictionaries};
use std::ops::ControlFlow;
use std::path::PathBuf;
struct Sink(u64);
impl RecordSink for Sink {
    fn append(&mut self, batch: &RecordBatch) -> Result<(), RecordSinkError> {
        self.0 += batch.len() as u64;
        Ok(())
    }
    fn finish(&mut self, _: &RecordDictionaries) -> Result<(), RecordSinkError> {
        Ok(())
    }
}
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let (_, rest) = stat.rsplit_once(") ").unwrap();
    rest.split(' ').skip(11).take(2).map(|f| f.parse::<f64>().unwrap()).sum::<f64>() / 100.0
}
fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let rows = words[0] == "rows";
    let paths = [PathBuf::from(&words[1])];
    let genes = std::fs::read_to_string(&words[2]).unwrap();
    let genes = genes.lines().take(300).map(str::to_owned).collect();
    let selection = Selection { common_from: Some(10_000_000), genes: Some(genes), ..Selection::default() };
    let options = ImportOptions { selection, careful: words.get(3).is_some(), ..ImportOptions::default() };
    let began = std::time::Instant::now();
    let input = if rows {
        let mut sink = Sink(0);
        let silent = |_: ImportPosition| ControlFlow::Continue(());
        read_files_into(&paths, &options, &mut sink, &silent).unwrap()
    } else {
        read_files(&paths, &options).unwrap()
    };
    let file = &input.ledger.files[0];
    println!(
        "{} records, cpu {:.2}, wall {:.2}, {:?} kept {}",
        file.records,
        cpu(),
        began.elapsed().as_secs_f64(),
        file.bins,
        input.profiles[0].small_variants.len()
    );
}
