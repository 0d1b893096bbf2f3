//! What all requests share: the store's readers, the engine, who may come in, and what is counted.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use sayso_app::Engine;
use sayso_app::claims::{Reader, StoreError};
use sayso_app::corpus::Corpus;
use sayso_doc::Problem;

use crate::access::{Access, AccessError};
use crate::error::{Code, Error};
use crate::metrics::Metrics;
use crate::rate::Rate;
use crate::turns::Turns;

/// Requests that may wait for a reader of the store.
const LINE: usize = 512;

/// Articles that may wait to be traced.
const TRACE_LINE: usize = 16;

/// Tokens that are tried at once, and that may wait: each costs 19 MiB and some milliseconds.
const KNOCKS: usize = 2;
const KNOCK_LINE: usize = 16;

/// Wrong tokens that one client may try in a row, and a minute after that.
const WRONG_TOKENS: f64 = 10.0;

/// What a store holds, and how many of it.
type Sizes = Vec<(&'static str, u64)>;

/// How long the store's sizes are good for: counting them reads much of it.
const SIZES_HOLD: Duration = Duration::from_secs(30);

/// How the server is to run.
#[derive(Debug, Clone)]
pub struct Settings {
    pub db: PathBuf,
    pub listen: SocketAddr,
    /// Whether corrections are taken and articles kept.
    pub writable: bool,
    /// Argon2 hash of the token that every request must bring.
    pub token_hash: Option<String>,
    /// Names besides its address under which the server may be asked for.
    pub names: Vec<String>,
    /// Requests a second that one client may make on average.
    pub rate: Option<f64>,
    /// Largest body of a request, in bytes.
    pub max_body: usize,
    /// Longest time for an answer.
    pub timeout: Duration,
    /// Readers of the store, and articles traced at once.
    pub jobs: usize,
}

/// Has a page from the network: the one who runs the server says how, and from where not.
pub trait Fetch: Send + Sync {
    /// The bytes at `url`, which an untrusted asker named.
    ///
    /// # Errors
    /// When they cannot be had, or it leads into a private network.
    fn fetch(&self, url: &str) -> Result<sayso_app::Source, Problem>;
}

/// What a server says while it runs, to whoever runs it.
pub type Tell = Box<dyn Fn(&str) + Send + Sync>;

pub struct State {
    pub settings: Settings,
    pub engine: Engine,
    pub fetcher: Option<Box<dyn Fetch>>,
    pub access: Access,
    pub metrics: Metrics,
    pub rate: Option<Rate>,
    pub wrong_tokens: Rate,
    pub reads: Turns,
    pub traces: Turns,
    pub knocks: Turns,
    /// Those that nobody reads with just now.
    readers: Mutex<Vec<Reader>>,
    sizes: Mutex<Option<(Instant, Sizes)>>,
    tell: Tell,
}

impl State {
    /// # Errors
    /// When the token's hash is none, or there is no store that can be read.
    pub fn new(settings: Settings, engine: Engine, fetcher: Option<Box<dyn Fetch>>, tell: Tell) -> Result<Arc<Self>, StateError> {
        let access = Access::new(settings.listen, settings.token_hash.clone(), &settings.names)?;
        let first = open(&settings)?;
        let jobs = settings.jobs.max(1);
        Ok(Arc::new(Self {
            engine,
            fetcher,
            access,
            metrics: Metrics::default(),
            rate: settings.rate.map(|pace| Rate::new(pace, 2.0 * pace.max(1.0))),
            wrong_tokens: Rate::new(WRONG_TOKENS / 60.0, WRONG_TOKENS),
            reads: Turns::new(jobs, LINE),
            traces: Turns::new(jobs.div_ceil(2), TRACE_LINE),
            knocks: Turns::new(KNOCKS, KNOCK_LINE),
            readers: Mutex::new(vec![first]),
            sizes: Mutex::default(),
            settings,
            tell,
        }))
    }

    /// Reads the store as it stands now, on a thread that may block. A reader whose work panics is not used again.
    ///
    /// # Errors
    /// What `work` says, or that the store cannot be read.
    pub fn read<T>(&self, work: impl FnOnce(&Reader) -> Result<T, Error>) -> Result<T, Error> {
        let waiting = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let reader = match waiting {
            Some(reader) => reader,
            None => open(&self.settings)?,
        };
        let result = match reader.snapshot() {
            Ok(snapshot) => work(&snapshot),
            Err(error) => return Err(error.into()),
        };
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
        result
    }

    /// How much the store holds.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn sizes(&self) -> Result<Sizes, Error> {
        let mut kept = self.sizes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, sizes)) = &*kept
            && at.elapsed() < SIZES_HOLD
        {
            return Ok(sizes.clone());
        }
        let sizes = self.read(|reader| Ok(vec![("articles", reader.count_articles()?)]))?;
        *kept = Some((Instant::now(), sizes.clone()));
        Ok(sizes)
    }

    /// The store's name, as pages show it.
    pub fn store_name(&self) -> String {
        self.settings.db.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// # Errors
    /// When nothing may be written.
    pub fn must_be_writable(&self) -> Result<(), Error> {
        if self.settings.writable {
            return Ok(());
        }
        Err(Error::new(Code::ReadOnly, "this server writes nothing into its store").hint("start it with `sayso serve --writable`"))
    }

    pub fn tell(&self, message: &str) {
        (self.tell)(message);
    }
}

#[derive(Debug, thiserror::Error)]
pub enum StateError {
    #[error(transparent)]
    Access(#[from] AccessError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A store that may be written is made where there is none, and brought up to date.
fn open(settings: &Settings) -> Result<Reader, StoreError> {
    match Reader::open(&settings.db) {
        Err(StoreError::Missing(_) | StoreError::Older { .. }) if settings.writable => {
            drop(Corpus::open(&settings.db)?);
            Reader::open(&settings.db)
        }
        opened => opened,
    }
}
