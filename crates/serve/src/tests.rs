//! The server as those who ask it meet it: pages, API, doors, and what is thrown at it. No network: requests are handed over in memory.

use std::net::IpAddr;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::Request;
use sayso_app::corpus::{Corpus, Input};
use sayso_app::{Engine, Options, Source};
use sayso_doc::Problem;
use serde_json::Value;
use tempfile::TempDir;

use crate::access::NewToken;
use crate::answer::answer;
use crate::error::TABLE;
use crate::openapi;
use crate::routes::{FORM, ROUTES};
use crate::state::{Fetch, Settings, State};

/// Invented, as everything here.
const ARTICLES: [(&str, &str); 3] = [
    (
        "one",
        r#"{"id":"one","outlet":"Northgate Courier","title":"Dam <b>breached</b> at Torvik","date":"2031-05-02","text":"Water has breached the upper dam at Torvik, the state news agency Karvenian State Telegraph reported on Friday. Mayor Ilse Brandt said that forty families had left their homes. Northgate Courier could not independently verify the report."}"#,
    ),
    (
        "two",
        r#"{"id":"two","outlet":"Harbour Post","title":"Families leave Torvik","date":"2031-05-03","text":"Forty families had left their homes in Torvik, Mayor Ilse Brandt said on Friday. Water has breached the upper dam at Torvik, according to the Karvenian State Telegraph."}"#,
    ),
    (
        "three",
        r#"{"id":"three","outlet":"<script>alert(1)</script>","title":"javascript:alert(1)","date":"2031-05-04","text":"The \"onload=alert(1)\" committee said on Monday that <img src=x onerror=alert(1)> was an unusual name for a bridge. \u202eIt will be renamed, Mayor Ilse Brandt said."}"#,
    ),
];

struct Site {
    state: Arc<State>,
    told: Arc<Mutex<Vec<String>>>,
    _folder: TempDir,
}

struct Got {
    status: u16,
    headers: hyper::HeaderMap,
    body: String,
}

struct NoNet;

impl Fetch for NoNet {
    fn fetch(&self, url: &str) -> Result<Source, Problem> {
        if url.contains("private") {
            return Err(Problem::new("private_address", "not fetched: it leads into a private network"));
        }
        let page = "<html><head><title>Bridge</title></head><body><article><p>The bridge at Torvik will be closed for a month, Mayor Ilse \
                    Brandt said on Monday. She said that the repairs would cost 4 million crowns and that no ferry would run.</p></article></body></html>";
        let content_type = Some("text/html".to_owned());
        Ok(Source { origin: url.to_owned(), bytes: page.as_bytes().to_vec(), content_type, ..Source::default() })
    }
}

impl Site {
    fn open() -> Self {
        Self::new(|settings| settings.writable = true)
    }

    fn new(change: impl FnOnce(&mut Settings)) -> Self {
        let folder = TempDir::new().unwrap();
        let mut settings = Settings {
            db: folder.path().join("test.sayso"),
            listen: "127.0.0.1:7297".parse().unwrap(),
            writable: false,
            token_hash: None,
            names: Vec::new(),
            rate: None,
            max_body: 100_000,
            timeout: Duration::from_secs(60),
            jobs: 2,
        };
        change(&mut settings);
        let engine = Engine::new(Options { explain: true, max_bytes: 100_000, ..Options::default() }, &[]).unwrap();
        fill(&settings.db, &engine);
        let told = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&told);
        let tell = Box::new(move |message: &str| kept.lock().unwrap().push(message.to_owned()));
        let state = State::new(settings, engine, Some(Box::new(NoNet)), tell).unwrap();
        Self { state, told, _folder: folder }
    }

    async fn ask(&self, request: Request<Full<Bytes>>) -> Got {
        let peer: IpAddr = "127.0.0.1".parse().unwrap();
        let response = answer(Arc::clone(&self.state), peer, request).await;
        let (head, body) = response.into_parts();
        let body = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
        for always in ["content-security-policy", "x-content-type-options", "x-frame-options", "referrer-policy", "cache-control"] {
            assert!(head.headers.contains_key(always), "no `{always}`");
        }
        Got { status: head.status.as_u16(), headers: head.headers, body }
    }

    async fn get(&self, path: &str) -> Got {
        self.ask(request("GET", path, &[], "")).await
    }

    async fn post(&self, path: &str, kind: &str, body: &str) -> Got {
        self.ask(request("POST", path, &[("content-type", kind)], body)).await
    }

    async fn json(&self, path: &str) -> Value {
        let got = self.get(path).await;
        assert_eq!(got.status, 200, "{path}: {}", got.body);
        serde_json::from_str(&got.body).unwrap()
    }

    /// A form of ours, with its token.
    fn form(&self, pairs: &[(&str, &str)]) -> String {
        let token = self.state.access.form_token(None, std::time::Instant::now());
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("csrf", &token).extend_pairs(pairs);
        form.finish()
    }
}

fn fill(db: &Path, engine: &Engine) {
    let inputs = ARTICLES.iter().map(|(name, line)| {
        let source = Source { origin: format!("{name}.jsonl"), line: Some(1), bytes: line.as_bytes().to_vec(), ..Source::default() };
        Input { read: Ok(source), through: None }
    });
    let mut corpus = Corpus::open(db).unwrap();
    let report = corpus.ingest(engine, inputs, 1, &AtomicBool::new(false), |_| {}).unwrap();
    assert_eq!((report.new, report.failed), (ARTICLES.len(), 0));
}

fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Request<Full<Bytes>> {
    let mut builder = Request::builder().method(method).uri(path);
    if !headers.iter().any(|(name, _)| *name == "host") {
        builder = builder.header("host", "localhost:7297");
    }
    for (name, value) in headers {
        builder = builder.header(*name, *value);
    }
    builder.body(Full::new(Bytes::from(body.to_owned()))).unwrap()
}

fn code(got: &Got) -> String {
    let failed: Value = serde_json::from_str(&got.body).unwrap_or_else(|e| panic!("{e}: {}", got.body));
    let code = failed["code"].as_str().unwrap().to_owned();
    let entry = TABLE.iter().find(|e| e.word == code).unwrap();
    assert_eq!(entry.status, got.status);
    assert_eq!(failed["docs"], format!("docs/api.md#{code}"));
    code
}

#[tokio::test]
async fn every_page_is_there_and_nothing_in_it_runs() {
    let site = Site::open();
    let article = site.json("/api/v1/articles").await["articles"][0]["id"].as_i64().unwrap();
    let claim = site.json("/api/v1/claims?min_mentions=1").await["claims"][0]["id"].as_i64().unwrap_or_default();
    let pages = [
        "/".to_owned(),
        format!("/claims/{claim}"),
        "/articles".to_owned(),
        format!("/articles/{article}"),
        "/speakers".to_owned(),
        "/speakers/Ilse%20Brandt".to_owned(),
        "/outlets".to_owned(),
        "/outlets/%3Cscript%3Ealert(1)%3C%2Fscript%3E".to_owned(),
        "/search?words=dam".to_owned(),
        "/search".to_owned(),
        "/trace".to_owned(),
        "/corrections".to_owned(),
    ];
    for page in pages {
        let got = site.get(&page).await;
        assert_eq!(got.status, 200, "{page}: {}", got.body);
        assert_eq!(got.headers["content-type"], "text/html; charset=utf-8");
        for wrong in ["<script>alert", "<img src=x", "<b>breached", "href=\"javascript:", " style=\"", "\u{202e}"] {
            assert!(!got.body.contains(wrong), "`{page}` holds `{wrong}`");
        }
    }
    for asset in ["sayso.css", "sayso.js", "sayso.svg"] {
        assert_eq!(site.get(&format!("/assets/{asset}")).await.status, 200, "{asset}");
    }
    for nothing in ["/assets/..%2f..%2fCargo.toml", "/assets/%2e%2e/x", "/nothing", "/claims/x", "/claims/999999999", "/articles/-1"] {
        let got = site.get(nothing).await;
        assert_eq!((got.status, &got.headers["content-type"] == "text/html; charset=utf-8"), (404, true), "{nothing}");
    }
    assert!(site.told.lock().unwrap().is_empty());
}

#[tokio::test]
async fn the_api_lists_and_shows() {
    let site = Site::open();
    let articles = site.json("/api/v1/articles?limit=2").await;
    assert_eq!(articles["articles"].as_array().unwrap().len(), 2);
    let next = articles["next"].as_str().unwrap();
    assert_eq!(site.json(&format!("/api/v1/articles?limit=2&after={next}")).await["articles"].as_array().unwrap().len(), 1);
    let statements = site.json("/api/v1/statements?speaker=Ilse%20Brandt").await;
    assert!(!statements["statements"].as_array().unwrap().is_empty());
    assert_eq!(site.json("/api/v1/speakers/Ilse%20Brandt").await["name"], "Ilse Brandt");
    let found = site.json("/api/v1/search?words=Torvik").await;
    assert_eq!(found["articles"].as_array().unwrap().len(), 2);
    for (path, expected) in [
        ("/api/v1/claims/7x", "not_found"),
        ("/api/v1/claims/99999999999999999999", "not_found"),
        ("/api/v1/speakers/Nobody", "not_found"),
        ("/api/v1/claims?limit=0", "bad_parameter"),
        ("/api/v1/claims?after=nonsense", "bad_parameter"),
        ("/api/v1/claims?lmit=3", "unknown_parameter"),
        ("/api/v1/search", "bad_parameter"),
        ("/api/v1/nothing", "no_route"),
    ] {
        assert_eq!(code(&site.get(path).await), expected, "{path}");
    }
    let got = site.ask(request("DELETE", "/api/v1/claims", &[], "")).await;
    assert_eq!((code(&got).as_str(), got.headers["allow"].to_str().unwrap()), ("bad_method", "GET, HEAD"));
}

#[tokio::test]
async fn who_has_the_answer_is_told_so() {
    let site = Site::open();
    for path in ["/", "/api/v1/articles", "/assets/sayso.css", "/api/v1/openapi.json"] {
        let first = site.get(path).await;
        let tag = first.headers["etag"].to_str().unwrap();
        let second = site.ask(request("GET", path, &[("if-none-match", tag)], "")).await;
        assert_eq!((second.status, second.body.len()), (304, 0), "{path}");
        let head = site.ask(request("HEAD", path, &[], "")).await;
        assert_eq!((head.status, head.body.len(), &head.headers["etag"]), (200, 0, &first.headers["etag"]), "{path}");
    }
}

#[tokio::test]
async fn texts_pages_and_addresses_are_traced_and_nothing_is_kept() {
    let site = Site::open();
    let text = "The bridge at Torvik will be closed for a month, Mayor Ilse Brandt said on Monday.";
    let got = site.post("/api/v1/trace", "text/plain", text).await;
    let document: Value = serde_json::from_str(&got.body).unwrap();
    assert_eq!((got.status, &document["schema"]), (200, &Value::from("sayso.ledger/1")));
    assert_eq!(document["articles"][0]["text"], text);
    assert!(!document["articles"][0]["statements"].as_array().unwrap().is_empty());
    assert!(document["articles"][0]["statements"][0].get("reasons").is_none());
    let html = format!("<html><body><article><h1>Bridge</h1><p>{text}</p><p>{text}</p></article></body></html>");
    assert_eq!(site.post("/api/v1/trace?explain=true", "text/html; charset=utf-8", &html).await.status, 200);
    let piece = site.post("/api/v1/trace", "text/html", &format!("<p>{text}</p>")).await;
    assert!(piece.status == 200 && piece.body.contains("\"name\":\"Ilse Brandt\""), "{}", piece.body);
    let json = serde_json::json!({"text": text, "outlet": "Harbour Post", "url": "https://harbour.example/bridge"}).to_string();
    let got = site.post("/api/v1/trace", "application/json", &json).await;
    let document: Value = serde_json::from_str(&got.body).unwrap();
    assert_eq!((&document["articles"][0]["outlet"], got.status), (&Value::from("Harbour Post"), 200), "{}", got.body);
    assert_eq!(document["articles"][0]["url"], "https://harbour.example/bridge");
    let fetched = site.post("/api/v1/trace", "application/json", r#"{"url":"https://harbour.example/bridge"}"#).await;
    assert_eq!(fetched.status, 200, "{}", fetched.body);
    for (kind, body, expected) in [
        ("application/json", r#"{"url":"http://private.example/"}"#, "not_fetched"),
        ("application/json", "{", "bad_body"),
        ("application/json", r#"{"text":"a","html":"b"}"#, "bad_body"),
        ("application/json", r#"{"txt":"a"}"#, "bad_body"),
        ("application/json", "{}", "bad_body"),
        ("text/plain", "  \n", "no_article"),
        ("application/pdf", "%PDF", "bad_type"),
        ("", "x", "bad_type"),
        ("text/plain", &"x ".repeat(60_000), "too_large"),
    ] {
        assert_eq!(code(&site.post("/api/v1/trace", kind, body).await), expected, "{kind} {}", &body[..body.len().min(40)]);
    }
    assert_eq!(site.json("/api/v1/articles").await["articles"].as_array().unwrap().len(), ARTICLES.len());
    let form = site.form(&[("text", text), ("format", "auto")]);
    let got = site.post("/trace", FORM, &form).await;
    assert!(got.status == 200 && got.body.contains("Ilse Brandt"), "{}", got.body);
    assert_eq!(site.post("/trace", FORM, &site.form(&[])).await.status, 400);
}

#[tokio::test]
async fn what_is_to_be_kept_is_kept() {
    let site = Site::open();
    let text = "The ferry at Torvik will run on Sundays too, Mayor Ilse Brandt said on Tuesday.";
    let got = site.post("/api/v1/trace?store=true", "text/plain", text).await;
    assert_eq!(got.status, 201, "{}", got.body);
    let kept = site.json(got.headers["location"].to_str().unwrap()).await;
    assert_eq!(kept["ledger"]["text"], text);
    // The same once more is the same article.
    let again = site.post("/api/v1/trace?store=true", "text/plain", text).await;
    assert_eq!(again.headers["location"], got.headers["location"]);
}

#[tokio::test]
async fn statements_are_corrected_and_corrections_withdrawn() {
    let site = Site::open();
    let statement = site.json("/api/v1/statements?voice=attributed").await["statements"][0]["id"].as_i64().unwrap();
    let body = serde_json::json!({"statement": statement, "kind": "certainty", "certainty": "questioned", "who": "A. Reader"}).to_string();
    let got = site.post("/api/v1/corrections", "application/json", &body).await;
    assert_eq!(got.status, 201, "{}", got.body);
    let id = serde_json::from_str::<Value>(&got.body).unwrap()["id"].as_i64().unwrap();
    let list = site.json("/api/v1/corrections").await;
    assert_eq!((&list["corrections"][0]["who"], &list["corrections"][0]["certainty"]), (&"A. Reader".into(), &"questioned".into()));
    assert_eq!(site.get(&format!("/corrections?statement={statement}")).await.status, 200);
    let statement = statement.to_string();
    let form = site.form(&[
        ("statement", statement.as_str()),
        ("kind", "speaker"),
        ("speaker", "Jo Hale"),
        ("who", "A. Reader"),
        ("back", "//evil.example"),
    ]);
    let got = site.post("/corrections", FORM, &form).await;
    assert_eq!((got.status, &got.headers["location"]), (303, &hyper::header::HeaderValue::from_static("/corrections")), "{}", got.body);
    let got = site.post(&format!("/api/v1/corrections/{id}/withdraw"), "application/json", r#"{"who":"A. Reader"}"#).await;
    assert_eq!(got.status, 200, "{}", got.body);
    for (body, expected) in [
        (r#"{"statement":1,"kind":"certainty","certainty":"hedged","who":"x"}"#, "not_found"),
        (r#"{"statement":1,"kind":"nonsense","who":"x"}"#, "bad_body"),
        ("[]", "bad_body"),
    ] {
        assert_eq!(code(&site.post("/api/v1/corrections", "application/json", body).await), expected, "{body}");
    }
}

#[tokio::test]
async fn a_server_that_only_reads_writes_nothing() {
    let site = Site::new(|_| {});
    assert_eq!(code(&site.post("/api/v1/trace?store=true", "text/plain", "The mayor said so.").await), "read_only");
    assert_eq!(code(&site.post("/api/v1/corrections", "application/json", "{}").await), "read_only");
    assert_eq!(site.post("/corrections", FORM, &site.form(&[])).await.status, 403);
    assert!(!site.get("/corrections").await.body.contains("action=\"/corrections\""));
}

#[tokio::test]
async fn only_the_token_lets_in() {
    let NewToken { token, hash } = NewToken::make().unwrap();
    let site = Site::new(|settings| {
        settings.token_hash = Some(hash);
        settings.listen = "0.0.0.0:7297".parse().unwrap();
    });
    let bearer = |token: &str| format!("Bearer {token}");
    assert_eq!(code(&site.get("/api/v1/claims").await), "no_token");
    assert_eq!(site.get("/metrics").await.status, 401);
    assert_eq!(site.get("/healthz").await.status, 200);
    let wrong = site.ask(request("GET", "/api/v1/claims", &[("authorization", &bearer("wrong"))], "")).await;
    assert_eq!((code(&wrong).as_str(), wrong.headers.contains_key("www-authenticate")), ("no_token", true));
    assert_eq!(site.ask(request("GET", "/api/v1/claims", &[("authorization", &bearer(&token))], "")).await.status, 200);
    let page = site.get("/articles?outlet=Harbour+Post").await;
    assert_eq!((page.status, page.headers["location"].to_str().unwrap()), (303, "/login?back=%2Farticles%3Foutlet%3DHarbour%2BPost"));
    // No word of the store is told to who stands outside, not even whether something is there.
    assert_eq!(site.get("/nothing").await.status, 303);
    assert_eq!(site.get("/login").await.status, 200);
    let refused = site.post("/login", FORM, &site.form(&[("token", "wrong")])).await;
    assert!(refused.status == 401 && !refused.headers.contains_key("set-cookie"));
    let back = "/articles?outlet=Harbour+Post";
    let entered = site.post("/login", FORM, &site.form(&[("token", &token), ("back", back)])).await;
    assert_eq!((entered.status, entered.headers["location"].to_str().unwrap()), (303, back));
    let cookie = entered.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    assert_eq!(site.ask(request("GET", back, &[("cookie", &cookie)], "")).await.status, 200);
    // A form of before is no form of this session.
    let stale = site.ask(request("POST", "/logout", &[("cookie", &cookie), ("content-type", FORM)], &site.form(&[]))).await;
    assert_eq!(stale.status, 403);
}

#[tokio::test]
async fn guessing_tokens_is_slow() {
    let site = Site::new(|settings| settings.token_hash = Some(NewToken::make().unwrap().hash));
    let peer: IpAddr = "127.0.0.1".parse().unwrap();
    // All that one may try in a row.
    while site.state.wrong_tokens.take(peer, std::time::Instant::now()).is_ok() {}
    let got = site.ask(request("GET", "/api/v1/claims", &[("authorization", "Bearer wrong")], "")).await;
    assert_eq!((code(&got).as_str(), got.headers.contains_key("retry-after")), ("too_many", true));
}

#[tokio::test]
async fn other_sites_and_other_names_are_refused() {
    let site = Site::open();
    for host in ["evil.example", "evil.example:7297", ""] {
        assert_eq!(code(&site.ask(request("GET", "/api/v1/claims", &[("host", host)], "")).await), "bad_host", "{host}");
    }
    let post = |headers: &[(&str, &str)]| {
        let mut all = vec![("content-type", "text/plain")];
        all.extend_from_slice(headers);
        request("POST", "/api/v1/trace", &all, "The mayor said that the bridge was shut.")
    };
    for headers in [
        [("sec-fetch-site", "cross-site")],
        [("sec-fetch-site", "same-site")],
        [("origin", "null")],
        [("origin", "https://evil.example")],
        [("origin", "http://localhost:8000")],
    ] {
        assert_eq!(code(&site.ask(post(&headers)).await), "cross_site", "{headers:?}");
    }
    for headers in [[("sec-fetch-site", "same-origin")], [("origin", "http://localhost:7297")]] {
        assert_eq!(site.ask(post(&headers)).await.status, 200, "{headers:?}");
    }
    // A form without our token, and one of another run.
    for csrf in ["", "csrf=0123456789abcdef"] {
        assert_eq!(site.post("/trace", FORM, csrf).await.status, 403);
    }
}

#[tokio::test]
async fn those_who_ask_too_often_wait() {
    let site = Site::new(|settings| settings.rate = Some(2.0));
    let mut statuses = Vec::new();
    for _ in 0..8 {
        statuses.push(site.get("/healthz").await.status);
    }
    assert_eq!((statuses[0], statuses[7]), (200, 429));
}

#[tokio::test]
async fn spreadsheets_and_metrics() {
    let site = Site::open();
    let csv = site.get("/api/v1/claims.csv?min_mentions=1").await;
    assert!(csv.body.starts_with("claim,text,verdict,"), "{}", csv.body);
    assert_eq!(csv.headers["content-disposition"], "attachment; filename=\"claims.csv\"");
    let metrics = site.get("/metrics").await.body;
    for line in
        ["sayso_requests_total{method=\"GET\",route=\"/api/v1/claims.csv\",status=\"200\"} 1", "sayso_store_rows{what=\"articles\"} 3"]
    {
        assert!(metrics.lines().any(|l| l == line), "no `{line}` in\n{metrics}");
    }
}

/// Pieces of which hostile requests are made.
const PIECES: [&str; 34] = [
    "/",
    "/api/v1/",
    "claims",
    "articles",
    "speakers",
    "outlets",
    "search",
    "trace",
    "corrections",
    ".csv",
    "?",
    "&",
    "=",
    "words",
    "after",
    "limit",
    "%00",
    "%ff",
    "%2e%2e",
    "..",
    "%",
    "%%",
    "'",
    "\"%22",
    "*",
    "NEAR(",
    "OR",
    "-1",
    "9223372036854775808",
    "%F0%9F%92%A3",
    "%E2%80%AE",
    "true",
    "AND%20NOT",
    "a%22b%20",
];

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

#[tokio::test]
async fn nothing_that_is_thrown_at_it_breaks_it() {
    let site = Site::open();
    let mut dice = Dice(7);
    let statement = site.json("/api/v1/statements").await["statements"][0]["id"].as_i64().unwrap();
    for n in 0..1500 {
        let route = &ROUTES[dice.below(ROUTES.len())];
        let mut path = if dice.below(3) == 0 { "/".to_owned() } else { route.path.replace("{id}", "1").replace("{name}", "Ilse%20Brandt") };
        let params: Vec<_> = route.query.iter().copied().flatten().collect();
        if !params.is_empty() && dice.below(2) == 0 {
            path.push('?');
            for _ in 0..dice.below(4) {
                let value = PIECES[dice.below(PIECES.len())].replace(['?', '&', '"'], "");
                path.push_str(&format!("{}={value}&", params[dice.below(params.len())].name));
            }
        } else {
            for _ in 0..dice.below(6) {
                path.push_str(&PIECES[dice.below(PIECES.len())].replace('"', ""));
            }
        }
        let Ok(uri) = path.parse::<hyper::Uri>() else { continue };
        let method = ["GET", "POST", "HEAD", "PUT", "OPTIONS"][dice.below(5)];
        let kind = ["application/json", "text/plain", FORM, "text/html;charset=\"x", "", "multipart/form-data; boundary=x"][dice.below(6)];
        let token = site.form(&[]);
        let bodies = [
            "",
            "{",
            "null",
            "\u{0}\u{1}\u{202e}",
            r#"{"text":"The mayor said so on Monday.","published":"nonsense"}"#,
            r#"{"statement":-1,"kind":"merge","with":-9223372036854775808,"who":""}"#,
            r#"{"html":"<p><p><p>&#x110000;<table><td><svg onload=x>"}"#,
            token.as_str(),
            "a=%ff&b=%&csrf=%00",
        ];
        let body = if dice.below(12) == 0 {
            format!(r#"{{"statement":{statement},"kind":"via","via":["{}"],"who":"x"}}"#, "é\u{200b}".repeat(dice.below(300)))
        } else {
            bodies[dice.below(bodies.len())].to_owned()
        };
        let cookie = ["", "sayso_session=", "sayso_session=x; sayso_session=y", "=;=;;"][dice.below(4)];
        let uri = uri.to_string();
        let got =
            site.ask(request(method, &uri, &[("content-type", kind), ("cookie", cookie), ("authorization", "Bearer \u{e9}x")], &body));
        let Got { status, body: answered, .. } = got.await;
        assert!(status < 500, "request {n}, `{method} {uri}` with `{kind}`: {status} {answered}\n{:?}", site.told.lock().unwrap());
    }
    assert!(site.told.lock().unwrap().is_empty());
}

#[test]
fn every_route_of_the_api_stands_in_its_description() {
    let document = openapi::document();
    for route in ROUTES.iter().filter(|r| r.path.starts_with("/api/")) {
        let operation = &document["paths"][route.path][route.method.to_ascii_lowercase()];
        assert!(operation["summary"].is_string(), "{} {}", route.method, route.path);
    }
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(document.pointer(reference).is_some(), "nothing at `{reference}`");
    }
}

/// `docs/api.md`: everything after this is made from the tables.
const MARK: &str = "<!-- from here on made from the tables in crates/serve/src by its tests -->\n";

#[test]
fn the_page_on_the_api_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/api.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (told, made) = page.split_once(MARK).expect("the page says where the tables begin");
    let tables = tables();
    if made != tables {
        std::fs::write(&path, format!("{told}{MARK}{tables}")).unwrap();
        panic!("`docs/api.md` was stale and has been written anew: look at it and commit it");
    }
}

/// Routes with their parameters, and the errors.
fn tables() -> String {
    let mut out = String::from("\n## Routes\n");
    for route in openapi::told() {
        out.push_str(&format!("\n### `{} {}`\n\n{}\n", route.method, route.path, route.about));
        if !route.bodies.is_empty() {
            let kinds: Vec<String> = route.bodies.iter().map(|(kind, _)| format!("`{kind}`")).collect();
            out.push_str(&format!("\nBody: {}.\n", kinds.join(", ")));
        }
        let params: Vec<_> = route.query.iter().copied().flatten().collect();
        if !params.is_empty() {
            out.push_str("\n| Parameter | Value | What it asks |\n|---|---|---|\n");
            for param in params {
                out.push_str(&format!("| `{}` | {} | {} |\n", param.name, param.kind.words(), param.about));
            }
        }
    }
    out.push_str("\n## Errors\n\n| Code | Status | Meaning |\n|---|---|---|\n");
    for entry in &TABLE {
        out.push_str(&format!("| <a id=\"{}\"></a>`{0}` | {} | {} |\n", entry.word, entry.status, entry.about));
    }
    out
}
