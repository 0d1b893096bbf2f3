//! What this build is and can do on this machine.

use sayso_register::Register;
use serde::Serialize;

use crate::wire::Problem;

/// The answer of `sayso doctor`.
#[derive(Debug, Serialize)]
pub struct Report {
    pub version: &'static str,
    /// Operating system and processor family.
    pub platform: String,
    pub cores: usize,
    /// Features that make the tagger faster, and that this processor has.
    pub cpu_features: Vec<&'static str>,
    /// Null when the model cannot be loaded.
    pub model: Option<ModelReport>,
    pub outlets: usize,
    pub countries: usize,
    /// What keeps Sayso from working fully here.
    pub missing: Vec<Problem>,
}

#[derive(Debug, Serialize)]
pub struct ModelReport {
    pub name: String,
    /// Version of the model's file format.
    pub format: u32,
    pub bytes: usize,
    /// Which arithmetic the tagger runs on this processor: `avx2`, or `plain` where it must do without.
    pub kernels: &'static str,
}

impl Report {
    /// Looks at the machine and loads the model once.
    pub fn new() -> Self {
        let mut missing = Vec::new();
        let model = match sayso_tag::Model::builtin(sayso_tag::Builtin::Accurate) {
            Ok(model) => {
                let info = model.info();
                Some(ModelReport { name: info.name, format: info.format, bytes: info.bytes, kernels: info.kernels })
            }
            Err(error) => {
                missing.push(Problem {
                    code: "no_model",
                    message: format!("the tagger's model can't be loaded: {error}"),
                    hint: Some("install sayso again: its build is broken".to_owned()),
                });
                None
            }
        };
        let cpu_features = cpu_features();
        if model.as_ref().is_some_and(|m| m.kernels == "plain") {
            missing.push(Problem {
                code: "slow_cpu",
                message: "vector instructions that the tagger knows (AVX2 and FMA)".to_owned(),
                hint: Some("sayso works without them, several times slower".to_owned()),
            });
        }
        Self {
            version: crate::VERSION,
            platform: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            cpu_features,
            model,
            outlets: Register::builtin().outlets().len(),
            countries: Register::builtin().countries().len(),
            missing,
        }
    }
}

impl Default for Report {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(target_arch = "x86_64")]
fn cpu_features() -> Vec<&'static str> {
    let all = [
        ("avx2", is_x86_feature_detected!("avx2")),
        ("fma", is_x86_feature_detected!("fma")),
        ("f16c", is_x86_feature_detected!("f16c")),
        ("avx512f", is_x86_feature_detected!("avx512f")),
        ("avx512vnni", is_x86_feature_detected!("avx512vnni")),
    ];
    all.into_iter().filter_map(|(name, has)| has.then_some(name)).collect()
}

#[cfg(target_arch = "aarch64")]
fn cpu_features() -> Vec<&'static str> {
    let all = [
        ("neon", std::arch::is_aarch64_feature_detected!("neon")),
        ("dotprod", std::arch::is_aarch64_feature_detected!("dotprod")),
        ("fp16", std::arch::is_aarch64_feature_detected!("fp16")),
    ];
    all.into_iter().filter_map(|(name, has)| has.then_some(name)).collect()
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn cpu_features() -> Vec<&'static str> {
    Vec::new()
}
