//! The rules.

use jiff::{SignedDuration, Timestamp};
use model::ids::AccountId;

use super::{
    Account, AccountAdded, AccountNamed, AccountRolesChanged, GLASS_OPEN_MINUTES, GlassBroken, GlassReviewed,
    Institution, InstitutionCommand, InstitutionEvent, InstitutionRefusal, LONGEST_IDLE_LOCK_MINUTES,
    SigningKeyRevoked, Standing,
};
use crate::permission::Action;
use crate::role::Role;

/// Longest login and name, in characters.
const LONGEST_NAME: usize = 100;

/// Who acts, in which role, when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstitutionContext {
    /// The account.
    pub actor: AccountId,
    /// The role used; `None` for what everybody does to their own account.
    pub role: Option<Role>,
    /// The time.
    pub at: Timestamp,
}

/// Turns a wish into an event, or says why not. Nothing is changed here.
///
/// # Errors
/// An [`InstitutionRefusal`] when the rules do not allow the wish.
pub fn decide(
    institution: &Institution,
    command: InstitutionCommand,
    context: &InstitutionContext,
) -> Result<InstitutionEvent, InstitutionRefusal> {
    require_role(&command, context)?;
    match command {
        InstitutionCommand::AddAccount(added) => add(institution, added),
        InstitutionCommand::ChangeRoles(changed) => change_roles(institution, changed),
        InstitutionCommand::ResetAccount(account) => {
            not_own(account, context)?;
            living(institution, account)?;
            Ok(InstitutionEvent::AccountReset(AccountNamed { account }))
        }
        InstitutionCommand::RevokeAccount(account) => {
            not_own(account, context)?;
            let revoked = living(institution, account)?;
            administrator_remains(institution, (account, revoked), &[])?;
            Ok(InstitutionEvent::AccountRevoked(AccountNamed { account }))
        }
        InstitutionCommand::ChoosePassphrase(chosen) => {
            own(chosen.account, context)?;
            living(institution, chosen.account)?;
            Ok(InstitutionEvent::PassphraseChosen(chosen))
        }
        InstitutionCommand::EnrolSecondFactor(account) => {
            own(account, context)?;
            living(institution, account)?;
            Ok(InstitutionEvent::SecondFactorEnrolled(AccountNamed { account }))
        }
        InstitutionCommand::ChangeAccess(access) => {
            if access == institution.access {
                return Err(InstitutionRefusal::ChangesNothing);
            }
            if !(1..=LONGEST_IDLE_LOCK_MINUTES).contains(&access.idle_lock_minutes) {
                return Err(InstitutionRefusal::IdleLockOutOfRange);
            }
            Ok(InstitutionEvent::AccessSettingsChanged(access))
        }
        InstitutionCommand::BreakGlass { case, reason } => {
            let reason = said(&reason)?;
            let open = SignedDuration::from_mins(GLASS_OPEN_MINUTES);
            let until = context.at.checked_add(open).unwrap_or(Timestamp::MAX);
            Ok(InstitutionEvent::GlassBroken(GlassBroken { case, reason, until }))
        }
        InstitutionCommand::ReviewAlert(reviewed) => review(institution, reviewed),
        InstitutionCommand::ReplaceKey(chosen) => {
            own(chosen.account, context)?;
            living(institution, chosen.account)?;
            if institution.key_of(chosen.account, &chosen.public_key).is_some() {
                return Err(InstitutionRefusal::ChangesNothing);
            }
            Ok(InstitutionEvent::SigningKeyReplaced(chosen))
        }
        InstitutionCommand::RevokeKey(revoked) => revoke_key(institution, revoked, context.at),
    }
}

fn require_role(command: &InstitutionCommand, context: &InstitutionContext) -> Result<(), InstitutionRefusal> {
    let action = match command {
        InstitutionCommand::AddAccount(_)
        | InstitutionCommand::ChangeRoles(_)
        | InstitutionCommand::ResetAccount(_)
        | InstitutionCommand::RevokeAccount(_)
        | InstitutionCommand::RevokeKey(_) => Action::ManageAccounts,
        InstitutionCommand::ChangeAccess(_) => Action::ConfigureInstitution,
        InstitutionCommand::BreakGlass { .. } => Action::BreakGlass,
        InstitutionCommand::ReviewAlert(_) => Action::ReviewAlert,
        InstitutionCommand::ChoosePassphrase(_)
        | InstitutionCommand::EnrolSecondFactor(_)
        | InstitutionCommand::ReplaceKey(_) => return Ok(()),
    };
    match context.role {
        Some(role) if action.roles().contains(&role) => Ok(()),
        Some(role) => Err(InstitutionRefusal::RoleMissing { role, action }),
        None => Err(InstitutionRefusal::NoRole),
    }
}

fn add(institution: &Institution, mut added: AccountAdded) -> Result<InstitutionEvent, InstitutionRefusal> {
    let typed = |c: char| !c.is_control() && !c.is_whitespace();
    if added.login.is_empty() || added.login.chars().count() > LONGEST_NAME || !added.login.chars().all(typed) {
        return Err(InstitutionRefusal::LoginUnusable);
    }
    if institution.accounts.contains_key(&added.account)
        || institution.accounts.values().any(|account| account.login == added.login)
    {
        return Err(InstitutionRefusal::LoginTaken);
    }
    added.display_name = added.display_name.trim().to_owned();
    if added.display_name.is_empty() || added.display_name.chars().count() > LONGEST_NAME {
        return Err(InstitutionRefusal::NameMissing);
    }
    added.roles = each_once(added.roles);
    added.qualifications = each_once(added.qualifications);
    if added.roles.is_empty() {
        return Err(InstitutionRefusal::NoRole);
    }
    Ok(InstitutionEvent::AccountAdded(added))
}

fn change_roles(
    institution: &Institution,
    mut changed: AccountRolesChanged,
) -> Result<InstitutionEvent, InstitutionRefusal> {
    let account = living(institution, changed.account)?;
    changed.roles = each_once(changed.roles);
    changed.qualifications = each_once(changed.qualifications);
    if changed.roles.is_empty() {
        return Err(InstitutionRefusal::NoRole);
    }
    if changed.roles == account.roles && changed.qualifications == account.qualifications {
        return Err(InstitutionRefusal::ChangesNothing);
    }
    administrator_remains(institution, (changed.account, account), &changed.roles)?;
    Ok(InstitutionEvent::AccountRolesChanged(changed))
}

/// Whoever would no longer administer must leave somebody behind who does, and whose account is in use.
fn administrator_remains(
    institution: &Institution,
    (id, account): (AccountId, &Account),
    roles: &[Role],
) -> Result<(), InstitutionRefusal> {
    let ends = account.roles.contains(&Role::Administrator) && !roles.contains(&Role::Administrator);
    if ends && account.standing == Standing::Active && institution.other_administrators(id) == 0 {
        return Err(InstitutionRefusal::LastAdministrator);
    }
    Ok(())
}

fn review(institution: &Institution, mut reviewed: GlassReviewed) -> Result<InstitutionEvent, InstitutionRefusal> {
    let open = |alert: &&super::Alert| alert.event == reviewed.alert && alert.reviewed.is_none();
    institution.alerts.iter().find(open).ok_or(InstitutionRefusal::AlertUnknown)?;
    reviewed.remark = said(&reviewed.remark)?;
    Ok(InstitutionEvent::GlassReviewed(reviewed))
}

/// A key is revoked once, or once more from an earlier moment on; never later, so that nothing becomes valid again.
fn revoke_key(
    institution: &Institution,
    mut revoked: SigningKeyRevoked,
    now: Timestamp,
) -> Result<InstitutionEvent, InstitutionRefusal> {
    let key = institution.key_of(revoked.account, &revoked.public_key).ok_or(InstitutionRefusal::KeyUnknown)?;
    if key.revoked.as_ref().is_some_and(|before| before.since <= revoked.since) {
        return Err(InstitutionRefusal::ChangesNothing);
    }
    if revoked.since > now {
        return Err(InstitutionRefusal::RevokedInFuture);
    }
    revoked.because = said(&revoked.because)?;
    Ok(InstitutionEvent::SigningKeyRevoked(revoked))
}

fn living(institution: &Institution, account: AccountId) -> Result<&Account, InstitutionRefusal> {
    let found = institution.accounts.get(&account).filter(|account| account.standing != Standing::Revoked);
    found.ok_or(InstitutionRefusal::AccountUnknown)
}

fn own(account: AccountId, context: &InstitutionContext) -> Result<(), InstitutionRefusal> {
    if account == context.actor { Ok(()) } else { Err(InstitutionRefusal::AccountUnknown) }
}

fn not_own(account: AccountId, context: &InstitutionContext) -> Result<(), InstitutionRefusal> {
    if account == context.actor { Err(InstitutionRefusal::OwnAccount) } else { Ok(()) }
}

fn said(text: &str) -> Result<String, InstitutionRefusal> {
    let text = text.trim();
    if text.is_empty() { Err(InstitutionRefusal::ReasonMissing) } else { Ok(text.to_owned()) }
}

fn each_once<T: Ord>(mut values: Vec<T>) -> Vec<T> {
    values.sort();
    values.dedup();
    values
}
