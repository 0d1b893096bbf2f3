//! Traces articles from gold tags: `from_gold GOLD.jsonl [ENTITIES.jsonl] > PREDICTED.jsonl`, for tuning without a tagger.

use std::collections::HashMap;
use std::io::Write as _;

use sayso_doc::{Article, Attribution, Entity, EntityKind, Offsets, Paragraph, ParagraphKind, Span, Tagged, Text, Voice};
use sayso_register::Register;
use serde_json::{Value, json};

fn main() {
    let mut args = std::env::args().skip(1);
    let gold = std::fs::read_to_string(args.next().expect("a gold file")).expect("gold reads");
    let mut entities: HashMap<String, Value> = HashMap::new();
    if let Some(path) = args.next() {
        for line in std::fs::read_to_string(path).expect("entities read").lines() {
            let v: Value = serde_json::from_str(line).expect("JSON");
            entities.insert(v["id"].as_str().unwrap_or_default().to_owned(), v["entities"].clone());
        }
    }
    let mut out = std::io::stdout().lock();
    let register = Register::builtin();
    let mut spent = std::time::Duration::ZERO;
    let mut words = 0;
    for line in gold.lines().filter(|l| !l.trim().is_empty()) {
        let v: Value = serde_json::from_str(line).expect("JSON");
        let article = article(&v);
        let tagged = tagged(&v, &article, entities.get(&article.id));
        let start = std::time::Instant::now();
        let ledger = sayso_trace::trace(&article, &tagged, register);
        spent += start.elapsed();
        words += article.text.as_str().split_whitespace().count();
        let offsets = Offsets::new(&article.text);
        let span = |s: Span| json!([offsets.code_point(s.start()), offsets.code_point(s.end())]);
        let mut attributions = Vec::new();
        let mut own = Vec::new();
        for s in &ledger.statements {
            let content: Vec<Value> = s.content.iter().map(|&c| span(c)).collect();
            match &s.voice {
                Voice::Own => own.push(json!({"content": content, "certainty": s.certainty.word()})),
                Voice::Attributed { source, cue, speaker, via } => {
                    let speaker = &ledger.speakers[*speaker];
                    let source: Vec<Value> = source.iter().map(|&s| span(s)).collect();
                    let via: Vec<&str> = via.iter().map(|r| r.name.as_str()).collect();
                    attributions.push(json!({"source": source, "cue": [span(*cue)], "content": content, "speaker": speaker.name,
                        "speaker_type": speaker.kind.word(), "via": via, "certainty": s.certainty.word(), "markers": s.markers.iter().map(|&m| span(m)).collect::<Vec<_>>(), "notes": s.notes}));
                }
            }
        }
        let notes: Vec<Value> =
            ledger.notes.iter().map(|n| json!({"span": span(n.span), "kind": n.kind.word(), "who": n.who, "about": n.about})).collect();
        let contributors: Vec<&str> = ledger.contributors.iter().map(|c| c.agency.as_str()).collect();
        let made = json!({"id": article.id, "attributions": attributions, "own_voice": own, "verification": notes,
            "syndicated_from": ledger.syndicated_from.as_ref().map(|c| &c.agency), "contributors": contributors});
        writeln!(out, "{made}").expect("stdout");
    }
    writeln!(std::io::stderr(), "{words} words in {spent:?}").expect("stderr");
}

fn article(v: &Value) -> Article {
    let text = Text::new(v["text"].as_str().unwrap_or_default());
    let mut paragraphs = Vec::new();
    let mut at = 0;
    for part in text.as_str().split("\n\n") {
        let span = text.trim(text.span(at, at + part.len()).expect("in the text"));
        at += part.len() + 2;
        if !span.is_empty() {
            paragraphs.push(Paragraph { span, kind: ParagraphKind::Body });
        }
    }
    let word = |key: &str| v[key].as_str().filter(|s| !s.is_empty()).map(str::to_owned);
    Article {
        id: v["id"].as_str().unwrap_or_default().to_owned(),
        origin: "-".into(),
        text,
        paragraphs,
        links: Vec::new(),
        title: word("title"),
        outlet: word("outlet"),
        byline: word("authors"),
        published: word("date"),
        updated: None,
        url: word("url"),
        language: Some("en".into()),
    }
}

fn tagged(v: &Value, article: &Article, entities: Option<&Value>) -> Tagged {
    let offsets = Offsets::new(&article.text);
    let span = |s: &Value| {
        let at = |i: usize| offsets.byte_of_code_point(s[i].as_u64().unwrap_or(0) as usize).unwrap_or(0);
        article.text.span(at(0), at(1)).expect("gold spans fit")
    };
    let spans = |s: &Value| s.as_array().into_iter().flatten().map(span).collect::<Vec<Span>>();
    let mut attributions: Vec<Attribution> = v["attributions"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|a| {
            let mut content = spans(&a["content"]);
            content.sort_unstable();
            let source = spans(&a["source"]).first().copied();
            Some(Attribution { source, cue: *spans(&a["cue"]).first()?, content, chance: 0.9, kinds: None, certainties: None })
        })
        .collect();
    attributions.sort_by_key(|a| a.cue.start());
    let entities = entities.and_then(Value::as_array).into_iter().flatten().map(|e| {
        let kind = match e[2].as_str() {
            Some("person") => EntityKind::Person,
            Some("place") => EntityKind::Place,
            _ => EntityKind::Group,
        };
        Entity { span: span(e), kind }
    });
    Tagged { attributions, entities: entities.collect() }
}
