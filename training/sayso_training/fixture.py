"""Writes the fixture by which the Rust twin of `text.py` is tested: fixture.py BASE_MODEL_DIR OUT.json (the text is invented)."""

import json
import sys
from pathlib import Path

from . import text as T

TEXT = (
    "Harbour Talks Stall Again\n\n“We won’t wait,” Zoë Marčenko, the port's director, told Meridian Wire on 3 May. "
    '"NOT A DAY more", she added — though 1,200 tonnes (some €4.5m worth) still sat in re-export sheds.\n\n'
    "“Two things are clear. First, the ministry knew\n\n“Second, it did nothing.”\n\n"
) + "The antidisestablishmentarian committee of Qvistholm said it would, might or could publish: x_y, a/b, #quay @port …\n\n" * 40


def main(base, out):
    wordpiece = T.WordPiece(Path(base) / "vocab.txt")
    spans = T.words(TEXT)
    pieces = [wordpiece.pieces(TEXT[b:e]) for b, e in spans]
    at_byte = lambda o: len(TEXT[:o].encode())
    record = {
        "text": TEXT,
        "words": [[at_byte(b), at_byte(e), s] for (b, e), s in zip(spans, T.shapes(TEXT, spans))],
        "pieces": pieces,
        "quotations": T.quotations(TEXT, spans, T.shapes(TEXT, spans)),
        "windows": [[b, e, l, r] for b, e, l, r in T.windows(TEXT, spans, [len(p) for p in pieces])],
    }
    Path(out).write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
