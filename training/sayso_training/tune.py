"""Thresholds on the held-out articles of PolNeAR train: tune.py CHECKPOINT SHARED BASE_MODEL_DIR"""

import random
import sys
from pathlib import Path

import torch

from . import text as T
from .data import load
from .model import Config, Tagger
from .predict import decode, read, score
from .train import HELD_OUT


def main(checkpoint, shared, base):
    wordpiece = T.WordPiece(Path(base) / "vocab.txt")
    saved = torch.load(checkpoint, weights_only=True)
    model = Tagger(Config(**saved["config"]))
    model.load_state_dict(saved["state"])
    polnear = load(shared, "polnear/train", wordpiece)
    random.Random(0).shuffle(polnear)
    examples = polnear[:HELD_OUT]
    readings = [read(model, e, wordpiece, 1, 0.2) for e in examples]
    for source, content in ((0.0, 0.0), (0.2, 1.0), (0.2, 2.0), (0.2, 3.0), (0.5, 2.0)):
        for threshold in (0.4, 0.5, 0.6):
            for share in (0.3, 1.1):
                found = score(examples, [decode(model, e, r, threshold, source, content, share) for e, r in zip(examples, readings)])
                print(f"threshold {threshold} switch {source} {content} snap {share}", found, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
