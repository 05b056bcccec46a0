"""Every case of tests/cases: figures in, and what the law and arithmetic by hand say must come out.

The expected values were worked out by hand, with the working beside them. Where code and a case disagree,
find out which is wrong; a case is never edited to get green.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from shinryo_ratio.engine import Assessment, assess
from shinryo_ratio.figures import Figures
from shinryo_ratio.problems import FiguresError
from shinryo_ratio.readers import load

HERE = Path(__file__).parent
ROOT = HERE.parent
BASES = yaml.safe_load((HERE / "cases" / "bases.yaml").read_text("utf-8"))


def _cases() -> list[Any]:
    found = []
    for file in sorted((HERE / "cases").glob("*.yaml")):
        if file.name != "bases.yaml":
            for case in yaml.safe_load(file.read_text("utf-8")):
                found.append(pytest.param(case, id=f"{file.stem}: {case['name']}"))
    return found


def _figures(case: dict[str, Any]) -> Figures:
    if "example" in case:
        return load(ROOT / case["example"])
    document = dict(case["figures"])
    return Figures.model_validate({**BASES.get(document.pop("base", None), {}), **document})


CASES = _cases()
SIBLINGS = ("main_business_cost_share", "income_to_cost", "self_pay_tariff")


def test_there_are_many_cases() -> None:
    assert len(CASES) >= 300


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    expect = case["expect"]
    if "error" in expect:
        with pytest.raises(FiguresError) as caught:
            assess(_figures(case))
        assert [problem.code for problem in caught.value.problems] == [expect["error"]], case["citation"]
        return
    said = _said(assess(_figures(case)))
    assert {key: said[key] for key in expect} == {key: _whole(expect[key], said[key]) for key in expect}, (
        f"{case['citation']}\n{case.get('working', '')}"
    )


def _whole(expected: Any, said: Any) -> Any:
    """What a case expects; of margins and siblings a case may give only the ones it is about."""
    if isinstance(expected, dict) and isinstance(said, dict):
        return {**said, **expected}
    ids = isinstance(expected, list) and all(isinstance(element, str) for element in expected)
    return sorted(expected) if ids else expected


def _said(assessment: Assessment) -> dict[str, Any]:
    test = assessment.income
    verdicts = {sibling.id: sibling.verdict for sibling in assessment.siblings}
    return {
        "ruleset": test.ruleset.id if test.ruleset else None,
        "verdict": assessment.verdict,
        "certainty": test.certainty,
        "reason_code": test.reason_code,
        "numerator": test.numerator,
        "denominator": test.denominator,
        "percent": test.percent,
        "margins": test.margins._asdict() if test.margins else None,
        "lines": [[line.numerator, line.denominator] for line in test.lines],
        "siblings": {**dict.fromkeys(SIBLINGS, "absent"), **verdicts},
        "bounds": _pairs(test.bounds),
        "bounds_all_readings": _pairs(test.bounds_all_readings),
        "open_readings": sorted(reading.id for reading in test.open_readings),
        "open_facts": [[fact.line, fact.fact] for fact in test.open_facts],
    }


def _pairs(bounds: Any) -> Any:
    if bounds is None:
        return None
    return {side: list(ratio) if ratio else None for side, ratio in bounds._asdict().items()}
