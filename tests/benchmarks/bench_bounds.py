"""What bounds cost: a file of 2,000 lines of which 500 leave a fact unsaid, for each corporation type.

Run it as `python -m benchmarks.bench_bounds` in tests/, or as `python tests/benchmarks/bench_bounds.py`.

Four decisions are timed in turn, so that a slow moment of the machine meets all of them alike:

- stated: the same file with every fact said, at confirmed readings (the baseline);
- bounds: the file with 500 facts unsaid, at the same confirmed readings;
- three: that file with the three readings open that a file is likeliest to touch, and the bounds over them;
- all: that file with every reading open that its type knows, and the bounds over all of them.

Printed are the medians over the runs of each time, and of the ratio to the baseline of the same run.
"""

import sys
from collections.abc import Callable, Collection
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


READINGS: tuple[str, ...] = v.ReadingId.__args__  # type: ignore[attr-defined]
WAYS = ("bounds", "three", "all")
LIKELY = ("approximately-ten-percent", "fixed-asset-subsidy", "care-copayment")


def document(type_: str, *, stated: bool, left_open: Collection[str]) -> Figures:
    """The file: an unknown line, then three known ones, with odd amounts."""
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
    confirmed = {"choice": "default", "confirmed_by": "県", "date": "2026-02-10"}
    return Figures.model_validate(
        {
            "corporation": {"name": "計測会", "type": type_, "legal_form": "general"},
            "fiscal_year": {"start": "2025-04-01"},
            "revenue": revenue,
            "readings": {id_: confirmed for id_ in READINGS if id_ not in left_open},
        }
    )


def seconds(decide: Callable[[], Decision]) -> float:
    """The time of one decision with its bounds over the readings, of several."""
    begin = perf_counter()
    for _ in range(REPEATS):
        decide().bounds_all_readings  # noqa: B018
    return (perf_counter() - begin) / REPEATS


def measured(type_: str) -> tuple[list[int], list[float], list[float]]:
    """The settings of the open readings, the median milliseconds, and the median ratios to the first."""
    files = (
        document(type_, stated=True, left_open=()),
        document(type_, stated=False, left_open=()),
        document(type_, stated=False, left_open=LIKELY),
        document(type_, stated=False, left_open=READINGS),
    )
    ruleset: Any = governing(files[0])
    ways = [partial(decide_year, figures, ruleset) for figures in files]
    decided = [decide() for decide in ways]  # what is worked out once is worked out
    assert not decided[0].open_facts
    assert len(decided[1].open_facts) > UNKNOWN // 2
    runs = [[seconds(decide) for decide in ways] for _ in range(RUNS)]
    times = [median(times) * 1000 for times in zip(*runs, strict=True)]
    ratios = [median(run[index] / run[0] for run in runs) for index in range(len(ways))]
    return [len(one.by_setting) for one in decided], times, ratios


def main() -> None:
    """Measure and print."""
    print(f"{LINES:,} lines, {UNKNOWN} unknown; median of {RUNS} runs of {REPEATS}; {sys.version.split()[0]}")
    print(f"{'milliseconds':<17}{'stated':>8}" + "".join(f"{way:>9}{'ratio':>7}" for way in WAYS))
    for type_ in v.CORPORATION_TYPES:
        settings, times, ratios = measured(type_)
        cells = "".join(
            f"{time:>9.2f}{ratio:>7.2f}" for time, ratio in zip(times[1:], ratios[1:], strict=True)
        )
        print(f"{type_:<17}{times[0]:>8.2f}{cells}  ({settings[2]} and {settings[3]} settings)")


if __name__ == "__main__":
    main()
