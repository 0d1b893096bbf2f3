//! Near-copies on invented articles: whole, partial, edited, and what is none.

use sayso_doc::Text;

use super::*;

const DAM: &str = "The dam above Torvik gave way shortly after midnight on Tuesday and sent a wall of water through three villages, the \
regional water board reported. Some four hundred families had been moved to schools on higher ground by dawn, and soldiers were looking \
for people in attics and on roofs.\n\nEngineers had warned for years that the spillway was too narrow for a spring like this one, according to minutes of \
the board's meetings that were published last autumn. The ministry put off the repair twice because its fund was empty.\n\n“We heard a \
sound like a train and then the street was a river,” said Marit Olsen, who keeps the bakery in Lower Torvik. “Nobody had told us to leave.”";

fn print(text: &str) -> Print {
    Print::new(&Text::new(text), [])
}

fn index(texts: &[(&str, &str)]) -> MemoryCopies {
    let mut index = MemoryCopies::default();
    for (i, (outlet, text)) in texts.iter().enumerate() {
        index.keep(ArticleId(i as i64 + 1), Some(outlet), print(text));
    }
    index
}

fn copies(texts: &[(&str, &str)], outlet: &str, text: &str) -> Vec<NearCopy> {
    find_print(&print(text), Some(outlet), &index(texts)).unwrap_or_else(|never| match never {})
}

#[test]
fn a_whole_copy_is_found_with_its_shares() {
    let found = copies(&[("Meridian Wire", DAM)], "Northgate Post", DAM);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].share_here, found[0].share_there), (1.0, 1.0));
    assert_eq!(found[0].passages.len(), 1);
    assert!(found[0].passages[0].quoted > 10);
}

#[test]
fn a_part_under_another_lead_is_found_and_edited_words_do_not_hide_it() {
    let text = "Rescue teams from four provinces were on their way to the north on Wednesday after a night of floods.\n\nEngineers had \
        warned for years that the overflow was too narrow for a spring like this one, according to minutes of the board's sessions that were \
        published last year. The ministry put off the repair twice because its fund was empty.\n\nThe king is to visit on Friday.";
    let found = copies(&[("Meridian Wire", DAM)], "Northgate Post", text);
    assert_eq!(found.len(), 1);
    let here = &text[found[0].passages[0].here.range()];
    assert!(here.starts_with("Engineers had") && here.ends_with("its fund was empty"), "{here}");
    assert!(found[0].share_there < found[0].share_here);
}

#[test]
fn shared_quotes_are_no_copy() {
    let text = "A baker spoke of her night for the first time on Thursday. “We heard a sound like a train and then the street was a \
        river,” Ms Olsen told reporters at the school where she sleeps. “Nobody had told us to leave.”";
    assert!(copies(&[("Meridian Wire", DAM)], "Northgate Post", text).is_empty());
}

#[test]
fn what_an_outlet_prints_under_every_article_is_no_copy() {
    let foot = "The Northgate Post is an independent newspaper that lives on what its readers pay. If you like what we do, think of giving \
        once or every month, and tell a friend about our letter that comes out on Sundays with the best of the week.";
    let pages: Vec<String> = (0..5)
        .map(|i| format!("Page {i} has its own news about harbour number {i} and ship number {} that came in.\n\n{foot}", i * 7))
        .collect();
    let stored: Vec<(&str, &str)> = pages[..4].iter().map(|p| ("Northgate Post", p.as_str())).collect();
    assert!(copies(&stored, "Northgate Post", &pages[4]).is_empty());
    assert!(copies(&stored, "Harbour Courier", &format!("Our friends say: {foot}")).is_empty());
}

#[test]
fn many_copies_of_one_wire_text_are_found_through_the_first_ones() {
    let outlets: Vec<String> = (0..100).map(|i| format!("Paper {i}")).collect();
    let stored: Vec<(&str, &str)> = outlets.iter().map(|o| (o.as_str(), DAM)).collect();
    let found = copies(&stored, "Northgate Post", DAM);
    assert_eq!(found.len(), MAX_HOLDERS);
    assert_eq!(found[0].other, ArticleId(1));
}
