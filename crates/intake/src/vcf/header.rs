//! The facts of a VCF header that reading the records needs.

use std::collections::{BTreeMap, BTreeSet};

use model::variation::Contig;
use noodles_vcf::header::Parser;

use super::annotation_layout::AnnotationLayout;
use super::caller::Caller;
use super::header_line::HeaderLine;
use super::roles::{SampleRole, role_in_name};
use crate::error::Refusal;

const COLUMNS: [&str; 8] = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO"];

/// What the header says.
#[derive(Default)]
pub(crate) struct VcfHeader {
    /// Contig names with their lengths.
    pub(crate) contig_lengths: Vec<(String, u64)>,
    /// Names of assemblies as declared: `assembly=` of contigs and of VEP, `##reference`.
    pub(crate) assembly_names: Vec<String>,
    /// The header describes `INFO/SVTYPE`: its caller looks for structural variants.
    pub(crate) declares_structure: bool,
    /// File names of `##reference`, without folders and endings.
    pub(crate) reference_files: Vec<String>,
    /// Field order of the annotation.
    pub(crate) annotation: Option<AnnotationLayout>,
    /// There is a header line for an annotation, but its field order cannot be read.
    pub(crate) annotation_unreadable: bool,
    /// Sample names that header lines call tumour.
    pub(crate) declared_tumors: Vec<String>,
    /// Sample names that header lines call normal.
    pub(crate) declared_normals: Vec<String>,
    /// `##sample_id`, else `##patient_id`, for files without sample columns.
    pub(crate) sample_id: Option<String>,
    /// Names of the declared INFO fields.
    pub(crate) info_ids: Vec<String>,
    /// Sample columns in order.
    pub(crate) samples: Vec<String>,
    /// Programs that called the variants.
    pub(crate) callers: BTreeSet<Caller>,
    /// Lines that break the VCF specification.
    pub(crate) odd_lines: u64,
    /// The first of them.
    pub(crate) first_odd_line: Option<u64>,
    /// `##fileformat` was there.
    pub(crate) declares_format: bool,
    strict: StrictParser,
}

/// The parser of noodles, which knows the specification; it judges lines, [`HeaderLine`] reads them.
#[derive(Default)]
struct StrictParser {
    parser: Parser,
    started: bool,
}

impl VcfHeader {
    /// Takes one line that begins with `#`, except the `#CHROM` line.
    pub(crate) fn add(&mut self, number: u64, text: &str) {
        let file_format = text.starts_with("##fileformat");
        self.declares_format |= file_format;
        if !self.strict.accepts(text, file_format) {
            self.odd_lines += 1;
            self.first_odd_line.get_or_insert(number);
        }
        let Some(line) = HeaderLine::parse(text) else { return };
        self.callers.extend(Caller::of_header_line(&line));
        match line.key {
            "contig" => self.add_contig(&line),
            "reference" => self.add_reference(line.value),
            "VEP" => self.assembly_names.extend(quoted_after(line.value, "assembly=")),
            "VEP-command-line" => self.assembly_names.extend(word_after(line.value, "--assembly")),
            "INFO" => self.add_info(&line, text),
            "SAMPLE" => self.add_sample(&line),
            "PEDIGREE" => self.add_pedigree(&line),
            "tumor_sample" => self.declared_tumors.push(line.value.to_owned()),
            "normal_sample" => self.declared_normals.push(line.value.to_owned()),
            "sample_id" => self.sample_id = Some(line.value.to_owned()),
            "patient_id" if self.sample_id.is_none() => self.sample_id = Some(line.value.to_owned()),
            _ => {}
        }
    }

    /// Takes the `#CHROM` line.
    pub(crate) fn add_columns(&mut self, text: &str) -> Result<(), Refusal> {
        let mut columns = text.split('\t');
        for (expected, number) in COLUMNS.iter().zip(1..) {
            if columns.next().map(str::trim) != Some(*expected) {
                return Err(Refusal::VcfColumnLine { column: number });
            }
        }
        match columns.next() {
            None => return Ok(()),
            Some("FORMAT") => {}
            Some(_) => return Err(Refusal::VcfColumnLine { column: 9 }),
        }
        self.samples = columns.map(str::to_owned).collect();
        if let Some(empty) = self.samples.iter().position(|name| name.trim().is_empty()) {
            return Err(Refusal::VcfColumnLine { column: 10 + empty as u64 });
        }
        let mut sorted: Vec<&String> = self.samples.iter().collect();
        sorted.sort();
        if sorted.windows(2).any(|pair| pair.first() == pair.last()) {
            return Err(Refusal::DuplicateSample);
        }
        Ok(())
    }

    /// Lengths of the chromosomes; a chromosome that is declared with two lengths has none.
    pub(crate) fn chromosome_lengths(&self) -> BTreeMap<Contig, u64> {
        let mut lengths = BTreeMap::new();
        let mut twice = BTreeSet::new();
        for (name, length) in &self.contig_lengths {
            let contig = Contig::from(name.as_str());
            if contig.is_chromosome() && lengths.insert(contig.clone(), *length).is_some_and(|known| known != *length) {
                twice.insert(contig);
            }
        }
        lengths.retain(|contig, _| !twice.contains(contig));
        lengths
    }

    fn add_contig(&mut self, line: &HeaderLine<'_>) {
        if let (Some(id), Some(length)) = (line.attribute("ID"), line.attribute("length")) {
            self.contig_lengths.extend(length.parse().ok().map(|length| (id.to_owned(), length)));
        }
        self.assembly_names.extend(line.attribute("assembly").map(str::to_owned));
        self.assembly_names.dedup();
    }

    fn add_reference(&mut self, value: &str) {
        let value = value.trim_matches('"');
        self.assembly_names.push(value.to_owned());
        let file = value.rsplit(['/', '\\']).next().unwrap_or(value);
        let stem = ["gz", "fa", "fasta", "fna"].iter().fold(file, |stem, ending| {
            stem.strip_suffix(ending).and_then(|stem| stem.strip_suffix('.')).unwrap_or(stem)
        });
        self.reference_files.push(stem.to_owned());
    }

    fn add_info(&mut self, line: &HeaderLine<'_>, text: &str) {
        let Some(id) = line.attribute("ID") else { return };
        self.declares_structure |= id == "SVTYPE";
        self.info_ids.push(id.to_owned());
        match AnnotationLayout::of_info(id, text) {
            // VEP's fields say most, then SnpEff's; a file with several is read by the first.
            Some(Ok(layout)) if self.annotation.as_ref().is_none_or(|known| layout.rank() < known.rank()) => {
                self.annotation = Some(layout);
            }
            Some(Err(_)) => self.annotation_unreadable = true,
            Some(Ok(_)) | None => {}
        }
    }

    fn add_sample(&mut self, line: &HeaderLine<'_>) {
        let names = [line.attribute("SampleName"), line.attribute("ID")];
        let told = line.attribute("ID").and_then(role_in_name).or_else(|| {
            let genomes = line.attribute("Genomes")?;
            let tumor = genomes.split(';').any(|genome| role_in_name(genome) == Some(SampleRole::Tumor));
            Some(if tumor { SampleRole::Tumor } else { role_in_name(genomes)? })
        });
        let names = names.into_iter().flatten().map(str::to_owned);
        match told {
            Some(SampleRole::Tumor) => self.declared_tumors.extend(names),
            Some(SampleRole::Normal) => self.declared_normals.extend(names),
            None => {}
        }
    }

    fn add_pedigree(&mut self, line: &HeaderLine<'_>) {
        if let (Some(derived), Some(original)) = (line.attribute("Derived"), line.attribute("Original")) {
            self.declared_tumors.push(derived.to_owned());
            self.declared_normals.push(original.to_owned());
        }
    }
}

impl StrictParser {
    fn accepts(&mut self, text: &str, file_format: bool) -> bool {
        if !self.started {
            self.started = true;
            if !file_format {
                // Without `##fileformat` the parser would refuse every later line as well.
                let assumed = self.parser.parse_partial(b"##fileformat=VCFv4.2").is_ok();
                return assumed && self.parser.parse_partial(text.as_bytes()).is_ok();
            }
        }
        self.parser.parse_partial(text.as_bytes()).is_ok()
    }
}

/// The quoted text after `name`, which must begin a word.
fn quoted_after(value: &str, name: &str) -> Option<String> {
    let quoted = format!(" {name}\"");
    let rest = value.split_once(&quoted)?.1;
    rest.split('"').next().map(str::to_owned)
}

/// The word after the word `name`.
fn word_after(value: &str, name: &str) -> Option<String> {
    value.split_whitespace().skip_while(|word| *word != name).nth(1).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(lines: &[&str]) -> VcfHeader {
        let mut header = VcfHeader::default();
        for (line, number) in lines.iter().zip(1..) {
            header.add(number, line);
        }
        header
    }

    #[test]
    fn lines_that_break_the_specification_are_counted_and_still_read() {
        let header = header(&[
            "##fileformat=VCFv4.2",
            "##INFO=<ID=CSQ,Number=.,Type=String,Description=Consequence annotations. Format: Allele|Consequence|SYMBOL>",
            "##FORMAT=<Number=1>",
            "##GLnexusConfig={unifier_config: {}}",
            "##contig=<ID=1,length=249250621>",
        ]);
        assert_eq!((header.odd_lines, header.first_odd_line), (1, Some(3)));
        assert!(header.annotation.is_some());
        assert_eq!(header.contig_lengths, [("1".to_owned(), 249_250_621)]);
    }

    #[test]
    fn a_chromosome_declared_with_two_lengths_has_none() {
        let header = header(&[
            "##contig=<ID=chr1,length=248956422>",
            "##contig=<ID=chrX,length=156040895>",
            "##contig=<ID=X,length=1>",
            "##contig=<ID=chrUn_KI270742v1,length=186739>",
        ]);
        assert_eq!(header.chromosome_lengths(), [("1".into(), 248_956_422)].into());
    }

    #[test]
    fn vep_names_its_assembly_in_quotes() {
        let header = header(&[
            "##fileformat=VCFv4.2",
            r#"##VEP="v105" cache="c/105_GRCh37" 1000genomes="phase3" assembly="GRCh38.p13" genebuild="2014""#,
            "##VEP-command-line=vep --species homo_sapiens --assembly GRCh38 --offline",
        ]);
        assert_eq!(header.assembly_names, ["GRCh38.p13", "GRCh38"]);
    }

    #[test]
    fn the_column_line_is_checked() {
        let columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";
        for (text, expected) in [
            (columns.to_owned(), Ok(())),
            (format!("{columns}\tFORMAT\tA\tB"), Ok(())),
            (columns.replace('\t', " "), Err(Refusal::VcfColumnLine { column: 1 })),
            (format!("{columns}\tA\tB"), Err(Refusal::VcfColumnLine { column: 9 })),
            (format!("{columns}\tFORMAT\tA\tA"), Err(Refusal::DuplicateSample)),
            (format!("{columns}\tFORMAT\tA\t"), Err(Refusal::VcfColumnLine { column: 11 })),
        ] {
            assert_eq!(VcfHeader::default().add_columns(&text), expected, "{text}");
        }
    }

    #[test]
    fn header_lines_name_tumour_and_normal() {
        let header = header(&[
            "##fileformat=VCFv4.2",
            "##SAMPLE=<ID=TUMOR,SampleName=S1,File=/x.bam>",
            "##SAMPLE=<ID=NORMAL,SampleName=S2,File=/y.bam>",
            "##PEDIGREE=<Derived=A,Original=B>",
            "##tumor_sample=T",
        ]);
        assert_eq!(header.declared_tumors, ["S1", "TUMOR", "A", "T"]);
        assert_eq!(header.declared_normals, ["S2", "NORMAL", "B"]);
    }
}
