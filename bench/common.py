"""What every measurement here shares: processes on chosen cores, their processor time and memory, and the shape of a result.

A result is a JSON file with `title`, `columns` and `rows` (what `docs/speed.md` shows), the raw numbers of every round, and where they
come from: command, commit, machine, date.
"""

import datetime
import gzip
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).resolve().parent / "results"


class Run:
    """A process that ended: seconds of processor and wall, peak of memory in MB, what it wrote."""

    def __init__(self, command, cores, stdin=None, stdout=subprocess.PIPE):
        before = datetime.datetime.now()
        with open(stdin or os.devnull, "rb") as source:
            child = subprocess.Popen(command, stdin=source, stdout=stdout, preexec_fn=lambda: pin(cores))
            self.out = child.stdout.read() if stdout == subprocess.PIPE else b""
            _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        self.wall = (datetime.datetime.now() - before).total_seconds()
        self.processor = used.ru_utime + used.ru_stime
        self.megabytes = used.ru_maxrss / 1024
        # 1: done, but some inputs failed.
        if child.returncode not in (0, 1):
            sys.exit(f"exit {child.returncode}: {shlex.join(command)}")


def pin(cores):
    """Keeps this process on the last `cores` cores, where the system lets it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[-cores:])


def articles(shared, count):
    """The first `count` articles of the unlabelled news, as lines of JSON."""
    lines = []
    for part in sorted((Path(shared) / "data/news").glob("part-*.jsonl.gz")):
        with gzip.open(part, "rt", encoding="utf-8") as rows:
            for line in rows:
                if len(lines) == count:
                    return lines
                lines.append(line.rstrip("\n"))
    if not lines:
        sys.exit(f"no articles under {shared}")
    return lines


def unpack(shared, count, folder):
    """The first pages of the extraction benchmark, as files."""
    pages = sorted((Path(shared) / "data/article-html").rglob("*.html.gz"))[:count]
    if not pages:
        sys.exit(f"no pages under {shared}")
    folder.mkdir()
    out = []
    for page in pages:
        out.append(folder / page.name.removesuffix(".gz"))
        out[-1].write_bytes(gzip.decompress(page.read_bytes()))
    return out


def mean_words(lines):
    return round(sum(len(json.loads(line)["text"].split()) for line in lines) / len(lines))


def commit():
    said = subprocess.run(["git", "-C", ROOT, "describe", "--always", "--dirty=+changes"], capture_output=True, text=True, check=False)
    return said.stdout.strip() or "unknown"


def machine():
    cpu = "unknown CPU"
    try:
        with open("/proc/cpuinfo", encoding="ascii", errors="replace") as told:
            fields = dict(line.split(":", 1) for line in told.read().splitlines() if ":" in line)
        fields = {key.strip(): value.strip() for key, value in fields.items()}
        cpu = f"{fields.get('model name', cpu)} (family {fields.get('cpu family', '?')}, model {fields.get('model', '?')})"
    except OSError:
        pass
    return f"{cpu}, {os.cpu_count()} cores"


def portable(word):
    """A word of a command line, itself perhaps a command, without the folders of this machine."""
    return re.sub(r"(?<![^\s=])(?:\.\.|~)?/\S*/", "", word)


def save(name, title, columns, rows, raw, note=""):
    """Writes `results/NAME.json` and prints the table."""
    command = shlex.join(map(portable, [Path(sys.argv[0]).name, *sys.argv[1:]]))
    result = {
        "title": title,
        "note": note,
        "command": f"python3 bench/{command}",
        "commit": commit(),
        "machine": machine(),
        "load": round(os.getloadavg()[0], 1),
        "date": datetime.date.today().isoformat(),
        "columns": columns,
        "rows": rows,
        "raw": raw,
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    for row in [columns, *rows]:
        print("  ".join(str(cell) for cell in row))
