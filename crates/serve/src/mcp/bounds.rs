//! Answers kept to a size that an assistant can read: long lists and texts lose their ends, and the answer says so.

use std::collections::BTreeMap;

use serde_json::Value;

/// Bytes of an answer's JSON. Clients cut or refuse what is beyond some 25,000 tokens.
const MOST: usize = 60_000;

/// Bytes of its words.
const MOST_WORDS: usize = 16_000;

/// A text is not cut shorter than this; lists give way first.
const LEAST_TEXT: usize = 500;

/// Rounds after which an answer goes out as it is; each one takes away a good part of what is too much.
const ROUNDS: usize = 64;

/// Cuts `answer`, which is an object, until it fits; what was left out stands in it as `left_out`, and is told in words.
pub fn fit(answer: &mut Value) -> Option<String> {
    let mut left_out = BTreeMap::new();
    for _ in 0..ROUNDS {
        let size = size(answer);
        if size <= MOST || !cut(answer, "", size - MOST, &mut left_out) {
            break;
        }
    }
    if left_out.is_empty() {
        return None;
    }
    let told: Vec<String> = left_out.iter().map(|(place, count)| format!("{count} of `{place}`")).collect();
    if let Value::Object(fields) = answer {
        fields.insert("left_out".to_owned(), left_out.into_iter().map(|(place, count)| (place, Value::from(count))).collect());
    }
    Some(format!("\nToo much for one answer, so this is left out: {}. Ask for less at once.", told.join(", ")))
}

/// Words at most `MOST_WORDS` long.
pub fn fit_words(mut words: String) -> String {
    if words.len() > MOST_WORDS {
        words.truncate(words.floor_char_boundary(MOST_WORDS));
        words.push_str(" …\n(the rest is in the JSON)");
    }
    words
}

/// Takes about `excess` bytes away where most of them are; `false` when nothing more can go.
fn cut(value: &mut Value, place: &str, excess: usize, left_out: &mut BTreeMap<String, usize>) -> bool {
    match value {
        Value::Array(items) if items.len() > 1 => {
            let sizes: Vec<usize> = items.iter().map(size).collect();
            let (mut keep, mut gone) = (items.len(), 0);
            while keep > 1 && gone < excess {
                keep -= 1;
                gone += sizes[keep];
            }
            *left_out.entry(place.to_owned()).or_insert(0) += items.len() - keep;
            items.truncate(keep);
            true
        }
        Value::Array(items) => items.first_mut().is_some_and(|only| cut(only, place, excess, left_out)),
        Value::Object(fields) => {
            let mut by_size: Vec<(usize, &String)> = fields.iter().map(|(name, v)| (size(v), name)).collect();
            by_size.sort_unstable_by(|a, b| b.cmp(a));
            let names: Vec<String> = by_size.into_iter().map(|(_, name)| name.clone()).collect();
            names.into_iter().any(|name| {
                let inner = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
                fields.get_mut(&name).is_some_and(|v| cut(v, &inner, excess, left_out))
            })
        }
        Value::String(text) if text.len() > LEAST_TEXT => {
            let keep = text.floor_char_boundary(text.len().saturating_sub(excess + '…'.len_utf8()).max(LEAST_TEXT));
            *left_out.entry(format!("{place} (characters)")).or_insert(0) += text[keep..].chars().count();
            text.truncate(keep);
            text.push('…');
            true
        }
        _ => false,
    }
}

/// Bytes that `value` takes when written.
fn size(value: &Value) -> usize {
    match value {
        Value::Null => 4,
        Value::Bool(_) => 5,
        Value::Number(n) => n.to_string().len(),
        // Nearly: escapes take a little more.
        Value::String(s) => s.len() + 2,
        Value::Array(items) => 2 + items.iter().map(|v| size(v) + 1).sum::<usize>(),
        Value::Object(fields) => 2 + fields.iter().map(|(name, v)| name.len() + size(v) + 4).sum::<usize>(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_fits_is_left_alone() {
        let mut answer = json!({"claims": [1, 2, 3]});
        assert_eq!((fit(&mut answer), answer), (None, json!({"claims": [1, 2, 3]})));
    }

    #[test]
    fn long_lists_lose_their_ends_and_say_so() {
        let mentions: Vec<Value> = (0..5_000).map(|i| json!({"article": format!("a/{i}"), "text": "x".repeat(40)})).collect();
        let mut answer = json!({"id": 7, "mentions": mentions, "origins": [1]});
        let told = fit(&mut answer).unwrap();
        let kept = answer["mentions"].as_array().unwrap().len();
        assert!(answer.to_string().len() < MOST + 1_000 && kept > 100, "{kept}");
        assert_eq!(answer["left_out"], json!({"mentions": 5_000 - kept}));
        assert_eq!((&answer["id"], &answer["mentions"][0]["article"]), (&json!(7), &json!("a/0")));
        assert!(told.contains("of `mentions`"), "{told}");
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let mut answer = json!({"article": {"text": "é".repeat(100_000)}, "list": [{"words": "ü".repeat(90_000)}]});
        fit(&mut answer).unwrap();
        assert!(answer.to_string().len() < MOST + 1_000);
        assert!(answer["article"]["text"].as_str().unwrap().ends_with("é…"));
        assert!(answer["left_out"]["article.text (characters)"].as_u64().unwrap() > 0);
        assert!(fit_words("ж".repeat(50_000)).len() < MOST_WORDS + 100);
    }

    #[test]
    fn what_cannot_be_cut_ends_the_work() {
        let mut answer: Value = (0..20_000).map(|i| (format!("field {i}"), Value::from(i))).collect::<serde_json::Map<_, _>>().into();
        assert_eq!(fit(&mut answer), None);
    }
}
