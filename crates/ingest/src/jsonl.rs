//! JSON lines: one article a line, its `text` kept as it is, or its markup as `html`; a bad line is told and the others go on.

use std::collections::HashMap;

use sayso_doc::{Article, Problem, Text};
use sayso_register::Register;
use serde_json::{Map, Value};

use crate::given::Given;
use crate::html::{clean_byline, fragment};
use crate::{Ingested, Input, Options, dates, feed, foreign, language, outlet, plain};

/// Reads one object a line.
pub fn lines(text: &str, input: Input<'_>, options: &Options, register: &Register) -> Vec<Ingested> {
    let mut ids: HashMap<String, usize> = HashMap::new();
    let mut out = Vec::new();
    for (i, line) in text.split('\n').enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        out.push(one(line, i + 1, input, options, register, &mut ids));
    }
    if out.is_empty() {
        out.push(refused(None, crate::empty()));
    }
    out
}

/// Reads line `number` alone, for callers that do not hold the whole list; ids used twice are theirs to notice.
pub fn line(text: &str, number: usize, input: Input<'_>, options: &Options, register: &Register) -> Ingested {
    one(text.trim(), number, input, options, register, &mut HashMap::new())
}

fn one(line: &str, number: usize, input: Input<'_>, options: &Options, register: &Register, ids: &mut HashMap<String, usize>) -> Ingested {
    match serde_json::from_str::<Value>(line) {
        Ok(value) => article(value, Some(number), input, options, register, ids),
        Err(error) => refused(
            Some(number),
            Problem::new("bad_json", format!("line {number} is no JSON: {}", reason(&error)))
                .hint("each line must be one object with `id` and `text`"),
        ),
    }
}

/// Reads a file that is one object or one list of objects.
pub fn whole(text: &str, input: Input<'_>, options: &Options, register: &Register) -> Vec<Ingested> {
    let mut ids = HashMap::new();
    match serde_json::from_str::<Value>(text) {
        Ok(Value::Array(all)) if all.is_empty() => vec![refused(None, crate::empty())],
        Ok(Value::Array(all)) => {
            all.into_iter().enumerate().map(|(i, v)| article(v, Some(i + 1), input, options, register, &mut ids)).collect()
        }
        Ok(value) if feed::is_json_feed(&value) => crate::entries(&feed::read_json(&value, input.origin), input, options, register),
        Ok(value) => vec![article(value, None, input, options, register, &mut ids)],
        Err(error) => {
            // Several objects, one after the other on lines, under a plain name.
            if text.lines().filter(|l| !l.trim().is_empty()).take(2).all(|l| serde_json::from_str::<Map<String, Value>>(l).is_ok()) {
                return lines(text, input, options, register);
            }
            vec![refused(
                None,
                Problem::new("bad_json", format!("not valid JSON: {}", reason(&error)))
                    .hint("give one object with `id` and `text`, a list of them, or one a line"),
            )]
        }
    }
}

/// serde's message without its own "at line 1", which counts within our line.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let bare = text.split(" at line ").next().unwrap_or(&text);
    format!("{bare}, column {}", error.column())
}

fn refused(line: Option<usize>, problem: Problem) -> Ingested {
    Ingested { line, article: None, problems: vec![problem] }
}

fn article(
    value: Value,
    line: Option<usize>,
    input: Input<'_>,
    options: &Options,
    register: &Register,
    ids: &mut HashMap<String, usize>,
) -> Ingested {
    let place = line.map_or_else(|| "the object".to_owned(), |n| format!("line {n}"));
    let Value::Object(mut object) = value else {
        return refused(
            line,
            Problem::new("bad_json", format!("{place} is no object")).hint("each line must be one object with `id` and `text`"),
        );
    };
    object = foreign::translate(object, register);
    let text = match object.remove("text") {
        Some(Value::String(text)) => text,
        None if object.get("html").is_some_and(Value::is_string) => String::new(),
        Some(_) => {
            return refused(
                line,
                Problem::new("no_text", format!("`text` of {place} is no string")).hint("put the article's words under `text`"),
            );
        }
        None => {
            return refused(line, Problem::new("no_text", format!("{place} has no `text`")).hint("put the article's words under `text`"));
        }
    };
    let string = |keys: &[&str]| {
        keys.iter().filter_map(|k| object.get(*k)).find_map(|v| match v {
            Value::String(s) => Some(s.trim().to_owned()).filter(|s| !s.is_empty()),
            Value::Number(n) => Some(n.to_string()),
            Value::Array(all) => {
                let names: Vec<&str> = all.iter().filter_map(Value::as_str).map(str::trim).filter(|s| !s.is_empty()).collect();
                (!names.is_empty()).then(|| names.join(", "))
            }
            _ => None,
        })
    };
    let mut problems = Vec::new();
    let id = string(&["id"]).unwrap_or_else(|| line.map_or_else(|| input.origin.to_owned(), |n| format!("{}:{n}", input.origin)));
    if let Some(line) = line {
        match ids.get(&id) {
            Some(first) => problems.push(
                Problem::new("duplicate_id", format!("id `{id}` of line {line} was used on line {first}"))
                    .hint("give each article an `id` of its own"),
            ),
            None => {
                ids.insert(id.clone(), line);
            }
        }
    }
    let given = Given {
        id: Some(id.clone()),
        url: string(&["url", "link"]),
        title: string(&["title", "headline"]),
        outlet: string(&["outlet", "source", "publisher"]),
        byline: string(&["byline", "authors", "author"]),
        published: string(&["date", "published", "date_published"]),
        updated: string(&["updated", "modified"]),
        language: string(&["language", "lang"]),
    };
    if let (true, Some(html)) = (text.is_empty(), object.get("html").and_then(Value::as_str)) {
        let (article, more) = fragment::fragment(html, input.origin, &given, options, register);
        problems.extend(more);
        return Ingested { line, article, problems };
    }
    if text.trim().is_empty() {
        problems.push(Problem::new("no_article", format!("`text` of {place} is empty")).hint("put the article's words under `text`"));
        return Ingested { line, article: None, problems };
    }
    let found = language::of(&text, given.language.as_deref());
    if let Some(problem) = crate::refuse_language(found.as_deref(), options) {
        problems.push(problem);
        return Ingested { line, article: None, problems };
    }
    let Given { id: _, url, title, outlet, byline, published, updated, language: _ } = given;
    let text = Text::new(text);
    let paragraphs = plain::paragraphs(&text, title.as_deref(), register);
    let outlet = outlet
        .and_then(|o| outlet::canonical(register, &o))
        .or_else(|| url.as_deref().and_then(|u| outlet::of_url(register, u)))
        .or_else(|| outlet::of_text(text.as_str(), &paragraphs, register));
    if let Some(date) = &published
        && dates::normalize(date).is_none()
    {
        problems.push(
            Problem::new("bad_date", format!("date of {place} was not understood: `{}`", short(date))).hint("write dates as `2023-07-27`"),
        );
    }
    let article = Article {
        id,
        origin: input.origin.to_owned(),
        title: title.or_else(|| crate::headline(&text, &paragraphs)),
        outlet,
        byline: byline.and_then(|b| clean_byline(&b)),
        published: published.as_deref().and_then(dates::normalize),
        updated: updated.as_deref().and_then(dates::normalize),
        url,
        language: found,
        links: Vec::new(),
        paragraphs,
        text,
    };
    Ingested { line, article: Some(article), problems }
}

/// What fits into a message.
fn short(text: &str) -> &str {
    &text[..text.floor_char_boundary(40)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expect: &[&str]) {
        let input = Input { bytes: source.as_bytes(), origin: "list.jsonl", content_type: None };
        let found: Vec<String> = crate::ingest(input, &Options::default(), Register::builtin())
            .into_iter()
            .map(|r| {
                let article =
                    r.article.map(|a| format!("{} by {} on {}", a.id, a.outlet.unwrap_or_default(), a.published.unwrap_or_default()));
                let problems: String = r.problems.iter().map(|p| format!(" [{}: {}]", p.code, p.message)).collect();
                format!("{:?} {}{problems}", r.line.unwrap_or(0), article.unwrap_or_default())
            })
            .collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn a_bad_line_does_not_stop_the_others() {
        check(
            "{\"id\": 1, \"text\": \"The bridge is shut.\", \"outlet\": \"newsweek.com\", \"date\": \"27 July 2023\"}\n\n{\"id\": \"b\"\n[]\n{\"id\": \"1\", \"text\": \"It is open.\"}\n{\"text\": \" \"}\n{\"text\": 3}",
            &[
                "1 1 by Newsweek on 2023-07-27",
                "3  [bad_json: line 3 is no JSON: EOF while parsing an object, column 10]",
                "4  [bad_json: line 4 is no object]",
                "5 1 by  on  [duplicate_id: id `1` of line 5 was used on line 1]",
                "6  [no_article: `text` of line 6 is empty]",
                "7  [no_text: `text` of line 7 is no string]",
            ],
        );
    }

    #[test]
    fn the_text_is_kept_to_the_byte() {
        let text = "  Two\r\n\r\nparagraphs\u{a0}\u{200b}\tof “words” \n";
        let line = serde_json::json!({"id": "a", "text": text}).to_string();
        let input = Input { bytes: line.as_bytes(), origin: "-", content_type: None };
        let article = crate::ingest(input, &Options::default(), Register::builtin()).remove(0).article.unwrap();
        assert_eq!(article.text.as_str(), text);
        assert_eq!(article.paragraphs.len(), 2);
    }
}
