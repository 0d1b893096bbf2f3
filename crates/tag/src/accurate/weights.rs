//! The accurate model's weights, read from its file.

use serde::Deserialize;

use crate::ModelError;
use crate::decode::Decoding;
use crate::file::{Embedding, File, Linear, Norm};
use crate::wordpiece::WordPiece;

/// Shape of the network; written by `training/sayso_training/export.py`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub hidden: usize,
    pub layers: usize,
    pub heads: usize,
    pub inner: usize,
    pub positions: usize,
    pub role_hidden: usize,
    pub role_layers: usize,
    pub role_heads: usize,
    pub role_inner: usize,
    pub distances: usize,
    /// How many words before the first word of a cue, and from it on, the role head reads.
    pub before: usize,
    pub after: usize,
    /// Least probability of the first word of a cue, for the nested and for the flat scheme.
    pub cue_thresholds: [f32; 2],
    /// Log cost of a change of role from one word to the next that source has part in.
    pub switch_source: f32,
    /// The same between none and content.
    pub switch_content: f32,
    /// A quotation of which this share is content is content as a whole.
    pub snap: f32,
}

pub struct Layer {
    pub heads: usize,
    pub qkv: Linear,
    pub out: Linear,
    pub norm1: Norm,
    pub up: Linear,
    pub down: Linear,
    pub norm2: Norm,
}

pub struct Weights {
    pub config: Config,
    pub wordpiece: WordPiece,
    pub words: Embedding,
    pub position: Embedding,
    pub shape: Embedding,
    pub norm: Norm,
    pub layers: Vec<Layer>,
    pub cue: Linear,
    pub entity: Linear,
    pub role_word: Linear,
    pub role_cue: Linear,
    pub role_scale: Linear,
    pub role_scheme: Embedding,
    pub role_distance: Embedding,
    pub role_norm: Norm,
    pub role_layers: Vec<Layer>,
    pub role_out: Linear,
    pub pool: Linear,
    pub type_out: Linear,
    pub certainty_out: Linear,
}

impl Config {
    pub fn decoding(&self) -> Decoding {
        let &Self { cue_thresholds, switch_source, switch_content, snap, .. } = self;
        Decoding { cue_thresholds, switch_source, switch_content, snap }
    }
}

fn layer(file: &File<'_>, name: &str, hidden: usize, heads: usize, inner: usize) -> Result<Layer, ModelError> {
    let sub = |part: &str| format!("{name}.{part}");
    Ok(Layer {
        heads,
        qkv: file.linear(&sub("qkv"), 3 * hidden, hidden)?,
        out: file.linear(&sub("out"), hidden, hidden)?,
        norm1: file.norm(&sub("norm1"), hidden)?,
        up: file.linear(&sub("up"), inner, hidden)?,
        down: file.linear(&sub("down"), hidden, inner)?,
        norm2: file.norm(&sub("norm2"), hidden)?,
    })
}

impl Weights {
    /// # Errors
    /// When the file is not whole.
    pub fn read(r: &File<'_>) -> Result<Self, ModelError> {
        let config: Config = r.config()?;
        let whole = |hidden: usize, heads: usize| heads > 0 && hidden > 0 && hidden.is_multiple_of(heads);
        if !whole(config.hidden, config.heads)
            || !whole(config.role_hidden, config.role_heads)
            || config.positions < crate::words::MAX_PIECES
        {
            return Err(ModelError::Damaged("config: sizes do not fit".into()));
        }
        let (wordpiece, pieces) = r.vocabulary()?;
        let c = &config;
        let (h, p) = (c.hidden, c.role_hidden);
        let layers = (0..c.layers).map(|i| layer(r, &format!("encoder.layers.{i}"), h, c.heads, c.inner)).collect::<Result<_, _>>()?;
        let role_layers =
            (0..c.role_layers).map(|i| layer(r, &format!("role_layers.{i}"), p, c.role_heads, c.role_inner)).collect::<Result<_, _>>()?;
        Ok(Self {
            words: r.embedding("encoder.words.weight", pieces, h)?,
            position: r.embedding("encoder.position.weight", c.positions, h)?,
            shape: r.embedding("encoder.shape.weight", 16, h)?,
            norm: r.norm("encoder.norm", h)?,
            layers,
            cue: r.linear("cue", 6, h)?,
            entity: r.linear("entity", 7, h)?,
            role_word: r.linear("role_word", p, h)?,
            role_cue: r.linear("role_cue", p, h)?,
            role_scale: r.linear("role_scale", p, h)?,
            role_scheme: r.embedding("role_scheme.weight", 2, p)?,
            role_distance: r.embedding("role_distance.weight", c.distances, p)?,
            role_norm: r.norm("role_norm", p)?,
            role_layers,
            role_out: r.linear("role_out", 3, p)?,
            pool: r.linear("pool", p, 4 * p)?,
            type_out: r.linear("type_out", 6, p)?,
            certainty_out: r.linear("certainty_out", 4, p)?,
            wordpiece,
            config,
        })
    }
}
