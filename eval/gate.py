#!/usr/bin/env python3
"""The quality gate: measures the release build on the gold outside the repository and compares with eval/floors.toml.

Exit code 0: every floor is reached, or the gold is not here. 1: below a floor. 2: could not run.
"""
import argparse
import datetime
import gzip
import hashlib
import json
import math
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import seed  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
FLOOR_LINE = re.compile(r'^"(?P<name>[a-z0-9_.]+)" = \{ floor = (?P<floor>-?[0-9.]+), margin = (?P<margin>[0-9.]+) \}(?P<rest>.*)$')
GROUPS = ("polnear", "stories", "labels", "fast", "claims", "html", "seed")
# Every file outside the repository that a figure rests on.
GOLD = (
    "eval/score_attributions.py",
    "eval/score_html.py",
    "eval/score_stories.py",
    "data/article-html/ground-truth.json",
    "data/news/part-0.jsonl.gz",
    "data/news/part-1.jsonl.gz",
    "data/polnear/dev.jsonl.gz",
    "data/seed/EXPECTED.md",
    "data/seed/newsweek-2023-07-27.txt",
    "data/stories/dev/articles.jsonl",
    "data/stories/dev/claims.json",
)
# What an article says of itself, and so is given to the program; everything else in the gold is an answer.
GIVEN = ("id", "text", "outlet", "url", "date", "title", "authors")
# Floors are kept to this many decimals, and cut, not rounded, so that a raised floor is never above what was measured.
DECIMALS = 4


class CannotRun(Exception):
    """The gate could not measure; a person has to do something."""


# ---- floors

def read_floors(text):
    """{measure: (floor, margin)} in the order of the file."""
    floors = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = FLOOR_LINE.match(line)
        if not match:
            raise CannotRun(f"floors.toml:{number}: not a floor: `{line}`")
        if match["name"] in floors:
            raise CannotRun(f"floors.toml:{number}: `{match['name']}` stands twice")
        floors[match["name"]] = (float(match["floor"]), float(match["margin"]))
    return floors


def write_floors(text, new):
    """The file with the floors of `new` ({measure: floor}) put in, all else as it was."""
    lines = []
    for line in text.splitlines():
        match = FLOOR_LINE.match(line)
        if match and match["name"] in new:
            line = f'"{match["name"]}" = {{ floor = {shown(new[match["name"]])}, margin = {match["margin"]} }}{match["rest"]}'
        lines.append(line)
    return "\n".join(lines) + "\n"


def shown(number):
    return repr(float(f"{number:.{DECIMALS}f}"))


def below(measured, margin):
    scale = 10**DECIMALS
    return math.floor(round((measured - margin) * scale, 3)) / scale


def raised(floors, scores):
    """{measure: new floor} where what was measured allows a higher one."""
    new = {name: below(scores[name], margin) for name, (_, margin) in floors.items() if name in scores}
    return {name: floor for name, floor in new.items() if floor > floors[name][0]}


def lowered(floors, scores, names):
    """{measure: new floor} for the named measures that are below their floors."""
    new = {}
    for name in names:
        if name not in floors:
            raise CannotRun(f"no such measure: `{name}`")
        if name not in scores:
            raise CannotRun(f"`{name}` was not measured, so it cannot be lowered")
        if scores[name] < floors[name][0]:
            new[name] = below(scores[name], floors[name][1])
    return new


def compare(floors, scores):
    """[(measure, measured or None, floor, margin, fine)]; what was not measured is not judged."""
    return [(name, scores.get(name), floor, margin, name not in scores or scores[name] >= floor) for name, (floor, margin) in floors.items()]


def table(rows):
    lines = [f"{'measure':30} {'measured':>10} {'floor':>10} {'margin':>8}"]
    for name, measured, floor, margin, fine in rows:
        value = "-" if measured is None else f"{measured:.4g}"
        verdict = "not measured" if measured is None else "" if fine else "BELOW"
        lines.append(f"{name:30} {value:>10} {floor:>10.4g} {margin:>8.3g}  {verdict}".rstrip())
    return "\n".join(lines)


def record(path, what, old, new, reason):
    """Adds a line to CHANGES.md."""
    reason = " ".join(reason.split()).replace("|", "/")
    with open(path, "a", encoding="utf-8") as out:
        out.write(f"| {datetime.date.today().isoformat()} | {what} | {old} | {new} | {reason} |\n")


# ---- gold

def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digests(shared):
    missing = [name for name in GOLD if not (shared / name).is_file()]
    if missing:
        raise CannotRun(f"gold is missing from `{shared.name}`: {', '.join(missing)}")
    return {name: digest(shared / name) for name in GOLD}


def read_pins(text):
    pins = (line.split(maxsplit=1) for line in text.splitlines() if line.strip())
    return {name.strip(): value for value, name in pins}


def changed(pins, found):
    """Names of files whose digest is another than the pinned one, or which are not pinned."""
    return sorted(name for name in found.keys() | pins.keys() if found.get(name) != pins.get(name))


# ---- measuring

def run(command, *, fine=(0,), **options):
    """Standard output of a command; its last words where it fails."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False, **options)
    if done.returncode not in fine:
        last = "\n".join(done.stderr.strip().splitlines()[-8:])
        raise CannotRun(f"`{' '.join(map(str, command[:6]))} …` ended with {done.returncode}:\n{last}")
    return done.stdout


def target():
    metadata = json.loads(run(["cargo", "metadata", "--no-deps", "--format-version", "1"]))
    return Path(metadata["target_directory"]) / "release"


def build(*arguments):
    run(["cargo", "build", "--release", *arguments])
    return target()


def bare(articles, path):
    """Articles without their gold: nobody reads the answers by mistake."""
    with open(path, "w", encoding="utf-8") as out:
        for article in articles:
            out.write(json.dumps({key: article[key] for key in GIVEN if key in article}) + "\n")


def trace(binary, given, out, *flags):
    # Exit code 1 says that some articles failed; they then count as empty, and the score shows it.
    # --force: the gold is English, and a short article that looks like another language is to be read all the same.
    run([str(binary), "trace", str(given), "--format", "jsonl", "--output", str(out), "--quiet", "--force", *flags], fine=(0, 1))


def scored(shared, scorer, *arguments):
    return json.loads(run([sys.executable, str(shared / "eval" / scorer), *map(str, arguments), "--json"]))


def measure_polnear(shared, binary, folder, *flags):
    gold = folder / "polnear-gold.jsonl"
    gold.write_bytes(gzip.decompress((shared / "data/polnear/dev.jsonl.gz").read_bytes()))
    with open(gold, encoding="utf-8") as lines:
        bare(map(json.loads, lines), folder / "polnear-in.jsonl")
    trace(binary, folder / "polnear-in.jsonl", folder / "polnear-out.jsonl", "--flat", *flags)
    scores = scored(shared, "score_attributions.py", gold, folder / "polnear-out.jsonl")
    return {"polnear.attribution_f1": scores["attribution"]["f1"], "polnear.attribution_loose_f1": scores["attribution~"]["f1"]}


def measure_stories(shared, binary, folder, *flags):
    gold = shared / "data/stories/dev"
    with open(gold / "articles.jsonl", encoding="utf-8") as lines:
        bare(map(json.loads, lines), folder / "stories-in.jsonl")
    trace(binary, folder / "stories-in.jsonl", folder / "stories-out.jsonl", *flags)
    return story_scores("stories", shared, gold / "articles.jsonl", gold / "claims.json", folder / "stories-out.jsonl")


def story_scores(group, shared, *files):
    scores = scored(shared, "score_stories.py", *files)
    percent = {f"{group}.{name}": scores[name]["percent"] for name in ("speaker", "speaker_type", "certainty", "chain", "syndicated")}
    return percent | {f"{group}.{name}_f1": scores[name]["f1"] for name in ("statement", "via", "verification")}


def measure_labels(shared, binary, folder):
    """The articles that were labelled for this project and held out; the labels are in the repository, the texts are not."""
    with open(ROOT / "training/labels/held-out.jsonl", encoding="utf-8") as lines:
        labels = {line["id"]: line for line in map(json.loads, lines)}
    texts = {}
    for part in sorted((shared / "data/news").glob("part-*.jsonl.gz")):
        with gzip.open(part, "rt", encoding="utf-8") as lines:
            texts |= {a["id"]: a for a in map(json.loads, lines) if a["id"] in labels}
    gold = [{"story": ""} | texts[id] | label for id, label in labels.items()]
    (folder / "labels-gold.jsonl").write_text("".join(json.dumps(article) + "\n" for article in gold), encoding="utf-8")
    (folder / "no-claims.json").write_text("{}", encoding="utf-8")
    bare(gold, folder / "labels-in.jsonl")
    trace(binary, folder / "labels-in.jsonl", folder / "labels-out.jsonl")
    return story_scores("labels", shared, folder / "labels-gold.jsonl", folder / "no-claims.json", folder / "labels-out.jsonl")


def measure_fast(shared, binary, folder):
    """The fast model on what the accurate one is measured on."""
    (folder / "fast").mkdir()
    scores = measure_polnear(shared, binary, folder / "fast", "--model", "fast") | measure_stories(shared, binary, folder / "fast", "--model", "fast")
    kept = ("polnear.attribution_f1", "stories.statement_f1", "stories.speaker")
    return {f"fast.{name}": scores[name] for name in kept}


def measure_claims(shared, binary, folder):
    """The stories taken into one store: which mentions are the same claim, and who stands behind it."""
    gold, store = shared / "data/stories/dev", folder / "stories.sayso"
    with open(gold / "articles.jsonl", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    bare(articles, folder / "claims-in.jsonl")
    run([str(binary), "ingest", str(folder / "claims-in.jsonl"), "--db", str(store), "--quiet", "--force"], fine=(0, 1))
    listed = json.loads(run([str(binary), "claims", "--db", str(store), "--min-mentions", "2", "--format", "json"], fine=(0, 1)))
    (folder / "claims-out.json").write_text(json.dumps(by_story(articles, listed["claims"])), encoding="utf-8")
    trace(binary, folder / "claims-in.jsonl", folder / "claims-ledgers.jsonl")
    scores = scored(shared, "score_stories.py", gold / "articles.jsonl", gold / "claims.json", folder / "claims-ledgers.jsonl", folder / "claims-out.json")
    return {"claims.linking_f1": scores["linking"]["f1"], "claims.origins_exact": scores["origins"]["exact_percent"]}


def by_story(articles, claims):
    """Claims as the scorer reads them: a claim counts for every story that it has mentions in."""
    story, out = {a["id"]: a["story"] for a in articles}, {a["story"]: [] for a in articles}
    for claim in claims:
        origins = [origin["name"] for origin in claim["independent_origins"]]
        for name in out:
            mentions = [{"id": m["article"], "span": m["span"]} for m in claim["mentions"] if story.get(m["article"]) == name]
            if mentions:
                out[name].append({"mentions": mentions, "independent_origins": origins})
    return out


def measure_html(shared, _binary, folder):
    program = build("-p", "sayso-ingest", "--example", "body") / "examples" / "body"
    pages = folder / "pages"
    pages.mkdir()
    for packed in sorted((shared / "data/article-html/html").glob("*.html.gz")):
        (pages / packed.name.removesuffix(".gz")).write_bytes(gzip.decompress(packed.read_bytes()))
    (folder / "html-out.jsonl").write_text(run([str(program), *map(str, sorted(pages.iterdir()))]), encoding="utf-8")
    scores = scored(shared, "score_html.py", shared / "data/article-html/ground-truth.json", folder / "html-out.jsonl")
    return {"html.f1": scores["f1"]}


def measure_seed(shared, binary, folder):
    trace(binary, shared / "data/seed/newsweek-2023-07-27.txt", folder / "seed-out.jsonl")
    article = json.loads((folder / "seed-out.jsonl").read_text(encoding="utf-8").splitlines()[0])
    rows = seed.check(article)
    for row, why in rows:
        if why:
            print(f"seed row wrong: {row}: {why}")
    return {"seed.rows": float(sum(why is None for _, why in rows))}


MEASURES = {
    "polnear": measure_polnear,
    "stories": measure_stories,
    "labels": measure_labels,
    "fast": measure_fast,
    "claims": measure_claims,
    "html": measure_html,
    "seed": measure_seed,
}


def measure(shared, binary, groups, folder):
    if binary is None and set(groups) - {"html"}:
        binary = build("-p", "sayso-cli") / ("sayso.exe" if os.name == "nt" else "sayso")
    scores = {}
    for group in groups:
        print(f"measuring {group}", file=sys.stderr, flush=True)
        scores |= MEASURES[group](shared, binary, folder)
    return scores


# ---- command line

def arguments(typed):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="where the gold lies [default: ../shared]")
    parser.add_argument("--only", metavar="GROUPS", help=f"measure these, by commas: {', '.join(GROUPS)}")
    parser.add_argument("--binary", type=Path, help="measure this program instead of building one")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="leave what the program wrote there")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was measured, less the margin")
    parser.add_argument("--lower", nargs="+", metavar="MEASURE", help="lower these floors; needs --reason")
    parser.add_argument("--pin", action="store_true", help="pin the gold as it is now; needs --reason")
    parser.add_argument("--reason", help="why, for eval/CHANGES.md")
    args = parser.parse_args(typed)
    if (args.lower or args.pin) and not (args.reason or "").strip():
        parser.error("`--lower` and `--pin` need `--reason \"…\"`")
    groups = args.only.split(",") if args.only else list(GROUPS)
    unknown = [group for group in groups if group not in GROUPS]
    if unknown:
        parser.error(f"no such group: `{unknown[0]}`; there are {', '.join(GROUPS)}")
    args.groups = groups
    return args


def pinned(args, eval_folder):
    """Stops where the gold is not what the floors were set on."""
    path, found = eval_folder / "gold.sha256", digests(args.shared)
    pins = read_pins(path.read_text(encoding="utf-8")) if path.exists() else {}
    if not changed(pins, found):
        return
    if not args.pin:
        raise CannotRun(f"gold has changed: {', '.join(changed(pins, found))}\nhint: if that is meant, run with `--pin --reason \"…\"`")
    for name in changed(pins, found):
        record(eval_folder / "CHANGES.md", f"pin {name}", pins.get(name, "-")[:12], found.get(name, "-")[:12], args.reason)
    path.write_text("".join(f"{value}  {name}\n" for name, value in sorted(found.items())), encoding="utf-8")


def settle(args, scores, eval_folder):
    """Compares, moves floors where asked, prints; the exit code."""
    path = eval_folder / "floors.toml"
    text = path.read_text(encoding="utf-8")
    floors = read_floors(text)
    unknown = sorted(scores.keys() - floors.keys())
    if unknown:
        raise CannotRun(f"no floor in floors.toml for {', '.join(unknown)}")
    new = lowered(floors, scores, args.lower or [])
    for name, floor in new.items():
        record(eval_folder / "CHANGES.md", f"`{name}`", shown(floors[name][0]), shown(floor), args.reason)
    if args.lift:
        new |= raised(floors, scores)
    if new:
        text = write_floors(text, new)
        path.write_text(text, encoding="utf-8")
        for name, floor in new.items():
            print(f"floor of {name}: {shown(floors[name][0])} -> {shown(floor)}")
    rows = compare(read_floors(text), scores)
    print(table(rows))
    low = [name for name, _, _, _, fine in rows if not fine]
    print(f"gate: below the floor: {', '.join(low)}" if low else "gate: passed")
    return 1 if low else 0


def main(typed=None, eval_folder=ROOT / "eval"):
    args = arguments(typed)
    if not args.shared.is_dir():
        print("gate: skipped: the gold is not here (`../shared`), so nothing was measured")
        return 0
    try:
        pinned(args, eval_folder)
        with tempfile.TemporaryDirectory() as scratch:
            folder = args.keep or Path(scratch)
            folder.mkdir(parents=True, exist_ok=True)
            scores = measure(args.shared.resolve(), args.binary and args.binary.resolve(), args.groups, folder)
        if args.json:
            args.json.write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
        return settle(args, scores, eval_folder)
    except (CannotRun, LookupError, OSError) as error:
        print(f"gate: could not run: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
