//! `shirube structure`: copy number, structural variants and fusions of a case.

use workflow::contract::{ApiError, CopyNumberTrack, FusionView, GeneCopyNumberView, JoinEnd, JoinView, StructureView};
use workflow::desk::Resources;

use super::place::signed_in;
use crate::arguments::StructureArguments;
use crate::output;

pub(crate) async fn run(arguments: StructureArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = signed_in(&arguments.workspace, resources).await?;
    if let Some(gene) = arguments.gene {
        let place = desk.structure_gene(arguments.case, gene.clone()).await?;
        return match place {
            found if arguments.workspace.json => output::json(&found),
            Some(place) => output::line(
                &[place.gene, format!("{}:{}-{}", place.chromosome, place.start, place.end), place.known_from]
                    .join("\t"),
            ),
            None => Err(workflow::failures::structure_gene_unknown(&gene)),
        };
    }
    let view = desk.structure(arguments.case).await?;
    if arguments.workspace.json {
        return output::json(&view);
    }
    for note in &view.notes {
        output::note(&workflow::wording::sentence(note, output::language()));
    }
    lines(&view).iter().try_for_each(|line| output::line(line))
}

fn lines(view: &StructureView) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(stated) = &view.composition {
        let columns = [
            "composition",
            &stated.caller,
            &text(stated.purity_percent.as_deref()),
            &text(stated.ploidy.as_deref()),
            &stated.fit,
        ];
        lines.push(columns.join("\t"));
    }
    lines.extend(view.tracks.iter().flat_map(segments));
    lines.extend(view.genes.iter().map(gene));
    lines.extend(view.joins.iter().map(join));
    lines.extend(view.fusions.iter().map(fusion));
    lines
}

fn segments(track: &CopyNumberTrack) -> Vec<String> {
    let line = |segment: &workflow::contract::SegmentView| {
        [
            "segment".to_owned(),
            format!("{}:{}-{}", segment.chromosome, segment.start, segment.end),
            text(segment.total.as_deref()),
            text(segment.minor.as_deref()),
            text(segment.log2_ratio.as_deref()),
            text(segment.unscaled.as_deref()),
            text(segment.b_allele_fraction.as_deref()),
            track.file.clone(),
        ]
        .join("\t")
    };
    track.segments.iter().map(line).collect()
}

fn gene(gene: &GeneCopyNumberView) -> String {
    let number = [&gene.value, &gene.total, &gene.log2_ratio].into_iter().flatten().next();
    ["gene", &gene.gene, &text(gene.call.as_deref()), number.map_or("-", String::as_str), &gene.file].join("\t")
}

fn join(join: &JoinView) -> String {
    let reads = join.alternate_reads.map_or_else(|| "-".to_owned(), |reads| reads.to_string());
    [
        "structural_variant",
        &join.kind,
        &end(Some(&join.first)),
        &end(join.second.as_ref()),
        &join.genes.join(", "),
        &reads,
        &text(join.filter.as_deref()),
        &join.file,
    ]
    .join("\t")
}

fn fusion(fusion: &FusionView) -> String {
    let ends: Vec<String> = fusion.partners.iter().map(|partner| end(partner.end.as_ref())).collect();
    [
        "rearrangement",
        &fusion.label,
        &fusion.kind,
        &ends.join(" ~ "),
        &fusion.basis,
        &text(fusion.reading_frame.as_deref()),
        &fusion.file,
    ]
    .join("\t")
}

fn end(end: Option<&JoinEnd>) -> String {
    end.map_or_else(|| "-".to_owned(), |end| format!("{}:{}", end.chromosome, end.position))
}

fn text(value: Option<&str>) -> String {
    value.unwrap_or("-").to_owned()
}
