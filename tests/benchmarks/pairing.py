"""Paired runs: a subject and its floor, one after the other, so that both meet the same machine."""

import statistics
import sys
import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

RUNS, QUICK_RUNS = 9, 3


class Pair(NamedTuple):
    """What is compared.

    Attributes:
        name: what is measured.
        floor_name: against what.
        floor, subject: do it once; what is timed.
        floor_size, subject_size: how many of the same thing each of them does.
        aim: what the ratio should be, in words.
        inverse: whether the ratio is a throughput (floor by subject) and not a time (subject by floor).
    """

    name: str
    floor_name: str
    floor: Callable[[], object]
    subject: Callable[[], object]
    aim: str
    floor_size: int = 1
    subject_size: int = 1
    inverse: bool = False


class Row(NamedTuple):
    """What was measured: seconds for one of the thing, and the ratios of the paired runs."""

    pair: Pair
    floor: float
    subject: float
    ratios: tuple[float, float, float]


def measured(pair: Pair, runs: int = RUNS) -> Row:
    """Run a pair: once to warm up, then `runs` times in turn."""
    pair.floor()
    pair.subject()
    floors, subjects = [], []
    for _ in range(runs):
        floors.append(_seconds(pair.floor) / pair.floor_size)
        subjects.append(_seconds(pair.subject) / pair.subject_size)
    ratios = sorted(
        floor / subject if pair.inverse else subject / floor
        for floor, subject in zip(floors, subjects, strict=True)
    )
    low, middle, high = statistics.quantiles(ratios, n=4, method="inclusive")
    return Row(pair, statistics.median(floors), statistics.median(subjects), (middle, low, high))


def show(pairs: Iterable[Pair], *, quick: bool) -> None:
    """Measure the pairs in turn and print one table."""
    rows = []
    for pair in pairs:
        print(f"… {pair.name}", file=sys.stderr)
        rows.append(measured(pair, QUICK_RUNS if quick else RUNS))
    print(table(rows), flush=True)


def table(rows: Iterable[Row]) -> str:
    """The measurements as a table in Markdown; the ratio is the median, with its quartiles."""
    lines = [
        "| what | against | floor | subject | ratio | quartiles | aim |",
        "|---|---|--:|--:|--:|--:|---|",
    ]
    for pair, floor, subject, (middle, low, high) in rows:
        lines.append(
            f"| {pair.name} | {pair.floor_name} | {_time(floor)} | {_time(subject)} "
            f"| {middle:.2f} | {low:.2f}-{high:.2f} | {pair.aim} |"
        )
    return "\n".join(lines)


def _seconds(function: Callable[[], object]) -> float:
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def _time(seconds: float) -> str:
    if seconds < 1e-3:
        return f"{seconds * 1e6:.1f} µs"
    return f"{seconds * 1e3:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"
