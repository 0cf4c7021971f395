"""The hashing benches of bench/micro, as samples of a row: wall is nanoseconds of one pass over 128 KiB."""
import json
from pathlib import Path

from .measuring import Sample
from .tool import quietly


def hash_times(work):
    """Hash → one sample for each measured iteration."""
    artifacts = Path(work) / "micro"
    quietly("dotnet", "run", "-c", "Release", "--project", "bench/micro", "--", "--filter", "*Hashing*", "--job", "short",
            "--exporters", "json", "--artifacts", str(artifacts))
    (report,) = (artifacts / "results").glob("*Hashing*-report-full*.json")
    benchmarks = json.loads(report.read_text(encoding="utf-8"))["Benchmarks"]
    return {one["MethodTitle"]: [Sample(time, time, 0) for time in one["Statistics"]["OriginalValues"]] for one in benchmarks}
