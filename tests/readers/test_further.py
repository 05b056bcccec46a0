"""A document that is refused is asked what else stands against it, by as much of its head as can be read."""

from typing import Any

import pytest

from shinryo_ratio.engine import refusals
from shinryo_ratio.figures import Figures
from shinryo_ratio.problems import FiguresError
from shinryo_ratio.readers import reads


def told(text: str, format: Any = "yaml") -> list[str]:
    with pytest.raises(FiguresError) as caught:
        reads(text, format, file="f", further=refusals)
    return [
        f"{problem.place.line}:{problem.place.column} {problem.code}" for problem in caught.value.problems
    ]


BAD_LINE = "revenue:\n  - {name: 保険, amount: -5, kind: social_insurance}\n"
CASES = {
    "a year outside the law beside a bad amount": (
        f"corporation: {{name: 甲, type: social}}\nfiscal_year: {{start: 2016-04-01}}\n{BAD_LINE}",
        ["2:22 fiscal-year-outside-law", "4:24 amount-too-small"],
    ),
    "an election outside the measure": (
        "corporation: {name: 甲, type: social}\nfiscal_year: {start: 2025-04-01}\n"
        "elections: {covid_subsidy_measure: true}\n" + BAD_LINE,
        ["3:36 covid-election-outside-measure", "5:24 amount-too-small"],
    ),
    "an election that cannot be read": (
        "corporation: {name: 甲, type: social}\nfiscal_year: {start: 2016-04-01}\n"
        "elections: {covid_subsidy_measure: perhaps}\n" + BAD_LINE,
        ["2:22 fiscal-year-outside-law", "3:36 not-a-boolean", "5:24 amount-too-small"],
    ),
    "no name and a key that nobody knows": (
        f"corporation: {{typ: social, type: social}}\nfiscal_year: {{start: 2016-04-01}}\n{BAD_LINE}",
        ["1:14 missing-key", "1:15 unknown-key", "2:22 fiscal-year-outside-law", "4:24 amount-too-small"],
    ),
    "a type without its legal form": (
        (
            "corporation: {name: 甲, type: welfare_hospital}\nfiscal_year: {start: 2016-04-01}\n"
            "revenue: [{name: 自費, amount: 4, kind: self_pay}]\n"
        ),
        ["1:30 legal-form-required", "2:22 fiscal-year-outside-law"],
    ),
    "an end that is none, of which no election is asked": (
        (
            "corporation: {name: 甲, type: social}\nfiscal_year: {start: 2016-04-01, end: 2017-03-32}\n"
            "elections: {covid_subsidy_measure: true}\n"
            "revenue: [{name: 自費, amount: 4, kind: self_pay}]\n"
        ),
        ["2:22 fiscal-year-outside-law", "2:39 date-impossible"],
    ),
    "an election beside a key that nobody knows": (
        (
            "corporation: {name: 甲, type: social}\nfiscal_year: {start: 2025-04-01}\n"
            "elections: {covid_subsidy_measure: true, other: 1}\n"
            "revenue: [{name: 自費, amount: 4, kind: self_pay}]\n"
        ),
        ["3:36 covid-election-outside-measure", "3:42 unknown-key"],
    ),
    "a day that is none": (
        f"corporation: {{name: 甲, type: social}}\nfiscal_year: {{start: 2016-02-30}}\n{BAD_LINE}",
        ["2:22 date-impossible", "4:24 amount-too-small"],
    ),
    "no mapping at all": ("- 1\n", ["1:1 not-figures"]),
}


@pytest.mark.parametrize(("text", "problems"), CASES.values(), ids=CASES)
def test_yaml(text: str, problems: list[str]) -> None:
    assert told(text) == problems


def test_json() -> None:
    text = (
        '{"corporation": {"name": "甲", "type": "social"},\n"fiscal_year": {"start": "2016-04-01"},\n'
        '"revenue": [{"name": "保険", "amount": -5, "kind": "social_insurance"}]}'
    )
    assert told(text, "json") == ["2:26 fiscal-year-outside-law", "3:38 amount-too-small"]


def test_every_corporation_of_a_table() -> None:
    """The first is outside the law and right else, the second has a bad amount."""
    text = (
        "corporation_name,corporation_type,fiscal_year_start,name,amount,kind\n"
        "甲,social,2016-04-01,保険,5,social_insurance\n"
        "乙,social,2025-04-01,保険,-5,social_insurance\n"
    )
    assert told(text, "csv") == ["2:3 fiscal-year-outside-law", "3:5 amount-too-small"]


def test_what_is_right_is_not_asked() -> None:
    def never(figures: Figures) -> Any:
        raise AssertionError

    text = "corporation: {name: 甲, type: social}\nfiscal_year: {start: 2016-04-01}\nrevenue:\n"
    (source,) = reads(text + "  - {name: 保険, amount: 5, kind: social_insurance}\n", "yaml", further=never)
    assert source.figures.fiscal_year.start.year == 2016
