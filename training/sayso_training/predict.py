"""Decoding as the Rust side does it, for measuring: predict.py CHECKPOINT SHARED BASE NAME OUT.jsonl [--scheme flat|nested]"""

import json
import sys
from pathlib import Path

import torch

from . import text as T
from .data import CERTAINTIES, SCHEMES, TYPES, load
from .model import BEFORE

# Tuned on the held-out articles of PolNeAR train (`tune.py`).
CUE_THRESHOLDS = [0.5, 0.5]  # nested, flat
SWITCH_SOURCE = 0.2  # log cost of a change of role that source has part in
SWITCH_CONTENT = 2.0  # the same between none and content
SNAP = 0.3  # a quotation of which this share is content is content as a whole
NEVER = torch.tensor([0.0, -30.0, -30.0])


def viterbi(logits, source=SWITCH_SOURCE, content=SWITCH_CONTENT):
    """Best label a word under log-probabilities [words, 3] when a change of label has a cost. Ties go to the lower label."""
    cost = [[0.0, source, content], [source, 0.0, source], [content, source, 0.0]]
    scores = torch.log_softmax(logits, -1).tolist()
    best, back = scores[0], []
    for row in scores[1:]:
        links = [max(range(3), key=lambda j: best[j] - cost[j][k]) for k in range(3)]
        best = [best[j] - cost[j][k] + row[k] for k, j in enumerate(links)]
        back.append(links)
    label = max(range(3), key=lambda k: best[k])
    out = [label]
    for links in reversed(back):
        label = links[label]
        out.append(label)
    return out[::-1]


def snap(labels, first, quotations, cue, share=SNAP):
    """`labels` (of words from `first`) with each quotation that is mostly content made content as a whole."""
    for begin, end in quotations:
        b, e = begin - first, end - first
        if b < 0 or e > len(labels) or (begin < cue[1] and cue[0] < end):
            continue
        inside = labels[b:e]
        if 1 not in inside and sum(k == 2 for k in inside) >= share * len(inside):
            labels[b:e] = [2] * len(inside)
    return labels


def runs(labels, want):
    out, begin = [], None
    for i, label in enumerate(labels + [None]):
        if label == want and begin is None:
            begin = i
        elif label != want and begin is not None:
            out.append((begin, i))
            begin = None
    return out


def cues(probabilities, first, last, least):
    """[(begin, end)] of the cues that start among words `first` to `last`, from O, B, I a word.

    A word starts a cue when B passes the threshold; a cue never starts inside another.
    """
    out, w = [], first
    _, begins, inside = probabilities.t().tolist()
    while w < last:
        if begins[w] < least:
            w += 1
            continue
        end = w + 1
        while end < len(inside) and inside[end] >= 0.5:
            end += 1
        out.append((w, end))
        w = end
    return out


@torch.no_grad()
def read(model, example, wordpiece, scheme, least):
    """What the network says of each cue of probability `least` or more: the part of decoding that takes time."""
    from .train import collate

    model.eval()
    counts = [len(p) for p in example.pieces]
    out = []
    for own_begin, own_end, begin, end in T.windows(example.text, example.spans, counts):
        batch = collate([(example, own_begin, own_end, begin, end)], wordpiece)
        words = model.encode(batch["ids"], batch["shapes"], batch["mask"], batch["first"], batch["word_mask"])
        cue = torch.softmax(model.cue(words)[0].view(-1, 2, 3)[:, scheme], -1)
        pairs = [(0, b, e) for b, e in cues(cue, own_begin - begin, own_end - begin, least)]
        chances = [float(cue[b, 1]) for _, b, _ in pairs]
        if pairs:
            logits, z, in_cue, valid = model.roles(words, batch["word_mask"], torch.tensor(pairs), torch.full((len(pairs),), scheme))
            for (_, b, e), row, ok in zip(pairs, logits, valid):
                row[BEFORE : BEFORE + e - b] = NEVER
                row[~ok] = NEVER
            out.append((begin, pairs, chances, logits, z, in_cue, valid))
    return out


@torch.no_grad()
def decode(model, example, reading, threshold, source=SWITCH_SOURCE, content=SWITCH_CONTENT, share=SNAP):
    """Attributions of one article as the scorers read them, with their cue probability."""
    spans, out = example.spans, []
    quotations = T.quotations(example.text, spans, example.shapes)
    for begin, pairs, chances, logits, z, in_cue, valid in reading:
        roles = torch.tensor([
            snap(viterbi(row, source, content), begin + b - BEFORE, quotations, (begin + b, begin + e), share) for (_, b, e), row in zip(pairs, logits)
        ])
        types, certainties = model.pooled(z, valid, in_cue, (roles == 1).float(), (roles == 2).float())
        to_text = lambda b, e: [spans[begin + b][0], spans[begin + e - 1][1]]
        for (_, b, e), row, chance, t, c in zip(pairs, roles.tolist(), chances, types, certainties):
            shift = b - BEFORE
            pieces = [to_text(shift + f, shift + l) for f, l in runs(row, 2)]
            if not pieces or chance < threshold:
                continue
            named = max(runs(row, 1), key=lambda r: r[1] - r[0], default=None)
            out.append({
                "source": [to_text(shift + named[0], shift + named[1])] if named else [], "cue": [to_text(b, e)], "content": pieces, "chance": chance,
                "speaker_type": TYPES[int(t.argmax())], "certainty": CERTAINTIES[int(c.argmax())], "speaker": "", "via": [],
            })
    return out


def predict(model, example, wordpiece, scheme):
    threshold = CUE_THRESHOLDS[scheme]
    return decode(model, example, read(model, example, wordpiece, scheme, threshold), threshold)


def evaluate(model, examples, wordpiece, scheme):
    return score(examples, [predict(model, e, wordpiece, scheme) for e in examples])


def score(examples, predictions):
    """F1 of attributions by the project's scorer's rules, in a few lines: used for curves and thresholds only."""
    hits = {0.8: 0, 0.5: 0}
    n_gold = n_predicted = 0
    tokens = lambda e, ws: {w for w in ws if e.text[e.spans[w][0]].isalnum()}
    for e, predicted in zip(examples, predictions):
        at = {o: i for i, (b, f) in enumerate(e.spans) for o in range(b, f)}
        inside = lambda pieces: tokens(e, {at[o] for b, f in pieces for o in range(b, f) if o in at})
        p = [(inside(a["cue"]), inside(a["source"]), inside(a["content"])) for a in predicted]
        g = [(tokens(e, range(c.begin, c.end)), tokens(e, [w for w, r in c.roles.items() if r == 1]), tokens(e, [w for w, r in c.roles.items() if r == 2])) for c in e.cues]
        iou = lambda a, b: 1.0 if not a and not b else len(a & b) / len(a | b)
        n_gold += len(g)
        n_predicted += len(p)
        for least in hits:
            used = set()
            for cue, source, content in g:
                for j, (c, s, t) in enumerate(p):
                    if j not in used and cue & c and iou(source, s) >= 0.5 and iou(content, t) >= least:
                        used.add(j)
                        hits[least] += 1
                        break
    f1 = lambda h: round(200 * h / max(1, n_gold + n_predicted), 2)
    return {"f1": f1(hits[0.8]), "f1~": f1(hits[0.5]), "gold": n_gold, "predicted": n_predicted}


def main():
    from .model import Config, Tagger

    checkpoint, shared, base, name, out = sys.argv[1:6]
    scheme = SCHEMES.index(sys.argv[7]) if len(sys.argv) > 7 else 1
    wordpiece = T.WordPiece(Path(base) / "vocab.txt")
    saved = torch.load(checkpoint, weights_only=True)
    model = Tagger(Config(**saved["config"]))
    model.load_state_dict(saved["state"])
    with open(out, "w", encoding="utf-8") as f:
        for e in load(shared, name, wordpiece):
            f.write(json.dumps({"id": e.id, "attributions": predict(model, e, wordpiece, scheme), "verification": []}) + "\n")


if __name__ == "__main__":
    main()
