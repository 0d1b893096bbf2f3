//! What changed from one version of an article to the next: paragraphs that went, paragraphs that came, the title.

use std::collections::HashMap;

use sayso_doc::{Article, ParagraphKind};

#[derive(Debug, PartialEq, Eq)]
pub enum Change<'a> {
    Title { before: Option<&'a str>, after: Option<&'a str> },
    Added(&'a str),
    Removed(&'a str),
}

/// The title first, then what went, then what came, each in its order. Boilerplate aside, which changes daily. A paragraph that
/// moved did not change.
pub fn between<'a>(before: &'a Article, after: &'a Article) -> Vec<Change<'a>> {
    let mut changes = Vec::new();
    if before.title != after.title {
        changes.push(Change::Title { before: before.title.as_deref(), after: after.title.as_deref() });
    }
    changes.extend(only_in(before, after).into_iter().map(Change::Removed));
    changes.extend(only_in(after, before).into_iter().map(Change::Added));
    changes
}

/// Paragraphs of `one` that `other` has not, each as often as it has more of them.
fn only_in<'a>(one: &'a Article, other: &Article) -> Vec<&'a str> {
    let mut held: HashMap<&str, usize> = HashMap::new();
    for words in paragraphs(other) {
        *held.entry(words).or_default() += 1;
    }
    paragraphs(one)
        .filter(|words| match held.get_mut(words) {
            Some(n) if *n > 0 => {
                *n -= 1;
                false
            }
            _ => true,
        })
        .collect()
}

fn paragraphs(article: &Article) -> impl Iterator<Item = &str> {
    article.paragraphs.iter().filter(|p| p.kind != ParagraphKind::Boilerplate).map(|p| article.text[p.span].trim())
}
