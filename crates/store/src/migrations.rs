//! The schema as an ordered list of steps, each with its description; a store remembers which it has been through.

use rusqlite::{Connection, params};

use crate::error::StoreError;

/// One step; a step that was released never changes.
pub struct Migration {
    pub what: &'static str,
    pub sql: &'static str,
}

/// In order; the schema's number is how many a store has been through.
pub const MIGRATIONS: &[Migration] = &[
    Migration { what: "articles with their versions and ledgers, problems", sql: include_str!("schema/001_articles.sql") },
    Migration { what: "full-text search over texts, speakers and statements", sql: include_str!("schema/002_search.sql") },
    Migration { what: "copies, claims, origins, drift", sql: include_str!("schema/003_claims.sql") },
    Migration { what: "what servers said of fetched pages", sql: include_str!("schema/004_fetches.sql") },
    Migration { what: "what lists and pages show, summed up", sql: include_str!("schema/005_lists.sql") },
    Migration { what: "corrections by analysts", sql: include_str!("schema/006_corrections.sql") },
];

const LIST: &str = "CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, what TEXT NOT NULL, sayso TEXT NOT NULL) STRICT";

/// Takes the store from step `from` to the newest, all or nothing.
pub fn migrate(connection: &mut Connection, from: u32) -> Result<(), StoreError> {
    let steps = MIGRATIONS.iter().zip(1_u32..).skip(from as usize);
    let transaction = connection.transaction()?;
    transaction.execute_batch(LIST)?;
    for (step, number) in steps {
        transaction.execute_batch(step.sql)?;
        let list = "INSERT INTO migrations (number, what, sayso) VALUES (?1, ?2, ?3)";
        transaction.execute(list, params![number, step.what, env!("CARGO_PKG_VERSION")])?;
        transaction.pragma_update(None, "user_version", number)?;
    }
    Ok(transaction.commit()?)
}
