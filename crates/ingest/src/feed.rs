//! News feeds (RSS 0.9 to 2.0, RSS 1.0/RDF, Atom, JSON Feed) and OPML lists of them.

use std::collections::HashSet;

use sayso_doc::Problem;
use serde_json::{Value, json};
use url::Url;

use crate::decode::decode;
use crate::given::Given;
use crate::html::{fragment, is_web, resolve};
use crate::xml::{self, Element};

/// Entries read of one feed.
const MAX_ENTRIES: usize = 10_000;
/// Text, in bytes, above which an entry's content is taken for the whole article. Teasers are 100 to 600 bytes; not tuned.
const FULL_TEXT: usize = 1_000;

/// A feed as far as it could be read.
#[derive(Debug, Default, PartialEq)]
pub struct Feed {
    pub title: Option<String>,
    pub entries: Vec<Entry>,
    /// Why what follows the last entry could not be read.
    pub broken: Option<String>,
}

/// One entry; its `given.url` leads to the article.
#[derive(Debug, Default, PartialEq)]
pub struct Entry {
    /// Counted from 1.
    pub number: usize,
    pub given: Given,
    /// The markup of the article, where the feed carries all of it.
    pub content: Option<String>,
}

impl Feed {
    /// What kept it from being read whole, or at all.
    pub fn problem(&self) -> Option<Problem> {
        let hint = "the next time the feed is read it may be whole";
        match (&self.broken, self.entries.len()) {
            (None, 0) => Some(Problem::new("empty_feed", "the feed has no entries").hint("check its address")),
            (None, _) => None,
            (Some(why), 0) => Some(Problem::new("bad_feed", format!("the feed can't be read: {why}")).hint("check its address")),
            (Some(why), n) => Some(Problem::new("bad_feed", format!("the feed can't be read beyond entry {n}: {why}")).hint(hint)),
        }
    }
}

impl Entry {
    /// The entry as a line of JSONL, if it carries its article.
    pub fn line(&self) -> Option<String> {
        let Given { id, url, title, outlet, byline, published, updated, language } = &self.given;
        let html = self.content.as_ref()?;
        let id = id.as_ref().or(url.as_ref());
        let mut line = json!({
            "id": id, "url": url, "title": title, "outlet": outlet, "byline": byline, "date": published, "updated": updated,
            "language": language, "html": html,
        });
        if let Value::Object(object) = &mut line {
            object.retain(|_, v| !v.is_null());
        }
        Some(line.to_string())
    }
}

/// One feed of an OPML list.
#[derive(Debug, PartialEq, Eq)]
pub struct Outline {
    pub title: Option<String>,
    pub url: String,
}

/// Reads a feed in XML that was found at `origin` (a path or URL).
pub fn read(text: &str, origin: &str) -> Feed {
    let xml::Document { root, broken } = xml::read(text);
    let Some(root) = root else { return Feed { broken, ..Feed::default() } };
    let channel = root.child(&["channel", "rss:channel"]).unwrap_or(&root);
    let title = words_of(channel, &["title", "atom:title", "rss:title"]);
    let site = channel.text_of(&["link", "rss:link"]).or_else(|| link_of(channel));
    let origin = Url::parse(origin).ok().filter(is_web);
    let base = root.attribute("xml:base").and_then(|b| resolve(origin.as_ref(), b));
    let base = base.or(origin).or_else(|| site.as_deref().and_then(|s| resolve(None, s)));
    let language = root.attribute("xml:lang").map(str::to_owned).or_else(|| channel.text_of(&["language", "dc:language"]));

    // RSS 1.0 has its items beside the channel.
    let mut items: Vec<&Element> = channel.elements().filter(|e| is_entry(e)).collect();
    if items.is_empty() {
        items = root.elements().filter(|e| is_entry(e)).collect();
    }
    let whole = items.into_iter().filter(|e| e.closed).take(MAX_ENTRIES);
    let entries = whole
        .enumerate()
        .map(|(i, item)| {
            let mut entry = entry(item, base.as_ref());
            entry.number = i + 1;
            let given = &mut entry.given;
            given.outlet = given.outlet.take().or_else(|| title.clone());
            given.language = given.language.take().or_else(|| language.clone());
            entry
        })
        .collect();
    Feed { title, entries, broken }
}

fn is_entry(element: &Element) -> bool {
    matches!(element.name.as_str(), "item" | "entry" | "atom:entry" | "rss:item")
}

fn entry(item: &Element, base: Option<&Url>) -> Entry {
    let base = item.attribute("xml:base").and_then(|b| resolve(base, b)).or_else(|| base.cloned());
    let guid = item.child(&["guid"]);
    // A `guid` is an address unless it says otherwise.
    let permalink = guid.filter(|g| g.attribute("ispermalink").is_none_or(|p| p != "false")).map(Element::text);
    let links = [item.text_of(&["feedburner:origlink"]), link_of(item), item.text_of(&["link", "rss:link"]), permalink];
    let about = item.attribute("rdf:about").map(str::to_owned);
    let url = links.into_iter().chain([about]).flatten().find_map(|link| resolve(base.as_ref(), &link));
    let source = item.child(&["source", "atom:source"]);
    // Of an aggregator's entry, RSS names the outlet as text, Atom as a feed with a title.
    let outlet = source.and_then(|s| words_of(s, &["title", "atom:title"]).or_else(|| Some(fragment::words(&s.text()))));
    let given = Given {
        id: None,
        url: url.as_ref().map(Url::to_string),
        title: words_of(item, &["title", "atom:title", "rss:title", "media:title"]),
        outlet: outlet.filter(|o| !o.is_empty()),
        byline: authors(item),
        published: item.text_of(&["pubdate", "published", "atom:published", "dc:date", "dcterms:created", "issued"]),
        updated: item.text_of(&["updated", "atom:updated", "dcterms:modified", "modified"]),
        language: item.attribute("xml:lang").map(str::to_owned).or_else(|| item.text_of(&["dc:language"])),
    };
    // An Atom entry may have only the date of its last change.
    let given = match (&given.published, &given.updated) {
        (None, Some(_)) => Given { published: given.updated.clone(), ..given },
        _ => given,
    };
    let content = item
        .child(&["content:encoded", "content", "atom:content"])
        .or_else(|| item.child(&["description", "rss:description", "summary", "atom:summary"]))
        .filter(|c| c.attribute("src").is_none())
        .map(markup_of);
    let has_page = given.url.is_some();
    Entry { number: 0, given, content: content.filter(|c| is_full(c, has_page)) }
}

/// Atom's link to the page: the one that is no other kind of link.
fn link_of(element: &Element) -> Option<String> {
    let links = element.elements().filter(|e| matches!(e.name.as_str(), "link" | "atom:link" | "a10:link"));
    let pages = links.filter(|l| l.attribute("rel").is_none_or(|r| r == "alternate") && l.attribute("href").is_some());
    // Among several the one in HTML.
    let best = pages.min_by_key(|l| l.attribute("type").is_some_and(|t| !t.contains("html")));
    best.and_then(|l| l.attribute("href")).map(str::to_owned)
}

/// The markup of an element that holds it escaped, in CDATA, or as it is (`xhtml`).
fn markup_of(element: &Element) -> String {
    match element.attribute("type") {
        Some("xhtml" | "application/xhtml+xml") => element.markup(),
        Some("text" | "text/plain") => paragraphs(&element.text()),
        _ if element.elements().next().is_some() => element.markup(),
        _ => element.text(),
    }
}

/// Markup for plain text, a paragraph a line.
fn paragraphs(text: &str) -> String {
    text.lines().map(|l| format!("<p>{}</p>", escaped(l))).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Whether `content` is an article and not the start of one. Without a page to go to, what there is must do.
fn is_full(content: &str, has_page: bool) -> bool {
    let words = fragment::words(content);
    if !has_page {
        return !words.is_empty();
    }
    let end = words[words.floor_char_boundary(words.len().saturating_sub(60))..].to_lowercase();
    let goes_on = ["…", "...", "[…]", "[...]"].iter().any(|m| end.trim_end().ends_with(m))
        || ["read more", "continue reading", "read the full", "read full"].iter().any(|m| end.contains(m));
    words.len() >= FULL_TEXT && !goes_on
}

fn words_of(element: &Element, names: &[&str]) -> Option<String> {
    element.text_of(names).map(|t| fragment::words(&t)).filter(|t| !t.is_empty())
}

fn authors(item: &Element) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for author in item.elements().filter(|e| matches!(e.name.as_str(), "author" | "dc:creator" | "atom:author" | "itunes:author")) {
        let name = words_of(author, &["name", "atom:name"]).unwrap_or_else(|| fragment::words(&author.text()));
        // RSS wants an address: `desk@gazette.example (Ann Lee)`.
        let name = match name.split_once(" (") {
            Some((address, rest)) if address.contains('@') => rest.trim_end_matches(')').to_owned(),
            _ => name,
        };
        if !name.is_empty() && !name.contains('@') && !names.contains(&name) && names.len() < 12 {
            names.push(name);
        }
    }
    (!names.is_empty()).then(|| names.join(", "))
}

/// Whether `value` is a JSON Feed.
pub fn is_json_feed(value: &Value) -> bool {
    value.get("version").and_then(Value::as_str).is_some_and(|v| v.contains("jsonfeed.org/version/"))
}

/// Reads a JSON Feed (1.0 or 1.1) that was found at `origin`.
pub fn read_json(value: &Value, origin: &str) -> Feed {
    let text = |v: &Value, key: &str| v.get(key).and_then(Value::as_str).map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned);
    let title = text(value, "title");
    let language = text(value, "language");
    let origin = Url::parse(origin).ok().filter(is_web);
    let base = origin.or_else(|| text(value, "home_page_url").and_then(|u| resolve(None, &u)));
    let items = value.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let one = |(i, item): (usize, &Value)| {
        let names = |v: &Value| -> Vec<String> {
            let many = v.get("authors").and_then(Value::as_array).into_iter().flatten();
            many.chain(v.get("author")).filter_map(|a| text(a, "name")).take(12).collect()
        };
        let byline = Some(names(item)).filter(|n| !n.is_empty()).or_else(|| Some(names(value)).filter(|n| !n.is_empty()));
        // An item may be about a page elsewhere (`external_url`); its own address comes first.
        let url = ["url", "external_url", "id"].iter().filter_map(|k| text(item, k)).find_map(|u| resolve(base.as_ref(), &u));
        let given = Given {
            id: None,
            url: url.as_ref().map(Url::to_string),
            title: text(item, "title"),
            outlet: title.clone(),
            byline: byline.map(|b| b.join(", ")),
            published: text(item, "date_published"),
            updated: text(item, "date_modified"),
            language: text(item, "language").or_else(|| language.clone()),
        };
        let plain = || text(item, "content_text").map(|t| paragraphs(&t));
        let content = text(item, "content_html").or_else(plain);
        let has_page = given.url.is_some();
        Entry { number: i + 1, given, content: content.filter(|c| is_full(c, has_page)) }
    };
    let entries = items.iter().take(MAX_ENTRIES).enumerate().map(one).collect();
    let broken = value.get("items").is_none().then(|| "it has no `items`".to_owned());
    Feed { title, entries, broken }
}

/// The feeds that an OPML list names, each once, in order; why the rest could not be read.
pub fn outlines(text: &str) -> (Vec<Outline>, Option<String>) {
    let xml::Document { root, broken } = xml::read(text);
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    if let Some(root) = &root {
        collect(root, &mut found, &mut seen);
    }
    (found, broken)
}

/// Reads a feed of any kind from its bytes.
pub fn of_bytes(bytes: &[u8], origin: &str, content_type: Option<&str>) -> Feed {
    let decoded = decode(bytes, content_type, true);
    match serde_json::from_str::<Value>(&decoded.text) {
        Ok(value) => read_json(&value, origin),
        Err(error) if decoded.text.trim_start().starts_with('{') => Feed { broken: Some(error.to_string()), ..Feed::default() },
        Err(_) => read(&decoded.text, origin),
    }
}

/// The same for [`outlines`].
pub fn outlines_of_bytes(bytes: &[u8], content_type: Option<&str>) -> (Vec<Outline>, Option<String>) {
    outlines(&decode(bytes, content_type, true).text)
}

fn collect(element: &Element, found: &mut Vec<Outline>, seen: &mut HashSet<String>) {
    for child in element.elements() {
        if child.name == "outline"
            && let Some(url) = child.attribute("xmlurl").and_then(|u| resolve(None, u))
        {
            let title = child.attribute("title").or_else(|| child.attribute("text")).map(fragment::words).filter(|t| !t.is_empty());
            let url = url.to_string();
            if found.len() < MAX_ENTRIES && seen.insert(url.clone()) {
                found.push(Outline { title, url });
            }
        }
        collect(child, found, seen);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "The harbour bridge was shut on Monday after a crack was found, the port authority said. ";

    /// `url | title | outlet | byline | published | updated | full or not` of each entry, and what was broken.
    fn told(feed: Feed) -> String {
        let mut out = String::new();
        for Entry { number, given, content } in feed.entries {
            let said = [given.url, given.title, given.outlet, given.byline, given.published, given.updated].map(Option::unwrap_or_default);
            out.push_str(&format!("{number} {}{}\n", said.join(" | "), if content.is_some() { " | full" } else { "" }));
        }
        out + &feed.broken.unwrap_or_default()
    }

    #[test]
    fn rss() {
        let full = LONG.repeat(12);
        let feed = format!(
            "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>Harbour &amp;amp; Gazette</title>
             <link>https://gazette.example/</link><atom:link rel=\"self\" href=\"https://gazette.example/feed\"/><language>en-gb</language>
             <item><title><![CDATA[Bridge <b>shut</b>]]></title><link>/a?x=1&amp;y=2</link><dc:creator>Ann Lee</dc:creator><dc:creator>Bo Chan</dc:creator>
             <pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate><description>A crack&nbsp;…</description><content:encoded><![CDATA[<p>{full}</p>]]></content:encoded></item>
             <item><guid isPermaLink=\"false\">17</guid><link>https://gazette.example/b</link><author>desk@gazette.example (Cy Dow)</author><description>&lt;p&gt;Short.&lt;/p&gt;</description></item>
             <item><guid>https://gazette.example/c</guid><source url=\"https://wire.example\">Coast Wire</source><content:encoded>{full} Read more</content:encoded></item>
             <item><title>No link</title><description>All there is.</description></item>
             </channel></rss>"
        );
        assert_eq!(
            told(read(&feed, "feed.xml")),
            "1 https://gazette.example/a?x=1&y=2 | Bridge shut | Harbour & Gazette | Ann Lee, Bo Chan | Mon, 02 Mar 2026 10:00:00 GMT |  | full
2 https://gazette.example/b |  | Harbour & Gazette | Cy Dow |  | 
3 https://gazette.example/c |  | Coast Wire |  |  | 
4  | No link | Harbour & Gazette |  |  |  | full
"
        );
    }

    #[test]
    fn atom_and_rdf() {
        let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"https://gazette.example/news/\"><title type=\"html\">The &lt;i&gt;Gazette&lt;/i&gt;</title>
            <entry><title>Bridge shut</title><link rel=\"enclosure\" href=\"x.mp3\"/><link href=\"a\"/><updated>2026-03-02T10:00:00Z</updated><author><name>Ann Lee</name><email>a@b.example</email></author>
            <content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Short &amp; <b>good</b></p></div></content></entry></feed>";
        assert_eq!(
            told(read(atom, "https://gazette.example/atom")),
            "1 https://gazette.example/news/a | Bridge shut | The Gazette | Ann Lee | 2026-03-02T10:00:00Z | 2026-03-02T10:00:00Z\n"
        );
        let rdf = "<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\"><channel rdf:about=\"x\"><title>Gazette</title><link>https://gazette.example/</link></channel>
            <item rdf:about=\"https://gazette.example/a\"><title>Bridge shut</title><dc:date>2026-03-02</dc:date></item></rdf:RDF>";
        assert_eq!(told(read(rdf, "-")), "1 https://gazette.example/a | Bridge shut | Gazette |  | 2026-03-02 | \n");
    }

    #[test]
    fn json_feeds() {
        let feed = json!({"version": "https://jsonfeed.org/version/1.1", "title": "Gazette", "home_page_url": "https://gazette.example",
            "items": [{"id": "1", "url": "/a", "title": "Bridge shut", "date_published": "2026-03-02T10:00:00Z", "authors": [{"name": "Ann Lee"}],
            "content_text": LONG.repeat(12)}, 7]});
        assert!(is_json_feed(&feed));
        assert_eq!(
            told(read_json(&feed, "-")),
            "1 https://gazette.example/a | Bridge shut | Gazette | Ann Lee | 2026-03-02T10:00:00Z |  | full\n2  |  | Gazette |  |  | \n"
        );
    }

    #[test]
    fn a_broken_feed_keeps_its_whole_entries() {
        let feed = "<rss><channel><item><link>https://gazette.example/a</link></item><item><link>https://gazette.example/b</link>";
        assert_eq!(told(read(feed, "-")), "1 https://gazette.example/a |  |  |  |  | \nit ends too soon");
        assert_eq!(read(feed, "-").problem().unwrap().message, "the feed can't be read beyond entry 1: it ends too soon");
        assert_eq!(read("<rss/>", "-").problem().unwrap().code, "empty_feed");
    }

    #[test]
    fn links_lead_to_the_web_alone() {
        let feed = "<rss><channel><item><link>file:///etc/passwd</link></item><item><link>javascript:alert(1)</link><guid>17</guid></item></channel></rss>";
        assert_eq!(told(read(feed, "-")), "1  |  |  |  |  | \n2  |  |  |  |  | \n");
    }

    #[test]
    fn lists_of_feeds() {
        let opml = "<opml version=\"2.0\"><body><outline text=\"News\"><outline text=\"Gazette &amp;amp; co\" type=\"rss\" xmlUrl=\"https://gazette.example/feed\"/>
            <outline xmlurl=\"https://gazette.example/feed\"/><outline xmlUrl=\"file:///x\"/><outline title=\"Wire\" xmlUrl=\"https://wire.example/rss\"/></outline></body></opml>";
        let (found, broken) = outlines(opml);
        let found: Vec<String> = found.into_iter().map(|o| format!("{} {}", o.title.unwrap_or_default(), o.url)).collect();
        assert_eq!((found.join("\n").as_str(), broken), ("Gazette & co https://gazette.example/feed\nWire https://wire.example/rss", None));
    }
}
