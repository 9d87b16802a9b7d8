//! `shirube reference`

use workflow::Resources;
use workflow::contract::ApiError;
use workflow::reference::{ReferenceRequest, import, show};
use workflow::wording::sentence_of;

use super::place;
use crate::arguments::{
    ReferenceImportArguments, ReferenceSequenceArguments, ReferenceUseArguments, ReferenceVerb, WorkspaceArguments,
};
use crate::output;

pub(crate) async fn run(verb: ReferenceVerb, resources: Resources) -> Result<(), ApiError> {
    match verb {
        ReferenceVerb::Import(arguments) => output::json(&import(&request(arguments)?)?),
        ReferenceVerb::Show { pack } => output::json(&show(&pack)?),
        ReferenceVerb::Use(arguments) => use_pack(arguments, resources).await,
        ReferenceVerb::Sequence(arguments) => use_sequence(arguments, resources).await,
        ReferenceVerb::List(arguments) => list(arguments, resources).await,
    }
}

fn request(arguments: ReferenceImportArguments) -> Result<ReferenceRequest, ApiError> {
    Ok(ReferenceRequest {
        assembly: workflow::matching::assembly(arguments.assembly.as_deref())?,
        files: arguments.files,
        licence: arguments.licence,
        add_to: arguments.add_to,
        out: arguments.out,
    })
}

async fn use_pack(arguments: ReferenceUseArguments, resources: Resources) -> Result<(), ApiError> {
    let pack = place::path_text(&arguments.pack)?;
    let desk = place::signed_in(&arguments.workspace, resources).await?;
    let kept = desk.use_reference(pack).await;
    desk.lock().await;
    let kept = kept?;
    if !kept.active {
        output::note(&sentence_of(
            "reference_pack_waits",
            &[("release".to_owned(), kept.release.clone())].into(),
            output::language(),
        ));
    }
    output::json(&kept)
}

async fn use_sequence(arguments: ReferenceSequenceArguments, resources: Resources) -> Result<(), ApiError> {
    let fasta = arguments.fasta.as_deref().map(place::path_text).transpose()?;
    let desk = place::signed_in(&arguments.workspace, resources).await?;
    let changed = match fasta {
        Some(fasta) => desk.use_reference_sequence(fasta).await.map(|_| ()),
        None if arguments.forget => desk.forget_reference_sequence().await,
        None => Ok(()),
    };
    let settings = desk.reference_settings().await;
    desk.lock().await;
    changed?;
    output::json(&settings?.sequence)
}

async fn list(arguments: WorkspaceArguments, resources: Resources) -> Result<(), ApiError> {
    let desk = place::signed_in(&arguments, resources).await?;
    let shown = desk.reference().await;
    desk.lock().await;
    output::json(&shown?)
}
