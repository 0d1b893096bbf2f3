#!/usr/bin/env python3
"""Checks the ledger of the seed article against what a careful reader gets from it, row by row.

Usage: seed.py LEDGER.jsonl     (one line, as `sayso trace --format jsonl` writes it)

The rules name the article's statements by two or three of their words; the article itself stays outside the repository.
"""
import json
import sys

US = {"united states", "us", "u.s.", "us government", "u.s. government", "united states government", "government of the united states"}
KCNA = {"korean central news agency", "kcna"}
FOREIGN_MINISTRY = {"russian foreign ministry", "ministry of foreign affairs of russia", "russian ministry of foreign affairs"}


def at(text, words):
    """Offsets of `words` in the text; the rule is broken, not the ledger, where they are missing."""
    begin = text.find(words)
    if begin < 0:
        raise LookupError(f"the article does not hold {words!r}: another text?")
    return begin, begin + len(words)


def covers(spans, place):
    return any(begin <= place[0] and place[1] <= end for begin, end in spans)


def overlaps(spans, place):
    return any(begin < place[1] and place[0] < end for begin, end in spans)


def same(name, accepted):
    return (name or "").casefold().removeprefix("the ") in accepted


def attributed(article, words, speaker, kind, certainty, via=(), cues=()):
    """Why no attribution with `words` in its content is as wanted; None when one is. An empty `speaker` takes any name."""
    place, misses = at(article["text"], words), []
    for one in article["attributions"]:
        if not covers(one["content"], place):
            continue
        wrong = []
        if speaker and not same(one["speaker"], speaker):
            wrong.append(f"speaker {one['speaker']!r}")
        if one["speaker_type"] != kind:
            wrong.append(f"type {one['speaker_type']}")
        if one["certainty"] != certainty:
            wrong.append(one["certainty"])
        if {v.casefold().removeprefix("the ") for v in one["via"]} != set(via):
            wrong.append(f"via {one['via']}")
        if cues and not any(covers(one["cue"], found) for found in cues):
            wrong.append("cue " + " ".join(article["text"][b:e] for b, e in one["cue"]))
        if not wrong:
            return None
        misses.append(", ".join(wrong))
    return " / ".join(misses) or "no attribution holds it"


def own_voice(article, words):
    place = at(article["text"], words)
    found = [one for one in article["own_voice"] if covers(one["content"], place)]
    if not found:
        return "not in the outlet's own voice"
    return None if any(one["certainty"] == "asserted" for one in found) else f"certainty {found[0]['certainty']}"


def note(article, words, kind, who=None, about=None):
    place = at(article["text"], words)
    found = [one for one in article["verification"] if overlaps([one["span"]], place) and one["kind"] == kind]
    if not found:
        return f"no note {kind}"
    if who and not any(same(one["who"], who) for one in found):
        return f"who {found[0]['who']!r}"
    if about:
        target = at(article["text"], about)
        held = [article["attributions"][i] for one in found for i in one["about"]]
        meant = [span for one in held if covers(one["content"], target) for span in one["content"]]
        if not meant:
            return "not about the statement before it"
        # One that stands within it is fine.
        if any(not overlaps(meant, span) for one in held for span in one["content"]):
            return "about other statements too"
    return None


def silent(article, words):
    """Captions, credits and promos say nothing."""
    place = at(article["text"], words)
    for one in article["attributions"] + article["own_voice"]:
        if overlaps(one["content"], place):
            return "a statement holds it"
    return None


def no_speaker(article, name):
    held = [one["speaker"] for one in article["attributions"] if name in one["speaker"].casefold()]
    return f"speaker {held[0]!r}" if held else None


def kasparov(article):
    who = {"garry kasparov"}
    for words in ("spider in the", "blow to autocracy"):
        why = attributed(article, words, who, "person", "asserted")
        if why:
            return f"{words!r}: {why}"
    return None


def both(*whys):
    return next((why for why in whys if why), None)


NK_NEWS = {"nk news"}
# (row, rule): the rule returns None when the row is right, else why not.
ROWS = [
    ("outlet", lambda a: None if same(a["outlet"], {"newsweek"}) else f"outlet {a['outlet']!r}"),
    ("caption and promo are silent", lambda a: both(silent(a, "on June 30"), silent(a, "Unlimited access"), no_speaker(a, "getty"))),
    ("state agency", lambda a: attributed(a, "had shown Shoigu", KCNA, "outlet", "asserted")),
    ("accusations", lambda a: attributed(a, "providing Moscow", US, "government", "hedged")),
    ("wire, hedged", lambda a: attributed(a, "Shoigu saw", {"reuters"}, "outlet", "hedged")),
    ("specialist, nested report", lambda a: attributed(a, "new drone designs", NK_NEWS, "outlet", "hedged")),
    ("specialist, said", lambda a: attributed(a, "combat UAV", NK_NEWS, "outlet", "hedged")),
    ("no cue of its own", lambda a: attributed(a, "Global Hawk", NK_NEWS, "outlet", "hedged")),
    ("per, at the end", lambda a: attributed(a, "exhibition also featured", NK_NEWS, "outlet", "asserted")),
    ("reportedly", lambda a: attributed(a, "the pair discussed", {"kim jong un"}, "person", "hedged")),
    ("told the wire", lambda a: attributed(a, "is evidence that", {"ankit panda"}, "person", "asserted", via=("reuters",))),
    ("nested", lambda a: attributed(a, "fully supported", {"kang sun nam"}, "person", "asserted", via=("north korean media",))),
    ("unnamed", lambda a: attributed(a, "it was significant", None, "unnamed", "asserted")),
    ("quote over two paragraphs", kasparov),
    ("could not verify", lambda a: note(a, "not been able", "unverified", who={"newsweek"}, about="Shoigu saw")),
    ("asked for comment", lambda a: note(a, "has emailed", "comment_sought", who=FOREIGN_MINISTRY)),
    ("own voice", lambda a: both(own_voice(a, "are banned under"), own_voice(a, "showed solidarity"), own_voice(a, "was shown"))),
]


def check(article):
    """[(row, None or why it is wrong)]"""
    return [(row, rule(article)) for row, rule in ROWS]


def main(path):
    with open(path, encoding="utf-8") as lines:
        article = json.loads(next(line for line in lines if line.strip()))
    rows = check(article)
    for row, why in rows:
        print(f"{'ok   ' if why is None else 'wrong'}  {row}" + (f": {why}" if why else ""))
    right = sum(why is None for _, why in rows)
    print(f"{right} of {len(rows)} rows")
    return 0 if right == len(rows) else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
