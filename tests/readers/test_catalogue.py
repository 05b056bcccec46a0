"""The words of the problems: complete, printable on a cp932 console, and each code in use."""

import re
import string
from pathlib import Path

import click
import pytest

from shinryo_ratio.messages.import_problems import IMPORT_PROBLEMS
from shinryo_ratio.messages.problems import PROBLEMS, problem_words
from shinryo_ratio.problems import FiguresError, Place, Problem

RESERVED = {
    "no-ruleset",
    "law-file-invalid",
    "law-gap",
    "law-overlap",
    "law-duplicate-id",
    "law-type-unknown",
    "set-line-missing",
    "set-kind-absent",
    "set-deliveries-scaled",
    "set-key-twice",
    "line-empty",
    "result-unknown",
    "result-empty",
    "result-line-blank",
    "result-line-again",
    "result-line-order",
    "document-too-long",
    "csv-rows-apart",
    "csv-not-in-order",
    "csv-references-partly",
    "pipe-too-long",
    "pipe-not-kept",
    "input-changed-meanwhile",
    "batch-input-changed",
    "batch-settings-changed",
} | set(IMPORT_PROBLEMS)
"""Codes that other rooms raise."""


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("code", PROBLEMS)
def test_every_code_has_words(code: str, lang: str) -> None:
    message, help_ = PROBLEMS[code][lang]  # type: ignore[index]
    for template in (message, help_):
        assert template.strip()
        template.encode("cp932")
        list(string.Formatter().parse(template))
    if lang == "ja":
        assert message.endswith("。")
        assert re.search(r"[ぁ-ん]", message)
    else:
        assert message.endswith(".")
        assert not re.search(r"[ぁ-ん]", message)


@pytest.mark.parametrize("code", PROBLEMS)
def test_a_value_that_is_lacking_is_no_failure(code: str) -> None:
    for lang in ("ja", "en"):
        assert "{" not in "".join(problem_words(code, {}, lang)).replace("{name", "").replace("{ }", "")


def test_a_code_that_is_not_in_the_catalogue_is_still_told() -> None:
    assert problem_words("new-code", {}, "ja") == (
        "入力に誤りがあります（new-code）。",
        "入力を確かめてください。",
    )


def test_every_code_is_raised_by_a_case_of_these_tests() -> None:
    told: set[str] = set()
    here = Path(__file__).parent
    rooms = (here, here.parent / "excel", here.parent / "sql")
    for file in [file for room in rooms for file in room.glob("test_*.py")]:
        if file.name != Path(__file__).name:
            told.update(re.findall(r'[" ]([a-z]+(?:-[a-z0-9]+)+)"', file.read_text("utf-8")))
    assert set(PROBLEMS) - told == RESERVED


def test_numbers_are_grouped_and_braces_in_values_are_harmless() -> None:
    message, _ = problem_words("deliveries-mismatch", {"fees": 1234567, "amount": "{x}"}, "ja")
    assert message == "分娩内訳の合計 1,234,567 円が金額 {x} 円と一致しません。"


def test_a_suggestion_is_made_where_a_word_is_near() -> None:
    values = {"written": "金顔", "nearest": "金額", "known": "金額 (amount)"}
    assert problem_words("unknown-key", values, "ja")[1] == "「金額」ではありませんか。"
    assert problem_words("unknown-key", values, "en")[1] == "Did you mean 金額?"
    assert problem_words("unknown-key", {**values, "nearest": ""}, "ja")[1] == "使える語: 金額 (amount)"


def test_the_words_name_verbs_that_there_are() -> None:
    from shinryo_ratio.cli.program import program

    verbs = set(program.list_commands(click.Context(program)))
    for said in PROBLEMS.values():
        for _, help_ in said.values():
            assert set(re.findall(r"shinryo-ratio ([a-z]+)", help_)) <= verbs
    _, help_ = PROBLEMS["several-corporations"]["ja"]
    assert set(re.findall("[a-z]+", help_)) == {"check", "batch"}


def test_a_problem_as_data() -> None:
    problem = Problem("file-empty", Place(file="a.yaml"))
    assert problem.as_dict() == {
        "code": "file-empty",
        "place": {"file": "a.yaml", "line": None, "column": None, "sheet": None, "cell": None, "path": ""},
        "message": "ファイルに内容がありません。",
        "help": "shinryo-ratio init でひな形を作れます。",
    }
    assert problem.as_dict("en")["message"] == "The file is empty."
    assert str(FiguresError([problem])) == "a.yaml: file-empty: ファイルに内容がありません。"
    assert problem.at(Place(file="b")).place.file == "b"


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place(file="a", line=1, column=2, path="x"), "a:1:2"),
        (Place(file="a", line=1), "a:1"),
        (Place(path="x"), "x"),
        (Place(file="a", sheet="S", cell="B2"), "a!S!B2"),
        (Place(cell="B2"), "B2"),
    ],
)
def test_a_place_as_text(place: Place, text: str) -> None:
    assert str(place) == text
