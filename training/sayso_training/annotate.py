"""Annotations written as strings and sentence numbers -> labels in code points; and articles cut into sentences to annotate.

    python -m sayso_training.annotate sheets SHARED FOLDER ID…    one text file an article: its sentences, numbered
    python -m sayso_training.annotate labels SHARED FOLDER OUT    FOLDER/ID.json -> one line an article; says what does not resolve

FOLDER/ID.json holds {"attributions": [{"s": [sentence numbers], "source": "…", "cue": "…", "content": ["…"], "speaker": "…",
"speaker_type": "…", "via": ["…"], "certainty": "…"}], "verification": [{"s", "text", "kind", "who"}], "syndicated_from", "contributors"}.
Strings stand in the named sentences exactly; `first words <...> last words` stands for a long one; `"n": {"cue": 2}` names the second
of several. The rules are those of `ANNOTATION.md` in the data.
"""

import json
import re
import sys
from pathlib import Path

from .data import CERTAINTIES, TYPES, news, read_jsonl

GAP = "<...>"
NOTES = ("unverified", "verified", "comment_sought", "comment_declined", "no_response")
ABBREVIATIONS = set(
    "mr mrs ms dr sen rep gov gen lt col sgt capt st jan feb mar apr aug sept oct nov dec no u.s u.n u.k jr sr vs inc corp co ret maj adm "
    "prof rev hon pres a.m p.m e.g i.e ala ariz calif colo conn fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore "
    "pa tenn tex va vt wash wis wyo n.y n.j n.c s.c d.c n.h n.m".split()
)
END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")


def sentences(text):
    """[(begin, end)] of the sentences of `text`; close enough to number them."""
    out = []
    for paragraph in re.finditer(r"[^\n]+", text):
        start, end = paragraph.span()
        for stop in END.finditer(text, start, end):
            word = re.search(r"([A-Za-z.]+)\.$", text[start : stop.start() + 1])
            word = word.group(1).lower() if word else ""
            if stop.group().strip() == "." and (word in ABBREVIATIONS or (len(word) == 1 and word.isalpha())):
                continue
            out.append((start, stop.start() + len(stop.group().rstrip())))
            start = stop.end()
        if text[start:end].strip():
            out.append((start, end))
    return out


def occurrences(text, string, begin, end):
    """Spans of `string`, as whole words, in text[begin:end]."""
    out, at = [], begin
    first, gap, last = (part.strip() for part in string.partition(GAP))
    if gap:
        while first and last and (at := text.find(first, at, end)) >= 0:
            close = text.find(last, at + len(first), end)
            if close >= 0:
                out.append((at, close + len(last)))
            at += 1
        return out
    while string and (at := text.find(string, at, end)) >= 0:
        out.append((at, at + len(string)))
        at += 1
    inside = lambda i: 0 < i < len(text) and text[i - 1].isalnum() and text[i].isalnum()
    return [o for o in out if not inside(o[0]) and not inside(o[1])]


def distance(a, b):
    return max(a[0] - b[1], b[0] - a[1], 0)


def attribution(text, numbered, a):
    """One record as the data have it; raises ValueError with what does not resolve."""
    begin, end = region(numbered, a["s"])
    nth = a.get("n", {})
    if a["speaker_type"] not in TYPES or a["certainty"] not in CERTAINTIES or not a["speaker"] or not isinstance(a["via"], list):
        raise ValueError("speaker, speaker_type, via or certainty")

    def find(role, string):
        found = occurrences(text, string, begin, end)
        if not found:
            raise ValueError(f"{role} `{string}` does not stand in its sentences")
        return found[nth[role] - 1 : nth[role]] or found if role in nth else found

    cues = find("cue", a["cue"]) if a["cue"] else []
    sources = find("source", a["source"]) if a.get("source") else []
    if len(cues) > 1 and not sources:
        raise ValueError(f"cue `{a['cue']}` stands {len(cues)} times: give \"n\"")
    # Of several, the cue and the source that stand nearest to each other.
    pairs = [(c, s) for c in cues or [None] for s in sources or [None]]
    cue, source = min(pairs, key=lambda p: distance(*p) if all(p) else 0)
    content, after = [], begin
    for string in a["content"] if isinstance(a["content"], list) else [a["content"]]:
        found = find("content", string)
        free = [o for o in found if not cue or o[1] <= cue[0] or o[0] >= cue[1]]
        piece = ([o for o in free if o[0] >= after] or free or found)[0]
        content.append(list(piece))
        after = piece[1]
    if not content:
        raise ValueError("no content")
    one = lambda span: [list(span)] if span else []
    return {"source": one(source), "cue": one(cue), "content": content, **{k: a[k] for k in ("speaker", "speaker_type", "via", "certainty")}}


def note(text, numbered, v):
    found = occurrences(text, v["text"], *region(numbered, v["s"]))
    if not found or v["kind"] not in NOTES:
        raise ValueError(f"note `{v['text']}` does not stand in its sentences, or kind `{v['kind']}`")
    return {"span": list(found[0]), "kind": v["kind"], "who": v["who"]}


def region(numbered, numbers):
    if not numbers or not all(isinstance(i, int) and 0 <= i < len(numbered) for i in numbers):
        raise ValueError(f"sentence numbers {numbers}")
    return numbered[min(numbers)][0], numbered[max(numbers)][1]


def labels(article, written, problem):
    """The line of one article; `problem` is called with each record that does not resolve, which is left out."""
    text, numbered = article["text"], sentences(article["text"])
    out = {"id": article["id"], "chars": len(text)}
    for name, read in (("attributions", attribution), ("verification", note)):
        out[name] = []
        for i, record in enumerate(written.get(name, [])):
            try:
                out[name].append(read(text, numbered, record))
            except (ValueError, KeyError, TypeError, IndexError) as e:
                problem(f"{article['id']}: {name} {i}: {type(e).__name__}: {e}")
    return out | {k: written.get(k) for k in ("syndicated_from", "contributors")}


def main(command, shared, folder, *rest):
    articles, folder = news(shared), Path(folder)
    if command == "sheets":
        folder.mkdir(parents=True, exist_ok=True)
        for i in rest:
            a, last, lines = articles[i], 0, []
            for n, (b, e) in enumerate(sentences(a["text"])):
                lines += [""] * ("\n" in a["text"][last:b]) + [f"[{n}] {a['text'][b:e]}"]
                last = e
            head = [f"{k.upper()} {a.get(k)}" for k in ("id", "outlet", "date", "title", "authors")]
            (folder / f"{i}.txt").write_text("\n".join(head + [""] + lines) + "\n", encoding="utf-8")
    elif command == "labels":
        with open(rest[0], "w", encoding="utf-8") as out:
            for path in sorted(folder.glob("*.json")):
                try:
                    written = json.loads(path.read_text(encoding="utf-8"))
                except ValueError as e:
                    print(f"{path.name}: {e}", file=sys.stderr)
                    continue
                line = labels(articles[path.stem], written, lambda what: print(what, file=sys.stderr))
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
