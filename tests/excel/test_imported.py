"""A trial balance as a workbook: valid as it stands, and what is typed into it leaves what is to be split."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from excel import office
from excel.making import noted, read, told
from shinryo_ratio import assess
from shinryo_ratio.imports.importing import Imported, Wish, import_export
from shinryo_ratio.imports.lastyear import LastYear, Split
from shinryo_ratio.imports.own_mapping import read_mapping
from shinryo_ratio.workbooks import imported_workbook

EXPORTS = Path(__file__).parents[1] / "imports" / "exports"
NAMES = [
    "yayoi_month.csv", "yayoi_subs.csv", "yayoi_year.txt", "freee.csv", "freee_shifted.csv",
    "moneyforward_months.csv", "moneyforward_balances.csv", "tkc.txt", "jdl.csv", "jobcan.csv",
]  # fmt: skip
HEADINGS = {"type": "social", "start": "2025-04-01", "name": "見本会"}
M = 1_000_000


def imported(name: str, **wish: Any) -> Imported:
    return import_export((EXPORTS / name).read_bytes(), name, Wish(headings=HEADINGS, **wish))


def rows_of(data: bytes, sheet: str, first: int) -> list[tuple[Any, ...]]:
    workbook = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return list(workbook[sheet].iter_rows(min_row=first, values_only=True))


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_it_reads_back_as_what_was_imported(name: str, lang: Any) -> None:
    """The same lines, and beside them only rows of 0 to split into: the same sums and verdict."""
    made = imported(name)
    figures = read(imported_workbook(made, LastYear(), lang)).figures

    def said(line: Any) -> tuple[Any, ...]:
        return line.name, line.amount, line.kind, line.business, line.section

    parts = [line for line in figures.revenue if line.note and "0" in line.note and line.amount == 0]
    assert [said(line) for line in figures.revenue if line not in parts] == list(
        map(said, made.figures.revenue)
    )
    assert figures.statement == made.figures.statement
    one, other = assess(figures).income, assess(made.figures).income
    assert (one.verdict, one.numerator, one.denominator) == (
        other.verdict,
        other.numerator,
        other.denominator,
    )
    if figures.unit == "yen":  # of thousands, a row of 0 may hold up to 999 yen
        assert (one.bounds, one.bounds_all_readings) == (other.bounds, other.bounds_all_readings)


@pytest.mark.parametrize("name", NAMES)
def test_every_row_of_the_export_is_told_once(name: str) -> None:
    made = imported(name)
    told_rows = [row[0] for row in rows_of(imported_workbook(made, LastYear(), "ja"), "取込元", 8) if row[0]]
    assert told_rows == [row.number for row in made.export.rows]


def test_where_each_row_went_can_be_looked_up() -> None:
    """The number on the sheet of origin is that of the line on the sheet of revenue."""
    data = imported_workbook(imported("moneyforward_months.csv"), LastYear(), "ja")
    lines = {row[0]: row[1] for row in rows_of(data, "収入", 6) if row[1]}
    became = {
        row[1]: row[3] for row in rows_of(data, "取込元", 8) if row[3] and str(row[3]).startswith("収入")
    }
    assert {name: lines[int(where.removeprefix("収入 行"))] for name, where in became.items()} == {
        name: name for name in became
    }
    assert (
        became["運営費補助金収益"] == "収入 行18"
    )  # 6 lines of 補助科目, 保健予防 + 4, その他 + 4, 査定減 before


def test_the_books_own_formulas_are_told_when_it_is_read() -> None:
    assert noted(imported_workbook(imported("moneyforward_months.csv"), LastYear(), "ja")) == [
        "収入!C12 excel-formulas-read"
    ]


def test_last_years_rows_are_offered_without_amounts() -> None:
    like = LastYear(splits={"保健予防活動収益": [Split("特定健診", "health_checkup", "main", "operating")]})
    figures = read(imported_workbook(imported("moneyforward_months.csv"), like, "ja")).figures
    (line,) = [line for line in figures.revenue if line.name == "特定健診"]
    assert (line.amount, line.kind) == (0, "health_checkup")
    assert line.note == "前年の分け方（なければ0のまま）"


def test_no_row_is_offered_that_the_reader_would_refuse(tmp_path: Path) -> None:
    """In 附帯業務（その他） no insured service can be earned: those suggestions are left out."""
    mapping = tmp_path / "own.csv"
    mapping.write_text("勘定科目,区分,業務\n保健予防活動収益,未分類,附帯業務（その他）\n", "utf-8")
    made = imported("moneyforward_months.csv", own=read_mapping(str(mapping)))
    assert told(imported_workbook(made, LastYear(), "ja")) == []


# -- filled in by LibreOffice -----------------------------------------------------------------------


def typed(data: bytes, amounts: dict[str, int]) -> bytes:
    """The workbook with amounts typed into lines of the sheet of revenue, by name; nothing is calculated."""
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    sheet = workbook["収入"]
    for row in sheet.iter_rows(min_row=6):
        if row[1].value in amounts:
            row[2].value = amounts.pop(row[1].value)
    assert not amounts
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_what_is_typed_into_the_parts_leaves_the_whole(tmp_path: Path) -> None:
    """保健予防 90 = 健診 60 + 予防接種 20 + 10 left; その他の医業 45 all 文書料; その他の医業外 7 all その他.

    As imported N = 4,528 of D = 4,900; vaccinations add 20, the check-ups' tariff stays unknown.
    """
    data = imported_workbook(imported("moneyforward_months.csv"), LastYear(), "ja")
    some = typed(data, {
        "保健予防活動収益（健康診査（保険者・市町村・事業者））": 60 * M,
        "保健予防活動収益（定期・法定の予防接種）": 20 * M,
        "その他の医業収益（文書料など）": 45 * M, "その他の医業外収益（その他）": 7 * M,
    })  # fmt: skip
    too_much = typed(data, {"保健予防活動収益（定期・法定の予防接種）": 90 * M + 1})
    books = office.saved({"some": some, "too_much": too_much}, tmp_path)
    figures = read(books["some"]).figures
    amounts = {line.name: line.amount for line in figures.revenue}
    assert amounts["保健予防活動収益"] == 10 * M
    assert amounts["その他の医業収益"] == amounts["その他の医業外収益"] == 0
    income = assess(figures).income
    assert (income.numerator, income.denominator) == (4548 * M, 4900 * M)
    assert told(books["too_much"]) == ["収入!C12 amount-too-small"]


def test_a_book_that_nobody_calculated_is_refused() -> None:
    data = imported_workbook(imported("moneyforward_months.csv"), LastYear(), "ja")
    assert "収入!C12 excel-formula-uncalculated" in told(typed(data, {"その他の医業収益（文書料など）": 1}))
