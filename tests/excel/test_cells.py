"""The cells of a sheet, read by us and by openpyxl: the same values, the same formulas, to the last one."""

import io
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from excel.making import book, shared_book, with_parts
from shinryo_ratio import assess, compare, load
from shinryo_ratio.readers.workbook_package import opened
from shinryo_ratio.readers.workbook_sheet import sheet_of_part
from shinryo_ratio.workbooks import result_workbook

EXAMPLES = Path(__file__).parents[2] / "examples"


def ours(data: bytes) -> dict[str, tuple[Any, str | None]]:
    """Value and formula of every cell that says something, by sheet!cell."""
    package = opened(data, "book.xlsx")
    return {
        f"{part.name}!{cell.name}": (cell.value, cell.formula)
        for part in package.parts
        for row in sheet_of_part(package, part).rows.values()
        for cell in row.values()
    }


def theirs(data: bytes) -> dict[str, tuple[Any, str | None]]:
    """The same by openpyxl."""
    values, formulas = (openpyxl.load_workbook(io.BytesIO(data), data_only=only) for only in (True, False))
    found = {}
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                formula = cell.value if cell.data_type == "f" else None
                value = values[sheet.title][cell.coordinate].value
                formula = getattr(formula, "text", formula)
                if formula is not None or (value is not None and str(value).strip()):
                    found[f"{sheet.title}!{cell.coordinate}"] = (_plain(value), formula)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return str(value) if isinstance(value, time | timedelta) else value


def with_everything(workbook: Any) -> None:
    sheet = workbook.create_sheet("いろいろ")
    for row, value in enumerate(
        (
            1, -1.5, 10**15, 1e300, 0.1, True, False, "文", "=1+1", "  空白 ", "#DIV/0!", "", "改\n行", "=A1",
            date(2025, 4, 1), datetime(2025, 4, 1, 9, 30), time(9, 30), timedelta(hours=30), date(1900, 1, 5),
            "_x000D_", "<&>", "'012",
            CellRichText("あ", TextBlock(InlineFont(b=True), "い"), "う"),
        ),
        1,
    ):  # fmt: skip
        sheet.cell(row, 1).value = value
    sheet["B1"] = 45748
    sheet["B1"].number_format = '[$-411]ggge"年"m"月"d"日"'
    sheet["B2"] = 5
    sheet["B2"].number_format = '#,##0"円";[Red]-#,##0'
    sheet["B3"] = 10**9
    sheet["B3"].number_format = "yyyy/m/d"
    sheet["ZZ9"] = None
    sheet["C3"] = openpyxl.worksheet.formula.ArrayFormula("C3:C4", "=SUM(A1:A2)")


@pytest.mark.filterwarnings("ignore:Cell B3 is marked as a date")
def test_every_sort_of_cell() -> None:
    data = book(change=with_everything)
    assert ours(data) == theirs(data)
    assert ours(data)["いろいろ!A15"] == (date(2025, 4, 1), None)
    assert ours(data)["いろいろ!B3"] == ("#VALUE!", None)


def test_a_result_with_all_its_formulas() -> None:
    figures = load(EXAMPLES / "nintei_maternity.yaml")
    data = result_workbook(assess(figures), compare(figures), "ja")
    assert ours(data) == theirs(data)


def test_a_formula_that_cells_share_is_that_of_the_cell() -> None:
    def share(part: bytes) -> bytes:
        part = part.replace(b'<c r="C2" t="n"><v>900</v></c>', b'<c r="C2"><v>900</v></c>')
        part = part.replace(b'<c r="C3" t="n"><v>100</v></c>', b'<c r="C3"><v>100</v></c>')
        first = b'<c r="C2"><f t="shared" ref="C2:C3" si="0">F2+1</f><v>900</v></c>'
        second = b'<c r="C3"><f t="shared" si="0"/></c>'
        changed = part.replace(b'<c r="C2"><v>900</v></c>', first)
        return changed.replace(b'<c r="C3"><v>100</v></c>', second)

    data = with_parts(book(), {"xl/worksheets/sheet2.xml": share})
    assert ours(data)["収入!C2"] == (900, "=F2+1")
    assert ours(data)["収入!C3"] == (None, "=F3+1")


def test_readings_above_kanji_are_no_part_of_a_text() -> None:
    def with_reading(part: bytes) -> bytes:
        name = "入院診療収益".encode()
        reading = name + "</t><rPh sb='0' eb='2'><t>ニュウイン</t></rPh><phoneticPr fontId='1'/>".encode()
        assert name + b"</t>" in part
        return part.replace(name + b"</t>", reading)

    data = with_parts(shared_book(), {"xl/sharedStrings.xml": with_reading})
    assert ours(data)["収入!B2"] == ("入院診療収益", None)


def test_cells_without_their_names_follow_each_other() -> None:
    def nameless(part: bytes) -> bytes:
        import re

        rows = re.sub(rb'<c r="[A-Z]+\d+"', b"<c", part)
        return re.sub(rb'<row r="\d+"', b"<row", rows)

    data = with_parts(book(), {"xl/worksheets/sheet2.xml": nameless})
    assert ours(data) == ours(book())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'r="C2"', b'r="C3"'), (b'r="C2"', b'r="B2"'), (b'r="C2"', b'r="c2"'),
        (b"<v>900</v>", b"<v>9_0</v>"), (b"<v>900</v>", b"<v>nan</v>"), (b"<v>900</v>", "<v>９</v>".encode()),
    ],
)  # fmt: skip
def test_cells_that_contradict_themselves_are_damaged(old: bytes, new: bytes) -> None:
    from excel.making import told

    data = with_parts(book(), {"xl/worksheets/sheet2.xml": lambda part: part.replace(old, new, 1)})
    assert told(data) == ["収入 excel-damaged"]
