//! Copy number and families.

use intake::ImportOptions;
use model::assembly::Assembly;
use model::ledger::Bin;

use super::{asked, data, read};

#[test]
fn copy_number_segments_of_real_programs_are_read_whole() {
    let Some(data) = data() else { return };
    for (name, assembly, records, samples) in [
        ("cnv-sv-fusion/cnvkit_tr95t.cns", Assembly::GRCh37, 124, 1),
        ("cnv-sv-fusion/cnvkit_cl_seq.cns", Assembly::GRCh37, 78, 1),
        ("cnv-sv-fusion/cnvkit_amplicon.cns", Assembly::GRCh37, 88, 1),
        ("somatic-pcgr/T001-COAD.grch37.cna.tsv", Assembly::GRCh37, 252, 1),
        ("somatic-pcgr/T001-COAD.grch38.cna.tsv", Assembly::GRCh38, 260, 1),
    ] {
        let input = read(&[&data.join(name)], &asked(assembly)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let file = &input.ledger.files[0];
        assert_eq!(file.records, records, "{name}");
        assert_eq!(input.profiles.len(), samples, "{name}");
        assert_eq!(input.profiles[0].segments.len() as u64, file.bins[&Bin::Kept], "{name}");
        // Eight rows of the amplicon file end before they begin.
        let malformed = if name.ends_with("amplicon.cns") { 8 } else { 0 };
        assert_eq!(file.bins[&Bin::Kept] + malformed, records, "{name}");
    }
    let seg = read(&[&data.join("cnv-sv-fusion/cnvkit_cw-tr-log2.seg")], &asked(Assembly::GRCh37)).unwrap();
    assert_eq!(seg.ledger.files[0].records, 4172);
    let laml = read(&[&data.join("maf-tcga-laml/LAML_CBS_segments.part-a.tsv")], &asked(Assembly::GRCh37)).unwrap();
    assert_eq!(laml.ledger.files[0].records, 4335);
    let error = read(&[&data.join("signatures/Samples_SBS.txt")], &ImportOptions::default()).unwrap_err();
    assert_eq!(error.code(), "intake_mutation_counts");
}

#[test]
fn families_of_real_pedigrees_are_read() {
    let Some(data) = data() else { return };
    for (name, persons, expected) in [
        ("germline-scout/643594.ped", 3, vec![]),
        ("germline-scout/643594.peddy.ped", 3, vec!["pedigree_fields_not_read"]),
        ("germline-scout/cancer_test.ped", 2, vec![]),
        ("germline-trio/comphet.csq.ped", 3, vec![]),
        ("germline-trio/talos_pedigree.ped", 3, vec![]),
    ] {
        let input =
            read(&[&data.join(name)], &ImportOptions::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let pedigree = input.pedigree.unwrap();
        assert_eq!((pedigree.members.len(), pedigree.families()), (persons, 1), "{name}");
        let codes: Vec<&str> = input.notices.iter().map(|notice| notice.code.as_str()).collect();
        assert_eq!(codes, expected, "{name}");
    }
}
