//! State from events. No rule stands here: what happened, happened.

use super::{Account, Alert, Institution, InstitutionEvent, KeyEnd, Standing};
use crate::envelope::Envelope;

/// The institution after one more event.
#[must_use]
pub fn evolve(mut institution: Institution, event: &InstitutionEvent, envelope: &Envelope) -> Institution {
    let since = envelope.at;
    evolve_keys(&mut institution, event, envelope);
    let mut with = |id, change: &dyn Fn(&mut Account)| {
        if let Some(account) = institution.accounts.get_mut(id) {
            change(account);
        }
    };
    match event {
        InstitutionEvent::AccountAdded(added) => {
            let account = Account {
                login: added.login.clone(),
                display_name: added.display_name.clone(),
                roles: added.roles.clone(),
                qualifications: added.qualifications.clone(),
                standing: Standing::Invited,
                since,
                second_factor: false,
                public_key: None,
            };
            institution.accounts.insert(added.account, account);
        }
        InstitutionEvent::PassphraseChosen(chosen) => with(&chosen.account, &|account| {
            account.standing = Standing::Active;
            account.since = since;
            // A log may say that a passphrase was chosen and name no key.
            account.public_key = Some(chosen.public_key.clone()).filter(|key| !key.is_empty());
        }),
        InstitutionEvent::SecondFactorEnrolled(named) => with(&named.account, &|account| account.second_factor = true),
        InstitutionEvent::AccountRolesChanged(changed) => with(&changed.account, &|account| {
            account.roles.clone_from(&changed.roles);
            account.qualifications.clone_from(&changed.qualifications);
        }),
        InstitutionEvent::AccountReset(named) => with(&named.account, &|account| {
            account.standing = Standing::Invited;
            account.since = since;
            account.second_factor = false;
            account.public_key = None;
        }),
        InstitutionEvent::AccountRevoked(named) => with(&named.account, &|account| {
            account.standing = Standing::Revoked;
            account.since = since;
        }),
        InstitutionEvent::AccessSettingsChanged(access) => institution.access = *access,
        InstitutionEvent::GlassBroken(broken) => institution.alerts.push(Alert {
            event: envelope.event,
            broken: broken.clone(),
            by: envelope.actor,
            at: envelope.at,
            reviewed: None,
        }),
        InstitutionEvent::GlassReviewed(reviewed) => {
            for alert in institution.alerts.iter_mut().filter(|alert| alert.event == reviewed.alert) {
                alert.reviewed = Some((envelope.actor, reviewed.remark.clone()));
            }
        }
        InstitutionEvent::SigningKeyReplaced(chosen) => with(&chosen.account, &|account| {
            account.public_key = Some(chosen.public_key.clone());
        }),
        InstitutionEvent::SigningKeyRevoked(_) => {}
    }
    institution
}

fn evolve_keys(institution: &mut Institution, event: &InstitutionEvent, envelope: &Envelope) {
    let at = envelope.at;
    match event {
        // A log may say that a passphrase was chosen and name no key.
        InstitutionEvent::PassphraseChosen(chosen) if chosen.public_key.is_empty() => {}
        InstitutionEvent::PassphraseChosen(chosen) | InstitutionEvent::SigningKeyReplaced(chosen) => {
            institution.begin_key(chosen.account, &chosen.public_key, at);
        }
        InstitutionEvent::AccountReset(named) => institution.end_keys(named.account, (at, KeyEnd::Reset)),
        InstitutionEvent::AccountRevoked(named) => institution.end_keys(named.account, (at, KeyEnd::AccountRevoked)),
        InstitutionEvent::SigningKeyRevoked(revoked) => institution.revoke_key(revoked),
        InstitutionEvent::AccountAdded(_)
        | InstitutionEvent::SecondFactorEnrolled(_)
        | InstitutionEvent::AccountRolesChanged(_)
        | InstitutionEvent::AccessSettingsChanged(_)
        | InstitutionEvent::GlassBroken(_)
        | InstitutionEvent::GlassReviewed(_) => {}
    }
}

/// The institution that its events tell.
pub fn replay<'e>(events: impl IntoIterator<Item = (&'e InstitutionEvent, &'e Envelope)>) -> Institution {
    events.into_iter().fold(Institution::default(), |told, (event, envelope)| evolve(told, event, envelope))
}
