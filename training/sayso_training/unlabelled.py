"""The unlabelled articles that the accurate model may teach the fast one with: unlabelled.py SHARED OUT.jsonl

Left out: what has labels anywhere, and whatever shares an eighth of its text with an article that something is measured on.
"""

import json
import random
import re
import sys
from pathlib import Path

from .data import LABELS, news, read_jsonl

SHINGLE = 10  # words
MOST_SHARED = 0.125
WORDS = (120, 1500)


def shingles(text):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def main(shared, out):
    data, articles = Path(shared) / "data", news(shared)
    held_out = [r["id"] for r in read_jsonl(LABELS / "held-out.jsonl")]
    labelled = {a["id"] for name in ("stories/train", "stories/dev", "annotated") for a in read_jsonl(data / name / "articles.jsonl")}
    labelled |= {r["id"] for r in read_jsonl(LABELS / "train.jsonl")} | set(held_out)
    measured = set()
    for name in ("polnear/dev.jsonl.gz", "stories/dev/articles.jsonl"):
        for a in read_jsonl(data / name):
            measured |= shingles(a["text"])
    for i in held_out:
        measured |= shingles(articles[i]["text"])
    kept = []
    for a in articles.values():
        own = shingles(a["text"])
        if a["id"] not in labelled and WORDS[0] <= len(a["text"].split()) <= WORDS[1] and len(own & measured) <= MOST_SHARED * len(own):
            kept.append(a)
    random.Random(5).shuffle(kept)
    with open(out, "w", encoding="utf-8") as f:
        for a in kept:
            f.write(json.dumps({"id": a["id"], "text": a["text"]}, ensure_ascii=False) + "\n")
    print(f"{out}: {len(kept)} articles")


if __name__ == "__main__":
    main(*sys.argv[1:])
