//! What may happen to releases.

use std::collections::BTreeMap;

use super::{Activation, Comparison, KeptRelease, ReleaseEvent, Shelf};
use crate::permission::Action;
use crate::role::Role;

/// A wish about releases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReleaseCommand {
    /// Take the first release of a workspace.
    Adopt(KeptRelease),
    /// Keep a candidate.
    Keep(KeptRelease),
    /// Note what was seen.
    NoteComparison(Comparison),
    /// Make a kept release the active one.
    Activate {
        /// What a comparison shows at this moment.
        now: Comparison,
        /// Losses that nobody has answered for.
        unanswered: usize,
    },
}

/// Why a wish about releases is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReleaseRefusal {
    /// The role may not do this.
    #[error("role {role:?} may not change the knowledge")]
    RoleMissing {
        /// The role used.
        role: Role,
    },
    /// There is an active release already.
    #[error("workspace has a release already")]
    AlreadyAdopted,
    /// The workspace keeps no such release.
    #[error("release is not kept here")]
    Unknown,
    /// It is the active one.
    #[error("release is active already")]
    AlreadyActive,
    /// Another release is active than the comparison started from.
    #[error("comparison starts from another release")]
    ActiveDiffers,
    /// Nobody has looked at what it would change.
    #[error("differences were not seen")]
    DifferencesNotSeen,
    /// A case has changed since, so that the differences are others.
    #[error("differences have changed since they were seen")]
    DifferencesChanged,
    /// Accepted or reported findings would be lost, and nobody has said why that is right.
    #[error("{count} losses wait for an answer")]
    LossesUnanswered {
        /// How many.
        count: usize,
    },
}

impl ReleaseRefusal {
    /// Catalogue key.
    pub fn code(&self) -> &'static str {
        match self {
            Self::RoleMissing { .. } => "refusal_role_missing",
            Self::AlreadyAdopted => "refusal_release_adopted",
            Self::Unknown => "refusal_release_unknown",
            Self::AlreadyActive => "refusal_release_active",
            Self::ActiveDiffers => "refusal_release_active_differs",
            Self::DifferencesNotSeen => "refusal_release_not_seen",
            Self::DifferencesChanged => "refusal_release_changed_since",
            Self::LossesUnanswered { .. } => "refusal_release_losses",
        }
    }

    /// Named values of the sentence.
    pub fn parameters(&self) -> BTreeMap<String, String> {
        match self {
            Self::RoleMissing { role } => BTreeMap::from([
                ("role".to_owned(), role.code().to_owned()),
                ("action".to_owned(), Action::ChangeKnowledge.code().to_owned()),
            ]),
            Self::LossesUnanswered { count } => BTreeMap::from([("count".to_owned(), count.to_string())]),
            Self::AlreadyAdopted
            | Self::Unknown
            | Self::AlreadyActive
            | Self::ActiveDiffers
            | Self::DifferencesNotSeen
            | Self::DifferencesChanged => BTreeMap::new(),
        }
    }
}

/// Turns a wish into an event, `None` where it says nothing new, or says why not.
///
/// # Errors
/// A [`ReleaseRefusal`] when the rules do not allow the wish.
pub fn decide_release(
    shelf: &Shelf,
    command: ReleaseCommand,
    role: Role,
) -> Result<Option<ReleaseEvent>, ReleaseRefusal> {
    let permitted = Action::ChangeKnowledge.roles().contains(&role);
    match command {
        // Nobody wishes it: a workspace without a release could match nothing.
        ReleaseCommand::Adopt(release) => match shelf.active() {
            Some(_) => Err(ReleaseRefusal::AlreadyAdopted),
            None => Ok(Some(ReleaseEvent::ReleaseAdopted(release))),
        },
        _ if !permitted => Err(ReleaseRefusal::RoleMissing { role }),
        ReleaseCommand::Keep(release) => {
            let known = shelf.find(release.content_hash).is_some();
            Ok((!known).then_some(ReleaseEvent::ReleaseKept(release)))
        }
        ReleaseCommand::NoteComparison(comparison) => {
            require_pair(shelf, &comparison)?;
            let known = shelf.seen(comparison.before, comparison.after).is_some_and(|(seen, _)| *seen == comparison);
            Ok((!known).then_some(ReleaseEvent::ReleasesCompared(comparison)))
        }
        ReleaseCommand::Activate { now, unanswered } => activate(shelf, &now, unanswered).map(Some),
    }
}

/// From the active release to another one that is kept.
fn require_pair(shelf: &Shelf, comparison: &Comparison) -> Result<(), ReleaseRefusal> {
    shelf.find(comparison.after).ok_or(ReleaseRefusal::Unknown)?;
    match shelf.active() {
        Some(active) if active.content_hash == comparison.after => Err(ReleaseRefusal::AlreadyActive),
        Some(active) if active.content_hash == comparison.before => Ok(()),
        _ => Err(ReleaseRefusal::ActiveDiffers),
    }
}

fn activate(shelf: &Shelf, now: &Comparison, unanswered: usize) -> Result<ReleaseEvent, ReleaseRefusal> {
    require_pair(shelf, now)?;
    let activated =
        |digest| ReleaseEvent::ReleaseActivated(Activation { before: now.before, after: now.after, digest });
    if now.cases == 0 {
        return Ok(activated(None));
    }
    let (seen, _) = shelf.seen(now.before, now.after).ok_or(ReleaseRefusal::DifferencesNotSeen)?;
    if seen.digest != now.digest {
        return Err(ReleaseRefusal::DifferencesChanged);
    }
    if unanswered > 0 {
        return Err(ReleaseRefusal::LossesUnanswered { count: unanswered });
    }
    Ok(activated(Some(now.digest)))
}
