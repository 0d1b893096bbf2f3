"""Trains the tagger: train.py SHARED BASE_MODEL_DIR OUT_DIR [--epochs 6 …]; `training/README.md` has the command we ship by."""

import argparse
import json
import random
import time
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch.nn import functional as F

from . import text as T
from .average import follow
from .data import IGNORE, load, read_jsonl
from .model import BEFORE, REACH, Config, Tagger, load_bert
from .predict import evaluate

HELD_OUT = 24  # articles of PolNeAR train that thresholds are tuned on
CUE_WEIGHT = 4  # the mean cue loss a word is small beside the role loss: most words are plainly no cue


def arguments():
    p = argparse.ArgumentParser()
    p.add_argument("shared")
    p.add_argument("base")
    p.add_argument("out")
    p.add_argument("--silver")
    p.add_argument("--epochs", type=float, default=5)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--batch", type=int, default=6, help="windows a step")
    p.add_argument("--lr", type=float, default=1.5e-4)
    p.add_argument("--head-lr", type=float, default=1e-3)
    p.add_argument("--nested-repeat", type=int, default=2, help="how often the nested articles stand in an epoch")
    p.add_argument("--start", help="checkpoint to start from instead of the base encoder")
    p.add_argument("--no-shapes", action="store_true", help="ablation: no case, quotation or paragraph features")
    p.add_argument("--one-scheme", action="store_true", help="ablation: nested articles share the flat heads")
    p.add_argument("--no-entities", action="store_true", help="ablation: no entity loss")
    p.add_argument("--polnear-only", action="store_true", help="ablation: without the nested articles")
    p.add_argument("--no-labels", action="store_true", help="ablation: without our own labels")
    p.add_argument("--subset", type=int, default=0, help="ablation: so many PolNeAR articles")
    p.add_argument("--decay", type=float, default=0.998, help="decay a step of the averaged weights that are kept")
    return p.parse_args()


def windows_of(example, rng):
    """Training windows: the same cut as in use, with a random size so that breaks fall elsewhere each epoch."""
    counts = [len(p) for p in example.pieces]
    own = rng.randint(T.OWN * 3 // 4, T.OWN)
    return [(example, own_begin, own_end, begin, end) for own_begin, own_end, begin, end in T.windows(example.text, example.spans, counts, own)]


def collate(windows, wordpiece, one_scheme=False):
    """Tensors of a batch of (example, own_begin, own_end, begin, end)."""
    rows = []
    for e, own_begin, own_end, begin, end in windows:
        ids, shapes, first = [wordpiece.cls], [0], []
        for w in range(begin, end):
            first.append(len(ids))
            pieces = e.pieces[w][: T.OWN]
            ids += pieces
            shapes += [e.shapes[w]] * len(pieces)
        ids.append(wordpiece.sep)
        shapes.append(0)
        rows.append((ids, shapes, first))
    n_ids, n_words = max(len(r[0]) for r in rows), max(len(r[2]) for r in rows)
    b = len(rows)
    out = {
        "ids": torch.full((b, n_ids), wordpiece.pad), "shapes": torch.zeros(b, n_ids, dtype=torch.long), "mask": torch.zeros(b, n_ids, dtype=torch.bool),
        "first": torch.zeros(b, n_words, dtype=torch.long), "word_mask": torch.zeros(b, n_words, dtype=torch.bool),
        "cue": torch.full((b, 2, n_words), IGNORE), "entity": torch.full((b, n_words), IGNORE),
    }
    pairs, schemes, roles, types, certainties = [], [], [], [], []
    for i, ((ids, shapes, first), (e, own_begin, own_end, begin, end)) in enumerate(zip(rows, windows)):
        out["ids"][i, : len(ids)] = torch.tensor(ids)
        out["shapes"][i, : len(ids)] = torch.tensor(shapes)
        out["mask"][i, : len(ids)] = True
        out["first"][i, : len(first)] = torch.tensor(first)
        out["word_mask"][i, : len(first)] = True
        if e.entities:
            out["entity"][i, : len(first)] = torch.tensor(e.entities[begin:end])
        scheme = 1 if one_scheme else e.scheme
        own = slice(own_begin - begin, own_end - begin)
        out["cue"][i, scheme, own] = 0
        if e.scheme == 1 and not one_scheme:
            # What PolNeAR marks the nested scheme marks too; inside a content PolNeAR is silent on nested cues.
            for w in range(own_begin, own_end):
                if w not in e.contents:
                    out["cue"][i, 0, w - begin] = 0
        for c in e.cues:
            if own_begin <= c.begin < own_end and c.end <= end:
                for s in {scheme, 0 if not one_scheme else 1}:
                    out["cue"][i, s, c.begin - begin] = 1
                    out["cue"][i, s, c.begin - begin + 1 : c.end - begin] = 2
                pairs.append((i, c.begin - begin, c.end - begin))
                schemes.append(scheme)
                role = torch.full((REACH,), IGNORE)
                for k in range(REACH):
                    w = c.begin - BEFORE + k
                    if begin <= w < end and not c.begin <= w < c.end:
                        role[k] = c.roles.get(w, 0)
                roles.append(role)
                types.append(c.type)
                certainties.append(c.certainty)
    if pairs:
        out |= {"pairs": torch.tensor(pairs), "schemes": torch.tensor(schemes), "roles": torch.stack(roles), "types": torch.tensor(types), "certainties": torch.tensor(certainties)}
    return out


def losses(model, batch, args):
    if args.no_shapes:
        batch["shapes"].zero_()
    words = model.encode(batch["ids"], batch["shapes"], batch["mask"], batch["first"], batch["word_mask"])
    cue = model.cue(words).view(*words.shape[:2], 2, 3)
    # The nested scheme learns from PolNeAR with less weight: what counts as an attribution differs a little.
    nested = (batch["cue"][:, 1] == IGNORE).all(1)
    out = {"cue_flat": CUE_WEIGHT * ce(cue[:, :, 1], batch["cue"][:, 1]), "cue_nested": CUE_WEIGHT * ce(cue[nested][:, :, 0], batch["cue"][nested, 0]), "cue_nested_from_flat": 0.3 * CUE_WEIGHT * ce(cue[~nested][:, :, 0], batch["cue"][~nested, 0])}
    if not args.no_entities:
        out["entity"] = 0.3 * ce(model.entity(words), batch["entity"])
    if "pairs" in batch:
        logits, z, in_cue, valid = model.roles(words, batch["word_mask"], batch["pairs"], batch["schemes"])
        out["role"] = ce(logits, batch["roles"])
        known = batch["types"] != IGNORE
        if known.any():
            source, content = (batch["roles"][known] == 1).float(), (batch["roles"][known] == 2).float()
            type_, certainty = model.pooled(z[known], valid[known], in_cue[known], source, content)
            out["type"] = 0.01 * ce(type_, batch["types"][known], "sum")
            out["certainty"] = 0.01 * ce(certainty, batch["certainties"][known], "sum")
    return out


def ce(logits, labels, reduction="mean"):
    if not (labels != IGNORE).any():
        return torch.zeros(())
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), labels.reshape(-1), ignore_index=IGNORE, reduction=reduction)


def main():
    args = arguments()
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    wordpiece = T.WordPiece(Path(args.base) / "vocab.txt")
    silver = {r["id"]: r["entities"] for r in read_jsonl(args.silver)} if args.silver else None
    polnear = load(args.shared, "polnear/train", wordpiece, silver)
    random.Random(0).shuffle(polnear)
    held_out, polnear = polnear[:HELD_OUT], polnear[HELD_OUT:]
    if args.subset:
        polnear = polnear[: args.subset]
    nested_names = [] if args.polnear_only else ["stories/train", "annotated"] + ["labels/train"] * (not args.no_labels)
    nested = [e for name in nested_names for e in load(args.shared, name, wordpiece, silver)]
    held_out_nested = load(args.shared, "labels/held-out", wordpiece)
    model = Tagger(Config())
    load_bert(model, load_file(Path(args.base) / "model.safetensors"))
    if args.start:
        model.load_state_dict(torch.load(args.start, weights_only=True)["state"])
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.") or n.startswith("encoder.shape")]
    model.encoder.words.weight.requires_grad_(False)  # saves a tenth of a step; unseen words stay where the encoder knows them
    encoder = [p for n, p in model.named_parameters() if n.startswith("encoder.") and not n.startswith("encoder.shape") and p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": encoder, "lr": args.lr}, {"params": heads, "lr": args.head_lr}], weight_decay=0.01, betas=(0.9, 0.98))
    one_epoch = sum(len(windows_of(e, random.Random(0))) for e in polnear) + args.nested_repeat * sum(len(windows_of(e, random.Random(0))) for e in nested)
    total = int(args.epochs * one_epoch / args.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1, (s + 1) / (0.06 * total)) * max(0.02, 1 - s / total))
    averaged = {k: v.detach().clone() for k, v in model.state_dict().items()}
    log = open(out / "log.jsonl", "a", encoding="utf-8")
    step, started, sums, epoch = 0, time.time(), {}, 0
    while step < total:
        pool = [w for e in polnear for w in windows_of(e, rng)] + [w for _ in range(args.nested_repeat) for e in nested for w in windows_of(e, rng)]
        # Windows of like length share a batch, in random order.
        rng.shuffle(pool)
        chunks = [sorted(pool[i : i + 50 * args.batch], key=lambda w: sum(map(len, w[0].pieces[w[3] : w[4]]))) for i in range(0, len(pool), 50 * args.batch)]
        batches = [c[i : i + args.batch] for c in chunks for i in range(0, len(c), args.batch)]
        rng.shuffle(batches)
        model.train()
        for windows in batches:
            if step >= total:
                break
            parts = losses(model, collate(windows, wordpiece, args.one_scheme), args)
            loss = sum(parts.values())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            follow(averaged, model, step, args.decay)
            for k, v in parts.items():
                sums[k] = sums.get(k, 0.0) + float(v.detach())
            if step % 50 == 0 or step == total:
                row = {"step": step, "of": total, "seconds": round(time.time() - started), **{k: round(v / 50, 4) for k, v in sums.items()}}
                print(json.dumps(row), flush=True)
                log.write(json.dumps(row) + "\n")
                log.flush()
                sums = {}
        epoch += 1
        current = {k: v.clone() for k, v in model.state_dict().items()}
        model.load_state_dict(averaged)
        torch.save({"config": model.config.dict(), "args": vars(args), "step": step, "state": averaged}, out / f"epoch-{epoch}.pt")
        row = {"epoch": epoch, "step": step, "seconds": round(time.time() - started), **evaluate(model, held_out, wordpiece, scheme=1), "nested": evaluate(model, held_out_nested, wordpiece, scheme=0)}
        print(json.dumps(row), flush=True)
        log.write(json.dumps(row) + "\n")
        log.flush()
        model.load_state_dict(current)


if __name__ == "__main__":
    main()
