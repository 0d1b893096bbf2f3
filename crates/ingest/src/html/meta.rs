//! What a page says of itself outside its words: JSON-LD, `meta` and `link` elements, `time`, `lang`.

use serde_json::Value;
use url::Url;

use super::tree::{Id, ROOT, Tree};
use crate::dates;

/// Bytes of JSON-LD read of one page.
const MAX_JSON: usize = 4 << 20;

/// Everything found, best first where several places may say it.
#[derive(Debug, Default)]
pub struct Meta {
    /// JSON-LD headline, Open Graph, Twitter, the `title` element.
    pub titles: Vec<String>,
    pub publisher: Option<String>,
    pub site_names: Vec<String>,
    pub byline: Option<String>,
    pub published: Option<String>,
    pub updated: Option<String>,
    pub url: Option<Url>,
    /// What relative addresses are relative to.
    pub base: Option<Url>,
    /// As declared, such as `en-GB`.
    pub language: Option<String>,
    /// JSON-LD `articleBody`.
    pub body: Option<String>,
    /// What the page says for search results and previews: often the standfirst.
    pub description: Option<String>,
    /// JSON-LD says that this is an article.
    pub is_article: bool,
}

/// Reads a page that was fetched from `origin` (a path or URL).
pub fn read(tree: &Tree, origin: &str) -> Meta {
    let mut meta = Meta::default();
    let mut found = Found::default();
    let mut json_bytes = 0;
    let mut title_element = None;
    for id in tree.elements(ROOT) {
        match tree.name(id) {
            "html" => found.push("lang", tree.attribute(id, "lang").or_else(|| tree.attribute(id, "xml:lang"))),
            "meta" => {
                let content = tree.attribute(id, "content");
                for key in ["name", "property", "itemprop", "http-equiv"] {
                    if let Some(name) = tree.attribute(id, key) {
                        found.push(&name.to_ascii_lowercase(), content);
                    }
                }
            }
            "link" if tree.attribute(id, "rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => {
                found.push("canonical", tree.attribute(id, "href"));
            }
            "base" => found.push("base", tree.attribute(id, "href")),
            "title" if title_element.is_none() => title_element = Some(squash(&tree.text(id))),
            "script" if tree.attribute(id, "type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json")) => {
                let json = tree.text(id);
                json_bytes += json.len();
                if json_bytes <= MAX_JSON {
                    read_json_ld(&json, &mut meta);
                }
            }
            "time" => read_time(tree, id, &mut found),
            _ => {
                // Microdata on visible elements.
                match tree.attribute(id, "itemprop") {
                    Some("datePublished") => {
                        found.push("datepublished", tree.attribute(id, "content").or_else(|| tree.attribute(id, "datetime")))
                    }
                    Some("dateModified") => {
                        found.push("datemodified", tree.attribute(id, "content").or_else(|| tree.attribute(id, "datetime")))
                    }
                    _ => {}
                }
            }
        }
    }
    for key in ["og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title"] {
        meta.titles.extend(found.get(key));
    }
    meta.titles.extend(title_element.filter(|t| !t.is_empty()));
    for key in ["og:site_name", "application-name", "dc.publisher", "publisher", "twitter:app:name:iphone", "cre"] {
        meta.site_names.extend(found.get(key));
    }
    let authors = [
        "author",
        "parsely-author",
        "sailthru.author",
        "byl",
        "dc.creator",
        "dcterms.creator",
        "article:author",
        "cxenseparse:author",
        "author_name",
    ];
    meta.byline = meta.byline.take().or_else(|| authors.iter().filter_map(|k| found.get(k)).find_map(|a| clean_byline(&a)));
    let published = [
        "article:published_time",
        "datepublished",
        "og:published_time",
        "parsely-pub-date",
        "sailthru.date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publication_date",
        "article:published",
        "article.published",
        "dc.date.issued",
        "dcterms.created",
        "dc.date",
        "dcterms.date",
        "date",
        "article_date_original",
        "cxenseparse:recs:publishtime",
        "originalpublicationdate",
        "published_time",
        "time published",
    ];
    let updated = [
        "article:modified_time",
        "datemodified",
        "og:updated_time",
        "last-modified",
        "lastmod",
        "dcterms.modified",
        "dc.date.modified",
        "article.updated",
        "revision_date",
        "time updated",
    ];
    meta.published = meta.published.take().or_else(|| found.date(&published));
    meta.updated = meta.updated.take().or_else(|| found.date(&updated));
    meta.language = found.first(&["lang", "content-language", "og:locale", "dc.language", "inlanguage"]).or(meta.language.take());

    meta.description = found.first(&["og:description", "description", "twitter:description"]);

    let origin_url = Url::parse(origin).ok().filter(is_web);
    let said = [found.get("canonical"), found.get("og:url")].into_iter().flatten().find_map(|u| resolve(origin_url.as_ref(), &u));
    meta.url = said.or(meta.url.take()).or_else(|| origin_url.clone());
    let page = origin_url.or_else(|| meta.url.clone());
    meta.base = found.get("base").and_then(|b| resolve(page.as_ref(), &b)).or(page);
    meta.published = meta.published.take().or_else(|| found.date(&["time first"]));
    meta.published = meta.published.take().or_else(|| meta.url.as_ref().and_then(|u| dates::in_path(u.path())));
    meta
}

pub fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.host_str().is_some()
}

/// The absolute form of `href`, if it leads to the web.
pub fn resolve(base: Option<&Url>, href: &str) -> Option<Url> {
    let href = href.trim();
    let url = match base {
        Some(base) => base.join(href).ok(),
        None => Url::parse(href).ok(),
    };
    url.filter(is_web)
}

/// The first content of each `meta` key.
#[derive(Default)]
struct Found(std::collections::HashMap<String, String>);

impl Found {
    fn push(&mut self, key: &str, value: Option<&str>) {
        if let Some(value) = value.map(squash).filter(|v| !v.is_empty() && v.len() <= 4096) {
            self.0.entry(key.to_owned()).or_insert(value);
        }
    }

    fn get(&self, key: &str) -> Option<String> {
        self.0.get(key).cloned()
    }

    fn first(&self, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|k| self.get(k))
    }

    fn date(&self, keys: &[&str]) -> Option<String> {
        keys.iter().filter_map(|k| self.get(k)).find_map(|d| dates::normalize(&d))
    }
}

fn read_time(tree: &Tree, id: Id, found: &mut Found) {
    let when = tree.attribute(id, "datetime").map(str::to_owned).unwrap_or_else(|| squash(&tree.text(id)));
    let hint =
        format!("{} {}", tree.attribute(id, "itemprop").unwrap_or(""), tree.attribute(id, "class").unwrap_or("")).to_ascii_lowercase();
    let key = if hint.contains("modif") || hint.contains("updat") {
        "time updated"
    } else if hint.contains("publi") || tree.attribute(id, "pubdate").is_some() {
        "time published"
    } else {
        "time first"
    };
    found.push(key, Some(&when));
}

/// Reads one JSON-LD script; values that an earlier one gave stay.
fn read_json_ld(json: &str, meta: &mut Meta) {
    let json = json.trim().trim_start_matches("<!--").trim_end_matches("-->").trim().trim_end_matches(';');
    // Line breaks within strings are common and wrong; outside of strings they mean nothing.
    let parsed = serde_json::from_str::<Value>(json).or_else(|_| serde_json::from_str(&json.replace(|c: char| c.is_control(), " ")));
    let Ok(value) = parsed else { return };
    let mut objects = Vec::new();
    collect(&value, 0, &mut objects);
    objects.sort_by_key(|o| !is_article(o));
    for object in objects {
        let article = is_article(object);
        if article && !meta.is_article {
            meta.is_article = true;
            meta.titles.splice(0..0, object.get("headline").or_else(|| object.get("name")).and_then(text_of));
            meta.body = object.get("articleBody").and_then(text_of);
            meta.byline = object.get("author").or_else(|| object.get("creator")).and_then(authors_of);
            meta.published = date_of(object, &["datePublished", "dateCreated"]);
            meta.updated = date_of(object, &["dateModified"]);
            meta.publisher = object.get("publisher").or_else(|| object.get("sourceOrganization")).and_then(name_of);
            meta.language = object.get("inLanguage").and_then(name_of);
            let urls = ["url", "mainEntityOfPage", "@id"];
            meta.url = urls.iter().filter_map(|k| object.get(*k)).find_map(|v| {
                let url = v.as_str().or_else(|| v.get("@id").and_then(Value::as_str))?;
                resolve(None, url)
            });
        } else if !article && is_a(object, &["WebSite", "NewsMediaOrganization"]) {
            meta.site_names.extend(object.get("name").and_then(text_of));
        }
    }
}

/// All objects of a JSON-LD value, graphs and lists opened, outermost first.
fn collect<'a>(value: &'a Value, depth: usize, into: &mut Vec<&'a serde_json::Map<String, Value>>) {
    if depth > 8 || into.len() > 1000 {
        return;
    }
    match value {
        Value::Array(all) => all.iter().for_each(|v| collect(v, depth + 1, into)),
        Value::Object(object) => {
            into.push(object);
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart"] {
                if let Some(v) = object.get(key) {
                    collect(v, depth + 1, into);
                }
            }
        }
        _ => {}
    }
}

fn is_a(object: &serde_json::Map<String, Value>, types: &[&str]) -> bool {
    let is = |v: &Value| v.as_str().is_some_and(|t| types.contains(&t.rsplit('/').next().unwrap_or(t)));
    match object.get("@type") {
        Some(Value::Array(all)) => all.iter().any(is),
        Some(one) => is(one),
        None => false,
    }
}

fn is_article(object: &serde_json::Map<String, Value>) -> bool {
    const TYPES: [&str; 11] = [
        "NewsArticle",
        "Article",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "BlogPosting",
        "LiveBlogPosting",
        "Report",
        "SocialMediaPosting",
    ];
    is_a(object, &TYPES)
}

fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::Array(all) => all.first()?.as_str()?,
        other => other.as_str()?,
    };
    // Many sites escape HTML once more within JSON.
    let text = squash_lines(&unescape(text));
    (!text.is_empty()).then_some(text)
}

fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::Array(all) => all.iter().find_map(name_of),
        Value::Object(object) => object.get("name").and_then(text_of),
        other => text_of(other),
    }
}

fn authors_of(value: &Value) -> Option<String> {
    let names: Vec<String> = match value {
        Value::Array(all) => all.iter().filter_map(name_of).filter_map(|n| clean_byline(&n)).take(12).collect(),
        other => name_of(other).and_then(|n| clean_byline(&n)).into_iter().collect(),
    };
    match names.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [rest @ .., last] => Some(format!("{} and {last}", rest.join(", "))),
    }
}

fn date_of(object: &serde_json::Map<String, Value>, keys: &[&str]) -> Option<String> {
    keys.iter().filter_map(|k| object.get(*k)).find_map(|v| match v {
        Value::Number(n) => dates::normalize(&n.to_string()),
        other => other.as_str().and_then(dates::normalize),
    })
}

/// A byline without "By" and what is no name: addresses, handles, the empty.
pub fn clean_byline(byline: &str) -> Option<String> {
    let byline = squash(byline);
    let lower = byline.to_lowercase();
    let byline = match lower.strip_prefix("by ").or_else(|| lower.strip_prefix("by: ")) {
        // Lower-casing may change lengths; the prefix is ASCII, so it is as long in both.
        Some(_) => byline[if lower.starts_with("by: ") { 4 } else { 3 }..].trim(),
        None => byline.trim(),
    };
    let no_name = byline.is_empty()
        || byline.len() > 200
        || byline.contains("://")
        || byline.starts_with('@')
        || !byline.chars().any(char::is_alphabetic);
    (!no_name).then(|| byline.to_owned())
}

/// White space collapsed to single blanks, invisible characters dropped.
pub fn squash(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        out.extend(word.chars().filter(|&c| !super::blocks::is_invisible(c)));
    }
    out.truncate(out.trim_end().len());
    out
}

/// The same, but line breaks stay.
fn squash_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(squash).filter(|l| !l.is_empty()).collect();
    lines.join("\n")
}

/// The few character references that matter in JSON-LD text.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut text = text.to_owned();
    for (from, to) in [
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&apos;", "'"),
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#8217;", "’"),
        ("&rsquo;", "’"),
        ("&amp;", "&"),
    ] {
        text = text.replace(from, to);
    }
    text
}
