#!/usr/bin/env python3
"""Sayso beside its peers: the same articles, the same core, one run; ratios of processor time.

Usage: peers.py SHARED NAME=COMMAND NAME=COMMAND... [--articles 100] [--rounds 3] [--save NAME]

A command reads articles as JSONL on stdin and writes one line of JSON an article on stdout. The first is what the others are
compared with. For instance

    peers.py SHARED 'spaCy=PYTHON bench/peers/spacy_pipeline.py' 'accurate=target/release/sayso trace -q -j 1 -f jsonl -'

Seconds are those of the processor, so that a busy neighbour does not count. Starting up is left out: it is measured by a run over one
short article. Rounds go around all commands, so that a drift of the machine meets each. A command that drops articles or finds
next to nothing fails: doing nothing must not win.
"""

import argparse
import json
import shlex
import statistics
import sys
import tempfile
from pathlib import Path

from common import Run, articles, mean_words, save

# Things found in a mean article (statements, entities, sentences …); both pipelines find far more.
LEAST_FOUND = 5
ONE = {"id": "one", "text": "The mayor said that the bridge would open in May."}


def found(line):
    return sum(len(value) for value in json.loads(line).values() if isinstance(value, list))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("shared")
    p.add_argument("peer", nargs="+")
    p.add_argument("--articles", type=int, default=100)
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--save", default="peers", metavar="NAME")
    args = p.parse_args()
    commands = {name: shlex.split(command) for name, _, command in (peer.partition("=") for peer in args.peer)}
    lines = articles(args.shared, args.articles)
    raw = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        many, one = Path(folder) / "many.jsonl", Path(folder) / "one.jsonl"
        many.write_text("\n".join(lines) + "\n", encoding="utf-8")
        one.write_text(json.dumps(ONE) + "\n", encoding="utf-8")
        for _ in range(args.rounds):
            for name, command in commands.items():
                start = Run(command, 1, stdin=one)
                run = Run(command, 1, stdin=many)
                out = run.out.splitlines()
                total = sum(map(found, out))
                if len(out) != len(lines) or total < LEAST_FOUND * len(lines):
                    sys.exit(f"{name}: {len(out)} of {len(lines)} articles with {total} things found: nothing was measured")
                seconds = run.processor - start.processor
                raw[name].append({"seconds": round(seconds, 3), "start": round(start.processor, 3), "megabytes": round(run.megabytes), "found": total})
                print(f"{name}: {len(lines) / seconds:.2f} articles a second", flush=True)
    first = next(iter(commands))
    rows = []
    for name, rounds in raw.items():
        ratio = statistics.median(a["seconds"] / b["seconds"] for a, b in zip(raw[first], rounds))
        rate = statistics.median(len(lines) / r["seconds"] for r in rounds)
        rows.append([name, f"{1000 / rate:.1f}", f"{rate:.1f}", f"{ratio:.2f}", max(r["megabytes"] for r in rounds)])
    columns = ["", "ms an article", "articles a second", f"x {first}", "MB at most"]
    note = f"{len(lines)} articles of {mean_words(lines)} words in the mean, one core, median of {args.rounds} rounds, starting up left out."
    save(args.save, "Beside its peers", columns, rows, {"rounds": raw, "commands": {n: [Path(w).name for w in c] for n, c in commands.items()}}, note)


if __name__ == "__main__":
    main()
