//! `sayso claim`: one claim with its origins, its mentions in time, and what changed on the way.

use sayso_app::claims::{self, ClaimId, Reader, StatementId};
use sayso_app::{Register, wire};

use super::{Status, refusal};
use crate::args::ClaimFormat;
use crate::output::Output;
use crate::printer::Printer;
use crate::settings;
use crate::text::{self, Look};

pub fn run(settings: &settings::Claim, printer: &mut Printer) -> anyhow::Result<Status> {
    let settings::Claim { id, format, shown } = settings;
    let reader = Reader::open(&shown.db).map_err(refusal)?;
    let number = ClaimId(StatementId::from_number(*id));
    let Some(view) = claims::view(&reader, number, Register::builtin()).map_err(refusal)? else {
        printer.error(
            &format!("no such claim: {id}"),
            Some("`sayso claims` lists them with their numbers, which change where claims are joined"),
        );
        return Ok(Status::Partly);
    };
    let text = match format {
        ClaimFormat::Text => text::claims::whole(&view, Look { width: shown.width, color: shown.color }),
        ClaimFormat::Json => {
            format!("{}\n{}{}", wire::claims::opening(), wire::to_json(&wire::claims::Claim::new(&view, None)), wire::claims::closing())
        }
        ClaimFormat::Html => {
            let title = format!("{} · who stands behind it", view.claim.text);
            format!("{}{}{}", claims::html::opening(&title, &[]), claims::html::section(&view), claims::html::closing())
        }
        ClaimFormat::Svg => claims::svg::document(&view.claim),
    };
    let mut out = Output::open(shown.output.as_deref())?;
    let written = out.put(&text);
    out.end(written)?;
    Ok(Status::Done)
}
