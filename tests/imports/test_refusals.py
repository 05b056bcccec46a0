"""What cannot be imported: every problem at its cell, none guessed away."""

import pytest

from shinryo_ratio.imports.figures_file import summary
from shinryo_ratio.imports.importing import Wish, import_export
from shinryo_ratio.imports.layouts import Named
from shinryo_ratio.problems import FiguresError

HEAD = "【医業収益】,,,,,"
NAMED = Named(("科目",), None, "金額")


def said(problems):
    return [(problem.code, problem.place.line, problem.place.column) for problem in problems]


def codes(problems):
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "import-file-empty"),
        (b"\r\n \r\n\x1a", "import-file-empty"),
        (b"\x00\x01\x02\x00", "binary-file"),
        (b"PK\x03\x04\x14\x00", "excel-damaged"),
        (b"\xff\xfe\xfd", "encoding-unknown"),
        ("科目,金額\n診療,1\n".encode(), "import-layout-unknown"),
        ('"勘定科目,補助科目\n'.encode(), "csv-quote-open"),
    ],
)
def test_files_that_are_no_trial_balance(data, code):
    with pytest.raises(FiguresError) as caught:
        import_export(data, "tb.csv", Wish())
    assert codes(caught.value.problems) == [code]


def test_an_unknown_layout_lists_the_layouts(refused):
    (problem,) = refused("科目,金額\n診療,1\n")
    assert all(
        name in problem.help for name in ("yayoi", "freee", "moneyforward", "tkc", "jdl", "jobcan", "columns")
    )


def test_two_layouts_that_fit_are_not_chosen_between(refused):
    title = "試算表：損益計算書_見本会（期間：2025年04月～2026年03月）"
    (problem,) = refused(f"{title}\n,勘定科目,補助科目,4月,5月,合計\n")
    assert problem.code == "import-layout-ambiguous"
    assert "freee" in problem.message
    assert "moneyforward" in problem.message


@pytest.mark.parametrize("layout", ["yayoi", "freee", "moneyforward", "tkc", "jdl", "jobcan", "pca"])
def test_a_file_of_another_layout(refused, layout):
    assert codes(refused("科目,金額\n診療,1\n", layout=layout)) == ["import-layout-mismatch"]


def test_totals_that_do_not_meet(refused, balances):
    text = balances(
        HEAD, ("社会保険診療収益", "", 900), ("自費診療収益", "", 100), '医業収益合計,,,,,"1,001"'
    )
    (problem,) = refused(text)
    assert said([problem]) == [("import-total-mismatch", 5, 6)]
    assert problem.values["difference"] == -1
    assert "1,001" in problem.message


def test_a_subtotal_is_reconciled_too(refused, balances):
    text = balances(
        HEAD,
        ("社会保険診療収益", "", 900),
        "診療収入小計,,,,,901",
        ("自費診療収益", "", 100),
        "医業収益合計,,,,,1000",
    )
    assert said(refused(text)) == [("import-total-mismatch", 4, 6)]


def test_a_deduction_that_the_total_does_not_deduct(refused, balances):
    """900 and 12 given positive with a total of 912: negated it is 888."""
    text = balances(HEAD, ("社会保険診療収益", "", 900), "保険等査定減,,,,,12", "医業収益合計,,,,,912")
    (problem,) = refused(text)
    assert (problem.code, problem.values["sum"]) == ("import-total-mismatch", 888)


def test_subs_that_do_not_add_up(refused, balances):
    text = balances(("入院診療収益", "", 1000), ("入院診療収益", "保険分", 900), ("入院診療収益", "自費", 99))
    assert said(refused(text)) == [("import-sub-mismatch", 2, 6)]


def test_all_problems_at_once_in_the_order_of_the_rows(refused):
    text = "科目,金額\n入院診療収益,12.5\n外来診療収益,△300\nなぞの科目,5\n自費診療収益,(1)\n"
    found = refused(text, named=NAMED, headings={"type": "病院"})
    assert said(found) == [
        ("amount-fraction", 2, 2), ("import-revenue-negative", 3, 2), ("import-side-unknown", 4, 2),
        ("import-item-number", 5, 2), ("unknown-word", None, None),
    ]  # fmt: skip


def test_item_numbers_below_each_other_are_no_amounts(refused):
    text = "科目,金額\n社会保険診療収益,-1\n自費診療収益,-2\n室料差額収益,100\n"
    found = [item for item in refused(text, named=NAMED) if item.code == "import-item-number"]
    assert [item.place.line for item in found] == [2, 3]


def test_an_amount_without_a_name(refused):
    text = "科目,金額\n(1),100\n社会保険診療収益,900\n"
    assert said(refused(text, named=NAMED)) == [("import-name-missing", 2, 1)]


def test_movements_that_do_not_lead_to_the_balance(refused, balances):
    text = balances("社会保険診療収益,,100,0,900,999")
    assert said(refused(text)) == [("import-row-not-footing", 2, 6)]


def test_movements_of_expenses_do_not_matter(taken, balances):
    made = taken(balances(("社会保険診療収益", "", 900), "給料,,0,0,0,500"))
    assert [left.reason for left in made.left_out] == ["note", "expense"]


MONTHS = ",勘定科目,補助科目,4月,5月,6月,7月,8月,9月,10月,11月,12月,1月,2月,3月,決算整理,合計"


def test_months_that_do_not_add_up(refused):
    text = f"{MONTHS}\n,社会保険診療収益,,{','.join(['1'] * 12)},5,16\n"
    (problem,) = refused(text)
    assert said([problem]) == [("import-months-mismatch", 2, 17)]
    assert (problem.values["sum"], problem.values["total"]) == (17, 16)


def test_a_year_that_is_not_whole(refused):
    text = ",勘定科目,補助科目,4月,5月,合計\n,社会保険診療収益,,1,1,2\n"
    assert codes(refused(text)) == ["import-months-short"]


def test_another_year_than_the_export(refused):
    text = "科目,金額,自 令和6年4月1日 至 令和7年3月31日\n社会保険診療収益,900,\n"
    (problem,) = refused(text, named=NAMED)
    assert problem.code == "import-period-mismatch"
    assert "令和6年4月1日" in problem.message


def test_the_end_alone_does_not_tell_the_start():
    text = (
        "勘定科目名\t科目コード\t補助コード\t前残高( 8. 2)\t借方\t貸方\t残高( 8. 3)\n"
        "社会保険診療収益\t4111\t\t0\t0\t900\t900\n"
    )
    with pytest.raises(FiguresError) as caught:
        import_export(text.encode("cp932"), "t.txt", Wish(headings={"type": "social", "name": "x"}))
    (problem,) = caught.value.problems
    assert problem.code == "import-start-missing"
    assert "--start 2025-04-01" in problem.help


def test_what_the_export_cannot_say():
    with pytest.raises(FiguresError) as caught:
        import_export("科目,金額\n社会保険診療収益,900\n".encode(), "t.csv", Wish(named=NAMED))
    options = [problem.values["option"] for problem in caught.value.problems]
    assert options == ["--name", "--type", "--start"]
    assert set(codes(caught.value.problems)) == {"import-heading-missing"}


def test_units(refused, taken):
    text = "科目,金額,単位：百万円\n社会保険診療収益,900,\n"
    assert codes(refused(text, named=NAMED)) == ["import-unit-million"]
    text = "科目,金額,（単位：千円）\n社会保険診療収益,900,\n"
    assert codes(refused(text, named=NAMED, headings={"unit": "yen"})) == ["import-unit-conflict"]
    assert taken(text, named=NAMED).figures.unit == "thousand_yen"
    assert taken(text, named=NAMED, headings={"unit": "千円"}).figures.unit == "thousand_yen"


def test_an_unknown_account_is_offered_the_nearest(refused):
    (problem,) = refused("科目,金額\n室料差額益,100\n", named=NAMED)
    assert problem.code == "import-side-unknown"
    assert "室料差額収益" in problem.help


def test_expenses_among_revenue_and_revenue_among_expenses(refused):
    text = "科目,金額\n医業収益,\n社会保険診療収益,900\n給料手当,500\n医業収益計,1400\n"
    assert said(refused(text, named=NAMED)) == [("import-not-revenue", 4, 2)]
    text = "科目,金額\n医業費用,\n給料手当,500\n入院診療収益,900\n社会保険診療収益,1\n"
    assert said(refused(text, named=NAMED))[0] == ("import-revenue-elsewhere", 4, 2)


def test_several_departments_without_a_total(refused):
    text = "\n".join(
        f'"[明細行]","{department}","[損益計算書]","社会保険診療収益",0,0,300,300,1.0'
        for department in ("本院", "分院")
    )
    assert codes(refused(text + "\n")) == ["import-departments"]


def test_a_row_without_a_sheet(refused):
    text = '"[明細行]","事業所","[損益計算書]","社会保険診療収益",0,0,300,300\n"[明細行]","事業所","自費",1\n'
    assert said(refused(text)) == [("import-row-unreadable", 2, 1)]


def test_headings_of_two_standards(refused, taken):
    text = "科目,金額\n社会保険診療収益,900\n医業外収益,\n受取利息,1\n事業外収益,\n受取配当金,2\n"
    assert codes(refused(text, named=NAMED)) == ["import-standard-mixed"]
    assert taken(text, named=NAMED, headings={"standard": "hospital"}).lines[2].section == "non_operating"


def test_columns_that_are_not_there(refused):
    found = refused("科目,金額\n診療,1\n", named=Named(("勘定",), None, "残高"))
    assert said(found) == [("import-column-missing", 1, None)] * 2
    assert "科目、金額" in found[0].help
    assert codes(refused("科目,金額\n診療,1\n", layout="columns")) == ["import-column-not-named"] * 2


def test_no_revenue_at_all(refused):
    assert "import-no-revenue" in codes(refused("科目,金額\n給料手当,500\n", named=NAMED))


def test_the_law_of_figures_holds_for_imports_too(refused):
    """室料差額 cannot be revenue of the profit business."""
    text = "科目,金額\n収益業務事業収益,\n室料差額収益,100\n収益業務事業収益計,100\n"
    assert said(refused(text, named=NAMED)) == [("insured-outside-medical", 3, 1)]


@pytest.mark.parametrize("total", ["診療収入", "(1) 医療に係る収入"])
def test_an_unnamed_total_is_not_counted_twice(refused, total):
    text = f"科目,金額\n医業収益,\n社会保険診療収益,900\n自費診療収益,100\n{total},1000\n室料差額収益,7\n"
    assert said(refused(text, named=NAMED)) == [("import-looks-like-total", 5, 2)]


def test_a_closing_row_without_total_must_meet_too(refused):
    text = "科目,金額\n医業収益,\n社会保険診療収益,900\n自費診療収益,100\n医業収益,1001\n医業費用,5\n"
    assert said(refused(text, named=NAMED)) == [("import-total-mismatch", 5, 2)]


def test_an_equity_account_does_not_hide_the_revenue_below(taken):
    """資本金 is the name of a section in some layouts and of an account in others."""
    text = "科目,金額\n資本金,10\n社会保険診療収益,900\n自費診療収益,100\n"
    assert [line.amount for line in taken(text, named=NAMED).lines] == [900, 100]
    text = "科目,金額\n資本金,\n社会保険診療収益,900\n自費診療収益,100\n"
    assert [line.amount for line in taken(text, named=NAMED).lines] == [900, 100]


# -- amounts that are not told --------------------------------------------------------------------


def test_a_hidden_amount_is_no_zero(refused, balances):
    """*** is an amount that is not shown: without a total nothing proves that there is none."""
    text = balances(("社会保険診療収益", "", 900), "室料差額収益,,,,,***")
    (problem,) = refused(text)
    assert said([problem]) == [("import-amount-masked", 3, 6)]
    assert "室料差額収益" in problem.message


def test_a_hidden_amount_that_a_total_shows_to_be_none(taken, balances):
    text = balances(HEAD, ("社会保険診療収益", "", 900), "室料差額収益,,,,,＊", "医業収益合計,,,,,900")
    made = taken(text)
    assert [line.name for line in made.lines] == ["社会保険診療収益"]
    assert [left.row.name for left in made.left_out if left.reason == "blank-revenue"] == ["室料差額収益"]


def test_hidden_amounts_of_expenses_do_not_matter(taken, balances):
    text = balances(
        HEAD, ("社会保険診療収益", "", 900), "医業収益合計,,,,,900", "【医業費用】,,,,,", "給料手当,,,,,***"
    )
    assert [line.amount for line in taken(text).lines] == [900]


def test_blank_revenue_that_no_total_proves_is_said(taken, balances):
    made = taken(balances(("社会保険診療収益", "", 900), "室料差額収益,,,,,"))
    assert any("金額が空欄の収益の科目" in line and "室料差額収益" in line for line in summary(made, "ja"))
    proven = taken(balances(HEAD, ("社会保険診療収益", "", 900), "室料差額収益,,,,,", "医業収益合計,,,,,900"))
    assert not any("空欄" in line for line in summary(proven, "ja"))


# -- the months of the year --------------------------------------------------------------------------


def months(*numbers):
    heads = ",".join(f"{number}月" for number in numbers)
    amounts = ",".join("10" for _ in numbers)
    return (
        f",勘定科目,補助科目,{heads},合計\n医業収益,,,,\n,社会保険診療収益,,{amounts},{10 * len(numbers)}\n"
    )


def test_months_of_another_year(refused):
    """January to December is not the year that begins in April, though it has twelve months."""
    (problem,) = refused(months(*range(1, 13)))
    assert said([problem])[0][0] == "import-period-mismatch"
    assert "1月～12月" in problem.message


def test_months_of_the_year_in_its_order(taken):
    assert [line.amount for line in taken(months(*range(4, 13), 1, 2, 3)).lines] == [120]
