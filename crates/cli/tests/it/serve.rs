//! `sayso serve`, started as a user starts it and asked over loopback.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use crate::claims::store;
use crate::support::Folder;

/// Longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

struct Served {
    child: Child,
    stdout: Receiver<String>,
    stderr: Receiver<String>,
    address: SocketAddr,
}

fn lines(from: impl Read + Send + 'static) -> Receiver<String> {
    let (send, lines) = channel();
    std::thread::spawn(move || BufReader::new(from).lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
    lines
}

impl Served {
    /// The store of the examples, served from a folder of its own, where a data folder is made as well.
    fn start(folder: &Folder, more: &[&str]) -> Self {
        let db = store().path().join("c.sayso");
        let mut arguments = vec!["serve", "--listen", "localhost:0", "--model", "fast", "--db", db.to_str().unwrap()];
        arguments.extend_from_slice(more);
        let mut command = folder.command(&arguments);
        command.env("XDG_DATA_HOME", folder.path()).env("HOME", folder.path()).env("LOCALAPPDATA", folder.path());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (stdout, stderr) = (lines(child.stdout.take().unwrap()), lines(child.stderr.take().unwrap()));
        let first = stderr.recv_timeout(PATIENCE).expect("it says where it listens");
        let address = first.strip_prefix("http://").and_then(|rest| rest.split(' ').next()?.parse().ok());
        Self { address: address.unwrap_or_else(|| panic!("no address in `{first}`")), child, stdout, stderr }
    }

    fn ask(&self, head: &str) -> String {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(format!("{head}\r\nConnection: close\r\n\r\n").as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_store_is_shown_until_it_is_asked_to_end() {
    let folder = Folder::new();
    let mut served = Served::start(&folder, &[]);
    let page = served.ask("GET / HTTP/1.1\r\nHost: localhost");
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n") && page.contains("<!DOCTYPE html>"), "{page}");
    assert!(served.ask("GET /api/v1/claims?limit=1 HTTP/1.1\r\nHost: 127.0.0.1").contains("\"claims\":[{"));
    assert!(served.ask("GET / HTTP/1.1\r\nHost: evil.example").starts_with("HTTP/1.1 403 "));
    assert!(served.ask("GET /../../etc/passwd HTTP/1.1\r\nHost: localhost").starts_with("HTTP/1.1 404 "));
    assert!(served.ask("nonsense").starts_with("HTTP/1.1 400 "));
    #[cfg(unix)]
    {
        let ended = std::process::Command::new("kill").arg(served.child.id().to_string()).status().unwrap();
        assert!(ended.success());
        let status = served.child.wait().unwrap();
        assert_eq!(status.code(), Some(0));
        let told: Vec<String> = served.stderr.iter().collect();
        assert_eq!(told, ["ending; what is under way is answered first"]);
    }
}

#[test]
fn a_token_is_shown_once_and_only_its_hash_is_kept() {
    let folder = Folder::new();
    let served = Served::start(&folder, &["--new-token"]);
    let shown = served.stdout.recv_timeout(PATIENCE).unwrap();
    let token = shown.strip_prefix("token: ").unwrap();
    assert!(served.ask("GET /api/v1/claims HTTP/1.1\r\nHost: localhost").starts_with("HTTP/1.1 401 "));
    let with_token = format!("GET /api/v1/claims HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}");
    assert!(served.ask(&with_token).starts_with("HTTP/1.1 200 "));
    drop(served);
    if cfg!(all(unix, not(target_os = "macos"))) {
        let kept = folder.read("sayso/serve.token");
        assert!(kept.starts_with("$argon2id$") && !kept.contains(token));
        let again = Served::start(&folder, &["--token-hash", kept.trim()]);
        assert!(again.ask(&with_token).starts_with("HTTP/1.1 200 "));
        assert!(again.stderr.recv_timeout(PATIENCE).unwrap().contains("--new-token"));
    }
}

#[test]
fn what_keeps_it_from_serving_is_said() {
    let folder = Folder::new();
    let told = folder.told(&["serve", "--db", "none.sayso"]);
    assert!(told.starts_with("exit 2\n-- stderr\nerror: no store at `none.sayso`\nhint: "), "{told}");
    let told = folder.told(&["serve", "--token-hash", "secret", "--db", "none.sayso"]);
    assert!(told.starts_with("exit 2\n-- stderr\nerror: this is no argon2 hash of a token: "), "{told}");
    let told = folder.told(&["serve", "--listen", "7297"]);
    assert!(told.contains("want an address of this machine with a port"), "{told}");
}
