//! An invented claim with everything that a claim can have, for the tests of every output.

use sayso_doc::{Certainty, NoteKind, SpeakerKind};
use sayso_link::{
    ArticleId, Claim, ClaimId, Conflict, ConflictKind, Drift, DriftKind, Fold, FoldKind, Mention, Node, NodeKind, NoteRecord, Origin,
    Party, StatementId, StatementRecord, Variant, Verdict, Way,
};

use super::{ClaimView, Place};

const TEXT: &str = "a Norvian trawler rammed a patrol boat off Cape Hollow";

pub(crate) fn claim() -> ClaimView {
    let state = ("Karvenian State Telegraph", NodeKind::StateOutlet);
    let wire = ("Meridian Wire", NodeKind::Wire);
    let mentions = vec![
        mention(1, state, "2031-05-02", &[state], Some(0), Certainty::Asserted),
        mention(2, wire, "2031-05-02", &[wire, state], Some(0), Certainty::Hedged),
        mention(
            3,
            ("Northgate Post", NodeKind::Outlet),
            "2031-05-03",
            &[("Northgate Post", NodeKind::Outlet), wire, state],
            Some(0),
            Certainty::Asserted,
        ),
        mention(
            4,
            ("Harbour <Courier>", NodeKind::Outlet),
            "2031-05-03",
            &[("Harbour <Courier>", NodeKind::Outlet), wire, state],
            Some(0),
            Certainty::Hedged,
        ),
        mention(
            5,
            ("Straits Monitor", NodeKind::Outlet),
            "2031-05-04",
            &[("Straits Monitor", NodeKind::Outlet), ("unnamed port worker", NodeKind::Unnamed)],
            Some(1),
            Certainty::Denied,
        ),
        mention(6, ("Daily Lantern", NodeKind::Outlet), "2031-05-04", &[("Daily Lantern", NodeKind::Outlet)], None, Certainty::Asserted),
    ];
    let origin = |name: &str, kind, mentions: &[usize]| Origin {
        name: name.to_owned(),
        kind,
        state_run: kind == NodeKind::StateOutlet,
        owner: (kind == NodeKind::StateOutlet).then(|| "government of Karvenia".to_owned()),
        unnamed: kind == NodeKind::Unnamed,
        party: kind == NodeKind::StateOutlet,
        against: kind == NodeKind::Unnamed,
        mentions: mentions.to_vec(),
    };
    let places = (0..mentions.len()).map(|i| Place { article: format!("vessel/page-{i}"), content: vec![[10, 64]] }).collect();
    let claim = Claim {
        id: ClaimId(StatementId { article: ArticleId(1), index: 3 }),
        text: TEXT.to_owned(),
        representative: 0,
        first_seen: Some("2031-05-02".to_owned()),
        last_seen: Some("2031-05-04".to_owned()),
        mentions,
        origins: vec![
            origin("Karvenian State Telegraph", NodeKind::StateOutlet, &[0, 1, 2, 3]),
            origin("unnamed port worker", NodeKind::Unnamed, &[4]),
        ],
        folds: vec![Fold {
            kind: FoldKind::Copy,
            from: vec!["Harbour <Courier>".to_owned()],
            into: "Meridian Wire".to_owned(),
            mentions: vec![3],
            because: "Harbour <Courier> is a copy of Meridian Wire".to_owned(),
        }],
        verdict: Verdict::Independent(2),
        conflicts: vec![Conflict {
            kind: ConflictKind::Number,
            values: vec![
                Variant { words: "two crew".to_owned(), mentions: vec![0, 1] },
                Variant { words: "12 crew".to_owned(), mentions: vec![2] },
            ],
        }],
        drift: vec![Drift {
            kind: DriftKind::HedgeLost,
            way: Way::Chain,
            from: 1,
            to: 2,
            before: "may have rammed".to_owned(),
            after: "rammed".to_owned(),
            because: "the later one leaves out `may have`".to_owned(),
        }],
        notes: vec![NoteKind::Unverified],
    };
    ClaimView { claim, places }
}

fn mention(
    article: i64,
    outlet: (&str, NodeKind),
    published: &str,
    path: &[(&str, NodeKind)],
    origin: Option<usize>,
    certainty: Certainty,
) -> Mention {
    let nodes: Vec<Node> = path.iter().map(|(name, kind)| Node { name: (*name).to_owned(), kind: *kind }).collect();
    let last = nodes.last().filter(|_| nodes.len() > 1).map(|n| n.name.clone());
    let kind = match path.last() {
        Some((_, NodeKind::Unnamed)) => SpeakerKind::Unnamed,
        _ => SpeakerKind::Outlet,
    };
    let speaker = last.map(|name| Party { name, kind, aliases: Vec::new(), register_id: None });
    let via = nodes.iter().skip(1).take(nodes.len().saturating_sub(2)).map(|n| n.name.clone()).collect();
    Mention {
        statement: StatementId { article: ArticleId(article), index: 3 },
        outlet: Some(outlet.0.to_owned()),
        published: Some(published.to_owned()),
        record: StatementRecord {
            span: (0, 90),
            content: vec![(10, 64)],
            sentence: format!("It said that {TEXT} on Friday."),
            text: TEXT.to_owned(),
            speaker,
            via,
            certainty,
            markers: if certainty == Certainty::Hedged { vec!["may have".to_owned()] } else { Vec::new() },
            cue: Some("said".to_owned()),
            notes: if article == 2 {
                vec![NoteRecord {
                    kind: NoteKind::Unverified,
                    who: Some("Meridian Wire".to_owned()),
                    text: "Meridian Wire could not verify the report.".to_owned(),
                }]
            } else {
                Vec::new()
            },
            parent: None,
            confidence: 0.9,
        },
        against: certainty == Certainty::Denied,
        path: nodes,
        origin,
        score: if article == 1 { 1.0 } else { 0.8125 },
    }
}
