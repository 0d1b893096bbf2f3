//! `sayso watch`: the same as `sayso ingest`, again and again, until Ctrl-C.

use super::{Status, engine, ingest};
use crate::interrupt;
use crate::printer::Printer;
use crate::settings;

pub fn run(settings: &settings::Watch, printer: &mut Printer) -> anyhow::Result<Status> {
    let settings::Watch { ingest: settings, every } = settings;
    interrupt::listen();
    let engine = engine(settings.engine, &settings.registers)?;
    // What keeps the first round from running is a mistake; what keeps a later one may pass.
    let mut first = true;
    while !interrupt::asked() {
        // Opened for each round, so that others can write in between.
        let round = ingest::open(&settings.db).and_then(|mut corpus| ingest::round(settings, &engine, &mut corpus, printer));
        match round {
            Ok((report, unchanged)) => {
                printer.failures(&report.failures);
                printer.note(&ingest::summary(&report, unchanged));
            }
            Err(error) if first => return Err(error),
            Err(error) => {
                printer.fatal(&error);
            }
        }
        first = false;
        interrupt::sleep(*every);
    }
    Ok(Status::Done)
}
