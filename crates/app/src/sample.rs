//! An invented article with a ledger made by hand, for tests of formats: no model has a say in it.

use sayso_doc::notation::{Marked, parse};
use sayso_doc::{
    Article, By, Certainty, Credit, Field, Ledger, NoteKind, Paragraph, ParagraphKind, Reason, Relay, Span, Speaker, SpeakerKind, Stance,
    Statement, VerificationNote, Voice,
};

const SOURCE: &str = "\
{o0 A cargo ship ran aground off Port Lessing on Tuesday}, and {o1 the channel was closed for nine hours}.

{s2 The Tessaly News Agency} {c2 reported} that {t2 {s3 Harbour Minister Ilse Brandt} {c3 had told} parliament {t3 the pilot was asleep}}.

{t4 The crew {m4 may} have missed two warnings}, {c4 according to} {s4 a port official}, {r4 Reuters} reported. \
{n0 The Courier could not verify the claim.}

The ship at dusk. Picture: A. Lund

{s5 The owner, Quist Lines,} {c5 {m5 denied}} {t5 that the pilot had slept}. {t6 “He answered every call,”} {c6 said} \
{s6 its spokeswoman, Mara Quist}, {t6 “and he answered in writing on the very same day, as anybody who has read the log that the \
company handed to the harbour office on Wednesday morning can see for himself.”}

{s7 Opposition members} {c7 {m7 asked whether}} {t7 the channel had been surveyed at all — “or <only> drawn\u{1b}[31m” 😀}.

{n1 The Courier has asked the Harbour Ministry for comment.}

{d0 Reporting by Reuters.}";

/// The article and its ledger.
pub fn sample() -> (Article, Ledger) {
    let marked = parse(SOURCE).unwrap_or_else(|e| panic!("{e}"));
    let find = Finder(&marked);
    let text = marked.text.clone();

    let mut paragraphs = Vec::new();
    let mut at = 0;
    for words in text.as_str().split("\n\n") {
        let kind = match words {
            w if w.starts_with("The ship at dusk") => ParagraphKind::Caption,
            w if w.starts_with("Reporting by") => ParagraphKind::Credit,
            _ => ParagraphKind::Body,
        };
        paragraphs.push(Paragraph { span: text.span(at, at + words.len()).unwrap(), kind });
        at += words.len() + 2;
    }

    let speaker = |name: &str, kind, mention: &str, register_id: Option<&str>| Speaker {
        name: name.to_owned(),
        kind,
        aliases: Vec::new(),
        mentions: find.all(mention),
        register_id: register_id.map(str::to_owned),
    };
    let mut brandt = speaker("Ilse Brandt", SpeakerKind::Person, "s3", None);
    brandt.aliases.push("Harbour Minister Ilse Brandt".to_owned());
    let speakers = vec![
        speaker("Tessaly News Agency", SpeakerKind::Outlet, "s2", None),
        brandt,
        speaker("unnamed port official", SpeakerKind::Unnamed, "s4", None),
        speaker("Quist Lines", SpeakerKind::Organization, "s5", None),
        speaker("Mara Quist", SpeakerKind::Person, "s6", None),
        speaker("opposition members", SpeakerKind::Unnamed, "s7", None),
    ];

    // One statement says why, as all do with `--explain`.
    let why = |field, because: &'static str, labels: &[&str]| Reason {
        field,
        by: By::Rule,
        because: because.into(),
        spans: labels.iter().map(|l| find.one(l)).collect(),
    };
    let reasons = vec![
        why(Field::Speaker, "a description that names nobody", &["s4"]),
        why(Field::Via, "named after the cue as the one that was told or has it", &["r4"]),
        why(Field::Certainty, "a word in the main clause weakens it", &["m4"]),
    ];
    let own = |label: &str| Statement {
        voice: Voice::Own,
        content: find.all(label),
        certainty: Certainty::Asserted,
        markers: Vec::new(),
        parent: None,
        by_source: Stance::plain(),
        by_reporter: Stance::plain(),
        notes: Vec::new(),
        confidence: 1.0,
        speaker_confidence: None,
        reasons: Vec::new(),
    };
    let said = |n: usize, speaker, certainty, via: Vec<Relay>, parent, notes| Statement {
        voice: Voice::Attributed { source: Some(find.one(&format!("s{n}"))), cue: find.one(&format!("c{n}")), speaker, via },
        content: find.all(&format!("t{n}")),
        certainty,
        markers: find.all(&format!("m{n}")),
        parent,
        by_source: Stance { certainty, markers: find.all(&format!("m{n}")) },
        by_reporter: Stance::plain(),
        notes,
        reasons: if n == 4 { reasons.clone() } else { Vec::new() },
        confidence: 0.5 + 0.0625 * n as f32,
        speaker_confidence: Some(1.0 - 0.0625 * n as f32),
    };
    let reuters = Relay { name: "Reuters".to_owned(), span: Some(find.one("r4")) };
    let tessaly = Relay { name: "Tessaly News Agency".to_owned(), span: Some(find.one("s2")) };
    let statements = vec![
        own("o0"),
        own("o1"),
        said(2, 0, Certainty::Asserted, vec![], None, vec![]),
        said(3, 1, Certainty::Asserted, vec![tessaly], Some(2), vec![]),
        said(4, 2, Certainty::Hedged, vec![reuters], None, vec![0]),
        said(5, 3, Certainty::Denied, vec![], None, vec![]),
        said(6, 4, Certainty::Asserted, vec![], None, vec![]),
        said(7, 5, Certainty::Questioned, vec![], None, vec![]),
    ];
    let notes = vec![
        VerificationNote { span: find.one("n0"), kind: NoteKind::Unverified, who: Some("Northgate Courier".to_owned()), about: vec![4] },
        VerificationNote { span: find.one("n1"), kind: NoteKind::CommentSought, who: Some("Harbour Ministry".to_owned()), about: vec![] },
    ];
    let contributors = vec![Credit { agency: "Reuters".to_owned(), span: Some(find.one("d0")) }];
    let article = Article {
        id: "courier-1".to_owned(),
        origin: "pages/courier.html".to_owned(),
        text: text.clone(),
        paragraphs,
        links: Vec::new(),
        title: Some("Ship blocks channel at Port Lessing & <nobody> is to blame".to_owned()),
        outlet: Some("Northgate Courier".to_owned()),
        byline: Some("Jo Penrose".to_owned()),
        published: Some("2031-05-06T09:30:00Z".to_owned()),
        updated: None,
        url: Some("https://courier.example/lessing".to_owned()),
        language: Some("en".to_owned()),
    };
    (article, Ledger { statements, speakers, notes, syndicated_from: None, contributors })
}

struct Finder<'a>(&'a Marked);

impl Finder<'_> {
    fn all(&self, label: &str) -> Vec<Span> {
        self.0.labelled(label).collect()
    }

    fn one(&self, label: &str) -> Span {
        self.0.labelled(label).next().unwrap_or_else(|| panic!("no {label}"))
    }
}
