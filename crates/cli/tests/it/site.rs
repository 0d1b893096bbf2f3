//! A news site within the test, on the loopback address: its pages can be changed, and it remembers what it was asked.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

#[derive(Default)]
struct State {
    /// Content type and body.
    pages: HashMap<String, (String, String)>,
    asked: Vec<String>,
}

#[derive(Clone)]
pub struct Site {
    pub address: String,
    state: Arc<Mutex<State>>,
}

impl Site {
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let state: Arc<Mutex<State>> = Arc::default();
        let site = Self { address, state: state.clone() };
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                let Some(request) = lines.next() else { continue };
                let headers: Vec<String> = lines.take_while(|l| !l.is_empty()).map(|l| l.to_lowercase()).collect();
                let answer = answer(request.split(' ').nth(1).unwrap_or_default(), &headers, &mut state.lock().unwrap());
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        site
    }

    pub fn put(&self, path: &str, kind: &str, body: impl Into<String>) -> &Self {
        self.state.lock().unwrap().pages.insert(path.to_owned(), (kind.to_owned(), body.into()));
        self
    }

    /// Paths in the order in which they were asked for, with a `=` before those answered by 304.
    pub fn asked(&self) -> String {
        std::mem::take(&mut self.state.lock().unwrap().asked).join(" ")
    }
}

/// The entity tag is the body's length and its first differing numbers: enough for pages that a test changes.
fn answer(path: &str, headers: &[String], state: &mut State) -> String {
    let Some((kind, body)) = state.pages.get(path) else {
        state.asked.push(path.to_owned());
        return "HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n".to_owned();
    };
    let sum = body.bytes().fold(0_u32, |sum, b| sum.wrapping_mul(31).wrapping_add(u32::from(b)));
    let tag = format!("\"{sum:x}\"");
    if headers.contains(&format!("if-none-match: {tag}")) {
        state.asked.push(format!("={path}"));
        return format!("HTTP/1.1 304 Not Modified\r\nconnection: close\r\netag: {tag}\r\n\r\n");
    }
    state.asked.push(path.to_owned());
    format!("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: {kind}\r\netag: {tag}\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}
