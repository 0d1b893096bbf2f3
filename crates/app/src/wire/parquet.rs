//! Parquet files, as much of the format as flat tables with lists of texts need: plain values in gzipped pages.
//!
//! After the specification of Apache Parquet (format 2.10): a file is row groups of column chunks, each here one data page, and a
//! footer in Thrift's compact protocol that says where they are.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;

const MAGIC: &[u8; 4] = b"PAR1";

/// How a column stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Physical {
    Text,
    /// Text that holds JSON.
    Json,
    Whole,
    Real,
    Flag,
    /// A list of texts: the three levels that the specification asks for.
    Texts,
}

/// The values of one column in one row group.
pub struct Chunk {
    physical: Physical,
    values: Vec<u8>,
    /// Bits of flags, which are packed.
    flags: Vec<bool>,
    /// Definition level of each entry: how much of its path is there.
    defined: Vec<u8>,
    /// Repetition level of each entry of a list: 0 begins a row.
    repeated: Vec<u8>,
}

/// Where a column chunk is.
struct Placed {
    offset: u64,
    compressed: usize,
    plain: usize,
    entries: usize,
}

/// A file that is being written.
pub struct File<W: Write> {
    to: W,
    at: u64,
    groups: Vec<(usize, Vec<Placed>)>,
}

impl Chunk {
    pub fn new(physical: Physical) -> Self {
        Self { physical, values: Vec::new(), flags: Vec::new(), defined: Vec::new(), repeated: Vec::new() }
    }

    pub fn null(&mut self) {
        self.entry(0, 0);
    }

    pub fn text(&mut self, text: &str) {
        self.bytes(text);
        self.entry(1, 0);
    }

    pub fn whole(&mut self, n: i64) {
        self.values.extend(n.to_le_bytes());
        self.entry(1, 0);
    }

    pub fn real(&mut self, n: f64) {
        self.values.extend(n.to_le_bytes());
        self.entry(1, 0);
    }

    pub fn flag(&mut self, b: bool) {
        self.flags.push(b);
        self.entry(1, 0);
    }

    pub fn texts(&mut self, texts: &[String]) {
        if texts.is_empty() {
            // The list is there, and has nothing in it.
            self.entry(1, 0);
        }
        for (i, text) in texts.iter().enumerate() {
            self.bytes(text);
            self.entry(2, u8::from(i > 0));
        }
    }

    fn bytes(&mut self, text: &str) {
        self.values.extend((text.len() as u32).to_le_bytes());
        self.values.extend(text.as_bytes());
    }

    fn entry(&mut self, defined: u8, repeated: u8) {
        self.defined.push(defined);
        self.repeated.push(repeated);
    }

    /// The page's bytes before compression.
    fn page(&self) -> Vec<u8> {
        let mut page = Vec::with_capacity(self.values.len() + self.defined.len() / 4 + 64);
        if self.physical == Physical::Texts {
            levels(&self.repeated, 1, &mut page);
            levels(&self.defined, 2, &mut page);
        } else {
            levels(&self.defined, 1, &mut page);
        }
        page.extend(&self.values);
        page.extend(self.flags.chunks(8).map(|eight| eight.iter().enumerate().fold(0, |byte, (i, &b)| byte | (u8::from(b) << i))));
        page
    }
}

/// Levels as runs of equal values (the RLE half of the hybrid encoding), with their length in front.
fn levels(all: &[u8], width: u8, page: &mut Vec<u8>) {
    debug_assert!(all.iter().all(|&l| l < 1 << width));
    let mut runs = Vec::new();
    for run in all.chunk_by(|a, b| a == b) {
        unsigned((run.len() as u64) << 1, &mut runs);
        runs.push(run[0]);
    }
    page.extend((runs.len() as u32).to_le_bytes());
    page.extend(runs);
}

impl<W: Write> File<W> {
    pub fn begin(mut to: W) -> io::Result<Self> {
        to.write_all(MAGIC)?;
        Ok(Self { to, at: MAGIC.len() as u64, groups: Vec::new() })
    }

    /// Writes one row group.
    pub fn group(&mut self, rows: usize, chunks: &[Chunk]) -> io::Result<()> {
        let mut placed = Vec::with_capacity(chunks.len());
        for chunk in chunks {
            let page = chunk.page();
            let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
            gzip.write_all(&page)?;
            let packed = gzip.finish()?;
            let mut header = Thrift::default();
            header.whole(1, 0); // a data page
            header.whole(2, page.len() as i64);
            header.whole(3, packed.len() as i64);
            header.begin(5);
            header.whole(1, chunk.defined.len() as i64);
            header.whole(2, 0); // plain values
            header.whole(3, 3); // levels in runs
            header.whole(4, 3);
            header.end();
            header.stop();
            self.to.write_all(&header.out)?;
            self.to.write_all(&packed)?;
            placed.push(Placed {
                offset: self.at,
                compressed: header.out.len() + packed.len(),
                plain: header.out.len() + page.len(),
                entries: chunk.defined.len(),
            });
            self.at += (header.out.len() + packed.len()) as u64;
        }
        self.groups.push((rows, placed));
        Ok(())
    }

    /// Writes the footer.
    pub fn finish(mut self, columns: &[(&str, Physical)]) -> io::Result<W> {
        let mut footer = Thrift::default();
        footer.whole(1, 2); // version of the format
        schema(&mut footer, columns);
        footer.whole64(3, self.groups.iter().map(|(rows, _)| *rows as i64).sum());
        footer.list(4, self.groups.len());
        for (rows, placed) in &self.groups {
            footer.element();
            footer.list(1, placed.len());
            for (chunk, (name, physical)) in placed.iter().zip(columns) {
                footer.element();
                footer.whole64(2, chunk.offset as i64);
                footer.begin(3);
                column(&mut footer, name, *physical, chunk);
                footer.end();
                footer.end();
            }
            footer.whole64(2, placed.iter().map(|c| c.plain as i64).sum());
            footer.whole64(3, *rows as i64);
            footer.end();
        }
        footer.text(6, concat!("sayso version ", env!("CARGO_PKG_VERSION")));
        footer.stop();
        self.to.write_all(&footer.out)?;
        self.to.write_all(&(footer.out.len() as u32).to_le_bytes())?;
        self.to.write_all(MAGIC)?;
        Ok(self.to)
    }
}

/// The schema as the specification wants it: a tree, its root first.
fn schema(footer: &mut Thrift, columns: &[(&str, Physical)]) {
    let elements = 1 + columns.iter().map(|(_, p)| if *p == Physical::Texts { 3 } else { 1 }).sum::<usize>();
    const OPTIONAL: i64 = 1;
    const REPEATED: i64 = 2;
    footer.list(2, elements);
    footer.element();
    footer.text(4, "sayso");
    footer.whole(5, columns.len() as i64);
    footer.end();
    for (name, physical) in columns {
        footer.element();
        if *physical == Physical::Texts {
            footer.whole(3, OPTIONAL);
            footer.text(4, name);
            footer.whole(5, 1);
            footer.whole(6, 3); // a list
            footer.end();
            footer.element();
            footer.whole(3, REPEATED);
            footer.text(4, "list");
            footer.whole(5, 1);
            footer.end();
            footer.element();
            footer.whole(1, physical.number());
            // Present whenever its list has it.
            footer.whole(3, 0);
            footer.text(4, "element");
            footer.whole(6, 0); // UTF-8
        } else {
            footer.whole(1, physical.number());
            footer.whole(3, OPTIONAL);
            footer.text(4, name);
            match physical {
                Physical::Text => footer.whole(6, 0),
                Physical::Json => footer.whole(6, 19),
                _ => {}
            }
        }
        footer.end();
    }
}

fn column(footer: &mut Thrift, name: &str, physical: Physical, chunk: &Placed) {
    footer.whole(1, physical.number());
    footer.list_of_whole(2, &[0, 3]);
    let path: &[&str] = if physical == Physical::Texts { &[name, "list", "element"] } else { &[name] };
    footer.list_of_texts(3, path);
    footer.whole(4, 2); // gzip
    footer.whole64(5, chunk.entries as i64);
    footer.whole64(6, chunk.plain as i64);
    footer.whole64(7, chunk.compressed as i64);
    footer.whole64(9, chunk.offset as i64);
}

impl Physical {
    /// The format's number for it.
    fn number(self) -> i64 {
        match self {
            Self::Flag => 0,
            Self::Whole => 2,
            Self::Real => 5,
            Self::Text | Self::Json | Self::Texts => 6,
        }
    }
}

/// Thrift's compact protocol, as much of it as the footer needs.
#[derive(Default)]
struct Thrift {
    out: Vec<u8>,
    /// The last field's number, for each struct that is open; fields are numbered by their distance.
    last: Vec<i16>,
    current: i16,
}

impl Thrift {
    const I32: u8 = 5;
    const I64: u8 = 6;
    const BINARY: u8 = 8;
    const LIST: u8 = 9;
    const STRUCT: u8 = 12;

    fn field(&mut self, id: i16, kind: u8) {
        // All of ours follow closely.
        self.out.push((((id - self.current) as u8) << 4) | kind);
        self.current = id;
    }

    fn whole(&mut self, id: i16, n: i64) {
        self.field(id, Self::I32);
        unsigned(zigzag(n), &mut self.out);
    }

    fn whole64(&mut self, id: i16, n: i64) {
        self.field(id, Self::I64);
        unsigned(zigzag(n), &mut self.out);
    }

    fn text(&mut self, id: i16, text: &str) {
        self.field(id, Self::BINARY);
        self.bare_text(text);
    }

    fn bare_text(&mut self, text: &str) {
        unsigned(text.len() as u64, &mut self.out);
        self.out.extend(text.as_bytes());
    }

    fn list_head(&mut self, id: i16, len: usize, kind: u8) {
        self.field(id, Self::LIST);
        if len < 15 {
            self.out.push(((len as u8) << 4) | kind);
        } else {
            self.out.push(0xf0 | kind);
            unsigned(len as u64, &mut self.out);
        }
    }

    /// A list of structs; each is opened by [`Thrift::element`] and closed by [`Thrift::end`].
    fn list(&mut self, id: i16, len: usize) {
        self.list_head(id, len, Self::STRUCT);
    }

    fn list_of_whole(&mut self, id: i16, all: &[i64]) {
        self.list_head(id, all.len(), Self::I32);
        all.iter().for_each(|n| unsigned(zigzag(*n), &mut self.out));
    }

    fn list_of_texts(&mut self, id: i16, all: &[&str]) {
        self.list_head(id, all.len(), Self::BINARY);
        all.iter().for_each(|text| self.bare_text(text));
    }

    fn begin(&mut self, id: i16) {
        self.field(id, Self::STRUCT);
        self.element();
    }

    fn element(&mut self) {
        self.last.push(self.current);
        self.current = 0;
    }

    fn end(&mut self) {
        self.stop();
        self.current = self.last.pop().unwrap_or(0);
    }

    fn stop(&mut self) {
        self.out.push(0);
    }
}

fn zigzag(n: i64) -> u64 {
    ((n << 1) ^ (n >> 63)) as u64
}

/// Seven bits a byte, the lowest first.
fn unsigned(mut n: u64, out: &mut Vec<u8>) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_runs() {
        let mut page = Vec::new();
        levels(&[1, 1, 1, 0, 1], 1, &mut page);
        assert_eq!(page, [6, 0, 0, 0, 6, 1, 2, 0, 2, 1]);
    }

    #[test]
    fn numbers_take_as_few_bytes_as_they_need() {
        let mut out = Vec::new();
        unsigned(zigzag(-1), &mut out);
        unsigned(300, &mut out);
        assert_eq!(out, [1, 0xac, 2]);
    }
}
