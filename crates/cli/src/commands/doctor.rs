//! `sayso doctor`: what this program is and can do on this machine, and what is missing.

use sayso_app::doctor::Report;

use super::Status;
use crate::args::DoctorFormat;
use crate::printer::Printer;
use crate::settings;

pub fn run(settings: &settings::Doctor, printer: &mut Printer) -> anyhow::Result<Status> {
    let settings::Doctor { format, color } = settings;
    let report = Report::new();
    match format {
        DoctorFormat::Json => printer.data(&format!("{}\n", sayso_app::wire::to_json(&report)))?,
        DoctorFormat::Text => printer.data(&text(&report, *color))?,
    }
    Ok(if report.model.is_some() { Status::Done } else { Status::Partly })
}

fn text(report: &Report, color: bool) -> String {
    let bold = |words: &str| if color { format!("\x1b[1m{words}\x1b[0m") } else { words.to_owned() };
    let mut out = format!("{}\n", bold(&format!("sayso {}", report.version)));
    let mut row = |name: &str, value: &str| out.push_str(&format!("  {name:<12}{value}\n"));
    match &report.model {
        Some(model) => {
            let size = format!("{:.1} MB, compiled in", model.bytes as f64 / 1e6);
            row("model", &format!("{}, format {}, {size}; {} kernels", model.name, model.format, model.kernels));
        }
        None => row("model", "missing"),
    }
    row("platform", &report.platform);
    row(
        "CPU",
        &format!(
            "{} cores; {}",
            report.cores,
            if report.cpu_features.is_empty() { "no vector features known".to_owned() } else { report.cpu_features.join(", ") }
        ),
    );
    row("registers", &format!("{} outlets, {} countries", report.outlets, report.countries));
    if report.missing.is_empty() {
        out.push_str("nothing is missing\n");
    }
    for missing in &report.missing {
        out.push_str(&format!("{} {}\n", bold("missing:"), missing.message));
        if let Some(hint) = &missing.hint {
            out.push_str(&format!("   {} {hint}\n", bold("hint:")));
        }
    }
    out
}
