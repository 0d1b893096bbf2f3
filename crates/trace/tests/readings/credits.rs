//! Which agency the text is from.

use crate::{article, published_by};
use sayso_doc::Tagged;
use sayso_doc::notation::parse;
use sayso_register::Register;

fn check(source: &str, expect: &str) {
    let p = published_by("Valley Gazette", source);
    assert_eq!(show(&p.ledger), expect, "{}", p.article.text.as_str());
}

fn show(ledger: &sayso_doc::Ledger) -> String {
    let with: Vec<&str> = ledger.contributors.iter().map(|c| c.agency.as_str()).collect();
    format!(
        "{} / {}",
        ledger.syndicated_from.as_ref().map_or("-", |c| c.agency.as_str()),
        if with.is_empty() { "-".to_owned() } else { with.join(", ") }
    )
}

#[test]
fn datelines() {
    check("OSTRAVA (AP) — The bridge fell on Monday.\n\nIt was old.", "Associated Press / -");
    check("OSTRAVA, July 3 (Reuters) - The bridge fell on Monday.\n\nIt was old.", "Reuters / -");
    // The outlet's own mark and a bracket in the running text are none.
    check("Ostrava (Valley Gazette) – The bridge fell.\n\nIt was old.", "- / -");
    check("The report (Reuters) was long.\n\nIt was old.", "- / -");
}

#[test]
fn lines_and_copyright() {
    check("Ida Brandt\n\nAssociated Press\n\nThe bridge fell on Monday.\n\nIt was old.", "Associated Press / -");
    check("The bridge fell.\n\nCopyright 2021 The Associated Press. All rights reserved.", "Associated Press / -");
    check("The bridge fell.\n\n(Reporting by Ida Brandt; Editing by Jo Moss)", "Reuters / -");
}

#[test]
fn where_a_text_first_stood() {
    check("The bridge fell.\n\nThis story was reported by The Associated Press.", "Associated Press / -");
    check("The bridge fell.\n\nThis article originally appeared on reuters.com on June 2.", "Reuters / -");
    check("(AP) OSTRAVA – The bridge fell on Monday.\n\nIt was old.", "Associated Press / -");
    // An agency's own writers sign its own text; "the agency contributed" is the outlet's word.
    let signed = "Associated Press writer Jo Moss in Ostrava contributed to this report.";
    check(&format!("The bridge fell.\n\n{signed}"), "Associated Press / Associated Press");
    check("The bridge fell.\n\n© 2019 by Low Valley Syndicate", "Low Valley Syndicate / -");
    // The first time that something happened is no provenance.
    check("The bridge fell.\n\nCracks first appeared on Monday, engineers said, and a report was published by Reuters.", "- / -");
}

#[test]
fn an_agency_on_its_own_pages_marks_its_text() {
    let by = |outlet: &str, source: &str| show(&published_by(outlet, source).ledger);
    assert_eq!(by("Reuters", "OSTRAVA (Reuters) - The bridge fell on Monday.\n\nIt was old."), "Reuters / -");
    assert_eq!(by("Bloomberg", "The bridge fell on Monday.\n\nIt was old."), "- / -");
}

#[test]
fn contributors() {
    check("The bridge fell.\n\nThe Associated Press contributed to this report.", "- / Associated Press");
    check("The bridge fell.\n\nGazette reporter Jo Moss and Reuters contributed to this story.", "- / Reuters");
    check("The bridge fell.\n\n{boilerplate This report contains material from Reuters.}", "- / Reuters");
    check("The bridge fell.\n\nContributing: Jo Moss, Valley Gazette; Associated Press", "- / Associated Press");
    check("The bridge fell. Reuters wrote about it.", "- / -");
}

#[test]
fn a_name_between_paragraphs_is_a_heading() {
    let lead = "The bridge over the river fell on Monday after a night of rain, and nobody in the town or in the villages beyond it knows when a new one will be built.";
    check(&format!("{lead}\n\nReuters\n\nIt was old and had cracks."), "- / -");
    check(&format!("Reuters\n\n{lead}"), "Reuters / -");
    check("The Latest News\n\nThe bridge fell on Monday.", "- / -");
}

#[test]
fn bylines() {
    for (byline, expect) in [
        ("Associated Press", "Associated Press / -"),
        ("Jo Moss, Reuters", "Reuters / -"),
        ("Jo Moss", "- / -"),
        // A page's list of everybody who writes there.
        ("Jo Moss, Ida Brandt, Ann Roe, Al Reed, Associated Press", "- / -"),
        ("Cnn Wire", "CNN Wire / -"),
        ("Jo Moss, Gazette Wire", "- / -"),
    ] {
        let marked = parse("The bridge fell on Monday. It was old.").unwrap();
        let mut article = article(&marked);
        article.byline = Some(byline.to_owned());
        article.outlet = Some("Valley Gazette".into());
        let ledger = sayso_trace::trace(&article, &Tagged::default(), Register::builtin());
        assert_eq!(show(&ledger), expect, "{byline}");
    }
}

#[test]
fn an_agency_on_its_own_pages_is_where_the_text_is_from() {
    let p = published_by("Reuters", "OSTRAVA (Reuters) - The bridge fell on Monday.\n\nIt was old.");
    assert_eq!(show(&p.ledger), "Reuters / -");
    let p = published_by("Reuters", "OSTRAVA (AP) — The bridge fell on Monday.\n\nIt was old.");
    assert_eq!(show(&p.ledger), "Associated Press / -");
}
