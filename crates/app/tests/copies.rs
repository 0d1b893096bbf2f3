//! Among the example pages, the planted copy is found with the agency behind it, and nothing else is taken for one.

use std::path::{Path, PathBuf};

use sayso_doc::Article;
use sayso_ingest::{Input, Options, ingest};
use sayso_link::ArticleId;
use sayso_link::syndication::{CopyOf, MemoryCopies, Print, WHOLE, behind, find, upstream};
use sayso_register::Register;
use serde_json::Value;

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

fn copy_of(id: usize, article: &Article, share: f32) -> CopyOf<'_> {
    let (outlet, published) = (article.outlet.as_deref(), article.published.as_deref());
    CopyOf { article: ArticleId(id as i64), share, outlet, published, credit: None }
}

#[test]
fn the_planted_copy_is_found_and_no_other() {
    let expected: Value = serde_json::from_str(&std::fs::read_to_string(examples().join("expected.json")).unwrap()).unwrap();
    let mut register = Register::builtin().clone();
    register.add("register.toml", &std::fs::read_to_string(examples().join("register.toml")).unwrap()).unwrap();
    let stories = expected["stories"].as_array().unwrap();
    let files: Vec<&str> = stories.iter().flat_map(|s| s["articles"].as_array().unwrap()).map(|a| a["file"].as_str().unwrap()).collect();

    let mut index = MemoryCopies::default();
    let mut articles: Vec<Article> = Vec::new();
    let mut found = Vec::new();
    for (i, file) in files.iter().enumerate() {
        let bytes = std::fs::read(examples().join(file)).unwrap();
        let input = Input { bytes: &bytes, origin: file, content_type: None };
        let article = ingest(input, &Options::default(), &register).pop().unwrap().article.unwrap();
        for copy in find(&article, &index).unwrap_or_else(|never| match never {}) {
            let other = copy.other.0 as usize;
            let there = copy_of(other, &articles[other], copy.share_there);
            let first = upstream(&copy_of(i, &article, copy.share_here), &there, &register);
            let agency = behind(None, &[CopyOf { share: copy.share_here, ..there }], &register).map(|b| b.agency);
            if copy.share() >= WHOLE {
                found.push((files[other], *file, first, agency));
            } else {
                // A rewrite keeps some of what it is made of; stories have nothing of each other.
                assert_eq!(file.split_once('/').map(|f| f.0), files[other].split_once('/').map(|f| f.0), "{copy:?}");
            }
        }
        index.keep(ArticleId(i as i64), article.outlet.as_deref(), Print::of(&article));
        articles.push(article);
    }

    let planted: Vec<_> = stories
        .iter()
        .flat_map(|s| s["copies"].as_array().unwrap())
        .map(|c| (c["original"].as_str().unwrap(), c["copy"].as_str().unwrap(), Some(true), Some("Meridian Wire".to_owned())))
        .collect();
    assert_eq!(found, planted);
}
