//! Dates as pages print them, to ISO 8601: `2023-07-27`, or with a time and, where given, the offset.

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const LONG_MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
/// Zones that mean one offset; "ET" and its like depend on the season and are left out.
const ZONES: [(&str, &str); 16] = [
    ("z", "Z"),
    ("utc", "Z"),
    ("gmt", "Z"),
    ("bst", "+01:00"),
    ("cet", "+01:00"),
    ("cest", "+02:00"),
    ("eet", "+02:00"),
    ("eest", "+03:00"),
    ("msk", "+03:00"),
    ("est", "-05:00"),
    ("edt", "-04:00"),
    ("cst", "-06:00"),
    ("cdt", "-05:00"),
    ("mst", "-07:00"),
    ("pst", "-08:00"),
    ("pdt", "-07:00"),
];
/// No publication that Sayso reads is dated outside these years.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2100;

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number { value: u64, digits: usize },
    Word(String),
    Mark(char),
}

/// The date, and the time if there is one, that `text` states; `None` when it states none or leaves the order of day and month open.
pub fn normalize(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > 200 {
        return find(&text[..text.floor_char_boundary(200)]);
    }
    find(text)
}

fn find(text: &str) -> Option<String> {
    let tokens = tokens(text);
    if let [Token::Number { value, digits }] = tokens.as_slice() {
        return match digits {
            8 => iso_date(*value / 10_000, *value / 100 % 100, *value % 100),
            14 => {
                let date = iso_date(*value / 10_000_000_000, *value / 100_000_000 % 100, *value / 1_000_000 % 100)?;
                Some(with_time(date, *value / 10_000 % 100, *value / 100 % 100, Some(*value % 100), None))
            }
            10 => utc(*value),
            13 => utc(*value / 1000),
            _ => None,
        };
    }
    for at in 0..tokens.len() {
        if let Some((date, used)) = date_at(&tokens[at..]) {
            let rest = &tokens[at + used..];
            return Some(match time_in(rest).or_else(|| time_in(&tokens[..at])) {
                Some((hour, minute, second, zone)) => with_time(date, hour, minute, second, zone),
                None => date,
            });
        }
    }
    None
}

/// The date in an address's path, such as `/2023/07/27/` or `/2023-07-27-`.
pub fn in_path(path: &str) -> Option<String> {
    let tokens = tokens(path);
    tokens.windows(5).find_map(|w| match w {
        [
            Token::Number { value: y, digits: 4 },
            Token::Mark(a),
            Token::Number { value: m, digits: 1..=2 },
            Token::Mark(b),
            Token::Number { value: d, digits: 1..=2 },
        ] if a == b && matches!(a, '/' | '-') => iso_date(*y, *m, *d),
        [
            Token::Number { value: y, digits: 4 },
            Token::Mark('/'),
            Token::Word(m),
            Token::Mark('/'),
            Token::Number { value: d, digits: 1..=2 },
        ] => iso_date(*y, month(m)?, *d),
        _ => None,
    })
}

fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_ascii_digit() {
            let (mut value, mut digits) = (u64::from(c as u8 - b'0'), 1);
            while let Some(d) = chars.next_if(char::is_ascii_digit) {
                value = value.saturating_mul(10).saturating_add(u64::from(d as u8 - b'0'));
                digits += 1;
            }
            out.push(Token::Number { value, digits });
        } else if c.is_alphabetic() {
            let mut word: String = c.to_lowercase().collect();
            while let Some(w) = chars.next_if(|c| c.is_alphabetic()) {
                word.extend(w.to_lowercase());
            }
            out.push(Token::Word(word));
        } else if !c.is_whitespace() {
            out.push(Token::Mark(c));
        }
        if out.len() > 100 {
            break;
        }
    }
    out
}

fn month(word: &str) -> Option<u64> {
    let at = LONG_MONTHS.iter().position(|m| *m == word).or_else(|| MONTHS.iter().position(|m| *m == word));
    at.or((word == "sept").then_some(8)).map(|i| i as u64 + 1)
}

/// A date at the start of `tokens` and how many of them it takes.
fn date_at(tokens: &[Token]) -> Option<(String, usize)> {
    use Token::{Mark, Number, Word};
    match tokens {
        // 2023-07-27, 2023/07/27, 2023.07.27
        [Number { value: y, digits: 4 }, Mark(a), Number { value: m, digits: 1..=2 }, Mark(b), Number { value: d, digits: 1..=2 }, ..]
            if a == b && matches!(a, '-' | '/' | '.') =>
        {
            Some((iso_date(*y, *m, *d)?, 5))
        }
        // 20230727T101500Z
        [Number { value, digits: 8 }, Word(t), ..] if t == "t" => Some((iso_date(*value / 10_000, *value / 100 % 100, *value % 100)?, 1)),
        // July 27, 2023; Jul. 27 2023; July 27th, 2023
        [Word(m), rest @ ..] if month(m).is_some() => {
            let m = month(m)?;
            let mut used = 1;
            let mut rest = rest;
            if let [Mark('.'), tail @ ..] = rest {
                (rest, used) = (tail, used + 1);
            }
            let [Number { value: d, digits: 1..=2 }, tail @ ..] = rest else { return None };
            (rest, used) = (tail, used + 1);
            if let [Word(th), tail @ ..] = rest
                && matches!(th.as_str(), "st" | "nd" | "rd" | "th")
            {
                (rest, used) = (tail, used + 1);
            }
            if let [Mark(','), tail @ ..] = rest {
                (rest, used) = (tail, used + 1);
            }
            let [Number { value: y, digits: 4 }, ..] = rest else { return None };
            Some((iso_date(*y, m, *d)?, used + 1))
        }
        // 27 July 2023; 27th of July, 2023; 27-Jul-2023
        [Number { value: d, digits: 1..=2 }, rest @ ..] => {
            let mut used = 1;
            let mut rest = rest;
            while let [Word(skip), tail @ ..] = rest
                && matches!(skip.as_str(), "st" | "nd" | "rd" | "th" | "of")
            {
                (rest, used) = (tail, used + 1);
            }
            if let [Mark('-' | '.' | '/'), tail @ ..] = rest {
                (rest, used) = (tail, used + 1);
            }
            match rest {
                [Word(m), tail @ ..] => {
                    let m = month(m)?;
                    (rest, used) = (tail, used + 1);
                    while let [Mark(',' | '.' | '-' | '/'), tail @ ..] = rest {
                        (rest, used) = (tail, used + 1);
                    }
                    let [Number { value: y, digits: 4 }, ..] = rest else { return None };
                    Some((iso_date(*y, m, *d)?, used + 1))
                }
                // 27/07/2023 or 07/27/2023, where the numbers leave no doubt.
                [Number { value: second, digits: 1..=2 }, Mark('-' | '.' | '/'), Number { value: y, digits: 2 | 4 }, ..] if used == 2 => {
                    let (first, second) = (*d, *second);
                    // Two digits: what POSIX takes them for.
                    let y = &if *y < 69 {
                        y + 2000
                    } else if *y < 100 {
                        y + 1900
                    } else {
                        *y
                    };
                    let date = if first > 12 || first == second {
                        iso_date(*y, second, first)
                    } else if second > 12 {
                        iso_date(*y, first, second)
                    } else {
                        None
                    };
                    Some((date?, 5))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

type Time = (u64, u64, Option<u64>, Option<String>);

/// The first clock time in `tokens`.
fn time_in(tokens: &[Token]) -> Option<Time> {
    use Token::{Mark, Number, Word};
    for at in 0..tokens.len().min(12) {
        let (mut hour, minute, mut second, mut rest) = match &tokens[at..] {
            [Number { value: h, digits: 1..=2 }, Mark(':'), Number { value: m, digits: 2 }, rest @ ..] => (*h, *m, None, rest),
            [Number { value: h, digits: 1..=2 }, Word(half), ..] if matches!(half.as_str(), "am" | "pm") => {
                (*h, 0, None, &tokens[at + 1..])
            }
            [Word(t), Number { value, digits: 6 }, rest @ ..] if t == "t" => {
                (*value / 10_000, *value / 100 % 100, Some(*value % 100), rest)
            }
            _ => continue,
        };
        if let [Mark(':'), Number { value: s, digits: 2 }, tail @ ..] = rest {
            (second, rest) = (Some(*s), tail);
            if let [Mark('.' | ','), Number { .. }, tail @ ..] = rest {
                rest = tail;
            }
        }
        match rest {
            [Word(half), tail @ ..] if half == "am" || half == "pm" => {
                hour = to_24(hour, half == "pm");
                rest = tail;
            }
            // "9:14 a.m."
            [Word(half), Mark('.'), Word(m), tail @ ..] if m == "m" && (half == "a" || half == "p") => {
                hour = to_24(hour, half == "p");
                rest = match tail {
                    [Mark('.'), tail @ ..] => tail,
                    tail => tail,
                };
            }
            _ => {}
        }
        let zone = match rest {
            [Mark(sign @ ('+' | '-' | '−')), Number { value, digits: 4 }, ..] => offset(*sign, *value / 100, *value % 100),
            [Mark(sign @ ('+' | '-' | '−')), Number { value: h, digits: 1..=2 }, Mark(':'), Number { value: m, digits: 2 }, ..] => {
                offset(*sign, *h, *m)
            }
            [Mark(sign @ ('+' | '-' | '−')), Number { value: h, digits: 2 }, ..] => offset(*sign, *h, 0),
            [Mark('('), Word(zone), ..] | [Word(zone), ..] => ZONES.iter().find(|(z, _)| *z == zone).map(|(_, o)| (*o).to_owned()),
            _ => None,
        };
        if hour < 24 && minute < 60 && second.is_none_or(|s| s <= 60) {
            return Some((hour, minute, second, zone));
        }
    }
    None
}

fn to_24(hour: u64, afternoon: bool) -> u64 {
    match (hour, afternoon) {
        (12, false) => 0,
        (1..=11, true) => hour + 12,
        _ => hour,
    }
}

fn offset(sign: char, hours: u64, minutes: u64) -> Option<String> {
    let sign = if sign == '+' { '+' } else { '-' };
    (hours <= 14 && minutes < 60).then(|| if hours + minutes == 0 { "Z".to_owned() } else { format!("{sign}{hours:02}:{minutes:02}") })
}

fn with_time(date: String, hour: u64, minute: u64, second: Option<u64>, zone: Option<String>) -> String {
    let zone = zone.unwrap_or_default();
    match second {
        Some(second) => format!("{date}T{hour:02}:{minute:02}:{second:02}{zone}"),
        // A bare midnight is how many systems write "no time".
        None if (hour, minute) == (0, 0) && zone.is_empty() => date,
        None => format!("{date}T{hour:02}:{minute:02}{zone}"),
    }
}

fn iso_date(year: u64, month: u64, day: u64) -> Option<String> {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    let year_fits = u32::try_from(year).is_ok_and(|y| YEARS.contains(&y));
    (year_fits && (1..=days).contains(&day)).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// Seconds since 1970 as a UTC time, ISO 8601; the calendar arithmetic is Howard Hinnant's `civil_from_days`.
pub fn utc(seconds: u64) -> Option<String> {
    let (days, rest) = (seconds / 86_400 + 719_468, seconds % 86_400);
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let (day, month) = (day_of_year - (153 * shifted + 2) / 5 + 1, if shifted < 10 { shifted + 3 } else { shifted - 9 });
    let date = iso_date(era * 400 + year_of_era + u64::from(month <= 2), month, day)?;
    Some(with_time(date, rest / 3600, rest / 60 % 60, Some(rest % 60), Some("Z".to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(printed: &str, expect: &str) {
        assert_eq!(normalize(printed).unwrap_or_default(), expect, "{printed}");
    }

    #[test]
    fn machine_dates() {
        check("2023-07-27", "2023-07-27");
        check("2023-07-27T09:14:05Z", "2023-07-27T09:14:05Z");
        check("2023-07-27T09:14:05.123+02:00", "2023-07-27T09:14:05+02:00");
        check("2023-07-27T09:14:05-0400", "2023-07-27T09:14:05-04:00");
        check("2023-07-27 09:14", "2023-07-27T09:14");
        check("20230727", "2023-07-27");
        check("20230727T091405Z", "2023-07-27T09:14:05Z");
        check("Thu, 27 Jul 2023 09:14:05 GMT", "2023-07-27T09:14:05Z");
        check("1690449245", "2023-07-27T09:14:05Z");
        check("1690449245000", "2023-07-27T09:14:05Z");
    }

    #[test]
    fn printed_dates() {
        check("Published July 27, 2023 at 9:14 AM EDT", "2023-07-27T09:14-04:00");
        check("Jul. 27, 2023, 3:05 p.m. ET", "2023-07-27T15:05");
        check("27th of July 2023", "2023-07-27");
        check("Updated 10:30 GMT, 27 July 2023", "2023-07-27T10:30Z");
        check("27/07/2023", "2023-07-27");
        check("07/27/2023", "2023-07-27");
        check("7/27/23", "2023-07-27");
    }

    #[test]
    fn what_is_no_date() {
        for text in ["07/08/2023", "31 February 2023", "2023-13-01", "may 2023 be kind", "99999999999999999999999", "", "€—July"] {
            check(text, "");
        }
    }

    #[test]
    fn dates_in_addresses() {
        assert_eq!(in_path("/world/2023/07/27/bridge").as_deref(), Some("2023-07-27"));
        assert_eq!(in_path("/2023/jul/27/bridge").as_deref(), Some("2023-07-27"));
        assert_eq!(in_path("/article-12345/"), None);
    }
}
