#!/usr/bin/env python3
"""Ten thousand requests made to break `sayso serve`: what schemathesis makes of its OpenAPI document, and hostile bytes below HTTP.

Usage: hostile.py SAYSO STORE [--requests 10000] [--seed 1] [--save hostile]

Wants `schemathesis` 4 on the PATH. The store is written to: give a copy. No answer may be a 5xx but a 503 of a server that is too busy, no
thread may panic, the server must end in order, and must answer as before when it is over.
"""

import argparse
import collections
import json
import random
import re
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from common import save
from served import get, megabytes, served

# Requests that are written by hand, a share of all; the rest is schemathesis'.
RAW = 0.25

METHODS = ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", "G\x00T", "PRI", "BREW", "A" * 300]
PATHS = [
    "/", "//", "/../../etc/passwd", "/assets/../../Cargo.toml", "/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/assets/..%5c..%5cwin.ini",
    "/assets/sayso.css%00.html", "/claims/-1", "/claims/99999999999999999999", "/claims/0x10", "/claims/%00", "/claims/1%0d%0aX:%20y",
    "/articles/9223372036854775807", "/articles/9223372036854775808", "/articles/1?version=0", "/articles/1?version=4294967296",
    "/speakers/%ff%fe", "/speakers/" + "%F0%9F%92%A9" * 2000, "/outlets/%2e%2e", "/outlets/..", "/outlets/'%20OR%201=1--",
    "/search?words=%22", "/search?words=*", "/search?words=AND%20OR%20NOT%20NEAR(", "/search?words=%00", "/search?words=" + "a%20" * 3000,
    "/search?words=%E2%80%AE%E2%81%A6", "/?after=ffff", "/?after=" + "0" * 9000, "/?limit=0", "/?limit=-1", "/?min_mentions=1e9",
    "/?from=2024-13-99", "/?from=%F0%9F%92%A9", "/?words=" + "(" * 500, "/?" + "&".join(f"a{i}=1" for i in range(3000)),
    "/api/v1/claims?words=%22%22", "/api/v1/claims.csv?limit=99999999", "/api/v1/statements?article=-9223372036854775808",
    "/api/v1/openapi.json", "/api/v1/nothing", "/metrics", "/healthz", "*", "http://elsewhere.example/", "/\u202e", "/a b", "/#x",
    "/login?next=//elsewhere.example", "/login?next=javascript:alert(1)", "/corrections?statement=-1", "/trace",
]
HEADERS = [
    "Host: elsewhere.example", "Host:", "Host: 127.0.0.1\r\nHost: elsewhere.example", "X: " + "y" * 20_000, "X-\x00: y", "X: \x00\x01\x7f",
    "Content-Length: -1", "Content-Length: 99999999999", "Content-Length: 5\r\nContent-Length: 6", "Transfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nContent-Length: 3", "Transfer-Encoding: xchunked", "Expect: 100-continue", "Upgrade: h2c\r\nConnection: Upgrade",
    "If-None-Match: *", "If-None-Match: \"\xff\"", "Cookie: " + "a=b; " * 2000, "Cookie: csrf=\xff\xfe", "Authorization: Bearer \xff",
    "Authorization: Basic " + "A" * 8000, "Accept-Encoding: gzip;q=nan", "Range: bytes=0-,1-,2-", "Origin: null", "Content-Type: \xff/\xfe",
    "Content-Type: application/json; charset=utf-7", "Content-Type: multipart/form-data", "X-Forwarded-For: " + "1," * 3000,
] + ["\r\n".join(f"X{i}: y" for i in range(300)), " folded\r\n line: x", "no colon at all"]
BODIES = [
    b"", b"\x00" * 1000, b"{", b"[" * 50_000, b'{"text":"\\ud800"}', b'{"text":' + b"9" * 5000 + b"}", b'{"text":null,"html":[]}', b"\xff\xfe<\x00h\x00",
    b"csrf=&kind=speaker&statement=1&speaker=%ff", b"text=" + b"%3Cdiv%3E" * 20_000, b"5\r\nhello\r\n0\r\n\r\n", b"ffffffffffffffff\r\n", b"-1\r\n",
    b'{"statement":1,"kind":"merge","with":-9223372036854775808,"who":"' + b"\\u0000" * 100 + b'"}', b"<!doctype html>" + b"<div>" * 30_000,
    "‮said\u2066 ".encode() * 3000,
]


def schemathesis(url, requests, seed, folder):
    """How often each status came, and what schemathesis says is wrong."""
    report = Path(folder) / "events.ndjson"
    # One operation gets so many cases; unlike the count of requests this can be set.
    operations = sum(len(methods) for methods in json.loads(get(f"{url}/api/v1/openapi.json"))["paths"].values())
    command = [
        "schemathesis", "run", f"{url}/api/v1/openapi.json", "--phases", "examples,coverage,fuzzing", "--mode", "all", "--checks", "not_a_server_error",
        "--max-examples", str(max(1, -(-requests // operations))), "--seed", str(seed), "--continue-on-failure", "--no-shrink", "--workers", "2",
        "--suppress-health-check", "all", "--request-timeout", "60", "--report", "ndjson", "--report-ndjson-path", str(report), "--no-color",
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    text = report.read_text(encoding="utf-8")
    # Every exchange is in the events once, however they are laid out.
    statuses = collections.Counter(int(s) for s in re.findall(r'"status_code": ?(\d+)', text))
    if told.returncode not in (0, 1) or not statuses:
        sys.exit(f"schemathesis ended with {told.returncode}: {told.stdout[-3000:]}{told.stderr[-2000:]}")
    return statuses, told.stdout


def raw(url, requests, seed):
    """The statuses of requests that no client would send; 0 where the server closed the connection without one."""
    dice = random.Random(seed)
    at = urlsplit(url)
    statuses = collections.Counter()
    for _ in range(requests):
        method, path = dice.choice(METHODS), dice.choice(PATHS)
        body = dice.choice(BODIES) if dice.random() < 0.5 else b""
        lines = [f"{method} {path} HTTP/{dice.choice(['1.1', '1.1', '1.1', '1.0', '2.0', '9.9', 'x'])}"]
        if dice.random() < 0.8:
            lines.append(f"Host: {at.netloc}")
        lines += dice.sample(HEADERS, dice.randrange(4))
        if dice.random() < 0.7:
            lines.append(f"Content-Length: {len(body)}")
        if dice.random() < 0.5:
            lines.append(f"Content-Type: {dice.choice(['application/json', 'text/html', 'text/plain', 'application/x-www-form-urlencoded'])}")
        request = "\r\n".join([*lines, "Connection: close", "", ""]).encode("utf-8", "surrogateescape") + body
        if dice.random() < 0.1:
            request = request[: dice.randrange(1, len(request))]
        if dice.random() < 0.05:
            request = dice.randbytes(dice.randrange(1, 5000))
        statuses[exchange(at, request)] += 1
    return statuses


def exchange(at, request):
    """The status of the answer to some bytes."""
    with socket.create_connection((at.hostname, at.port), timeout=60) as line:
        try:
            line.sendall(request)
            line.shutdown(socket.SHUT_WR)
            said = b""
            while len(said) < 16 and (more := line.recv(4096)):
                said += more
        except (ConnectionError, BrokenPipeError):
            return 0
    found = re.match(rb"HTTP/1\.[01] (\d{3})", said)
    return int(found.group(1)) if found else 0


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("sayso")
    p.add_argument("store")
    p.add_argument("--requests", type=int, default=10_000)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--save", default="hostile", metavar="NAME")
    args = p.parse_args()
    by_hand = int(args.requests * RAW)
    with served(args.sayso, args.store, "--writable", "--model", "fast") as (url, child), tempfile.TemporaryDirectory() as folder:
        before = get(f"{url}/api/v1/outlets")
        low = raw(url, by_hand, args.seed)
        high, told = schemathesis(url, args.requests - by_hand, args.seed, folder)
        if child.poll() is not None:
            sys.exit(f"the server ended: {told[-3000:]}")
        if not json.loads(get(f"{url}/api/v1/outlets"))["outlets"] or not json.loads(before)["outlets"]:
            sys.exit("the store has no outlets: nothing was tried")
        memory = megabytes(child.pid)
    groups = [("2xx", 200, 300), ("3xx", 300, 400), ("4xx", 400, 500), ("503, too busy", 503, 504), ("other 5xx", 500, 600), ("no answer", 0, 1)]
    rows, broken = [], 0
    for name, statuses in [("from the OpenAPI document", high), ("bytes written by hand", low)]:
        counts = {group: sum(n for s, n in statuses.items() if first <= s < last) for group, first, last in groups}
        counts["other 5xx"] -= counts["503, too busy"]
        broken += counts["other 5xx"]
        rows.append([name, sum(statuses.values()), *counts.values()])
    save(
        args.save,
        "Hostile requests",
        ["", "requests", *(group for group, _, _ in groups)],
        rows,
        {"openapi": {str(s): n for s, n in sorted(high.items())}, "by hand": {str(s): n for s, n in sorted(low.items())}, "megabytes": memory},
        f"Made to break `sayso serve --writable`; no thread panicked, it ended in order, and its memory peaked at {memory} MB.",
    )
    if broken:
        sys.exit(f"{broken} answers are 5xx:\n{told[-6000:]}")


if __name__ == "__main__":
    main()
