use model::assembly::Assembly;
use model::evidence::AlleleOrigin;
use model::small_variant::RecordSource;
use model::variation::Allele;

use super::*;

const HEADER: &str = "##INFO=<ID=BCSQ,Number=.,Type=String,Description=\"Haplotype-aware consequence annotation from BCFtools/csq. Format: '[*]consequence|gene|transcript|biotype[|strand|amino_acid_change|dna_change]' or a pointer '@position'\">";

fn layout() -> AnnotationLayout {
    AnnotationLayout::of_info("BCSQ", HEADER).unwrap().unwrap()
}

#[test]
fn the_header_of_today_and_of_earlier_versions_names_the_same_places() {
    let today = "##INFO=<ID=BCSQ,Number=.,Type=String,Description=\"Local consequence annotation from BCFtools/csq, see \
        http://samtools.github.io/bcftools/howtos/csq-calling.html for details. Format: \
        Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change\">";
    let today = AnnotationLayout::of_info("BCSQ", today).unwrap().unwrap();
    let earlier = layout();
    assert_eq!(AnnotationLayout { names: earlier.names.clone(), ..today }, earlier);
}

fn seen(value: &str, position: u64, alternates: &[&str]) -> (RecordAnnotation<'static>, SharedEntries) {
    read(&layout(), value, VcfPosition(position), ("G", alternates))
}

#[test]
fn an_entry_is_read_by_the_header_and_its_short_names_become_terms() {
    let value = "missense|KRAS|T1|protein_coding|-|12G>12D|25398284G>A,3_prime_utr|X|T2|protein_coding,*missense|KRAS|T3|protein_coding|-|13G>13D|25398284G>A,synonymous|Y|T4|protein_coding|+|5D|25398284G>A";
    let (annotation, entries) = seen(value, 25_398_284, &["A"]);
    let list = &annotation.by_allele[0];
    assert_eq!((list[0].gene.as_deref(), list[0].terms[0].name()), (Some("KRAS"), "missense_variant"));
    let shown: Vec<_> = list.iter().map(|one| one.hgvsp.as_ref().map(|hgvsp| hgvsp.change.short())).collect();
    assert_eq!(shown, [Some("G12D".to_owned()), None, None, Some("D5=".to_owned())]);
    assert_eq!(list[1].terms, [ConsequenceTerm::ThreePrimeUtr]);
    assert_eq!(entries, SharedEntries::default());
}

#[test]
fn each_allele_of_a_record_takes_its_own_change() {
    let value =
        "missense|K|T|protein_coding|+|5A>5D|10G>A,missense|K|T|protein_coding|+|5A>5V|10G>T,intron|L|U|protein_coding";
    let (annotation, _) = seen(value, 10, &["A", "T"]);
    let counts: Vec<usize> = annotation.by_allele.iter().map(Vec::len).collect();
    assert_eq!((counts, annotation.unpaired), (vec![2, 2], 0));
    assert_eq!(annotation.by_allele[1][0].hgvsp.as_ref().unwrap().change.short(), "A5V");
}

#[test]
fn a_pointer_brings_the_consequence_of_the_whole_haplotype() {
    let (_, holder) = seen("stop_gained|K|T|protein_coding|+|5P>5*|9G>T+10G>A", 9, &["T"]);
    let (annotation, pointing) = seen("@9", 10, &["A"]);
    assert!(annotation.by_allele[0].is_empty());
    let variant = |position: u64, alternate: &str| SmallVariant {
        allele: Allele {
            assembly: Assembly::GRCh38,
            contig: "7".into(),
            position: VcfPosition(position),
            reference: "G".to_owned(),
            alternate: alternate.to_owned(),
        },
        consequences: Vec::new(),
        origin: AlleleOrigin::Unknown,
        tumor: None,
        normal: None,
        phase_set: None,
        phased_haplotype: None,
        aligned: None,
        population: None,
        reported: None,
        source: RecordSource { file: 0, line: 1 },
    };
    let mut variants = [variant(9, "T"), variant(10, "A"), variant(10, "C")];
    let mut book = SharedBook::default();
    book.note(&"chr7".into(), 9, holder, 0..1);
    book.note(&"7".into(), 10, pointing.clone(), 1..2);
    book.note(&"7".into(), 10, pointing, 2..3);
    assert_eq!(book.resolve(&mut variants), 1, "the third allele is not in the shared change");
    assert_eq!(variants[1].consequences[0].hgvsp.as_ref().unwrap().change.short(), "P5*");
    assert!(variants[2].consequences.is_empty());
}
