//! Which language a text is in: function words first, then a trigram detector, and what the page declares.

use whatlang::{Lang, detect};

/// Words of these in a hundred that only English text reaches.
const ENGLISH_SHARE: usize = 14;
/// Words below which no detector is believed.
const FEW_WORDS: usize = 30;
/// Bytes that are looked at.
const SAMPLE: usize = 6000;

const ENGLISH: [&str; 28] = [
    "the", "of", "and", "to", "that", "is", "was", "for", "it", "with", "as", "his", "he", "be", "at", "by", "have", "from", "had", "not",
    "they", "which", "said", "their", "has", "were", "are", "this",
];

/// ISO 639-1 code of the language of `text`; `declared` (such as `en-GB`) decides where the text is too short to tell.
pub fn of(text: &str, declared: Option<&str>) -> Option<String> {
    let declared = declared.and_then(code);
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let (mut words, mut english) = (0, 0);
    for word in sample.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        words += 1;
        english += usize::from(ENGLISH.iter().any(|e| e.eq_ignore_ascii_case(word)));
    }
    if words >= FEW_WORDS && english * 100 >= words * ENGLISH_SHARE {
        return Some("en".to_owned());
    }
    let found = detect(sample);
    match (found, &declared) {
        // A script tells much by itself, and scripts without blanks have few "words".
        (Some(info), _) if info.script() != whatlang::Script::Latin || info.is_reliable() && words >= FEW_WORDS => {
            Some(iso_639_1(info.lang()).to_owned())
        }
        (_, Some(declared)) => Some(declared.clone()),
        (Some(info), None) if info.is_reliable() => Some(iso_639_1(info.lang()).to_owned()),
        _ => None,
    }
}

/// Whether the article may be read: English, or too short to say.
pub fn is_english(language: Option<&str>) -> bool {
    language.is_none_or(|l| l == "en")
}

/// `en` of `en-GB`, `en_US` or `EN`.
fn code(declared: &str) -> Option<String> {
    let head = declared.trim().split(['-', '_', ',', ' ']).next()?.to_ascii_lowercase();
    let known = match head.as_str() {
        "eng" | "english" => "en",
        other => other,
    };
    (known.len() == 2 && known.bytes().all(|b| b.is_ascii_lowercase())).then(|| known.to_owned())
}

/// The two-letter code; the three-letter one for the few languages that have none.
fn iso_639_1(lang: Lang) -> &'static str {
    const CODES: [(&str, &str); 69] = [
        ("epo", "eo"),
        ("eng", "en"),
        ("rus", "ru"),
        ("cmn", "zh"),
        ("spa", "es"),
        ("por", "pt"),
        ("ita", "it"),
        ("ben", "bn"),
        ("fra", "fr"),
        ("deu", "de"),
        ("ukr", "uk"),
        ("kat", "ka"),
        ("ara", "ar"),
        ("hin", "hi"),
        ("jpn", "ja"),
        ("heb", "he"),
        ("yid", "yi"),
        ("pol", "pl"),
        ("amh", "am"),
        ("jav", "jv"),
        ("kor", "ko"),
        ("nob", "nb"),
        ("dan", "da"),
        ("swe", "sv"),
        ("fin", "fi"),
        ("tur", "tr"),
        ("nld", "nl"),
        ("hun", "hu"),
        ("ces", "cs"),
        ("ell", "el"),
        ("bul", "bg"),
        ("bel", "be"),
        ("mar", "mr"),
        ("kan", "kn"),
        ("ron", "ro"),
        ("slv", "sl"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("mkd", "mk"),
        ("lit", "lt"),
        ("lav", "lv"),
        ("est", "et"),
        ("tam", "ta"),
        ("vie", "vi"),
        ("urd", "ur"),
        ("tha", "th"),
        ("guj", "gu"),
        ("uzb", "uz"),
        ("pan", "pa"),
        ("aze", "az"),
        ("ind", "id"),
        ("tel", "te"),
        ("pes", "fa"),
        ("mal", "ml"),
        ("ori", "or"),
        ("mya", "my"),
        ("nep", "ne"),
        ("sin", "si"),
        ("khm", "km"),
        ("tuk", "tk"),
        ("aka", "ak"),
        ("zul", "zu"),
        ("sna", "sn"),
        ("afr", "af"),
        ("lat", "la"),
        ("slk", "sk"),
        ("cat", "ca"),
        ("tgl", "tl"),
        ("hye", "hy"),
    ];
    let three = lang.code();
    CODES.iter().find(|(t, _)| *t == three).map_or(three, |(_, two)| two)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, declared: Option<&str>, expect: Option<&str>) {
        assert_eq!(of(text, declared).as_deref(), expect);
    }

    #[test]
    fn words_beat_the_declaration() {
        let english =
            "The harbour board said that the bridge was closed for repairs and would not open before the end of the month. ".repeat(3);
        check(&english, Some("de-DE"), Some("en"));
        let german =
            "Die Hafenbehörde teilte mit, dass die Brücke wegen Reparaturen gesperrt ist und nicht vor dem Ende des Monats öffnet. "
                .repeat(3);
        check(&german, Some("en"), Some("de"));
        check("Портовая администрация сообщила, что мост закрыт на ремонт и не откроется до конца месяца.", None, Some("ru"));
    }

    #[test]
    fn short_texts_take_the_declaration() {
        check("Bridge shut", Some("en_GB"), Some("en"));
        check("", None, None);
        check("Bridge shut", Some("x-klingon"), None);
    }
}
