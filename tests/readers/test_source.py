"""From figures back to the text they came from."""

import pytest
from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from shinryo_ratio.problems import FiguresError
from shinryo_ratio.readers import reads
from shinryo_ratio.readers.diagnosis import diagnose
from shinryo_ratio.readers.located import Index, Located, path_text, shown

YAML = """\
# 見本
法人:
  名称: a
  法人区分: 社会医療法人
会計年度: {自: R7.4.1}
収益:
  - 科目: 外来
    金額: 1

    区分: その他
  # 入院
  -
    科目: 入院
    金額: 2
    区分: その他
    備考: |
      二行の
      備考
単位: 円
"""


def test_the_line_at_a_line_of_a_yaml_file() -> None:
    (source,) = reads(YAML, "yaml")
    at = {number: source.line_at(number) for number in range(1, 22)}
    assert {number for number, line in at.items() if line == 1} == {7, 8, 9, 10}
    assert {number for number, line in at.items() if line == 2} == {13, 14, 15, 16, 17, 18}
    assert set(at.values()) == {None, 1, 2}


def test_the_line_at_a_line_of_a_json_file() -> None:
    text = """\
{"corporation": {"name": "a", "type": "social"}, "fiscal_year": {"start": "2025-04-01"},
"revenue": [{
"name": "x",
"amount": 1, "kind": "other"
},
{"name": "y", "amount": 2, "kind": "other"}]
}
"""
    (source,) = reads(text, "json")
    assert [source.line_at(number) for number in range(1, 8)] == [None, 1, 1, 1, 1, 2, None]


def test_places_in_codes_and_of_the_nearest_part() -> None:
    (source,) = reads(YAML, "yaml", file="f.yaml")
    places = {
        ("revenue", 0, "amount"): "f.yaml:8:9",
        ("revenue", 1): "f.yaml:13:5",
        ("revenue", 1, "section"): "f.yaml:13:5",
        ("revenue", 7, "name"): "f.yaml:7:3",
        ("fiscal_year", "end"): "f.yaml:5:7",
        ("corporation", "type", "x"): "f.yaml:4:9",
        ("statement", "main"): "f.yaml:2:1",
        (): "f.yaml:2:1",
    }
    assert {path: str(source.place(path)) for path in places} == places


def test_a_path_as_text() -> None:
    assert path_text(("revenue", 3, "amount")) == "revenue[3].amount"
    assert path_text((2, "a")) == "[2].a"
    assert path_text(()) == ""


def test_an_error_that_the_diagnosis_does_not_know_is_still_told() -> None:
    found = InitErrorDetails(type=PydanticCustomError("new-type", "is odd"), loc=("unit",), input="a")
    error = ValidationError.from_exception_data("Figures", [found])
    (problem,) = diagnose(error, {"unit": "a"}, Located({"unit": "a"}, "f", Index))
    assert (problem.code, problem.message) == (
        "invalid-value",
        "「単位 (unit)」の値「a」は使えません（is odd）。",
    )


def test_every_missing_key_has_an_example() -> None:
    for text in ("{}", '{"corporation": {}, "fiscal_year": {}, "revenue": [{"kind": "other"}]}'):
        with pytest.raises(FiguresError) as caught:
            reads(text, "json")
        for problem in caught.value.problems:
            assert "…" not in problem.help


def test_a_value_as_a_message_quotes_it() -> None:
    assert shown("あ" * 40) == "あ" * 40
    assert shown("あ" * 41) == "あ" * 40 + "…"
    assert shown("a\nb\x1b　c\ud800") == "a?b?　c?"
    assert shown(1.5) == "1.5"
