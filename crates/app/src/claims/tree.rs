//! Who stands behind a claim, as a tree: origins at the roots, those who hand it on below them, the outlets at the leaves.

use sayso_link::{Claim, Node};

/// A station and what goes on from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    pub node: Node,
    /// Mentions whose way ends here: this is the outlet that published them. In time.
    pub mentions: Vec<usize>,
    /// In the order of their first mention.
    pub next: Vec<Branch>,
}

/// One tree for each origin, and at last one for all mentions of which nobody can tell whose word it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// Index into the claim's origins.
    pub origin: Option<usize>,
    pub branches: Vec<Branch>,
}

/// Stations of one way that are followed; longer ways come only from a bug or a hostile text.
const DEEPEST: usize = 12;

/// The trees of a claim, origins in their order. Every mention stands in one place.
pub fn roots(claim: &Claim) -> Vec<Root> {
    let mut roots: Vec<Root> = (0..claim.origins.len()).map(|o| Root { origin: Some(o), branches: Vec::new() }).collect();
    roots.push(Root { origin: None, branches: Vec::new() });
    let unknown = roots.len() - 1;
    for (i, mention) in claim.mentions.iter().enumerate() {
        let root = mention.origin.filter(|&o| o < unknown).unwrap_or(unknown);
        let path = &mention.path[..mention.path.len().min(DEEPEST)];
        let backwards: Vec<&Node> = path.iter().rev().collect();
        // The origin itself is the root, except where nobody can tell who it is.
        add(&mut roots[root].branches, &backwards, i);
    }
    roots.retain(|r| !r.branches.is_empty());
    roots
}

fn add(branches: &mut Vec<Branch>, way: &[&Node], mention: usize) {
    let Some((first, rest)) = way.split_first() else { return };
    let at = match branches.iter().position(|b| b.node == **first) {
        Some(at) => at,
        None => {
            branches.push(Branch { node: (*first).clone(), mentions: Vec::new(), next: Vec::new() });
            branches.len() - 1
        }
    };
    if rest.is_empty() {
        branches[at].mentions.push(mention);
    } else {
        add(&mut branches[at].next, rest, mention);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims::sample;

    fn outline(branches: &[Branch], depth: usize, out: &mut String) {
        for branch in branches {
            out.push_str(&format!("{}{} {:?}\n", "  ".repeat(depth), branch.node.name, branch.mentions));
            outline(&branch.next, depth + 1, out);
        }
    }

    #[test]
    fn ways_are_merged_from_the_origin_on() {
        let claim = sample::claim().claim;
        let mut out = String::new();
        for root in roots(&claim) {
            out.push_str(&format!("= {:?}\n", root.origin.map(|o| claim.origins[o].name.as_str())));
            outline(&root.branches, 0, &mut out);
        }
        assert_eq!(
            out,
            "= Some(\"Karvenian State Telegraph\")\nKarvenian State Telegraph [0]\n  Meridian Wire [1]\n    Northgate Post [2]\n    \
             Harbour <Courier> [3]\n= Some(\"unnamed port worker\")\nunnamed port worker []\n  Straits Monitor [4]\n= None\nDaily Lantern [5]\n"
        );
    }
}
