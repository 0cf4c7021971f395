"""What is to be reached: a figure of our tool against a bound, judged from the samples of a row."""
import statistics
from dataclasses import dataclass

FIGURES = {"cpu": 1, "wall": 0, "rss": 2}
OURS = "s3sync"
BEST_PEER = "best peer"


@dataclass(frozen=True)
class Goal:
    """A bound: `of`'s figure is at most `limit` times that of `against`, plus the row's named `costs`; at most `limit` itself without `against`."""
    figure: str
    limit: float
    against: str = BEST_PEER
    of: str = OURS
    servers: tuple = ("localS3", "rgw")
    costs: tuple = ()


@dataclass(frozen=True)
class Verdict:
    """How a goal was met: the pairs' median, smallest and largest value, and whether the median is within the limit."""
    text: str
    values: tuple
    limit: float
    met: bool

    @property
    def median(self):
        return statistics.median(self.values)


def judge(goal, row):
    """The verdict on a measured row; None when it has not what the goal speaks of."""
    column = FIGURES[goal.figure]
    ours = figures(row, goal.of, column)
    if not ours or row["server"] not in goal.servers:
        return None
    if not goal.against:
        return verdict(f"{goal.of} {goal.figure}", ours, goal.limit)
    against = best_peer(row, column) if goal.against == BEST_PEER else goal.against
    theirs = figures(row, against, column) if against else []
    if not theirs:
        return None
    cost = sum(row.get("costs", {}).get(name, 0) for name in goal.costs)
    ratios = [(our - cost) / their for our, their in zip(ours, theirs)]
    named = f" − {' − '.join(goal.costs)}" if goal.costs else ""
    return verdict(f"({goal.of}{named}) : {against}, {goal.figure}" if named else f"{goal.of} : {against}, {goal.figure}", ratios, goal.limit)


def verdict(text, values, limit):
    return Verdict(text, tuple(values), limit, statistics.median(values) <= limit)


def best_peer(row, column):
    """The peer with the lowest median."""
    medians = {name: statistics.median(figures(row, name, column)) for name in row["peers"] if row["samples"].get(name)}
    return min(medians, key=medians.get) if medians else None


def figures(row, name, column):
    """One figure of all runs of a contestant, in the order of the rounds."""
    return [sample[column] for sample in row["samples"].get(name, [])]
