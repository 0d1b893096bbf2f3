//! Where in a text its statements and notes begin and end, for pages that mark them there.

/// What a run of characters is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Content(usize),
    Source(usize),
    Relay(usize),
    Cue(usize),
    Marker(usize),
    Note(usize),
}

/// A role begins or ends; ends come before beginnings at the same byte.
#[derive(Debug, Clone, Copy)]
pub struct Event {
    pub at: usize,
    pub begins: bool,
    pub role: Role,
    /// First piece of its spans, or last.
    pub edge: bool,
}

/// The events of one text.
pub struct Events<'t> {
    text: &'t str,
    events: Vec<Event>,
}

impl<'t> Events<'t> {
    pub fn of(text: &'t str) -> Self {
        Self { text, events: Vec::new() }
    }

    /// Adds what `role` stands over, in bytes; what is empty or no piece of the text is left out.
    pub fn add(&mut self, spans: impl IntoIterator<Item = [usize; 2], IntoIter: ExactSizeIterator>, role: Role) {
        let spans = spans.into_iter();
        let count = spans.len();
        for (k, [start, end]) in spans.enumerate().filter(|(_, s)| s[0] < s[1] && self.text.get(s[0]..s[1]).is_some()) {
            self.events.push(Event { at: start, begins: true, role, edge: k == 0 });
            self.events.push(Event { at: end, begins: false, role, edge: k + 1 == count });
        }
    }

    pub fn in_order(mut self) -> Vec<Event> {
        self.events.sort_by_key(|e| (e.at, e.begins));
        self.events
    }
}

/// For each statement its number among the attributed ones, from 1; 0 for own voice, which is told by its place.
pub fn numbers(attributed: impl Iterator<Item = bool>) -> Vec<usize> {
    attributed
        .scan(0, |count, is_attributed| {
            *count += usize::from(is_attributed);
            Some(if is_attributed { *count } else { 0 })
        })
        .collect()
}
