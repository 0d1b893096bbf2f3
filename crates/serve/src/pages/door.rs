//! The pages at the door: signing in, and what is told when something went wrong.

use maud::{Markup, html};

use super::frame::{Frame, Place, alone, page};
use super::words::shown;

/// Asks for the token; `wrong` when the last one was not it, `back` is the path to go on to.
pub fn login(csrf: Option<&str>, back: &str, wrong: bool) -> Markup {
    alone(
        "Sign in",
        html! {
            h1 { "Sign in" }
            p { "This store is open to those who have its token. " code { "sayso serve" } " showed it when it began to listen." }
            @if wrong { p class="problem" role="alert" id="wrong" { "That is not the token." } }
            form class="panel" action="/login" method="post" {
                @if let Some(csrf) = csrf { input type="hidden" name="csrf" value=(csrf); }
                input type="hidden" name="back" value=(back);
                // Keepers of passwords want a name to go with it.
                input type="text" name="username" value="sayso" autocomplete="username" hidden;
                label { span { "Token" } input type="password" name="token" required maxlength="200" autocomplete="current-password" autofocus aria-invalid=[wrong.then_some("true")] aria-describedby=[wrong.then_some("wrong")]; }
                button class="main" type="submit" { "Sign in" }
            }
        },
    )
}

/// What went wrong, in the words of the errors' table, with what to do about it.
pub fn error(status: u16, message: &str, hint: Option<&str>, frame: Option<&Frame>) -> Markup {
    let title = match status {
        404 => "There is nothing here",
        400..=499 => "That did not work",
        _ => "Something went wrong here",
    };
    let main = html! {
        div class="nothing" {
            p class="kicker" { (status) }
            h1 { (title) }
            p class="big" { (shown(message)) }
            @if let Some(hint) = hint { p { (shown(hint)) } }
            p { a href="/" { "To the claims" } }
        }
    };
    match frame {
        Some(frame) => page(frame, Place::Elsewhere, title, main),
        None => alone(title, main),
    }
}
