//! `shirube variants`: the variant table of a case.

use workflow::contract::{ApiError, VariantFilter, VariantQuery, VariantTableRow};
use workflow::desk::Resources;

use super::place::signed_in;
use crate::arguments::VariantsArguments;
use crate::output;

pub(crate) async fn run(arguments: VariantsArguments, resources: Resources) -> Result<(), ApiError> {
    let filter = filter(arguments.filter.as_deref())?;
    let desk = signed_in(&arguments.workspace, resources).await?;
    if let Some(row) = arguments.row {
        let detail = desk.variant_detail(arguments.case, row).await?;
        return if arguments.workspace.json { output::json(&detail) } else { output::line(&detail.original) };
    }
    if arguments.facets {
        return output::json(&desk.variant_facets(arguments.case, filter).await?);
    }
    let (sort, descending) = match arguments.sort.strip_prefix('-') {
        Some(column) => (column.to_owned(), true),
        None => (arguments.sort, false),
    };
    let query = VariantQuery { filter, sort, descending, offset: arguments.offset, limit: arguments.limit };
    let page = desk.variant_page(arguments.case, query).await?;
    if arguments.workspace.json {
        return output::json(&page);
    }
    output::note(&format!("{} / {}", page.shown, page.total));
    page.rows.iter().try_for_each(|row| output::line(&columns(row)))
}

fn filter(text: Option<&str>) -> Result<VariantFilter, ApiError> {
    let read = |text| serde_json::from_str(text).map_err(|_| workflow::failures::variant_filter_unreadable(text));
    text.map_or_else(|| Ok(VariantFilter::default()), read)
}

fn columns(row: &VariantTableRow) -> String {
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let percent = |value: &Option<String>| value.as_ref().map_or_else(|| "-".to_owned(), |value| format!("{value}%"));
    [
        row.row.to_string(),
        format!("{}:{}", text(&row.contig), row.position),
        text(&row.gene),
        text(&row.consequence),
        percent(&row.vaf_percent),
        row.depth_reads.map_or_else(|| "-".to_owned(), |reads| reads.to_string()),
        percent(&row.frequency_tommo_percent),
        percent(&row.frequency_gnomad_east_asian_percent),
        percent(&row.frequency_gnomad_percent),
        text(&row.clinical_significance),
        row.bin.clone(),
    ]
    .join("\t")
}
