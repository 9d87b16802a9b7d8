use std::collections::BTreeSet;
use std::process::Command;

use super::*;

fn order(records: u64, kind: Kind) -> Order {
    Order { records, out: PathBuf::new(), kind, seed: 3 }
}

fn text(order: &Order) -> String {
    let mut text = Vec::new();
    write_text(order, &mut text).unwrap();
    String::from_utf8(text).unwrap()
}

fn records(text: &str) -> Vec<Vec<&str>> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect()
}

#[test]
fn the_same_order_gives_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let made = |name: &str, seed| {
        let order = Order { out: folder.path().join(name), seed, ..order(500, Kind::Germline) };
        run(&order).unwrap();
        std::fs::read(order.out).unwrap()
    };
    assert_eq!(made("a.vcf.gz", 3), made("b.vcf.gz", 3));
    assert_ne!(made("a.vcf.gz", 3), made("c.vcf.gz", 4));
}

#[test]
fn a_file_says_that_it_is_made_up() {
    assert!(text(&order(1, Kind::Somatic)).lines().any(|line| line.starts_with("##source=SYNTHETIC")));
}

#[test]
fn there_are_as_many_records_as_ordered_in_order_and_complete() {
    for kind in [Kind::Germline, Kind::Somatic] {
        let text = text(&order(3000, kind));
        let records = records(&text);
        assert_eq!(records.len(), 3000);
        let columns = 9 + kind.samples().split('\t').count();
        assert!(records.iter().all(|record| record.len() == columns));
        for (contig, length) in CONTIGS {
            let places: Vec<u64> =
                records.iter().filter(|record| record[0] == contig).map(|record| record[1].parse().unwrap()).collect();
            assert!(places.is_sorted() && places.iter().all(|place| (1..length).contains(place)), "{contig}");
        }
    }
}

#[test]
fn every_entry_has_the_fields_of_the_header() {
    let text = text(&order(3000, Kind::Germline));
    let fields = annotation::FIELDS.split('|').count();
    let mut consequences = BTreeSet::new();
    for record in records(&text) {
        let (_, entries) = record[7].split_once("CSQ=").unwrap();
        for entry in entries.split(',') {
            let values: Vec<&str> = entry.split('|').collect();
            assert_eq!(values.len(), fields, "{entry}");
            consequences.insert(values[1]);
        }
    }
    assert!(consequences.len() > 10, "{consequences:?}");
    assert!(records(&text).iter().any(|record| record[4].contains(',') && record[9].starts_with("1/2")));
}

#[test]
fn the_known_hot_spots_are_in_a_somatic_file() {
    let text = text(&order(2000, Kind::Somatic));
    for change in ["BRAF|", ":p.Val600Glu|", ":p.Leu858Arg|", ":p.Arg273His|"] {
        assert!(text.contains(change), "{change}");
    }
}

#[test]
fn bcftools_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    for kind in [Kind::Germline, Kind::Somatic] {
        let order = Order { out: folder.path().join("a.vcf.gz"), ..order(1000, kind) };
        run(&order).unwrap();
        let Ok(read) = Command::new("bcftools").args(["view", "-H"]).arg(&order.out).output() else {
            eprintln!("skipped: bcftools is not installed");
            return;
        };
        let said = String::from_utf8(read.stderr).unwrap();
        assert!(read.status.success() && said.is_empty(), "{said}");
        assert_eq!(String::from_utf8(read.stdout).unwrap().lines().count(), 1000);
    }
}

#[test]
fn the_product_reads_it_and_accounts_for_every_record() {
    let folder = tempfile::tempdir().unwrap();
    for kind in [Kind::Germline, Kind::Somatic] {
        let order = Order { out: folder.path().join("a.vcf.gz"), ..order(2000, kind) };
        run(&order).unwrap();
        let input = intake::read_files(std::slice::from_ref(&order.out), &intake::ImportOptions::default()).unwrap();
        let [file] = input.ledger.files.as_slice() else { panic!("one file") };
        assert!(file.balances() && file.records == 2000 && file.malformed.is_empty(), "{file:?}");
    }
}

#[test]
fn an_order_is_read_from_words() {
    let read = Order::of_words(&["--records", "5", "--out", "a.vcf.gz", "--kind", "somatic", "--seed", "9"]).unwrap();
    assert_eq!(read, Order { records: 5, out: PathBuf::from("a.vcf.gz"), kind: Kind::Somatic, seed: 9 });
    for words in [&["--records", "5"][..], &["--out", "a"], &["--records", "x", "--out", "a"], &["--kind", "other"]] {
        assert!(Order::of_words(words).is_err());
    }
}
