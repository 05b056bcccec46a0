"""A workbook by hand: what it says is read to the yen, what cannot be read is told by its cell."""

from datetime import date, datetime, time
from typing import Any

import pytest

from excel.making import CORPORATION, HEADER, LINES, book, noted, read, told, with_parts
from shinryo_ratio.engine import refusals
from shinryo_ratio.problems import FiguresError
from shinryo_ratio.readers import Headings, reads


def lines(*rows: tuple[Any, ...]) -> dict[str, Any]:
    return {"収入": (HEADER, *rows)}


def amount(value: Any, kind: str = "自費診療") -> dict[str, Any]:
    return lines((1, "入院", value, kind, "本来業務"))


def test_a_plain_workbook() -> None:
    source = read(book())
    figures = source.figures
    assert figures.corporation.name == "医療法人 見本会"
    assert figures.fiscal_year.start == date(2025, 4, 1)
    assert [(line.name, line.amount, line.kind) for line in figures.revenue] == [
        ("入院診療収益", 900, "social_insurance"),
        ("人間ドック", 100, "self_pay"),
    ]
    assert source.notes == ()
    assert str(source.place(("revenue", 1, "amount"))) == "book.xlsx!収入!C3"
    assert source.line_at(3) == 2


@pytest.mark.parametrize(
    ("value", "yen"),
    [
        (1234, 1234), (1234.0, 1234), ("１２３", 123), ("1,234", 1234), ("１，２３４", 1234),
        (10**15, 10**15), (0, 0), ("0", 0), (5120000000.0, 5120000000),
    ],
)  # fmt: skip
def test_whole_numbers_as_accountants_and_programs_write_them(value: Any, yen: int) -> None:
    assert read(book(amount(value))).figures.revenue[0].amount == yen


@pytest.mark.parametrize("value", [-5, -5.0, "△5", "▲5", "(5)", "-5", "－5"])
def test_negative_amounts_of_a_deduction(value: Any) -> None:
    assert read(book(amount(value, "保険等査定減"))).figures.revenue[0].amount == -5


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1.5, "amount-fraction"),
        (1234567.0000001, "amount-fraction"),
        ("1.5", "amount-fraction"),
        (None, "amount-blank"),
        ("　", "amount-blank"),
        ("12,34", "amount-format"),
        ("5円", "amount-unit"),
        (-5, "amount-too-small"),
        (10**16, "amount-too-large"),
        (True, "amount-boolean"),
        (datetime(2025, 4, 1), "excel-date-for-number"),
        ("#DIV/0!", "excel-error-value"),
        ("=1+2", "excel-formula-uncalculated"),
    ],
)
def test_what_is_no_whole_number_is_told_at_its_cell(value: Any, code: str) -> None:
    assert told(book(amount(value))) == [f"収入!C2 {code}"]


@pytest.mark.parametrize(
    "value",
    ["R7.4.1", "2025/4/1", "20250401", 20250401, datetime(2025, 4, 1), date(2025, 4, 1), "令和７年４月１日"],
)
def test_days(value: Any) -> None:
    rows = (*CORPORATION[:2], ("会計年度の開始日", value))
    assert read(book({"法人": rows})).figures.fiscal_year.start == date(2025, 4, 1)


def test_a_day_as_excel_counts_them_is_read_and_noted() -> None:
    rows = (*CORPORATION[:2], ("開始", 45748), ("終了", 46112.0))
    source = read(book({"法人": rows}))
    assert (source.figures.fiscal_year.start, source.figures.fiscal_year.end) == (
        date(2025, 4, 1),
        date(2026, 3, 31),
    )
    assert noted(book({"法人": rows})) == ["法人!B3 excel-serial-date", "法人!B4 excel-serial-date"]


def test_days_of_a_workbook_that_counts_from_1904() -> None:
    def count_from_1904(workbook: Any) -> None:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        workbook.epoch = CALENDAR_MAC_1904

    rows = (*CORPORATION[:2], ("開始", 45748 - 1462))
    assert read(book({"法人": rows}, count_from_1904)).figures.fiscal_year.start == date(2025, 4, 1)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("令和7年度", "date-is-a-year"), ("2025-02-30", "date-impossible"), (2025, "date-is-a-year"),
        (datetime(2025, 4, 1, 9, 30), "date-format"), (time(9, 30), "date-format"), (45748.5, "date-format"),
    ],
)  # fmt: skip
def test_what_is_no_day(value: Any, code: str) -> None:
    assert told(book({"法人": (*CORPORATION[:2], ("開始", value))})) == [f"法人!B3 {code}"]


def test_all_problems_at_once_in_the_order_of_the_sheets() -> None:
    data = book(
        {
            "法人": (("法人名", "見本会"), ("法人区分", "社会"), ("開始", "R7.4.1"), ("単位", "円")),
            "収入": (
                HEADER,
                (1, "入院", 1.5, "社会保険診療", None),
                (2, "外来", None, "自費", None),
                (3, "補助金", 5, "補助金等", None),
            ),
            "費用": (("本来業務の費用", "五円"),),
        }
    )
    assert told(data) == [
        "法人!B2 unknown-word",
        "収入!C2 amount-fraction",
        "収入!C3 amount-blank",
        "収入!D3 unknown-word",
        "収入!E4 business-missing",
        "費用!B1 amount-unit",
    ]


def test_every_column_and_every_sheet() -> None:
    def row(number: int, name: Any, amount: Any, kind: Any, **said: Any) -> tuple[Any, ...]:
        return (number, name, amount, kind, *(said.get(column) for column in columns[4:-1]), "計算")

    columns = (
        "No.", "科目", "金額", "区分", "業務", "損益区分", "同一基準", "公的受託", "補助目的", "コロナ",
        "指定管理", "利用者負担", "分娩件数", "内部取引", "施設", "行番号", "備考", "計上先",
    )  # fmt: skip
    data = book(
        {
            "法人": (
                ("収入要件", None), ("項目", "記入欄", "説明"), ("整理番号", 42), *CORPORATION,
                ("会計年度の終了日", "R8.3.31"), ("実績区分", "見込"), ("会計基準", "病院会計準則"),
                ("単位", "千円"),
            ),
            "収入": (
                ("収入の内訳",), (None, "単位: 千円"), columns,
                row(1, "健診", 5, "健康診査", 業務="本来業務", 損益区分="事業損益", 同一基準="はい",
                    公的受託="いいえ", 内部取引="いいえ", 施設=7, 行番号="a-1", 備考="　備考 "),
                row(2, "補助金", 7, "補助金等", 業務="本来業務", 損益区分="特別損益", 補助目的="運営費",
                    コロナ="有"),
                row(3, "受託", 9, "受託事業", 業務="収益業務", 指定管理=True),
                row(4, "介護", 11, "介護保険給付", 利用者負担="はい"),
                row(5, "分娩", 1000, "助産", 分娩件数=3),
                row(6, "労災", 3, "労災", 同一基準=False),
                row(7, None, None, None),
            ),
            "分娩": ((None, "科目（自動）", "一件の金額", "件数", "収入金額（円）"), ("行",)),
            "費用": (("本来業務の費用", 10), ("全ての業務の費用", "1,200")),
            "損益計算書": (
                ("項目", "合計", "内訳計"), ("本来業務事業収益", 1019), ("収益業務", 9), ("特別利益", 7),
            ),
            "申告": (
                ("自費同一基準", "はい"), ("特定外国人患者請求額", "なし"),
                ("コロナ補助金の取扱い", "いいえ"),
            ),
            "取扱い": (
                ("取扱いの記号", "内容", "選択", "確認先", "確認日"),
                ("care-copayment", "…", "別案", "県", date(2026, 2, 10)),
                ("old-denominator", "…"),
            ),
        }
    )  # fmt: skip
    assert told(data) == ["分娩!A2 excel-delivery-without-line"]
    figures = read(with_deliveries(data)).figures
    assert figures.reference == "42"
    assert (figures.basis, figures.accounting_standard, figures.unit) == (
        "forecast",
        "hospital",
        "thousand_yen",
    )
    assert figures.revenue[0].model_dump(exclude_defaults=True) == {
        "name": "健診", "amount": 5, "kind": "health_checkup", "same_tariff": True, "id": "a-1",
        "facility": "7", "note": "　備考 ",
    }  # fmt: skip
    assert figures.revenue[1].model_dump(exclude_defaults=True) == {
        "name": "補助金", "amount": 7, "kind": "subsidy", "business": "main", "section": "extraordinary",
        "granted_for": "operations", "covid": True,
    }  # fmt: skip
    assert figures.revenue[2].designated_manager is True  # type: ignore[union-attr]
    assert figures.revenue[3].copayment is True  # type: ignore[union-attr]
    childbirth = figures.revenue[4]
    assert [(one.fee, one.count) for one in childbirth.deliveries] == [(300000, 2), (400000, 1)]  # type: ignore[union-attr]
    assert figures.revenue[5].same_tariff is False  # type: ignore[union-attr]
    assert len(figures.revenue) == 6
    assert (figures.costs.main_business, figures.costs.all_businesses) == (10, 1200)
    assert figures.statement.totals == {"main": 1019, "profit": 9, "extraordinary": 7}
    assert (figures.declarations.self_pay_same_tariff, figures.declarations.foreign_patient_charges) == (
        True,
        "none",
    )
    chosen = figures.readings.chosen
    assert list(chosen) == ["care-copayment"]
    assert (chosen["care-copayment"].choice, chosen["care-copayment"].date) == (
        "alternative",
        date(2026, 2, 10),
    )


def with_deliveries(data: bytes) -> bytes:
    import io

    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(data))
    workbook.remove(workbook["分娩"])
    sheet = workbook.create_sheet("分娩")
    for row in (("行", "一件の金額", "件数"), (5, 300000, 2), (5, "400,000", 1.0)):
        sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


BIRTHS = (HEADER, (1, "分娩料", 960000, "助産", None), (2, "分娩料", 500000, "助産", None))


@pytest.mark.parametrize(
    ("row", "problems"),
    [
        ((1, 480000, 2), []),
        ((1, 480000, 3), ["分娩!A2 deliveries-mismatch"]),
        ((9, 480000, 2), ["分娩!A2 excel-delivery-without-line"]),
        ((None, 480000, 2), ["分娩!A2 excel-delivery-without-line"]),
        ((1, 480000.5, 2), ["分娩!B2 amount-fraction"]),
        ((1, 480000, None), ["分娩!C2 amount-blank"]),
        ((1, 480000, 0), ["分娩!C2 amount-too-small"]),
        ((1, "#REF!", 2), ["分娩!B2 excel-error-value"]),
    ],
)
def test_deliveries_by_the_number_of_the_line(row: tuple[Any, ...], problems: list[str]) -> None:
    found = told(book({"収入": BIRTHS, "分娩": (("行", "一件の金額", "件数"), row)}))
    assert [one for one in found if "分娩" in one][: len(problems) or None] == problems


@pytest.mark.parametrize(
    ("name", "problems"),
    [
        ("Ａ分娩", []),
        ("分娩料", ["分娩!A2 excel-delivery-ambiguous"]),
        ("x", ["分娩!A2 excel-delivery-without-line"]),
    ],
)
def test_deliveries_by_the_name_of_the_line(name: str, problems: list[str]) -> None:
    rows = (*BIRTHS, (3, "A分娩", 960000, "助産", None))
    assert told(book({"収入": rows, "分娩": (("科目", "一件の金額", "件数"), (name, 480000, 2))})) == problems


def test_deliveries_said_twice() -> None:
    rows = ((*HEADER, "分娩内訳"), (1, "分娩", 960000, "助産", None, "480000x2"))
    sheets = {"収入": rows, "分娩": (("行", "一件の金額", "件数"), (1, 480000, 2))}
    assert told(book(sheets)) == ["分娩!A2 excel-deliveries-twice"]
    assert told(book({"収入": rows})) == []
    wrong = ((*HEADER, "分娩内訳"), (1, "分娩", 960000, "助産", None, "480000*2"))
    assert told(book({"収入": wrong})) == ["収入!F2 deliveries-format"]


def test_columns_that_are_wrong() -> None:
    rows = ((*HEADER, "同一水準", None, "名称", "金額"), (*LINES[0], "はい", 3, None, None))
    assert told(book({"収入": rows})) == [
        "収入!F1 csv-column-unknown",
        "収入!H1 csv-column-unknown",
        "収入!I1 csv-column-twice",
        "収入!G2 csv-column-unnamed",
    ]


def test_what_is_written_outside_the_cells_to_fill_in_is_not_lost() -> None:
    rows = (*CORPORATION, ("法人形体", "一般"), (None, "何か"), ("単位", None, 1000))
    assert told(book({"法人": rows})) == [
        "法人!A4 excel-label-unknown",
        "法人!B5 excel-label-unknown",
        "法人!C6 excel-outside-the-form",
    ]
    twice = (*CORPORATION, ("開始", "R7.4.1"))
    assert told(book({"法人": twice})) == ["法人!B4 duplicate-key-synonym"]
    assert told(book({"分娩": ((None,), ("行", "件数"))})) == ["分娩!A1 excel-header-missing"]
    with_readings = {"取扱い": (("取扱いの記号", "選択"), ("care-copay", "別案"), ("care-copayment", "両方"))}
    assert told(book(with_readings)) == ["取扱い!A2 unknown-key", "取扱い!B3 unknown-word"]
    again = {"取扱い": (("id", "choice"), ("care-copayment", "別案"), ("care-copayment", "既定"))}
    assert told(book(again)) == ["取扱い!A3 duplicate-key-synonym"]


def test_sheets() -> None:
    assert told(book({"収入": None})) == ["- excel-sheet-missing"]
    assert told(book({"収入": ()})) == ["収入!A1 excel-sheet-empty"]
    assert told(book({"収入": (("科目", "額"),)})) == ["収入!A1 excel-header-missing"]
    assert told(book({"収益": (HEADER, *LINES)})) == ["収益!A1 excel-sheet-twice"]
    assert told(book({"収入": (HEADER,)})) == ["- revenue-empty"]
    plain = book({"収入": None, "Sheet1": (HEADER, *LINES), "メモ": (("x",),)})
    assert [line.amount for line in read(plain).figures.revenue] == [900, 100]
    assert noted(plain) == ["メモ!A1 excel-sheet-passed-over"]
    two = book({"収入": None, "Sheet1": (HEADER, *LINES), "Sheet2": (HEADER, *LINES)})
    assert told(two) == ["- excel-sheet-ambiguous"]


def test_options_say_what_a_workbook_of_revenue_alone_cannot() -> None:
    data = book({"法人": None})
    headings = Headings(name="見本会", type="social", start="R7.4.1", unit="千円")
    assert read(data, headings).figures.unit == "thousand_yen"
    assert told(data) == ["- missing-key"] * 3
    assert told(book(), Headings(type="social")) == ["法人!B2 excel-heading-twice"]


def calculated(formula: bytes, value: bytes, type_: bytes = b"n") -> bytes:
    """The first amount as a formula that Excel has calculated."""
    old = b'<c r="C2"><v>900</v></c>'

    def change(part: bytes) -> bytes:
        assert old in part or b'<c r="C2" t="n"><v>900</v></c>' in part
        new = b'<c r="C2" t="' + type_ + b'"><f>' + formula + b"</f>" + value + b"</c>"
        return part.replace(b'<c r="C2" t="n"><v>900</v></c>', new).replace(old, new)

    return with_parts(book(), {"xl/worksheets/sheet2.xml": change})


def test_a_calculated_formula_is_read_at_its_value_and_listed() -> None:
    data = calculated(b"A1+B1", b"<v>900</v>")
    assert read(data).figures.revenue[0].amount == 900
    (note,) = read(data).notes
    assert (str(note.place), note.code) == ("book.xlsx!収入!C2", "excel-formulas-read")
    assert "C2" in note.message


def test_formulas_that_cannot_be_relied_on() -> None:
    assert told(calculated(b"A1+B1", b"")) == ["収入!C2 excel-formula-uncalculated"]
    assert told(calculated(b"[1]Sheet1!A1", b"<v>900</v>")) == ["収入!C2 excel-external-link"]
    assert told(calculated(b"'C:\\x\\[a.xlsx]Sheet1'!A1", b"<v>900</v>")) == ["収入!C2 excel-external-link"]
    assert told(calculated(b"1/0", b"<v>#DIV/0!</v>", b"e")) == ["収入!C2 excel-error-value"]


def test_a_zero_that_nobody_has_calculated_is_no_zero() -> None:
    import re

    data = calculated(b"A1+B1", b"<v>0</v>")

    def fresh(part: bytes) -> bytes:
        return re.sub(rb"<calcPr[^>]*/>", b'<calcPr calcId="1" fullCalcOnLoad="1"/>', part)

    def stale(part: bytes) -> bytes:
        return re.sub(rb"<calcPr[^>]*/>", b'<calcPr calcId="1"/>', part)

    assert told(with_parts(data, {"xl/workbook.xml": fresh})) == ["収入!C2 excel-formula-uncalculated"]
    assert read(with_parts(data, {"xl/workbook.xml": stale})).figures.revenue[0].amount == 0


def test_what_is_hidden_is_read_and_listed() -> None:
    def hide(workbook: Any) -> None:
        workbook["収入"].row_dimensions[3].hidden = True
        workbook["収入"].column_dimensions["D"].hidden = True
        workbook["法人"].sheet_state = "hidden"

    data = book(change=hide)
    assert [line.amount for line in read(data).figures.revenue] == [900, 100]
    assert noted(data) == ["法人!B1 excel-hidden-read", "収入!D2 excel-hidden-read"]
    assert "D2, B3, C3, D3" in read(data).notes[1].message


def test_merged_cells_in_the_lines_are_refused() -> None:
    def merge(workbook: Any) -> None:
        workbook["収入"].merge_cells("E2:E3")
        workbook["法人"].merge_cells("A1:B1")

    assert told(book(change=merge)) == ["法人!A1 excel-merged-cells", "収入!E2 excel-merged-cells"]

    def merge_title(workbook: Any) -> None:
        workbook["収入"].insert_rows(1)
        workbook["収入"]["A1"] = "収入の内訳"
        workbook["収入"].merge_cells("A1:E1")

    assert told(book(change=merge_title)) == []


def test_a_name_that_looks_like_a_formula_is_a_name() -> None:
    def quote(part: bytes) -> bytes:
        return part.replace("入院診療収益".encode(), b"=cmd|' /C calc'!A0")

    import io
    import zipfile

    data = book()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        holder = next(n for n in archive.namelist() if "入院診療収益".encode() in archive.read(n))
    assert read(with_parts(data, {holder: quote})).figures.revenue[0].name == "=cmd|' /C calc'!A0"


# -- the numbers of lines ----------------------------------------------------------------------------


def test_where_a_row_was_cleared_the_lines_are_told_by_both_numbers() -> None:
    """A report counts the lines that are there; the sheet goes on counting its rows."""
    rows = [(number, f"科目{number}", 5, "自費診療", "本来業務") for number in range(1, 7)]
    assert noted(book(lines(*rows))) == []
    rows[1] = (2, None, None, None, None)
    assert noted(book(lines(*rows))) == ["収入!A4 excel-lines-renumbered"]
    (note,) = read(book(lines(*rows))).notes
    assert "2 → 3 … 5 → 6" in note.message
    rows[4] = (5, None, None, None, None)
    (note,) = read(book(lines(*rows))).notes
    assert "2 → 3 … 3 → 4, 4 → 6" in note.message


def test_a_name_may_stand_where_a_number_stands() -> None:
    births = (HEADER, (1, "分娩料", 960000, "助産", None), (2, "3", 500000, "助産", None))

    def counted(said: object) -> list[Any]:
        sheet = (("行", "一件の金額", "件数"), (said, 480000, 2))
        return [line.deliveries for line in read(book({"収入": births, "分娩": sheet})).figures.revenue]  # type: ignore[union-attr]

    one = counted(1)
    assert one[0][0].count == 2
    assert counted("分娩料") == counted("分娩 料") == counted("１") == one
    assert told(book({"収入": births, "分娩": (("行", "一件の金額", "件数"), ("3", 480000, 2))})) == [
        "分娩!A2 deliveries-mismatch"  # a name comes before a number in text
    ]


def test_the_id_of_a_line_is_headed_as_it_was_and_as_it_is() -> None:
    for heading in ("行番号", "識別記号", "id"):
        rows = ((*HEADER, heading), (*LINES[0], "a-1"))
        assert read(book({"収入": rows})).figures.revenue[0].id == "a-1"


def test_what_the_law_refuses_is_told_at_its_cell_beside_the_other_errors() -> None:
    data = book({**amount(-5), "法人": (*CORPORATION[:2], ("会計年度の開始日", "2016-04-01"))})
    with pytest.raises(FiguresError) as caught:
        reads(data, "xlsx", further=refusals)
    places = [
        f"{problem.place.sheet}!{problem.place.cell} {problem.code}" for problem in caught.value.problems
    ]
    assert places == ["法人!B3 fiscal-year-outside-law", "収入!C2 amount-too-small"]
