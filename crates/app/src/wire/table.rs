//! Flat tables for other programs: the same rows as CSV, JSON lines or Parquet.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::parquet::{self, Chunk, Physical};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    Text,
    Whole,
    Real,
    Flag,
    /// A list of texts.
    Texts,
    /// Pairs of code points, ends exclusive.
    Spans,
}

/// One value; `Null` fits any column.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    Null,
    Text(String),
    Whole(i64),
    Real(f64),
    Flag(bool),
    Texts(Vec<String>),
    Spans(Vec<[u64; 2]>),
}

/// A column's name and type.
pub type Column = (&'static str, Type);

/// Rows that a Parquet row group gathers before it is written.
const GROUP: usize = 20_000;

/// Bytes of text that do as well.
const GROUP_BYTES: usize = 32 << 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Csv,
    Jsonl,
    Parquet,
}

/// Writes rows one after the other.
pub struct TableWriter<W: Write> {
    columns: &'static [Column],
    out: Out<W>,
}

enum Out<W: Write> {
    Csv(W),
    Jsonl(W),
    Parquet { file: parquet::File<W>, group: Vec<Vec<Cell>>, bytes: usize },
}

impl<W: Write> TableWriter<W> {
    /// # Errors
    /// When `to` cannot be written.
    pub fn new(format: Format, columns: &'static [Column], mut to: W) -> io::Result<Self> {
        let out = match format {
            Format::Csv => {
                let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
                write!(to, "{}\r\n", names.join(","))?;
                Out::Csv(to)
            }
            Format::Jsonl => Out::Jsonl(to),
            Format::Parquet => Out::Parquet { file: parquet::File::begin(to)?, group: Vec::new(), bytes: 0 },
        };
        Ok(Self { columns, out })
    }

    /// # Errors
    /// When it cannot be written.
    pub fn row(&mut self, cells: Vec<Cell>) -> io::Result<()> {
        debug_assert_eq!(cells.len(), self.columns.len());
        match &mut self.out {
            Out::Csv(to) => {
                let fields: Vec<String> = cells.iter().map(Cell::csv).collect();
                write!(to, "{}\r\n", fields.join(","))
            }
            Out::Jsonl(to) => {
                let object: Map<String, Value> =
                    self.columns.iter().zip(cells).map(|((name, _), cell)| ((*name).to_owned(), cell.json())).collect();
                writeln!(to, "{}", Value::Object(object))
            }
            Out::Parquet { file, group, bytes } => {
                *bytes += cells.iter().map(Cell::len).sum::<usize>();
                group.push(cells);
                if group.len() >= GROUP || *bytes >= GROUP_BYTES {
                    write_group(file, self.columns, group)?;
                    *bytes = 0;
                }
                Ok(())
            }
        }
    }

    /// Writes what is gathered, and the end of the file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> io::Result<W> {
        match self.out {
            Out::Csv(to) | Out::Jsonl(to) => Ok(to),
            Out::Parquet { mut file, mut group, bytes: _ } => {
                if !group.is_empty() {
                    write_group(&mut file, self.columns, &mut group)?;
                }
                let columns: Vec<(&str, Physical)> = self.columns.iter().map(|(name, t)| (*name, t.physical())).collect();
                file.finish(&columns)
            }
        }
    }
}

fn write_group<W: Write>(file: &mut parquet::File<W>, columns: &[Column], group: &mut Vec<Vec<Cell>>) -> io::Result<()> {
    let mut chunks: Vec<Chunk> = columns.iter().map(|(_, t)| Chunk::new(t.physical())).collect();
    let rows = group.len();
    for row in group.drain(..) {
        for (cell, chunk) in row.into_iter().zip(&mut chunks) {
            match cell {
                Cell::Null => chunk.null(),
                Cell::Text(text) => chunk.text(&text),
                Cell::Whole(n) => chunk.whole(n),
                Cell::Real(n) => chunk.real(n),
                Cell::Flag(b) => chunk.flag(b),
                Cell::Texts(texts) => chunk.texts(&texts),
                Cell::Spans(spans) => chunk.text(&json!(spans).to_string()),
            }
        }
    }
    file.group(rows, &chunks)
}

impl Type {
    fn physical(self) -> Physical {
        match self {
            Self::Text => Physical::Text,
            Self::Whole => Physical::Whole,
            Self::Real => Physical::Real,
            Self::Flag => Physical::Flag,
            Self::Texts => Physical::Texts,
            Self::Spans => Physical::Json,
        }
    }
}

impl Cell {
    pub fn text(words: Option<impl Into<String>>) -> Self {
        words.map_or(Self::Null, |w| Self::Text(w.into()))
    }

    /// A field as RFC 4180 has it. Lists are JSON.
    fn csv(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Text(text) => quoted(text),
            Self::Whole(n) => n.to_string(),
            Self::Real(n) => n.to_string(),
            Self::Flag(b) => b.to_string(),
            Self::Texts(texts) => quoted(&json!(texts).to_string()),
            Self::Spans(spans) => quoted(&json!(spans).to_string()),
        }
    }

    fn json(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Text(text) => Value::String(text),
            Self::Whole(n) => json!(n),
            Self::Real(n) => json!(n),
            Self::Flag(b) => json!(b),
            Self::Texts(texts) => json!(texts),
            Self::Spans(spans) => json!(spans),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Texts(texts) => texts.iter().map(String::len).sum(),
            _ => 8,
        }
    }
}

/// In quotes where it has to be. A text that a spreadsheet would take for a formula stays as it is: the words are the data.
fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] =
        &[("name", Type::Text), ("n", Type::Whole), ("p", Type::Real), ("yes", Type::Flag), ("via", Type::Texts), ("spans", Type::Spans)];

    fn written(format: Format) -> Vec<u8> {
        let mut table = TableWriter::new(format, COLUMNS, Vec::new()).unwrap();
        let via = |names: &[&str]| Cell::Texts(names.iter().map(|n| (*n).to_owned()).collect());
        let spans = Cell::Spans(vec![[0, 4], [7, 9]]);
        table
            .row(vec![Cell::Text("a \"b\",\nc".into()), Cell::Whole(-3), Cell::Real(0.5), Cell::Flag(true), via(&["x", "y, z"]), spans])
            .unwrap();
        table.row(vec![Cell::Null, Cell::Null, Cell::Null, Cell::Null, via(&[]), Cell::Spans(Vec::new())]).unwrap();
        table.row(vec![Cell::Text("é".into()), Cell::Whole(7), Cell::Real(1.0), Cell::Flag(false), via(&["q"]), Cell::Null]).unwrap();
        table.finish().unwrap()
    }

    #[test]
    fn csv_quotes_what_must_be() {
        let expected = "name,n,p,yes,via,spans\r\n\"a \"\"b\"\",\nc\",-3,0.5,true,\"[\"\"x\"\",\"\"y, z\"\"]\",\"[[0,4],[7,9]]\"\r\n\
                        ,,,,[],[]\r\né,7,1,false,\"[\"\"q\"\"]\",\r\n";
        assert_eq!(String::from_utf8(written(Format::Csv)).unwrap(), expected);
    }

    #[test]
    fn lines_are_objects() {
        let lines = String::from_utf8(written(Format::Jsonl)).unwrap();
        let second: Value = serde_json::from_str(lines.lines().nth(1).unwrap()).unwrap();
        assert_eq!(second, json!({"name": null, "n": null, "p": null, "yes": null, "via": [], "spans": []}));
    }

    #[test]
    fn parquet_begins_and_ends_as_it_must() {
        let bytes = written(Format::Parquet);
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
        let length = u32::from_le_bytes(bytes[bytes.len() - 8..bytes.len() - 4].try_into().unwrap()) as usize;
        assert!(length > 50 && length < bytes.len() - 12);
    }
}
