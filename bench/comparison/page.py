"""Shows measured rows: as a table on the screen, and as the generated section of bench/README.md."""
import statistics

from . import goals, results
from .rows import ROWS, goals_of
from .servers import ROOT

PAGE = ROOT / "bench/README.md"
SERVERS = {"localS3": "LocalS3", "rgw": "Ceph RGW"}
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
    """The median with the smallest and largest value; two digits more of what is far below one."""
    digits += 2 if digits and max(values) < 0.2 else 0
    median = f"{statistics.median(values):.{digits}f}"
    return median if len(values) == 1 else f"{median} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def growth(kept):
    """The lines of the growth table."""
    lines = ["| keys a side | wall s | client CPU s | CPU µs a key | peak MiB |", "|---|---|---|---|---|"]
    for count in sorted(kept["rows"], key=int):
        samples = kept["rows"][count]["samples"]["s3sync"]
        wall, cpu, rss = ([sample[column] for sample in samples] for column in range(3))
        lines.append(f"| {int(count):,} | {spread(wall, 2)} | {spread(cpu, 2)} | {spread([one / int(count) * 1e6 for one in cpu], 1)} | {spread(rss, 0)} |")
    return lines


def section(file, word=""):
    """The lines of one result file."""
    kept = results.load(file)
    lines = []
    for shape in ROWS:
        if row := kept["rows"].get(shape.name):
            lines += [f"### {shape.title}, on {SERVERS[row['server']]}{word}", "", *(hashes_table(row) if shape.name == "hashes" else table(row)), "", origin(row), ""]
    return lines


def origin(row):
    """Where and when a row was measured."""
    machine = ", ".join(f"{name} {value}" for name, value in row["machine"].items())
    peers = "; ".join(version for name, version in row["versions"].items() if name in row["samples"])
    return f"Commit {row['commit']}, {row['date']}, {row['rounds']} rounds; {machine}" + (f"; {peers}." if peers else ".")


def overview():
    """Every goal of every row in one table, with what it was before."""
    lines = ["| work | server | goal | before | measured | to reach | |", "|---|---|---|---|---|---|---|"]
    for shape in ROWS:
        for server in shape.servers:
            now, then = (results.load(file)["rows"].get(shape.name) for file in (results.of_server(server), results.before(server)))
            lines += [overview_line(shape, server, goal, now, then) for goal in goals_of(shape) if server in goal.servers]
    return lines


def overview_line(shape, server, goal, now, then):
    """One goal: a row that was not measured has a dash."""
    verdict, earlier = (goals.judge(goal, row) if row else None for row in (now, then))
    known = verdict or earlier
    digits = 0 if goal.limit > 10 else 2
    values = [spread(one.values, digits) if one else "–" for one in (earlier, verdict)]
    word = "–" if not verdict else "met" if verdict.met else "**not met**"
    text = known.text if known else f"{goal.of} : {goal.against}, {goal.figure}" if goal.against else f"{goal.of} {goal.figure}"
    return f"| {' | '.join([shape.title, SERVERS[server], text, *values, f'≤ {goal.limit:.{digits}f}', word])} |"


def write():
    """Writes the generated section."""
    text = PAGE.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    lines = ["### What is to be reached", "", *overview(), ""]
    if kept := results.load(results.GROWTH)["rows"]:
        lines += ["### Growth: nothing to do between two equal buckets", "", *growth({"rows": kept}), "", origin(kept[min(kept, key=int)]), ""]
    lines += [line for server in SERVERS for line in section(results.of_server(server))]
    lines += [line for server in SERVERS for line in section(results.before(server), ", before")]
    PAGE.write_text(f"{head}{BEGIN}\n\n" + "\n".join(lines).strip() + f"\n\n{END}{tail}", encoding="utf-8")
