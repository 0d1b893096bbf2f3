//! Leaves statements out of a ledger and keeps every index in it right.

use sayso_doc::{Ledger, Statement, Voice};

/// `ledger` with the statements that `keep` says yes to.
///
/// A statement whose parent goes moves to the nearest ancestor that stays; speakers that nobody speaks as any more go;
/// notes stay, and forget the statements that went.
#[must_use]
pub fn retain(ledger: Ledger, keep: impl Fn(&Statement) -> bool) -> Ledger {
    let Ledger { statements, speakers, notes, syndicated_from, contributors } = ledger;
    let kept: Vec<bool> = statements.iter().map(&keep).collect();
    if kept.iter().all(|&k| k) {
        return Ledger { statements, speakers, notes, syndicated_from, contributors };
    }
    let new_index = renumber(&kept);
    let parents: Vec<Option<usize>> = statements.iter().map(|s| s.parent).collect();
    let ancestor = |mut parent: Option<usize>| {
        // Bounded, since a broken ledger might hold a ring.
        for _ in 0..parents.len() {
            match parent {
                Some(p) if !kept[p] => parent = parents[p],
                found => return found,
            }
        }
        None
    };

    let statements = statements
        .into_iter()
        .zip(&kept)
        .filter_map(|(s, &k)| k.then_some(s))
        .map(|mut s| {
            s.parent = ancestor(s.parent).map(|p| new_index[p]);
            s
        })
        .collect();
    let notes = notes
        .into_iter()
        .map(|mut n| {
            n.about = n.about.into_iter().filter(|&i| kept[i]).map(|i| new_index[i]).collect();
            n
        })
        .collect();
    without_silent_speakers(Ledger { statements, speakers, notes, syndicated_from, contributors })
}

/// `ledger` without the speakers that nobody speaks as.
#[must_use]
pub fn without_silent_speakers(mut ledger: Ledger) -> Ledger {
    let mut spoken = vec![false; ledger.speakers.len()];
    for statement in &ledger.statements {
        if let Voice::Attributed { speaker, .. } = statement.voice {
            spoken[speaker] = true;
        }
    }
    let new_speaker = renumber(&spoken);
    for statement in &mut ledger.statements {
        if let Voice::Attributed { speaker, .. } = &mut statement.voice {
            *speaker = new_speaker[*speaker];
        }
    }
    ledger.speakers = ledger.speakers.into_iter().zip(&spoken).filter_map(|(s, &k)| k.then_some(s)).collect();
    ledger
}

/// For each kept place its index among the kept ones.
fn renumber(kept: &[bool]) -> Vec<usize> {
    kept.iter()
        .scan(0, |next, &k| {
            let index = *next;
            *next += usize::from(k);
            Some(index)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::sample;

    #[test]
    fn keeping_all_changes_nothing() {
        let (_, ledger) = sample();
        assert_eq!(retain(ledger.clone(), |_| true), ledger);
    }

    #[test]
    fn a_child_moves_up_when_its_parent_goes() {
        let (_, mut ledger) = sample();
        // 2 holds 3 holds 4.
        ledger.statements[4].parent = Some(3);
        let confidence = ledger.statements[3].confidence;
        let pruned = retain(ledger, |s| s.confidence != confidence);
        assert_eq!(pruned.statements.len(), 7);
        assert_eq!((pruned.statements[2].parent, pruned.statements[3].parent), (None, Some(2)));
        // The note was about statement 4, which is the fourth now; the nested speaker is gone.
        assert_eq!(pruned.notes[0].about, [3]);
        assert!(pruned.speakers.iter().all(|s| s.name != "Ilse Brandt"));
        let Voice::Attributed { speaker, .. } = pruned.statements[3].voice else { panic!("own voice") };
        assert_eq!(pruned.speakers[speaker].name, "unnamed port official");
    }

    #[test]
    fn notes_stay_without_their_statements() {
        let (_, ledger) = sample();
        let pruned = retain(ledger, |s| s.voice == Voice::Own);
        assert_eq!((pruned.statements.len(), pruned.speakers.len(), pruned.notes.len()), (2, 0, 2));
        assert!(pruned.notes[0].about.is_empty());
    }

    #[test]
    fn a_ring_of_parents_ends() {
        let (_, mut ledger) = sample();
        ledger.statements[2].parent = Some(3);
        let sure = ledger.statements[4].confidence;
        ledger.statements[4].parent = Some(3);
        assert_eq!(retain(ledger, |s| s.confidence == sure).statements[0].parent, None);
    }
}
