"""Shows measured rows: as a table on the screen, and as the generated section of bench/README.md."""
import statistics

from . import goals, results
from .rows import ROWS, goals_of
from .servers import ROOT

PAGE = ROOT / "bench/README.md"
BEGIN, END = "<!-- measured: begin, written by bench/compare -->", "<!-- measured: end -->"


def table(row):
    """The lines of one row: every contestant's medians and spread, then the goals."""
    lines = ["| contestant | wall s | client CPU s | peak MiB |", "|---|---|---|---|"]
    for name, samples in row["samples"].items():
        cells = [spread([sample[column] for sample in samples], digits) for column, digits in ((0, 2), (1, 2), (2, 0))]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return [*lines, "", *(goal_line(one) for one in verdicts(row))]


def hashes_table(row):
    """The hashing row's wall is nanoseconds."""
    lines = ["| hash | GiB/s of one core |", "|---|---|"]
    for name, samples in row["samples"].items():
        lines.append(f"| {name} | {spread([131072 / sample[0] / 1.073741824 for sample in samples], 2)} |")
    return [*lines, "", *(goal_line(one) for one in verdicts(row))]


def verdicts(row):
    """The verdicts that this row has the samples for."""
    shape = next(one for one in ROWS if one.name == row["name"])
    return [one for goal in goals_of(shape) if (one := goals.judge(goal, row))]


def goal_line(verdict):
    """One goal in a line."""
    word = "met" if verdict.met else "**not met**"
    digits = 0 if verdict.limit > 10 else 2
    return f"- {verdict.text}: {spread(verdict.values, digits)}, to reach ≤ {verdict.limit:.{digits}f}: {word}"


def spread(values, digits):
    """The median with the smallest and largest value."""
    median = f"{statistics.median(values):.{digits}f}"
    return median if len(values) == 1 else f"{median} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def section(file):
    """The lines of one result file."""
    kept = results.load(file)
    lines = []
    for shape in ROWS:
        if row := kept["rows"].get(shape.name):
            lines += [f"### {shape.title}, on {server_name(row['server'])}", "", *(hashes_table(row) if shape.name == "hashes" else table(row)), "", origin(row), ""]
    return lines


def server_name(name):
    return {"localS3": "LocalS3", "rgw": "Ceph RGW"}[name]


def origin(row):
    """Where and when a row was measured."""
    machine = ", ".join(f"{name} {value}" for name, value in row["machine"].items())
    peers = "; ".join(version for name, version in row["versions"].items() if name in row["samples"])
    return f"Commit {row['commit']}, {row['date']}, {row['rounds']} rounds; {machine}" + (f"; {peers}." if peers else ".")


def overview(files):
    """Every goal of every row in one table."""
    lines = ["| work | server | goal | measured | to reach | |", "|---|---|---|---|---|---|"]
    for shape in ROWS:
        for row in (kept for file in files if (kept := results.load(file)["rows"].get(shape.name))):
            for one in verdicts(row):
                digits = 0 if one.limit > 10 else 2
                cells = [shape.title, server_name(row["server"]), one.text, spread(one.values, digits), f"≤ {one.limit:.{digits}f}", "met" if one.met else "**not met**"]
                lines.append(f"| {' | '.join(cells)} |")
    return lines


def write(files):
    """Writes the generated section."""
    text = PAGE.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    lines = [*overview(files), "", *(line for file in files for line in section(file))]
    PAGE.write_text(f"{head}{BEGIN}\n\n" + "\n".join(lines).strip() + f"\n\n{END}{tail}", encoding="utf-8")
