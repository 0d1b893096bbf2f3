"""Checkpoint -> the model file that ships: export.py CHECKPOINT BASE_MODEL_DIR OUT.safetensors [accurate|fast]

Word embeddings become int8 with one scale a row, other matrices f16; `crates/tag/src/file.rs` reads the file.
"""

import json
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file

from .model import AFTER, BEFORE
from .predict import CUE_THRESHOLDS, SNAP, SWITCH_CONTENT, SWITCH_SOURCE

FORMAT = 1


def quantize(weight):
    """(int8, scale a row) with the largest magnitude of each row at 127."""
    scale = weight.abs().amax(1).clamp(min=1e-12) / 127
    return torch.round(weight / scale[:, None]).clamp(-127, 127).to(torch.int8), scale


def main():
    checkpoint, base, out = sys.argv[1:4]
    name = sys.argv[4] if len(sys.argv) > 4 else "accurate"
    saved = torch.load(checkpoint, weights_only=True)
    tensors = {"vocabulary": torch.frombuffer(bytearray((Path(base) / "vocab.txt").read_bytes()), dtype=torch.uint8)}
    config = {k: v for k, v in saved["config"].items() if k not in ("vocab", "dropout")}
    write(saved["state"], config, tensors, name, out)
    print(f"{out}: {Path(out).stat().st_size / 1e6:.1f} MB, step {saved['step']}")


def write(state, config, tensors, name, out):
    for key, value in state.items():
        if key in ("encoder.words.weight", "words.weight"):
            tensors[key], tensors[f"{key}.scale"] = quantize(value)
        else:
            tensors[key] = value.to(torch.float16 if value.dim() == 2 and not key.endswith("taps") else torch.float32).contiguous()
    config = config | {"cue_thresholds": CUE_THRESHOLDS, "switch_source": SWITCH_SOURCE, "switch_content": SWITCH_CONTENT, "snap": SNAP}
    if name == "accurate":
        config |= {"before": BEFORE, "after": AFTER}
    network = {"accurate": "transformer", "fast": "convolutions"}[name]
    save_file(tensors, out, {"sayso_format": str(FORMAT), "name": name, "network": network, "config": json.dumps(config, sort_keys=True)})


if __name__ == "__main__":
    main()
