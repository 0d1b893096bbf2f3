"""The weights of `crates/link/src/model.rs`: claims.py SHARED PAIRS.tsv… prints them.

PAIRS.tsv is the third file of `cargo run --release -p sayso-link --example stories`, over the training stories: once from the gold's
statements, once from Sayso's own.
"""

import json
import sys
from pathlib import Path

import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from .data import read_jsonl

UNSURE = 0.5  # weight of a pair within one article of which a sentence is no mention in the gold
RIDGE = 1.0


def mentions(shared):
    """{article id: [(story, number of the claim, begin, end)]}"""
    out = {}
    for story, claims in json.loads((Path(shared) / "data/stories/train/claims.json").read_text(encoding="utf-8")).items():
        for number, claim in enumerate(claims):
            for m in claim["mentions"]:
                out.setdefault(m["id"], []).extend((story, number, *span) for span in m["spans"])
    return out


def states(gold, article, begin, end):
    """The claims that a sentence stands for: those with a span that overlaps by half of the shorter one."""
    overlap = lambda b, e: min(e, end) - max(b, begin)
    return {(story, n) for story, n, b, e in gold.get(article, []) if overlap(b, e) > 0 and 2 * overlap(b, e) >= min(e - b, end - begin)}


def main(shared, *files):
    gold, rows, same, weight = mentions(shared), [], [], []
    known = {a["id"] for a in read_jsonl(Path(shared) / "data/stories/train/articles.jsonl")}
    for file in files:
        for line in Path(file).read_text(encoding="utf-8").splitlines():
            _, _, _, x, b, e, y, c, d, *numbers = line.split("\t")
            assert {x, y} <= known, line
            left, right = states(gold, x, int(b), int(e)), states(gold, y, int(c), int(d))
            rows.append([float(n) for n in numbers])
            same.append(float(bool(left & right)))
            weight.append(1.0 if (left and right) or x != y else UNSURE)
    x, y, w = (torch.tensor(v, dtype=torch.float64) for v in (rows, same, weight))
    mean, scale = x.mean(0), x.std(0) + 1e-6
    parameters = torch.zeros(x.shape[1] + 1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([parameters], max_iter=500, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        logits = (x - mean) / scale @ parameters[:-1] + parameters[-1]
        loss = (binary_cross_entropy_with_logits(logits, y, weight=w, reduction="sum") + RIDGE * (parameters[:-1] ** 2).sum()) / len(y)
        loss.backward()
        return loss

    optimizer.step(closure)
    fitted = parameters.detach()
    weights = fitted[:-1] / scale
    print(f"{len(y)} pairs, {int(y.sum())} of one claim")
    print(f"BIAS {fitted[-1] - (fitted[:-1] * mean / scale).sum():.4f}")
    for at in range(0, len(weights), 8):
        print(", ".join(f"{v:.4f}" for v in weights[at : at + 8].tolist()) + ",")


if __name__ == "__main__":
    main(*sys.argv[1:])
