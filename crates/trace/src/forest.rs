//! Sums of small decision trees over a few dozen numbers, read once from a table of text.

use std::sync::OnceLock;

use crate::ranking::SIGNS;

/// One inner node or leaf. A node's children are nodes where not negative, else leaves at `!child`.
#[derive(Debug, Clone, Copy)]
struct Node {
    sign: u8,
    /// Which side a missing value takes.
    missing_left: bool,
    most: f32,
    left: i16,
    right: i16,
}

#[derive(Debug, Default)]
struct Tree {
    nodes: Vec<Node>,
    leaves: Vec<f32>,
}

/// All trees of the ranking.
#[derive(Debug, Default)]
pub struct Forest {
    trees: Vec<Tree>,
}

impl Forest {
    pub fn get() -> &'static Self {
        static FOREST: OnceLock<Forest> = OnceLock::new();
        FOREST.get_or_init(|| Self::read(include_str!("../words/ranking.trees")).unwrap_or_default())
    }

    /// Reads a table: a line of signs, then one tree a line, nodes `sign<=most:left:right` (with `?` after the sign where a missing
    /// value goes left) and, after `|`, leaves. `None` where it is another table than this code knows.
    fn read(table: &str) -> Option<Self> {
        let mut lines = table.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty());
        if !lines.next()?.split_whitespace().eq(SIGNS) {
            return None;
        }
        let trees = lines.map(tree).collect::<Option<Vec<Tree>>>()?;
        Some(Self { trees })
    }

    pub fn is_empty(&self) -> bool {
        self.trees.is_empty()
    }

    pub fn score(&self, signs: &[f32; SIGNS.len()]) -> f32 {
        self.trees.iter().map(|t| t.score(signs)).sum()
    }
}

fn tree(line: &str) -> Option<Tree> {
    let (nodes, leaves) = line.split_once('|')?;
    let nodes = nodes.split_whitespace().map(node).collect::<Option<Vec<Node>>>()?;
    let leaves = leaves.split_whitespace().map(|l| l.parse().ok()).collect::<Option<Vec<f32>>>()?;
    // Children come after their parents, so that no walk goes round.
    let fits = |k: usize, child: i16| {
        if child >= 0 { child as usize > k && (child as usize) < nodes.len() } else { (!child) as usize <= leaves.len() }
    };
    let whole = !leaves.is_empty()
        && nodes.iter().enumerate().all(|(k, n)| fits(k, n.left) && fits(k, n.right) && usize::from(n.sign) < SIGNS.len());
    whole.then_some(Tree { nodes, leaves })
}

fn node(word: &str) -> Option<Node> {
    let (sign, rest) = word.split_once("<=")?;
    let (sign, missing_left) = match sign.strip_suffix('?') {
        Some(sign) => (sign, true),
        None => (sign, false),
    };
    let mut parts = rest.split(':');
    let (most, left, right) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some(Node { sign: sign.parse().ok()?, missing_left, most, left, right })
}

impl Tree {
    fn score(&self, signs: &[f32; SIGNS.len()]) -> f32 {
        let mut at: i16 = if self.nodes.is_empty() { -1 } else { 0 };
        while at >= 0 {
            let n = &self.nodes[at as usize];
            let value = signs[usize::from(n.sign)];
            let left = if value.is_nan() { n.missing_left } else { value <= n.most };
            at = if left { n.left } else { n.right };
        }
        self.leaves.get((!at) as usize).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(tree: &str) -> String {
        format!("# a table\n{}\n{tree}\n", SIGNS.join(" "))
    }

    #[test]
    fn a_tree_is_walked_to_its_leaf() {
        let forest = Forest::read(&table("0<=1.5:1:-3 2?<=0:-1:-2 | 0.5 -0.5 2")).unwrap();
        let mut signs = [0.0; SIGNS.len()];
        assert_eq!(forest.score(&signs), 0.5);
        signs[2] = 1.0;
        assert_eq!(forest.score(&signs), -0.5);
        signs[2] = f32::NAN;
        assert_eq!(forest.score(&signs), 0.5);
        signs[0] = f32::NAN;
        assert_eq!(forest.score(&signs), 2.0);
    }

    #[test]
    fn tables_that_do_not_fit_are_refused() {
        for tree in ["", "0<=1:0:-1 | 1 2", "0<=1:1:-1 | 1", "900<=1:-1:-2 | 1 2", "0<=1:-1:-9 | 1", "x | y", "0<=1:-1:-2"] {
            assert!(tree.is_empty() || Forest::read(&table(tree)).is_none(), "{tree}");
        }
        assert!(Forest::read("Other Signs\n").is_none());
    }

    #[test]
    fn the_table_in_the_program_fits() {
        assert!(Forest::read(include_str!("../words/ranking.trees")).is_some());
    }
}
