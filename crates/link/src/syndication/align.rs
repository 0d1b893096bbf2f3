//! Which passages two texts share, word for word or lightly edited.

use std::collections::HashMap;

use super::words::{Print, Word};

/// Words that have to be the same in a row to begin a run.
const SEED: usize = 3;
/// Places in the other text that are tried for one seed; a phrase repeated more often says little.
const PLACES: usize = 6;
/// Words left out, put in or exchanged between two runs of one passage.
const GAP: usize = 8;
/// Fewest words that a passage has in common: shorter ones are turns of phrase, names and titles.
const LEAST: usize = 11;
/// Fewest words in a row that a passage holds.
const LEAST_RUN: usize = 6;

/// Words `here..here + len` of one text are words `there..there + len` of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    pub here: usize,
    pub there: usize,
    pub len: usize,
}

/// Runs that follow each other in both texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aligned {
    pub runs: Vec<Run>,
}

impl Aligned {
    pub fn words(&self) -> usize {
        self.runs.iter().map(|r| r.len).sum()
    }

    /// First word and the one after the last, in this text and in the other.
    pub fn bounds(&self) -> Option<((usize, usize), (usize, usize))> {
        let (first, last) = (self.runs.first()?, self.runs.last()?);
        Some(((first.here, last.here + last.len), (first.there, last.there + last.len)))
    }
}

/// The passages of `here` that stand in `there`, in the order of `here`; time is linear in both.
pub fn passages(here: &Print, there: &Print) -> Vec<Aligned> {
    let mut found: Vec<Aligned> = Vec::new();
    for run in runs(here.words(), there.words()) {
        match found.last_mut() {
            Some(passage) if passage.runs.last().is_some_and(|last| follows(*last, run)) => passage.runs.push(run),
            _ => found.push(Aligned { runs: vec![run] }),
        }
    }
    found.retain(|p| p.words() >= LEAST && p.runs.iter().any(|r| r.len >= LEAST_RUN));
    found
}

fn follows(last: Run, next: Run) -> bool {
    let (a, b) = (last.here + last.len, last.there + last.len);
    next.here >= a && next.there >= b && next.here - a <= GAP && next.there - b <= GAP
}

/// Greedy, left to right: at each word the run that goes on where the last one ended, else the longest.
fn runs(here: &[Word], there: &[Word]) -> Vec<Run> {
    let mut places: HashMap<[u32; SEED], Vec<u32>> = HashMap::with_capacity(there.len());
    for (j, words) in there.windows(SEED).enumerate() {
        let list = places.entry(seed(words)).or_default();
        if list.len() < PLACES {
            list.push(j as u32);
        }
    }
    let mut runs: Vec<Run> = Vec::new();
    let mut i = 0;
    while i + SEED <= here.len() {
        let Some(list) = places.get(&seed(&here[i..i + SEED])) else {
            i += 1;
            continue;
        };
        let best = list
            .iter()
            .map(|&j| {
                let there_at = j as usize;
                let len = here[i..].iter().zip(&there[there_at..]).take_while(|(a, b)| a.hash == b.hash).count();
                Run { here: i, there: there_at, len }
            })
            .max_by_key(|&run| (runs.last().is_some_and(|&last| follows(last, run)), run.len));
        match best {
            Some(run) => {
                i += run.len.max(1);
                runs.push(run);
            }
            None => i += 1,
        }
    }
    runs
}

fn seed(words: &[Word]) -> [u32; SEED] {
    std::array::from_fn(|i| words[i].hash)
}

#[cfg(test)]
mod tests {
    use sayso_doc::Text;

    use super::*;

    fn shared(here: &str, there: &str) -> Vec<(String, String)> {
        let (a, b) = (Text::new(here), Text::new(there));
        let (here, there) = (Print::new(&a, []), Print::new(&b, []));
        let bounds = passages(&here, &there).into_iter().filter_map(|p| p.bounds());
        bounds.filter_map(|((f, l), (g, m))| Some((a[here.span(f, l)?].to_owned(), b[there.span(g, m)?].to_owned()))).collect()
    }

    const DAM: &str = "The dam above Torvik gave way shortly after midnight on Tuesday and flooded three villages";

    #[test]
    fn an_edited_passage_is_one() {
        let copy = "Officials woke up late. The dam above the old town of Torvik gave way shortly after midnight Tuesday and flooded three villages, a local said.";
        let found = shared(DAM, copy);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, DAM);
    }

    #[test]
    fn a_turn_of_phrase_is_none() {
        assert!(shared(DAM, "The mill gave way shortly after midnight on Tuesday, and nobody was hurt").is_empty());
    }

    #[test]
    fn one_word_over_and_over_ends_soon() {
        let long = "no ".repeat(20_000);
        assert_eq!(shared(&long, &long).len(), 1);
    }
}
