//! What words find: claims, articles, speakers and outlets.

use maud::{Markup, html};
use sayso_app::wire::views::Found;

use super::frame::{Frame, Place, link, page};
use super::parts::{article_list, claim_list, nothing, outlet_link, registered, speaker_table};
use super::words::{counted, name};

pub fn search(found: &Found, frame: &Frame) -> Markup {
    let words = frame.value("words");
    let empty = found.claims.is_empty() && found.articles.is_empty() && found.speakers.is_empty() && found.outlets.is_empty();
    let all = |path: &str, what: &str| html! { p { a href=(link(path, [("words", words)])) { "All " (what) " with these words" } } };
    let main = html! {
        header class="title" {
            h1 { @if words.is_empty() { "Search" } @else { "Search: " (name(words)) } }
            p class="hint" { "All words must be there. " code { "\"two words\"" } " side by side, " code { "minist*" } " with any ending." }
        }
        @if words.is_empty() { (nothing("Nothing was asked for.", html! { p { "Type some words in the field at the top." } })) }
        @else if empty { (nothing("Nothing has these words.", html! { p { "Fewer words find more; " code { "minist*" } " finds any ending." } })) }
        @if !found.outlets.is_empty() {
            section aria-labelledby="outlets" {
                h2 id="outlets" { "Outlets" }
                ul class="names" { @for outlet in &found.outlets { li data-step { (outlet_link(&outlet.name)) " " span class="dim" { (counted(outlet.articles, "article")) } @if let Some(r) = &outlet.registered { " " (registered(r)) } } } }
            }
        }
        @if !found.speakers.is_empty() {
            section aria-labelledby="speakers" { h2 id="speakers" { "Speakers" } (speaker_table(&found.speakers, "Speakers")) (all("/speakers", "speakers")) }
        }
        @if !found.claims.is_empty() { section aria-labelledby="claims" { h2 id="claims" { "Claims" } (claim_list(&found.claims, 3)) (all("/", "claims")) } }
        @if !found.articles.is_empty() { section aria-labelledby="articles" { h2 id="articles" { "Articles" } (article_list(&found.articles, 3)) (all("/articles", "articles")) } }
    };
    page(frame, Place::Elsewhere, "Search", main)
}
