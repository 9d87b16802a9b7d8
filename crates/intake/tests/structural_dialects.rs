//! One synthetic fusion in eight dialects.

#![cfg(test)]

use std::path::{Path, PathBuf};

use intake::{ImportOptions, read_files};
use model::assembly::Assembly;
use model::profile::AlterationClass;

#[test]
fn a_file_that_did_not_look_for_joins_leaves_fusions_open_and_one_that_did_answers() {
    let assessed = |files: &[&str]| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/ODD-SV-01/input");
        let paths: Vec<PathBuf> = files.iter().map(|name| folder.join(name)).collect();
        let options = ImportOptions { assembly: Some(Assembly::GRCh38), ..ImportOptions::default() };
        read_files(&paths, &options).unwrap().profiles.remove(0)
    };
    let all = assessed(&[
        "SV-01.arriba.tsv",
        "SV-01.delly.vcf",
        "SV-01.gridss.vcf",
        "SV-01.manta.vep.vcf",
        "SV-01.sniffles2.vcf",
    ]);
    assert_eq!(all.assessed, [AlterationClass::Rearrangement]);
    assert_eq!(all.tumor_sample, "SV-01-T");
    let keys: Vec<String> = all.structural_variants.iter().map(|variant| variant.key().to_string()).collect();
    let joins = keys.iter().filter(|key| key.contains("2:29223528(+)~2:42295516(+) inversion")).count();
    assert_eq!(joins, 1, "Manta and GRIDSS tell one variant: {keys:?}");
    let deletions = keys.iter().filter(|key| key.contains("7:55019400(+)~7:55155801(-) deletion")).count();
    assert_eq!(deletions, 1, "Delly and Manta tell one variant");
    assert!(assessed(&["SV-01.sniffles2.vcf"]).assessed.is_empty(), "insertions alone join nothing");
}
