#!/usr/bin/env python3
"""What people and programs wait for at `sayso serve`, when fifty of them ask at once without a pause.

Usage: serve.py SAYSO STORE [--clients 50] [--seconds 20] [--save serve]

Wants `wrk` on the PATH. Each kind of page is asked for on its own, over many claims, articles and words of the store, by clients that ask
again as soon as they have an answer; then all kinds at once. The clients run on the same cores as the server. Every path is asked
for once before, and must answer with what it is to show; an answer that is none counts as an error, and so does one that times out.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

from common import save
from served import get, megabytes, served

# Of each kind, so that no answer is asked for so often that it alone is measured.
PATHS = 200

SCRIPT = """
local paths = { %s }
local at = 0
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at])
end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format('{"p50": %%f, "p90": %%f, "p99": %%f, "max": %%f, "requests": %%d, "microseconds": %%d, "bytes": %%d, "errors": %%d}\\n',
    latency:percentile(50), latency:percentile(90), latency:percentile(99), latency.max,
    summary.requests, summary.duration, summary.bytes, e.connect + e.read + e.write + e.status + e.timeout))
end
"""


def listed(url, path, key, count):
    """Up to `count` items of a list of the API, over its pages."""
    items, after = [], ""
    while len(items) < count:
        page = json.loads(get(f"{url}/api/v1/{path}{'&' if '?' in path else '?'}limit=200{after}"))
        items += page[key]
        if not page.get("next"):
            break
        after = f"&after={urllib.parse.quote(page['next'])}"
    return items[:count]


def paths(url):
    """Paths to ask for, by kind."""
    claims = listed(url, "claims", "claims", PATHS)
    articles = listed(url, "articles", "articles", PATHS)
    speakers = listed(url, "speakers", "speakers", PATHS)
    words = [urllib.parse.quote(s["name"].split()[-1].lower()) for s in speakers]
    filters = ["", "one_origin=true", "conflict=true", "drift=true", "unverified=true", "state_only=true", "order=latest", "order=newest"]
    board = [f"/?{f}" for f in filters]
    # The pages that come after the first one.
    for order in ("articles", "latest", "newest"):
        page = json.loads(get(f"{url}/api/v1/claims?order={order}"))
        while page.get("next") and len(board) < 40:
            after = urllib.parse.quote(page["next"])
            board.append(f"/?order={order}&after={after}")
            page = json.loads(get(f"{url}/api/v1/claims?order={order}&after={after}"))
    return {
        "board": board,
        "claim": [f"/claims/{c['id']}" for c in claims],
        "article": [f"/articles/{a['id']}" for a in articles],
        "search": [f"/search?words={w}" for w in words],
    }


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("sayso")
    p.add_argument("store")
    p.add_argument("--clients", type=int, default=50)
    p.add_argument("--seconds", type=int, default=20)
    p.add_argument("--save", default="serve", metavar="NAME")
    args = p.parse_args()
    rows, raw = [], {}
    with served(args.sayso, args.store) as (url, child), tempfile.TemporaryDirectory() as folder:
        counts = {kind: json.loads(get(f"{url}/api/v1/{kind}"))["count"] for kind in ("articles", "claims")}
        kinds = paths(url)
        for kind, some in kinds.items():
            for path in some:
                if b"<h1" not in get(url + path):
                    sys.exit(f"{path} shows nothing: nothing was measured")
        mixed = [path for row in zip(*(some * (PATHS // len(some) + 1) for some in kinds.values())) for path in row]
        for kind, some in [*kinds.items(), ("all of them", mixed)]:
            script = Path(folder) / "paths.lua"
            script.write_text(SCRIPT % ", ".join(json.dumps(path) for path in some), encoding="utf-8")
            command = ["wrk", "-t1", f"-c{args.clients}", f"-d{args.seconds}s", "--timeout", "10s", "-s", str(script), url]
            told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            result = json.loads(told.strip().splitlines()[-1])
            if result["requests"] < args.clients:
                sys.exit(f"only {result['requests']} answers: nothing was measured\n{told}")
            raw[kind] = {"paths": len(some), **result}
            ms = [f"{result[key] / 1000:.1f}" for key in ("p50", "p90", "p99", "max")]
            a_second = result["requests"] * 1e6 / result["microseconds"]
            rows.append([kind, *ms, f"{a_second:.0f}", f"{result['bytes'] / result['requests'] / 1024:.1f}", result["errors"]])
            # What one kind left behind comes to rest.
            time.sleep(1)
        memory = megabytes(child.pid)
    number = lambda count: f"{count['value']:,}" + (" or more" if count["or_more"] else "")
    save(
        args.save,
        "Pages under load",
        ["", "p50 ms", "p90 ms", "p99 ms", "most ms", "answers a second", "kB an answer", "errors"],
        rows,
        {**raw, "megabytes": memory},
        f"`sayso serve` over a store of {number(counts['articles'])} articles and {number(counts['claims'])} claims; {args.clients} clients "
        f"that ask without a pause for {args.seconds} seconds each, on the same cores as the server, whose memory peaked at {memory} MB.",
    )


if __name__ == "__main__":
    main()
