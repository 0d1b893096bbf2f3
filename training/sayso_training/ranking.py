"""Trains the trees by which trace ranks the candidates for a speaker (`crates/trace/words/ranking.trees`).

    from_gold --candidates GOLD.jsonl > ROWS.jsonl      the candidates with their signs (crates/trace/examples)
    python -m sayso_training.ranking EVAL GOLD.jsonl ROWS.jsonl [GOLD ROWS ...] [--out TREES]

EVAL is the folder of `score_stories.py`, whose idea of the same name is used. Folds by article; needs lightgbm.
"""

import argparse
import json
import sys
from collections import defaultdict

import numpy as np

TREES, LEAVES, RATE, LEAST = 90, 16, 0.12, 40


def right(gold, name, kind, same):
    if gold["speaker_type"] == "unnamed":
        return kind == "unnamed"
    return same(gold["speaker"], name, gold["speaker_type"] == "person")


def read(gold_path, rows_path, same):
    """Groups of rows: signs, whether each is right; with the article of each group."""
    gold = {}
    for line in open(gold_path):
        article = json.loads(line)
        gold[article["id"]] = article["attributions"]
    groups = defaultdict(list)
    for line in open(rows_path):
        row = json.loads(line)
        groups[row["id"], *row["cue"], *(row["content"][0] if row["content"] else (0, 0))].append(row)
    for (id_, begin, end, first, last), rows in groups.items():
        at = [g for g in gold[id_] if g["cue"] and g["cue"][0][0] == begin and g["content"]]
        if not at:
            continue
        g = max(at, key=lambda g: min(g["content"][0][1], last) - max(g["content"][0][0], first))
        rule = rows[0]["signs"]
        if rule[0] >= 15 and rule[10] == 0 and rule[11] == 2:
            continue  # trace does not ask again whom a person's own name means
        signs = np.array([[np.nan if s is None else s for s in r["signs"]] for r in rows], np.float32)
        yield id_, signs, np.array([right(g, r["name"], r["kind"], same) for r in rows])


def objective(sizes):
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    of = np.repeat(np.arange(len(sizes)), sizes)

    def softmax(scores, data):
        y = data.get_label()
        scores = scores - np.maximum.reduceat(scores, begins)[of]
        e = np.exp(scores)
        p = e / np.add.reduceat(e, begins)[of]
        q = e * y
        q = q / np.maximum(np.add.reduceat(q, begins)[of], 1e-12)
        return p - q, np.maximum(p * (1 - p), 1e-3)

    return softmax


def train(groups, trees=TREES, leaves=LEAVES):
    import lightgbm

    groups = [g for g in groups if g[2].any() and not g[2].all()]
    x = np.concatenate([g[1] for g in groups])
    y = np.concatenate([g[2] for g in groups]).astype(float)
    data = lightgbm.Dataset(x, y, free_raw_data=False, params={"verbose": -1})
    params = {
        "objective": objective([len(g[1]) for g in groups]), "num_leaves": leaves, "learning_rate": RATE, "min_data_in_leaf": LEAST,
        "lambda_l2": 2.0, "feature_fraction": 0.7, "bagging_fraction": 1.0, "verbose": -1, "seed": 7, "num_threads": 1, "deterministic": True,
    }
    return lightgbm.train(params, data, trees)


def table(model, names):
    """The table that `forest.rs` reads."""
    lines = [
        "# Trees that rank the candidates for a speaker; made by training/sayso_training/ranking.py, read by src/forest.rs.",
        "# A tree a line: nodes `sign<=most:left:right`, children not below 0 being nodes and others leaves ~child; then its leaves.",
        " ".join(names),
    ]
    for tree in model.dump_model()["tree_info"]:
        nodes, leaves = [], []

        def walk(n):
            if "leaf_value" in n and "split_feature" not in n:
                leaves.append(f"{n['leaf_value']:.4f}")
                return ~(len(leaves) - 1)
            at = len(nodes)
            nodes.append(None)
            left, right_ = walk(n["left_child"]), walk(n["right_child"])
            missing = "?" if n["default_left"] and n["missing_type"] == "NaN" or n["missing_type"] != "NaN" and 0 <= n["threshold"] else ""
            nodes[at] = f"{n['split_feature']}{missing}<={n['threshold']:.5g}:{left}:{right_}"
            return at

        walk(tree["tree_structure"])
        lines.append(" ".join(nodes) + " | " + " ".join(leaves))
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("eval")
    parser.add_argument("files", nargs="+")
    parser.add_argument("--signs", help="a table whose first line names the signs")
    parser.add_argument("--out")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--held", help="a gold file of whose articles none is trained on, instead of folds")
    args = parser.parse_args()
    sys.path.insert(0, args.eval)
    from score_stories import same

    held_ids = {json.loads(line)["id"] for line in open(args.held)} if args.held else set()
    groups = [g for gold, rows in zip(args.files[::2], args.files[1::2]) for g in read(gold, rows, same)]
    ids = sorted({g[0] for g in groups})
    fold = {id_: k % args.folds for k, id_ in enumerate(ids)}
    tally = defaultdict(lambda: [0, 0, 0, 0])
    for k in range(args.folds if args.held is None else 1):
        held = [g for g in groups if (fold[g[0]] == k if args.held is None else g[0] in held_ids)]
        model = train([g for g in groups if (fold[g[0]] != k if args.held is None else g[0] not in held_ids)])
        scores = model.predict(np.concatenate([g[1] for g in held]), raw_score=True)
        at = 0
        for g in held:
            best = int(np.argmax(scores[at : at + len(g[1])]))
            at += len(g[1])
            for key in ("all", int(g[1][0, 0])):
                t = tally[key]
                t[0] += 1
                t[1] += int(g[2][0])
                t[2] += int(g[2][best])
                t[3] += int(g[2].any())
    for key, (n, rule, model_, any_) in sorted(tally.items(), key=str):
        print(f"class {key}: of {n}: rules {100 * rule / n:.2f}, trees {100 * model_ / n:.2f}, at best {100 * any_ / n:.2f} %")
    if args.out:
        names = next(l for l in open(args.signs) if not l.startswith("#")).split()
        open(args.out, "w").write(table(model if args.held else train(groups), names))


if __name__ == "__main__":
    main()
