//! Which attribution stands in the content of which.

use sayso_doc::Attribution;

/// The parent of each attribution: the smallest one whose content holds its cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nesting {
    pub parent: Vec<Option<usize>>,
}

/// Contents that can enclose one cue at once; deeper ones are not looked at, so that hostile tags cost no more.
const DEEPEST: usize = 64;

impl Nesting {
    pub fn new(attributions: &[Attribution]) -> Self {
        let size: Vec<usize> = attributions.iter().map(|a| a.content.iter().map(|c| c.len()).sum()).collect();
        let mut pieces: Vec<(usize, usize, usize)> = Vec::new();
        for (i, a) in attributions.iter().enumerate() {
            pieces.extend(a.content.iter().map(|c| (c.start(), c.end(), i)));
        }
        pieces.sort_unstable();
        let mut cues: Vec<(usize, usize)> = attributions.iter().enumerate().map(|(i, a)| (a.cue.start(), i)).collect();
        cues.sort_unstable();
        let mut parent = vec![None; attributions.len()];
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut next = 0;
        for (at, i) in cues {
            while pieces.get(next).is_some_and(|p| p.0 <= at) {
                let (_, end, owner) = pieces[next];
                next += 1;
                open.retain(|&(e, _)| e > at);
                if open.len() < DEEPEST && end > at {
                    open.push((end, owner));
                }
            }
            let cue = attributions[i].cue;
            let holds = |owner: usize, end: usize| {
                // Strictly larger, so that no two hold each other.
                owner != i && end >= cue.end() && size[owner] > size[i]
            };
            parent[i] =
                open.iter().filter(|&&(end, owner)| end > at && holds(owner, end)).map(|&(_, owner)| owner).min_by_key(|&o| size[o]);
        }
        Self { parent }
    }

    /// Parents from the nearest to the outermost.
    pub fn outwards(&self, of: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.parent[of], |&p| self.parent[p])
    }
}
