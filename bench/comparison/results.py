"""Keeps what was measured as JSON in bench/results, one file a server, one entry a row: a row that is measured again takes its old place."""
import datetime
import json
import subprocess
from pathlib import Path

from .servers import ROOT

FOLDER = ROOT / "bench/results"
GROWTH = FOLDER / "growth.json"


def of_server(name):
    """The file of a server's rows."""
    return FOLDER / f"{name}.json"


def before(name):
    """The file of the same rows as they were at an earlier commit."""
    return FOLDER / "before" / f"{name}.json"


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


def measured(name, server, samples, peers, facts):
    """A row as it is kept."""
    told = {name: [[round(value, 3) for value in (one.wall, one.cpu, one.rss)] for one in runs] for name, runs in samples.items()}
    return {"name": name, "server": server, "samples": told, "peers": peers, **facts}


def facts(rounds, machine, versions, commit_text):
    """What is kept with every row."""
    return {"commit": commit_text, "date": datetime.date.today().isoformat(), "rounds": rounds, "machine": machine, "versions": versions}


def commit(is_other_build):
    """The commit that is measured, and whether anything else was there; of a build from elsewhere nothing is known."""
    if is_other_build:
        return "unknown"

    def git(*words):
        return subprocess.run(["git", *words], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    changed = git("status", "--porcelain", "--", "src")
    return git("rev-parse", "--short=10", "HEAD") + (" with changes" if changed else "")
