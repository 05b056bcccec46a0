"""What bounds cost: a file of 2,000 lines of which 500 leave a fact unsaid, for each corporation type.

Run it as `python -m benchmarks.bench_bounds` in tests/, or as `python tests/benchmarks/bench_bounds.py`.

Three decisions are timed in turn, so that a slow moment of the machine meets all of them alike:

- stated: the same file with every fact said, at confirmed readings (the baseline);
- bounds: the file with 500 facts unsaid, at the same confirmed readings;
- readings: that file with every reading open, and the bounds over all of them.

Printed are the medians over the runs of each time, and of the ratio to the baseline of the same run.
"""

import sys
from collections.abc import Callable
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any

from shinryo_ratio.engine import decide_year, governing
from shinryo_ratio.engine.decision import Decision
from shinryo_ratio.figures import Figures
from shinryo_ratio.figures import vocabulary as v

LINES, UNKNOWN, RUNS, REPEATS = 2_000, 500, 15, 5

KNOWN: tuple[dict[str, Any], ...] = (
    {"kind": "social_insurance"},
    {"kind": "social_insurance", "business": "ancillary_medical"},
    {"kind": "insurance_deduction"},
    {"kind": "workers_compensation", "same_tariff": False},
    {"kind": "health_checkup", "same_tariff": True},
    {"kind": "health_checkup", "same_tariff": False, "commissioned_by_public_body": True},
    {"kind": "vaccination"},
    {"kind": "childbirth", "deliveries": True},
    {"kind": "long_term_care"},
    {"kind": "long_term_care", "copayment": True},
    {"kind": "disability_welfare", "business": "ancillary_disability"},
    {"kind": "subsidy", "business": "main", "granted_for": "operations"},
    {"kind": "subsidy", "business": "main", "granted_for": "fixed_assets"},
    {"kind": "subsidy", "business": "main", "granted_for": "operations", "section": "extraordinary"},
    {"kind": "public_commission", "business": "main", "designated_manager": True},
    {"kind": "automobile_liability"},
    {"kind": "pollution_compensation"},
    {"kind": "self_pay"},
    {"kind": "room_charge"},
    {"kind": "other_medical"},
    {"kind": "other", "section": "non_operating"},
    {"kind": "other", "business": "profit"},
    {"kind": "financial"},
)
"""Every shape of a line that a reading touches is among these."""

UNSAID: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
    ({"kind": "unclassified", "business": "main"}, {"kind": "social_insurance"}),
    ({"kind": "unclassified", "business": "ancillary"}, {"kind": "other", "business": "ancillary_care"}),
    ({"kind": "health_checkup"}, {"same_tariff": True}),
    ({"kind": "workers_compensation"}, {"same_tariff": True}),
    ({"kind": "subsidy", "business": "main"}, {"granted_for": "operations"}),
    (
        {"kind": "subsidy", "business": "ancillary"},
        {"business": "ancillary_care", "granted_for": "operations"},
    ),
    ({"kind": "other_care", "business": "ancillary"}, {"business": "ancillary_other"}),
    ({"kind": "childbirth"}, {"deliveries": True}),
)
"""Lines that leave a fact unsaid, and what says it."""


def document(type_: str, *, stated: bool, confirmed: bool) -> Figures:
    """The file: three known lines, then an unknown one, with odd amounts."""
    revenue = []
    for number in range(LINES):
        amount = 1_000_000 + 7_919 * number
        if number % (LINES // UNKNOWN) == 0:
            unsaid, said = UNSAID[number // (LINES // UNKNOWN) % len(UNSAID)]
            line = {**unsaid, **said} if stated else dict(unsaid)
        else:
            line = dict(KNOWN[number % len(KNOWN)])
        if line.get("deliveries"):
            line["deliveries"] = [{"fee": amount, "count": 1}]
        line["amount"] = -amount // 100 if line["kind"] == "insurance_deduction" else amount
        revenue.append({"name": f"科目{number}", **line})
    closed = {"choice": "default", "confirmed_by": "県", "date": "2026-02-10"}
    ids = v.ReadingId.__args__  # type: ignore[attr-defined]
    return Figures.model_validate(
        {
            "corporation": {"name": "計測会", "type": type_, "legal_form": "general"},
            "fiscal_year": {"start": "2025-04-01"},
            "revenue": revenue,
            "readings": dict.fromkeys(ids, closed) if confirmed else {},
        }
    )


def seconds(decide: Callable[[], Decision]) -> float:
    """The time of one decision with its bounds over the readings, of several."""
    begin = perf_counter()
    for _ in range(REPEATS):
        decide().bounds_all_readings  # noqa: B018
    return (perf_counter() - begin) / REPEATS


def measured(type_: str) -> tuple[int, tuple[float, ...], tuple[float, ...]]:
    """The settings of the open readings, the median milliseconds of the three, and the median ratios."""
    files = (
        document(type_, stated=True, confirmed=True),
        document(type_, stated=False, confirmed=True),
        document(type_, stated=False, confirmed=False),
    )
    ruleset: Any = governing(files[0])
    three = [partial(decide_year, figures, ruleset) for figures in files]
    baseline, bounded, over_readings = (decide() for decide in three)  # what is worked out once is worked out
    assert not baseline.open_facts
    assert len(bounded.open_facts) > UNKNOWN // 2
    assert not bounded.open_readings
    assert len(over_readings.open_readings) > 5
    runs = [tuple(seconds(decide) for decide in three) for _ in range(RUNS)]
    times = tuple(median(run[index] for run in runs) * 1000 for index in range(3))
    ratios = tuple(median(run[index] / run[0] for run in runs) for index in (1, 2))
    return len(over_readings.by_setting), times, ratios


def main() -> None:
    """Measure and print."""
    print(f"{LINES:,} lines, {UNKNOWN} unknown; median of {RUNS} runs of {REPEATS}; {sys.version.split()[0]}")
    titles = ("settings", "stated ms", "bounds ms", "ratio", "readings ms", "ratio")
    widths = (9, 11, 11, 7, 13, 7)
    cells = (f"{title:>{width}}" for title, width in zip(titles, widths, strict=True))
    print(f"{'type':<17}" + "".join(cells))
    for type_ in v.CORPORATION_TYPES:
        settings, times, ratios = measured(type_)
        stated, bounds, readings = times
        print(
            f"{type_:<17}{settings:>9}{stated:>11.2f}{bounds:>11.2f}{ratios[0]:>7.2f}"
            f"{readings:>13.2f}{ratios[1]:>7.2f}"
        )


if __name__ == "__main__":
    main()
