//! Who stands behind a claim, as a tree: origins at the roots, those who hand it on below them, the outlets at the leaves.

use sayso_link::{Claim, Node};

/// A station and what goes on from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch<'a, N = Node> {
    pub node: &'a N,
    /// Mentions whose way ends here: this is the outlet that published them. In time.
    pub mentions: Vec<usize>,
    /// In the order of their first mention.
    pub next: Vec<Branch<'a, N>>,
}

/// One tree for each origin, and at last one for all mentions of which nobody can tell whose word it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root<'a, N = Node> {
    /// Index into the claim's origins.
    pub origin: Option<usize>,
    pub branches: Vec<Branch<'a, N>>,
}

/// Stations of one way that are followed; longer ways come only from a bug or a hostile text.
const DEEPEST: usize = 12;

/// The trees of a claim, origins in their order. Every mention stands in one place.
pub fn roots(claim: &Claim) -> Vec<Root<'_>> {
    merged(claim.origins.len(), claim.mentions.iter().map(|m| (m.origin, m.path.as_slice())))
}

/// The ways of a claim's mentions, from the outlet to one of so many `origins`, read backwards and merged.
pub fn merged<'a, N: PartialEq>(origins: usize, ways: impl IntoIterator<Item = (Option<usize>, &'a [N])>) -> Vec<Root<'a, N>> {
    let mut roots: Vec<Root<'a, N>> = (0..origins).map(|o| Root { origin: Some(o), branches: Vec::new() }).collect();
    roots.push(Root { origin: None, branches: Vec::new() });
    for (mention, (origin, way)) in ways.into_iter().enumerate() {
        // The origin itself is the root, except where nobody can tell who it is.
        let mut branches = &mut roots[origin.map_or(origins, |o| o.min(origins))].branches;
        for (left, node) in way[..way.len().min(DEEPEST)].iter().enumerate().rev() {
            let at = branches.iter().position(|b| b.node == node).unwrap_or_else(|| {
                branches.push(Branch { node, mentions: Vec::new(), next: Vec::new() });
                branches.len() - 1
            });
            let branch = &mut branches[at];
            if left == 0 {
                branch.mentions.push(mention);
            }
            branches = &mut branch.next;
        }
    }
    roots.retain(|r| !r.branches.is_empty());
    roots
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
