//! What a feed, a wire's envelope or an archive says of an article beside its text.

use sayso_doc::Article;
use sayso_register::Register;

use crate::{dates, html::clean_byline, outlet};

/// Each as the source has it; what it does not say is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    pub id: Option<String>,
    pub url: Option<String>,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub byline: Option<String>,
    pub published: Option<String>,
    pub updated: Option<String>,
    pub language: Option<String>,
}

impl Given {
    /// Fills what `article` lacks; what its own page said stays.
    pub fn complete(&self, article: &mut Article, register: &Register) {
        let Self { id, url, title, outlet, byline, published, updated, language } = self.clone();
        if let Some(id) = id {
            article.id = id;
        }
        article.url = article.url.take().or(url);
        article.title = article.title.take().or(title);
        let by_name = outlet.and_then(|o| outlet::canonical(register, &o));
        // The name of a host is worth less than a name.
        let by_url = article.url.as_deref().and_then(|u| outlet::of_url(register, u));
        let host_alone = by_url.as_ref().filter(|h| h.contains('.'));
        article.outlet = match article.outlet.take() {
            Some(own) if Some(&own) != host_alone => Some(own),
            own => by_name.or(own).or(by_url),
        };
        article.byline = article.byline.take().or_else(|| byline.and_then(|b| clean_byline(&b)));
        article.published = article.published.take().or_else(|| published.as_deref().and_then(dates::normalize));
        article.updated = article.updated.take().or_else(|| updated.as_deref().and_then(dates::normalize));
        article.language = article.language.take().or(language);
    }
}
