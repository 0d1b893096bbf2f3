"""Writes the fixtures by which the Rust twins are tested: fixture.py BASE_MODEL_DIR FOLDER (the text is invented).

`twin.json`: words, pieces, windows, sentences. `tiny.safetensors` and `tiny.json`: a fast network of random weights, and what it says.
"""

import json
import sys
from pathlib import Path

import torch

from . import text as T
from .distill import arrays
from .export import quantize, write
from .fast import FastConfig, FastTagger

TEXT = (
    "Harbour Talks Stall Again\n\n“We won’t wait,” Zoë Marčenko, the port's director, told Meridian Wire on 3 May. "
    '"NOT A DAY more", she added — though 1,200 tonnes (some €4.5m worth) still sat in re-export sheds.\n\n'
    "“Two things are clear. First, the ministry knew\n\n“Second, it did nothing.”\n\n"
) + "The antidisestablishmentarian committee of Qvistholm said it would, might or could publish: x_y, a/b, #quay @port …\n\n" * 40


TINY = FastConfig(
    vocab=40, hidden=32, inner=64, dilations=(1, 2), taps=5, gist_after=1, role_hidden=32, role_inner=32, role_dilations=(2,), distances=12, before=9, after=14
)
TINY_TEXT = "“No. He left,” Zoë said. Mr. Orr fell!\n\nAll of us saw it, he said: “a 40 to 3 end.” So it is"
CUE = (7, 9)  # words of TINY_TEXT


@torch.no_grad()
def tiny(folder):
    torch.manual_seed(5)
    model = FastTagger(TINY).eval()
    for p in model.parameters():
        p.normal_(0, 0.4) if p.dim() == 1 else p.normal_(0, 1.5 / p.shape[-1] ** 0.5)
        p.copy_(p.half().float())
    q, scale = quantize(model.words.weight)
    model.words.weight.copy_(q.float() * scale[:, None])
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"abdefhilmnorstuvwyz043.,:!“”", "##ll", "##aid", "##e", "##o", "said", "he", "left", "it"]
    pieces += [f"[unused{i}]" for i in range(TINY.vocab - len(pieces))]
    vocabulary = folder / "tiny-vocab.txt"
    vocabulary.write_text("\n".join(pieces) + "\n", encoding="utf-8")
    wordpiece = T.WordPiece(vocabulary)
    vocabulary.unlink()
    config = {k: v for k, v in TINY.dict().items() if k not in ("vocab", "dropout")}
    write(model.state_dict(), config, {"vocabulary": torch.frombuffer(bytearray("\n".join(pieces).encode()), dtype=torch.uint8)}, "fast", folder / "tiny.safetensors")
    spans = T.words(TINY_TEXT)
    flat, starts, shapes, sentences, paragraphs = (torch.from_numpy(a.astype("int64")) for a in arrays(TINY_TEXT, spans, [wordpiece.pieces(TINY_TEXT[b:e]) for b, e in spans], T.shapes(TINY_TEXT, spans)))
    mask = torch.ones(1, len(spans), dtype=torch.bool)
    words = model.encode(flat, starts[:-1], shapes[None], sentences[None], mask)
    logits, z, in_cue, valid = model.roles(words, mask, torch.tensor([[0, *CUE]]), torch.tensor([0]), sentences[None], paragraphs[None])
    none = torch.zeros_like(in_cue)
    type_, certainty = model.pooled(z, valid, in_cue, none, none)
    rounded = lambda x: [[round(v, 4) for v in row] for row in x.tolist()]
    record = {
        "text": TINY_TEXT, "cue": CUE, "cues": rounded(model.cue(words)[0]), "entities": rounded(model.entity(words)[0]),
        "roles": rounded(logits[0][valid[0]]), "types": rounded(type_.softmax(1))[0], "certainties": rounded(certainty.softmax(1))[0],
    }
    (folder / "tiny.json").write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")


def main(base, folder):
    folder = Path(folder)
    wordpiece = T.WordPiece(Path(base) / "vocab.txt")
    spans = T.words(TEXT)
    pieces = [wordpiece.pieces(TEXT[b:e]) for b, e in spans]
    at_byte = lambda o: len(TEXT[:o].encode())
    shapes = T.shapes(TEXT, spans)
    record = {
        "text": TEXT,
        "words": [[at_byte(b), at_byte(e), s] for (b, e), s in zip(spans, shapes)],
        "places": list(zip(*T.order(TEXT, spans, shapes))),
        "pieces": pieces,
        "quotations": T.quotations(TEXT, spans, shapes),
        "windows": [[b, e, l, r] for b, e, l, r in T.windows(TEXT, spans, [len(p) for p in pieces])],
    }
    (folder / "twin.json").write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    tiny(folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
