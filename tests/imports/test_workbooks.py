"""Exports that are workbooks: read like texts of the same cells, with sheet and cell of every error."""

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from shinryo_ratio.imports.figures_file import figures_yaml, summary
from shinryo_ratio.imports.importing import Wish, import_export
from shinryo_ratio.imports.lastyear import LastYear
from shinryo_ratio.imports.layouts import Named
from shinryo_ratio.problems import FiguresError

EXPORTS = Path(__file__).parent / "exports"
HEADINGS = {"type": "social", "start": "2025-04-01", "name": "見本会"}
LETTERS = Named(("B",), None, "C")


def book(*sheets, calculated=True):
    """A workbook of (name, rows); a cell is a value, or (formula, its value)."""
    out = io.BytesIO()
    written = xlsxwriter.Workbook(out, {"in_memory": True})
    day = written.add_format({"num_format": "yyyy/m/d"})
    for name, rows in sheets:
        sheet = written.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, tuple):
                    sheet.write_formula(number, column, value[0], None, value[1])
                elif isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif value is not None:
                    sheet.write(number, column, value)
    written.close()
    return saved_by_a_spreadsheet(out.getvalue()) if calculated else out.getvalue()


def saved_by_a_spreadsheet(data):
    """Without the mark that a library leaves for the program that is to calculate."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            new.writestr(part, text.replace(b' fullCalcOnLoad="1"', b""))
    return out.getvalue()


def taken(data, **wish):
    wish.setdefault("headings", HEADINGS)
    return import_export(data, "tb.xlsx", Wish(**wish))


def refused(data, **wish):
    with pytest.raises(FiguresError) as caught:
        taken(data, **wish)
    for problem in caught.value.problems:
        for lang in ("ja", "en"):
            assert all(problem.words(lang))
    return [(str(problem.place), problem.code) for problem in caught.value.problems]


# 入院 800 + 室料差額 50 = 850; 外来 150; 医業収益 1,000; 医業外: 受取利息 3
STATEMENT = [
    ["損益計算書（自 令和7年4月1日 至 令和8年3月31日）"],
    [None, None, "（単位：千円）"],
    [None, "科目", "金額", "構成比"],
    ["Ⅰ", "医業収益"],
    [1, "社会保険診療収益", 800, 0.8],
    [2, "室料差額収益", 50.0, 0.05],
    [3, "自費診療収益", 150, 0.15],
    [None, "医業収益合計", ("=SUM(C5:C7)", 1000), ("=C8/C9", "#DIV/0!")],
    ["Ⅱ", "医業外収益"],
    [1, "受取利息", 3],
    [None, "医業外収益合計", 3],
]


def test_a_statement_whose_columns_are_named_by_letters():
    made = taken(book(("PL", STATEMENT)), named=LETTERS)
    assert made.figures.unit == "thousand_yen"
    assert [(line.name, line.amount, line.kind) for line in made.figures.revenue] == [
        ("社会保険診療収益", 800, "social_insurance"),
        ("室料差額収益", 50, "room_charge"),
        ("自費診療収益", 150, "self_pay"),
        ("受取利息", 3, "financial"),
    ]
    assert (made.figures.statement.main, made.figures.statement.non_operating) == (1000, 3)
    assert [(str(note.place), note.code) for note in made.notes] == [("tb.xlsx!PL!C8", "excel-formulas-read")]


@pytest.mark.parametrize("named", [Named(("科目",), None, "金額"), Named(("2",), None, "3"), LETTERS])
def test_headings_numbers_and_letters_name_the_same_columns(named):
    assert (
        taken(book(("PL", STATEMENT)), named=named).figures
        == taken(book(("PL", STATEMENT)), named=LETTERS).figures
    )


def test_a_heading_that_looks_like_letters_is_a_heading():
    rows = [["科目", "PL", "BS"], ["医業収益"], ["社会保険診療収益", 9, 7], ["医業収益合計", 9, 7]]
    made = taken(book(("表", rows)), named=Named(("科目",), None, "PL"))
    assert [line.amount for line in made.figures.revenue] == [9]


def test_it_says_the_sheet_of_each_row_and_what_was_not_read():
    made = taken(book(("PL", STATEMENT), ("メモ", [["未読"]])), named=Named(("科目",), None, "金額"))
    text = figures_yaml(made, LastYear(), "ja")
    assert "# tb.xlsx!PL!5" in text
    assert "unit: thousand_yen    # tb.xlsx!PL!2 より" in text
    assert "シート「メモ」は読んでいません。" in text
    assert ("tb.xlsx!メモ", "import-sheet-passed-over") in [(str(n.place), n.code) for n in made.notes]


def test_accounts_left_to_split_are_told_with_their_row():
    rows = [["科目", "金額"], ["医業収益"], ["入院診療収益", 9], ["医業収益合計", 9]]
    made = taken(book(("PL", rows)), named=Named(("科目",), None, "金額"))
    assert any("tb.xlsx!PL!3 入院診療収益 9円" in line for line in summary(made, "ja"))


# -- which sheet --------------------------------------------------------------------------------


def monthly(*amounts):
    months = [date(2025, month, 30) for month in (4, 5)]
    row = [*amounts, sum(amounts)]
    return [["科目", *months, "年計"], ["医業収益"], ["社会保険診療収益", *row], ["医業収益合計", *row]]


IN_HOUSE = book(("月次(千円)", monthly(4, 5)), ("確定(円)", monthly(4100, 5200)))
"""A sheet of thousands by month, and a confirmed one in yen."""
YEAR_COLUMN = Named(("科目",), None, "年計")


def test_of_two_sheets_that_can_be_read_none_is_chosen():
    with pytest.raises(FiguresError) as caught:
        taken(IN_HOUSE, named=YEAR_COLUMN)
    (problem,) = caught.value.problems
    assert problem.code == "import-sheet-ambiguous"
    assert "月次(千円)、確定(円)" in problem.message
    assert "--sheet" in problem.help


def test_the_sheet_that_is_named():
    made = taken(IN_HOUSE, named=YEAR_COLUMN, sheet="確定(円)")
    assert [line.amount for line in made.figures.revenue] == [9300]
    assert [note.code for note in made.notes] == ["import-sheet-passed-over"]


def test_days_head_the_columns_of_a_monthly_sheet():
    made = taken(IN_HOUSE, named=Named(("科目",), None, "2025-05-30"), sheet="確定(円)")
    assert [line.amount for line in made.figures.revenue] == [5200]


def test_a_sheet_that_is_not_there():
    assert refused(IN_HOUSE, sheet="確定") == [("tb.xlsx", "import-sheet-missing")]


def test_no_sheet_fits():
    sheets = (("甲", [["科目", "金額"], ["診療", 1]]), ("乙", [["科目", "金額"], ["診療", 1]]))
    assert refused(book(*sheets)) == [("tb.xlsx", "import-sheet-unknown")]
    assert refused(book(sheets[0])) == [("tb.xlsx!甲", "import-layout-unknown")]
    assert refused(book(sheets[0]), layout="yayoi")[0][1] == "import-layout-mismatch"


def test_a_text_has_no_sheets():
    with pytest.raises(FiguresError) as caught:
        import_export("科目,金額\n".encode(), "tb.csv", Wish(sheet="PL"))
    assert [problem.code for problem in caught.value.problems] == ["import-no-sheets"]


def test_a_hidden_sheet_is_read_only_where_it_is_named():
    loaded = openpyxl.load_workbook(io.BytesIO(IN_HOUSE))
    loaded["月次(千円)"].sheet_state = "hidden"
    out = io.BytesIO()
    loaded.save(out)
    made = taken(out.getvalue(), named=YEAR_COLUMN)
    assert [line.amount for line in made.figures.revenue] == [9300]
    assert [str(note.place) for note in made.notes] == ["tb.xlsx!月次(千円)"]
    assert taken(out.getvalue(), named=YEAR_COLUMN, sheet="月次(千円)").lines[0].amount == 9


def test_an_empty_workbook():
    assert refused(book(("Sheet1", []))) == [("tb.xlsx", "import-file-empty")]


# -- cells --------------------------------------------------------------------------------------


def cells(*amounts, **options):
    rows = [["科目", "金額"], ["医業収益"], *[[f"自費診療収益{n}", value] for n, value in enumerate(amounts)]]
    return book(("PL", rows), **options)


def test_every_cell_that_holds_no_amount_is_told_at_once():
    outside, day = ("=[前年.xlsx]PL!B3", 5), date(2026, 3, 31)
    amounts = (("=1/0", "#DIV/0!"), outside, day, 1.5, "12,34", "千円", ("=1+1", ""))
    found = refused(cells(*amounts), named=Named(("科目",), None, "金額"))
    assert found == [
        ("tb.xlsx!PL!B3", "excel-error-value"),
        ("tb.xlsx!PL!B4", "excel-external-link"),
        ("tb.xlsx!PL!B5", "excel-date-for-number"),
        ("tb.xlsx!PL!B6", "amount-fraction"),
        ("tb.xlsx!PL!B7", "amount-format"),
        ("tb.xlsx!PL!B8", "amount-unit"),
        ("tb.xlsx!PL!B9", "excel-formula-uncalculated"),
    ]


def test_a_zero_that_only_a_library_wrote_is_no_amount():
    named = Named(("科目",), None, "金額")
    assert refused(cells(("=1+1", 0), calculated=False), named=named) == [
        ("tb.xlsx!PL!B3", "excel-formula-uncalculated")
    ]
    made = taken(cells(("=1-1", 0), 5), named=named)
    assert [(left.row.number, left.reason) for left in made.left_out if left.row.amount == 0] == [(3, "zero")]


def test_what_is_hidden_is_read_and_told():
    total = [None, "医業収益合計", 1000]
    loaded = openpyxl.load_workbook(io.BytesIO(book(("PL", [*STATEMENT[:7], total]))))
    loaded["PL"].row_dimensions[6].hidden = True
    out = io.BytesIO()
    loaded.save(out)
    made = taken(out.getvalue(), named=LETTERS)
    assert [line.amount for line in made.figures.revenue] == [800, 50, 150]
    assert [(n.code, n.values["cells"]) for n in made.notes] == [("excel-hidden-read", "C6")]


def test_totals_that_do_not_meet_are_told_with_their_cell():
    rows = [*STATEMENT[:7], [None, "医業収益合計", 1004]]
    assert refused(book(("PL", rows)), named=LETTERS) == [("tb.xlsx!PL!C8", "import-total-mismatch")]


def test_errors_of_the_figures_have_their_cell():
    rows = [["科目", "金額"], ["医業収益"], ["社会保険診療収益", 10**15 + 1], ["医業収益合計", 10**15 + 1]]
    found = refused(book(("PL", rows)), named=Named(("科目",), None, "金額"))
    assert ("tb.xlsx!PL!B3", "amount-too-large") in found


def test_item_numbers_that_excel_made_of_brackets_are_no_yen():
    rows = [["科目", "金額"], ["医業収益"], ["社会保険診療収益", -1], ["自費診療収益", -2]]
    assert refused(book(("PL", rows)), named=Named(("科目",), None, "金額")) == [
        ("tb.xlsx!PL!B3", "import-item-number"),
        ("tb.xlsx!PL!B4", "import-item-number"),
    ]


# -- the layouts of the packages, saved as workbooks -------------------------------------------------


def as_book(name):
    """A text export with its cells in a sheet, whole numbers as numbers."""
    data = (EXPORTS / name).read_bytes().rstrip(b"\x1a")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp932")
    rows = list(csv.reader(io.StringIO(text), delimiter="\t" if "\t" in text else ","))
    typed = [[_typed(cell) for cell in row] for row in rows]
    return book(("試算表", typed))


def _typed(cell):
    plain = cell.replace(",", "").strip()
    return int(plain) if plain.removeprefix("-").isdigit() and not plain.startswith("0") else cell


@pytest.mark.parametrize(
    "name",
    ["yayoi_month.csv", "yayoi_subs.csv", "yayoi_year.txt", "freee.csv", "freee_shifted.csv",
     "moneyforward_months.csv", "moneyforward_balances.csv", "tkc.txt", "jdl.csv", "jobcan.csv"],
)  # fmt: skip
def test_a_layout_in_a_workbook_is_what_it_is_in_a_text(imported, name):
    text, sheet = imported(name), taken(as_book(name))
    assert sheet.figures == text.figures
    assert sheet.export.layout == text.export.layout
    assert [left.row.number for left in sheet.left_out] == [left.row.number for left in text.left_out]
