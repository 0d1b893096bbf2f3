//! `sayso claims`: what several articles say, with who stands behind it.

use sayso_app::claims::{self, ClaimId, ClaimView, Reader};
use sayso_app::{Register, wire};

use super::{Status, refusal};
use crate::args::ClaimsFormat;
use crate::output::Output;
use crate::printer::Printer;
use crate::settings;
use crate::text::{self, Look};

pub fn run(settings: &settings::Claims, printer: &mut Printer) -> anyhow::Result<Status> {
    let settings::Claims { filter, limit, format, shown } = settings;
    let reader = Reader::open(&shown.db).map_err(refusal)?;
    let ids = claims::list(&reader, filter, *limit).map_err(refusal)?;
    let ids: Vec<(ClaimId, Option<f32>)> = ids.into_iter().map(|id| (id, None)).collect();
    write(&reader, &ids, *format, shown)?;
    if ids.is_empty() {
        let bare = claims::ClaimFilter { min_mentions: filter.min_mentions, ..claims::ClaimFilter::default() };
        let hint = if *filter == bare {
            "claims are what two articles or more say: ingest more of them, or list all with `--min-mentions 1`"
        } else {
            "leave out a filter, or use fewer words"
        };
        printer.error("no such claims", Some(hint));
        return Ok(Status::Partly);
    }
    if ids.len() == *limit && *format != ClaimsFormat::Json {
        printer.note(&format!("the first {limit} claims; more with `--limit N`"));
    }
    Ok(Status::Done)
}

/// Writes the claims, one after the other: there may be many.
pub fn write(reader: &Reader, ids: &[(ClaimId, Option<f32>)], format: ClaimsFormat, shown: &settings::Shown) -> anyhow::Result<()> {
    let look = Look { width: shown.width, color: shown.color };
    let view = |id: ClaimId| claims::view(reader, id, Register::builtin()).map_err(refusal);
    let mut out = Output::open(shown.output.as_deref())?;
    let written = (|| {
        match format {
            ClaimsFormat::Json => {
                out.put(&wire::claims::opening())?;
                let mut before = "\n";
                for &(id, alike) in ids {
                    if let Some(view) = view(id)? {
                        out.put(before)?;
                        out.put(&wire::to_json(&wire::claims::Claim::new(&view, alike)))?;
                        before = ",\n";
                    }
                }
                out.put(wire::claims::closing())?;
            }
            ClaimsFormat::Text | ClaimsFormat::Html => {
                let mut views: Vec<(ClaimView, Option<f32>)> = Vec::new();
                for &(id, alike) in ids {
                    views.extend(view(id)?.map(|v| (v, alike)));
                }
                if format == ClaimsFormat::Text {
                    out.put(&text::claims::list(&views, look))?;
                } else {
                    let entries: Vec<String> = views.iter().map(|(v, _)| claims::html::entry(v)).collect();
                    out.put(&claims::html::opening("Claims · who stands behind them", &entries))?;
                    for (view, _) in &views {
                        out.put(&claims::html::section(view))?;
                    }
                    out.put(&claims::html::closing())?;
                }
            }
        }
        Ok(())
    })();
    out.end(written)
}
