//! Fusions, with the transcripts of their genes where a reference pack has them.

use casefile::event::StoredFile;
use model::breakend::{Breakend, BreakendPlace, RetainedSide};
use model::profile::MolecularProfile;
use model::rearrangement_call::{RearrangementBasis, RearrangementCall};
use model::reference::{Alignment, CutPlace, ReferencePack, SplicedCut, Strand, Transcript};
use model::structural::{Rearrangement, RearrangementKind};

use super::{count, end_view, file_name, percent};
use crate::contract::{CutView, DomainView, ExonView, FusionPartner, FusionView, TranscriptView};

/// Which end of the joined transcript a gene makes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    FivePrime,
    ThreePrime,
}

pub(super) fn fusions(
    profile: &MolecularProfile,
    files: &[StoredFile],
    pack: Option<&ReferencePack>,
) -> Vec<FusionView> {
    profile.rearrangements.iter().map(|event| fusion(event, profile, files, pack)).collect()
}

fn fusion(
    event: &Rearrangement,
    profile: &MolecularProfile,
    files: &[StoredFile],
    pack: Option<&ReferencePack>,
) -> FusionView {
    let none = RearrangementCall::default();
    let call = event.call.as_ref().unwrap_or(&none);
    let genes: Vec<&str> = [&event.five_prime, &event.three_prime].into_iter().flatten().map(String::as_str).collect();
    let words = [&event.detail, &call.type_as_written];
    let mut detail: Vec<&str> = words.into_iter().flatten().map(String::as_str).collect();
    detail.dedup();
    let partner = |side| partner(event, call, side, (profile, pack));
    FusionView {
        label: genes.join("::"),
        kind: kind(event.kind).to_owned(),
        order_stated: event.order_stated,
        basis: basis(call.basis).to_owned(),
        partner_unknown: call.partner_unknown,
        confidence: call.confidence.map(|confidence| confidence.code().to_owned()),
        reading_frame: call.reading_frame.map(|frame| frame.code().to_owned()),
        junction_reads: call.junction_reads,
        spanning_reads: call.spanning_reads,
        supporting_reads: event.supporting_reads,
        vaf_percent: call.vaf_fraction.map(percent),
        detail: Some(detail.join(", ")).filter(|words| !words.is_empty()),
        origin: event.origin.code().to_owned(),
        partners: vec![partner(Side::FivePrime), partner(Side::ThreePrime)],
        file: file_name(&event.source, files),
        line: count(event.source.line),
    }
}

fn partner(
    event: &Rearrangement,
    call: &RearrangementCall,
    side: Side,
    (profile, pack): (&MolecularProfile, Option<&ReferencePack>),
) -> FusionPartner {
    let (code, gene, exon, domains, at) = match side {
        Side::FivePrime => ("five_prime", &event.five_prime, call.five_prime_exon, &call.five_prime_domains, 0),
        Side::ThreePrime => ("three_prime", &event.three_prime, call.three_prime_exon, &call.three_prime_domains, 1),
    };
    let end = call.breakpoints.get(at);
    let known = pack.zip(gene.as_deref()).and_then(|(pack, gene)| {
        let transcript = pack.mane_select(gene, profile.assembly)?;
        (transcript.alignment == Alignment::Exact).then_some((pack, transcript))
    });
    FusionPartner {
        side: code.to_owned(),
        gene: gene.clone(),
        end: end.map(end_view),
        stated_exon: exon.map(u32::from),
        stated_domains: domains.clone(),
        transcript: known.map(|(pack, transcript)| transcript_view(pack, transcript)),
        cut: known.and_then(|(_, transcript)| cut(transcript, side, end, exon)),
    }
}

fn transcript_view(pack: &ReferencePack, transcript: &Transcript) -> TranscriptView {
    let coding = transcript.spliced_coding();
    TranscriptView {
        name: transcript.accessions.first().cloned().unwrap_or_default(),
        forward: transcript.strand == Strand::Forward,
        exons: transcript
            .spliced_exons()
            .into_iter()
            .map(|(number, exon)| ExonView {
                number: u32::from(number),
                start: count(exon.start),
                end: count(exon.end),
            })
            .collect(),
        coding_start: coding.map(|coding| count(coding.start)),
        coding_end: coding.map(|coding| count(coding.end)),
        domains: pack
            .domains(transcript)
            .into_iter()
            .filter_map(|domain| {
                let place = transcript.spliced_residues(domain.first, domain.last)?;
                Some(DomainView {
                    name: domain.name.clone(),
                    accession: domain.accession.clone(),
                    start: count(place.start),
                    end: count(place.end),
                })
            })
            .collect(),
    }
}

/// By the breakpoint where it lies on the gene's chromosome, else by the exon that the file states.
fn cut(transcript: &Transcript, side: Side, end: Option<&Breakend>, exon: Option<u16>) -> Option<CutView> {
    if let Some(end) = end.filter(|end| end.place.contig == transcript.contig) {
        let kept_left = (side == Side::FivePrime) == (transcript.strand == Strand::Forward);
        let by_strand = if kept_left { RetainedSide::Left } else { RetainedSide::Right };
        let place = BreakendPlace { retained: end.place.retained.or(Some(by_strand)), ..end.place.clone() };
        return Some(cut_view(transcript.spliced_cut(place.cut()), "breakpoint"));
    }
    let exon = exon?;
    let exons = transcript.spliced_exons();
    let (_, place) = exons.iter().find(|(number, _)| *number == exon)?;
    let cut = match side {
        Side::FivePrime => SplicedCut { bases: place.end, place: CutPlace::After(exon) },
        Side::ThreePrime if exon == 1 => SplicedCut { bases: 0, place: CutPlace::BeforeFirst },
        Side::ThreePrime => SplicedCut { bases: place.start, place: CutPlace::After(exon - 1) },
    };
    Some(cut_view(cut, "stated_exon"))
}

fn cut_view(cut: SplicedCut, known_from: &str) -> CutView {
    let (place, exon) = match cut.place {
        CutPlace::BeforeFirst => ("before_first", None),
        CutPlace::Within(exon) => ("within", Some(exon)),
        CutPlace::After(exon) => ("after", Some(exon)),
    };
    CutView {
        bases: count(cut.bases),
        place: place.to_owned(),
        exon: exon.map(u32::from),
        known_from: known_from.to_owned(),
    }
}

fn basis(basis: RearrangementBasis) -> &'static str {
    match basis {
        RearrangementBasis::NotStated => "not_stated",
        RearrangementBasis::Transcripts => "transcripts",
        RearrangementBasis::Breakends => "breakends",
    }
}

fn kind(kind: RearrangementKind) -> &'static str {
    match kind {
        RearrangementKind::Fusion => "fusion",
        RearrangementKind::ExonSkipping => "exon_skipping",
        RearrangementKind::SpliceVariant => "splice_variant",
        RearrangementKind::Duplication => "duplication",
        RearrangementKind::Deletion => "deletion",
        RearrangementKind::Inversion => "inversion",
        RearrangementKind::Truncation => "truncation",
        RearrangementKind::Other => "other",
    }
}
