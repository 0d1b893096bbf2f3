#!/usr/bin/env python3
"""Instructions an article of each stage, counted by callgrind: no neighbour and no clock disturbs them, so they tell small changes.

Usage: instructions.py SAYSO_BENCH SHARED [--articles 20] [--pages 10] [--check]

Needs `valgrind`. Writes `results/instructions.json`; with `--check` it writes nothing and fails when a stage takes a twentieth more
than the file says.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from common import RESULTS, articles, save, unpack

# What a stage is called in the program.
STAGES = {
    "ingest, JSONL": "sayso_ingest::ingest_line",
    "ingest, page": "sayso_ingest::ingest",
    "trace": "sayso_trace::trace",
    "outward shape": "sayso_app::wire::Line::new",
    "JSON": "sayso_app::wire::to_json",
}
MORE = 1.05


def counted(bench, folder, words):
    """Instructions within each function, over all calls, and how often it was called."""
    out = folder / "callgrind.out"
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", bench, *words]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{bench}: {done.stderr[-500:]}")
    # It warns of lines that it cannot sort.
    annotate = ["callgrind_annotate", "--inclusive=yes", "--threshold=100", "--tree=caller", out]
    told = subprocess.run(annotate, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True).stdout
    found = {}
    for line in told.splitlines():
        # "12,345 ( 1.2%)  < caller (40x)" lines stand above "12,345 ( 1.2%)  * function".
        match = re.match(r"\s*([\d,]+) \(\s*[\d.]+%\)\s+\*\s+\S*?:(\S+)", line)
        if match:
            found[match[2]] = max(found.get(match[2], 0), int(match[1].replace(",", "")))
    return json.loads(done.stdout), found


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("bench")
    p.add_argument("shared")
    p.add_argument("--articles", type=int, default=20)
    p.add_argument("--pages", type=int, default=10)
    p.add_argument("--check", action="store_true")
    args = p.parse_args()
    if not shutil.which("valgrind"):
        sys.exit("valgrind is not installed: counts need it")
    counts = {}
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        listed, tags = folder / "articles.jsonl", folder / "tags.jsonl"
        listed.write_text("\n".join(articles(args.shared, args.articles)) + "\n", encoding="utf-8")
        # The tags are made outside of callgrind: a model would drown all else.
        tags.write_bytes(subprocess.run([args.bench, "tags", "fast", listed], stdout=subprocess.PIPE, check=True).stdout)
        run, found = counted(args.bench, folder, ["stages", "--tags", tags, "--rounds", "1", listed])
        pages = unpack(args.shared, args.pages, folder / "pages")
        page_run, page_found = counted(args.bench, folder, ["ingest", "--rounds", "1", *pages])
        for stage, function in STAGES.items():
            of, n = (page_found, page_run["articles"]) if "page" in stage else (found, run["articles"])
            total = of.get(function)
            if not total:
                sys.exit(f"`{function}` was not called: nothing was measured")
            # One round and one to warm up.
            counts[stage] = round(total / (2 * n))
    if args.check:
        before = json.loads((RESULTS / "instructions.json").read_text(encoding="utf-8"))["raw"]
        slower = [f"{stage}: {before[stage]} -> {now}" for stage, now in counts.items() if now > MORE * before.get(stage, now)]
        sys.exit("\n".join(slower) or None)
    rows = [[stage, f"{n / 1e6:.2f}"] for stage, n in counts.items()]
    note = f"{args.articles} articles and {args.pages} pages; callgrind, what starting up costs once included."
    save("instructions", "Instructions an article", ["", "million"], rows, counts, note)


if __name__ == "__main__":
    main()
