//! Where data goes: stdout, or a file that appears whole or not at all.

use std::fs::Permissions;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once};

use tempfile::NamedTempFile;

use crate::interrupt::EXIT_CODE;
use crate::printer::Refusal;

pub enum Output {
    Stdout(BufWriter<io::Stdout>),
    File { temporary: BufWriter<NamedTempFile>, path: PathBuf },
}

impl Output {
    pub fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        Ok(match path {
            None => Self::Stdout(BufWriter::new(io::stdout())),
            Some(path) => Self::File { temporary: BufWriter::new(beside(path)?), path: path.to_owned() },
        })
    }

    /// Writes `text`; an error says what it means to the user.
    pub fn put(&mut self, text: &str) -> anyhow::Result<()> {
        self.write_all(text.as_bytes()).map_err(|e| self.told(e))
    }

    /// Lets a reader at the other end see what was written so far.
    pub fn show(&mut self) -> anyhow::Result<()> {
        match self {
            Self::Stdout(stdout) => stdout.flush().map_err(|e| self.told(e)),
            Self::File { temporary: _, path: _ } => Ok(()),
        }
    }

    /// Makes the data visible: flushes stdout, or puts the file in its place.
    pub fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Stdout(mut stdout) => {
                let flushed = stdout.flush();
                flushed.map_err(|e| Self::Stdout(stdout).told(e))
            }
            Self::File { temporary, path } => {
                let temporary = temporary.into_inner().map_err(|e| cannot_write(&path, e.error()))?;
                temporary.persist(&path).map_err(|e| cannot_write(&path, &e.error))?;
                Ok(())
            }
        }
    }

    /// [`Output::finish`] after `written`; a reader who has gone is no error.
    pub fn end(self, written: anyhow::Result<()>) -> anyhow::Result<()> {
        match written.and_then(|()| self.finish()) {
            Err(error) if is_closed(&error) => Ok(()),
            other => other,
        }
    }

    /// What an error while writing means to the user.
    pub fn told(&self, error: io::Error) -> anyhow::Error {
        match self {
            Self::Stdout(_) if error.kind() == io::ErrorKind::BrokenPipe => error.into(),
            Self::Stdout(_) => {
                Refusal::new(format!("stdout can't be written: {}", crate::inputs::why(&error)), "write to a file with `--output FILE`")
                    .into()
            }
            Self::File { temporary: _, path } => cannot_write(path, &error),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(stdout) => stdout.write(bytes),
            Self::File { temporary, path: _ } => temporary.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(stdout) => stdout.flush(),
            Self::File { temporary, path: _ } => temporary.flush(),
        }
    }
}

/// Whether the reader at the other end of stdout has gone, having seen enough, as `head` has.
pub fn is_closed(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
}

/// Writes a whole file, or leaves what was there.
pub fn write_whole(path: &Path, content: &str) -> anyhow::Result<()> {
    let mut temporary = beside(path)?;
    temporary.write_all(content.as_bytes()).map_err(|e| cannot_write(path, &e))?;
    temporary.persist(path).map_err(|e| cannot_write(path, &e.error))?;
    Ok(())
}

/// A temporary file in the folder of `path`, since renaming is only whole within one file system.
fn beside(path: &Path) -> anyhow::Result<NamedTempFile> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".sayso-");
    // Temporary files are private by default; the finished one should be as any other file.
    let permissions = everyone();
    if let Some(permissions) = permissions {
        builder.permissions(permissions);
    }
    let temporary = builder.tempfile_in(folder).map_err(|e| cannot_write(path, &e))?;
    remove_when_interrupted(temporary.path());
    Ok(temporary)
}

/// Ctrl-C runs no destructors, so that a hidden file would stay behind. One temporary file is open at a time.
fn remove_when_interrupted(path: &Path) {
    static OPEN: Mutex<Option<PathBuf>> = Mutex::new(None);
    static ONCE: Once = Once::new();
    let remember = |path: Option<&Path>| match OPEN.lock() {
        Ok(mut open) => std::mem::replace(&mut *open, path.map(Path::to_owned)),
        Err(_) => None,
    };
    remember(Some(path));
    ONCE.call_once(|| {
        // Where no handler can be set, interrupting still works; it only leaves the file.
        let _ = ctrlc::set_handler(move || {
            if let Some(path) = remember(None) {
                let _ = std::fs::remove_file(path);
            }
            std::process::exit(EXIT_CODE);
        });
    });
}

#[cfg(unix)]
fn everyone() -> Option<Permissions> {
    Some(std::os::unix::fs::PermissionsExt::from_mode(0o666))
}

#[cfg(not(unix))]
fn everyone() -> Option<Permissions> {
    None
}

pub fn cannot_write(path: &Path, error: &io::Error) -> anyhow::Error {
    let why = if error.kind() == io::ErrorKind::NotFound { "no such folder".to_owned() } else { crate::inputs::why(error) };
    Refusal::new(format!("`{}` can't be written: {why}", path.display()), "give another place with `--output`").into()
}
