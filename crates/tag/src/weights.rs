//! The model file: a safetensors container (little-endian) whose metadata name the format, the shape and the thresholds.
//!
//! Word embeddings are int8 with one scale a row (`NAME` and `NAME.scale`), other matrices f16, vectors f32;
//! `kernels` says what they are computed with. `vocabulary` holds the word pieces, one a line.

use std::collections::HashMap;

use safetensors::{Dtype, SafeTensors};
use serde::Deserialize;

use crate::ModelError;
use crate::kernels::Quantized;
use crate::wordpiece::WordPiece;

/// The format that this version reads.
pub const FORMAT: u32 = 1;

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

/// `y = x W^T + b`.
pub struct Linear(pub Quantized);

pub struct Norm {
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
}

/// Rows that are looked up; int8 rows are widened as they are read.
pub enum Embedding {
    Int8 { rows: Vec<i8>, scales: Vec<f32>, width: usize },
    F32 { rows: Vec<f32>, width: usize },
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
    pub name: String,
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

impl Embedding {
    pub fn len(&self) -> usize {
        match self {
            Self::Int8 { rows, width, .. } => rows.len() / width,
            Self::F32 { rows, width } => rows.len() / width,
        }
    }

    /// Adds row `i` to `x`; a row beyond the last counts as the last.
    pub fn add_to(&self, i: usize, x: &mut [f32]) {
        let i = i.min(self.len() - 1);
        match self {
            Self::Int8 { rows, scales, width } => {
                let scale = scales[i];
                x.iter_mut().zip(&rows[i * width..(i + 1) * width]).for_each(|(x, &w)| *x += f32::from(w) * scale);
            }
            Self::F32 { rows, width } => x.iter_mut().zip(&rows[i * width..(i + 1) * width]).for_each(|(x, &w)| *x += w),
        }
    }
}

/// Reads tensors by name and checks their shapes.
struct Reader<'b>(SafeTensors<'b>);

impl<'b> Reader<'b> {
    fn tensor(&self, name: &str, shape: &[usize]) -> Result<(Dtype, &'b [u8]), ModelError> {
        let damaged = |what: String| ModelError::Damaged(format!("tensor `{name}` {what}"));
        let tensor = self.0.tensor(name).map_err(|_| damaged("is missing".into()))?;
        if tensor.shape() != shape {
            return Err(damaged(format!("has shape {:?}, not {shape:?}", tensor.shape())));
        }
        Ok((tensor.dtype(), tensor.data()))
    }

    fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let (dtype, data) = self.tensor(name, shape)?;
        match dtype {
            Dtype::F32 => Ok(data.as_chunks::<4>().0.iter().map(|&b| f32::from_le_bytes(b)).collect()),
            Dtype::F16 => Ok(data.as_chunks::<2>().0.iter().map(|&b| half::f16::from_le_bytes(b).to_f32()).collect()),
            other => Err(ModelError::Damaged(format!("tensor `{name}` is {other:?}, not F32 or F16"))),
        }
    }

    fn embedding(&self, name: &str, rows: usize, width: usize) -> Result<Embedding, ModelError> {
        let (dtype, data) = self.tensor(name, &[rows, width])?;
        if dtype == Dtype::I8 {
            let scales = self.floats(&format!("{name}.scale"), &[rows])?;
            return Ok(Embedding::Int8 { rows: data.iter().map(|&b| b as i8).collect(), scales, width });
        }
        Ok(Embedding::F32 { rows: self.floats(name, &[rows, width])?, width })
    }

    fn linear(&self, name: &str, out: usize, width: usize) -> Result<Linear, ModelError> {
        let stored = self.embedding(&format!("{name}.weight"), out, width)?;
        let mut rows = vec![0.0; out * width];
        for (i, row) in rows.chunks_exact_mut(width).enumerate() {
            stored.add_to(i, row);
        }
        Ok(Linear(Quantized::new(&rows, width, &self.floats(&format!("{name}.bias"), &[out])?)))
    }

    fn norm(&self, name: &str, width: usize) -> Result<Norm, ModelError> {
        let part = |part| self.floats(&format!("{name}.{part}"), &[width]);
        Ok(Norm { weight: part("weight")?, bias: part("bias")? })
    }

    fn layer(&self, name: &str, hidden: usize, heads: usize, inner: usize) -> Result<Layer, ModelError> {
        let sub = |part: &str| format!("{name}.{part}");
        Ok(Layer {
            heads,
            qkv: self.linear(&sub("qkv"), 3 * hidden, hidden)?,
            out: self.linear(&sub("out"), hidden, hidden)?,
            norm1: self.norm(&sub("norm1"), hidden)?,
            up: self.linear(&sub("up"), inner, hidden)?,
            down: self.linear(&sub("down"), hidden, inner)?,
            norm2: self.norm(&sub("norm2"), hidden)?,
        })
    }
}

impl Weights {
    /// Reads a model file.
    ///
    /// # Errors
    /// When `bytes` are no model, of another format, or not whole.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let not_a_model = |e: safetensors::SafeTensorError| ModelError::NotAModel(e.to_string());
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(not_a_model)?;
        let empty = HashMap::new();
        let metadata = header.metadata().as_ref().unwrap_or(&empty);
        let key = |key: &str| metadata.get(key).ok_or_else(|| ModelError::NotAModel(format!("metadata lack `{key}`")));
        let format = key("sayso_format")?;
        if *format != FORMAT.to_string() {
            return Err(ModelError::WrongFormat { found: format.clone(), reads: FORMAT });
        }
        let config: Config = serde_json::from_str(key("config")?).map_err(|e| ModelError::Damaged(format!("config: {e}")))?;
        let whole = |hidden: usize, heads: usize| heads > 0 && hidden > 0 && hidden.is_multiple_of(heads);
        if !whole(config.hidden, config.heads)
            || !whole(config.role_hidden, config.role_heads)
            || config.positions < crate::words::MAX_PIECES
        {
            return Err(ModelError::Damaged("config: sizes do not fit".into()));
        }
        let r = Reader(SafeTensors::deserialize(bytes).map_err(not_a_model)?);
        let vocabulary = r.0.tensor("vocabulary").map_err(not_a_model)?;
        let vocabulary = std::str::from_utf8(vocabulary.data()).map_err(|e| ModelError::Damaged(format!("vocabulary: {e}")))?;
        let wordpiece = WordPiece::new(vocabulary).ok_or_else(|| ModelError::Damaged("vocabulary lacks a special piece".into()))?;
        let c = &config;
        let (h, p) = (c.hidden, c.role_hidden);
        let layers = (0..c.layers).map(|i| r.layer(&format!("encoder.layers.{i}"), h, c.heads, c.inner)).collect::<Result<_, _>>()?;
        let role_layers =
            (0..c.role_layers).map(|i| r.layer(&format!("role_layers.{i}"), p, c.role_heads, c.role_inner)).collect::<Result<_, _>>()?;
        Ok(Self {
            name: key("name")?.clone(),
            words: r.embedding("encoder.words.weight", vocabulary.lines().count(), h)?,
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
