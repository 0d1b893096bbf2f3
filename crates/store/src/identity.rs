//! Which article is it? The same address or the same text is the same article; another outlet's copy of a text is another.

use rusqlite::{Connection, OptionalExtension, params};
use sayso_doc::Article;
use sha2::{Digest, Sha256};

use crate::error::StoreError;
use crate::open::Reader;
use crate::{ArticleId, VersionId};

/// What an article is recognized by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Its URL without what does not tell pages apart, else its place in a file; `None` for what came through a pipe.
    pub address: Option<String>,
    /// Of the text, white space aside.
    pub(crate) digest: [u8; 16],
    outlet: Option<String>,
    host: Option<String>,
}

/// What the store knows of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Nothing.
    New,
    /// All of it, under the address where it has one.
    Same(VersionId),
    /// The text of the same outlet, under another address or name.
    SameElsewhere(VersionId),
    /// The address, with another text: the latest version is the one named.
    Updated(ArticleId, VersionId),
}

impl Known {
    /// Whether nothing of it is missing in the store.
    pub fn whole(self) -> bool {
        matches!(self, Self::Same(_) | Self::SameElsewhere(_))
    }
}

impl Identity {
    pub fn of(article: &Article) -> Self {
        let url = article.url.as_deref().or(Some(article.origin.as_str()).filter(|o| is_url(o))).and_then(page);
        let address = match &url {
            Some(url) => Some(url.clone()),
            None if article.origin == "-" => None,
            None if article.id == article.origin => Some(article.origin.clone()),
            None => Some(format!("{}#{}", article.origin, article.id)),
        };
        let host = url.as_deref().map(|u| u.split('/').next().unwrap_or(u).to_owned());
        Self { address, digest: digest(article.text.as_str()), outlet: article.outlet.clone(), host }
    }

    /// Whether the same text under another address is the same article: one outlet's, as far as the two say.
    fn may_be(&self, outlet: Option<&str>, url: Option<&str>) -> bool {
        match (self.outlet.as_deref(), outlet) {
            (Some(a), Some(b)) => a == b,
            _ => {
                let host = url.and_then(page).map(|u| u.split('/').next().unwrap_or(&u).to_owned());
                self.host.is_none() || host.is_none() || self.host == host
            }
        }
    }

    pub(crate) fn find(&self, connection: &Connection) -> Result<Known, StoreError> {
        if let Some(address) = &self.address {
            let mut by_address = connection.prepare_cached("SELECT article FROM addresses WHERE address = ?1")?;
            if let Some(article) = by_address.query_row([address], |row| row.get::<_, i64>(0)).optional()? {
                let mut held = connection.prepare_cached("SELECT id FROM versions WHERE article = ?1 AND digest = ?2")?;
                let held = held.query_row(params![article, self.digest], |row| row.get(0)).optional()?;
                if let Some(version) = held {
                    return Ok(Known::Same(VersionId(version)));
                }
                let mut latest = connection.prepare_cached("SELECT version FROM articles WHERE id = ?1")?;
                return Ok(Known::Updated(ArticleId(article), VersionId(latest.query_row([article], |row| row.get(0))?)));
            }
        }
        let mut by_text = connection.prepare_cached(
            "SELECT v.id, a.outlet, a.url FROM versions v JOIN articles a ON a.id = v.article WHERE v.digest = ?1 ORDER BY v.id",
        )?;
        let mut rows = by_text.query(params![self.digest])?;
        while let Some(row) = rows.next()? {
            let (version, outlet, url): (i64, Option<String>, Option<String>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            if self.may_be(outlet.as_deref(), url.as_deref()) {
                let version = VersionId(version);
                return Ok(if self.address.is_none() { Known::Same(version) } else { Known::SameElsewhere(version) });
            }
        }
        Ok(Known::New)
    }
}

impl Reader {
    /// What the store knows of an article.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn known(&self, identity: &Identity) -> Result<Known, StoreError> {
        identity.find(&self.connection)
    }
}

fn is_url(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// Of the words: a page saved anew may differ in its line breaks.
fn digest(text: &str) -> [u8; 16] {
    let mut sha = Sha256::new();
    for word in text.split_whitespace() {
        sha.update(word.as_bytes());
        sha.update(b" ");
    }
    let mut half = [0; 16];
    half.copy_from_slice(&sha.finalize()[..16]);
    half
}

/// Query parameters that count readers and do not choose a page.
const TRACKING: [&str; 8] = ["fbclid", "gclid", "mc_cid", "mc_eid", "cmpid", "ocid", "smid", "ref_src"];

/// Host, path and query of a page's URL. `None` where the URL names a whole site, which no article is.
fn page(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let rest = rest.split('#').next().unwrap_or(rest);
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let host = host.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let path = path.trim_end_matches('/');
    let telling = |p: &&str| {
        let name = p.split('=').next().unwrap_or(p);
        !name.is_empty() && !name.starts_with("utm_") && !TRACKING.contains(&name)
    };
    let query: Vec<&str> = query.split('&').filter(telling).collect();
    if host.is_empty() || (path.is_empty() && query.is_empty()) {
        return None;
    }
    let mut page = format!("{host}/{path}");
    if !query.is_empty() {
        page.push('?');
        page.push_str(&query.join("&"));
    }
    Some(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_tell_pages_apart_goes() {
        let check = |url: &str, expect: Option<&str>| assert_eq!(page(url).as_deref(), expect, "{url}");
        check("https://www.Courier.example/lessing/?utm_source=feed&id=7#top", Some("courier.example/lessing?id=7"));
        check("http://courier.example/lessing", Some("courier.example/lessing"));
        check("https://courier.example/?p=12", Some("courier.example/?p=12"));
        check("https://courier.example/", None);
        check("https://courier.example?utm_medium=x", None);
        check("ftp://courier.example/a", None);
    }

    #[test]
    fn white_space_does_not_make_a_text_another() {
        assert_eq!(digest("The bridge\nis  shut.\n"), digest("The bridge is shut."));
        assert_ne!(digest("The bridge is shut"), digest("The bridge is shut."));
    }
}
