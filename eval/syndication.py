#!/usr/bin/env python3
"""Near-copies: finds them among news articles with synthetic partial copies put in, scores the pairs, and measures growth.

    python3 eval/syndication.py                    # both halves of the synthetic copies, and growth
    python3 eval/syndication.py --half tune        # only the half that thresholds may be tuned on

The articles are `../shared/data/news`; where they are missing the program says so and passes. Natural copies among them were judged by
reading (`syndication-judged.tsv`: two ids and `copy` or `none`); a natural pair that nobody judged counts as wrong.

A synthetic copy takes 10 to 90 % of the words of a source: one to three blocks of sentences, some left out or put elsewhere, up to a
fifth of the words exchanged, put in or left out; another lead; and other sentences around it, so that the taken part is 10 to 95 % of
the copy. The other sentences are 6 to 16 words of as many other articles, so one shared sentence must not count.
"""

import argparse
import gzip
import json
import math
import random
import re
import resource
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
NEWS = HERE.parent.parent / "shared" / "data" / "news"
JUDGED = HERE / "syndication-judged.tsv"
SEEDS = {"tune": 1, "held-out": 2}
COPIES = 1000
LONGEST = 2500
SENTENCE = re.compile(r"(?<=[.!?][\"”])\s+|(?<=[.!?])\s+|\n+")


def news():
    rows = []
    for part in sorted(NEWS.glob("*.jsonl.gz")):
        with gzip.open(part, "rt", encoding="utf-8") as lines:
            rows += [json.loads(line) for line in lines]
    return [{key: row.get(key) or "" for key in ("id", "outlet", "date", "text")} for row in rows]


def sentences(text):
    return [s.strip() for s in SENTENCE.split(text) if s.strip()]


def edited(sentence, rate, words, rng):
    out = []
    for word in sentence.split():
        dice = rng.random() / rate if rate else 1.0
        if dice < 0.6:
            out.append(rng.choice(words))
        elif dice < 0.8:
            out += [word, rng.choice(words)]
        elif dice >= 1.0:
            out.append(word)
    return " ".join(out)


def blocks(source, share, rng):
    """One to three blocks of sentences with about `share` of the words; what really was taken."""
    total = sum(len(s.split()) for s in source)
    parts = rng.choice([1, 1, 1, 2, 2, 3])
    taken, used = [], set()
    for part in range(parts):
        want = share * total / parts
        at = rng.randrange(len(source))
        block, size = [], 0
        for i in range(at, at + len(source)):
            i %= len(source)
            if size >= want or i in used or (block and i == 0):
                break
            used.add(i)
            if rng.random() < 0.1:
                continue
            block.append(source[i])
            size += len(source[i].split())
        taken.append(block)
    words = sum(len(s.split()) for block in taken for s in block)
    return taken, words / total


def synthetic(rows, seed):
    """Copies and the pairs they make: [(copy, source id)]."""
    rng = random.Random(seed)
    words = [w for row in rng.sample(rows, 300) for w in row["text"].split()]
    # Each sentence serves once, and no two of one article serve in one copy.
    filler = [(row["id"], s) for row in rows for s in sentences(row["text"]) if 6 <= len(s.split()) <= 16]
    rng.shuffle(filler)
    sources = rng.sample(rows, len(rows))
    made = []
    while len(made) < COPIES:
        source = sources.pop()
        split = sentences(source["text"])
        taken, share = blocks(split, rng.uniform(0.1, 0.9), rng) if len(split) > 4 else ([], 0)
        if not 0.1 <= share <= 0.9:
            continue
        if rng.random() < 0.3:
            rng.shuffle(taken)
        for block in taken:
            if len(block) > 2 and rng.random() < 0.4:
                block.insert(rng.randrange(len(block)), block.pop(rng.randrange(len(block))))
        rate = rng.uniform(0.0, 0.2)
        taken = [[edited(s, rate, words, rng) for s in block] for block in taken]
        size = sum(len(s.split()) for block in taken for s in block)
        others = min(size / rng.uniform(0.1, 0.95) - size, LONGEST - size)
        gaps = [[] for _ in range(len(taken) + 1)]
        filled, owners = 0, {source["id"]}
        while filled < others or not gaps[0]:
            owner, sentence = filler.pop()
            if owner not in owners:
                owners.add(owner)
                gaps[0 if not gaps[0] else rng.randrange(len(gaps))].append(sentence)
                filled += len(sentence.split())
        paragraphs = []
        for gap, block in zip(gaps, taken + [[]]):
            for run in (gap, block):
                paragraphs += [" ".join(run[i : i + 2]) for i in range(0, len(run), 2)]
        copy = {
            "id": f"copy-{seed}-{len(made)}",
            "outlet": f"Copying Paper {rng.randrange(40)}",
            "date": source["date"],
            "text": "\n\n".join(paragraphs),
        }
        made.append((copy, source["id"], share))
    return made


def judged():
    pairs = {}
    for line in JUDGED.read_text().splitlines() if JUDGED.exists() else []:
        if line and not line.startswith("#"):
            a, b, word = line.split("\t")[:3]
            pairs[frozenset((a, b))] = word == "copy"
    return pairs


def run(binary, rows):
    """Pairs found, seconds of processor time that the search took, peak memory in MB, and what was counted."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    data = "\n".join(json.dumps(row) for row in rows).encode()
    done = subprocess.run([binary], input=data, capture_output=True, check=True)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    *found, last = [json.loads(line) for line in done.stdout.splitlines()]
    part = last["searching"] / (last["searching"] + last["reading"])
    return found, (usage.ru_utime - before) * part, usage.ru_maxrss / 1024, last


def shingles(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + 4]) for i in range(len(words) - 3)}


def score(binary, rows, half, show):
    made = synthetic(rows, SEEDS[half])
    rng = random.Random(SEEDS[half] + 100)
    mixed = list(rows)
    for copy, _, _ in made:
        mixed.insert(rng.randrange(len(mixed)), copy)
    found, *_ = run(binary, mixed)
    pairs = {frozenset((p["here"], p["there"])): p for p in found}
    natural = judged()
    true = {frozenset((copy["id"], source)) for copy, source, _ in made} | {pair for pair, copy in natural.items() if copy}
    # Whoever copies an article copies with it what that one shares with a third: such a pair is neither right nor wrong.
    source_of = {copy["id"]: source for copy, source, _ in made}
    text_of = {row["id"]: row["text"] for row in mixed}

    def inherited(pair):
        copies = [i for i in pair if i in source_of]
        if not copies:
            return False
        here = shingles(text_of[copies[0]]) & shingles(text_of[next(i for i in pair if i != copies[0])])
        known = set().union(*(shingles(text_of[source_of[i]]) for i in copies))
        return len(here & known) >= 0.7 * len(here)

    counted = {pair for pair in pairs if pair in true or not inherited(pair)}
    hits = len(counted & true)
    precision, recall = hits / max(len(counted), 1), hits / len(true)
    synthetic_true = {pair for pair in true if any(i in source_of for i in pair)}
    print(
        f"{half}: pair F1 {2 * precision * recall / max(precision + recall, 1e-9):.4f} (precision {precision:.4f}, recall {recall:.4f});"
        f" synthetic {len(counted & synthetic_true)} of {len(synthetic_true)}, natural {len(counted & true - synthetic_true)} of"
        f" {len(true - synthetic_true)}, wrong {len(counted - true)}"
    )
    by_share = {}
    for copy, source, share in made:
        hit = frozenset((copy["id"], source)) in pairs
        by_share.setdefault(int(share * 5) / 5, []).append(hit)
    print("  recall by share of the source:", ", ".join(f"{s:.0%}+ {sum(h) / len(h):.3f}" for s, h in sorted(by_share.items())))
    if show:
        for pair in sorted(map(sorted, counted - true)):
            print("  wrong", *pair, pairs[frozenset(pair)]["words"], sep="\t")
        for pair in sorted(map(sorted, true - counted)):
            print("  missed", *pair, sep="\t")
    return pairs


def growth(binary, rows):
    """Processor time, which a busy machine and its caches blur, and counted work: holders read and texts compared word by word."""
    points = []
    for size in (2000, 4000, 8000, 16000):
        _, seconds, memory, last = run(binary, rows[:size])
        points.append((size, seconds, last["holders"], last["compared"]))
        print(
            f"  {size:>6} articles: {seconds:6.2f} s, {size / seconds:5.0f} articles/s, {memory:4.0f} MB,"
            f" holders read {last['holders']}, texts compared {last['compared']}"
        )
    for column, name in ((1, "seconds"), (2, "holders read"), (3, "texts compared")):
        print(f"  growth of {name}: exponent {exponent([(p[0], p[column]) for p in points]):.3f}")


def exponent(points):
    """Of the power that fits best."""
    x, y = [math.log(n) for n, _ in points], [math.log(max(v, 1e-9)) for _, v in points]
    mx, my = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mx) * (b - my) for a, b in zip(x, y)) / sum((a - mx) ** 2 for a in x)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", help="the built example `copies`; else it is built")
    parser.add_argument("--half", choices=[*SEEDS, "both", "none"], default="both")
    parser.add_argument("--no-growth", action="store_true")
    parser.add_argument("--show", action="store_true", help="list wrong and missed pairs")
    args = parser.parse_args()
    if not NEWS.is_dir():
        print("no news articles here: nothing measured")
        return 0
    binary = args.binary
    if not binary:
        build = ["cargo", "build", "--release", "-q", "-p", "sayso-app", "--example", "copies", "--message-format", "json"]
        built = subprocess.run(build, cwd=HERE.parent, capture_output=True, check=True)
        made = [json.loads(line) for line in built.stdout.splitlines()]
        binary = next(m["executable"] for m in made if m.get("executable") and m["target"]["name"] == "copies")
    rows = news()
    for half in {"both": list(SEEDS), "none": []}.get(args.half, [args.half]):
        score(binary, rows, half, args.show)
    if not args.no_growth:
        growth(binary, rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
