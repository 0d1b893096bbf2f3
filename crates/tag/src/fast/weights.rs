//! The fast model's weights, read from its file.

use serde::Deserialize;

use crate::ModelError;
use crate::decode::Decoding;
use crate::file::{Embedding, File, Linear, Norm};
use crate::kernels::{ONE_PASS, Quantized};
use crate::wordpiece::WordPiece;

/// Shape of the network; written by `training/sayso_training/export.py`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    pub hidden: usize,
    pub inner: usize,
    /// Of the convolution of each block.
    pub dilations: Vec<usize>,
    /// Words that a convolution reads; odd.
    pub taps: usize,
    /// After so many blocks each word hears the mean of its sentence.
    pub gist_after: usize,
    pub role_hidden: usize,
    pub role_inner: usize,
    pub role_dilations: Vec<usize>,
    pub distances: usize,
    /// How many words before the first word of a cue, and from it on, the role head reads.
    pub before: usize,
    pub after: usize,
    pub cue_thresholds: [f32; 2],
    pub switch_source: f32,
    pub switch_content: f32,
    pub snap: f32,
}

/// `x + down(relu(up(norm(conv(x)))))`.
pub struct Block {
    pub dilation: usize,
    /// [taps, width]
    pub taps: Vec<f32>,
    pub norm: Norm,
    pub up: Linear,
    pub down: Linear,
}

pub struct Weights {
    pub config: Config,
    pub wordpiece: WordPiece,
    pub words: Embedding,
    pub shape: Embedding,
    pub norm: Norm,
    pub blocks: Vec<Block>,
    pub gist: Linear,
    pub last: Norm,
    /// Cue logits, entity logits and the words as the role head reads them, side by side: see [`Heads`].
    pub heads: Linear,
    pub role_cue: Linear,
    pub role_scale: Linear,
    pub role_scheme: Embedding,
    pub role_distance: Embedding,
    pub role_between: Embedding,
    pub role_norm: Norm,
    pub role_blocks: Vec<Block>,
    pub role_out: Linear,
    pub pool: Linear,
    pub type_out: Linear,
    pub certainty_out: Linear,
}

/// Where the heads stand in a row of [`Weights::heads`].
pub struct Heads;

impl Heads {
    pub const CUE: usize = 0;
    pub const ENTITY: usize = 6;
    pub const WORD: usize = 13;
}

/// How far apart, in sentences and paragraphs, a word and the cue are told apart; beyond counts as the end of the scale.
pub const SENTENCES: (i64, i64) = (-3, 4);
pub const PARAGRAPHS: (i64, i64) = (-2, 3);
const BETWEEN: usize = ((SENTENCES.1 - SENTENCES.0 + 1) * (PARAGRAPHS.1 - PARAGRAPHS.0 + 1)) as usize;

impl Config {
    pub fn decoding(&self) -> Decoding {
        let &Self { cue_thresholds, switch_source, switch_content, snap, .. } = self;
        Decoding { cue_thresholds, switch_source, switch_content, snap }
    }
}

fn blocks(file: &File<'_>, name: &str, width: usize, inner: usize, taps: usize, dilations: &[usize]) -> Result<Vec<Block>, ModelError> {
    let block = |(i, &dilation): (usize, &usize)| {
        let sub = |part: &str| format!("{name}.{i}.{part}");
        Ok(Block {
            dilation,
            taps: file.floats(&sub("taps"), &[taps, width])?,
            norm: file.norm(&sub("norm"), width)?,
            up: file.linear(&sub("up"), inner, width)?,
            down: file.linear(&sub("down"), width, inner)?,
        })
    };
    dilations.iter().enumerate().map(block).collect()
}

impl Weights {
    /// # Errors
    /// When the file is not whole.
    pub fn read(file: &File<'_>) -> Result<Self, ModelError> {
        let c: Config = file.config()?;
        let sizes = [c.hidden, c.inner, c.taps, c.role_hidden, c.role_inner, c.distances, c.after];
        let dilated = c.dilations.iter().chain(&c.role_dilations).all(|&d| (1..=64).contains(&d));
        let of_32 = [c.hidden, c.inner, c.role_hidden, c.role_inner].iter().all(|n| n.is_multiple_of(32));
        if sizes.iter().any(|n| !(1..=1 << 16).contains(n))
            || c.taps.is_multiple_of(2)
            || c.distances < 4
            || !dilated
            || !of_32
            || c.hidden.max(4 * c.role_hidden) > ONE_PASS
        {
            return Err(ModelError::Damaged("config: sizes do not fit".into()));
        }
        let (wordpiece, pieces) = file.vocabulary()?;
        let (h, r) = (c.hidden, c.role_hidden);
        // One product for all that reads the words.
        let (mut rows, mut bias) = (Vec::new(), Vec::new());
        for (name, columns) in [("cue", 6), ("entity", 7), ("role_word", r)] {
            rows.extend(file.floats(&format!("{name}.weight"), &[columns, h])?);
            bias.extend(file.floats(&format!("{name}.bias"), &[columns])?);
        }
        Ok(Self {
            words: file.embedding("words.weight", pieces, h)?,
            shape: file.embedding("shape.weight", 16, h)?,
            norm: file.norm("norm", h)?,
            blocks: blocks(file, "blocks", h, c.inner, c.taps, &c.dilations)?,
            gist: file.linear("gist", h, h)?,
            last: file.norm("last", h)?,
            heads: Linear(Quantized::new(&rows, h, &bias)),
            role_cue: file.linear("role_cue", r, h)?,
            role_scale: file.linear("role_scale", r, h)?,
            role_scheme: file.embedding("role_scheme.weight", 2, r)?,
            role_distance: file.embedding("role_distance.weight", c.distances, r)?,
            role_between: file.embedding("role_between.weight", BETWEEN, r)?,
            role_norm: file.norm("role_norm", r)?,
            role_blocks: blocks(file, "role_blocks", r, c.role_inner, c.taps, &c.role_dilations)?,
            role_out: file.linear("role_out", 3, r)?,
            pool: file.linear("pool", r, 4 * r)?,
            type_out: file.linear("type_out", 6, r)?,
            certainty_out: file.linear("certainty_out", 4, r)?,
            wordpiece,
            config: c,
        })
    }
}
