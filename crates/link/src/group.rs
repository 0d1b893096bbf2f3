//! Average-link grouping: what belongs together on the whole, so that a chain of near misses does not join its two ends.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// Statements that make one claim.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Group {
    /// New statements, in order, never empty.
    pub members: Vec<usize>,
    /// The stored claim that they join.
    pub fixed: Option<usize>,
}

/// An average likeness as a number that orders.
#[derive(PartialEq, PartialOrd)]
struct Likeness(f32);

impl Eq for Likeness {}

#[allow(clippy::derive_ord_xor_partial_ord)]
impl Ord for Likeness {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// Groups `count` new statements (nodes 0..count) with each other and with stored claims (the nodes after them), best pair first,
/// while the mean probability over all pairs of two groups is at least `least`. `sizes` are the statements of each node, `edges` sums
/// of probabilities between nodes, the smaller index first. Stored claims are never joined with each other.
pub(crate) fn group(count: usize, sizes: &[f32], edges: &BTreeMap<(usize, usize), f32>, least: f32) -> Vec<Group> {
    let n = sizes.len();
    let mut sizes = sizes.to_vec();
    let mut members: Vec<Vec<usize>> = (0..n).map(|i| if i < count { vec![i] } else { Vec::new() }).collect();
    let mut fixed: Vec<Option<usize>> = (0..n).map(|i| (i >= count).then_some(i)).collect();
    let mut near: Vec<BTreeMap<usize, f32>> = vec![BTreeMap::new(); n];
    // (likeness, lower node, higher node, sizes when it was reckoned): outdated ones are passed over.
    let mut queue = BinaryHeap::new();
    for (&(i, j), &sum) in edges {
        near[i].insert(j, sum);
        near[j].insert(i, sum);
        queue.push((Likeness(sum / (sizes[i] * sizes[j]).max(1.0)), Reverse(i), Reverse(j)));
    }
    while let Some((Likeness(mean), Reverse(i), Reverse(j))) = queue.pop() {
        if mean < least {
            break;
        }
        let Some(&sum) = near[i].get(&j) else { continue };
        let current = sum / (sizes[i] * sizes[j]).max(1.0);
        if current.to_bits() != mean.to_bits() || fixed[i].is_some() && fixed[j].is_some() {
            continue;
        }
        // The one with more neighbours keeps its place: each neighbour moves at most log n times.
        let (keep, gone) = if near[i].len() >= near[j].len() { (i, j) } else { (j, i) };
        sizes[keep] += sizes[gone];
        let moved = std::mem::take(&mut members[gone]);
        members[keep].extend(moved);
        fixed[keep] = fixed[keep].or(fixed[gone]);
        for (k, sum) in std::mem::take(&mut near[gone]) {
            near[k].remove(&gone);
            if k != keep {
                let total = near[keep].get(&k).copied().unwrap_or(0.0) + sum;
                near[keep].insert(k, total);
                near[k].insert(keep, total);
            }
        }
        for (&k, &sum) in &near[keep] {
            queue.push((Likeness(sum / (sizes[keep] * sizes[k]).max(1.0)), Reverse(keep.min(k)), Reverse(keep.max(k))));
        }
    }
    let mut found: Vec<Group> = members
        .into_iter()
        .zip(fixed)
        .filter(|(m, _)| !m.is_empty())
        .map(|(mut members, fixed)| {
            members.sort_unstable();
            Group { members, fixed }
        })
        .collect();
    found.sort_by_key(|g| g.members[0]);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(count: usize, sizes: &[f32], edges: &[(usize, usize, f32)]) -> Vec<(Vec<usize>, Option<usize>)> {
        let edges = edges.iter().map(|&(i, j, p)| ((i, j), p)).collect();
        group(count, sizes, &edges, 0.5).into_iter().map(|g| (g.members, g.fixed)).collect()
    }

    #[test]
    fn a_chain_does_not_hold() {
        // 0-1 and 1-2 are alike, 0-2 are not.
        let found = run(3, &[1.0; 3], &[(0, 1, 0.9), (1, 2, 0.8)]);
        assert_eq!(found, [(vec![0, 1], None), (vec![2], None)]);
    }

    #[test]
    fn stored_claims_stay_apart() {
        let found = run(2, &[1.0, 1.0, 1.0, 2.0], &[(0, 1, 0.9), (0, 2, 0.8), (1, 3, 1.7)]);
        // Together they are no longer near enough to either.
        assert_eq!(found, [(vec![0, 1], None)]);
        assert_eq!(run(1, &[1.0, 1.0, 2.0], &[(0, 1, 0.8), (0, 2, 1.8)]), [(vec![0], Some(2))]);
    }
}
