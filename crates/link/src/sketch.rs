//! The matching form of an article: all that the matcher reads, small enough to keep as bytes beside the article.

use std::collections::HashMap;

use sayso_doc::Certainty;

use crate::lookup::Key;
use crate::records::{ArticleRecord, StatementRecord};
use crate::words::{Word, hash, hash64, rareness, words};

/// Names the form of [`Sketch::to_bytes`].
const VERSION: u8 = 1;
/// Keys of an article: enough to find what reports the same, few enough to ask for each time.
const MAX_KEYS: usize = 48;
/// Words of a statement that are compared; what comes after is left out.
const MAX_WORDS: usize = 120;

/// What the matcher knows of one article. [`Sketch::to_bytes`] is what a store keeps.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sketch {
    pub(crate) keys: Vec<Key>,
    pub(crate) statements: Vec<Signature>,
}

/// What the matcher knows of one statement. Sets of word hashes are sorted.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Signature {
    pub span: (u32, u32),
    /// Full words of the content with their rareness.
    pub text: Vec<(u32, u8)>,
    /// Full words of the whole sentence.
    pub sentence: Vec<(u32, u8)>,
    /// All words of the content, in order.
    pub order: Vec<u32>,
    /// Words of names in the content.
    pub names: Vec<u32>,
    /// Values of numbers in the content.
    pub numbers: Vec<u32>,
    /// Months and days of the week in the sentence.
    pub times: Vec<u32>,
    /// Words of the speaker's name; empty for own voice and unnamed ones.
    pub speaker: Vec<u32>,
    pub own: bool,
    pub quote: bool,
    /// Index into [`Certainty::ALL`].
    pub certainty: u8,
    /// Bytes of the content.
    pub length: u16,
    /// Where in the article it stands, of 255.
    pub position: u8,
}

impl Sketch {
    pub fn new(record: &ArticleRecord) -> Self {
        let end = record.statements.iter().map(|s| s.span.1).max().unwrap_or(0).max(1);
        let statements = record.statements.iter().map(|s| Signature::new(s, end)).collect();
        Self { keys: keys(record), statements }
    }

    /// What the article is found by, best first: its rare words, names and numbers; at most 48, each once.
    pub fn keys(&self) -> Vec<Key> {
        self.keys.clone()
    }

    /// A form to keep; it bears a version.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![VERSION];
        list(&mut out, &self.keys, |out, k| out.extend(k.0.to_le_bytes()));
        list(&mut out, &self.statements, |out, s| s.write(out));
        out
    }

    /// The reverse; `None` for what is no sketch or one of another version (make it anew with [`Sketch::new`] then).
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut from = Reader { bytes };
        if from.take::<1>()? != [VERSION] {
            return None;
        }
        let keys = from.list(|from| Some(Key(i64::from_le_bytes(from.take()?))))?;
        let statements = from.list(Signature::read)?;
        from.bytes.is_empty().then_some(Self { keys, statements })
    }
}

impl Signature {
    fn new(s: &StatementRecord, end: u32) -> Self {
        let text: Vec<Word<'_>> = words(&s.text).into_iter().take(MAX_WORDS).collect();
        let around: Vec<Word<'_>> = words(&s.sentence).into_iter().take(2 * MAX_WORDS).collect();
        let named = s.speaker.as_ref().filter(|p| !p.name.starts_with("unnamed"));
        let speaker = named.map(|p| words(&p.name)).unwrap_or_default();
        Self {
            span: s.span,
            text: full(&text),
            sentence: full(&around),
            order: text.iter().map(|w| w.hash).collect(),
            names: set(text.iter().filter(|w| w.name).map(|w| w.hash)),
            numbers: set(text.iter().filter_map(|w| w.number.as_deref()).map(hash)),
            times: set(around.iter().filter(|w| w.time).map(|w| w.hash)),
            speaker: set(speaker.iter().filter(|w| w.full).map(|w| w.hash)),
            own: s.speaker.is_none(),
            quote: s.text.contains(['"', '“', '”']),
            certainty: Certainty::ALL.iter().position(|c| *c == s.certainty).unwrap_or(0) as u8,
            length: s.text.len().min(usize::from(u16::MAX)) as u16,
            position: (u64::from(s.content.first().map_or(s.span.0, |c| c.0)) * 255 / u64::from(end)).min(255) as u8,
        }
    }

    /// Whether the content has the full word.
    pub fn says(&self, hash: u32) -> bool {
        self.text.binary_search_by_key(&hash, |w| w.0).is_ok()
    }

    pub fn denied(&self) -> bool {
        Certainty::ALL.get(usize::from(self.certainty)) == Some(&Certainty::Denied)
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.span.0.to_le_bytes());
        out.extend(self.span.1.to_le_bytes());
        for set in [&self.text, &self.sentence] {
            list(out, set, |out, (h, r)| {
                out.extend(h.to_le_bytes());
                out.push(*r);
            });
        }
        for set in [&self.order, &self.names, &self.numbers, &self.times, &self.speaker] {
            list(out, set, |out, h| out.extend(h.to_le_bytes()));
        }
        out.extend([u8::from(self.own), u8::from(self.quote), self.certainty, self.position]);
        out.extend(self.length.to_le_bytes());
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        let span = (from.number()?, from.number()?);
        let mut pairs = || from.list(|from| Some((from.number()?, from.take::<1>()?[0])));
        let (text, sentence) = (pairs()?, pairs()?);
        let mut sets = || from.list(Reader::number);
        let (order, names, numbers, times, speaker) = (sets()?, sets()?, sets()?, sets()?, sets()?);
        let [own, quote, certainty, position] = from.take()?;
        let length = u16::from_le_bytes(from.take()?);
        let (own, quote) = (own != 0, quote != 0);
        Some(Self { span, text, sentence, order, names, numbers, times, speaker, own, quote, certainty, length, position })
    }
}

/// Bytes that are read from the front.
struct Reader<'b> {
    bytes: &'b [u8],
}

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.bytes.split_first_chunk::<N>()?;
        self.bytes = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        // A broken length ends with the bytes, so it cannot make a large vector.
        let n = u16::from_le_bytes(self.take()?);
        (0..n).map(|_| read(self)).collect()
    }
}

fn list<T>(out: &mut Vec<u8>, items: &[T], mut write: impl FnMut(&mut Vec<u8>, &T)) {
    let items = &items[..items.len().min(usize::from(u16::MAX))];
    out.extend((items.len() as u16).to_le_bytes());
    items.iter().for_each(|i| write(out, i));
}

fn full(words: &[Word<'_>]) -> Vec<(u32, u8)> {
    let mut set: Vec<(u32, u8)> = words.iter().filter(|w| w.full).map(|w| (w.hash, rareness(&w.stem))).collect();
    set.sort_unstable();
    set.dedup_by_key(|w| w.0);
    set
}

fn set(hashes: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut set: Vec<u32> = hashes.collect();
    set.sort_unstable();
    set.dedup();
    set
}

/// The article's rarest and most frequent words; names count double, for they tell one event from another.
fn keys(record: &ArticleRecord) -> Vec<Key> {
    let mut seen: HashMap<String, (f32, u32)> = HashMap::new();
    let title = record.title.as_deref().unwrap_or_default();
    let mut count = |text: &str| {
        for w in words(text) {
            let value = if w.number.is_some() && w.written.len() > 2 { 60.0 } else { f32::from(rareness(&w.stem)) };
            if w.full && !w.time && w.stem.len() > 2 {
                let entry = seen.entry(w.stem).or_insert((0.0, 0));
                entry.0 = entry.0.max(if w.name { 1.5 * value } else { value });
                entry.1 += 1;
            }
        }
    };
    count(title);
    let mut last = None;
    for s in &record.statements {
        if last != Some(s.span) {
            count(&s.sentence);
        }
        last = Some(s.span);
    }
    let mut ranked: Vec<(f32, String)> = seen.into_iter().map(|(w, (value, n))| (value * (1.0 + n as f32).ln(), w)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    ranked.into_iter().take(MAX_KEYS).map(|(_, w)| key(&w)).collect()
}

/// The key of a stem.
pub(crate) fn key(stem: &str) -> Key {
    Key((hash64(stem) >> 1) as i64)
}
