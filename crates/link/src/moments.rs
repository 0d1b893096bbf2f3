//! Which of two publication dates is the earlier one.

use crate::records::day;

/// Minutes since 1970-01-01 UTC of an ISO 8601 date and time; a date alone has none.
fn minute(iso: &str) -> Option<i64> {
    let day = day(iso)?;
    let time = iso.get(10..)?.strip_prefix(['T', ' '])?;
    let two = |at: usize| time.get(at..at + 2)?.parse::<i64>().ok();
    let (hour, minute) = (two(0)?, two(3)?);
    let zone = time.get(5..)?.trim_start_matches(|c: char| c == ':' || c == '.' || c.is_ascii_digit());
    let sign = if zone.starts_with('-') { 1 } else { -1 };
    let offset = zone.strip_prefix(['+', '-']).map_or(0, |z| {
        let digits: String = z.chars().filter(char::is_ascii_digit).take(4).collect();
        digits.get(..2).and_then(|h| h.parse::<i64>().ok()).unwrap_or(0) * 60
            + digits.get(2..4).and_then(|m| m.parse::<i64>().ok()).unwrap_or(0)
    });
    Some(i64::from(day) * 1440 + hour * 60 + minute + sign * offset)
}

/// Whether `a` is surely earlier than `b`: by the minute where both have one, else by the day.
pub(crate) fn earlier(a: Option<&str>, b: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    match (minute(a), minute(b)) {
        (Some(x), Some(y)) => x < y,
        _ => day(a).zip(day(b)).is_some_and(|(x, y)| x < y),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn earlier_by_what_is_known() {
        assert!(earlier(Some("2031-04-02"), Some("2031-04-03T01:00")));
        assert!(!earlier(Some("2031-04-02"), Some("2031-04-02T01:00")));
        assert!(earlier(Some("2031-04-02T10:00:00+02:00"), Some("2031-04-02T09:00:00Z")));
        assert!(!earlier(Some("2031-04-02T10:00:00-05:00"), Some("2031-04-02T12:00:00.5Z")));
        assert!(!earlier(None, Some("2031-04-02")) && !earlier(Some("é031-04-02T"), Some("2031-04-02Té9:00")));
    }
}
