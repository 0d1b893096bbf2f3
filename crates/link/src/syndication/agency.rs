//! Who had a shared text first, and which agency stands behind it, when only one of the copies names it too.

use sayso_register::{OutletKind, Register};

use super::WHOLE;
use crate::records::ArticleId;

/// A copy of the article in question, with what is known of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CopyOf<'a> {
    pub article: ArticleId,
    /// Share of the article in question that stands in this one.
    pub share: f32,
    pub outlet: Option<&'a str>,
    /// ISO 8601 date or date and time.
    pub published: Option<&'a str>,
    /// The agency that it is credited to (`Ledger::syndicated_from`).
    pub credit: Option<&'a str>,
}

/// The agency behind a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// Canonical name.
    pub agency: String,
    pub ground: Ground,
}

/// Why it is taken to be that agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// The article says so: byline, dateline or credit line.
    Credit,
    /// The agency itself published the text.
    Published(ArticleId),
    /// This copy of it names the agency.
    CopyCredits(ArticleId),
}

/// The agency behind an article with this `credit` of its own and these `copies`.
///
/// The article's own word comes first, then an agency that published the text itself, then what the copies credit: the agency that
/// most of them name, of equals the one that the earliest names. Copies of less than half of the article say nothing about the whole.
pub fn behind(credit: Option<&str>, copies: &[CopyOf<'_>], register: &Register) -> Option<Behind> {
    if let Some(agency) = credit {
        return Some(Behind { agency: agency.to_owned(), ground: Ground::Credit });
    }
    let mut whole: Vec<&CopyOf<'_>> = copies.iter().filter(|c| c.share >= WHOLE).collect();
    whole.sort_by(|a, b| time(a.published).cmp(&time(b.published)).then(a.article.cmp(&b.article)));
    let agency = |c: &&CopyOf<'_>| {
        let outlet = register.outlet(c.outlet?)?;
        matches!(outlet.kind, OutletKind::Wire).then(|| Behind { agency: outlet.name.clone(), ground: Ground::Published(c.article) })
    };
    if let Some(found) = whole.iter().find_map(agency) {
        return Some(found);
    }
    let named: Vec<(&str, ArticleId)> = whole.iter().filter_map(|c| Some((c.credit?, c.article))).collect();
    let votes = |name: &str| named.iter().filter(|(n, _)| *n == name).count();
    // `max_by_key` takes the last of equals, so it looks from the latest to the earliest.
    let (name, article) = named.iter().rev().max_by_key(|(n, _)| votes(n)).copied()?;
    Some(Behind { agency: name.to_owned(), ground: Ground::CopyCredits(article) })
}

/// Undated ones last.
fn time(published: Option<&str>) -> (bool, &str) {
    (published.is_none(), published.unwrap_or_default())
}

/// Whether `there` had the text before `here`, as far as credits and dates tell; `None` when they don't.
///
/// An article credited to the other's outlet is the later one, whatever the clocks say; dates without a time of day tell only when they
/// are different days.
pub fn upstream(here: &CopyOf<'_>, there: &CopyOf<'_>, register: &Register) -> Option<bool> {
    let is = |credit: Option<&str>, outlet: Option<&str>| match (credit, outlet) {
        (Some(c), Some(o)) => c == o || register.outlet(c).zip(register.outlet(o)).is_some_and(|(c, o)| c.id == o.id),
        _ => false,
    };
    // An agency's own page is credited to the agency: that says nothing here.
    match (is(here.credit, there.outlet), is(there.credit, here.outlet)) {
        (true, false) => return Some(true),
        (false, true) => return Some(false),
        _ => {}
    }
    let (a, b) = (here.published?, there.published?);
    let timed = a.len() > 10 && b.len() > 10 && zone(a) == zone(b);
    let (a, b) = if timed { (a, b) } else { (a.get(..10)?, b.get(..10)?) };
    match a.cmp(b) {
        std::cmp::Ordering::Less => Some(false),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(true),
    }
}

/// What follows the clock: "Z", "+02:00" or nothing.
fn zone(iso: &str) -> &str {
    let clock = iso.get(11..).unwrap_or_default();
    clock.find(['Z', '+', '-']).map_or("", |at| &clock[at..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copy<'a>(article: i64, outlet: &'a str, published: &'a str, credit: Option<&'a str>) -> CopyOf<'a> {
        CopyOf { article: ArticleId(article), share: 0.8, outlet: Some(outlet), published: Some(published), credit }
    }

    #[test]
    fn one_copy_that_names_the_agency_is_enough() {
        let register = Register::builtin();
        let copies = [copy(2, "Northgate Post", "2031-05-02", None), copy(3, "Harbour Courier", "2031-05-03", Some("Reuters"))];
        let found = behind(None, &copies, register).unwrap();
        assert_eq!((found.agency.as_str(), found.ground), ("Reuters", Ground::CopyCredits(ArticleId(3))));
        assert_eq!(behind(None, &copies[..1], register), None);
    }

    #[test]
    fn the_agency_s_own_page_goes_before_what_copies_say() {
        let register = Register::builtin();
        let copies = [copy(2, "Northgate Post", "2031-05-01", Some("Reuters")), copy(3, "Associated Press", "2031-05-02", None)];
        assert_eq!(behind(None, &copies, register).unwrap().ground, Ground::Published(ArticleId(3)));
        assert_eq!(behind(Some("AFP"), &copies, register).unwrap().ground, Ground::Credit);
    }

    #[test]
    fn a_small_part_says_nothing_about_the_whole() {
        let part = CopyOf { share: 0.2, ..copy(2, "Reuters", "2031-05-01", None) };
        assert_eq!(behind(None, &[part], Register::builtin()), None);
    }

    #[test]
    fn credits_go_before_clocks_and_days_before_nothing() {
        let register = Register::builtin();
        let wire = copy(1, "Reuters", "2031-05-02T09:00:00Z", Some("Reuters"));
        let early = copy(2, "Northgate Post", "2031-05-02T08:00:00Z", Some("Reuters"));
        assert_eq!(upstream(&early, &wire, register), Some(true));
        let plain = copy(3, "Harbour Courier", "2031-05-02T11:00:00Z", None);
        assert_eq!(upstream(&plain, &early, register), Some(true));
        assert_eq!(upstream(&early, &plain, register), Some(false));
        let dated = copy(4, "Harbour Courier", "2031-05-02", None);
        assert_eq!(upstream(&dated, &early, register), None);
        let other_zone = copy(5, "Harbour Courier", "2031-05-02T09:30:00+02:00", None);
        assert_eq!(upstream(&other_zone, &plain, register), None);
    }
}
