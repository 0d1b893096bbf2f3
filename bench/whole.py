#!/usr/bin/env python3
"""The whole program from bytes to JSON: text and pages, one and two threads, memory while it streams.

Usage: whole.py SAYSO SHARED [--model fast|accurate] [--articles 200] [--pages 181] [--stream 0] [--rounds 3] [--save whole]

Times are processor seconds less those of a run over one short article, except for the gain of two threads, which is wall over
wall and wants an idle machine. `--stream N` traces N articles with two threads and tells the peak of memory.
"""

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

from common import Run, articles, mean_words, save, unpack

LEAST_STATEMENTS = 5
ONE = {"id": "one", "text": "The mayor said that the bridge would open in May."}


def statements(lines):
    ledgers = [json.loads(line) for line in lines]
    return sum(len(ledger["attributions"]) + len(ledger["own_voice"]) for ledger in ledgers)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("sayso")
    p.add_argument("shared")
    p.add_argument("--model", help="passed on to sayso; its own choice without")
    p.add_argument("--articles", type=int, default=200)
    p.add_argument("--pages", type=int, default=181)
    p.add_argument("--stream", type=int, default=0)
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--save", default="whole", metavar="NAME")
    args = p.parse_args()
    command = [args.sayso, "trace", "--quiet", "--format", "jsonl", *(["--model", args.model] if args.model else [])]
    lines = articles(args.shared, args.articles)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        many, one = folder / "many.jsonl", folder / "one.jsonl"
        many.write_text("\n".join(lines) + "\n", encoding="utf-8")
        one.write_text(json.dumps(ONE) + "\n", encoding="utf-8")
        pages = len(unpack(args.shared, args.pages, folder / "pages"))

        def trace(path, threads, least):
            run = Run([*command, "--jobs", str(threads), path], threads)
            out = run.out.splitlines()
            if len(out) < least or statements(out) < LEAST_STATEMENTS * len(out):
                sys.exit(f"only {len(out)} of {least} articles, or hardly any statement: nothing was measured")
            return run, out

        raw, same = [], None
        for _ in range(args.rounds):
            start = Run([*command, "--jobs", "1", one], 1)
            text, first = trace(many, 1, len(lines))
            both, second = trace(many, 2, len(lines))
            if first != second or same not in (None, first):
                sys.exit("the same articles gave another output")
            same = first
            # A page or two may hold no article in English.
            html, found = trace(folder / "pages", 1, pages * 9 // 10)
            raw.append({
                "start": start.processor,
                "text_ms": (text.processor - start.processor) * 1000 / len(lines),
                "html_ms": (html.processor - start.processor) * 1000 / pages,
                "html_words": sum(len(json.loads(o)["text"].split()) for o in found) / len(found),
                "wall_1": text.wall - start.wall,
                "wall_2": both.wall - start.wall,
                "mb_1": text.megabytes,
                "mb_2": both.megabytes,
            })
            print("  ".join(f"{k} {v:.2f}" for k, v in raw[-1].items()), flush=True)
        streamed = None
        if args.stream:
            big = folder / "big.jsonl"
            big.write_text("\n".join(articles(args.shared, args.stream)) + "\n", encoding="utf-8")
            with open(folder / "out.jsonl", "wb") as out:
                run = Run([*command, "--jobs", "2", big], 2, stdout=out)
            count = sum(1 for _ in open(folder / "out.jsonl", encoding="utf-8"))
            if count < args.stream * 99 // 100:
                sys.exit(f"only {count} of {args.stream} articles came out")
            streamed = {"articles": count, "seconds": run.wall, "megabytes": run.megabytes}
    middle = lambda key: statistics.median(r[key] for r in raw)
    gain = statistics.median(r["wall_1"] / r["wall_2"] for r in raw)
    words = mean_words(lines)
    rows = [
        ["text to ledger, ms an article", f"{middle('text_ms'):.1f}"],
        ["text to ledger, articles a second on one core", f"{1000 / middle('text_ms'):.0f}"],
        ["page to ledger, ms", f"{middle('html_ms'):.1f}"],
        ["page to ledger, pages a second on one core", f"{1000 / middle('html_ms'):.0f}"],
        ["speed of pages to that of text, word for word", f"{middle('text_ms') / words / (middle('html_ms') / middle('html_words')):.2f}"],
        ["two threads over one", f"{gain:.2f}"],
        ["MB at most, two threads", f"{middle('mb_2'):.0f}"],
    ]
    if streamed:
        rows.append([f"MB at most, two threads, {streamed['articles']} articles streamed", f"{streamed['megabytes']:.0f}"])
    title = "From bytes to ledgers" + (f", {args.model} model" if args.model else "")
    note = f"{len(lines)} articles of {words} words and {pages} pages whose articles have {middle('html_words'):.0f}; median of {args.rounds} rounds."
    save(args.save, title, ["", ""], rows, {"rounds": raw, "streamed": streamed}, note)


if __name__ == "__main__":
    main()
