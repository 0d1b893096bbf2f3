#!/usr/bin/env python3
"""How far the confidences can be believed: reliability of statements and of speakers on labelled articles.

Usage: calibration.py GOLD.jsonl LEDGERS.jsonl [--fit] [--out curve.json]

GOLD is in the form of the stories; LEDGERS is what `sayso trace --format jsonl --explain` says of the same texts. A statement is right
when it matches a gold one as in score_stories.py; a speaker is right, given that, as there. Prints for each tenth of confidence how
many were right, and the expected calibration error (Naeini et al., 2015), in points. `--fit` prints the constants of
`crates/trace/src/confidence.rs` as these articles would have them: never give it articles that are reported on.
"""

import argparse
import collections
import json
import math
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(os.environ.get("SAYSO_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "eval"))
import score_stories as scorer  # noqa: E402


def judged(gold_path, ledgers_path):
    """[(attribution of the ledger, statement right, speaker right or None)]"""
    gold, ledgers = scorer.read(gold_path), scorer.read(ledgers_path)
    rows = []
    for id, g in gold.items():
        found = ledgers.get(id, {"attributions": []})["attributions"]
        of_found = scorer.token_sets({"id": id, "attributions": found}, g["text"], ledgers_path)
        of_gold = scorer.token_sets(g, g["text"], gold_path)
        matched = {j: i for i, j in scorer.statements(of_gold, of_found)}
        for j, a in enumerate(found):
            right = None
            if j in matched:
                wanted = g["attributions"][matched[j]]
                right = speaker_right(wanted, a)
            rows.append((a, j in matched, right))
    return rows


def speaker_right(wanted, a):
    """As score_stories.py judges it."""
    if wanted["speaker_type"] == "unnamed":
        return a["speaker_type"] == "unnamed"
    return scorer.same(wanted["speaker"], a["speaker"], wanted["speaker_type"] == "person")


def curve(pairs):
    """[(mean confidence, share right, count)] a tenth, and the expected calibration error."""
    bins = collections.defaultdict(list)
    for confidence, right in pairs:
        bins[min(9, int(confidence * 10))].append((confidence, right))
    rows = [(sum(c for c, _ in b) / len(b), sum(r for _, r in b) / len(b), len(b)) for _, b in sorted(bins.items())]
    error = sum(abs(c - r) * n for c, r, n in rows) / max(1, sum(n for _, _, n in rows))
    return rows, 100 * error


def logistic(xs, ys, rounds=60):
    """Weights [bias, …] of a logistic regression by Newton's method."""
    import numpy as np

    x = np.hstack([np.ones((len(xs), 1)), np.array(xs, dtype=float)])
    y, w = np.array(ys, dtype=float), np.zeros(x.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(len(w)), x.T @ (y - p) - 1e-3 * w)
    return [round(float(v), 3) for v in w]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("gold")
    p.add_argument("ledgers")
    p.add_argument("--fit", action="store_true")
    p.add_argument("--out")
    args = p.parse_args()
    rows = judged(args.gold, args.ledgers)
    result = {}
    for name, pairs in (
        ("statement", [(a["confidence"], right) for a, right, _ in rows]),
        ("speaker", [(a["speaker_confidence"], right) for a, _, right in rows if right is not None and "speaker_confidence" in a]),
    ):
        table, error = curve(pairs)
        result[name] = {"bins": [[round(c, 3), round(r, 3), n] for c, r, n in table], "error": round(error, 2)}
        print(f"{name}: expected calibration error {error:.1f} points over {len(pairs)}")
        for confidence, right, n in table:
            print(f"  said {100 * confidence:5.1f} %  right {100 * right:5.1f} %  {'#' * round(40 * right):40}  of {n}")
    if args.fit:
        logit = lambda x: math.log(max(1e-4, min(1 - 1e-4, x)) / (1 - max(1e-4, min(1 - 1e-4, x))))
        print("statement: bias and weight of logit(chance):", logistic([[logit(a["confidence"])] for a, _, _ in rows], [r for _, r, _ in rows]))
        ways = collections.defaultdict(list)
        for a, _, right in rows:
            if right is not None:
                ways[next((r["because"] for r in a.get("reasons", []) if r["field"] == "speaker"), "?")].append(right)
        for way, rights in sorted(ways.items(), key=lambda w: -len(w[1])):
            print(f"speaker: {(sum(rights) + 1) / (len(rights) + 2):.2f} of {len(rights):5}  {way}")
    if args.out:
        Path(args.out).write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
