//! All that a store holds, as text: to see whether two stores hold the same.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::types::ValueRef;

use crate::error::StoreError;
use crate::open::Reader;

/// What differs between two stores that hold the same: the programs that made them.
const ASIDE: [&str; 1] = ["migrations"];

/// Each table's rows in order, each row as text. The insides of the search indexes are left out: they depend on when they were
/// written, and what they find does not.
///
/// # Errors
/// When the file cannot be read.
pub fn dump(path: &Path) -> Result<BTreeMap<String, Vec<String>>, StoreError> {
    let reader = Reader::open(path)?;
    let snapshot = reader.snapshot()?;
    let mut names = snapshot.connection.prepare("SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")?;
    let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut all = BTreeMap::new();
    for name in names.into_iter().filter(|n| !n.starts_with("sqlite_") && !ASIDE.contains(&n.as_str())) {
        // A table's name cannot be a parameter; these are the store's own.
        let mut select = snapshot.connection.prepare(&format!("SELECT * FROM \"{}\"", name.replace('"', "\"\"")))?;
        let columns = select.column_count();
        let mut rows = select.query([])?;
        let mut told = Vec::new();
        while let Some(row) = rows.next()? {
            let cells = (0..columns).map(|i| row.get_ref(i).map(cell)).collect::<Result<Vec<_>, _>>()?;
            told.push(cells.join("|"));
        }
        told.sort();
        all.insert(name, told);
    }
    Ok(all)
}

fn cell(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "NULL".to_owned(),
        ValueRef::Integer(n) => n.to_string(),
        ValueRef::Real(n) => n.to_string(),
        ValueRef::Text(text) => format!("{:?}", String::from_utf8_lossy(text)),
        ValueRef::Blob(bytes) => bytes.iter().map(|b| format!("{b:02x}")).collect(),
    }
}
