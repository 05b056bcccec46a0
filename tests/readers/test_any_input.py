"""Whatever is handed in: figures or located problems, nothing else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shinryo_ratio.figures import Figures
from shinryo_ratio.figures.words import FORMS
from shinryo_ratio.problems import FiguresError, Problem
from shinryo_ratio.readers import Format, Headings, Source, reads

FORMATS: tuple[Format, ...] = ("yaml", "json", "csv")
YAML = """\
法人: {name: a, 法人区分: social}
fiscal_year: {start: R7.4.1}
収益:
  - 科目: 外来
    amount: △1,000
    kind: 助産
    deliveries: [{fee: 1, count: 2}]
"""
JSON = """\
{"corporation": {"name": "a"}, "unit": NaN, "unit": 1,
 "revenue": [{"name": "x", "amount": 1e3, "kind": "助産"}]}
"""
CSV = 'reference,corporation_name,科目,金額,区分,分娩内訳\nA,甲,"外\n来","1,000",助産,5x2\n'
KEYS = st.sampled_from([key for form in FORMS.values() for key in form] + ["科目", "x"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
    | st.sampled_from(["social", "subsidy", "助産", "profit", "1,234", "2025-04-01", "thousand_yen"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)  # fmt: skip


def figures_or_problems(data: str | bytes, format: Format, headings: Headings | None = None) -> None:
    problems: tuple[Problem, ...] = ()
    sources: tuple[Source, ...] = ()
    try:
        sources = reads(data, format, file="f", headings=headings)
    except FiguresError as error:
        problems = error.problems
    assert bool(problems) != bool(sources)
    assert all(isinstance(source.figures, Figures) for source in sources)
    for problem in problems:
        assert problem.place.file == "f"
        assert all(problem.words("ja"))
        assert all(problem.words("en"))


@pytest.mark.parametrize("format", FORMATS)
@given(st.binary(max_size=60))
def test_bytes(format: Format, data: bytes) -> None:
    figures_or_problems(data, format)


@pytest.mark.parametrize("format", FORMATS)
@given(st.text(max_size=60))
def test_text(format: Format, data: str) -> None:
    figures_or_problems(data, format)


@pytest.mark.parametrize(("format", "text"), [("yaml", YAML), ("json", JSON), ("csv", CSV)])
@given(data=st.data())
def test_a_text_with_a_piece_exchanged(format: Format, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 6)))
    piece = data.draw(st.text(st.sampled_from(' \n\t:-,"[]{}#&*!|?：　5aあ'), max_size=4))
    figures_or_problems(text[:start] + piece + text[end:], format)


@given(tree=st.dictionaries(KEYS, VALUES, max_size=6), line=st.dictionaries(KEYS, VALUES, max_size=6))
def test_trees_of_known_keys(tree: dict[str, Any], line: dict[str, Any]) -> None:
    import json

    base = {"corporation": {"name": "a", "type": "social"}, "fiscal_year": {"start": "2025-04-01"}}
    text = json.dumps(
        {**base, "revenue": [{"name": "x", "amount": 1, "kind": "subsidy", **line}, line], **tree}
    )
    figures_or_problems(text, "json")
    figures_or_problems(text.replace("NaN", "0").replace("Infinity", "1"), "yaml")


@given(st.lists(st.lists(st.text(max_size=6), max_size=5), max_size=4))
def test_tables(rows: list[list[str]]) -> None:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out).writerows([["科目", "金額", "区分", "分娩内訳", "備考"], *rows])
    figures_or_problems(out.getvalue(), "csv", Headings(name="a", type="social", start="2025-04-01"))
