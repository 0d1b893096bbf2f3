#!/usr/bin/env python3
"""Where the time goes from bytes to JSON, stage by stage, and what this core could do at most.

Usage: stages.py SAYSO_BENCH SHARED [--articles 40] [--pages 60] [--rounds 7]

Each stage runs over all articles in turn, several times, on one core; the middle round counts. The model's tags of the articles
are made once for each model, so that the other stages are measured on the same statements.
"""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path

from common import articles, pin, save, unpack

STAGES = {"ingest": "ingest", "tag": "tag", "trace": "trace", "wire": "outward shape", "json": "JSON"}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("bench")
    p.add_argument("shared")
    p.add_argument("--articles", type=int, default=40)
    p.add_argument("--pages", type=int, default=60)
    p.add_argument("--rounds", type=int, default=7)
    args = p.parse_args()
    pin(1)

    def told(*words):
        return json.loads(subprocess.run([args.bench, *words], stdout=subprocess.PIPE, check=True).stdout)

    runs = {}
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "articles.jsonl"
        listed.write_text("\n".join(articles(args.shared, args.articles)) + "\n", encoding="utf-8")
        pages = unpack(args.shared, args.pages, Path(folder) / "pages")
        for model, rounds in ("fast", args.rounds), ("accurate", 1):
            runs[f"articles, {model}"] = told("stages", "--model", model, "--rounds", str(rounds), str(listed))
        runs["pages, fast"] = told("stages", "--model", "fast", "--rounds", str(args.rounds), *map(str, pages))
    times = {name: {s["stage"]: s["ms_median"] for s in run["ms_an_article"]} for name, run in runs.items()}
    rows = [[shown, *(f"{t[stage]:.2f}" for t in times.values())] for stage, shown in STAGES.items()]
    rows.append(["all", *(f"{sum(t.values()):.2f}" for t in times.values())])
    words = ", ".join(f"{run['articles']} of {run['mean_words']} words ({name})" for name, run in runs.items())
    save("stages", "Stage by stage, ms an article", ["", *times], rows, runs, f"One core; {words}.")
    roof = told("roofline")
    rows = [[r["what"], r["giga_a_second"]] for r in roof]
    note = "Operations (a multiply-add is two) or bytes, in thousand millions a second, one core: what the kernels of the models are to be held against."
    save("roofline", "What this core can do at most", ["", "10⁹ a second"], rows, roof, note)


if __name__ == "__main__":
    main()
