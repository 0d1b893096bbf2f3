//! The tools: what each is for, what it is asked with, and how it answers.

use rmcp::model::{JsonObject, ToolAnnotations};
use sayso_app::claims::{self, ClaimFilter};
use sayso_app::views::{self, ArticleFilter, ClaimOrder, Cursor, StatementFilter};
use sayso_app::wire;
use sayso_app::wire::brief::{Brief, ClaimBrief, Similar, SimilarClaim, StoredBrief};
use sayso_app::wire::claims::Claim;
use sayso_app::{Given, Source, days};
use sayso_doc::Problem;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Answer, Ground, ask, unseen, words};

/// Largest text or page that `trace` takes, in bytes; it is read while the assistant waits.
const LARGEST_TEXT: usize = 2 << 20;

/// Longest words, names and sentences in a question.
const LONGEST: usize = 2_000;

pub struct Tool {
    pub name: &'static str,
    title: &'static str,
    about: &'static str,
    asked: fn() -> JsonObject,
    pub call: fn(&Ground, Value) -> Result<Answer, Problem>,
}

/// What can be called, the most useful first.
pub const ALL: &[Tool] = &[
    Tool {
        name: "similar",
        title: "Find the claim that a sentence makes",
        about: "Begin here to check something: give one sentence, get the claims in the store that say the same, each with its independent \
                origins. Origins are counted after copies and relays are folded together: they are what stands behind a claim, not the \
                number of articles. Go on with `claim`.",
        asked: schema::<ask::Similar>,
        call: |ground, arguments| similar(ground, read(arguments)?),
    },
    Tool {
        name: "claim",
        title: "Who stands behind a claim",
        about: "One claim whole: its independent origins (state-run, unnamed, party to the matter), why others were folded into them, each \
                mention with its chain from the outlet to the speaker and its certainty, contradictions, what drifted on the way (a hedge \
                lost, a source dropped, a number changed), and what nobody could verify. Use it before calling something confirmed.",
        asked: schema::<ask::Claim>,
        call: |ground, arguments| claim(ground, read(arguments)?),
    },
    Tool {
        name: "claims",
        title: "What is going round",
        about: "Claims that several articles make, with mentions, outlets and independent origins, filtered: by words, outlet, speaker, days, \
                or by what is wrong with them (one origin only, state-run or unnamed origins only, unverified, denied, in conflict, drifted).",
        asked: schema::<ask::Claims>,
        call: |ground, arguments| claims(ground, read(arguments)?),
    },
    Tool {
        name: "trace",
        title: "Who says what in an article",
        about: "Reads one article that you give as text or HTML: each statement with its speaker, the chain through which it reached the outlet \
                (\"X told Reuters\" is outlet, Reuters, X), its certainty with the words that make it so, and what was not verified. Use it \
                before quoting an article: much of what an outlet \"reports\" is another's say-so. Nothing is fetched, nothing is stored.",
        asked: schema::<ask::Trace>,
        call: |ground, arguments| trace(ground, read(arguments)?),
    },
    Tool {
        name: "search",
        title: "Search everything",
        about: "Claims, articles, speakers and outlets of the store in which all the words stand.",
        asked: schema::<ask::Search>,
        call: |ground, arguments| search(ground, read(arguments)?),
    },
    Tool {
        name: "articles",
        title: "Articles in the store",
        about: "Articles by words, outlet and days, the latest first.",
        asked: schema::<ask::Articles>,
        call: |ground, arguments| articles(ground, read(arguments)?),
    },
    Tool {
        name: "article",
        title: "The ledger of a stored article",
        about: "One article of the store: its statements with speaker, chain and certainty, the claim that each makes with how many articles and \
                independent origins that has, the agency it credits, other texts that are copies of it, and its versions.",
        asked: schema::<ask::Article>,
        call: |ground, arguments| article(ground, read(arguments)?),
    },
    Tool {
        name: "statements",
        title: "Who said what",
        about: "Single statements by speaker, outlet, relay, certainty, voice and words: what somebody is quoted with, and through whom.",
        asked: schema::<ask::Statements>,
        call: |ground, arguments| statements(ground, read(arguments)?),
    },
    Tool {
        name: "speakers",
        title: "Who is quoted",
        about: "Those who are quoted in the store, those with most statements first.",
        asked: schema::<ask::Names>,
        call: |ground, arguments| speakers(ground, read(arguments)?),
    },
    Tool {
        name: "speaker",
        title: "One who is quoted",
        about: "One speaker: what they are, who carries their words and through whom, how much of it is hedged or relayed, their claims.",
        asked: schema::<ask::Named>,
        call: |ground, arguments| speaker(ground, read(arguments)?),
    },
    Tool {
        name: "outlets",
        title: "Outlets in the store",
        about: "Outlets with how they speak: shares of own voice, relayed, hedged and state-run statements.",
        asked: schema::<ask::Names>,
        call: |ground, arguments| outlets(ground, read(arguments)?),
    },
    Tool {
        name: "outlet",
        title: "One outlet",
        about: "One outlet: whom it quotes, through whom it has what it did not hear itself, whose texts it copies, who relays it, over time.",
        asked: schema::<ask::Named>,
        call: |ground, arguments| outlet(ground, read(arguments)?),
    },
];

impl Tool {
    pub fn shown(&self) -> rmcp::model::Tool {
        let hints = ToolAnnotations::with_title(self.title).read_only(true).idempotent(true).open_world(false);
        rmcp::model::Tool::new(self.name, self.about, (self.asked)()).with_title(self.title).with_annotations(hints)
    }
}

/// The schema of what a tool is asked with, all in one piece: many clients follow no references.
fn schema<T: JsonSchema>() -> JsonObject {
    let mut settings = SchemaSettings::draft2020_12();
    settings.inline_subschemas = true;
    settings.meta_schema = None;
    let schema = settings.into_generator().into_root_schema_for::<T>();
    match schema.to_value() {
        Value::Object(mut fields) => {
            // Names and notes of our own types say nothing to an assistant.
            fields.remove("title");
            fields.remove("description");
            fields.values_mut().for_each(simplify);
            fields
        }
        _ => JsonObject::new(),
    }
}

/// Takes out of a schema what no assistant needs: that what may be left out may also be null, what it is then, and how wide a number is.
fn simplify(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            fields.retain(|key, value| !(key == "format" || key == "default" && (value.is_null() || *value == Value::Bool(false))));
            if let Some(Value::Array(types)) = fields.get_mut("type") {
                types.retain(|t| t != "null");
                if let [only] = types.as_mut_slice() {
                    let only = only.take();
                    fields.insert("type".to_owned(), only);
                }
            }
            if let Some(Value::Array(words)) = fields.get_mut("enum") {
                words.retain(|word| !word.is_null());
            }
            if let Some(Value::Array(either)) = fields.get_mut("anyOf") {
                either.retain(|e| e["type"] != "null");
                if let [Value::Object(only)] = either.as_mut_slice() {
                    let only = std::mem::take(only);
                    fields.remove("anyOf");
                    // What the field says of itself goes before what its type says.
                    only.into_iter().for_each(|(key, value)| _ = fields.entry(key).or_insert(value));
                }
            }
            fields.values_mut().for_each(simplify);
        }
        Value::Array(items) => items.iter_mut().for_each(simplify),
        _ => {}
    }
}

fn read<T: DeserializeOwned>(arguments: Value) -> Result<T, Problem> {
    serde_json::from_value(arguments)
        .map_err(|e| Problem::new("arguments", format!("the arguments are not as they should be: {e}")).hint("see the tool's input schema"))
}

fn similar(ground: &Ground, asked: ask::Similar) -> Result<Answer, Problem> {
    let sentence = asked_words(&asked.sentence, "sentence")?;
    let found = ground.read(|reader| {
        let mut claims = Vec::new();
        for (id, alike) in claims::similar(reader, sentence, ask::few(asked.limit))? {
            let view = claims::view(reader, id, &ground.register)?;
            claims.extend(view.map(|v| SimilarClaim::new(Claim::new(&v, Some(alike)))));
        }
        Ok(Similar { claims })
    })?;
    Ok(Answer { words: words::similar(&found), json: wire::to_value(&found) })
}

fn claim(ground: &Ground, asked: ask::Claim) -> Result<Answer, Problem> {
    let page = ground.read(|reader| views::claim(reader, &ground.register, asked.id))?.ok_or_else(|| {
        none(
            format!("no such claim: {}", asked.id),
            "`similar` and `claims` list them with their numbers, which change where claims are joined",
        )
    })?;
    let brief = ClaimBrief::new(page);
    Ok(Answer { words: words::claim(&brief), json: wire::to_value(&brief) })
}

fn claims(ground: &Ground, asked: ask::Claims) -> Result<Answer, Problem> {
    let filter = ClaimFilter {
        words: filled(asked.words, "words")?,
        min_mentions: asked.min_mentions.unwrap_or(2),
        one_origin: asked.one_origin,
        state_only: asked.state_only,
        unnamed_only: asked.unnamed_only,
        unverified: asked.unverified,
        denied: asked.denied,
        conflict: asked.conflict,
        drift: asked.drift,
        outlet: filled(asked.outlet, "outlet")?,
        speaker: filled(asked.speaker, "speaker")?,
        from: first_day(asked.since)?,
        to: last_day(asked.until)?,
        order: match asked.order {
            None | Some(ask::Order::Articles) => ClaimOrder::Articles,
            Some(ask::Order::Latest) => ClaimOrder::Latest,
            Some(ask::Order::Newest) => ClaimOrder::Newest,
        },
    };
    let after = after(asked.after)?;
    let board = ground.read(|reader| views::board(reader, &ground.register, &filter, after.as_ref(), ask::limit(asked.limit)))?;
    Ok(Answer { words: words::board(&board), json: wire::to_value(&board) })
}

fn trace(ground: &Ground, asked: ask::Trace) -> Result<Answer, Problem> {
    let ask::Trace { text, format, outlet, title, published, url } = asked;
    if text.len() > LARGEST_TEXT {
        let said = format!("the text is too long: {} kB, and {} kB are read", text.len() / 1024, LARGEST_TEXT / 1024);
        return Err(Problem::new("too_large", said).hint("give the article alone, without the rest of the page"));
    }
    let given = Given {
        url: filled(url, "url")?,
        title: filled(title, "title")?,
        outlet: filled(outlet, "outlet")?,
        published: filled(published, "published")?,
        ..Given::default()
    };
    let content_type = format.map(|f| match f {
        ask::Format::Text => "text/plain; charset=utf-8".to_owned(),
        ask::Format::Html => "text/html; charset=utf-8".to_owned(),
    });
    let source = Source { origin: "the text".to_owned(), bytes: text.into_bytes(), content_type, given: Some(given), ..Source::default() };
    let engine = ground.engine()?;
    let mut outcomes = engine.trace(&source);
    if outcomes.len() > 1 {
        return Err(Problem::new("several", format!("{} articles are in it", outcomes.len())).hint("give one article at a time"));
    }
    let Some(outcome) = outcomes.pop() else { return Err(Problem::new("no_article", "no article was found in it")) };
    match wire::Article::of(&outcome, engine.register()) {
        Some(article) => {
            let brief = Brief::new(&article);
            Ok(Answer { words: words::ledger(&brief), json: wire::to_value(&brief) })
        }
        None => Err(untraced(outcome.problems)),
    }
}

/// Why there is no ledger, with hints for somebody who has no command line.
fn untraced(problems: Vec<Problem>) -> Problem {
    let mut problems = problems.into_iter();
    match problems.next() {
        Some(problem) if problem.code == "language" => {
            problem.hint("give a text in English; who started this server can let it read others with `sayso mcp --force`")
        }
        Some(problem) => problem,
        None => Problem::new("no_article", "no article was found in it"),
    }
}

fn search(ground: &Ground, asked: ask::Search) -> Result<Answer, Problem> {
    let wanted = asked_words(&asked.words, "words")?;
    let found = ground.read(|reader| views::search(reader, &ground.register, wanted, ask::few(asked.limit)))?;
    Ok(Answer { words: words::found(&found), json: wire::to_value(&found) })
}

fn articles(ground: &Ground, asked: ask::Articles) -> Result<Answer, Problem> {
    let filter = ArticleFilter {
        outlet: filled(asked.outlet, "outlet")?,
        from: first_day(asked.since)?,
        to: last_day(asked.until)?,
        words: filled(asked.words, "words")?,
    };
    let after = after(asked.after)?;
    let found = ground.read(|reader| views::articles(reader, &filter, after.as_ref(), ask::limit(asked.limit)))?;
    Ok(Answer { words: words::articles(&found), json: wire::to_value(&found) })
}

fn article(ground: &Ground, asked: ask::Article) -> Result<Answer, Problem> {
    let page = ground
        .read(|reader| views::article(reader, &ground.register, asked.id, None))?
        .ok_or_else(|| none(format!("no such article: {}", asked.id), "`articles` and `search` list them with their numbers"))?;
    let stored = StoredBrief::new(page, asked.text);
    Ok(Answer { words: words::stored(&stored), json: wire::to_value(&stored) })
}

fn statements(ground: &Ground, asked: ask::Statements) -> Result<Answer, Problem> {
    let filter = StatementFilter {
        article: asked.article,
        outlet: filled(asked.outlet, "outlet")?,
        speaker: filled(asked.speaker, "speaker")?,
        via: filled(asked.via, "via")?,
        certainty: asked.certainty.map(|c| c.word().to_owned()),
        voice: asked.voice.map(|v| v.word().to_owned()),
        words: filled(asked.words, "words")?,
    };
    let after = after(asked.after)?;
    let found = ground.read(|reader| views::statements(reader, &filter, after.as_ref(), ask::limit(asked.limit)))?;
    Ok(Answer { words: words::statements(&found), json: wire::to_value(&found) })
}

fn speakers(ground: &Ground, asked: ask::Names) -> Result<Answer, Problem> {
    let (wanted, after) = (filled(asked.words, "words")?, after(asked.after)?);
    let found =
        ground.read(|reader| views::speakers(reader, &ground.register, wanted.as_deref(), after.as_ref(), ask::limit(asked.limit)))?;
    Ok(Answer { words: words::speakers(&found), json: wire::to_value(&found) })
}

fn speaker(ground: &Ground, asked: ask::Named) -> Result<Answer, Problem> {
    let name = asked_words(&asked.name, "name")?;
    let page = ground
        .read(|reader| views::speaker(reader, &ground.register, name))?
        .ok_or_else(|| none(format!("nobody of the name `{name}` is quoted"), "`speakers` finds whole names by their words"))?;
    Ok(Answer { words: words::speaker(&page), json: wire::to_value(&page) })
}

fn outlets(ground: &Ground, asked: ask::Names) -> Result<Answer, Problem> {
    let (wanted, after) = (filled(asked.words, "words")?, after(asked.after)?);
    let found =
        ground.read(|reader| views::outlets(reader, &ground.register, wanted.as_deref(), after.as_ref(), ask::limit(asked.limit)))?;
    Ok(Answer { words: words::outlets(&found), json: wire::to_value(&found) })
}

fn outlet(ground: &Ground, asked: ask::Named) -> Result<Answer, Problem> {
    let name = asked_words(&asked.name, "name")?;
    let page = ground
        .read(|reader| views::outlet(reader, &ground.register, name))?
        .ok_or_else(|| none(format!("no outlet of the name `{name}`"), "`outlets` finds whole names by their words"))?;
    Ok(Answer { words: words::outlet(&page), json: wire::to_value(&page) })
}

fn none(said: String, hint: &'static str) -> Problem {
    Problem::new("not_found", said).hint(hint)
}

/// What must be there.
fn asked_words<'a>(asked: &'a str, field: &str) -> Result<&'a str, Problem> {
    let asked = asked.trim();
    if asked.is_empty() {
        return Err(Problem::new("arguments", format!("`{field}` is empty")).hint("see the tool's input schema"));
    }
    if asked.len() > LONGEST {
        return Err(
            Problem::new("arguments", format!("`{field}` is too long: {} bytes of at most {LONGEST}", asked.len())).hint("use fewer words")
        );
    }
    Ok(asked)
}

/// What may be left out; assistants write an empty string for it.
fn filled(asked: Option<String>, field: &str) -> Result<Option<String>, Problem> {
    match asked {
        Some(asked) if !asked.trim().is_empty() => asked_words(&asked, field).map(|a| Some(a.to_owned())),
        _ => Ok(None),
    }
}

fn after(asked: Option<String>) -> Result<Option<Cursor>, Problem> {
    asked.filter(|a| !a.is_empty()).map(|a| Cursor::parse(&a)).transpose().map_err(unseen)
}

fn first_day(asked: Option<String>) -> Result<Option<String>, Problem> {
    filled(asked, "since")?.map(date).transpose()
}

/// The last day that a year, month or day covers.
fn last_day(asked: Option<String>) -> Result<Option<String>, Problem> {
    Ok(filled(asked, "until")?.map(date).transpose()?.map(|date| days::last_day(&date)))
}

fn date(typed: String) -> Result<String, Problem> {
    if days::is_date(&typed) {
        return Ok(typed);
    }
    Err(Problem::new("arguments", format!("not a day: `{typed}`")).hint("want a date such as 2024, 2024-05 or 2024-05-31"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn schemas_are_plain() {
        let claims = Value::Object(schema::<ask::Claims>());
        assert_eq!(claims["additionalProperties"], false);
        let of = |field: &str| &claims["properties"][field];
        assert_eq!(
            *of("limit"),
            json!({"description": "At most so many, 1 to 50; 20 where left out.", "minimum": 1, "maximum": 50, "type": "integer"})
        );
        assert_eq!((&of("words")["type"], &of("drift")["type"]), (&json!("string"), &json!("boolean")));
        assert!(of("order")["oneOf"].is_array() && of("order")["description"].as_str().is_some_and(|d| d.starts_with("What comes first")));
        assert_eq!(schema::<ask::Claim>()["required"], json!(["id"]));
        for tool in ALL {
            let schema = Value::Object((tool.asked)()).to_string();
            assert!(!["null", "anyOf", "$ref", "uint"].iter().any(|word| schema.contains(word)), "{schema}");
        }
    }

    #[test]
    fn days_are_read() {
        assert_eq!(last_day(Some("2031-05".to_owned())).unwrap().as_deref(), Some("2031-05-31"));
        assert_eq!(last_day(Some("2031".to_owned())).unwrap().as_deref(), Some("2031-12-31"));
        assert_eq!(first_day(Some(" ".to_owned())).unwrap(), None);
        assert!(first_day(Some("May 2031".to_owned())).is_err() && last_day(Some("2031-13".to_owned())).is_err());
    }
}
