//! Words, their surface features, and the windows that the encoder reads. `training/sayso_training/text.py` is the twin of this file.

/// Most pieces that the encoder reads at once, with the two that frame them.
pub const MAX_PIECES: usize = 512;
/// Pieces that a window sees on both sides of what it owns.
pub const CONTEXT: usize = 40;
/// Most pieces that a window owns.
pub const OWN: usize = MAX_PIECES - 2 - 2 * CONTEXT;

/// A word: bytes `start..end` of the text, and its surface features (see [`words`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    pub start: usize,
    pub end: usize,
    /// Case (0 lower or symbol, 1 capitalized, 2 all capitals, 3 number) + 4 inside double quotes + 8 first word of a paragraph.
    pub shape: u8,
}

/// Runs of letters and digits, and every other visible character by itself.
///
/// The state of quotation is reset at each paragraph; the marks themselves count as inside.
pub fn words(text: &str) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(text.len() / 5);
    let (mut inside, mut first) = (false, true);
    let mut rest = text.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        if c.is_whitespace() {
            first |= c == '\n';
            continue;
        }
        let mut end = start + c.len_utf8();
        if c.is_alphanumeric() {
            while let Some(&(at, c)) = rest.peek() {
                if !c.is_alphanumeric() {
                    break;
                }
                end = at + c.len_utf8();
                rest.next();
            }
        }
        inside &= !first;
        let quoted = match c {
            '“' => {
                inside = true;
                true
            }
            '"' => {
                inside = !inside;
                true
            }
            '”' => {
                inside = false;
                true
            }
            _ => inside,
        };
        let shape = case(&text[start..end]) + 4 * u8::from(quoted) + 8 * u8::from(first);
        out.push(Word { start, end, shape });
        first = false;
    }
    out
}

fn case(word: &str) -> u8 {
    let mut chars = word.chars();
    match chars.next() {
        Some(c) if c.is_numeric() => 3,
        Some(c) if c.is_uppercase() => {
            if chars.clone().next().is_some() && chars.all(|c| c.to_uppercase().eq([c])) {
                2
            } else {
                1
            }
        }
        _ => 0,
    }
}

/// What stands in double quotes, with the marks, as ranges of words; an open quotation ends with its paragraph.
pub fn quotations(text: &str, words: &[Word]) -> Vec<std::ops::Range<usize>> {
    let (mut out, mut start) = (Vec::new(), None);
    for (i, w) in words.iter().enumerate() {
        let (quoted, first) = (w.shape & 4 != 0, w.shape & 8 != 0);
        if let Some(begin) = start.take_if(|_| first || !quoted) {
            out.push(begin..i);
        }
        match start {
            None if quoted => start = Some(i),
            Some(begin) if matches!(&text[w.start..w.end], "”" | "\"") => {
                out.push(begin..i + 1);
                start = None;
            }
            _ => {}
        }
    }
    out.extend(start.map(|begin| begin..words.len()));
    out
}

/// Words `own` decide what they are read as here; words `seen`, which hold them, are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    pub own: std::ops::Range<usize>,
    pub seen: std::ops::Range<usize>,
}

/// Cuts a text into windows, at paragraphs where it can, else after sentences, else anywhere. `counts` are the pieces of each word.
pub fn windows(text: &str, words: &[Word], counts: &[usize]) -> Vec<Window> {
    let n = words.len();
    let (mut out, mut begin) = (Vec::new(), 0);
    while begin < n {
        let (mut total, mut end) = (0, begin);
        // (word after the break, pieces before it)
        let (mut paragraph, mut sentence) = (None, None);
        while end < n && total + counts[end].min(OWN) <= OWN {
            total += counts[end].min(OWN);
            end += 1;
            if end < n {
                let gap = &text[words[end - 1].end..words[end].start];
                if gap.contains('\n') {
                    paragraph = Some((end, total));
                } else if !gap.is_empty() && matches!(&text[words[end - 1].start..words[end - 1].end], "." | "!" | "?" | "”" | "\"") {
                    sentence = Some((end, total));
                }
            }
        }
        if end < n {
            // A break may not leave a window less than half full.
            if let Some((at, _)) = [paragraph, sentence].into_iter().flatten().find(|(_, pieces)| pieces * 2 >= OWN) {
                end = at;
            }
        }
        let (mut left, mut room) = (begin, CONTEXT);
        while left > 0 && counts[left - 1] <= room {
            left -= 1;
            room -= counts[left];
        }
        let (mut right, mut room) = (end, CONTEXT);
        while right < n && counts[right] <= room {
            room -= counts[right];
            right += 1;
        }
        out.push(Window { own: begin..end, seen: left..right });
        begin = end;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let got: Vec<String> = words(text).iter().map(|w| format!("{}/{}", &text[w.start..w.end], w.shape)).collect();
        assert_eq!(got.join(" "), expect);
    }

    #[test]
    fn words_and_shapes() {
        check("“No,” he said. NATO's 40 ships", "“/12 No/5 ,/4 ”/4 he/0 said/0 ./0 NATO/2 '/0 s/0 40/3 ships/0");
        check("\"a\" b\n\nc \"d\n\ne", "\"/12 a/4 \"/4 b/0 c/8 \"/4 d/4 e/8");
        check("I saw Émile_2", "I/9 saw/0 Émile/1 _/0 2/3");
    }

    #[test]
    fn quotations_hold_their_marks() {
        let check = |text: &str, expect: &[&str]| {
            let words = words(text);
            let got: Vec<&str> = quotations(text, &words).into_iter().map(|r| &text[words[r.start].start..words[r.end - 1].end]).collect();
            assert_eq!(got, expect);
        };
        check("“One,” he said. “Two.” Three", &["“One,”", "“Two.”"]);
        check("\"a\"\"b\" c", &["\"a\"", "\"b\""]);
        check("she said: “left open\n\n“and closed” there", &["“left open", "“and closed”"]);
        check("to the end “of", &["“of"]);
    }

    #[test]
    fn windows_own_every_word_once_and_fit() {
        let text = "One two three four. Five six seven eight nine ten!\n\n".repeat(200);
        let words = words(&text);
        let counts = vec![1; words.len()];
        let windows = windows(&text, &words, &counts);
        let mut next = 0;
        for w in &windows {
            assert_eq!(w.own.start, next);
            assert!(w.seen.start <= w.own.start && w.own.end <= w.seen.end && w.seen.len() + 2 <= MAX_PIECES);
            next = w.own.end;
        }
        assert_eq!(next, words.len());
        // Breaks fall between paragraphs.
        assert!(windows[1..].iter().all(|w| &text[words[w.own.start].start..words[w.own.start].end] == "One"));
    }

    #[test]
    fn a_word_of_too_many_pieces_is_owned_alone() {
        let text = "x y z";
        let words = words(text);
        let windows = windows(text, &words, &[1, 9_999, 1]);
        assert_eq!(windows.iter().map(|w| w.own.clone()).collect::<Vec<_>>(), [0..1, 1..2, 2..3]);
    }

    /// `training/sayso_training/fixture.py` wrote what the training code makes of an invented text.
    #[test]
    fn reads_as_the_training_code_does() {
        #[derive(serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Twin {
            text: String,
            words: Vec<(usize, usize, u8)>,
            pieces: Vec<Vec<u32>>,
            quotations: Vec<(usize, usize)>,
            windows: Vec<(usize, usize, usize, usize)>,
            /// Sentence and paragraph of each word.
            places: Vec<(u32, u32)>,
        }
        let twin: Twin = serde_json::from_str(include_str!("../tests/twin.json")).unwrap();
        let words = words(&twin.text);
        assert_eq!(words.iter().map(|w| (w.start, w.end, w.shape)).collect::<Vec<_>>(), twin.words);
        assert_eq!(quotations(&twin.text, &words).into_iter().map(|r| (r.start, r.end)).collect::<Vec<_>>(), twin.quotations);
        let places = crate::order::order(&twin.text, &words);
        assert_eq!(places.iter().map(|p| (p.sentence, p.paragraph)).collect::<Vec<_>>(), twin.places);
        let model = crate::accurate::Weights::read(&crate::file::File::open(crate::ACCURATE).unwrap()).unwrap();
        for (w, want) in words.iter().zip(&twin.pieces) {
            let mut got = Vec::new();
            model.wordpiece.pieces(&twin.text[w.start..w.end], &mut String::new(), &mut got);
            assert_eq!(got, *want, "{}", &twin.text[w.start..w.end]);
        }
        let counts: Vec<usize> = twin.pieces.iter().map(Vec::len).collect();
        let windows = super::windows(&twin.text, &words, &counts);
        assert_eq!(windows.iter().map(|w| (w.own.start, w.own.end, w.seen.start, w.seen.end)).collect::<Vec<_>>(), twin.windows);
    }
}
