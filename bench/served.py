"""A server over a store, for what is measured or fuzzed over HTTP on this machine."""

import contextlib
import re
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

# Seconds that a server may take to start.
PATIENCE = 120


@contextlib.contextmanager
def served(sayso, store, *options):
    """Runs `sayso serve` on a free port of this machine; its address and its process. Ends it in order, and tells when it does not."""
    command = [sayso, "serve", "--db", store, "--listen", "127.0.0.1:0", *options]
    with tempfile.TemporaryDirectory() as folder:
        talk = Path(folder) / "talk"
        with open(talk, "wb") as stderr:
            child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=stderr)
        try:
            yield address(child, talk), child
        finally:
            child.terminate()
            child.wait(timeout=60)
        told = talk.read_text(encoding="utf-8", errors="replace")
        if child.returncode != 0 or "panicked" in told:
            raise SystemExit(f"the server ended with {child.returncode}: {told}")


def address(child, talk):
    """Where the server says that it is, once it does."""
    for _ in range(PATIENCE * 10):
        told = talk.read_text(encoding="utf-8", errors="replace")
        if found := re.search(r"http://127\.0\.0\.1:\d+", told):
            return found.group()
        if child.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit(f"the server did not start: {told}")


def get(url, patience=60):
    """The body of an answer, which must be one."""
    with urllib.request.urlopen(url, timeout=patience) as reply:
        return reply.read()


def megabytes(pid):
    """Peak of a process's memory, where the system tells it."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as told:
            return next(round(int(line.split()[1]) / 1024) for line in told if line.startswith("VmHWM"))
    except (OSError, StopIteration):
        return None
