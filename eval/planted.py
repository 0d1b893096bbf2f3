#!/usr/bin/env python3
"""What of that which is planted in `examples/` the program finds, and what it reports besides.

    python3 eval/planted.py --binary target/release/sayso
    python3 eval/planted.py --binary target/release/sayso --apart     # each story in a store of its own

Prints for each planted claim how many of its mentions stand in one claim of Sayso's, how many others stand there too, and whether the number
of origins is right; for each planted drift whether a drift of that kind has its words on both sides; and drifts between example pages that
nobody planted. The last line sums up.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
KINDS = {"denial_omitted": "denial_left_out"}


def squeeze(words):
    return " ".join(words.replace("’", "'").split())


def claims(binary, stories, folder):
    db = Path(folder) / f"{'-'.join(stories)}.sayso"
    register = ["--register", "register.toml", "--db", str(db), "-q"]
    subprocess.run([binary, "ingest", *stories, *register], cwd=EXAMPLES, check=True)
    done = subprocess.run([binary, "claims", "--db", str(db), "--format", "json"], cwd=EXAMPLES, check=True, capture_output=True)
    return json.loads(done.stdout)["claims"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", required=True)
    parser.add_argument("--apart", action="store_true")
    args = parser.parse_args()
    binary = str(Path(args.binary).resolve())
    stories = json.loads((EXAMPLES / "expected.json").read_text())["stories"]
    ids = [s["id"] for s in stories]
    with tempfile.TemporaryDirectory() as folder:
        found = [c for group in ([[i] for i in ids] if args.apart else [ids]) for c in claims(binary, group, folder)]
    hits = wanted = foreign = origins = drifts = planted = more = 0
    for story in stories:
        print(story["id"])
        for claim in story["claims"]:
            best, here = 0, None
            for made in found:
                sentences = [(m["article"], squeeze(m["sentence"])) for m in made["mentions"]]
                n = sum(any(a == m["file"] and squeeze(m["words"]) in s for a, s in sentences) for m in claim["mentions"])
                if n > best or n == best and n and len(made["mentions"]) < len(here["mentions"]):
                    best, here = n, made
            files = {a["file"] for a in story["articles"]}
            strange = sum(m["article"] not in files for m in here["mentions"]) if here else 0
            right = bool(here) and len(here["independent_origins"]) == len(claim["independent_origins"])
            hits, wanted, foreign, origins = hits + best, wanted + len(claim["mentions"]), foreign + strange, origins + right
            size = len(here["mentions"]) if here else 0
            print(f"  {best} of {len(claim['mentions'])} mentions, {size} in all, origins {'right' if right else 'wrong'}: {claim['claim']}")
        seen = []
        for made in found:
            for d in made["drift"]:
                a, b = made["mentions"][d["from"]], made["mentions"][d["to"]]
                if a["article"].startswith(story["id"] + "/"):
                    seen.append((d["kind"], a["article"], b["article"], squeeze(a["sentence"]), squeeze(b["sentence"])))
        seen = sorted(set(seen))
        for want in story["drift"]:
            kind = KINDS.get(want["kind"], want["kind"])
            before, after = squeeze(want["before"]), squeeze(want["after"])
            right = [s for s in seen if s[0] == kind and s[2] == want["target"] and before in s[3] and after in s[4]]
            planted, drifts = planted + 1, drifts + bool(right)
            seen = [s for s in seen if s not in right]
            print(f"  {'found' if right else 'missed'} {kind}: {before} -> {after}")
        for kind, a, b, before, after in seen:
            more += 1
            print(f"  besides {kind} {a} -> {b}: {before[:70]} -> {after[:70]}")
    print(
        f"mentions {hits} of {wanted}, of other stories {foreign}; origins right {origins} of {sum(len(s['claims']) for s in stories)};"
        f" drift {drifts} of {planted}, besides {more}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
