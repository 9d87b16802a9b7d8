use tauri::State;
use workflow::contract::{
    ApiError, CreatedPacketKey, ExportedFile, InvitationPlan, InvitationView, NewInvitation, NewOpinion,
    PacketCardView, PacketLook, PacketOpener, PanelBoard, ReceivedOpinion, WrittenInvitations,
};

use crate::shell::Shell;

/// What a file says of itself before it is opened.
#[tauri::command]
#[specta::specta]
pub(crate) async fn look_at_packet(shell: State<'_, Shell>, path: String) -> Result<PacketLook, ApiError> {
    shell.desk()?.look_at_packet(path).await
}

/// Opens an invitation, without a workspace.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_packet(
    shell: State<'_, Shell>,
    path: String,
    opener: PacketOpener,
) -> Result<InvitationView, ApiError> {
    shell.desk()?.open_packet(path, opener).await
}

/// Answers an invitation, without a workspace.
#[tauri::command]
#[specta::specta]
pub(crate) async fn answer_packet(
    shell: State<'_, Shell>,
    path: String,
    opener: PacketOpener,
    opinion: NewOpinion,
    to: String,
) -> Result<ExportedFile, ApiError> {
    shell.desk()?.answer_packet(path, opener, opinion, to).await
}

/// Opens an invitation that was sealed to the key of this workspace.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_packet_here(shell: State<'_, Shell>, path: String) -> Result<InvitationView, ApiError> {
    shell.desk()?.open_packet_here(path).await
}

/// Answers it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn answer_packet_here(
    shell: State<'_, Shell>,
    path: String,
    opinion: NewOpinion,
    to: String,
    passphrase: String,
) -> Result<ExportedFile, ApiError> {
    shell.desk()?.answer_packet_here(path, opinion, to, passphrase).await
}

/// Makes a key of one's own.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_packet_key(
    shell: State<'_, Shell>,
    name: String,
    passphrase: String,
    path: String,
) -> Result<CreatedPacketKey, ApiError> {
    shell.desk()?.create_packet_key(name, passphrase, path).await
}

/// The public half of this hospital's key.
#[tauri::command]
#[specta::specta]
pub(crate) async fn packet_card(shell: State<'_, Shell>) -> Result<PacketCardView, ApiError> {
    shell.desk()?.packet_card().await
}

/// Writes it to a file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn write_packet_card(shell: State<'_, Shell>, path: String) -> Result<ExportedFile, ApiError> {
    shell.desk()?.write_packet_card(path).await
}

/// Registers the key of a member elsewhere.
#[tauri::command]
#[specta::specta]
pub(crate) async fn register_seat_key(
    shell: State<'_, Shell>,
    case_id: String,
    seat: u16,
    card: String,
    heard: String,
) -> Result<PanelBoard, ApiError> {
    shell.desk()?.register_seat_key(case_id, seat, card, heard).await
}

/// What would be written for members elsewhere.
#[tauri::command]
#[specta::specta]
pub(crate) async fn invitation_plan(shell: State<'_, Shell>, case_id: String) -> Result<InvitationPlan, ApiError> {
    shell.desk()?.invitation_plan(case_id).await
}

/// Writes it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn invite_members(
    shell: State<'_, Shell>,
    case_id: String,
    folder: String,
    wanted: Vec<NewInvitation>,
    passphrase: String,
) -> Result<WrittenInvitations, ApiError> {
    shell.desk()?.invite_members(case_id, folder, wanted, passphrase).await
}

/// Takes in the packet of a member elsewhere.
#[tauri::command]
#[specta::specta]
pub(crate) async fn receive_opinion(shell: State<'_, Shell>, path: String) -> Result<ReceivedOpinion, ApiError> {
    shell.desk()?.receive_opinion(path).await
}
