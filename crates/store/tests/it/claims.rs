//! Claims are kept, found by filters, merged, and taken back when an article changes.

use sayso_doc::{Article, Ledger};
use sayso_link::syndication::{NearCopy, Print};
use sayso_link::{
    ArticleRecord, Claim, ClaimId, Conflict, ConflictKind, Drift, DriftKind, Join, Linking, Lookup, Mention, Merge, Node, NodeKind, Origin,
    Sketch, StatementId, Variant, Verdict, Way,
};
use sayso_store::{Batch, ClaimFilter, Put, Store, Upstream, VersionId};

use crate::sample::{store, whole};

fn id(version: i64, index: u32) -> StatementId {
    StatementId { article: sayso_link::ArticleId(version), index }
}

/// Puts an article whose statements join the claims that `claim` names.
fn put(batch: &Batch<'_>, with: impl FnOnce(&mut Article), claim: impl Fn(StatementId) -> ClaimId) -> (VersionId, ArticleRecord) {
    let (mut article, ledger): (Article, Ledger) = whole();
    with(&mut article);
    let Put::New { version, .. } = batch.put(&article, &ledger).unwrap() else { panic!("it is new") };
    let record = ArticleRecord::new(version.linked(), &article, &ledger);
    let own = (0..record.statements.len() as u32).map(|index| id(version.0, index));
    let joins: Vec<Join> = own.map(|statement| Join { statement, claim: claim(statement), score: 0.5 }).collect();
    let linking = Linking { touched: joins.iter().map(|j| j.claim).collect(), joins, merged: Vec::new() };
    batch.keep_linking(&record, &Sketch::new(&record), &linking).unwrap();
    (version, record)
}

pub fn outlet(name: &'static str) -> impl FnOnce(&mut Article) {
    move |a| (a.outlet, a.url, a.id) = (Some(name.to_owned()), Some(format!("https://{}.example/1", name.len())), name.to_owned())
}

/// Puts an article of which nothing is repeated.
pub fn linked(batch: &Batch<'_>, with: impl FnOnce(&mut Article)) {
    put(batch, with, ClaimId);
}

fn mention(version: VersionId, record: &ArticleRecord, index: u32, published: &str) -> Mention {
    Mention {
        statement: id(version.0, index),
        outlet: record.outlet.clone(),
        published: Some(published.to_owned()),
        record: record.statements[index as usize].clone(),
        against: index == 2,
        path: vec![
            Node { name: record.outlet.clone().unwrap(), kind: NodeKind::Outlet },
            Node { name: "TNA".to_owned(), kind: NodeKind::StateOutlet },
        ],
        origin: Some(0),
        score: 0.5,
    }
}

fn origin(state_run: bool) -> Origin {
    Origin {
        name: "TNA".to_owned(),
        kind: NodeKind::StateOutlet,
        state_run,
        owner: Some("Tessaly".to_owned()),
        unnamed: false,
        party: true,
        against: false,
        mentions: vec![0, 1],
    }
}

/// Two articles; statements 1 of both are one claim, with a conflict and a drift.
pub fn filled(store: &mut Store) -> ClaimId {
    let founder = ClaimId(id(1, 1));
    let batch = store.begin().unwrap();
    let (first, one) = put(&batch, outlet("Northgate Courier"), ClaimId);
    let (second, two) = put(&batch, outlet("Harbour Post"), |s| if s.index == 1 { founder } else { ClaimId(s) });
    assert_eq!(batch.reader().stale(9).unwrap(), [founder]);
    let mentions = vec![mention(first, &one, 1, "2031-05-06"), mention(second, &two, 1, "2031-05-08T09:00:00Z")];
    let value = |words: &str, m| Variant { words: words.to_owned(), mentions: vec![m] };
    let claim = Claim {
        id: founder,
        text: "the channel is silted".to_owned(),
        representative: 0,
        first_seen: Some("2031-05-06".to_owned()),
        last_seen: Some("2031-05-08T09:00:00Z".to_owned()),
        mentions,
        origins: vec![origin(true)],
        folds: Vec::new(),
        verdict: Verdict::OneOrigin,
        conflicts: vec![Conflict { kind: ConflictKind::Number, values: vec![value("nine", 0), value("ten", 1)] }],
        drift: vec![Drift {
            kind: DriftKind::HedgeLost,
            way: Way::Time,
            from: 0,
            to: 1,
            before: "perhaps".to_owned(),
            after: "is".to_owned(),
            because: "Harbour Post leaves out that it is uncertain".to_owned(),
        }],
        notes: Vec::new(),
    };
    batch.keep_claim(founder, Some(&claim)).unwrap();
    batch.commit().unwrap();
    founder
}

#[test]
fn filters_hold_together() {
    let (_folder, mut store) = store();
    let claim = filled(&mut store);
    let found = |filter: ClaimFilter| store.claims_where(&filter, 0, 99).unwrap();
    let two = || ClaimFilter { min_mentions: 2, ..ClaimFilter::default() };
    let text = |words: &str| Some(words.to_owned());
    let yes = [
        two(),
        ClaimFilter { words: text("silted"), speaker: text("quist"), outlet: text("harbour"), ..two() },
        ClaimFilter { one_origin: true, state_only: true, unverified: true, conflict: true, drift: true, ..two() },
        ClaimFilter { from: text("2031-05-07"), to: text("2031-05-06"), ..two() },
    ];
    for filter in yes {
        assert_eq!(found(filter.clone()), [claim], "{filter:?}");
    }
    let no = [
        ClaimFilter { words: text("submarine"), ..two() },
        ClaimFilter { speaker: text("pilot"), ..two() },
        ClaimFilter { outlet: text("gazette"), ..two() },
        ClaimFilter { from: text("2031-05-09"), ..two() },
        ClaimFilter { to: text("2031-05-05"), ..two() },
        ClaimFilter { min_mentions: 3, ..ClaimFilter::default() },
    ];
    for filter in no {
        assert!(found(filter.clone()).is_empty(), "{filter:?}");
    }
    // Statements that nobody repeats: two of each article.
    assert_eq!(found(ClaimFilter::default()).len(), 5);
    assert_eq!(found(ClaimFilter { unverified: true, ..ClaimFilter::default() }).len(), 3);
    assert_eq!(store.claims_where(&ClaimFilter::default(), 1, 2).unwrap().len(), 2);
}

#[test]
fn what_is_kept_of_a_claim_comes_back() {
    let (_folder, mut store) = store();
    let claim = filled(&mut store);
    let rows = store.claims_after(None, 9).unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].id, rows[0].mentions, rows[0].articles, rows[0].verdict.as_str()), (claim, 2, 2, "one origin"));
    assert_eq!((rows[0].conflicts.as_slice(), rows[0].drifts.as_slice()), (&["number".to_owned()][..], &["hedge_lost".to_owned()][..]));
    assert!(rows[0].origins[0].state_run && rows[0].origins[0].party);
    assert!(store.claims_after(Some(claim), 9).unwrap().is_empty());
    let mentions = store.mentions_of(claim).unwrap();
    assert_eq!(mentions.iter().map(|m| m.article.as_str()).collect::<Vec<_>>(), ["Northgate Courier", "Harbour Post"]);
    assert_eq!((mentions[0].via.len(), mentions[0].origin.as_deref(), mentions[0].content_chars.len()), (2, Some("TNA"), 2));
    assert_eq!(store.claims(sayso_link::ArticleId(2)).unwrap(), [ClaimId(id(2, 0)), claim, ClaimId(id(2, 2))]);
    assert_eq!(store.mentions(claim, 1).unwrap(), [id(1, 1)]);
}

#[test]
fn a_changed_article_takes_its_mentions_back() {
    let (folder, mut store) = store();
    let claim = filled(&mut store);
    let batch = store.begin().unwrap();
    let changed = crate::sample::plain("b", "All is well.", outlet("Harbour Post"));
    let Put::Updated { replaces, .. } = batch.put(&changed, &Ledger::default()).unwrap() else { panic!("it is known") };
    batch.retire(replaces).unwrap();
    assert_eq!(batch.reader().stale(9).unwrap(), [claim]);
    batch.keep_claim(claim, None).unwrap();
    batch.commit().unwrap();
    assert!(store.claims_after(None, 9).unwrap().is_empty() && store.stale(9).unwrap().is_empty());
    assert_eq!(store.mentions(claim, 9).unwrap(), [id(1, 1)]);
    assert!(store.mentions(ClaimId(id(2, 0)), 9).unwrap().is_empty());
    let raw = rusqlite::Connection::open(folder.path().join("corpus.sayso")).unwrap();
    assert!(!raw.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap(), "a row refers to one that is gone");
}

#[test]
fn merged_claims_are_one() {
    let (_folder, mut store) = store();
    let claim = filled(&mut store);
    let batch = store.begin().unwrap();
    let (article, ledger) = whole();
    let mut article = article;
    outlet("Gazette")(&mut article);
    let Put::New { version, .. } = batch.put(&article, &ledger).unwrap() else { panic!("it is new") };
    let record = ArticleRecord::new(version.linked(), &article, &ledger);
    let into = ClaimId(id(1, 0));
    let linking = Linking { joins: Vec::new(), merged: vec![Merge { from: claim, into }], touched: vec![into] };
    batch.keep_linking(&record, &Sketch::new(&record), &linking).unwrap();
    batch.commit().unwrap();
    assert_eq!(store.mentions(into, 9).unwrap(), [id(1, 0), id(1, 1), id(2, 1)]);
    assert_eq!((store.stale(9).unwrap(), store.claims_after(None, 9).unwrap().len()), (vec![into], 0));
}

#[test]
fn copies_are_seen_from_both_sides() {
    let (_folder, mut store) = store();
    filled(&mut store);
    let batch = store.begin().unwrap();
    let copy = NearCopy { other: sayso_link::ArticleId(1), passages: Vec::new(), words: 80, share_here: 0.5, share_there: 0.25 };
    let (article, _) = whole();
    batch.keep_copies(VersionId(2), Some("Harbour Post"), &Print::of(&article), &[(copy, Upstream::Other)]).unwrap();
    batch.commit().unwrap();
    let copies = |version| Lookup::copies(&*store, sayso_link::ArticleId(version)).unwrap();
    assert!(copies(2)[0].upstream && !copies(1)[0].upstream);
    assert_eq!((copies(1)[0].article.0, copies(1)[0].share), (2, 0.5));
}
