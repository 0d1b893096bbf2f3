//! Days as people type them, and the calendar's arithmetic: a year, a month or a day of ISO 8601.

/// The time, in seconds since 1970, as ISO 8601 in UTC; `None` for a year that no article is of.
pub use sayso_ingest::utc;
/// The day of an ISO 8601 date, counted from 1970-01-01.
pub use sayso_link::day as number;

/// Whether it is a year, month or day.
pub fn is_date(typed: &str) -> bool {
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let month = |part: &str| digits(part, 2) && ("01"..="12").contains(&part);
    match typed.split('-').collect::<Vec<_>>().as_slice() {
        [y] => digits(y, 4),
        [y, m] => digits(y, 4) && month(m),
        [y, m, d] => digits(y, 4) && month(m) && digits(d, 2) && ("01"..="31").contains(d),
        _ => false,
    }
}

/// The last day that a year, month or day covers: a month lasts until its end.
pub fn last_day(date: &str) -> String {
    match date.len() {
        4 => format!("{date}-12-31"),
        7 => format!("{date}-31"),
        _ => date.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read() {
        for date in ["2031", "2031-05", "2031-05-31"] {
            assert!(is_date(date), "{date}");
        }
        for other in ["", "31", "2031-13", "2031-05-32", "2031-5-3", "May 2031", "2031-05-31T10:00"] {
            assert!(!is_date(other), "{other}");
        }
        assert_eq!((last_day("2031").as_str(), last_day("2031-05").as_str()), ("2031-12-31", "2031-05-31"));
        assert_eq!(last_day("2031-05-07"), "2031-05-07");
    }
}
