//! Conditions of a query, put together from fixed fragments with bound values.

use rusqlite::ToSql;

/// Conditions that hold together, each with a `?` for each of its values.
#[derive(Default)]
pub(crate) struct Conditions {
    sql: Vec<&'static str>,
    values: Vec<Box<dyn ToSql>>,
}

impl Conditions {
    pub fn require(&mut self, condition: &'static str) {
        self.sql.push(condition);
    }

    pub fn with<const N: usize>(&mut self, condition: &'static str, values: [Box<dyn ToSql>; N]) {
        self.sql.push(condition);
        self.values.extend(values);
    }

    /// What stands after `WHERE`, and its values.
    pub fn into_parts(self) -> (String, Vec<Box<dyn ToSql>>) {
        let sql = if self.sql.is_empty() { "1".to_owned() } else { self.sql.join(" AND ") };
        (sql, self.values)
    }
}

/// A value to be bound.
pub(crate) fn value(value: impl ToSql + 'static) -> Box<dyn ToSql> {
    Box::new(value)
}
