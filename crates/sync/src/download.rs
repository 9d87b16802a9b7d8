//! One file from one address, whole or not at all.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use model::canonical::{ContentHash, ContentHasher};
use reqwest::header::LOCATION;
use reqwest::redirect::Policy;
use reqwest::{Client, Response, Url};
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

/// Longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(20);
/// Longest silence of the other side.
const SILENCE: Duration = Duration::from_mins(1);
/// How often a wait for the other side looks whether somebody cancelled.
const LOOK: Duration = Duration::from_millis(100);

/// What to fetch, and what it must be.
#[derive(Clone, Debug)]
pub struct Download<'a> {
    /// Where it is: `https`, or `http` on this machine.
    pub address: &'a str,
    /// Bytes that it must not exceed.
    pub at_most_bytes: u64,
    /// What it must be, when somebody knows.
    pub sha256: Option<ContentHash>,
    /// File to write; it appears at the end or not at all.
    pub to: &'a Path,
}

/// How far a download is, and a way to end it.
#[derive(Debug, Default)]
pub struct Watch {
    /// Bytes so far.
    pub received: AtomicU64,
    /// Somebody cancelled.
    pub cancelled: AtomicBool,
}

/// A file that came whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Its size.
    pub size_bytes: u64,
    /// Its SHA-256.
    pub sha256: ContentHash,
}

/// Why nothing was fetched.
#[derive(Debug, thiserror::Error)]
pub enum DownloadError {
    /// The address is no address of a file on the network.
    #[error("address cannot be read")]
    AddressUnreadable,
    /// Anybody on the way could read and change it.
    #[error("address is not protected")]
    AddressUnprotected,
    /// No connection, or it broke.
    #[error("no connection to {host}")]
    Unreachable {
        /// The host.
        host: String,
        /// What the library says.
        #[source]
        source: reqwest::Error,
    },
    /// The other side answers with something else than the file.
    #[error("{host} answers with status {status}")]
    Status {
        /// The host.
        host: String,
        /// HTTP status.
        status: u16,
    },
    /// The file is elsewhere; a person decides whether to go there.
    #[error("{host} points to another address")]
    Moved {
        /// The host.
        host: String,
        /// Where it points.
        location: String,
    },
    /// More bytes than anything of this kind should have.
    #[error("file is larger than {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: u64,
    },
    /// Fewer or more bytes than the other side announced, or none at all.
    #[error("{received} bytes came, {announced} were announced")]
    Incomplete {
        /// Announced.
        announced: u64,
        /// Came.
        received: u64,
    },
    /// It is another file than the one that was wanted.
    #[error("file has SHA-256 {found}, wanted was {wanted}")]
    Different {
        /// Wanted.
        wanted: ContentHash,
        /// Found.
        found: ContentHash,
    },
    /// Somebody cancelled.
    #[error("download was cancelled")]
    Cancelled,
    /// The disk failed.
    #[error("downloaded file cannot be written")]
    NotWritten(#[source] std::io::Error),
}

impl DownloadError {
    /// Catalogue key.
    pub fn code(&self) -> &'static str {
        match self {
            Self::AddressUnreadable => "download_address_unreadable",
            Self::AddressUnprotected => "download_address_unprotected",
            Self::Unreachable { .. } => "download_unreachable",
            Self::Status { .. } => "download_status",
            Self::Moved { .. } => "download_moved",
            Self::TooLarge { .. } => "download_too_large",
            Self::Incomplete { .. } => "download_incomplete",
            Self::Different { .. } => "download_different",
            Self::Cancelled => "download_cancelled",
            Self::NotWritten(_) => "download_not_written",
        }
    }

    /// Named values of the sentence.
    pub fn parameters(&self) -> BTreeMap<String, String> {
        let pairs: Vec<(&str, String)> = match self {
            Self::AddressUnreadable | Self::AddressUnprotected | Self::Cancelled | Self::NotWritten(_) => Vec::new(),
            Self::Unreachable { host, .. } => vec![("host", host.clone())],
            Self::Status { host, status } => vec![("host", host.clone()), ("status", status.to_string())],
            Self::Moved { host, location } => vec![("host", host.clone()), ("location", location.clone())],
            Self::TooLarge { limit } => vec![("limit", limit.to_string())],
            Self::Incomplete { announced, received } => {
                vec![("announced", announced.to_string()), ("received", received.to_string())]
            }
            Self::Different { wanted, found } => vec![("wanted", wanted.to_string()), ("found", found.to_string())],
        };
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

/// Fetches one file. No redirect is followed: where the bytes come from is what a person saw.
///
/// # Errors
/// [`DownloadError`]; no file stands at the wanted place then, nor beside it.
pub async fn fetch(wanted: &Download<'_>, watch: &Watch) -> Result<Fetched, DownloadError> {
    let url = readable(wanted.address)?;
    let host = url.host_str().unwrap_or_default().to_owned();
    let failed =
        |source: reqwest::Error| DownloadError::Unreachable { host: host.clone(), source: source.without_url() };
    let asked = client().map_err(failed)?.get(url).send();
    let response = unless_cancelled(watch, asked).await?.map_err(failed)?;
    let announced = announced(&response, &host, wanted.at_most_bytes)?;
    let beside = Beside::of(wanted.to);
    let fetched = receive(response, (wanted, announced), &beside, watch).await.map_err(|error| match error {
        Broken::Refused(error) => error,
        // A connection that ends early is a file that came in part.
        Broken::Connection(source) => match announced {
            Some(announced) if source.is_body() || source.is_decode() => {
                DownloadError::Incomplete { announced, received: watch.received.load(Ordering::Relaxed) }
            }
            _ => failed(source),
        },
    })?;
    tokio::fs::rename(&beside.path, wanted.to).await.map_err(DownloadError::NotWritten)?;
    beside.kept();
    Ok(fetched)
}

fn readable(address: &str) -> Result<Url, DownloadError> {
    let url = Url::parse(address.trim()).map_err(|_| DownloadError::AddressUnreadable)?;
    let host = url.host_str().ok_or(DownloadError::AddressUnreadable)?;
    let here = host == "localhost"
        || host.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
    match url.scheme() {
        _ if !url.username().is_empty() || url.password().is_some() => Err(DownloadError::AddressUnreadable),
        "https" => Ok(url),
        "http" if here => Ok(url),
        "http" => Err(DownloadError::AddressUnprotected),
        _ => Err(DownloadError::AddressUnreadable),
    }
}

fn client() -> Result<Client, reqwest::Error> {
    // Another part of the process may have chosen one before.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().redirect(Policy::none()).connect_timeout(CONNECT).read_timeout(SILENCE).build()
}

/// How many bytes the other side says will come, where it does and they are not too many.
fn announced(response: &Response, host: &str, limit: u64) -> Result<Option<u64>, DownloadError> {
    let status = response.status();
    if status.is_redirection() {
        let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        return Err(DownloadError::Moved { host: host.to_owned(), location: location.to_owned() });
    }
    if status.as_u16() != 200 {
        return Err(DownloadError::Status { host: host.to_owned(), status: status.as_u16() });
    }
    let announced = response.content_length();
    if announced.is_some_and(|announced| announced > limit) {
        return Err(DownloadError::TooLarge { limit });
    }
    Ok(announced)
}

enum Broken {
    Refused(DownloadError),
    Connection(reqwest::Error),
}

impl From<DownloadError> for Broken {
    fn from(error: DownloadError) -> Self {
        Self::Refused(error)
    }
}

async fn receive(
    mut response: Response,
    (wanted, announced): (&Download<'_>, Option<u64>),
    beside: &Beside,
    watch: &Watch,
) -> Result<Fetched, Broken> {
    let mut file = File::create(&beside.path).await.map_err(DownloadError::NotWritten)?;
    let (mut hasher, mut size_bytes) = (ContentHasher::default(), 0_u64);
    while let Some(chunk) = unless_cancelled(watch, response.chunk()).await?.map_err(Broken::Connection)? {
        size_bytes += chunk.len() as u64;
        watch.received.store(size_bytes, Ordering::Relaxed);
        if size_bytes > wanted.at_most_bytes {
            return Err(DownloadError::TooLarge { limit: wanted.at_most_bytes }.into());
        }
        hasher.update(&chunk);
        file.write_all(&chunk).await.map_err(DownloadError::NotWritten)?;
    }
    let announced = announced.unwrap_or(size_bytes);
    if size_bytes != announced || size_bytes == 0 {
        return Err(DownloadError::Incomplete { announced, received: size_bytes }.into());
    }
    let found = hasher.finish();
    if let Some(wanted) = wanted.sha256.filter(|wanted| *wanted != found) {
        return Err(DownloadError::Different { wanted, found }.into());
    }
    file.sync_all().await.map_err(DownloadError::NotWritten)?;
    Ok(Fetched { size_bytes, sha256: found })
}

/// What a step of the other side comes to, unless somebody cancels before.
async fn unless_cancelled<T>(watch: &Watch, step: impl Future<Output = T>) -> Result<T, DownloadError> {
    let mut step = std::pin::pin!(step);
    while !watch.cancelled.load(Ordering::Relaxed) {
        if let Ok(done) = tokio::time::timeout(LOOK, step.as_mut()).await {
            return Ok(done);
        }
    }
    Err(DownloadError::Cancelled)
}

/// The file while it comes. It goes again unless it came whole.
struct Beside {
    path: PathBuf,
}

impl Beside {
    fn of(to: &Path) -> Self {
        let mut name = to.as_os_str().to_owned();
        name.push(".part");
        Self { path: PathBuf::from(name) }
    }

    fn kept(mut self) {
        self.path = PathBuf::new();
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            // What cannot be removed now is removed with its folder.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}
