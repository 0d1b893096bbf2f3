//! What goes in and out of the API of `sayso serve` besides the views: errors, requests, and the table for spreadsheets.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::views::{ClaimCard, Corrected};

/// Why a request is not answered as asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Failed {
    /// A stable word for programs.
    pub code: String,
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    /// Where the code is told of.
    pub docs: String,
}

/// An article to trace: one of `text`, `html` and `url`, and what is known of it besides.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TraceRequest {
    /// Its words; kept as they are.
    pub text: Option<String>,
    /// Its page.
    pub html: Option<String>,
    /// Where it is to be fetched, or, with `text` or `html`, where it comes from.
    pub url: Option<String>,
    pub title: Option<String>,
    pub outlet: Option<String>,
    /// ISO 8601 date or date and time.
    pub published: Option<String>,
}

/// A statement to correct.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
pub struct CorrectionRequest {
    /// Its number.
    pub statement: i64,
    #[serde(flatten)]
    pub field: Corrected,
    /// Who says so.
    pub who: String,
    #[serde(default)]
    pub note: Option<String>,
}

/// Who takes a correction back.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawRequest {
    pub who: String,
}

/// The number of what was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Made {
    pub id: i64,
}

/// Whatever has a shape of the wire.
pub trait Wire: Serialize {}

impl<T: Serialize> Wire for T {}

/// What a program reads of a body.
///
/// # Errors
/// Says in words what is wrong with it.
pub fn read<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, String> {
    serde_json::from_slice(body).map_err(|e| e.to_string())
}

/// The columns of `claims.csv`.
pub const CLAIM_COLUMNS: [&str; 18] = [
    "claim",
    "text",
    "verdict",
    "independent_origins",
    "origins",
    "state_run_origins",
    "unnamed_origins",
    "mentions",
    "articles",
    "outlets",
    "outlet_names",
    "first_seen",
    "last_seen",
    "conflicts",
    "drift",
    "denied",
    "unverified",
    "state_only",
];

/// Claims for a spreadsheet: a header and a line for each, as RFC 4180 has it.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe before it: the words come from anybody's pages.
pub fn claims_csv(cards: &[ClaimCard]) -> String {
    let mut out = format!("{}\r\n", CLAIM_COLUMNS.join(","));
    for card in cards {
        let origins = |which: fn(&super::views::CardOrigin) -> bool| {
            let names: Vec<&str> = card.independent_origins.iter().filter(|o| which(o)).map(|o| o.name.as_str()).collect();
            names.join("; ")
        };
        let day = |date: &Option<String>| date.clone().unwrap_or_default();
        let marks = card.marks;
        let cells = [
            card.id.to_string(),
            card.text.clone(),
            card.verdict.clone(),
            card.origin_count.to_string(),
            origins(|_| true),
            origins(|o| o.state_run),
            origins(|o| o.unnamed),
            card.mentions.to_string(),
            card.articles.to_string(),
            card.outlet_count.to_string(),
            card.outlets.join("; "),
            day(&card.first_seen),
            day(&card.last_seen),
            card.conflicts.join("; "),
            card.drift.join("; "),
            marks.denied.to_string(),
            marks.unverified.to_string(),
            marks.state_only.to_string(),
        ];
        let cells: Vec<String> = cells.iter().map(|c| cell(c)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

fn cell(text: &str) -> String {
    // What spreadsheets skip before they look for a formula is skipped here too.
    let first = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}').chars().next();
    let formula = first.is_some_and(|c| "=+-@＝＋－＠".contains(c)) || text.starts_with(['\t', '\r']);
    let guard = if formula { "'" } else { "" };
    if text.contains([',', '"', '\n', '\r', ';', '\t']) {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{guard}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_stay_words() {
        for (text, expected) in [
            ("the dam, \"he\" said", "\"the dam, \"\"he\"\" said\""),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            (" +1", "' +1"),
            ("-4 degrees", "'-4 degrees"),
            ("@cmd", "'@cmd"),
            ("\t=1", "\"'\t=1\""),
            ("＝1", "'＝1"),
            ("4-5", "4-5"),
            ("", ""),
        ] {
            assert_eq!(cell(text), expected, "{text}");
        }
    }

    #[test]
    fn requests_are_read_and_slips_told() {
        let read: CorrectionRequest =
            read(br#"{"statement": 4099, "kind": "certainty", "certainty": "hedged", "who": "an analyst"}"#).unwrap();
        assert_eq!(read.field, Corrected::Certainty { certainty: "hedged".to_owned() });
        let slip = super::read::<TraceRequest>(br#"{"txt": "x"}"#).unwrap_err();
        assert!(slip.contains("unknown field `txt`"), "{slip}");
    }
}
