//! Claims of story articles for `score_stories.py`: `stories GOLD.jsonl STATEMENTS.jsonl [PAIRS.tsv] > CLAIMS.json`.
//!
//! GOLD.jsonl has the texts and stories; STATEMENTS.jsonl has the statements: GOLD.jsonl again, or what
//! `sayso trace --format jsonl` makes of it. PAIRS.tsv gets every pair that was compared in full, for training the weights.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Write as _;

use sayso_doc::{
    Article, Certainty, Credit, Ledger, NoteKind, Offsets, Relay, Span, Speaker, SpeakerKind, Stance, Statement, Text, VerificationNote,
    Voice,
};
use sayso_link::{ArticleId, ArticleRecord, Memory, Sketch, StatementId, link_watched, sentences, summarize};
use sayso_register::Register;
use serde_json::{Value, json};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let lines = |path: &str| -> Vec<Value> {
        let text = std::fs::read_to_string(path).expect("the file reads");
        text.lines().filter(|l| !l.trim().is_empty()).map(|l| serde_json::from_str(l).expect("JSON")).collect()
    };
    let statements: HashMap<String, Value> = lines(&args[1]).into_iter().map(|v| (word(&v, "id"), v)).collect();
    let mut pairs = args.get(2).map(|path| std::io::BufWriter::new(std::fs::File::create(path).expect("PAIRS opens")));
    let mut stories: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for v in lines(&args[0]) {
        stories.entry(word(&v, "story")).or_default().push(v);
    }
    // One store for all, as in use: articles of another story are there to be mistaken for this one's.
    let mut store = Memory::default();
    let mut seen: HashMap<StatementId, (String, [usize; 2])> = HashMap::new();
    let mut story_of: HashMap<String, &str> = HashMap::new();
    for (story, articles) in &stories {
        for gold in articles {
            story_of.insert(word(gold, "id"), story);
            let (article, ledger) = read(gold, &statements[&word(gold, "id")]);
            let record = ArticleRecord::new(ArticleId(story_of.len() as i64), &article, &ledger);
            let offsets = Offsets::new(&article.text);
            for (i, s) in record.statements.iter().enumerate() {
                let span = [offsets.code_point(s.span.0 as usize), offsets.code_point(s.span.1 as usize)];
                seen.insert(StatementId { article: record.id, index: i as u32 }, (article.id.clone(), span));
            }
            let sketch = Sketch::new(&record);
            assert_eq!(Sketch::from_bytes(&sketch.to_bytes()).as_ref(), Some(&sketch));
            let linking = link_watched(&record, &sketch, &store, &mut |a, b, numbers| {
                if let Some(out) = &mut pairs {
                    let (x, y) = (&seen[&a], &seen[&b]);
                    let numbers: Vec<String> = numbers.iter().map(|n| format!("{n:.4}")).collect();
                    let (i, j) = (a.number(), b.number());
                    let numbers = numbers.join("\t");
                    writeln!(out, "{story}\t{i}\t{j}\t{}\t{}\t{}\t{}\t{}\t{}\t{numbers}", x.0, x.1[0], x.1[1], y.0, y.1[0], y.1[1])
                        .expect("PAIRS is written");
                }
            })
            .expect("memory never fails");
            store.keep(record, sketch, &linking);
        }
    }
    let mut out = serde_json::Map::new();
    let (mut shared, mut mixed) = (0, 0);
    for story in stories.keys() {
        let mut claims = Vec::new();
        for id in store.all_claims() {
            let Some(claim) = summarize(id, &store, Register::builtin()).expect("memory never fails") else { continue };
            let articles: BTreeSet<&str> = claim.mentions.iter().map(|m| seen[&m.statement].0.as_str()).collect();
            let of: BTreeSet<&str> = articles.iter().map(|a| story_of[*a]).collect();
            if of.first().is_some_and(|first| first == story) && articles.len() > 1 {
                shared += 1;
                mixed += usize::from(of.len() > 1);
            }
            if claim.mentions.len() > 1 && of.contains(story.as_str()) {
                let who = |m: &sayso_link::Mention| m.path.iter().map(|n| n.name.as_str()).collect::<Vec<_>>().join(" < ");
                let mentions =
                    claim.mentions.iter().map(|m| json!({"id": seen[&m.statement].0, "span": seen[&m.statement].1, "who": who(m)}));
                let folds: Vec<&str> = claim.folds.iter().map(|f| f.because.as_str()).collect();
                claims.push(json!({"text": claim.text, "mentions": mentions.collect::<Vec<_>>(),
                    "independent_origins": claim.origins.iter().map(|o| &o.name).collect::<Vec<_>>(), "folds": folds}));
            }
        }
        out.insert(story.clone(), Value::Array(claims));
    }
    writeln!(std::io::stderr(), "{shared} claims in two articles or more, {mixed} of them in two stories or more").expect("stderr");
    writeln!(std::io::stdout(), "{}", Value::Object(out)).expect("stdout");
}

fn word(v: &Value, key: &str) -> String {
    v[key].as_str().unwrap_or_default().to_owned()
}

/// The article of the gold file with the statements of another.
fn read(gold: &Value, from: &Value) -> (Article, Ledger) {
    let text = Text::new(word(gold, "text"));
    let offsets = Offsets::new(&text);
    let span = |s: &Value| -> Option<Span> {
        let at = |i: usize| offsets.byte_of_code_point(s[i].as_u64()? as usize);
        text.span(at(0)?, at(1)?).ok()
    };
    let spans = |v: &Value| v.as_array().into_iter().flatten().filter_map(span).collect::<Vec<Span>>();
    let mut ledger = Ledger::default();
    let some = |v: &Value, key: &str| v[key].as_str().filter(|s| !s.is_empty()).map(str::to_owned);
    ledger.syndicated_from = some(from, "syndicated_from").map(|agency| Credit { agency, span: None });
    for c in from["contributors"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        ledger.contributors.push(Credit { agency: c.to_owned(), span: None });
    }
    for v in from["verification"].as_array().into_iter().flatten() {
        let kind = NoteKind::ALL.into_iter().find(|k| Some(k.word()) == v["kind"].as_str());
        if let (Some(kind), Some(span)) = (kind, span(&v["span"])) {
            ledger.notes.push(VerificationNote { span, kind, who: some(v, "who"), about: Vec::new() });
        }
    }
    let mut covered: Vec<Span> = Vec::new();
    for v in from["attributions"].as_array().into_iter().flatten() {
        let mut content = spans(&v["content"]);
        content.sort_unstable();
        let Some(cue) = spans(&v["cue"]).first().copied().or_else(|| content.first().copied()) else { continue };
        if content.is_empty() {
            continue;
        }
        covered.extend(&content);
        let kind = SpeakerKind::ALL.into_iter().find(|k| Some(k.word()) == v["speaker_type"].as_str()).unwrap_or(SpeakerKind::Unnamed);
        let name = word(v, "speaker");
        let speaker = ledger.speakers.iter().position(|s| s.name == name && s.kind == kind).unwrap_or_else(|| {
            ledger.speakers.push(Speaker { name, kind, aliases: Vec::new(), mentions: Vec::new(), register_id: None });
            ledger.speakers.len() - 1
        });
        let via = v["via"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let via = via.map(|n| Relay { name: n.to_owned(), span: None }).collect();
        let certainty = Certainty::ALL.into_iter().find(|c| Some(c.word()) == v["certainty"].as_str()).unwrap_or(Certainty::Asserted);
        let source = spans(&v["source"]).first().copied();
        ledger.statements.push(statement(Voice::Attributed { source, cue, speaker, via }, content, certainty));
    }
    match from["own_voice"].as_array() {
        Some(own) => {
            let content = own.iter().map(|o| spans(&o["content"])).filter(|c| !c.is_empty());
            ledger.statements.extend(content.map(|c| statement(Voice::Own, c, Certainty::Asserted)));
        }
        None => {
            // The gold has no own voice: sentences that are hardly covered by attributions are.
            for r in sentences(text.as_str()) {
                let Ok(s) = text.span(r.start, r.end) else { continue };
                let inside = |c: &Span| c.end().min(r.end).saturating_sub(c.start().max(r.start));
                let taken: usize = covered.iter().map(inside).sum();
                if s.len() > 25 && taken * 10 < s.len() * 3 {
                    ledger.statements.push(statement(Voice::Own, vec![s], Certainty::Asserted));
                }
            }
        }
    }
    ledger.statements.sort_by_key(|s| s.content[0]);
    let article = Article {
        id: word(gold, "id"),
        origin: "-".into(),
        text: text.clone(),
        paragraphs: Vec::new(),
        links: Vec::new(),
        title: some(gold, "title"),
        outlet: some(gold, "outlet"),
        byline: some(gold, "authors"),
        published: some(gold, "date"),
        updated: None,
        url: some(gold, "url"),
        language: Some("en".into()),
    };
    (article, ledger)
}

fn statement(voice: Voice, content: Vec<Span>, certainty: Certainty) -> Statement {
    let plain = Stance::plain();
    let (by_source, by_reporter) = (plain.clone(), plain);
    Statement {
        voice,
        content,
        certainty,
        markers: Vec::new(),
        by_source,
        by_reporter,
        parent: None,
        notes: Vec::new(),
        confidence: 1.0,
        speaker_confidence: None,
        reasons: Vec::new(),
    }
}
