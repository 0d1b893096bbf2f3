//! `sayso similar`: the claims that a sentence may have in mind.

use sayso_app::claims::{self, Reader};

use super::{Status, refusal};
use crate::printer::Printer;
use crate::settings;

pub fn run(settings: &settings::Similar, printer: &mut Printer) -> anyhow::Result<Status> {
    let settings::Similar { sentence, limit, format, shown } = settings;
    let reader = Reader::open(&shown.db).map_err(refusal)?;
    let found = claims::similar(&reader, sentence, *limit).map_err(refusal)?;
    let ids: Vec<_> = found.into_iter().map(|(id, alike)| (id, Some(alike))).collect();
    super::claims::write(&reader, &ids, *format, shown)?;
    if ids.is_empty() {
        printer.error("nothing reads like this", Some("use the words that an article would use, or fewer of them"));
        return Ok(Status::Partly);
    }
    Ok(Status::Done)
}
