//! What the accurate model thinks of articles, as the fast one is trained from it: articles `{"id", "text"}`, a line each, on stdin; a line
//! each on stdout, in whose base64 strings a byte is a probability in units of 1/255 (`training/sayso_training/distill.py` reads them).

use std::io::{BufRead, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sayso_tag::{Builtin, Model};

#[derive(serde::Deserialize)]
struct Article {
    id: String,
    text: String,
}

fn bytes<'a>(probabilities: impl IntoIterator<Item = &'a f32>) -> String {
    STANDARD.encode(probabilities.into_iter().map(|p| (p * 255.0).round() as u8).collect::<Vec<_>>())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = Model::builtin(Builtin::Accurate)?;
    let mut out = std::io::BufWriter::new(std::io::stdout());
    for line in std::io::stdin().lock().lines() {
        let article: Article = serde_json::from_str(&line?)?;
        let Some(soft) = model.soft(&article.text) else { continue };
        let row = |c: &sayso_tag::SoftCue| {
            let [roles, kinds, certainties] = [bytes(c.roles.iter().flatten()), bytes(&c.kinds), bytes(&c.certainties)];
            serde_json::json!([c.cue.start, c.cue.end, c.scheme, c.first, roles, kinds, certainties])
        };
        let cues: Vec<_> = soft.attributions.iter().map(row).collect();
        let probs = bytes(soft.cues.iter().flatten());
        let row = serde_json::json!({"id": article.id, "probs": probs, "entity": STANDARD.encode(&soft.entities), "cues": cues});
        writeln!(out, "{row}")?;
    }
    Ok(())
}
