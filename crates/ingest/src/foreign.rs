//! JSON objects that others write, to the keys that Sayso reads: IPTC ninjs 1 to 3, and trafilatura's JSON.

use sayso_register::{OutletKind, Register};
use serde_json::{Map, Value};

use crate::outlet;

/// `object` with Sayso's keys, if it is one of another kind; else as it is.
pub fn translate(object: Map<String, Value>, register: &Register) -> Map<String, Value> {
    if is_trafilatura(&object) {
        return trafilatura(object);
    }
    if object.contains_key("text") || object.contains_key("html") {
        return object;
    }
    // ninjs 3 writes in camel case what 1 and 2 write in lower case, and 1 names its bodies `body_text`, `body_xhtml`.
    let plain: Map<String, Value> =
        object.iter().map(|(k, v)| (k.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase(), v.clone())).collect();
    ninjs(&plain, register).unwrap_or(object)
}

fn is_trafilatura(object: &Map<String, Value>) -> bool {
    object.contains_key("text")
        && object.contains_key("hostname")
        && ["source", "source-hostname", "fingerprint"].iter().any(|k| object.contains_key(*k))
}

fn trafilatura(mut object: Map<String, Value>) -> Map<String, Value> {
    // Its `source` is an address, ours an outlet.
    if let Some(source) = object.remove("source") {
        object.entry("url").or_insert(source);
    }
    let said = |v: Option<Value>| v.filter(|v| v.as_str().is_some_and(|s| !s.trim().is_empty()));
    let names = ["sitename", "source-hostname", "hostname"].map(|k| said(object.remove(k)));
    if let Some(name) = names.into_iter().flatten().next() {
        object.entry("outlet").or_insert(name);
    }
    // Names are parted by semicolons.
    if let Some(Value::String(author)) = object.get_mut("author") {
        *author = author.replace("; ", ", ");
    }
    for key in ["id", "url"] {
        if object.get(key).is_some_and(Value::is_null) {
            object.remove(key);
        }
    }
    if let (false, Some(url)) = (object.contains_key("id"), object.get("url").cloned()) {
        object.insert("id".to_owned(), url);
    }
    object
}

fn ninjs(item: &Map<String, Value>, register: &Register) -> Option<Map<String, Value>> {
    let text = |key: &str| item.get(key).and_then(Value::as_str).map(str::trim).filter(|s| !s.is_empty());
    let named = ["uri", "versioncreated", "headline", "headlines"].iter().any(|k| item.contains_key(*k));
    let has_body = ["bodytext", "bodyxhtml", "bodyhtml", "bodyhtml5", "bodies"].iter().any(|k| item.contains_key(*k));
    if !named || !has_body {
        return None;
    }
    let mut out = Map::new();
    let mut put = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            out.insert(key.to_owned(), Value::String(value));
        }
    };
    let (html, plain) = bodies(item);
    let html = html.or_else(|| ["bodyxhtml", "bodyhtml", "bodyhtml5"].iter().find_map(|k| text(k)).map(str::to_owned));
    let plain = plain.or_else(|| text("bodytext").map(str::to_owned));
    match html {
        Some(html) => put("html", Some(html)),
        None => put("text", Some(plain.unwrap_or_default())),
    }
    let uri = text("uri").map(str::to_owned);
    put("url", uri.clone().filter(|u| u.starts_with("http://") || u.starts_with("https://")));
    put("id", uri);
    put("title", text("headline").map(str::to_owned).or_else(|| headline(item)).or_else(|| text("title").map(str::to_owned)));
    let created = ["firstcreated", "contentcreated", "versioncreated"].iter().find_map(|k| text(k));
    put("date", created.map(str::to_owned));
    put("updated", text("versioncreated").filter(|v| Some(*v) != created).map(str::to_owned));
    put("language", text("language").map(str::to_owned));

    let mut names = names(item.get("provider"));
    names.extend(text("copyrightholder").map(str::to_owned));
    names.extend(["infosource", "infosources"].iter().flat_map(|k| self::names(item.get(*k))));
    let outlet = names.first().and_then(|n| outlet::canonical(register, n));
    // An agency behind another publisher's text is its credit, and stands where bylines name agencies.
    let is_wire = |n: &&String| outlet::known(register, n).and_then(|k| register.outlet(&k)).is_some_and(|o| o.kind == OutletKind::Wire);
    let byline = text("byline").or_else(|| text("by")).map(str::to_owned);
    let agency = names
        .iter()
        .skip(1)
        .filter(is_wire)
        .find(|n| outlet::canonical(register, n) != outlet && !byline.as_ref().is_some_and(|b| b.contains(*n)));
    put("byline", [byline, agency.cloned()].into_iter().flatten().reduce(|a, b| format!("{a}, {b}")));
    put("outlet", outlet);
    Some(out)
}

/// The markup and the plain text among ninjs 2's `bodies`.
fn bodies(item: &Map<String, Value>) -> (Option<String>, Option<String>) {
    let (mut html, mut plain) = (None, None);
    for body in item.get("bodies").and_then(Value::as_array).into_iter().flatten() {
        let word = |keys: [&str; 2]| keys.iter().find_map(|k| body.get(*k)).and_then(Value::as_str).unwrap_or_default().to_lowercase();
        let kind = word(["contentType", "contenttype"]);
        let Some(value) = body.get("value").and_then(Value::as_str).filter(|v| !v.trim().is_empty()) else { continue };
        let is_markup =
            kind.contains("html") || kind.is_empty() && (word(["role", "role"]).contains("html") || value.trim_start().starts_with('<'));
        let place = if is_markup { &mut html } else { &mut plain };
        place.get_or_insert_with(|| value.to_owned());
    }
    (html, plain)
}

fn headline(item: &Map<String, Value>) -> Option<String> {
    let all = item.get("headlines")?.as_array()?;
    let main = all.iter().find(|h| h.get("role").and_then(Value::as_str).is_some_and(|r| r == "main" || r == "headline"));
    main.or(all.first())?.get("value")?.as_str().map(|s| s.trim().to_owned()).filter(|s| !s.is_empty())
}

/// `"AFP"`, `{"name": "AFP"}` or a list of them.
fn names(value: Option<&Value>) -> Vec<String> {
    let name = |v: &Value| {
        let text = v.as_str().or_else(|| v.get("name").and_then(Value::as_str)).or_else(|| v.get("literal").and_then(Value::as_str))?;
        Some(text.trim().to_owned()).filter(|t| !t.is_empty())
    };
    match value {
        Some(Value::Array(all)) => all.iter().filter_map(name).take(12).collect(),
        Some(one) => name(one).into_iter().collect(),
        None => Vec::new(),
    }
}
