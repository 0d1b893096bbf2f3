//! `sayso serve`: a store in the browser and over HTTP, for this machine alone or for whoever has the token.

use std::fs;
use std::io::Write;
use std::path::Path;

use sayso_serve::{Fetch, NewToken, ServeError, Server, StateError};

use super::{Status, engine, refusal};
use crate::fetch::asked::Asked;
use crate::printer::{Printer, Refusal};
use crate::settings::{self, Token};

pub fn run(settings: settings::Serve, printer: &mut Printer) -> anyhow::Result<Status> {
    let settings::Serve { mut server, engine: options, registers, token, allow_fetch, talk } = settings;
    let engine = engine(options, &registers)?;
    let mut made = None;
    if let Token::Kept { file, anew } = token {
        let kept = if anew { None } else { read(&file)? };
        server.token_hash = Some(match kept {
            Some(hash) => hash,
            None => {
                let NewToken { token, hash } = NewToken::make().map_err(|e| Refusal::new(e.to_string(), "try again"))?;
                keep(&file, &hash)?;
                made = Some(token);
                hash
            }
        });
    }
    let (wants_token, is_open) = (server.token_hash.is_some(), !server.listen.ip().is_loopback());
    let fetcher: Option<Box<dyn Fetch>> = if allow_fetch { Some(Box::new(Asked::new(server.max_body))) } else { None };
    let store = server.db.display().to_string();
    let writable = server.writable;
    let tell = Box::new(move |message: &str| Printer::new(talk).note(message));
    let server = Server::bind(server, engine, fetcher, tell).map_err(refused)?;
    printer.note(&format!(
        "http://{} shows `{store}`{}; Ctrl-C ends it",
        server.address(),
        if writable { "" } else { ", which is only read" }
    ));
    if let Some(token) = made {
        // Shown once, whatever else is kept quiet: nobody could come in without it.
        printer.data(&format!("token: {token}\n"))?;
        printer.note("keep the token: only its hash is kept here, and this is the last time that it is shown");
    } else if wants_token {
        printer.note("it wants its token of everybody; `--new-token` makes another");
    }
    if is_open {
        printer.note(
            "others can reach it, and what it says is not encrypted: put a proxy with TLS before it on a network that you don't trust",
        );
    }
    server.run().map_err(refused)?;
    Ok(Status::Done)
}

fn refused(error: ServeError) -> anyhow::Error {
    let hint = match &error {
        ServeError::State(StateError::Store(_)) => {
            let ServeError::State(StateError::Store(error)) = error else { unreachable!("matched above") };
            return refusal(error).into();
        }
        ServeError::State(StateError::Access(_)) => "give the hash as `sayso serve --new-token` keeps it, in quotes: it holds `$`",
        ServeError::Listen { .. } => "name another port with `--listen 127.0.0.1:7298`",
        ServeError::NoToken(_) => "give a token's hash with `--token-hash`",
        ServeError::Start(_) => "see whether the machine has threads and files left",
    };
    Refusal::new(error.to_string(), hint).into()
}

/// The hash that is kept, if there is one.
fn read(file: &Path) -> anyhow::Result<Option<String>> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text.trim().to_owned()).filter(|hash| !hash.is_empty())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unkept(file, &error, "read")),
    }
}

/// Keeps the hash where only its owner reads it.
fn keep(file: &Path, hash: &str) -> anyhow::Result<()> {
    let written = (|| {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        writeln!(options.open(file)?, "{hash}")
    })();
    written.map_err(|error| unkept(file, &error, "written"))
}

fn unkept(file: &Path, error: &std::io::Error, what: &str) -> anyhow::Error {
    let message = format!("`{}`, which keeps the token's hash, can't be {what}: {}", file.display(), crate::inputs::why(error));
    Refusal::new(message, "give a token's hash with `--token-hash`").into()
}
