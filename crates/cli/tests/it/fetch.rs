//! Pages over HTTP, from a server within the test on the loopback address.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::time::Duration;

use expect_test::expect;

use crate::support::{Folder, PAGE, Run};

/// Serves until the test ends; returns the address.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            std::thread::spawn(move || {
                let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
                let request = lines.next().unwrap().unwrap();
                let headers: Vec<String> = lines.map(Result::unwrap).take_while(|l| !l.is_empty()).collect();
                let path = request.split(' ').nth(1).unwrap();
                let named = headers.iter().any(|h| h.to_lowercase().starts_with("user-agent: sayso/"));
                let answer = |status: &str, more: &str, body: &[u8]| {
                    let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n{more}\r\n", body.len());
                    [head.as_bytes(), body].concat()
                };
                let html = "content-type: text/html; charset=utf-8\r\n";
                let answer = match path {
                    _ if !named => answer("400 Bad Request", html, b""),
                    "/page" => answer("200 OK", html, PAGE.as_bytes()),
                    "/moved" => answer("302 Found", "location: /page\r\n", b""),
                    "/round" => answer("302 Found", "location: /round\r\n", b""),
                    "/away" => answer("302 Found", "location: file:///etc/passwd\r\n", b""),
                    "/forbidden" => answer("403 Forbidden", html, b"no"),
                    "/gone" => answer("404 Not Found", html, b"no"),
                    "/broken" => answer("500 Internal Server Error", html, b"no"),
                    "/picture" => answer("200 OK", "content-type: image/png\r\n", b"\x89PNG"),
                    "/large" => answer("200 OK", html, "<p>words ".repeat(1000).as_bytes()),
                    "/nonsense" => b"nonsense\r\n\r\n".to_vec(),
                    "/cut" => b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 5000\r\n\r\n<p>half".to_vec(),
                    _ => {
                        std::thread::sleep(Duration::from_secs(20));
                        Vec::new()
                    }
                };
                let _ = stream.write_all(&answer);
            });
        }
    });
    address
}

fn trace(address: &str, path: &str, more: &[&str]) -> Run {
    let url = format!("{address}{path}");
    Folder::new().run(&[&["trace", &url, "--format", "jsonl"], more].concat())
}

/// What is said of a page that cannot be had.
fn refused(address: &str, path: &str, more: &[&str]) -> String {
    let run = trace(address, path, more);
    assert_eq!((run.code, run.stdout.as_str()), (1, ""));
    run.stderr.replace(address, "http://HOST")
}

#[test]
fn a_page_is_fetched() {
    let address = serve();
    let run = trace(&address, "/page", &[]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(
        run.stdout.contains("\"outlet\":\"Northgate Courier\"") && run.stdout.contains(&format!("\"url\":\"{address}/page\"")),
        "{}",
        run.stdout
    );
}

#[test]
fn redirects_are_followed_and_told() {
    let address = serve();
    let run = trace(&address, "/moved", &[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stdout.starts_with(&format!("{{\"id\":\"{address}/page\"")), "{}", run.stdout);
}

#[test]
fn refusals_are_clear() {
    let address = serve();
    expect![[r#"
        error: `http://HOST/forbidden`: the server answered 403 Forbidden
        hint: the site does not hand it to programs: save the page with a browser and give the file
    "#]]
    .assert_eq(&refused(&address, "/forbidden", &[]));
    expect![[r#"
        error: `http://HOST/gone`: the server answered 404 Not Found
        hint: check the address
    "#]]
    .assert_eq(&refused(&address, "/gone", &[]));
    expect![[r#"
        error: `http://HOST/broken`: the server answered 500 Internal Server Error
        hint: try again later
    "#]]
    .assert_eq(&refused(&address, "/broken", &[]));
    expect![[r#"
        error: `http://HOST/round`: it redirects more than 5 times
        hint: save the page with a browser and give the file
    "#]]
    .assert_eq(&refused(&address, "/round", &[]));
    expect![[r#"
        error: `http://HOST/away`: it redirects to what is no page: `file:///etc/passwd`
        hint: save the page with a browser and give the file
    "#]]
    .assert_eq(&refused(&address, "/away", &[]));
    expect![[r#"
        error: `http://HOST/picture`: not a text: the server calls it `image/png`
        hint: give the address of a page, not of a picture, video or PDF
    "#]]
    .assert_eq(&refused(&address, "/picture", &[]));
    expect![[r#"
        error: `http://HOST/large`: larger than 2kB
        hint: raise the limit, for instance with `--max-size 4kB`
    "#]]
    .assert_eq(&refused(&address, "/large", &["--max-size", "2kB"]));
    expect![[r#"
        error: `http://HOST/nonsense`: the server's answer can't be read: protocol: http parse fail: invalid HTTP version
        hint: save the page with a browser and give the file
    "#]]
    .assert_eq(&refused(&address, "/nonsense", &[]));
    expect![[r#"
        error: `http://HOST/cut`: the connection broke off
        hint: try again
    "#]]
    .assert_eq(&refused(&address, "/cut", &[]));
    expect![[r#"
        error: `http://HOST/slow`: no full answer within 1 s
        hint: try again, or give more time with `--timeout 120`
    "#]]
    .assert_eq(&refused(&address, "/slow", &["--timeout", "1"]));
    expect![[r#"
        error: `http://HOST`: this is no address of a page
        hint: addresses look like https://example.org/report
    "#]]
    .assert_eq(&refused("http://", "", &[]));
}

#[test]
fn nobody_listens() {
    // A port that was free a moment ago.
    let address = format!("http://{}", TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap());
    expect![[r#"
        error: `http://HOST/`: no connection: connection refused
        hint: check the address and the network
    "#]]
    .assert_eq(&refused(&address, "/", &[]));
}
