//! The desk: one workspace, at most one person signed in, one function per thing a person can do.
//!
//! No clinical rule stands here. The desk joins the rooms: intake reads, interpretation matches, casefile decides, report
//! composes, render sets pages, vault signs, store keeps.

mod access;
mod activation;
mod amendments;
mod audit;
mod backups;
mod bundles;
mod cases;
mod comparison;
mod consents;
mod corrections;
mod courses;
mod decisions;
mod documents;
mod downloads;
mod drafts;
mod explain;
mod exports;
mod filters;
mod forms;
mod glass;
mod house_rules;
mod imports;
mod input_file;
mod installation;
mod key_lists;
mod knowledge;
mod knowledge_watch;
mod omissions;
mod outgoing;
mod packet_reading;
mod packets;
mod panels;
mod people;
mod ports;
mod proofs;
mod recognition;
mod recovery;
mod referrals;
mod registers;
mod rehearsals;
mod releases;
mod requests_in;
mod retention;
mod returns;
mod rollback;
mod rotation;
mod seat;
mod second_factor;
mod session;
mod settings;
mod shelf;
mod sign_in;
mod signing;
mod signing_keys;
mod structure;
mod variants;
mod views;
mod watch;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use ::knowledge::Release;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use render::{Renderer, Templates};
use report::Wording;
use tokio::sync::Mutex;

pub use backups::{restore, verify_backup};
pub use imports::Reading;
pub use key_lists::{import_key_list, known_institutions, own_key_lists};
pub use outgoing::write_form;
pub use ports::{Ports, own_folder};
pub use proofs::verify_document;
pub use second_factor::qr_text;
use session::Session;

use crate::contract::{ApiError, TumorTypeOption, WorkspaceState};
use crate::view::search_text;

/// Version of the software as events and documents print it.
pub const SOFTWARE: &str = concat!("shirube ", env!("CARGO_PKG_VERSION"));

/// Folders that ship with the product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resources {
    /// `knowledge-base/`
    pub knowledge: PathBuf,
    /// `report-templates/`
    pub templates: PathBuf,
    /// `assets/fonts/`
    pub fonts: PathBuf,
    /// `tests/rehearsal/`: synthetic cases with answer keys
    pub rehearsal: PathBuf,
}

impl Resources {
    /// The folders below one.
    pub fn below(folder: &Path) -> Self {
        Self {
            knowledge: folder.join("knowledge-base"),
            templates: folder.join("report-templates"),
            fonts: folder.join("assets/fonts"),
            rehearsal: folder.join("tests/rehearsal"),
        }
    }
}

/// One desk. Cheap to make; knowledge, wording and fonts are read when first needed.
pub struct Desk {
    folder: PathBuf,
    resources: Resources,
    ports: Ports,
    knowledge: releases::Knowledge,
    press: OnceLock<Arc<Press>>,
    session: Mutex<Option<Session>>,
    importing: std::sync::Mutex<Option<watch::Running>>,
}

/// What turns facts into pages.
struct Press {
    wording: Wording,
    renderer: Renderer,
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").finish_non_exhaustive()
    }
}

impl Desk {
    /// A desk at a workspace folder, which need not exist yet.
    ///
    /// # Errors
    /// When the folder of the device secret cannot be named.
    pub fn new(workspace_dir: PathBuf, resources: Resources) -> Result<Self, ApiError> {
        Ok(Self::with_ports(workspace_dir, resources, Ports::of_this_machine()?))
    }

    /// A desk with given ports: clock, ids, place of the device secret, cost of a passphrase guess.
    pub fn with_ports(folder: PathBuf, resources: Resources, ports: Ports) -> Self {
        Self {
            folder,
            resources,
            ports,
            knowledge: releases::Knowledge::default(),
            press: OnceLock::new(),
            session: Mutex::new(None),
            importing: std::sync::Mutex::default(),
        }
    }

    /// Where the workspace stands.
    ///
    /// # Errors
    /// When the workspace file cannot be read.
    pub async fn state(&self) -> Result<WorkspaceState, ApiError> {
        if let Some(session) = self.session.lock().await.as_ref() {
            return Ok(WorkspaceState::Open { session: session.view(self.release_head()?, self.today()).await? });
        }
        if !store::Workspace::is_there(&self.folder) {
            return Ok(WorkspaceState::Absent { folder: self.folder.display().to_string() });
        }
        let file = store::Workspace::peek(&self.folder).map_err(ApiError::from_failure)?;
        let accounts = store::Workspace::peek_accounts(&self.folder).map_err(ApiError::from_failure)?;
        let asks_code = sign_in::records(&accounts)?.iter().any(vault::account::AccountRecord::has_second_factor);
        Ok(WorkspaceState::Locked { institution: file.institution, asks_code })
    }

    /// Tumour types whose code or label holds the text, at most fifty.
    ///
    /// # Errors
    /// When the knowledge base cannot be loaded.
    #[expect(clippy::unused_async, reason = "every verb of the desk has one shape")]
    pub async fn tumor_types(&self, text: String) -> Result<Vec<TumorTypeOption>, ApiError> {
        let release = self.release()?;
        let wanted = search_text(&text);
        let options = release.tumor_types().iter().filter_map(|tumor| {
            let label = tumor_label(&release, &tumor.code);
            search_text(&label).contains(&wanted).then(|| TumorTypeOption { code: tumor.code.to_string(), label })
        });
        Ok(options.take(50).collect())
    }

    fn press(&self) -> Result<Arc<Press>, ApiError> {
        if let Some(press) = self.press.get() {
            return Ok(Arc::clone(press));
        }
        let templates = Templates::load(&self.resources.templates).map_err(ApiError::from_failure)?;
        let fonts = Renderer::load_fonts(&self.resources.fonts).map_err(ApiError::from_failure)?;
        let wording = documents::load_wording(&self.resources.templates.join("wording"))?;
        let renderer = Renderer::new(fonts, templates).map_err(ApiError::from_failure)?;
        let press = Arc::new(Press { wording, renderer });
        Ok(Arc::clone(self.press.get_or_init(|| press)))
    }

    fn today(&self) -> Date {
        hospital_day(self.ports.clock.now())
    }
}

/// The calendar day in Japan, where every hospital of the programme is.
pub(crate) fn hospital_day(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::fixed(jiff::tz::offset(9))).date()
}

/// `肺腺癌 Lung Adenocarcinoma (LUAD)`
pub(crate) fn tumor_label(release: &Release, code: &model::tumor_type::OncoTreeCode) -> String {
    let types = release.tumor_types();
    match (types.label_ja(code), types.name(code)) {
        (Some(ja), Some(name)) => format!("{ja} {name} ({code})"),
        (None, Some(name)) => format!("{name} ({code})"),
        (Some(ja), None) => format!("{ja} ({code})"),
        (None, None) => code.to_string(),
    }
}

/// Every role code: for an account that stands for a whole small team.
pub fn all_roles() -> Vec<String> {
    casefile::role::Role::ALL.iter().map(|role| role.code().to_owned()).collect()
}
