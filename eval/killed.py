#!/usr/bin/env python3
"""Kills an ingest at random moments, lets the next run go on, and compares the store with that of an undisturbed run.

Usage: killed.py --binary sayso --input articles.jsonl [--articles 200] [--times 50] [--seed 1] [--model fast] [--jobs 2] [--again 2]

Each time a fresh store is filled by runs that are killed (SIGKILL) at moments drawn evenly over the undisturbed run's time, and then by
one that is left alone. All rows of all tables must be those of the undisturbed store, SQLite must find the file whole, and the search
indexes must agree with their tables. Exit code 0: so it was every time. 1: it was not.
"""
import argparse
import hashlib
import itertools
import gzip
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# Which program made the store says nothing about what is in it.
ASIDE = {"migrations"}
SEARCHES = ("texts_search", "speakers_search", "statements_search")


def rows(path):
    """Table -> (number of rows, digest of the sorted rows)."""
    found = {}
    with sqlite3.connect(path) as store:
        tables = store.execute("SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'").fetchall()
        for (name,) in tables:
            if name.startswith("sqlite_") or name in ASIDE:
                continue
            told = sorted(repr(row) for row in store.execute(f'SELECT * FROM "{name}"'))
            found[name] = (len(told), hashlib.sha256("\n".join(told).encode()).hexdigest())
    store.close()
    return found


def whole(path):
    """What is wrong with the file, or nothing."""
    store = sqlite3.connect(path)
    wrong = [row[0] for row in store.execute("PRAGMA integrity_check") if row[0] != "ok"]
    wrong += [str(row) for row in store.execute("PRAGMA foreign_key_check")]
    for search in SEARCHES:
        try:
            store.execute(f"INSERT INTO {search} ({search}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            wrong.append(f"{search}: {error}")
    store.rollback()
    store.close()
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", required=True)
    parser.add_argument("--input", required=True)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", default="2")
    parser.add_argument("--model", default="fast")
    parser.add_argument("--again", type=int, default=2, help="kills for each store, at most")
    args = parser.parse_args()
    random.seed(args.seed)
    folder = Path(tempfile.mkdtemp(prefix="sayso-killed-"))
    opened = gzip.open if args.input.endswith(".gz") else open
    with opened(args.input, "rt", encoding="utf-8") as lines:
        taken = list(itertools.islice(lines, args.articles))
    # An article twice, an update, a broken line: what a resumed run could get wrong.
    taken += taken[:3] + ["{broken\n"]
    listed = folder / "articles.jsonl"
    listed.write_text("".join(taken), encoding="utf-8")

    def command(db):
        return [args.binary, "ingest", str(listed), "--db", str(db), "--quiet", "--jobs", args.jobs, "--model", args.model]

    def run(db):
        return subprocess.run(command(db), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    began = time.monotonic()
    first = run(folder / "undisturbed.sayso")
    took = time.monotonic() - began
    if first.returncode not in (0, 1):
        sys.exit(f"the undisturbed run failed: {first.stderr}")
    expected = rows(folder / "undisturbed.sayso")
    print(f"undisturbed: {took:.1f} s, " + ", ".join(f"{n} {t}" for t, (n, _) in expected.items() if n))

    wrong = 0
    survived = []
    for i in range(args.times):
        db = folder / f"killed-{i}.sayso"
        moments = [random.uniform(0.02, 0.98) * took for _ in range(random.randint(1, args.again))]
        for moment in moments:
            child = subprocess.Popen(command(db), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(moment)
            child.kill()
            child.wait()
        kept = 0
        if db.exists():
            store = sqlite3.connect(db)
            try:
                kept = store.execute("SELECT count(*) FROM articles").fetchone()[0]
            except sqlite3.OperationalError:
                pass  # killed before the schema was there
            store.close()
        survived.append(kept)
        last = run(db)
        found = rows(db)
        told = whole(db)
        if found != expected or told or last.returncode != first.returncode:
            wrong += 1
            differ = sorted(t for t in set(found) | set(expected) if found.get(t) != expected.get(t))
            print(f"{i}: killed after {', '.join(f'{m:.2f} s' for m in moments)}: differs in {differ} {told} {last.stderr}")
        for path in folder.glob(f"killed-{i}.sayso*"):
            path.unlink()
    print(f"articles that were there after the kills: {sorted(survived)}")
    print(f"killed and gone on with {args.times} times: {args.times - wrong} stores the same as the undisturbed one, {wrong} not")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
