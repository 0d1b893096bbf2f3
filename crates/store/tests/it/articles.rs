//! Articles in, the same articles out; known ones are recognized, changed ones become versions.

use sayso_doc::{Article, Ledger, Problem};
use sayso_store::{Identity, Known, Put, Store, VersionId};

use crate::sample::{plain, store, whole};

fn put(store: &mut Store, article: &Article) -> Put {
    let batch = store.begin().unwrap();
    let put = batch.put(article, &Ledger::default()).unwrap();
    batch.commit().unwrap();
    put
}

#[test]
fn an_article_comes_back_as_it_was() {
    let (_folder, mut store) = store();
    let (article, ledger) = whole();
    let batch = store.begin().unwrap();
    let Put::New { version, .. } = batch.put(&article, &ledger).unwrap() else { panic!("it is new") };
    batch.commit().unwrap();
    let stored = store.stored(version).unwrap();
    assert_eq!((stored.article, stored.ledger, stored.number), (article, ledger, 1));
}

#[test]
fn the_same_again_changes_nothing() {
    let (_folder, mut store) = store();
    let page = plain("page.html", "The bridge is shut.", |a| a.url = Some("https://courier.example/bridge".to_owned()));
    assert!(matches!(put(&mut store, &page), Put::New { .. }));
    assert_eq!(put(&mut store, &page), Put::Same(VersionId(1)));
    let tracked =
        plain("other.html", "The  bridge\nis shut.", |a| a.url = Some("https://www.courier.example/bridge/?utm_source=x".to_owned()));
    assert_eq!(put(&mut store, &tracked), Put::Same(VersionId(1)));
    assert_eq!(store.count_articles().unwrap(), 1);
}

#[test]
fn another_text_at_the_same_address_is_a_version() {
    let (_folder, mut store) = store();
    let address = |a: &mut Article| a.url = Some("https://courier.example/bridge".to_owned());
    put(&mut store, &plain("p", "The bridge is shut.\n\nIt rained.", address));
    let second = put(&mut store, &plain("p", "The bridge is open.\n\nIt rained.", address));
    let Put::Updated { article, version, replaces } = second else { panic!("{second:?}") };
    assert_eq!((article.0, version, replaces), (1, VersionId(2), VersionId(1)));
    assert_eq!(store.stored(version).unwrap().number, 2);
    // The old text once more, from a cache: nothing new.
    assert_eq!(put(&mut store, &plain("p", "The bridge is shut.\n\nIt rained.", address)), Put::Same(VersionId(1)));
    let row = store.article_named("p").unwrap().unwrap();
    assert_eq!((row.version, store.count_articles().unwrap()), (VersionId(2), 1));
}

#[test]
fn a_file_is_known_by_its_path_and_a_line_by_its_id() {
    let (_folder, mut store) = store();
    let line = |id: &str, text: &str| plain(id, text, |a| a.origin = "list.jsonl".to_owned());
    put(&mut store, &line("7", "The bridge is shut."));
    assert!(matches!(put(&mut store, &line("7", "The bridge is open.")), Put::Updated { .. }));
    assert!(matches!(put(&mut store, &line("8", "The bridge fell.")), Put::New { .. }));
    let other = plain("7", "A ferry sank.", |a| a.origin = "other.jsonl".to_owned());
    assert!(matches!(put(&mut store, &other), Put::New { .. }), "ids of two lists are not the same");
    let piped = |text: &str| plain("7", text, |a| a.origin = "-".to_owned());
    assert!(matches!(put(&mut store, &piped("It snowed.")), Put::New { .. }));
    assert!(matches!(put(&mut store, &piped("It hailed.")), Put::New { .. }), "a pipe is no address");
}

#[test]
fn a_copy_in_another_outlet_is_another_article() {
    let (_folder, mut store) = store();
    let of = |name: &str, outlet: Option<&str>, url: Option<&str>| {
        plain(name, "The bridge is shut.", |a| (a.outlet, a.url) = (outlet.map(str::to_owned), url.map(str::to_owned)))
    };
    put(&mut store, &of("a", Some("Northgate Courier"), Some("https://courier.example/a")));
    assert!(matches!(put(&mut store, &of("b", Some("Harbour Post"), Some("https://post.example/b"))), Put::New { .. }));
    // The same outlet under a second address; a file of which nothing is known; another site of which nothing is known.
    assert!(matches!(put(&mut store, &of("c", Some("Harbour Post"), Some("https://m.post.example/b"))), Put::Same(VersionId(2))));
    assert!(matches!(put(&mut store, &of("saved.txt", None, None)), Put::Same(VersionId(1))));
    assert!(matches!(put(&mut store, &of("d", None, Some("https://blog.example/b"))), Put::New { .. }));
    let again = Identity::of(&of("c", Some("Harbour Post"), Some("https://m.post.example/b")));
    assert_eq!(store.known(&again).unwrap(), Known::Same(VersionId(2)));
}

#[test]
fn a_batch_is_there_whole_or_not_at_all() {
    let (_folder, mut store) = store();
    let batch = store.begin().unwrap();
    batch.put(&plain("a", "The bridge is shut.", |_| ()), &Ledger::default()).unwrap();
    drop(batch);
    assert_eq!(store.count_articles().unwrap(), 0);
    assert!(matches!(put(&mut store, &plain("b", "It rained.", |_| ())), Put::New { article, .. } if article.0 == 1));
}

#[test]
fn problems_stay_until_the_input_comes_through() {
    let (_folder, mut store) = store();
    let problem = Problem::new("no_article", "no article was found in it").hint("give a page");
    let batch = store.begin().unwrap();
    batch.problems("b.html", None, true, std::slice::from_ref(&problem)).unwrap();
    batch.problems("a.jsonl", Some(3), true, std::slice::from_ref(&problem)).unwrap();
    batch.problems("a.jsonl", Some(3), true, &[problem.clone(), problem.clone()]).unwrap();
    batch.problems("c.html", None, false, &[problem]).unwrap();
    batch.commit().unwrap();
    let told: Vec<_> = store.problems().unwrap().into_iter().map(|p| (p.origin, p.line, p.failed)).collect();
    let expected = [("a.jsonl", Some(3), true), ("a.jsonl", Some(3), true), ("b.html", None, true), ("c.html", None, false)];
    assert_eq!(told, expected.map(|(o, l, f)| (o.to_owned(), l, f)));
    let batch = store.begin().unwrap();
    batch.problems("a.jsonl", Some(3), false, &[]).unwrap();
    batch.commit().unwrap();
    assert_eq!(store.problems().unwrap().len(), 2);
}
