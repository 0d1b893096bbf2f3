//! The pages of a WARC archive and its bad records: `archive FILE [--bad]`; how many, how fast, in how much memory.

use std::fs::File;
use std::io::{Error, Write, stdout};
use std::time::Instant;

use sayso_ingest::warc::Reader;

fn main() -> Result<(), Error> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap_or_default();
    let file = File::open(&path)?;
    let size = file.metadata()?.len();
    let show_bad = arguments.next().is_some();
    let started = Instant::now();
    let (mut pages, mut bytes, mut bad) = (0_usize, 0_usize, 0_usize);
    for item in Reader::new(file, 20 << 20) {
        match item {
            Ok(page) => (pages, bytes) = (pages + 1, bytes + page.bytes.len()),
            Err(record) => {
                bad += 1;
                if show_bad {
                    writeln!(stdout(), "{path}@{} {}: {}", record.offset, record.url.unwrap_or_default(), record.problem.message)?;
                }
            }
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    let peak = std::fs::read_to_string("/proc/self/status").ok();
    let peak = peak.as_deref().and_then(|s| s.lines().find(|l| l.starts_with("VmHWM"))).unwrap_or("").to_owned();
    let megabytes = |n: u64| n as f64 / f64::from(1 << 20);
    let (unpacked, packed) = (megabytes(bytes as u64), megabytes(size));
    writeln!(stdout(), "{pages} pages of {unpacked:.1} MB, {bad} bad records; {packed:.1} MB in {seconds:.1} s; {peak}")
}
