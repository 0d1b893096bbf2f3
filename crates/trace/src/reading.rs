//! Tokens, sentences and quotation marks of one article: what every later reading stands on.

use std::borrow::Cow;

use sayso_doc::{Article, ParagraphKind};

use crate::words::Words;

/// A word, a number or one punctuation mark. "Reid's" is "Reid" and "'s"; "don't" and "U.S." are one.
#[derive(Debug, Clone)]
pub struct Token<'t> {
    pub start: usize,
    pub end: usize,
    pub text: &'t str,
    /// Lower case, with straight apostrophes.
    pub low: Cow<'t, str>,
    /// Index into the article's paragraphs.
    pub para: usize,
    /// Index into [`Reading::sentences`].
    pub sentence: usize,
    /// Between quotation marks (the marks themselves are not).
    pub quoted: bool,
}

impl Token<'_> {
    pub fn is_word(&self) -> bool {
        self.text.starts_with(|c: char| c.is_alphanumeric())
    }

    pub fn is_cap(&self) -> bool {
        match self.text.chars().next() {
            Some(c) if c.is_uppercase() => true,
            // "al-Masri": the article is no reason to take a name for a word.
            Some('a' | 'e' | 'b') => self.text.split_once('-').is_some_and(|(article, rest)| {
                rest.starts_with(char::is_uppercase) && matches!(article, "al" | "el" | "as" | "ad" | "bin" | "ash")
            }),
            _ => false,
        }
    }

    pub fn is_possessive(&self) -> bool {
        self.low == "'s" || self.low == "'"
    }

    /// All capitals and longer than one letter ("KCNA", "U.S.").
    pub fn is_acronym(&self) -> bool {
        let mut letters = 0;
        for c in self.text.chars() {
            if c.is_lowercase() {
                return false;
            }
            letters += usize::from(c.is_alphabetic());
        }
        letters >= 2
    }
}

/// Marks in a row that are looked through at the end of a sentence.
const CLOSERS: usize = 6;
/// Tokens after which a sentence is cut, so that a text without stops costs no more than another.
const LONGEST_SENTENCE: usize = 600;

/// A sentence as a range of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    pub first: usize,
    /// One past its last token.
    pub last: usize,
    pub para: usize,
}

/// One paragraph as a range of tokens, with how its quotation marks stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    pub first: usize,
    pub last: usize,
    pub kind: ParagraphKind,
    /// Its first character opens a quotation.
    pub opens: bool,
    /// It ends within a quotation that it does not close.
    pub left_open: bool,
}

/// The article as read.
pub struct Reading<'t> {
    pub text: &'t str,
    pub tokens: Vec<Token<'t>>,
    pub sentences: Vec<Sentence>,
    /// One a paragraph, in the article's order; boilerplate has no tokens.
    pub blocks: Vec<Block>,
}

impl<'t> Reading<'t> {
    pub fn new(article: &'t Article) -> Self {
        let text = article.text.as_str();
        let mut reading = Self { text, tokens: Vec::with_capacity(text.len() / 5), sentences: Vec::new(), blocks: Vec::new() };
        for (para, paragraph) in article.paragraphs.iter().enumerate() {
            let first = reading.tokens.len();
            let mut block = Block { first, last: first, kind: paragraph.kind, opens: false, left_open: false };
            if paragraph.kind != ParagraphKind::Boilerplate
                && let Some(words) = text.get(paragraph.span.range())
            {
                tokenize(words, paragraph.span.start(), para, &mut reading.tokens);
                mark_quotes(&mut reading.tokens[first..], &mut block);
                block.last = reading.tokens.len();
                reading.split(first, block.last, para);
            }
            reading.blocks.push(block);
        }
        reading
    }

    /// A text that stands outside the article, such as its title.
    pub fn of_line(line: &'t str) -> Self {
        let mut reading = Self { text: line, tokens: Vec::new(), sentences: Vec::new(), blocks: Vec::new() };
        tokenize(line, 0, 0, &mut reading.tokens);
        let last = reading.tokens.len();
        reading.split(0, last, 0);
        reading
    }

    fn split(&mut self, first: usize, last: usize, para: usize) {
        let mut start = first;
        for i in first..last {
            self.tokens[i].sentence = self.sentences.len();
            if i + 1 == last
                || i + 1 - start >= LONGEST_SENTENCE
                || (self.ends_sentence(i, first) && starts_sentence(&self.tokens[i + 1..last]))
            {
                self.sentences.push(Sentence { first: start, last: i + 1, para });
                start = i + 1;
            }
        }
    }

    /// Whether token `i` is the last of a sentence: a stop, or what closes after one.
    fn ends_sentence(&self, i: usize, first: usize) -> bool {
        let token = &self.tokens[i];
        // Marks that close hang on to the stop before them.
        if self.tokens.get(i + 1).is_some_and(|n| n.start == token.end && is_closer(n.text)) {
            return false;
        }
        let mut k = i;
        while k > first && i - k < CLOSERS && is_closer(self.tokens[k].text) && self.tokens[k - 1].end == self.tokens[k].start {
            k -= 1;
        }
        match self.tokens[k].text {
            "." | "?" | "!" | "…" => true,
            word if word.ends_with('.') && word.len() > 1 => {
                // "U.S." and "Inc." end a sentence only where the next word usually begins one.
                k == i && self.tokens.get(i + 1).is_some_and(|n| !title_like(word) && n.is_cap() && self.opens_anew(i + 1)) || k < i
            }
            _ => false,
        }
    }

    /// Whether the capitalized token `i` after "U.S." begins a sentence: a word that usually does, or a name with its verb.
    fn opens_anew(&self, i: usize) -> bool {
        let low = self.low(i);
        if Words::get().starts.contains(low) {
            return !matches!(low, "may" | "march");
        }
        let verb = matches!(
            self.low(i + 1),
            "reportedly" | "said" | "says" | "told" | "also" | "has" | "had" | "was" | "is" | "did" | "will" | "would" | "added" | "denied"
        );
        verb && !crate::names::is_body(low) && !self.tokens[i].is_acronym()
    }

    /// The tokens that overlap bytes `start..end`, as a range.
    pub fn tokens_in(&self, start: usize, end: usize) -> std::ops::Range<usize> {
        let first = self.tokens.partition_point(|t| t.end <= start);
        let last = self.tokens.partition_point(|t| t.start < end);
        first..last.max(first)
    }

    /// The first token that ends after byte `at`.
    pub fn token_at(&self, at: usize) -> Option<usize> {
        let i = self.tokens.partition_point(|t| t.end <= at);
        (i < self.tokens.len()).then_some(i)
    }

    pub fn sentence_of(&self, token: usize) -> Option<Sentence> {
        self.tokens.get(token).and_then(|t| self.sentences.get(t.sentence)).copied()
    }

    pub fn low(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |t| t.low.as_ref())
    }

    /// The words of a token range as they stand in the text, white space folded.
    pub fn words(&self, range: std::ops::Range<usize>) -> String {
        let (Some(a), Some(b)) = (self.tokens.get(range.start), range.end.checked_sub(1).and_then(|i| self.tokens.get(i))) else {
            return String::new();
        };
        let words = self.text.get(a.start..b.end).unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether the tokens from `at` on read as `phrase` (lower-case words divided by blanks).
    pub fn reads(&self, at: usize, phrase: &str) -> Option<usize> {
        let (mut i, mut rest) = (at, phrase);
        loop {
            rest = rest.strip_prefix(self.tokens.get(i)?.low.as_ref())?;
            i += 1;
            if rest.is_empty() {
                return Some(i);
            }
            rest = rest.strip_prefix(' ')?;
        }
    }
}

fn title_like(word: &str) -> bool {
    let bare = word.trim_end_matches('.');
    let initial = bare.chars().count() == 1;
    initial || Words::get().abbreviations.contains(bare.to_lowercase().as_str())
}

fn is_closer(text: &str) -> bool {
    matches!(text, "”" | "\"" | "’" | "'" | ")" | "]" | "»")
}

fn starts_sentence(rest: &[Token<'_>]) -> bool {
    let mut rest = rest.iter().take(CLOSERS);
    loop {
        match rest.next() {
            None => return true,
            Some(t) if matches!(t.text, "“" | "\"" | "‘" | "'" | "(" | "[" | "—" | "–" | "-" | "•" | "…" | "«" | "*") => {}
            Some(t) => return t.text.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '@' | '#' | '$' | '€' | '£')),
        }
    }
}

/// Sets `quoted` on the tokens of one paragraph. Straight marks alternate; what is left open at the end is told in `block`.
fn mark_quotes(tokens: &mut [Token<'_>], block: &mut Block) {
    let mut open = false;
    for (i, token) in tokens.iter_mut().enumerate() {
        match token.text {
            "“" | "«" => {
                open = true;
                block.opens |= i == 0;
            }
            "”" | "»" => open = false,
            "\"" => {
                open = !open;
                block.opens |= i == 0;
            }
            _ => token.quoted = open,
        }
    }
    block.left_open = open;
}

/// Appends the tokens of `words`, which begins at byte `offset` of its text.
fn tokenize<'t>(words: &'t str, offset: usize, para: usize, out: &mut Vec<Token<'t>>) {
    let mut push = |start: usize, end: usize| {
        let text = &words[start..end];
        let low = match text.bytes().fold((false, false), |(cap, wide), b| (cap | b.is_ascii_uppercase(), wide | !b.is_ascii())) {
            (false, false) => Cow::Borrowed(text),
            (true, false) => Cow::Owned(text.to_ascii_lowercase()),
            (_, true) if text.contains(|c: char| c.is_uppercase() || c == '’') => Cow::Owned(text.to_lowercase().replace('’', "'")),
            (_, true) => Cow::Borrowed(text),
        };
        out.push(Token { start: start + offset, end: end + offset, text, low, para, sentence: 0, quoted: false });
    };
    let mut at = 0;
    while let Some(c) = words[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
        } else if c.is_alphanumeric() || (matches!(c, '@' | '#') && words[at + 1..].starts_with(char::is_alphanumeric)) {
            if let Some(end) = plain_word_end(words.as_bytes(), at) {
                push(at, end);
                at = end;
                continue;
            }
            let mut end = word_end(words, at);
            let word = &words[at..end];
            // "Reid's", "they've": the ending is a token of its own.
            if let Some(cut) = word.rfind(['\'', '’']).filter(|&cut| {
                let tail = word[cut..].trim_start_matches(['\'', '’']);
                matches!(tail, "s" | "S" | "ve" | "d" | "ll" | "re" | "m")
            }) {
                push(at, at + cut);
                push(at + cut, end);
                at = end;
                continue;
            }
            if words[end..].starts_with('.') && keeps_stop(word) {
                // "Mo." is Missouri after a comma only.
                let state = matches!(word, "Mo" | "Ill" | "Miss" | "Wash" | "Ind" | "Ore" | "Mass" | "Ky" | "La" | "Pa" | "Cal");
                if !state || words[..at].trim_end().ends_with(',') {
                    end += 1;
                }
            }
            push(at, end);
            at = end;
        } else {
            // "'s" after a closing mark or a stop ("Inc.'s") is an ending too.
            let possessive = matches!(c, '\'' | '’') && at > 0 && {
                let mut tail = words[at + c.len_utf8()..].chars();
                tail.next() == Some('s') && !tail.next().is_some_and(char::is_alphanumeric) && !words[..at].ends_with(char::is_whitespace)
            };
            let end = at + c.len_utf8() + usize::from(possessive);
            push(at, end);
            at = end;
        }
    }
}

/// Where a word of ASCII letters and digits ends that a blank or a lone comma follows, as most do; `None` leaves it to [`word_end`].
fn plain_word_end(bytes: &[u8], at: usize) -> Option<usize> {
    let end = at + bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let plain = match bytes.get(end) {
        None | Some(b' ' | b'\n') => true,
        Some(b',') => bytes.get(end + 1) == Some(&b' '),
        Some(_) => false,
    };
    (plain && end > at).then_some(end)
}

/// Where the word that begins at `at` ends: letters and digits with what may stand between them.
fn word_end(words: &str, at: usize) -> usize {
    let mut chars = words[at..].char_indices().peekable();
    let mut end = at;
    // Handles and tags carry their sign.
    if let Some(&(_, '@' | '#')) = chars.peek() {
        chars.next();
    }
    let mut last = ' ';
    while let Some((i, c)) = chars.next() {
        if c.is_alphanumeric() || c == '_' {
            end = at + i + c.len_utf8();
            last = c;
            continue;
        }
        let next = chars.peek().map(|&(_, n)| n);
        let joined = next.is_some_and(char::is_alphanumeric)
            && match c {
                '\'' | '’' | '-' | '‑' | '&' => true,
                // "G/O", "w/o": a slash after a letter or two is part of the word.
                '/' if i <= 2 && last.is_alphabetic() => true,
                '/' | ':' | ',' => last.is_ascii_digit() && next.is_some_and(|n| n.is_ascii_digit()),
                // "U.S", "3.5" and "usat.ly" go on; "end.Next" does too, which is rare and harmless.
                '.' => !(last.is_lowercase() && next.is_some_and(char::is_uppercase)),
                _ => false,
            }
            // "U.S.-led"
            || (c == '.' && next == Some('-') && last.is_uppercase());
        if !joined && (c != '-' || last != '.') {
            break;
        }
        last = c;
    }
    end
}

/// Whether a full stop right after `word` belongs to it.
fn keeps_stop(word: &str) -> bool {
    let mut chars = word.chars();
    let initial = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none() && word != "I";
    let dotted = word.len() <= 8 && word.contains('.') && word.split('.').all(|part| part.chars().count() == 1);
    let tail = word.rsplit('-').next().unwrap_or(word);
    let abbreviation =
        tail.len() <= 6 && tail.starts_with(char::is_uppercase) && Words::get().abbreviations.contains(tail.to_lowercase().as_str());
    initial || dotted || abbreviation || matches!(word, "Inc" | "Corp" | "Co" | "Ltd" | "vs" | "etc" | "approx")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(line: &str) -> String {
        Reading::of_line(line).tokens.iter().map(|t| t.text).collect::<Vec<_>>().join("|")
    }

    fn sentences(line: &str) -> Vec<String> {
        let reading = Reading::of_line(line);
        reading.sentences.iter().map(|s| reading.words(s.first..s.last)).collect()
    }

    #[test]
    fn words_keep_what_is_theirs() {
        assert_eq!(tokens("Reid's U.S.-led 3.5% don’t"), "Reid|'s|U.S.-led|3.5|%|don’t");
        assert_eq!(tokens("Sen. J. Roe, D-Calif., said."), "Sen.|J.|Roe|,|D-Calif.|,|said|.");
        assert_eq!(tokens("@desk they’ve O’Brien al-Qa’ida"), "@desk|they|’ve|O’Brien|al-Qa’ida");
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        assert_eq!(sentences("Sen. Ann Roe left the U.S. The vote was on Jan. 5. It passed.").len(), 3);
        assert_eq!(sentences("“Is it true?” she asked. “No.” He left."), ["“Is it true?” she asked.", "“No.”", "He left."]);
        assert_eq!(sentences("It works at Acme Inc. in Ohio.").len(), 1);
    }

    #[test]
    fn odd_texts_do_no_harm() {
        for line in ["", "’", "@", "…", "a’", "“”“", "İ’s ß. ﬁ", "\u{0}\u{200d}", "-'-.-'"] {
            let _ = sentences(line);
        }
    }
}
