"""assess with its full trace, and the sums and verdict alone, against json.loads of the same document.

Run as `python -m benchmarks.bench_assess` in tests/. Medians of paired runs of one process; the baseline is
`json.loads` of the document in the same run. Two documents of 30 lines: one as a program writes it, every
field said, and one as a person does, defaults left out.
"""

import json
import platform
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from shinryo_ratio.engine import assess, decide_year, governing
from shinryo_ratio.figures import Figures
from shinryo_ratio.law import RuleSet

RUNS, LOOPS = 15, 100
KINDS: list[dict[str, Any]] = [
    *[{"kind": "social_insurance"}] * 8,
    {"kind": "insurance_deduction", "amount": -12_345_678},
    {"kind": "workers_compensation", "same_tariff": True},
    {"kind": "health_checkup", "same_tariff": True},
    {"kind": "health_checkup", "same_tariff": False},
    {"kind": "vaccination"},
    {"kind": "childbirth", "amount": 57_600_000, "deliveries": [{"fee": 480_000, "count": 120}]},
    {"kind": "long_term_care"},
    {"kind": "long_term_care", "business": "ancillary_care"},
    {"kind": "disability_welfare", "business": "ancillary_disability"},
    {"kind": "subsidy", "business": "main", "granted_for": "operations"},
    {"kind": "subsidy", "business": "main", "granted_for": "operations"},
    {"kind": "public_commission", "business": "main"},
    *[{"kind": "self_pay"}] * 2,
    {"kind": "room_charge"},
    {"kind": "automobile_liability"},
    *[{"kind": "other_medical"}] * 2,
    {"kind": "other", "business": "profit"},
    {"kind": "other", "business": "ancillary_other"},
    {"kind": "financial"},
    {"kind": "asset_disposal"},
]


def document(*, every_field: bool) -> dict[str, Any]:
    """A revised year of a 社会医療法人, in 30 lines."""
    lines = []
    for number, facts in enumerate(KINDS, 1):
        line: dict[str, Any] = {
            "name": f"科目{number}（内訳{number}）",
            "amount": 90_000_000 + 1_234_567 * number,
        }
        if every_field:
            section = {"financial": "non_operating", "asset_disposal": "extraordinary"}.get(
                facts["kind"], "operating"
            )
            line |= {"id": f"4{number:05d}", "facility": "本院", "business": "main", "section": section}
            line |= {"internal": False, "note": f"総勘定元帳 {number}"}
        lines.append({**line, **facts})
    return {
        "reference": "A-0042",
        "corporation": {"name": "医療法人社団 見本会", "type": "social"},
        "fiscal_year": {"start": "2025-04-01", "end": "2026-03-31"},
        "revenue": lines,
        "costs": {"main_business": 3_000_000_000, "all_businesses": 3_300_000_000},
        "declarations": {"self_pay_same_tariff": True},
    }


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one call."""
    start = time.process_time()
    for _ in range(LOOPS):
        work()
    return (time.process_time() - start) / LOOPS


def measured(*, every_field: bool) -> list[tuple[str, float, float]]:
    """Each piece of work: its name, its microseconds, and its ratio to the baseline."""
    said = document(every_field=every_field)
    text = json.dumps(said, ensure_ascii=False)
    figures = Figures.model_validate(said)
    ruleset = governing(figures)
    assert isinstance(ruleset, RuleSet)
    work: dict[str, Callable[[], object]] = {
        "json.loads (baseline)": lambda: json.loads(text),
        "sums and verdict alone": lambda: decide_year(figures, ruleset),
        "assess, full trace": lambda: assess(figures),
    }
    runs: list[list[float]] = []
    for _ in range(RUNS):
        runs.append([seconds(one) for one in work.values()])
    return [
        (name, median(run[index] for run in runs) * 1e6, median(run[index] / run[0] for run in runs))
        for index, name in enumerate(work)
    ]


def main() -> None:
    """Print the table."""
    print(f"30 lines; median of {RUNS} paired runs of {LOOPS}; {platform.python_version()}")
    print(f"{'':28}{'microseconds':>14}{'ratio':>8}")
    for every_field in (True, False):
        print("every field said" if every_field else "defaults left out")
        for name, microseconds, ratio in measured(every_field=every_field):
            print(f"  {name:26}{microseconds:14.1f}{ratio:8.2f}")


if __name__ == "__main__":
    main()
