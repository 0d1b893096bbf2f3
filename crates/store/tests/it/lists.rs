//! Lists page after page, the sums that they show, and what they are found by.

use sayso_doc::{Ledger, Voice};
use sayso_link::{Lookup, StatementId};
use sayso_store::{ArticleFilter, ArticleId, ClaimFilter, ClaimOrder, Reader, StatementFilter, StatementPlace, Store, VersionId, Whose};
use tempfile::TempDir;

use crate::claims::{filled, linked, outlet};
use crate::sample::{plain, store, whole};

fn text(words: &str) -> Option<String> {
    Some(words.to_owned())
}

/// Three articles of two outlets, one of them changed later, and a claim of two.
fn corpus() -> (TempDir, Store) {
    let (folder, mut store) = store();
    filled(&mut store);
    let batch = store.begin().unwrap();
    linked(&batch, outlet("Gazette"));
    let address = |a: &mut sayso_doc::Article| {
        (a.outlet, a.url, a.published) = (text("Gazette"), text("https://gazette.example/bridge"), text("2031-06-01"));
    };
    batch.put(&plain("b", "The bridge is shut.", address), &Ledger::default()).unwrap();
    batch.commit().unwrap();
    (folder, store)
}

/// What a sum has and the statements do not, or the other way round.
fn wrong(folder: &TempDir) -> Vec<String> {
    let raw = rusqlite::Connection::open(folder.path().join("corpus.sayso")).unwrap();
    let pairs = [
        (
            "SELECT name, articles, statements, own, hedged FROM outlets",
            "SELECT coalesce(outlet, ''), count(DISTINCT article), count(statement), coalesce(sum(voice = 'own'), 0), \
             coalesce(sum(certainty = 'hedged'), 0) FROM latest_articles LEFT JOIN latest_statements USING (article, outlet) GROUP BY 1",
        ),
        (
            "SELECT outlet, month, articles, statements FROM outlet_months",
            "SELECT coalesce(l.outlet, ''), substr(coalesce(l.published, ''), 1, 7), count(DISTINCT l.article), count(s.statement) \
             FROM latest_articles l LEFT JOIN latest_statements s ON s.article = l.article GROUP BY 1, 2",
        ),
        (
            "SELECT name, articles, statements, hedged, relayed FROM speaker_names WHERE statements > 0",
            "SELECT speaker, count(DISTINCT article), count(*), sum(certainty = 'hedged'), sum(via IS NOT NULL) FROM latest_statements \
             WHERE speaker IS NOT NULL GROUP BY 1",
        ),
        (
            "SELECT speaker, outlet, month, articles, statements, relayed FROM speaker_months",
            "SELECT speaker, coalesce(outlet, ''), substr(coalesce(published, ''), 1, 7), count(DISTINCT article), count(*), \
             sum(via IS NOT NULL) FROM latest_statements WHERE speaker IS NOT NULL GROUP BY 1, 2, 3",
        ),
    ];
    let rows = |sql: &str| -> i64 { raw.query_row(&format!("SELECT count(*) FROM ({sql})"), [], |row| row.get(0)).unwrap() };
    let differing = |(sums, made): &(&str, &str)| rows(&format!("{sums} EXCEPT {made}")) + rows(&format!("{made} EXCEPT {sums}")) > 0;
    pairs.iter().filter(|p| differing(p)).map(|p| p.0.to_owned()).collect()
}

#[test]
fn sums_follow_what_comes_and_what_goes() {
    let (folder, mut store) = corpus();
    assert_eq!(wrong(&folder), [""; 0]);
    assert_eq!(store.outlet_sum("Gazette").unwrap().unwrap().articles, 2);
    let relays = store.relays_in("Gazette", 9).unwrap();
    assert_eq!(
        relays.iter().map(|r| (r.relay.as_str(), r.source.as_str(), r.statements)).collect::<Vec<_>>(),
        [("Gazette", "Reuters", 1), ("Reuters", "Mara Quist", 1)]
    );
    // All of it changes: another text, another day, nobody is quoted any more.
    let batch = store.begin().unwrap();
    let changed = plain("c", "All is well.", |a| {
        outlet("Gazette")(a);
        a.published = text("2031-09-09");
    });
    batch.put(&changed, &Ledger::default()).unwrap();
    batch.commit().unwrap();
    assert_eq!(wrong(&folder), [""; 0]);
    assert!(store.relays_in("Gazette", 9).unwrap().is_empty());
    let months: Vec<_> = store.outlet_months("Gazette").unwrap().into_iter().map(|m| (m.month, m.articles)).collect();
    assert_eq!(months, [("2031-06".to_owned(), 1), ("2031-09".to_owned(), 1)]);
}

#[test]
fn a_page_goes_on_where_the_last_one_ended() {
    let (_folder, store) = corpus();
    let filter = ArticleFilter::default();
    let all: Vec<i64> = store.articles_where(&filter, None, 9).unwrap().into_iter().map(|(id, _)| id.0).collect();
    assert_eq!(all, [4, 3, 2, 1]);
    let (mut paged, mut after) = (Vec::new(), None);
    while let Some((id, place)) = store.articles_where(&filter, after.as_ref(), 1).unwrap().pop() {
        paged.push(id.0);
        after = Some(place);
    }
    assert_eq!(paged, all);
    let found = |filter: ArticleFilter| store.articles_where(&filter, None, 9).unwrap().into_iter().map(|(id, _)| id.0).collect::<Vec<_>>();
    assert_eq!(found(ArticleFilter { outlet: text("Gazette"), ..filter.clone() }), [4, 3]);
    assert_eq!(found(ArticleFilter { from: text("2031-05-07"), ..filter.clone() }), [4]);
    assert_eq!(found(ArticleFilter { to: text("2031-05-06"), words: text("silted"), ..filter.clone() }), [3, 2, 1]);
    assert!(found(ArticleFilter { words: text("( \""), ..filter }).is_empty());
}

#[test]
fn statements_are_the_same_by_whatever_they_are_listed() {
    let (_folder, store) = corpus();
    let paged = |filter: &StatementFilter| {
        let (mut all, mut after) = (Vec::new(), None::<StatementPlace>);
        loop {
            let (page, next) = store.statements_where(filter, after, 1).unwrap();
            all.extend(page.into_iter().map(|s| (s.id.article.0, s.id.index)));
            after = next;
            if after.is_none() {
                return all;
            }
        }
    };
    let any = StatementFilter::default;
    assert_eq!(paged(&any()).len(), 9);
    let quist = [(1, 1), (2, 1), (3, 1)];
    for filter in [
        StatementFilter { speaker: text("Mara Quist"), ..any() },
        StatementFilter { via: text("Reuters"), ..any() },
        StatementFilter { certainty: text("asserted"), voice: text("attributed"), ..any() },
        StatementFilter { words: text("silted"), ..any() },
    ] {
        assert_eq!(paged(&filter), quist, "{filter:?}");
    }
    let gazette = StatementFilter { outlet: text("Gazette"), ..any() };
    assert_eq!(paged(&gazette), [(3, 0), (3, 1), (3, 2)]);
    assert_eq!(paged(&StatementFilter { article: Some(3), ..any() }), paged(&gazette));
    assert_eq!(paged(&StatementFilter { article: Some(3), words: text("silted"), ..any() }), [(3, 1)]);
    assert!(paged(&StatementFilter { article: Some(99), ..any() }).is_empty());
    assert_eq!(store.latest_of("Mara Quist", 2).unwrap().len(), 2);
}

#[test]
fn the_board_has_every_claim_that_passes() {
    let (_folder, store) = corpus();
    let found = |filter: &ClaimFilter| store.board(filter, None, 9).unwrap().into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    for order in ClaimOrder::ALL {
        let two = || ClaimFilter { order, ..ClaimFilter::default() };
        let all = found(&two());
        assert_eq!(all.len(), 1);
        let yes = [
            ClaimFilter { words: text("silted"), speaker: text("quist"), outlet: text("harbour"), ..two() },
            ClaimFilter { one_origin: true, state_only: true, unverified: false, conflict: true, drift: true, ..two() },
            ClaimFilter { from: text("2031-05-07"), to: text("2031-05-06"), ..two() },
        ];
        yes.iter().for_each(|filter| assert_eq!(found(filter), all, "{filter:?}"));
        let no = [
            ClaimFilter { words: text("submarine"), ..two() },
            ClaimFilter { outlet: text("nowhere"), ..two() },
            ClaimFilter { outlet: text("gazette"), ..two() },
            ClaimFilter { from: text("2031-05-09"), ..two() },
            ClaimFilter { to: text("2031-05-05"), ..two() },
            ClaimFilter { unnamed_only: true, ..two() },
            ClaimFilter { min_mentions: 3, ..two() },
        ];
        no.iter().for_each(|filter| assert!(found(filter).is_empty(), "{filter:?}"));
        let (_, place) = store.board(&two(), None, 1).unwrap().remove(0);
        assert!(store.board(&two(), Some(&place), 9).unwrap().is_empty());
    }
    let card = store.claim_card(found(&ClaimFilter::default())[0]).unwrap();
    assert_eq!((card.outlets.as_slice(), card.outlet_count), (&["Northgate Courier".to_owned(), "Harbour Post".to_owned()][..], 2));
    let marks = card.marks;
    assert!(marks.conflict && marks.drift && marks.state_only && !marks.unnamed_only && !marks.denied);
    assert_eq!(store.claims_of(Whose::Speaker("Mara Quist"), 9).unwrap(), [card.id]);
    assert_eq!(store.claims_of(Whose::Outlet("Harbour Post"), 9).unwrap(), [card.id]);
    assert!(store.claims_of(Whose::Speaker("Quist"), 9).unwrap().is_empty(), "an alias is no name");
}

#[test]
fn a_statement_is_read_alone_as_with_its_article() {
    let (_folder, store) = corpus();
    let claim = store.board(&ClaimFilter::default(), None, 1).unwrap()[0].0;
    let shown = store.claim(claim).unwrap().unwrap();
    for mention in &shown.mentions {
        let article = Lookup::article(&*store, mention.statement.article).unwrap().unwrap();
        assert_eq!(article.statements[mention.statement.index as usize], mention.record);
        assert_eq!((article.outlet, article.published), (mention.outlet.clone(), mention.published.clone()));
    }
    let (whole, ledger) = whole();
    let setting = store.statement_setting(shown.mentions[0].statement, shown.mentions[0].record.span).unwrap().unwrap();
    assert_eq!((setting.article, setting.name.as_str()), (ArticleId(1), "Northgate Courier"));
    assert!(whole.text.as_str().contains(setting.after.trim()) && setting.copy_of.as_deref() == Some("Tessaly News Agency"));
    assert!(matches!(ledger.statements[1].voice, Voice::Attributed { .. }));
}

#[test]
fn names_are_found_and_outlets_listed() {
    let (_folder, store) = corpus();
    let names = |reader: &Reader, words: &str| {
        reader.speakers_where(Some(words), None, 9).unwrap().into_iter().map(|s| (s.name, s.statements)).collect::<Vec<_>>()
    };
    assert_eq!(names(&store, "quist"), [("Mara Quist".to_owned(), 3)]);
    assert_eq!(names(&store, "harbour minister"), [("Mara Quist".to_owned(), 3)]);
    let first = store.speakers_where(None, None, 1).unwrap().remove(0);
    let next = store.speakers_where(None, Some((first.statements as i64, first.number)), 9).unwrap();
    assert_eq!(next.len(), 1);
    let outlets: Vec<_> = store.outlets_where("", None, 9).unwrap().into_iter().map(|o| o.name).collect();
    assert_eq!(outlets, ["Gazette", "Harbour Post", "Northgate Courier"]);
    assert_eq!(store.outlets_where("", Some((1, "Harbour Post")), 9).unwrap().len(), 1);
    assert_eq!(store.aliases_of("Mara Quist", 9).unwrap(), ["Harbour Minister Quist", "Quist"]);
    assert_eq!(store.copies_of(ArticleId(1), 9).unwrap(), []);
    assert_eq!(store.latest(ArticleId(4)).unwrap(), Some(VersionId(4)));
    assert!(store.statement(StatementId::from_number(1)).unwrap().is_none());
}
