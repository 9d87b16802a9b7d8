//! The commands as one list, for the window to call and for TypeScript to know.

use tauri::Wry;
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands};

use crate::commands::{
    case, form, intake, knowledge, packet, panel, people, referral, rehearsal, report, retention, session, settings,
    worklist,
};

/// Every command. A failed command throws its `ApiError` on the other side.
#[expect(clippy::too_many_lines, reason = "one line for each command")]
pub(crate) fn builder() -> Builder<Wry> {
    Builder::<Wry>::new().error_handling(ErrorHandlingMode::Throw).disable_serde_phases().commands(collect_commands![
        session::workspace_state,
        session::create_workspace,
        session::sign_in,
        session::lock,
        session::record_intended_use,
        worklist::worklist,
        worklist::progress,
        worklist::export_progress,
        worklist::export_register,
        intake::recognise,
        intake::tumor_types,
        intake::import_case,
        intake::import_progress,
        intake::cancel_import,
        case::case_as_of,
        case::case_view,
        case::decide_finding,
        case::variant_page,
        case::variant_facets,
        case::variant_detail,
        case::structure_view,
        case::structure_gene,
        case::explain_record,
        case::correct_clinical,
        panel::record_consent,
        panel::withdraw_consent,
        panel::reach_milestone,
        panel::panel_board,
        panel::convene_panel,
        panel::record_attendance,
        panel::give_opinion,
        panel::reveal_opinions,
        panel::conclude_panel,
        panel::withdraw_conclusion,
        panel::cancel_panel,
        panel::omit_panel,
        panel::panel_day,
        panel::precedents,
        panel::reminders,
        panel::place_in_programme,
        panel::confirm_finding,
        panel::open_amendment,
        panel::close_amendment_task,
        panel::house_panel_rules,
        panel::record_house_panel_rule,
        packet::look_at_packet,
        packet::open_packet,
        packet::answer_packet,
        packet::open_packet_here,
        packet::answer_packet_here,
        packet::create_packet_key,
        packet::packet_card,
        packet::write_packet_card,
        packet::register_seat_key,
        packet::invitation_plan,
        packet::invite_members,
        packet::receive_opinion,
        referral::request_plan,
        referral::write_request,
        referral::look_at_request,
        referral::accept_request,
        referral::write_return,
        referral::receive_return,
        referral::referral_board,
        referral::write_returned,
        knowledge::knowledge_overview,
        knowledge::search_knowledge,
        knowledge::knowledge_row,
        knowledge::keep_shipped_release,
        knowledge::import_corpus,
        knowledge::download_corpus,
        knowledge::take_download,
        knowledge::compare_releases,
        knowledge::answer_loss,
        knowledge::activate_release,
        knowledge::rematch_cases,
        knowledge::affected_cases,
        knowledge::knowledge_progress,
        knowledge::cancel_knowledge_work,
        rehearsal::prove_installation,
        rehearsal::installation_proofs,
        rehearsal::write_installation_record,
        rehearsal::rehearsal_board,
        rehearsal::lay_out_rehearsal,
        form::clinical_choices,
        form::check_form,
        form::clinical_form,
        form::record_form,
        case::check_linked,
        settings::reference_settings,
        settings::use_reference_sequence,
        settings::forget_reference_sequence,
        settings::saved_filters,
        settings::save_filter,
        settings::forget_filter,
        report::compose_report,
        report::sign_report,
        report::export_bundle,
        report::export_document,
        people::accounts,
        people::add_account,
        people::change_account,
        people::reset_account,
        people::revoke_account,
        people::choose_passphrase,
        people::offer_second_factor,
        people::enrol_second_factor,
        people::guard_settings,
        people::change_guards,
        people::permissions,
        people::audit_log,
        people::verify_log,
        people::export_audit,
        people::alerts,
        people::review_alert,
        people::break_glass,
        people::signing_keys,
        people::revoke_key,
        people::export_key_list,
        people::import_key_list,
        people::verify_document,
        people::renew_signing_key,
        people::rotate_workspace_key,
        retention::case_retention,
        retention::set_retention,
        retention::place_legal_hold,
        retention::lift_legal_hold,
        retention::erase_case,
    ])
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use specta_typescript::Typescript;

    use super::builder;
    use crate::commands::names::NAMES;

    const COMMITTED: &str = "../ui/src/backend/bindings.ts";
    const HEAD: &str = "// Written by `UPDATE_BINDINGS=1 cargo test -p shirube-desktop`. Do not edit.\n";

    fn exported() -> String {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bindings.ts");
        builder().export(Typescript::default().header(HEAD), &file).unwrap();
        std::fs::read_to_string(&file).unwrap()
    }

    #[test]
    fn the_committed_typescript_is_what_the_contract_says() {
        let text = exported();
        if std::env::var_os("UPDATE_BINDINGS").is_some() {
            std::fs::write(COMMITTED, &text).unwrap();
        }
        let committed = std::fs::read_to_string(COMMITTED).unwrap();
        assert!(committed == text, "{COMMITTED} is stale: run UPDATE_BINDINGS=1 cargo test -p shirube-desktop");
    }

    #[test]
    fn every_registered_command_is_declared_and_every_declared_one_is_registered() {
        let text = exported();
        let mut called: Vec<&str> = text
            .lines()
            .filter(|line| line.contains("__TAURI_INVOKE<"))
            .filter_map(|line| line.split(">(\"").nth(1)?.split('"').next())
            .collect();
        called.sort_unstable();
        let mut declared = NAMES.to_vec();
        declared.sort_unstable();
        assert_eq!(called, declared);
    }

    #[test]
    fn the_main_window_is_granted_each_command_by_name() {
        let capability: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(Path::new("capabilities/main.json")).unwrap()).unwrap();
        let granted: Vec<&str> =
            capability["permissions"].as_array().unwrap().iter().filter_map(|p| p.as_str()).collect();
        for name in NAMES {
            let permission = format!("allow-{}", name.replace('_', "-"));
            assert!(granted.contains(&permission.as_str()), "{permission} is not granted");
        }
    }
}
