//! One record again, from its place in a file: the original line, and everything that it says by name.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use flate2::bufread::MultiGzDecoder;

use crate::error::IntakeError;
use crate::open::{Packing, packing};
use crate::vcf::{annotation_names, split_entry};

/// Longest line that is shown, and most bytes of a header that are read; more would be no line of a variant.
const LIMIT_BYTES: u64 = 64 * 1024 * 1024;

/// Columns of a VCF line before its samples, for a file without `#CHROM` line.
const VCF_COLUMNS: [&str; 9] = ["CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT"];
const VCF_INFO: usize = 7;
const VCF_FORMAT: usize = 8;

/// Where a line begins, as [`model::record_batch::RecordBatch`] keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinePlace {
    /// BGZF virtual offset, or byte offset of the text.
    pub offset: u64,
}

/// A name and what the file says under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetailField {
    /// As the header names it.
    pub name: String,
    /// As written.
    pub value: String,
}

/// What a record says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordDetail {
    /// The line as it stands in the file; bytes that are no text are replaced.
    pub original: String,
    /// Fixed columns.
    pub columns: Vec<DetailField>,
    /// `INFO` fields but the transcripts; a flag has no value.
    pub fields: Vec<DetailField>,
    /// One list per transcript and allele, in file order; fields without value are left out.
    pub transcripts: Vec<Vec<DetailField>>,
    /// Fields of each sample under the sample's name.
    pub samples: Vec<(String, Vec<DetailField>)>,
}

/// Reads one record. Plain text and BGZF are opened at the place; other gzip files have no way in but from the start,
/// so the text before the line is read and dropped. `name` is the name of the file, for errors.
///
/// # Errors
/// [`IntakeError::World`] when the place cannot be read.
pub fn record_detail(source: impl Read + Seek, name: &str, place: LinePlace) -> Result<RecordDetail, IntakeError> {
    let mut details = record_details(source, name, &[place])?;
    let gone = || IntakeError::World { file: name.to_owned(), source: io::ErrorKind::UnexpectedEof.into() };
    details.pop().ok_or_else(gone)
}

/// Reads several records of one file, the header once. The places stand in the order of the file.
///
/// # Errors
/// As [`record_detail`]; also when the places of a gzip file that is no BGZF are out of order.
pub fn record_details(
    source: impl Read + Seek,
    name: &str,
    places: &[LinePlace],
) -> Result<Vec<RecordDetail>, IntakeError> {
    let mut source = source;
    let read = |source: &mut _| -> io::Result<Vec<RecordDetail>> {
        let packing = packing_of(source)?;
        let header = Header::read(&mut *text(&mut *source, packing)?)?;
        let lines = match packing {
            Packing::Gzip => lines_in_one_pass(&mut *text(source, packing)?, places)?,
            _ => places.iter().map(|place| line_at(source, packing, *place)).collect::<io::Result<_>>()?,
        };
        Ok(lines.into_iter().map(|line| header.explain(line)).collect())
    };
    read(&mut source).map_err(|source| IntakeError::World { file: name.to_owned(), source })
}

/// Gzip has no way in but from the start, so the text between the lines is read and dropped.
fn lines_in_one_pass(text: &mut dyn BufRead, places: &[LinePlace]) -> io::Result<Vec<String>> {
    let mut at = 0;
    let mut lines = Vec::with_capacity(places.len());
    for place in places {
        let skipped = place.offset.checked_sub(at).ok_or(io::ErrorKind::InvalidInput)?;
        io::copy(&mut (&mut *text).take(skipped), &mut io::sink())?;
        let (line, bytes) = counted_line(text)?.ok_or(io::ErrorKind::UnexpectedEof)?;
        at = place.offset + bytes;
        lines.push(line);
    }
    Ok(lines)
}

fn packing_of(source: &mut (impl Read + Seek)) -> io::Result<Packing> {
    let mut first = Vec::new();
    source.rewind()?;
    source.by_ref().take(18).read_to_end(&mut first)?;
    Ok(packing(&first))
}

fn text<'s>(source: &'s mut (impl Read + Seek), packing: Packing) -> io::Result<Box<dyn BufRead + 's>> {
    source.rewind()?;
    Ok(match packing {
        Packing::Plain => Box::new(BufReader::new(source)),
        Packing::Gzip => Box::new(BufReader::new(MultiGzDecoder::new(BufReader::new(source)))),
        Packing::Bgzf => Box::new(noodles_bgzf::io::Reader::new(source)),
        // A BCF has no lines to show.
        Packing::Bcf => return Err(io::ErrorKind::Unsupported.into()),
    })
}

fn line_at(source: &mut (impl Read + Seek), packing: Packing, place: LinePlace) -> io::Result<String> {
    let line = match packing {
        // Several lines of a gzip file are read by `lines_in_one_pass`.
        Packing::Bcf | Packing::Gzip => return Err(io::ErrorKind::Unsupported.into()),
        Packing::Plain => {
            source.seek(SeekFrom::Start(place.offset))?;
            next_line(&mut BufReader::new(source))?
        }
        Packing::Bgzf => {
            let mut reader = noodles_bgzf::io::Reader::new(source);
            reader.seek(noodles_bgzf::VirtualPosition::from(place.offset))?;
            next_line(&mut reader)?
        }
    };
    line.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
}

/// The next line without its end, whatever ends it.
fn next_line(text: &mut (impl BufRead + ?Sized)) -> io::Result<Option<String>> {
    Ok(counted_line(text)?.map(|(line, _)| line))
}

/// The next line without its end, and how many bytes it took with its end.
fn counted_line(text: &mut (impl BufRead + ?Sized)) -> io::Result<Option<(String, u64)>> {
    let mut bytes = Vec::new();
    text.take(LIMIT_BYTES).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    let line = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    Ok(Some((String::from_utf8_lossy(line).into_owned(), bytes.len() as u64)))
}

/// What the top of the file says about its columns.
#[derive(Debug, Default)]
struct Header {
    columns: Vec<String>,
    is_vcf: bool,
    /// INFO key and names of an annotation.
    annotations: Vec<(String, Vec<String>)>,
}

impl Header {
    fn read(text: &mut dyn BufRead) -> io::Result<Self> {
        let mut header = Self::default();
        let mut left = LIMIT_BYTES;
        while let Some(line) = next_line(text)? {
            left = left.saturating_sub(line.len() as u64 + 1);
            if let Some(meta) = line.strip_prefix("##") {
                header.is_vcf |= meta.starts_with("fileformat=VCF");
                header.annotations.extend(annotation_names(&line));
            } else if let Some(columns) = line.strip_prefix("#CHROM\t") {
                header.is_vcf = true;
                header.columns = ["CHROM"].into_iter().chain(columns.split('\t')).map(str::to_owned).collect();
                break;
            } else if !line.starts_with('#') {
                let names: Vec<String> = line.split('\t').map(str::to_owned).collect();
                header.columns =
                    if header.is_vcf { VCF_COLUMNS.iter().map(|name| (*name).to_owned()).collect() } else { names };
                break;
            }
            if left == 0 {
                break;
            }
        }
        Ok(header)
    }

    fn explain(&self, original: String) -> RecordDetail {
        let cells: Vec<&str> = original.split('\t').collect();
        if !self.is_vcf {
            let columns = self.columns.iter().zip(&cells).map(|(name, cell)| field(name, cell));
            let columns = columns.filter(|field| !field.value.is_empty()).collect();
            return RecordDetail { original, columns, ..RecordDetail::default() };
        }
        let fixed = self.columns.iter().zip(&cells).take(VCF_INFO);
        let columns = fixed.map(|(name, cell)| field(name, cell)).collect();
        let mut detail = RecordDetail { columns, ..RecordDetail::default() };
        for info in cells.get(VCF_INFO).into_iter().flat_map(|info| info.split(';')) {
            let (key, value) = info.split_once('=').unwrap_or((info, ""));
            match self.annotations.iter().find(|(known, _)| known == key) {
                Some((_, names)) => {
                    detail
                        .transcripts
                        .extend(value.split(',').map(|entry| transcript(names, &split_entry(key, entry))));
                }
                None if key.is_empty() || key == "." => {}
                None => detail.fields.push(field(key, value)),
            }
        }
        let keys: Vec<&str> = cells.get(VCF_FORMAT).into_iter().flat_map(|keys| keys.split(':')).collect();
        let samples = self.columns.iter().zip(&cells).skip(VCF_FORMAT + 1);
        let values = |cell: &str| keys.iter().zip(cell.split(':')).map(|(key, value)| field(key, value)).collect();
        detail.samples = samples.map(|(name, cell)| (name.clone(), values(cell))).collect();
        detail.original = original;
        detail
    }
}

fn field(name: &str, value: &str) -> DetailField {
    DetailField { name: name.to_owned(), value: value.to_owned() }
}

fn transcript(names: &[String], values: &[&str]) -> Vec<DetailField> {
    let fields = names.iter().zip(values).map(|(name, value)| field(name, value));
    fields.filter(|field| !field.value.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    const TEXT: &str = "##fileformat=VCFv4.2\n\
        ##INFO=<ID=CSQ,Number=.,Type=String,Description=\"Consequence annotations from Ensembl VEP. Format: Allele|Consequence|SYMBOL\">\n\
        #CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tT1\n\
        1\t10\t.\tA\tT\t.\tPASS\tDP=8\tGT\t0/1\n\
        17\t20\trs1\tC\tT\t9\tPASS\tSOMATIC;CSQ=T|stop_gained|TP53,T|intron_variant|;DP=9\tGT:AD\t0/1:3,6\r\n";

    fn place(offset: usize) -> LinePlace {
        LinePlace { offset: offset as u64 }
    }

    fn check(detail: &RecordDetail) {
        assert!(detail.original.starts_with("17\t20\trs1") && detail.original.ends_with("3,6"));
        assert_eq!(detail.columns[1], field("POS", "20"));
        assert_eq!(detail.fields, [field("SOMATIC", ""), field("DP", "9")]);
        assert_eq!(detail.transcripts.len(), 2);
        assert_eq!(detail.transcripts[0][2], field("SYMBOL", "TP53"));
        assert_eq!(detail.transcripts[1].len(), 2);
        assert_eq!(detail.samples, [("T1".to_owned(), vec![field("GT", "0/1"), field("AD", "3,6")])]);
    }

    #[test]
    fn a_line_is_found_again_in_plain_text_gzip_and_bgzf() {
        let at = TEXT.find("17\t20").unwrap();
        check(&record_detail(Cursor::new(TEXT), "a.vcf", place(at)).unwrap());
        let mut gzip = flate2::write::GzEncoder::new(vec![], flate2::Compression::fast());
        gzip.write_all(TEXT.as_bytes()).unwrap();
        check(&record_detail(Cursor::new(gzip.finish().unwrap()), "a.vcf.gz", place(at)).unwrap());
        let mut bgzf = noodles_bgzf::io::Writer::new(vec![]);
        bgzf.write_all(&TEXT.as_bytes()[..at]).unwrap();
        bgzf.flush().unwrap();
        let begins = u64::from(bgzf.virtual_position());
        bgzf.write_all(&TEXT.as_bytes()[at..]).unwrap();
        let bytes = bgzf.finish().unwrap();
        check(&record_detail(Cursor::new(bytes), "a.vcf.gz", LinePlace { offset: begins }).unwrap());
    }

    #[test]
    fn several_lines_are_found_in_one_pass_in_the_order_of_the_file() {
        let first = place(TEXT.find("1\t10").unwrap());
        let second = place(TEXT.find("17\t20").unwrap());
        let mut gzip = flate2::write::GzEncoder::new(vec![], flate2::Compression::fast());
        gzip.write_all(TEXT.as_bytes()).unwrap();
        let gzip = gzip.finish().unwrap();
        for bytes in [TEXT.as_bytes(), gzip.as_slice()] {
            let details = record_details(Cursor::new(bytes), "a.vcf", &[first, second]).unwrap();
            assert_eq!(details[0].columns[1], field("POS", "10"));
            check(&details[1]);
        }
        assert!(record_details(Cursor::new(&gzip), "a.vcf.gz", &[second, first]).is_err());
    }

    #[test]
    fn a_table_names_its_cells_and_a_place_behind_the_end_is_an_error() {
        let text = "#version 2.4\nHugo_Symbol\tChromosome\tEmpty\nTP53\t17\t\n";
        let at = text.find("TP53").unwrap();
        let detail = record_detail(Cursor::new(text), "a.maf", place(at)).unwrap();
        assert_eq!(detail.columns, [field("Hugo_Symbol", "TP53"), field("Chromosome", "17")]);
        assert_eq!(detail.original, "TP53\t17\t");
        assert!(record_detail(Cursor::new(text), "a.maf", place(5000)).is_err());
        assert!(record_detail(Cursor::new(""), "a.maf", place(0)).is_err());
    }
}
