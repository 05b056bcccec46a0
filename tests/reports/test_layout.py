"""Columns line up by display width, names survive, Markdown means nothing by accident."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shinryo_ratio.engine import Assessment, assess, compare
from shinryo_ratio.figures import Figures
from shinryo_ratio.reports import render
from shinryo_ratio.reports.blocks import Column, Table
from shinryo_ratio.reports.markdown import escaped
from shinryo_ratio.reports.text import _table
from shinryo_ratio.reports.width import padded, plain, width, wrapped

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("医療", 4), ("ｱｲｳ", 3), ("△1", 3), ("…", 2), ("か\u3099", 2), ("a\u200bb", 2), ("１", 2)],
)
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns


def test_padded() -> None:
    assert padded("医療", 6) == "医療  "
    assert padded("△1", 5, "right") == "  △1"


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("健康診査（市）", 14, ["健康診査（市）"]),
        ("健康診査（市）", 12, ["健康診査", "（市）"]),
        ("あいうえお。", 10, ["あいうえ", "お。"]),
        ("one two three", 8, ["one two", "three"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("一\n二", 10, ["一", "二"]),
    ],
)
def test_wrapped(text: str, columns: int, lines: list[str]) -> None:
    assert wrapped(text, columns) == lines


@given(NAMES, st.integers(4, 40))
def test_nothing_is_lost_in_wrapping(text: str, columns: int) -> None:
    lines = wrapped(plain(text), columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(plain(text).split())


@given(st.lists(st.tuples(NAMES, st.integers(-(10**15), 10**15)), min_size=1, max_size=5))
def test_the_lines_of_a_table_are_equally_wide(rows: list[tuple[str, int]]) -> None:
    columns = (Column("科目", most=30), Column("金額", "right"))
    table = Table(columns, tuple((plain(name), f"{amount:,}") for name, amount in rows), totals=1)
    assert len({width(line) for line in _table(table)}) == 1


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.yaml")), ids=lambda file: file.stem)
def test_tables_of_the_examples_line_up(file: Path, lang: Any, example: Callable[[str], Figures]) -> None:
    """A column that ends in a number ends below the end of its rule, on every line."""
    if file.stem == "broken":
        return
    figures = example(file.stem)
    for report in (render(assess(figures), "text", lang), render(compare(figures), "text", lang)):
        report.encode("cp932")
        assert report.endswith("\n")
        assert not report.endswith("\n\n")
        assert not re.search(r"[ \t]\n|\{|\}", report)
        _assert_columns(report.splitlines())


@pytest.mark.parametrize("columns", [40, 60, 80, 110])
@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", ["shakai_2025", "raw_statement", "group", "nintei_maternity"])
def test_a_report_takes_the_width_of_the_screen(
    name: str, lang: Any, columns: int, example: Callable[[str], Figures]
) -> None:
    figures = example(name)
    for subject in (assess(figures), compare(figures)):
        lines = render(subject, "text", lang, columns=columns).splitlines()
        assert max(map(width, lines)) <= columns
        _assert_columns(lines)
        for number in re.findall(r"\d{1,3}(?:,\d{3})+", render(subject, "text", lang)):
            assert any(number in line for line in lines)


def test_a_table_too_wide_for_the_screen_gives_way_by_its_texts() -> None:
    columns = (Column("行", "right"), Column("科目", most=30), Column("金額", "right"))
    table = Table(columns, (("1", "入院診療収益（保険分）", "5,120,000,000"),), totals=0)
    assert _table(table, 35) == [  # 2 + 2 + 2 + 12 + 2 + 13; a bracket that opens ends no line
        "  行  科目" + " " * 19 + "金額",
        "  --  ------------  -------------",
        "   1  入院診療収益  5,120,000,000",
        "      （保険分）" + " " * 17,
    ]
    assert _table(table, 28) == [
        "  行    1",
        "  科目  入院診療収益（保険分）",
        "  金額  5,120,000,000",
    ]


def _assert_columns(lines: list[str]) -> None:
    """Between two columns of a table there are blanks on every line."""
    for number, line in enumerate(lines):
        if re.fullmatch(r" *-+(  -+)+", line) and (number == 0 or "--" not in lines[number - 2]):
            gaps = [match.start() for match in re.finditer(r"  (?=-)", line)][1:]
            for row in _rows_below(lines, number):
                cells = "".join(mark + "\0" * (width(mark) - 1) for mark in row)
                for gap in gaps:
                    assert cells[gap : gap + 2].strip() == "", f"{line}\n{row}"


def _rows_below(lines: list[str], number: int) -> list[str]:
    below = []
    for line in lines[number + 1 :]:
        if not line:
            break
        below.append(line)
    return below


def test_a_name_of_any_kind_survives_and_breaks_nothing(made: Callable[..., Assessment]) -> None:
    name = "髙﨑🏥|会\t<b>*太*</b>\n次の行" + "長" * 40
    assessment = made((name, 100, "social_insurance"), ("普通", 1, "self_pay"))
    text = render(assessment, "text", "ja")
    assert "髙﨑🏥|会 <b>" in text
    assert text.count("長") == 40
    assert name in json.loads(render(assessment, "json", "ja"))["tests"][0]["lines"][0]["name"]
    row = next(line for line in render(assessment, "markdown", "ja").splitlines() if "髙﨑" in line)
    assert "髙﨑🏥\\|会 &lt;b&gt;\\*太\\*&lt;/b&gt; 次の行" in row
    assert len(re.findall(r"(?<!\\)\|", row)) == 8


def test_markdown_escapes() -> None:
    assert escaped("a|b\\c_d") == "a\\|b\\\\c\\_d"
    assert escaped("<x>&\n`y`") == "&lt;x&gt;&amp;<br>\\`y\\`"
