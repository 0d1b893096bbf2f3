//! Articles, speakers, statements and claims as FollowTheMoney entities, one a line, as Aleph and its kin read them.
//!
//! An article is an `Article`; a speaker with a name a `Person`, `PublicBody` or `Organization`, one for each name and kind; that an
//! article quotes a speaker is a `Documentation`; a statement, and a claim, is a `Note` on the entities it is about.

use std::collections::{BTreeMap, HashSet};

use sayso_doc as doc;
use sayso_doc::{SpeakerKind, Voice};
use sayso_store::{ClaimRow, MentionRow, Stored};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::chain;
use crate::hex::hex;

/// Code points of a `Note`'s name.
const NAME: usize = 80;

/// One entity.
#[derive(Debug, Serialize)]
pub struct Entity {
    pub id: String,
    pub schema: &'static str,
    pub properties: BTreeMap<&'static str, Vec<String>>,
}

/// Makes entities and remembers which speakers were told already.
#[derive(Debug, Default)]
pub struct Entities {
    told: HashSet<String>,
}

impl Entity {
    fn new(id: String, schema: &'static str) -> Self {
        Self { id, schema, properties: BTreeMap::new() }
    }

    /// Adds what is not empty.
    fn with(mut self, property: &'static str, values: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let values: Vec<String> = values.into_iter().map(Into::into).filter(|v| !v.trim().is_empty()).collect();
        if !values.is_empty() {
            self.properties.entry(property).or_default().extend(values);
        }
        self
    }
}

impl Entities {
    /// An article, whom it quotes, and its statements.
    pub fn article(&mut self, stored: &Stored) -> Vec<Entity> {
        let Stored { id, version, article, ledger, .. } = stored;
        let article_id = format!("sayso-article-{}", id.0);
        let name = article.title.as_deref().unwrap_or(&article.id);
        let mut entities = vec![
            Entity::new(article_id.clone(), "Article")
                .with("name", [name])
                .with("title", article.title.as_deref())
                .with("fileName", [article.id.as_str()])
                .with("author", article.byline.as_deref())
                .with("publisher", article.outlet.as_deref())
                .with("publishedAt", article.published.as_deref())
                .with("modifiedAt", article.updated.as_deref())
                .with("sourceUrl", article.url.as_deref())
                .with("language", article.language.as_deref().filter(|l| *l == "en").map(|_| "eng"))
                .with("bodyText", [article.text.as_str()]),
        ];
        let ids: Vec<Option<String>> = ledger.speakers.iter().map(speaker_id).collect();
        let mut said = vec![0_usize; ledger.speakers.len()];
        for statement in &ledger.statements {
            if let Voice::Attributed { speaker, .. } = statement.voice
                && let Some(n) = said.get_mut(speaker)
            {
                *n += 1;
            }
        }
        for ((speaker, entity_id), said) in ledger.speakers.iter().zip(&ids).zip(said) {
            let Some(entity_id) = entity_id.as_ref().filter(|_| said > 0) else { continue };
            // Entities of one id are merged by whoever reads them, so that new aliases are worth another line.
            let telling = format!("{entity_id} {}", speaker.aliases.join("|"));
            if self.told.insert(telling) {
                let schema = schema(speaker.kind).unwrap_or("LegalEntity");
                entities.push(
                    Entity::new(entity_id.clone(), schema)
                        .with("name", [speaker.name.as_str()])
                        .with("weakAlias", speaker.aliases.iter().filter(|a| **a != speaker.name).cloned()),
                );
            }
            let times = if said == 1 { "1 statement".to_owned() } else { format!("{said} statements") };
            entities.push(
                Entity::new(format!("sayso-quoted-{}-{}", id.0, digest(entity_id)), "Documentation")
                    .with("document", [article_id.as_str()])
                    .with("entity", [entity_id.as_str()])
                    .with("role", ["quoted"])
                    .with("summary", [times])
                    .with("date", article.published.as_deref()),
            );
        }
        for (place, statement) in ledger.statements.iter().enumerate() {
            let content: Vec<&str> = statement.content.iter().map(|&c| &article.text[c]).collect();
            let content = content.join(" … ");
            let speaker = match statement.voice {
                Voice::Own => None,
                Voice::Attributed { speaker, .. } => ids.get(speaker).cloned().flatten(),
            };
            let way = chain(article, ledger, statement).join(" < ");
            entities.push(
                Entity::new(format!("sayso-statement-{}", version.statement(place)), "Note")
                    .with("name", [short(&content)])
                    .with("description", [content.as_str()])
                    .with("summary", [format!("{}: {way}", statement.certainty.word())])
                    .with("entity", [article_id.clone()].into_iter().chain(speaker))
                    .with("keywords", ["statement", statement.certainty.word()]),
            );
        }
        entities
    }

    /// A claim with its mentions; `articles` has the numbers of the articles that they stand in.
    pub fn claim(claim: &ClaimRow, mentions: &[MentionRow], articles: &[i64]) -> Entity {
        let outlets = mentions.iter().filter_map(|m| m.outlet.as_deref());
        let origins: Vec<&str> = claim.origins.iter().map(|o| o.name.as_str()).collect();
        let mut summary = vec![claim.verdict.clone()];
        if !origins.is_empty() {
            summary.push(format!("origins: {}", origins.join(", ")));
        }
        summary.extend(claim.folds.iter().cloned());
        let unique = |words: Vec<String>| words.into_iter().collect::<std::collections::BTreeSet<_>>();
        Entity::new(format!("sayso-claim-{}", claim.id.0.number()), "Note")
            .with("name", [short(&claim.text)])
            .with("description", [claim.text.as_str()])
            .with("summary", [summary.join("; ")])
            .with("entity", articles.iter().map(|n| format!("sayso-article-{n}")))
            .with("publisher", unique(outlets.map(str::to_owned).collect()))
            .with("keywords", ["claim".to_owned()].into_iter().chain(claim.drifts.iter().cloned()))
    }
}

/// The schema of those who can be found again by their name.
fn schema(kind: SpeakerKind) -> Option<&'static str> {
    match kind {
        SpeakerKind::Person => Some("Person"),
        SpeakerKind::Government => Some("PublicBody"),
        SpeakerKind::Organization | SpeakerKind::Outlet => Some("Organization"),
        SpeakerKind::Document | SpeakerKind::Unnamed => None,
    }
}

fn speaker_id(speaker: &doc::Speaker) -> Option<String> {
    let schema = schema(speaker.kind)?;
    Some(format!("sayso-{}-{}", schema.to_lowercase(), digest(&speaker.name)))
}

/// The same for the same words, in every store.
fn digest(words: &str) -> String {
    hex(&Sha256::digest(words.as_bytes())[..10])
}

fn short(words: &str) -> String {
    match words.char_indices().nth(NAME) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}
