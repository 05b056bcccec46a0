"""Each layout, from a file written in it: read, reconciled, and judged as worked out by hand.

Amounts of the working are in millions of yen. All files are of one corporation:
入院 3,300 (保険 3,200, 労災 40, 自費 60) + 室料差額 150 + 外来 1,120 + 保健予防 90 + その他の医業 45
− 査定減 12 + 運営費補助金 200 = 医業収益 4,893; 医業外: 利息 3 + その他 7; 特別: 売却益 5.
"""

from pathlib import Path

import pytest

from shinryo_ratio import assess
from shinryo_ratio.imports.grid import filled

EXPORTS = Path(__file__).parent / "exports"
M = 1_000_000

# 入院 and 外来 not split: N = −12 + 200, D = 4,893 + その他の医業外 7 (病院会計準則: as operating)
UNSPLIT = (188 * M, 4900 * M)

CASES = [
    # file, options, layout, statement, (N, D) as stated, verdict, accounts left to split
    pytest.param(
        "yayoi_month.csv", {}, "yayoi", {"main": 4893 * M, "non_operating": 10 * M, "extraordinary": 5 * M},
        UNSPLIT, "undetermined",
        ["入院診療収益", "外来診療収益", "保健予防活動収益", "その他の医業収益", "その他の医業外収益"],
        id="弥生 monthly: the balance of March is that of the year",
    ),
    pytest.param(
        "yayoi_year.txt", {}, "yayoi", {"main": 4893 * M, "non_operating": 10 * M, "extraordinary": 5 * M},
        UNSPLIT, "undetermined",
        ["入院診療収益", "外来診療収益", "保健予防活動収益", "その他の医業収益", "その他の医業外収益"],
        id="弥生 of the whole year, tabs, no 月度 column",
    ),
    pytest.param(
        # 3,200 + 40 + 700 + 400 of 3,300 + 1,120
        "yayoi_subs.csv", {}, "yayoi", {}, (4340 * M, 4420 * M), "met", ["外来診療収益（指定なし）"],
        id="弥生 補助残高一覧表",
    ),
    pytest.param(
        "freee.csv", {}, "freee", {"main": 4893 * M, "non_operating": 10 * M, "extraordinary": 5 * M},
        UNSPLIT, "undetermined",
        ["入院診療収益", "外来診療収益", "予防接種", "その他の医業収益", "その他の医業外収益"],
        id="freee, UTF-8 with BOM: 特定健診 60 counts only where its tariff is stated",
    ),
    pytest.param(
        "freee_shifted.csv", {}, "freee", {"main": 4893 * M, "non_operating": 10 * M, "extraordinary": 5 * M},
        UNSPLIT, "undetermined",
        ["入院診療収益", "外来診療収益", "予防接種", "その他の医業収益", "その他の医業外収益"],
        id="freee with two more leading columns",
    ),
    pytest.param(
        # 3,200 + 1,100 − 12 + 200 + 労災 40 (below 10%); unsplit 90 + 45 + 7 as other
        "moneyforward_months.csv", {}, "moneyforward",
        {"main": 4893 * M, "non_operating": 10 * M, "extraordinary": 5 * M},
        (4528 * M, 4900 * M), "met", ["保健予防活動収益", "その他の医業収益", "その他の医業外収益"],
        id="マネーフォワード: twelve months and 決算整理",
    ),
    pytest.param(
        # 4,300,000 − 12,000 thousand of 4,893,002 + 80,000 thousand
        "moneyforward_balances.csv", {}, "moneyforward",
        {"main": 4893001, "ancillary": 80000, "non_operating": 3000},
        (4288 * M, 4973002000), "met", ["自由診療収入", "訪問看護収益"],
        id="マネーフォワード 残高試算表 in thousands: totals meet within one unit an account",
    ),
    pytest.param(
        # 3,200 + 40 − 12 + 200 of 3,300 + 150 + 1,120 − 12 + 200
        "tkc.txt", {}, "tkc", {}, (3428 * M, 4758 * M), "undetermined", ["外来診療収益"],
        id="TKC: no totals, the deduction as △",
    ),
    pytest.param(
        # 3,200 + 40 − 12 + 200 of 4,893 + 7
        "jdl.csv", {}, "jdl", {"main": 4893 * M, "non_operating": 10 * M, "extraordinary": 5 * M},
        (3428 * M, 4900 * M), "undetermined", ["外来診療", "保健予防", "その他の", "固定資産", "固定資産"],
        id="JDL: names of four characters",
    ),
    pytest.param(
        # 医療法人会計基準: the profit business 31 is out of the revised denominator
        "jobcan.csv", {}, "jobcan",
        {"main": 4893 * M, "profit": 31 * M, "non_operating": 3 * M, "extraordinary": 5 * M},
        (3428 * M, 4893 * M), "undetermined", ["外来診療収益", "保健予防活動収益", "その他の医業収益"],
        id="ジョブカン: sections told by totals alone",
    ),
    pytest.param(
        # −12 + 200 of 3,300 + 150 + 1,120 + 200 − 12
        "pca.csv", {"layout": "pca"}, "pca", {"main": 4758 * M, "non_operating": 3 * M},
        (188 * M, 4758 * M), "undetermined", ["入院診療収益", "外来診療収益"],
        id="PCA, which ends with EOF",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "wish", "layout", "statement", "sums", "verdict", "to_split"), CASES)
def test_layout(imported, name, wish, layout, statement, sums, verdict, to_split):
    made = imported(name, **wish)
    assert made.export.layout == layout
    assert made.figures.statement.totals == statement
    assert [line.name for line in made.to_split] == to_split
    income = assess(made.figures).income
    assert (income.numerator, income.denominator) == sums
    assert income.verdict == verdict


@pytest.mark.parametrize(("name", "wish"), [case.values[:2] for case in CASES])
def test_every_row_is_a_line_or_left_out_for_a_reason(imported, name, wish):
    made = imported(name, **wish)
    rows = [number for number, row in enumerate(made.export.grid.rows, 1) if filled(row)]
    placed = [line.row.number for line in made.lines] + [left.row.number for left in made.left_out]
    assert sorted(placed) == rows


def test_the_bounds_of_unsplit_accounts(imported):
    """All of 3,300 + 1,120 + 90 + 45 + 7 counted, or none of it."""
    income = assess(imported("yayoi_month.csv").figures).income
    assert (income.bounds.low.numerator, income.bounds.low.denominator) == UNSPLIT
    assert (income.bounds.high.numerator, income.bounds.high.denominator) == (4750 * M, 4900 * M)


def test_a_deduction_given_positive_is_negative(imported):
    by_movements = imported("yayoi_month.csv")
    line = next(line for line in by_movements.lines if line.kind == "insurance_deduction")
    assert (line.row.amount, line.amount) == (12 * M, -12 * M)
    by_name = imported("moneyforward_months.csv")
    line = next(line for line in by_name.lines if line.kind == "insurance_deduction")
    assert (line.row.amount, line.amount, line.remarks) == (12 * M, -12 * M, [("deduction-negated", {})])


def test_what_the_files_say_of_themselves(imported):
    def headings(name, **wish):
        return imported(name, **wish).headings

    assert headings("freee.csv", headings={"end": "2026-03-31"})["unit"] == "yen"
    assert headings("moneyforward_balances.csv")["unit"] == "thousand_yen"
    assert headings("moneyforward_balances.csv")["standard"] == "medical_corporation"
    assert headings("jdl.csv")["standard"] == "hospital"
    assert "unit" not in headings("tkc.txt")


@pytest.mark.parametrize(
    ("name", "corporation"),
    [("yayoi_year.txt", "医療法人社団　見本会"), ("freee.csv", "医療法人社団 見本会")],
)
def test_name_and_year_are_taken_from_the_file(name, corporation):
    from shinryo_ratio.imports.importing import Wish, import_export

    made = import_export((EXPORTS / name).read_bytes(), name, Wish(headings={"type": "social"}))
    assert made.figures.corporation.name == corporation
    assert made.figures.fiscal_year.start.isoformat() == "2025-04-01"
    assert made.figures.fiscal_year.end.isoformat() == "2026-03-31"


def test_a_printed_statement_by_its_columns(imported):
    """Excel made -1 -2 of the item numbers (1) (2); 千円; N = −12,000 + 200,000, D = 4,603,000 + 200,000."""
    from shinryo_ratio.imports.layouts import Named

    made = imported("columns_statement.csv", layout="columns", named=Named(("科目",), None, "金額"))
    assert made.figures.unit == "thousand_yen"
    assert made.figures.accounting_standard == "hospital"
    assert made.figures.statement.totals == {"main": 4603000, "non_operating": 203000}
    assert {left.row.number: left.reason for left in made.left_out}[4] == "note"
    assert all(abs(line.amount) > 20 for line in made.lines)
    income = assess(made.figures).income
    assert (income.numerator, income.denominator) == (188 * M, 4803 * M)


def test_columns_by_number_need_no_header(taken):
    from shinryo_ratio.imports.layouts import Named

    text = '4001,社会保険診療収益,900\n4002,自費診療収益,100\n,医業収益計,"1,000"\n'
    made = taken(text, named=Named(("2",), None, "3"))
    assert [(line.name, line.amount, line.kind) for line in made.lines] == [
        ("社会保険診療収益", 900, "social_insurance"), ("自費診療収益", 100, "self_pay"),
    ]  # fmt: skip
    assert made.figures.statement.totals == {"main": 1000}


def test_the_account_may_stand_in_several_columns(taken):
    from shinryo_ratio.imports.layouts import Named

    text = "A,B,C,金額\nⅠ,医業収益,,\n,(1),社会保険診療収益,900\n,-2,自費診療収益,100\n,,合計,1000\n"
    made = taken(text, named=Named(("B", "C"), None, "金額"))
    assert [line.name for line in made.lines] == ["社会保険診療収益", "自費診療収益"]
    assert len(made.totals.met) == 1


def test_of_several_months_the_last_is_taken(taken):
    rows = ["[区分行]", "[明細行]", "[明細行]", "[合計行]"]

    def block(month, insured, own):
        names = ["[医業収益]", "社会保険診療収益", "自費診療収益", "医業収益合計"]
        amounts = [None, insured, own, insured + own]
        return [
            f'"{tag}","事業所(合計)","{month}","[損益計算書]","{name}"'
            + ("" if amount is None else f",0,0,{amount},{amount},1.0")
            for tag, name, amount in zip(rows, names, amounts, strict=True)
        ]

    made = taken("\n".join(block("2月度", 800, 90) + block("3月度", 900, 100)) + "\n")
    assert [line.amount for line in made.lines] == [900, 100]
    assert [left.reason for left in made.left_out].count("repeated") == 4


def test_of_departments_the_total_is_taken(taken):
    text = "\n".join(
        f'"[明細行]","{department}","[損益計算書]","社会保険診療収益",0,0,{amount},{amount},1.0'
        for department, amount in (("事業所(合計)", 900), ("本院", 600), ("分院", 300))
    )
    made = taken(text + "\n")
    assert [line.amount for line in made.lines] == [900]


def test_the_statement_form_has_totals_alone(taken):
    """様式4: 事業収益 of each business is all there is."""
    from shinryo_ratio.imports.layouts import Named

    text = """科目,金額
Ⅰ 事業損益,
A 本来業務事業損益,
1 事業収益,900
2 事業費用,800
本来業務事業利益,100
B 附帯業務事業損益,
1 事業収益,50
2 事業費用,40
附帯業務事業利益,10
事業利益,110
Ⅱ 事業外収益,
受取利息,3
Ⅲ 事業外費用,
支払利息,1
経常利益,112
"""
    made = taken(text, named=Named(("科目",), None, "金額"))
    assert [(line.name, line.amount, line.kind, line.business, line.section) for line in made.lines] == [
        ("1 事業収益", 900, "unclassified", "main", "operating"),
        ("1 事業収益", 50, "unclassified", "ancillary", "operating"),
        ("受取利息", 3, "financial", "main", "non_operating"),
    ]
    assert {left.row.name: left.reason for left in made.left_out}["支払利息"] == "expense"


def test_blanks_between_quoted_cells(taken):
    text = '"[明細行]" "事業所" "[損益計算書]" "社会保険診療収益" 0 0 900 900 "1.0"\n'
    assert [line.amount for line in taken(text).lines] == [900]


HOSPITAL = """科目,金額
医業収益,
1 入院診療収益,3000
2 室料差額収益,100
3 外来診療収益,1000
合計,4100
7 保険等査定減,10
医業収益,4090
医業費用,
1 材料費,
(1) 医薬品費,1000
(2) 診療材料費,500
材料費計,1500
2 給与費,
(1) 給料,2000
医業費用合計,3500
医業利益,590
医業外収益,
運営費補助金収益,100
施設設備補助金収益,50
患者外給食収益,2
医業外収益計,152
"""


def test_the_form_of_the_hospital_standard(taken):
    """Item numbers before the names, 合計 before the deduction, and 医業収益 closed without 計."""
    from shinryo_ratio.imports.layouts import Named

    made = taken(HOSPITAL, named=Named(("科目",), None, "金額"))
    assert [(line.name, line.amount, line.kind, dict(line.facts)) for line in made.lines] == [
        ("1 入院診療収益", 3000, "unclassified", {}), ("2 室料差額収益", 100, "room_charge", {}),
        ("3 外来診療収益", 1000, "unclassified", {}), ("7 保険等査定減", -10, "insurance_deduction", {}),
        ("運営費補助金収益", 100, "subsidy", {"granted_for": "operations"}),
        ("施設設備補助金収益", 50, "subsidy", {"granted_for": "fixed_assets"}),
        ("患者外給食収益", 2, "other", {}),
    ]  # fmt: skip
    assert made.figures.statement.totals == {"main": 4090, "non_operating": 152}
    assert len(made.totals.met) == 3
    reasons = {left.row.name: left.reason for left in made.left_out}
    assert (reasons["1 材料費"], reasons["(1) 医薬品費"]) == ("heading", "expense")


CORPORATION = """科目,金額
Ａ 本来業務事業損益,
１ 事業収益,
社会保険診療収益,900
室料差額収益,50
事業収益計,950
２ 事業費用,
事業費,800
本部費,20
事業費用計,820
本来業務事業利益,130
Ｂ 附帯業務事業損益,
１ 事業収益,
訪問看護収益,70
看護学校授業料収益,30
事業収益計,100
２ 事業費用,90
附帯業務事業利益,10
Ｃ 収益業務事業損益,
１ 事業収益,
駐車場収益,5
事業収益計,5
２ 事業費用,1
収益業務事業利益,4
事業収益合計,1055
事業利益,144
Ⅱ 事業外収益,
受取利息,3
雑収入,2
事業外収益合計,5
Ⅲ 事業外費用,1
経常収益合計,1060
経常利益,148
Ⅳ 特別利益,
固定資産売却益,1
Ⅴ 特別損失,0
"""


def test_the_form_of_the_corporation_standard(taken):
    """Three businesses, each with its 事業収益計, and their sum below the last."""
    from shinryo_ratio.imports.layouts import Named

    made = taken(CORPORATION, named=Named(("科目",), None, "金額"))
    assert [(line.name, line.kind, line.business, line.section) for line in made.lines] == [
        ("社会保険診療収益", "social_insurance", "main", "operating"),
        ("室料差額収益", "room_charge", "main", "operating"),
        ("訪問看護収益", "unclassified", "ancillary", "operating"),
        ("看護学校授業料収益", "unclassified", "ancillary", "operating"),
        ("駐車場収益", "other", "profit", "operating"),
        ("受取利息", "financial", "main", "non_operating"),
        ("雑収入", "unclassified", "main", "non_operating"),
        ("固定資産売却益", "asset_disposal", "main", "extraordinary"),
    ]
    assert made.figures.statement.totals == {"main": 950, "ancillary": 100, "profit": 5, "non_operating": 5}
    assert len(made.totals.met) == 6
    assert made.totals.unchecked == ["extraordinary"]
    assert not made.business_assumed


@pytest.mark.parametrize("first", ["売上高,900\n受取手数料収益,100\n", "受取手数料収益,100\n売上高,900\n"])
def test_an_account_with_the_name_of_a_section(taken, first):
    from shinryo_ratio.imports.layouts import Named

    made = taken("科目,金額\n" + first + "売上高合計,1000\n", named=Named(("科目",), None, "金額"))
    assert sorted(line.amount for line in made.lines) == [100, 900]


def test_a_total_above_its_accounts(taken):
    from shinryo_ratio.imports.layouts import Named

    text = "科目,金額\n医業収益,1000\n社会保険診療収益,900\n自費診療収益,100\n医業費用,800\n"
    made = taken(text, named=Named(("科目",), None, "金額"))
    assert [line.amount for line in made.lines] == [900, 100]
    assert made.figures.statement.totals == {"main": 1000}


def test_freee_accounts_that_shift_by_a_column(taken):
    """An account beside a code stands a column further; it is no child of the account above it."""
    text = """試算表：損益計算書_見本会（期間：2025年04月～2026年03月、表示単位：円）
,,,,期首,借方金額,貸方金額,期末,構成比
医業収益,,,,0,0,1000,1000,
,,社会保険診療収益,,0,0,900,900,
,,411,自費診療収益,0,0,100,100,
"""
    made = taken(text)
    assert [(line.name, line.amount) for line in made.lines] == [
        ("社会保険診療収益", 900), ("自費診療収益", 100),
    ]  # fmt: skip
    assert made.figures.statement.totals == {"main": 1000}
