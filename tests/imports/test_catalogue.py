"""The words of imports: complete, printable on a cp932 console, each code in use."""

import re
import string
from pathlib import Path
from typing import Any

import pytest

from shinryo_ratio.imports.layouts import LAYOUTS
from shinryo_ratio.messages import imports as words
from shinryo_ratio.messages.import_problems import IMPORT_PROBLEMS

SOURCE = Path(words.__file__).parents[1]


def _phrases() -> list[Any]:
    tables = {name: getattr(words, name) for name in ("REASONS", "REMARKS", "CONFIDENCE", "WORDS")}
    found = [(f"{name}.{code}", phrase) for name, table in tables.items() for code, phrase in table.items()]
    return found + [(f"LAYOUTS.{code}", phrase) for code, pair in words.LAYOUTS.items() for phrase in pair]


@pytest.mark.parametrize(("name", "phrase"), _phrases())
def test_every_phrase_is_printable_and_names_the_same_values(name, phrase):
    named = []
    for lang in ("ja", "en"):
        phrase[lang].encode("cp932")
        named.append({field for _, field, _, _ in string.Formatter().parse(phrase[lang]) if field})
    assert named[0] == named[1]


def test_every_layout_has_words():
    assert set(words.LAYOUTS) == {*LAYOUTS, "columns"}


def test_every_problem_is_raised_by_a_case_of_these_tests():
    told = set()
    for file in Path(__file__).parent.glob("test_*.py"):
        told.update(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', file.read_text("utf-8")))
    assert set(IMPORT_PROBLEMS) <= told


def test_every_word_is_used():
    texts = [file.read_text("utf-8") for room in ("imports", "cli") for file in (SOURCE / room).rglob("*.py")]
    for table in (words.REASONS, words.REMARKS):
        for code in table:
            assert any(f'"{code}"' in text for text in texts), code


def test_our_own_data_is_printable_on_a_japanese_console():
    for file in (SOURCE / "imports" / "data").glob("*.toml"):
        file.read_text("utf-8").encode("cp932")


def test_imports_know_neither_the_law_nor_the_reports():
    for file in (SOURCE / "imports").rglob("*.py"):
        rooms = set(re.findall(r"from shinryo_ratio\.(\w+)", file.read_text("utf-8")))
        assert rooms <= {"imports", "figures", "messages", "problems", "readers"}, file.name
