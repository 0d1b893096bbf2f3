//! Invented articles with ledgers made by hand.

use sayso_doc::notation::parse;
use sayso_doc::{
    Article, Certainty, Credit, Ledger, Link, NoteKind, Paragraph, ParagraphKind, Relay, Span, Speaker, SpeakerKind, Stance, Statement,
    Text, VerificationNote, Voice,
};
use sayso_store::Store;
use tempfile::TempDir;

/// A store in a folder of its own.
pub fn store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("corpus.sayso")).unwrap();
    (folder, store)
}

/// An article with nothing but a text and whatever `with` adds.
pub fn plain(name: &str, text: &str, with: impl FnOnce(&mut Article)) -> Article {
    let text = Text::new(text);
    let mut at = 0;
    let mut paragraphs = Vec::new();
    for words in text.as_str().split("\n\n") {
        paragraphs.push(Paragraph { span: text.span(at, at + words.len()).unwrap(), kind: ParagraphKind::Body });
        at += words.len() + 2;
    }
    let mut article = Article {
        id: name.to_owned(),
        origin: name.to_owned(),
        text,
        paragraphs,
        links: Vec::new(),
        title: None,
        outlet: None,
        byline: None,
        published: None,
        updated: None,
        url: None,
        language: Some("en".to_owned()),
    };
    with(&mut article);
    article
}

const SOURCE: &str = "\
{o0 The “Lessing” ran aground} on Tuesday.

{s1 Mara Quist} {c1 told} {r1 Reuters} {t1 {s2 a pilot} {c2 had {m2 perhaps} said} {t2 the channel}} — {t1 is silted 😀}.

{n0 The Courier could not verify it.} {d0 With Reuters.}";

/// An article that uses every table.
pub fn whole() -> (Article, Ledger) {
    whole_and("")
}

/// The same with more text at its end.
pub fn whole_and(more: &str) -> (Article, Ledger) {
    let marked = parse(&format!("{SOURCE}{more}")).unwrap_or_else(|e| panic!("{e}"));
    let all = |label: &str| marked.labelled(label).collect::<Vec<Span>>();
    let one = |label: &str| all(label)[0];
    let speaker = |name: &str, kind, mention: &str| Speaker {
        name: name.to_owned(),
        kind,
        aliases: Vec::new(),
        mentions: all(mention),
        register_id: None,
    };
    let mut quist = speaker("Mara Quist", SpeakerKind::Person, "s1");
    quist.aliases = vec!["Quist".to_owned(), "Harbour Minister Quist".to_owned()];
    quist.register_id = Some("quist".to_owned());
    let own = Statement {
        voice: Voice::Own,
        content: all("o0"),
        certainty: Certainty::Asserted,
        markers: Vec::new(),
        by_source: Stance::plain(),
        by_reporter: Stance::plain(),
        parent: None,
        notes: Vec::new(),
        confidence: 1.0,
        speaker_confidence: None,
        reasons: Vec::new(),
    };
    let said = |n: usize, via: Vec<Relay>, notes, parent| Statement {
        voice: Voice::Attributed { source: Some(one(&format!("s{n}"))), cue: one(&format!("c{n}")), speaker: n - 1, via },
        content: all(&format!("t{n}")),
        markers: all(&format!("m{n}")),
        certainty: if n == 2 { Certainty::Hedged } else { Certainty::Asserted },
        by_reporter: Stance { certainty: Certainty::Hedged, markers: all("m2") },
        notes,
        parent,
        confidence: 0.75,
        speaker_confidence: Some(0.5),
        ..own.clone()
    };
    let relay = |span| Relay { name: "Reuters".to_owned(), span };
    let statements =
        vec![own.clone(), said(1, vec![relay(Some(one("r1"))), relay(None)], vec![0], None), said(2, Vec::new(), vec![0], Some(1))];
    let note =
        VerificationNote { span: one("n0"), kind: NoteKind::Unverified, who: Some("Northgate Courier".to_owned()), about: vec![1, 2] };
    let ledger = Ledger {
        statements,
        speakers: vec![quist, speaker("unnamed pilot", SpeakerKind::Unnamed, "s2")],
        notes: vec![note],
        syndicated_from: Some(Credit { agency: "Tessaly News Agency".to_owned(), span: None }),
        contributors: vec![Credit { agency: "Reuters".to_owned(), span: Some(one("d0")) }],
    };
    let article = plain("courier-1", marked.text.as_str(), |a| {
        a.origin = "pages/courier.html".to_owned();
        a.links = vec![Link { span: one("r1"), href: "https://wire.example/1".to_owned() }];
        a.title = Some("Ship aground".to_owned());
        a.outlet = Some("Northgate Courier".to_owned());
        a.byline = Some("Jo Penrose".to_owned());
        a.published = Some("2031-05-06T09:30:00Z".to_owned());
        a.updated = Some("2031-05-07".to_owned());
        a.url = Some("https://courier.example/lessing".to_owned());
    });
    (article, ledger)
}
