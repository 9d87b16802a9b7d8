//! What can go wrong with keys.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;
use model::ids::{AccountId, CaseId, WorkspaceId};

/// Why a key was not made, found or used. No variant carries a secret.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// The passphrase is shorter than the policy allows.
    #[error("passphrase has fewer than {minimum_characters} characters")]
    PassphraseTooShort {
        /// Fewest characters allowed, counted as Unicode scalar values after normalisation.
        minimum_characters: usize,
    },
    /// The passphrase holds control characters or is longer than a person can mean.
    #[error("passphrase holds characters that cannot be typed again, or is too long")]
    PassphraseUnusable,
    /// The new passphrase is the old one.
    #[error("passphrase was not changed")]
    PassphraseUnchanged,
    /// An initial passphrase was not used in time.
    #[error("initial passphrase was valid until {until}")]
    InitialPassphraseExpired {
        /// Until when.
        until: Timestamp,
    },
    /// A code that shows that the second factor works does not fit it.
    #[error("code does not fit")]
    CodeRefused,
    /// Unknown account, wrong passphrase or wrong code: deliberately one answer.
    #[error("login, passphrase or code is not right")]
    SignInRefused,
    /// Too many failures in a row.
    #[error("account is locked until {until}")]
    AccountLocked {
        /// When the next attempt is allowed.
        until: Timestamp,
    },
    /// An account file is not what this software writes.
    #[error("account record cannot be read")]
    AccountRecordMalformed {
        /// What the reader said.
        #[source]
        source: Option<serde_json::Error>,
    },
    /// An account file of a newer version.
    #[error("account record has version {found}, newest known is {known}")]
    AccountRecordNewer {
        /// Version found.
        found: u32,
        /// Newest version this software reads.
        known: u32,
    },
    /// The clear part of an account file (login, name, roles, public key) was changed outside this software.
    #[error("account record {account} was changed outside this software")]
    AccountRecordAltered {
        /// Whose.
        account: AccountId,
    },
    /// This device does not hold the secret of the workspace.
    #[error("the secret of this device for workspace {workspace} was not found ({keyring})")]
    DeviceSecretMissing {
        /// Which workspace.
        workspace: WorkspaceId,
        /// `keyring_searched` or `keyring_unreachable`.
        keyring: &'static str,
    },
    /// What stands in the secret store is no device secret.
    #[error("the secret of this device is damaged")]
    DeviceSecretMalformed,
    /// The system keyring failed.
    #[error("system keyring failed while it should {action}")]
    Keyring {
        /// `open`, `read` or `write`.
        action: &'static str,
        /// What the keyring said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The fallback file of the device secret failed.
    #[error("secret file {} failed", path.display())]
    SecretFile {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The fallback file may be read by others.
    #[error("secret file {} is readable by other people", path.display())]
    SecretFileExposed {
        /// Which file.
        path: PathBuf,
    },
    /// A group of a recovery half does not fit its check character: a slip of the pen.
    #[error("recovery half {half} has a typing error in group {group}")]
    RecoveryTypo {
        /// 1 or 2.
        half: u8,
        /// Group counted from 1.
        group: usize,
    },
    /// A recovery half is too long or too short.
    #[error("recovery half {half} has {found} groups instead of {expected}")]
    RecoveryLength {
        /// 1 or 2.
        half: u8,
        /// Groups found.
        found: usize,
        /// Groups there should be.
        expected: usize,
    },
    /// Each half is well formed, but together they do not open this workspace.
    #[error("this recovery key belongs to another workspace or was replaced")]
    RecoveryKeyWrong,
    /// The key of a case does not open with this workspace key.
    #[error("key of case {case} cannot be opened")]
    CaseKeyRefused {
        /// Which case.
        case: CaseId,
    },
    /// A signature does not belong to these bytes and this key.
    #[error("signature does not match")]
    SignatureInvalid,
    /// Text that should be a key or signature is not one.
    #[error("{what} is malformed")]
    Malformed {
        /// `public_key`, `signature`, `recovery_wrap`, `second_factor`, `sign_in_attempts` or `packet_seed`.
        what: &'static str,
    },
    /// A file is no packet, or is damaged beyond reading.
    #[error("packet cannot be read")]
    PacketMalformed,
    /// A packet, key file or card of a newer version.
    #[error("packet has version {found}, newest known is {known}")]
    PacketNewer {
        /// Version found.
        found: u32,
        /// Newest version this software reads.
        known: u32,
    },
    /// A packet is larger than its kind may be.
    #[error("packet is larger than {limit_mib} MiB")]
    PacketTooLarge {
        /// Its bound in MiB.
        limit_mib: usize,
    },
    /// A packet of another kind than the wished one.
    #[error("packet is of kind {found}, not {wanted}")]
    PacketKindOther {
        /// Its kind.
        found: &'static str,
        /// The wished kind.
        wanted: &'static str,
    },
    /// A packet was sealed to another key.
    #[error("packet was sealed to another key")]
    PacketForAnother,
    /// A packet was sealed to a key, and a passphrase was given.
    #[error("packet was sealed to a key")]
    PacketNeedsKey,
    /// A packet was sealed by a passphrase, and a key was given.
    #[error("packet was sealed by a passphrase")]
    PacketNeedsPassphrase,
    /// The key or passphrase does not open the packet, or a byte of it was changed.
    #[error("packet does not open")]
    PacketRefused,
    /// A file is no packet key or card.
    #[error("packet key cannot be read")]
    PacketKeyMalformed,
    /// The passphrase does not open the key file, or the file was changed.
    #[error("packet key does not open")]
    PacketKeyRefused,
    /// The operating system gave no random bytes.
    #[error("no random bytes from the operating system")]
    Randomness {
        /// What the system said.
        #[source]
        source: getrandom::Error,
    },
    /// Argon2id or HKDF refused its parameters.
    #[error("key derivation refused its parameters")]
    KeyDerivation,
    /// Sealing failed.
    #[error("sealing failed")]
    Sealing,
}

impl VaultError {
    /// Key of the wording catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Self::PassphraseTooShort { .. } => "vault.passphrase_too_short",
            Self::PassphraseUnusable => "vault.passphrase_unusable",
            Self::PassphraseUnchanged => "vault.passphrase_unchanged",
            Self::InitialPassphraseExpired { .. } => "vault.initial_passphrase_expired",
            Self::CodeRefused => "vault.code_refused",
            Self::SignInRefused => "vault.sign_in_refused",
            Self::AccountLocked { .. } => "vault.account_locked",
            Self::AccountRecordMalformed { .. } => "vault.account_record_malformed",
            Self::AccountRecordNewer { .. } => "vault.account_record_newer",
            Self::AccountRecordAltered { .. } => "vault.account_record_altered",
            Self::DeviceSecretMissing { .. } => "vault.device_secret_missing",
            Self::DeviceSecretMalformed => "vault.device_secret_malformed",
            Self::Keyring { .. } => "vault.keyring",
            Self::SecretFile { .. } => "vault.secret_file",
            Self::SecretFileExposed { .. } => "vault.secret_file_exposed",
            Self::RecoveryTypo { .. } => "vault.recovery_typo",
            Self::RecoveryLength { .. } => "vault.recovery_length",
            Self::RecoveryKeyWrong => "vault.recovery_key_wrong",
            Self::CaseKeyRefused { .. } => "vault.case_key_refused",
            Self::SignatureInvalid => "vault.signature_invalid",
            Self::Malformed { .. } => "vault.malformed",
            Self::PacketMalformed => "vault.packet_malformed",
            Self::PacketNewer { .. } => "vault.packet_newer",
            Self::PacketTooLarge { .. } => "vault.packet_too_large",
            Self::PacketKindOther { .. } => "vault.packet_kind_other",
            Self::PacketForAnother => "vault.packet_for_another",
            Self::PacketNeedsKey => "vault.packet_needs_key",
            Self::PacketNeedsPassphrase => "vault.packet_needs_passphrase",
            Self::PacketRefused => "vault.packet_refused",
            Self::PacketKeyMalformed => "vault.packet_key_malformed",
            Self::PacketKeyRefused => "vault.packet_key_refused",
            Self::Randomness { .. } => "vault.randomness",
            Self::KeyDerivation => "vault.key_derivation",
            Self::Sealing => "vault.sealing",
        }
    }

    /// Named values of the sentence.
    pub fn parameters(&self) -> BTreeMap<String, String> {
        let pairs: Vec<(&str, String)> = match self {
            Self::PassphraseTooShort { minimum_characters } => {
                vec![("minimum_characters", minimum_characters.to_string())]
            }
            Self::AccountLocked { until } | Self::InitialPassphraseExpired { until } => {
                vec![("until", until.to_string())]
            }
            Self::AccountRecordNewer { found, known } | Self::PacketNewer { found, known } => {
                vec![("found", found.to_string()), ("known", known.to_string())]
            }
            Self::AccountRecordAltered { account } => vec![("account", account.to_string())],
            Self::DeviceSecretMissing { workspace, keyring } => {
                vec![("workspace", workspace.to_string()), ("keyring", (*keyring).to_owned())]
            }
            Self::Keyring { action, .. } => vec![("action", (*action).to_owned())],
            Self::SecretFile { path, .. } | Self::SecretFileExposed { path } => {
                vec![("path", path.display().to_string())]
            }
            Self::RecoveryTypo { half, group } => vec![("half", half.to_string()), ("group", group.to_string())],
            Self::RecoveryLength { half, found, expected } => {
                vec![("half", half.to_string()), ("found", found.to_string()), ("expected", expected.to_string())]
            }
            Self::CaseKeyRefused { case } => vec![("case", case.to_string())],
            Self::Malformed { what } => vec![("what", (*what).to_owned())],
            Self::PacketTooLarge { limit_mib } => vec![("limit_mib", limit_mib.to_string())],
            Self::PacketKindOther { found, wanted } => {
                vec![("found", (*found).to_owned()), ("wanted", (*wanted).to_owned())]
            }
            Self::PassphraseUnusable
            | Self::PassphraseUnchanged
            | Self::CodeRefused
            | Self::SignInRefused
            | Self::AccountRecordMalformed { .. }
            | Self::DeviceSecretMalformed
            | Self::RecoveryKeyWrong
            | Self::SignatureInvalid
            | Self::PacketMalformed
            | Self::PacketForAnother
            | Self::PacketNeedsKey
            | Self::PacketNeedsPassphrase
            | Self::PacketRefused
            | Self::PacketKeyMalformed
            | Self::PacketKeyRefused
            | Self::Randomness { .. }
            | Self::KeyDerivation
            | Self::Sealing => vec![],
        };
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}
