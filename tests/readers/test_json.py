"""What is wrong with a JSON file is said at its line and column."""

import json

import pytest

from shinryo_ratio.problems import FiguresError
from shinryo_ratio.readers import reads

TEXT = """\
{
  "corporation": {"name": "医療法人 見本会", "type": "social"},
  "fiscal_year": {"start": 20250401},
  "revenue": [
\t{"name": "外来 \\"診療\\"", "amount": 1000, "kind": "self_pay"}
  ]
}
"""


def told(text: str | bytes) -> list[str]:
    with pytest.raises(FiguresError) as caught:
        reads(text, "json", file="f.json")
    return [
        f"{problem.place.line}:{problem.place.column} {problem.code}" for problem in caught.value.problems
    ]


def test_the_text_that_is_changed_below_is_right() -> None:
    (source,) = reads(TEXT, "json")
    assert source.figures.revenue[0].name == '外来 "診療"'
    assert source.figures.fiscal_year.start.isoformat() == "2025-04-01"


CASES = {
    "fraction": ("1000", "1000.0", ["5:34 amount-fraction"]),
    "exponent": ("1000", "1e3", ["5:34 amount-fraction"]),
    "boolean": ("1000", "true", ["5:34 amount-boolean"]),
    "12,34": ("1000", '"12,34"', ["5:34 amount-format"]),
    "null": ("1000", "null", ["5:34 amount-blank"]),
    "five thousand digits": ("1000", "1" * 5000, ["5:34 amount-too-large"]),
    "five thousand digits below zero": ("1000", "-" + "1" * 5000, ["5:34 amount-too-large"]),
    "digits as a name": ('"医療法人 見本会"', "1" * 5000, ["2:27 not-text"]),
    "mapping as an amount": ("1000", '{"a": [1, {}]}', ["5:34 amount-format"]),
    "NaN": ("1000", "NaN", ["5:34 json-constant"]),
    "Infinity": ("1000", "Infinity", ["5:34 json-constant"]),
    "below Infinity": ("1000", "-Infinity", ["5:34 json-constant"]),
    "unknown key": ('"kind"', '"kinds"', ["5:2 kind-missing", "5:40 unknown-key"]),
    "unknown word": ('"self_pay"', '"selfpay"', ["5:48 unknown-word"]),
    "kind that is a mapping": ('"self_pay"', "{}", ["5:48 unknown-word"]),
    "duplicate key": ('"kind"', '"name": "x", "kind"', ["5:40 duplicate-key"]),
    "duplicate key, written as an escape": ('"kind"', '"\\u006eame": "x", "kind"', ["5:40 duplicate-key"]),
    "duplicate key in two languages": ('"kind"', '"科目": "x", "kind"', ["5:40 duplicate-key-synonym"]),
    "duplicate key of the document": ("{\n", '{"unit": "yen", "unit": "円",\n', ["1:17 duplicate-key"]),
    "duplicate beside others": ('"kind"', '"name": NaN, "knd": 1, "kind"',
                                ["5:40 duplicate-key", "5:48 json-constant", "5:53 unknown-key"]),
    "lone surrogate": ("医療法人", "\\ud800", ["2:27 not-text"]),
    "deep": ('"self_pay"', "[" * 100000, ["5:85 nested-too-deep"]),
    "comma after the last item": ('"self_pay"}', '"self_pay",}', ["5:58 json-trailing-comma"]),
    "comma after the last line": ('"self_pay"}', '"self_pay"},', ["5:59 json-trailing-comma"]),
    "key without quotes": ('"kind"', "kind", ["5:40 json-key-expected"]),
    "no comma": ('1000, "kind"', '1000 "kind"', ["5:39 json-comma-expected"]),
    "no colon": ('"kind":', '"kind"', ["5:47 json-colon-expected"]),
    "no value": ('"self_pay"', "", ["5:48 json-value-expected"]),
    "word without quotes": ('"self_pay"', "self_pay", ["5:48 json-value-expected"]),
    "open text": ('"self_pay"', '"self_pay', ["5:58 json-string-open"]),
    "open text at the end": ('"self_pay"}\n  ]\n}\n', '"self_pay', ["5:48 json-string-open"]),
    "second document": ("  ]\n}\n", "  ]\n}\n{}", ["8:1 json-extra"]),
    "escape": ("医療法人", "\\q", ["2:28 json-syntax"]),
}  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "problems"), CASES.values(), ids=CASES)
def test_is_told_at_its_place(right: str, wrong: str, problems: list[str]) -> None:
    assert TEXT.count(right) >= 1
    assert told(TEXT.replace(right, wrong, 1)) == problems


@pytest.mark.parametrize("text", ["[]", "5", '"x"', "null", "true"])
def test_a_text_that_is_no_mapping(text: str) -> None:
    assert told(text) == ["1:1 not-figures"]


def test_lines_end_as_they_may() -> None:
    wrong = TEXT.replace("1000", "1.5")
    assert told(wrong.replace("\n", "\r\n")) == ["5:34 amount-fraction"]
    assert told(wrong.replace("\n", "\r")) == ["5:34 amount-fraction"]
    assert told(json.dumps(json.loads(wrong), ensure_ascii=False)) == ["1:137 amount-fraction"]


def test_a_place_is_known_of_right_figures_too() -> None:
    (source,) = reads(TEXT, "json", file="f.json")
    place = source.place(("revenue", 0, "kind"))
    assert (place.file, place.line, place.column, place.path) == ("f.json", 5, 48, "revenue[0].kind")


@pytest.mark.parametrize("more", ["", ', "amount": 1'])  # read fast, and read again for a second key
@pytest.mark.parametrize("written", ["1e3", "1000.00"])
def test_a_number_is_quoted_as_it_was_written(written: str, more: str) -> None:
    with pytest.raises(FiguresError) as caught:
        reads(TEXT.replace("1000", written + more), "json")
    assert [
        problem.values["written"] for problem in caught.value.problems if "written" in problem.values
    ] == [written]
