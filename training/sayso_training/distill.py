"""Trains the fast tagger from what the accurate one says and from the gold: distill.py SHARED BASE_MODEL_DIR SILVER.jsonl OUT_DIR

SILVER is written by `cargo run --release -p sayso-tag --example teacher` from articles `{"id", "text"}`, a line each.
"""

import argparse
import base64
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch.nn import functional as F

from . import text as T
from .average import follow
from .data import IGNORE, load, news, read_jsonl
from .fast import FastConfig, FastTagger
from .predict import SNAP, cues, runs, score, snap, viterbi
from .train import HELD_OUT


@dataclass
class Article:
    """Arrays a word, and the cues; soft labels are probabilities in units of 1/255."""

    id: str
    pieces: np.ndarray
    starts: np.ndarray  # of each word's pieces
    shapes: np.ndarray
    sentences: np.ndarray
    paragraphs: np.ndarray
    cue: np.ndarray  # [words, 2 schemes, O B I] probabilities; a scheme without labels is all zero
    entity: np.ndarray  # IGNORE where unknown
    cues: list  # (begin, end, scheme, first word, roles [n, 3] probabilities, types [6] or None, certainties [4] or None)
    weight: float


def arrays(text, spans, pieces, shapes):
    counts = [len(p) for p in pieces]
    sentences, paragraphs = T.order(text, spans, shapes)
    flat = np.fromiter((p for w in pieces for p in w), np.int32, sum(counts))
    return flat, np.concatenate([[0], np.cumsum(counts)]).astype(np.int32), np.array(shapes, np.int8), np.array(sentences, np.int16), np.array(paragraphs, np.int16)


def gold(example, weight, config):
    """From hard labels; as in `train.collate`, what PolNeAR marks outside contents the nested scheme marks too."""
    n = len(example.spans)
    cue = np.zeros((n, 2, 3), np.float32)
    cue[:, example.scheme, 0] = 1
    if example.scheme == 1:
        outside = [w for w in range(n) if w not in example.contents]
        cue[outside, 0, 0] = 0.3
    cues = []
    for c in example.cues:
        for scheme, share in ((example.scheme, 1.0), (0, 0.3)) if example.scheme == 1 else ((0, 1.0),):
            cue[c.begin : c.end, scheme] = 0
            cue[c.begin, scheme, 1] = share
            cue[c.begin + 1 : c.end, scheme, 2] = share
        first, last = max(0, c.begin - config.before), min(n, c.begin + config.after)
        roles = np.zeros((last - first, 3), np.float32)
        roles[:, 0] = 1
        for w, role in c.roles.items():
            if first <= w < last:
                roles[w - first] = 0
                roles[w - first, role] = 1
        known = c.type != IGNORE
        cues.append((c.begin, c.end, example.scheme, first, roles, np.eye(6, dtype=np.float32)[c.type] if known else None, np.eye(4, dtype=np.float32)[c.certainty] if known else None))
    entity = np.array(example.entities if example.entities else [IGNORE] * n, np.int16)
    return Article(example.id, *arrays(example.text, example.spans, example.pieces, example.shapes), cue, entity, cues, weight)


def silver(row, text, wordpiece):
    spans = T.words(text)
    unpack = lambda s, *shape: np.frombuffer(base64.b64decode(s), np.uint8).reshape(*shape)
    probabilities = unpack(row["probs"], -1, 2, 2)
    assert len(probabilities) == len(spans), row["id"]
    # Kept small: widened when a batch is made.
    cues = []
    for begin, end, scheme, first, roles, types, certainties in row["cues"]:
        cues.append((begin, end, scheme, first, unpack(roles, -1, 2), unpack(types, 6), unpack(certainties, 4)))
    pieces = [wordpiece.pieces(text[b:e]) for b, e in spans]
    return Article(row["id"], *arrays(text, spans, pieces, T.shapes(text, spans)), probabilities, unpack(row["entity"], -1), cues, 1.0)


def widened(article):
    """(cue [n, 2, 3], cues with float roles [n, 3]) of either kind of article."""
    if article.cue.shape[2] == 3:
        return article.cue, article.cues
    bi = article.cue.astype(np.float32) / 255
    cue = np.concatenate([np.clip(1 - bi.sum(2, keepdims=True), 0, 1), bi], 2)
    share = lambda x: x.astype(np.float32) / max(1, int(x.sum()))
    cues = []
    for begin, end, scheme, first, roles, types, certainties in article.cues:
        sc = roles.astype(np.float32) / 255
        cues.append((begin, end, scheme, first, np.concatenate([np.clip(1 - sc.sum(1, keepdims=True), 0, 1), sc], 1), share(types), share(certainties)))
    return cue, cues


def collate(articles, config, most_words=None, rng=None):
    """A batch; with `most_words`, long articles are read in one random stretch."""
    rows = []
    for a in articles:
        n = len(a.shapes)
        begin, end = 0, n
        if most_words and n > most_words:
            begin = rng.randrange(n - most_words + 1)
            end = begin + most_words
        rows.append((a, begin, end))
    b, n = len(rows), max(end - begin for _, begin, end in rows)
    reach = config.before + config.after
    pieces, offsets = [], []
    shapes, sentences, paragraphs = (torch.zeros(b, n, dtype=torch.long) for _ in range(3))
    mask = torch.zeros(b, n, dtype=torch.bool)
    cue, weights, entity = torch.zeros(b, n, 2, 3), torch.zeros(b, n), torch.full((b, n), IGNORE)
    pairs, schemes, roles, types, certainties, pair_weights = [], [], [], [], [], []
    at = 0
    for i, (a, begin, end) in enumerate(rows):
        m = end - begin
        own = a.pieces[a.starts[begin] : a.starts[end]]
        pieces.append(own)
        offsets.append(at + a.starts[begin:end] - a.starts[begin])
        at += len(own)
        offsets.append(np.full(n - m, at))
        for to, values in ((shapes, a.shapes), (sentences, a.sentences), (paragraphs, a.paragraphs), (entity, a.entity)):
            to[i, :m] = torch.from_numpy(values[begin:end].astype(np.int64))
        sentences[i] -= sentences[i, 0].item() if m else 0
        sentences[i].clamp_(min=0)
        mask[i, :m] = True
        full, cues = widened(a)
        cue[i, :m] = torch.from_numpy(full[begin:end])
        weights[i, :m] = a.weight
        for c_begin, c_end, scheme, first, role, type_, certainty in cues:
            if not (begin <= c_begin and c_end <= end):
                continue
            row = np.zeros((reach, 3), np.float32)
            low = c_begin - config.before  # word of row 0
            b0, e0 = max(first, low, begin), min(first + len(role), low + reach, end)
            if e0 > b0:
                row[b0 - low : e0 - low] = role[b0 - first : e0 - first]
            row[c_begin - low : c_end - low] = 0
            pairs.append((i, c_begin - begin, c_end - begin))
            schemes.append(scheme)
            roles.append(row)
            types.append(np.zeros(6, np.float32) if type_ is None else type_)
            certainties.append(np.zeros(4, np.float32) if certainty is None else certainty)
            pair_weights.append(a.weight)
    out = {
        "pieces": torch.from_numpy(np.concatenate(pieces).astype(np.int64)), "offsets": torch.from_numpy(np.concatenate(offsets).astype(np.int64)),
        "shapes": shapes, "sentences": sentences, "paragraphs": paragraphs, "mask": mask, "cue": cue, "weights": weights, "entity": entity,
    }
    if pairs:
        out |= {
            "pairs": torch.tensor(pairs), "schemes": torch.tensor(schemes), "roles": torch.from_numpy(np.stack(roles)), "types": torch.from_numpy(np.stack(types)),
            "certainties": torch.from_numpy(np.stack(certainties)), "pair_weights": torch.tensor(pair_weights),
        }
    return out


def soft(logits, target):
    """Cross-entropy a row; a row of zeros asks nothing."""
    return -(target * F.log_softmax(logits, -1)).sum(-1)


def losses(model, batch, cue_weight=4.0):
    words = model.encode(batch["pieces"], batch["offsets"], batch["shapes"], batch["sentences"], batch["mask"])
    b, n, _ = words.shape
    weights = batch["weights"]
    cue = soft(model.cue(words).view(b, n, 2, 3), batch["cue"]).sum(2)
    out = {"cue": cue_weight * (cue * weights).sum() / weights.sum()}
    known = (batch["entity"] != IGNORE).sum().clamp(min=1)
    out["entity"] = 0.15 * F.cross_entropy(model.entity(words).view(b * n, -1), batch["entity"].view(-1), ignore_index=IGNORE, reduction="sum") / known
    if "pairs" in batch:
        logits, z, in_cue, valid = model.roles(words, batch["mask"], batch["pairs"], batch["schemes"], batch["sentences"], batch["paragraphs"])
        asked = batch["roles"].sum(2) * batch["pair_weights"][:, None]
        out["role"] = 2.0 * (soft(logits, batch["roles"]) * batch["pair_weights"][:, None]).sum() / asked.sum().clamp(min=1)
        best = batch["roles"].argmax(2)
        type_, certainty = model.pooled(z, valid, in_cue, (best == 1).float() * (batch["roles"].sum(2) > 0), (best == 2).float())
        out["type"] = 0.05 * (soft(type_, batch["types"]) * batch["pair_weights"]).mean()
        out["certainty"] = 0.05 * (soft(certainty, batch["certainties"]) * batch["pair_weights"]).mean()
    return out


@torch.no_grad()
def predict(model, article, text, spans, scheme, threshold=0.5):
    model.eval()
    c = model.config
    batch = collate([article], c)
    words = model.encode(batch["pieces"], batch["offsets"], batch["shapes"], batch["sentences"], batch["mask"])
    cue = torch.softmax(model.cue(words)[0].view(-1, 2, 3)[:, scheme], -1)
    n = len(spans)
    pairs = [(0, b, e) for b, e in cues(cue, 0, n, threshold)]
    if not pairs:
        return []
    logits, *_ = model.roles(words, batch["mask"], torch.tensor(pairs), torch.full((len(pairs),), scheme), batch["sentences"], batch["paragraphs"])
    quotations, out = T.quotations(text, spans, article.shapes.tolist()), []
    to_text = lambda b, e: [spans[b][0], spans[e - 1][1]]
    for (_, b, e), row in zip(pairs, logits):
        first, last = max(0, b - c.before), min(n, b + c.after)
        row = row[first - (b - c.before) : last - (b - c.before)].clone()
        row[b - first : e - first] = torch.tensor([0.0, -30.0, -30.0])
        labels = snap(viterbi(row), first, quotations, (b, e), SNAP)
        pieces = [to_text(first + f, first + l) for f, l in runs(labels, 2)]
        if pieces:
            named = max(runs(labels, 1), key=lambda r: r[1] - r[0], default=None)
            out.append({"source": [to_text(first + named[0], first + named[1])] if named else [], "cue": [to_text(b, e)], "content": pieces})
    return out


def arguments():
    p = argparse.ArgumentParser()
    p.add_argument("shared")
    p.add_argument("base")
    p.add_argument("silver")
    p.add_argument("out")
    p.add_argument("--minutes", type=float, default=60, help="how long to train; the learning rate falls to nothing by then")
    p.add_argument("--words", type=int, default=8000, help="words a step")
    p.add_argument("--lr", type=float, default=3e-3)
    p.add_argument("--gold", type=float, default=1.5, help="weight of a gold word; a silver one weighs 1")
    p.add_argument("--gold-share", type=float, default=0.3, help="share of the steps' articles that are gold")
    p.add_argument("--flat-repeat", type=int, default=1, help="how often the articles of PolNeAR stand among the gold")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--start")
    p.add_argument("--config", default="{}", help="JSON: fields of FastConfig")
    return p.parse_args()


def main():
    args = arguments()
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    config = FastConfig(**json.loads(args.config))
    wordpiece = T.WordPiece(Path(args.base) / "vocab.txt")
    polnear = load(args.shared, "polnear/train", wordpiece)
    random.Random(0).shuffle(polnear)
    held_flat, polnear = polnear[:HELD_OUT], polnear[HELD_OUT:]
    held_nested = load(args.shared, "labels/held-out", wordpiece)[:81]
    nested = [e for name in ("stories/train", "annotated", "labels/train") for e in load(args.shared, name, wordpiece)]
    golden = [gold(e, args.gold, config) for e in polnear] * args.flat_repeat + [gold(e, args.gold, config) for e in nested]
    held = {name: [(e, gold(e, 1, config)) for e in examples] for name, examples in (("flat", held_flat), ("nested", held_nested))}
    texts = {i: a["text"] for i, a in news(args.shared).items()}
    silvers, read_rows = [], 0

    def more_silver():
        """The teacher may still be writing: takes what has come since."""
        nonlocal read_rows
        with open(args.silver, encoding="utf-8") as lines:
            for k, line in enumerate(lines):
                if k < read_rows or not line.endswith("\n"):
                    continue
                row = json.loads(line)
                silvers.append(silver(row, texts[row["id"]], wordpiece))
                read_rows = k + 1

    more_silver()
    model = FastTagger(config)
    table = load_file(Path(args.base) / "model.safetensors")["embeddings.word_embeddings.weight"].float()
    # The teacher's word embeddings in their main directions.
    centred = table - table.mean(0)
    _, _, directions = torch.linalg.svd(centred[torch.randperm(len(centred))[:8000]], full_matrices=False)
    start = centred @ directions[: config.hidden].t()
    with torch.no_grad():
        model.words.weight.copy_(start / start.std())
    if args.start:
        model.load_state_dict(torch.load(args.start, weights_only=True)["state"])
    plain = [p for n, p in model.named_parameters() if p.dim() == 1 or n.endswith("taps") or "words" in n or "role_distance" in n]
    names = {id(p) for p in plain}
    optimizer = torch.optim.AdamW([{"params": [p for p in model.parameters() if id(p) not in names], "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}], lr=args.lr, betas=(0.9, 0.98))
    averaged = {k: v.detach().clone() for k, v in model.state_dict().items()}
    log = open(out / "log.jsonl", "a", encoding="utf-8")

    def note(row):
        print(json.dumps(row), flush=True)
        log.write(json.dumps(row) + "\n")
        log.flush()

    started, step, sums, measured = time.time(), 0, {}, 0
    total = args.minutes * 60
    note({"gold": len(golden), "silver": len(silvers), "config": config.dict(), "args": vars(args)})
    gold_queue, silver_queue = [], []

    def draw(queue, source):
        if not queue:
            queue += source
            rng.shuffle(queue)
        return queue.pop()

    def batches():
        """Batches of like length: 40 steps' worth of articles are drawn, sorted, cut."""
        pool, words = [], 0
        while words < 40 * args.words:
            a = draw(gold_queue, golden) if not silvers or rng.random() < args.gold_share else draw(silver_queue, silvers)
            pool.append(a)
            words += min(len(a.shapes), 1200)
        pool.sort(key=lambda a: len(a.shapes))
        cut, row = [], []
        for a in pool:
            if row and (len(row) + 1) * min(len(a.shapes), 1200) > args.words:
                cut.append(row)
                row = []
            row.append(a)
        cut.append(row)
        rng.shuffle(cut)
        return cut

    while (gone := time.time() - started) < total:
        if step:
            more_silver()
        for articles in batches():
            share = (time.time() - started) / total
            if share >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = args.lr * min(1, (step + 1) / 100) * max(0.01, 1 - share)
            model.train()
            parts = losses(model, collate(articles, config, 1200, rng))
            loss = sum(parts.values())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            follow(averaged, model, step, 0.998)
            for k, v in parts.items():
                sums[k] = sums.get(k, 0.0) + float(v.detach())
            if step % 100 == 0:
                note({"step": step, "seconds": round(time.time() - started), "silver": len(silvers), **{k: round(v / 100, 4) for k, v in sums.items()}})
                sums = {}
        if time.time() - measured > 600 or time.time() - started >= total:
            current = {k: v.clone() for k, v in model.state_dict().items()}
            model.load_state_dict(averaged)
            torch.save({"config": config.dict(), "step": step, "state": averaged, "args": vars(args)}, out / "checkpoint.pt")
            row = {"step": step, "seconds": round(time.time() - started)}
            for scheme, (name, pairs) in ((1, ("flat", held["flat"])), (0, ("nested", held["nested"]))):
                row[name] = score([e for e, _ in pairs], [predict(model, a, e.text, e.spans, scheme) for e, a in pairs])
            note(row)
            model.load_state_dict(current)
            measured = time.time()


if __name__ == "__main__":
    main()
