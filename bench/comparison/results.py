"""Keeps what was measured as JSON in bench/results, one file a server, one entry a row: a row that is measured again takes its old place."""
import datetime
import json
import subprocess
from pathlib import Path

from .servers import ROOT

FOLDER = ROOT / "bench/results"


def load(path):
    """What a file holds; nothing when there is none."""
    path = Path(path)
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"rows": {}}


def store(path, row):
    """Puts a row into a file."""
    kept = load(path)
    kept["rows"][row["name"]] = row
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def measured(row, server, samples, peers, facts):
    """A row as it is kept."""
    told = {name: [[round(value, 3) for value in (one.wall, one.cpu, one.rss)] for one in runs] for name, runs in samples.items()}
    return {"name": row.name, "server": server, "samples": told, "peers": peers, **facts}


def commit():
    """The commit that is measured, and whether anything else was there."""
    def git(*words):
        return subprocess.run(["git", *words], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    changed = git("status", "--porcelain", "--", "src")
    return git("rev-parse", "--short=10", "HEAD") + (" with changes" if changed else "")


def today():
    return datetime.date.today().isoformat()
