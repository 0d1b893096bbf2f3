"""Corpora -> examples: words, pieces, shapes, labels. Every label is one a word."""

import gzip
import json
from dataclasses import dataclass, field
from pathlib import Path

from . import text as T

SCHEMES = ("nested", "flat")  # stories, annotated and our own labels; PolNeAR
LABELS = Path(__file__).parent.parent / "labels"
TYPES = ("person", "government", "organization", "outlet", "document", "unnamed")
CERTAINTIES = ("asserted", "hedged", "denied", "questioned")
ENTITIES = ("O", "B-person", "I-person", "B-group", "I-group", "B-place", "I-place")
IGNORE = -100


@dataclass
class Cue:
    begin: int  # words
    end: int
    roles: dict = field(default_factory=dict)  # word -> 1 source, 2 content
    type: int = IGNORE
    certainty: int = IGNORE


@dataclass
class Example:
    id: str
    scheme: int
    text: str
    spans: list
    pieces: list
    shapes: list
    cues: list
    contents: set
    entities: list | None = None


def read_jsonl(path):
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def example(article, scheme, wordpiece):
    text = article["text"]
    spans = T.words(text)
    at = {}
    for i, (b, e) in enumerate(spans):
        for o in range(b, e):
            at[o] = i
    inside = lambda pieces: sorted({at[o] for b, e in pieces for o in range(b, e) if o in at})
    cues, contents = [], set()
    for a in article.get("attributions", []):
        content = inside(a["content"])
        contents.update(content)
        cue = inside(a["cue"])
        if not cue:
            continue
        c = Cue(cue[0], cue[-1] + 1)
        for w in content:
            c.roles[w] = 2
        for w in inside(a["source"]):
            c.roles[w] = 1
        for w in cue:
            c.roles.pop(w, None)
        if "speaker_type" in a:
            c.type = TYPES.index(a["speaker_type"])
            c.certainty = CERTAINTIES.index(a["certainty"])
        cues.append(c)
    return Example(
        article["id"], scheme, text, spans, [wordpiece.pieces(text[b:e]) for b, e in spans], T.shapes(text, spans), cues, contents
    )


def entity_labels(spans, entities):
    """BIO labels a word of [(begin, end, kind)] in code points."""
    labels = [0] * len(spans)
    for begin, end, kind in entities:
        first = True
        for i, (b, e) in enumerate(spans):
            if b >= begin and e <= end:
                labels[i] = ENTITIES.index(("B-" if first else "I-") + kind)
                first = False
    return labels


def news(shared):
    """The unlabelled articles by id."""
    return {a["id"]: a for part in sorted((Path(shared) / "data/news").glob("part-*.jsonl.gz")) for a in read_jsonl(part)}


def labelled(shared, part):
    """Our own labels of `part` ("train" or "held-out") with the text of their articles."""
    texts, out = news(shared), []
    for line in read_jsonl(LABELS / f"{part}.jsonl"):
        article = texts[line["id"]]
        assert len(article["text"]) == line["chars"], f"{line['id']}: not the text that was labelled"
        out.append(article | line)
    return out


def load(shared, name, wordpiece, silver=None):
    shared = Path(shared)
    path, scheme = {
        "labels/train": (None, 0),
        "labels/held-out": (None, 0),
        "polnear/train": ("polnear/train.jsonl.gz", 1),
        "polnear/dev": ("polnear/dev.jsonl.gz", 1),
        "stories/train": ("stories/train/articles.jsonl", 0),
        "stories/dev": ("stories/dev/articles.jsonl", 0),
        "annotated": ("annotated/articles.jsonl", 0),
    }[name]
    articles = read_jsonl(shared / "data" / path) if path else labelled(shared, name.removeprefix("labels/"))
    examples = [example(a, scheme, wordpiece) for a in articles]
    if silver:
        for e in examples:
            if e.id in silver:
                e.entities = entity_labels(e.spans, silver[e.id])
    return examples
