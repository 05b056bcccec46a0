"""Batch: throughput against plain `json.loads` over the same file, two jobs against one, growth, memory.

Run it as `python tests/benchmarks batch [--quick]`.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

from benchmarks.pairing import Pair, show
from shinryo_ratio.cli.running import run
from support.corporations import ndjson, of_any_chart, of_one_chart, table_of

IMPORTS = """
import click, shinryo_ratio.batch.judging, shinryo_ratio.cli.batch.command
from shinryo_ratio.cli.running import run
"""
PEAK = "print(*[line for line in open('/proc/self/status') if line.startswith('VmHWM')])"
"""The most memory that was resident, in KB, where the system tells it."""


def pairs(*, quick: bool) -> Iterator[Pair]:
    """One job against `json.loads`; tables against lines; two jobs against one; many against few."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _throughput(Path(folder), 1_000 if quick else 10_000)
        yield _table(Path(folder), 1_000 if quick else 10_000)
        yield _two_jobs(Path(folder), 3_000 if quick else 30_000)
        yield _growth(Path(folder), 1_000, 10_000 if quick else 100_000)


def notes(*, quick: bool) -> Iterator[str]:
    """The memory of a batch above the interpreter with its imports, in MB."""
    with tempfile.TemporaryDirectory() as folder:
        count = 3_000 if quick else 100_000
        for type_, chart in (("social", of_one_chart), ("koseiren", of_any_chart)):
            file = _written(Path(folder), f"memory-{type_}", count, type_, chart)
            above = (_peak(f"run(['batch', {str(file)!r}, '-o', '/dev/null'])") - _peak("")) / 1024
            yield f"memory of {count:,} documents ({type_}) above the imports: {above:.1f} MB (aim: ≤ 64)"


def _throughput(folder: Path, count: int) -> Iterator[Pair]:
    for type_, aim in (("social", "≥ 0.35"), ("koseiren", "≥ 0.25")):
        for name, chart in (("one chart of accounts", of_one_chart), ("a chart each", of_any_chart)):
            file = _written(folder, f"{type_}-{chart.__name__}", count, type_, chart)
            yield Pair(
                f"batch, {type_}, {name}",
                "`json.loads` of its lines",
                lambda file=file: _loads(file),
                lambda file=file: _batch(file),
                aim,
                count,
                count,
                inverse=True,
            )


def _table(folder: Path, count: int) -> Pair:
    lines = _written(folder, "lines", count, "social", of_one_chart)
    table = folder / "table.csv"
    table.write_bytes(table_of([of_one_chart(number) for number in range(count)]))
    return Pair(
        f"a long CSV, {count:,} corporations",
        "the same as NDJSON",
        lambda: _batch(lines),
        lambda: _batch(table),
        "≤ 3",
        count,
        count,
    )


def _two_jobs(folder: Path, count: int) -> Pair:
    file = _written(folder, "jobs", count, "social", of_one_chart)
    return Pair(
        f"two jobs, {count:,} documents",
        "one job",
        lambda: _command(file, 1),
        lambda: _command(file, 2),
        "≥ 1.5",
        count,
        count,
        inverse=True,
    )


def _growth(folder: Path, few: int, many: int) -> Pair:
    small = _written(folder, "few", few, "social", of_one_chart)
    large = _written(folder, "many", many, "social", of_one_chart)
    return Pair(
        f"a corporation among {many:,}",
        f"among {few:,}",
        lambda: _batch(small),
        lambda: _batch(large),
        "≤ 1.3",
        few,
        many,
    )


def _written(folder: Path, name: str, count: int, type_: str, chart: Callable[..., object]) -> Path:
    file = folder / f"{name}.ndjson"
    with file.open("wb") as stream:
        stream.writelines(ndjson(chart(number, type_) for number in range(count)))
    return file


def _loads(file: Path) -> None:
    with file.open("rb") as stream:
        for line in stream:
            json.loads(line)


def _batch(file: Path) -> None:
    """The command within this process: no start-up, but reading, writing and checkpoints."""
    with redirect_stderr(StringIO()):
        status = run(["batch", str(file), "-o", str(file.with_suffix(".out"))])
    assert status == 0, status


def _command(file: Path, jobs: int) -> None:
    args = ["batch", str(file), "-o", str(file.with_suffix(".out")), "--jobs", str(jobs)]
    subprocess.run([sys.executable, "-m", "shinryo_ratio", *args], check=True, capture_output=True)


def _peak(code: str) -> int:
    """The largest resident memory of a process, in KB."""
    script = "\n".join([IMPORTS, code, PEAK])
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return int(done.stdout.split()[-2])


if __name__ == "__main__":
    show(pairs(quick="--quick" in sys.argv), quick="--quick" in sys.argv)
    print(*notes(quick="--quick" in sys.argv), sep="\n")
