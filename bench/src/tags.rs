//! The model's tags in a file, so that everything that is not the model can be measured without it.

use sayso_doc::{Article, Attribution, Entity, EntityKind, Span, Tagged};
use sayso_register::Register;
use sayso_tag::{Builtin, Model, Scheme};
use serde_json::{Value, json};

/// The articles of a JSONL list.
pub fn articles(path: &str) -> Result<Vec<(String, Article)>, String> {
    let list = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    let options = sayso_ingest::Options::default();
    let read = |(i, line): (usize, &str)| {
        let input = sayso_ingest::Input { bytes: line.as_bytes(), origin: path, content_type: None };
        let article = sayso_ingest::ingest_line(input, i + 1, &options, Register::builtin()).article?;
        Some((line.to_owned(), article))
    };
    Ok(list.lines().enumerate().filter_map(read).collect())
}

/// The built-in model of that name.
pub fn model(name: &str) -> Result<Model, String> {
    let which = match name {
        "fast" => Builtin::Fast,
        "accurate" => Builtin::Accurate,
        _ => return Err(format!("no model `{name}`: fast or accurate")),
    };
    Model::builtin(which).map_err(|e| e.to_string())
}

/// One line an article: its tags as byte offsets.
pub fn write(name: &str, path: &str) -> Result<String, String> {
    let model = model(name)?;
    let mut out = String::new();
    for (_, article) in articles(path)? {
        let tagged = model.tag(&article, Scheme::Nested);
        let attributions: Vec<Value> = tagged
            .attributions
            .iter()
            .map(|a| {
                let content: Vec<Value> = a.content.iter().map(|&c| pair(c)).collect();
                json!({"source": a.source.map(pair), "cue": pair(a.cue), "content": content, "chance": a.chance, "kinds": a.kinds, "certainties": a.certainties})
            })
            .collect();
        let entities: Vec<Value> = tagged.entities.iter().map(|e| json!([e.span.start(), e.span.end(), e.kind as usize])).collect();
        out += &json!({"bytes": article.text.len(), "attributions": attributions, "entities": entities}).to_string();
        out.push('\n');
    }
    Ok(out)
}

fn pair(span: Span) -> Value {
    json!([span.start(), span.end()])
}

/// The tags of `articles` from the file that [`write()`] made of the same list.
pub fn read(path: &str, articles: &[Article]) -> Result<Vec<Tagged>, String> {
    let file = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    let read = |(line, article)| tagged(line, article).ok_or_else(|| format!("{path}: these are no tags of these articles"));
    let all: Vec<Tagged> = file.lines().zip(articles).map(read).collect::<Result<_, _>>()?;
    if all.len() == articles.len() { Ok(all) } else { Err(format!("{path}: tags for {} of {} articles", all.len(), articles.len())) }
}

fn tagged(line: &str, article: &Article) -> Option<Tagged> {
    let value: Value = serde_json::from_str(line).ok()?;
    if value["bytes"].as_u64()? as usize != article.text.len() {
        return None;
    }
    let span = |v: &Value| article.text.span(v[0].as_u64()? as usize, v[1].as_u64()? as usize).ok();
    let attribution = |v: &Value| {
        Some(Attribution {
            source: if v["source"].is_null() { None } else { Some(span(&v["source"])?) },
            cue: span(&v["cue"])?,
            content: v["content"].as_array()?.iter().map(span).collect::<Option<_>>()?,
            chance: v["chance"].as_f64()? as f32,
            kinds: floats(&v["kinds"]),
            certainties: floats(&v["certainties"]),
        })
    };
    let entity = |v: &Value| {
        let kind = [EntityKind::Person, EntityKind::Group, EntityKind::Place].into_iter().find(|&k| Some(k as u64) == v[2].as_u64())?;
        Some(Entity { span: span(v)?, kind })
    };
    Some(Tagged {
        attributions: value["attributions"].as_array()?.iter().map(attribution).collect::<Option<_>>()?,
        entities: value["entities"].as_array()?.iter().map(entity).collect::<Option<_>>()?,
    })
}

fn floats<const N: usize>(v: &Value) -> Option<[f32; N]> {
    let all: Vec<f32> = v.as_array()?.iter().filter_map(|x| Some(x.as_f64()? as f32)).collect();
    all.try_into().ok()
}
