//! `shirube retention`: how long a case is kept, legal holds, and erasing a case.

use workflow::Resources;
use workflow::contract::{ApiError, ErasureWish, RetentionView};
use workflow::wording::sentence;

use super::place::{passphrase, signed_in};
use crate::arguments::RetentionVerb;
use crate::output;

pub(crate) async fn run(verb: RetentionVerb, resources: Resources) -> Result<(), ApiError> {
    match verb {
        RetentionVerb::Show(told) => {
            let kept = signed_in(&told.workspace, resources).await?.retention(told.case).await?;
            print(&kept, told.workspace.json)
        }
        RetentionVerb::Keep { said, until } => {
            let desk = signed_in(&said.workspace, resources).await?;
            print(&desk.set_retention(said.case, until, said.because).await?, said.workspace.json)
        }
        RetentionVerb::Hold(said) => {
            let desk = signed_in(&said.workspace, resources).await?;
            print(&desk.place_legal_hold(said.case, said.because).await?, said.workspace.json)
        }
        RetentionVerb::Lift(said) => {
            let desk = signed_in(&said.workspace, resources).await?;
            print(&desk.lift_legal_hold(said.case, said.because).await?, said.workspace.json)
        }
        RetentionVerb::Erase { workspace, case, reason, number } => {
            let desk = signed_in(&workspace, resources).await?;
            let erased = desk.erase_case(case, ErasureWish { reason, case_number: number }, passphrase()?).await?;
            if workspace.json {
                return output::json(&erased);
            }
            output::line(&format!("{}\t{}\t{}\t{}", erased.case_number, erased.case_id, erased.events, erased.files))?;
            erased.left.iter().for_each(|left| output::note(&sentence(left, output::language())));
            Ok(())
        }
    }
}

fn print(kept: &RetentionView, json: bool) -> Result<(), ApiError> {
    if json {
        return output::json(kept);
    }
    output::line(&format!("kept_until\t{}", kept.kept_until))?;
    output::line(&format!("kept_at_least_until\t{}", kept.kept_at_least_until))?;
    if let Some(hold) = &kept.hold {
        output::line(&format!("legal_hold\t{}\t{}\t{}", hold.at, hold.by, hold.because))?;
    }
    kept.erasure.iter().try_for_each(|choice| {
        let blocked = choice.blocked.as_ref().map(|blocked| sentence(blocked, output::language()));
        output::line(&format!("{}\t{}", choice.reason, blocked.unwrap_or_else(|| "-".to_owned())))
    })
}
