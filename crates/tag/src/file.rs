//! The model file: a safetensors container (little-endian) whose metadata name the format, the network, its shape and the thresholds.
//!
//! Word embeddings are int8 with one scale a row (`NAME` and `NAME.scale`), other matrices f16, vectors f32;
//! `kernels` says what they are computed with. `vocabulary` holds the word pieces, one a line.

use std::collections::HashMap;

use safetensors::{Dtype, SafeTensors};
use serde::de::DeserializeOwned;

use crate::ModelError;
use crate::kernels::{Quantized, Rounded, layer_norm};
use crate::wordpiece::WordPiece;

/// The format that this version reads.
pub const FORMAT: u32 = 1;

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

/// A model file that has been opened: its tensors by name.
pub struct File<'b> {
    tensors: SafeTensors<'b>,
    metadata: HashMap<String, String>,
}

impl Linear {
    /// Rows of `x` (stride `lda`) to rows of `out`, which are [`Linear::stride`] long.
    pub fn apply(&self, rows: usize, x: &[f32], lda: usize, rounded: &mut Rounded, out: &mut Vec<f32>) {
        self.0.apply(rows, x, lda, rounded, out);
    }

    pub fn stride(&self) -> usize {
        self.0.stride()
    }
}

impl Norm {
    pub fn apply(&self, row: &mut [f32]) {
        layer_norm(row, &self.weight, &self.bias);
    }
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

impl<'b> File<'b> {
    /// # Errors
    /// When `bytes` are no model or of another format.
    pub fn open(bytes: &'b [u8]) -> Result<Self, ModelError> {
        let not_a_model = |e: safetensors::SafeTensorError| ModelError::NotAModel(e.to_string());
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(not_a_model)?;
        let metadata = header.metadata().clone().unwrap_or_default();
        let file = Self { tensors: SafeTensors::deserialize(bytes).map_err(not_a_model)?, metadata };
        let format = file.key("sayso_format")?;
        if format != FORMAT.to_string() {
            return Err(ModelError::WrongFormat { found: format.into(), reads: FORMAT });
        }
        Ok(file)
    }

    /// # Errors
    /// When the metadata lack `key`.
    pub fn key(&self, key: &str) -> Result<&str, ModelError> {
        self.metadata.get(key).map(String::as_str).ok_or_else(|| ModelError::NotAModel(format!("metadata lack `{key}`")))
    }

    /// The shape of the network, as the network knows it.
    ///
    /// # Errors
    /// When a size is missing or unknown.
    pub fn config<C: DeserializeOwned>(&self) -> Result<C, ModelError> {
        serde_json::from_str(self.key("config")?).map_err(|e| ModelError::Damaged(format!("config: {e}")))
    }

    /// The vocabulary and how many pieces it has.
    ///
    /// # Errors
    /// When there is none.
    pub fn vocabulary(&self) -> Result<(WordPiece, usize), ModelError> {
        let tensor = self.tensors.tensor("vocabulary").map_err(|e| ModelError::NotAModel(e.to_string()))?;
        let text = std::str::from_utf8(tensor.data()).map_err(|e| ModelError::Damaged(format!("vocabulary: {e}")))?;
        let pieces = WordPiece::new(text).ok_or_else(|| ModelError::Damaged("vocabulary lacks a special piece".into()))?;
        Ok((pieces, text.lines().count()))
    }

    fn tensor(&self, name: &str, shape: &[usize]) -> Result<(Dtype, &'b [u8]), ModelError> {
        let damaged = |what: String| ModelError::Damaged(format!("tensor `{name}` {what}"));
        let tensor = self.tensors.tensor(name).map_err(|_| damaged("is missing".into()))?;
        if tensor.shape() != shape {
            return Err(damaged(format!("has shape {:?}, not {shape:?}", tensor.shape())));
        }
        Ok((tensor.dtype(), tensor.data()))
    }

    pub fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let (dtype, data) = self.tensor(name, shape)?;
        match dtype {
            Dtype::F32 => Ok(data.as_chunks::<4>().0.iter().map(|&b| f32::from_le_bytes(b)).collect()),
            Dtype::F16 => Ok(data.as_chunks::<2>().0.iter().map(|&b| half::f16::from_le_bytes(b).to_f32()).collect()),
            other => Err(ModelError::Damaged(format!("tensor `{name}` is {other:?}, not F32 or F16"))),
        }
    }

    pub fn embedding(&self, name: &str, rows: usize, width: usize) -> Result<Embedding, ModelError> {
        let (dtype, data) = self.tensor(name, &[rows, width])?;
        if dtype == Dtype::I8 {
            let scales = self.floats(&format!("{name}.scale"), &[rows])?;
            return Ok(Embedding::Int8 { rows: data.iter().map(|&b| b as i8).collect(), scales, width });
        }
        Ok(Embedding::F32 { rows: self.floats(name, &[rows, width])?, width })
    }

    pub fn linear(&self, name: &str, out: usize, width: usize) -> Result<Linear, ModelError> {
        let stored = self.embedding(&format!("{name}.weight"), out, width)?;
        let mut rows = vec![0.0; out * width];
        for (i, row) in rows.chunks_exact_mut(width).enumerate() {
            stored.add_to(i, row);
        }
        Ok(Linear(Quantized::new(&rows, width, &self.floats(&format!("{name}.bias"), &[out])?)))
    }

    pub fn norm(&self, name: &str, width: usize) -> Result<Norm, ModelError> {
        let part = |part| self.floats(&format!("{name}.{part}"), &[width]);
        Ok(Norm { weight: part("weight")?, bias: part("bias")? })
    }
}
