"""What if: `check --set` edits figures for one run, says so, and locates what is wrong at the edit."""

import csv
import io
import json
import re
from fractions import Fraction

import pytest

from shinryo_ratio.cli.editing import _scaled
from shinryo_ratio.cli.what_if import Add, Change, Scale, commands
from support.real_parts import module

FIGURES = """\
corporation:
  name: 医療法人 試算会
  type: social
fiscal_year:
  start: 2025-04-01
revenue:
  - {name: 診療, amount: 760, kind: social_insurance}
  - {name: 自費, amount: 150, kind: self_pay}
  - {name: 労災, amount: 50, kind: workers_compensation, same_tariff: false}
  - {name: 未分類, amount: 40, kind: unclassified, business: main}
  - {name: 査定減, amount: -3, kind: insurance_deduction}
  - {name: 出産, amount: 960000, kind: childbirth, deliveries: [{fee: 480000, count: 2}], internal: true}
statement: {main: 997}
"""
# D = 760 + 150 + 50 + 40 - 3 = 997; N = 760 + 50 - 3 = 807 (労災 50 ≤ 99), 847 with 未分類: 80.9% to 84.9%


@pytest.fixture
def what_if(call, written):
    """Check the figures with edits: the exit status and the result as data."""

    def _what_if(*edits, text=FIGURES, lang="ja"):
        options = [option for edit in edits for option in ("--set", edit)]
        result = call("check", written("f.yaml", text), *options, "--format", "json", "--lang", lang)
        return result.exit_code, json.loads(result.stdout or result.stderr)

    return _what_if


def sums(data):
    test = data["tests"][0]
    return test["numerator"], test["denominator"]


# -- what an edit says ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("4.kind=social_insurance", (4, "kind", "social_insurance")),
        ("４行目．区分＝社会保険診療", (4, "区分", "社会保険診療")),
        ("12行.amount=2,000,000", (12, "amount", "2,000,000")),
        (" 1 . name = A=B.C*2 ", (1, "name", "A=B.C*2")),
        ("1.note=", (1, "note", "")),
    ],
)
def test_a_line_is_changed(text, command):
    (found,) = commands([text], "ja")
    assert isinstance(found, Change)
    assert (found.number, found.key, found.text) == command


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "+name=新規健診,kind=health_checkup,amount=50,000,000,same_tariff=true",
            [
                ("name", "新規健診"),
                ("kind", "health_checkup"),
                ("amount", "50,000,000"),
                ("same_tariff", "true"),
            ],
        ),
        ("＋科目＝出張、健診、区分＝健康診査", [("科目", "出張、健診"), ("区分", "健康診査")]),
        ("+deliveries=480000x120;520000x10", [("deliveries", "480000x120;520000x10")]),
    ],
)
def test_a_line_is_added(text, pairs):
    (found,) = commands([text], "ja")
    assert isinstance(found, Add)
    assert list(found.pairs) == pairs


@pytest.mark.parametrize(
    ("text", "target", "factor"),
    [
        ("self_pay*1.2", "self_pay", Fraction(6, 5)),
        ("自費診療×１１０％", "自費診療", Fraction(11, 10)),
        ("受取利息・配当金 * 1/3", "受取利息・配当金", Fraction(1, 3)),
        ("4*0", "4", Fraction(0)),
        ("自費診療*1.5倍", "自費診療", Fraction(3, 2)),
        ("self_pay*0.1", "self_pay", Fraction(1, 10)),
    ],
)
def test_a_kind_is_scaled_by_an_exact_factor(text, target, factor):
    (found,) = commands([text], "ja")
    assert isinstance(found, Scale)
    assert (found.target, found.factor) == (target, factor)


@pytest.mark.parametrize(
    "text",
    ["", "foo", "4.kind", "kind=self_pay", "+", "+name", "+name,kind=other", "self_pay*-1", "self_pay*1e3",
     "self_pay*1/0", "self_pay*x", "*2", "self_pay*2*3", "self_pay*1,2"],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_is_no_edit_is_a_usage_error_that_shows_the_forms(call, written, text, lang):
    result = call("check", written("f.yaml", FIGURES), "--set", text, "--lang", lang)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "4.kind=social_insurance" in result.stderr
    assert "self_pay*110%" in result.stderr


@pytest.mark.parametrize(
    ("amount", "factor", "scaled", "cut"),
    [
        (100, Fraction(11, 10), 110, False),
        (7, Fraction(1, 2), 3, True),
        (-7, Fraction(1, 2), -3, True),  # toward zero, on either side
        (10**15, Fraction(1, 3), 333333333333333, True),
        (10**15 - 1, Fraction(1), 10**15 - 1, False),
        (3, Fraction(0), 0, False),
    ],
)
def test_an_amount_is_scaled_in_whole_numbers(amount, factor, scaled, cut):
    assert _scaled(amount, factor) == (scaled, cut)


# -- what an edit does ------------------------------------------------------------------------------


def test_a_changed_kind_decides(what_if):
    status, data = what_if("4.区分=自費診療")
    assert status == 0
    assert sums(data) == (807, 997)
    assert data["tests"][0]["open_facts"] == []


def test_a_changed_amount_counts_at_its_new_value(what_if):
    status, data = what_if("1.amount=700", "4.amount=0")
    assert status == 0
    assert sums(data) == (747, 897)  # 700 + 50 - 3; 700 + 150 + 50 + 0 - 3
    assert [edit["before"] for edit in data["what_if"]["edits"]] == [760, 40]
    assert [edit["after"] for edit in data["what_if"]["edits"]] == [700, 0]


def test_an_added_line_stands_behind_the_others_and_can_be_edited(what_if):
    _, data = what_if("+name=健診,kind=健康診査,amount=1,000,同一基準=はい", "7.amount=100", "4.kind=other")
    assert sums(data) == (907, 1097)
    assert data["tests"][0]["lines"][6]["name"] == "健診"
    assert data["what_if"]["edits"][0]["lines"] == [7]


def test_a_scaled_kind_takes_every_line_of_it_and_is_cut_toward_zero(what_if):
    more = FIGURES.replace(
        "statement", "  - {name: 自費その他, amount: 25, kind: self_pay}\nstatement"
    ).replace("997", "1022")
    _, data = what_if("自費診療*1.1", "4.kind=other", text=more)
    # 150 × 1.1 = 165; 25 × 1.1 = 27.5, cut to 27
    assert sums(data) == (807, 1039)
    (edit, _) = data["what_if"]["edits"]
    assert (edit["lines"], edit["before"], edit["after"]) == ([2, 7], 175, 192)
    assert (edit["factor"], edit["cut"], edit["name"]) == ([11, 10], True, "self_pay")


def test_a_deduction_is_cut_toward_zero_too(what_if):
    _, data = what_if("保険等査定減*50%", "4.kind=other")
    assert sums(data) == (809, 999)  # -1.5 becomes -1


def test_one_line_is_scaled_by_its_number(what_if):
    _, data = what_if("4*3", "4.kind=other")
    assert sums(data) == (807, 1077)
    assert data["what_if"]["edits"][0]["name"] == "未分類"


def test_facts_that_a_new_kind_does_not_take_leave_the_line_and_are_named(what_if, call, written):
    status, data = what_if("3.kind=自費診療", "4.kind=other")
    assert status == 1
    assert sums(data) == (757, 997)
    assert data["what_if"]["edits"][0]["dropped"] == ["same_tariff"]
    text = call("check", written("g.yaml", FIGURES), "--set", "3.kind=self_pay").stdout
    assert "労災診療 → 自費診療（この区分に書けない同一基準の記載は外した）" in text


def test_deliveries_are_edited_as_a_csv_writes_them(what_if):
    own = "+name=出産2,kind=childbirth,amount=1,020,000,deliveries=500000x1;520000x1"
    _, data = what_if(own, "4.kind=other")
    assert sums(data) == (807 + 1_000_000, 997 + 1_020_000)
    _, data = what_if("6.deliveries=520000×2", "6.amount=1040000", "6.internal=いいえ", "4.kind=other")
    assert sums(data) == (807 + 1_000_000, 997 + 1_040_000)
    edit = data["what_if"]["edits"][0]
    assert (edit["before"], edit["after"]) == ("480000x2", "520000x2")


def test_what_is_not_edited_stays(what_if):
    readings = "readings: {care-copayment: {choice: alternative, confirmed_by: 県, date: 2026-02-10}}\n"
    more = FIGURES.replace("997}", "1097}").replace(
        "statement", "  - {name: 介護, amount: 100, kind: long_term_care, copayment: true}\nstatement"
    )
    _, data = what_if("4.kind=other", text=more + readings)
    assert sums(data) == (807, 1097)  # the confirmed alternative: denominator only
    assert data["tests"][0]["open_readings"] == []


# -- what the report says ---------------------------------------------------------------------------


def test_the_report_says_at_its_top_that_it_is_a_what_if(call, written):
    file = written("f.yaml", FIGURES)
    text = call(
        "check", file, "--set", "4.kind=自費診療", "--set", "自費診療*1.2", "--set", "2.name=自由診療"
    ).stdout
    head = text.split("法人名")[0]
    assert "収入要件計算書（試算）" in head
    assert "実際の数値による判定ではありません" in head
    assert "1. 4行目「未分類」の区分: 未分類 → 自費診療" in head
    assert "2. 自費診療（2、4行目）の金額を1.2倍: 計 190円 → 228円" in head
    assert "3. 2行目「自由診療」の科目: 自費 → 自由診療" in head
    assert "照合していません" in head
    assert "書き換える前の判定: 満たす　割合 80.942％" in head
    assert "statement-missing" not in text


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_other_forms_say_it_too(call, written, form):
    result = call(
        "check", written("f.yaml", FIGURES), "--set", "4.kind=other", "--format", form, "--lang", "en"
    )
    assert result.exit_code == 0
    assert "this is not the verdict of the figures themselves" in result.stdout
    words = re.sub(r"<[^>]*>", "", result.stdout)
    assert "1. line 4 (未分類), kind: unclassified → other" in words


def test_an_odd_factor_is_told_as_a_fraction_and_thousands_as_thousands(call, written):
    text = FIGURES.replace("fiscal_year:", "unit: thousand_yen\nfiscal_year:")
    text = text.replace("amount: 960000", "amount: 960")
    edits = ["--set", "self_pay*1/7", "--set", "4*2", "--set", "+name=健診,kind=vaccination,amount=5"]
    result = call("check", written("f.yaml", text), *edits, "--lang", "en")
    words = " ".join(result.stdout.split())
    assert "(line 2), amounts times 1/7: 150 thousand yen → 21 thousand yen in all (cut to whole" in words
    assert "未分類 (line 4), amounts times 2: 40 thousand yen → 80 thousand yen in all 3." in words
    assert "3. line 7 added: 健診 (vaccination), 5 thousand yen" in words


def test_the_totals_of_the_statement_are_dropped_and_their_absence_is_no_warning(what_if, call, written):
    _, data = what_if("4.kind=other", "4.amount=41")
    assert data["what_if"]["statement_dropped"]
    assert data["warnings"] == []
    without = FIGURES.split("statement", maxsplit=1)[0]
    told = call(
        "check", written("g.yaml", without), "--set", "6.internal=いいえ", "--set", "6.分娩件数=2"
    ).stdout
    assert "照合していません" not in told
    assert "2. 6行目「出産」の分娩件数: 記載なし → 2" in told
    _, data = what_if("4.kind=other", text=without)
    assert not data["what_if"]["statement_dropped"]
    assert [warning["code"] for warning in data["warnings"]] == ["statement-missing"]


@pytest.mark.parametrize(
    ("edits", "dropped"),
    [
        (("3.same_tariff=true",), False),
        (("2.name=自由診療", "4.kind=other"), False),
        (("1.amount=761",), True),
        (("4.kind=financial",), True),  # 事業外 by default: another total
        (("4.business=ancillary",), True),
        (("2.internal=true",), True),
        (("+name=新,amount=0,kind=self_pay",), True),
    ],
)
def test_totals_apply_as_long_as_the_lines_add_to_them_what_they_did(what_if, call, written, edits, dropped):
    _, data = what_if(*edits)
    assert data["what_if"]["statement_dropped"] is dropped
    assert data["warnings"] == []
    options = [option for edit in edits for option in ("--set", edit)]
    told = call("check", written("f.yaml", FIGURES), *options).stdout
    assert ("照合していません" in told) is dropped


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_row_of_the_csv_names_the_edits(call, written, lang):
    file = written("f.yaml", FIGURES)
    edits = ("--set", "3.same_tariff=true", "--set", "+name=新,amount=1,kind=self_pay")
    text = call("check", file, *edits, "--format", "csv", "--lang", lang).stdout.removeprefix("\ufeff")
    found = {row["what_if"] for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert found == {"3.same_tariff=true | +name=新,amount=1,kind=self_pay"}
    text = call("check", file, "--format", "csv", "--lang", lang).stdout.removeprefix("\ufeff")
    assert {row["what_if"] for row in csv.DictReader(io.StringIO(text, newline=""))} == {""}


def test_data_carries_the_edits_and_the_verdict_before_them(what_if):
    status, data = what_if("1.amount=100", "3.same_tariff=はい", "3.note=メモ")
    assert status == 1
    assert data["verdict"] == "not_met"
    assert data["what_if"]["original"] == {
        "verdict": "met", "certainty": "settled", "numerator": 807, "denominator": 997, "percent": "80.942",
    }  # fmt: skip
    assert data["what_if"]["edits"][1] == {
        "set": "3.same_tariff=はい", "action": "changed", "lines": [3], "name": "労災",
        "field": "same_tariff",
        "before": False, "after": True, "factor": None, "cut": False, "dropped": [],
    }  # fmt: skip


def test_a_row_of_the_summary_is_marked(call, written):
    file = written("f.yaml", FIGURES)
    assert "満たす（試算）" in call("check", file, "--summary", "--set", "4.kind=other").stdout
    (row,) = json.loads(call("check", file, "--summary", "--set", "4.kind=other", "--format", "json").stdout)
    assert row["what_if"]["edits"][0]["set"] == "4.kind=other"


def test_data_satisfies_its_schema(what_if, call):
    jsonschema = module("jsonschema")
    schema = json.loads(call("schema", "assessment").stdout)
    _, data = what_if("1.amount=100", "自費診療*1.21", "+name=a,kind=other,amount=1", "3.same_tariff=true")
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(data)) == []
    assert data["what_if"]["edits"][1]["cut"]  # 181.5
    del data["what_if"]["original"]
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(data))


def test_figures_as_they_came_carry_no_edits(call, written):
    result = call("check", written("f.yaml", FIGURES), "--format", "json")
    assert "what_if" not in json.loads(result.stdout)


# -- what is wrong with an edit ---------------------------------------------------------------------


def test_every_problem_of_the_edits_at_once_each_at_its_edit(what_if):
    edits = [
        "4.kind=social_insuranse", "99.amount=3", "3.同一基準=たぶん", "自費診寮*2", "2.金が=1",
        "+name=a,amount=1,2", "5.deliveries=5", "1.amount=-1", "予防接種*2", "6*2",
        "+name=a,name=b,kind=other,amount=1",
        "0.amount=1",
    ]  # fmt: skip
    status, data = what_if(*edits)
    assert status == 3
    found = [(error["place"]["file"], error["code"]) for error in data["errors"]]
    assert found == [
        ("--set 4.kind=social_insuranse", "unknown-word"),
        ("--set 99.amount=3", "set-line-missing"),
        ("--set 3.同一基準=たぶん", "not-a-boolean"),
        ("--set 自費診寮*2", "unknown-word"),
        ("--set 2.金が=1", "unknown-key"),
        ("--set +name=a,amount=1,2", "kind-missing"),
        ("--set +name=a,amount=1,2", "amount-format"),
        ("--set 5.deliveries=5", "deliveries-format"),
        ("--set 1.amount=-1", "amount-too-small"),
        ("--set 予防接種*2", "set-kind-absent"),
        ("--set 6*2", "set-deliveries-scaled"),
        ("--set +name=a,name=b,kind=other,amount=1", "set-key-twice"),
        ("--set 0.amount=1", "set-line-missing"),
    ]
    by_place = {error["place"]["file"]: error for error in data["errors"]}
    assert "「social_insurance」ではありませんか" in by_place["--set 4.kind=social_insuranse"]["help"]
    assert "「自費診療」ではありませんか" in by_place["--set 自費診寮*2"]["help"]
    assert "6 行まであります" not in by_place["--set 99.amount=3"]["help"]
    assert by_place["--set 4.kind=social_insuranse"]["place"]["path"] == "revenue[3].kind"


def test_a_kind_that_needs_its_business_asks_for_it(what_if):
    status, data = what_if("1.amount=1", "2.kind=補助金等")
    assert status == 3
    assert [(error["place"]["file"], error["code"]) for error in data["errors"]] == [
        ("--set 2.kind=補助金等", "business-missing")
    ]
    status, data = what_if("2.kind=補助金等", "2.業務=本来業務", "2.granted_for=運営費", "4.kind=other")
    assert status == 0
    assert sums(data) == (957, 997)


def test_a_fact_that_does_not_belong_to_the_kind_is_refused(what_if):
    status, data = what_if("1.copayment=true")
    assert status == 3
    assert data["errors"][0]["code"] == "fact-on-wrong-kind"


def test_deliveries_must_still_agree(what_if):
    status, data = what_if("6.deliveries=500000x2")
    assert status == 3
    assert [error["code"] for error in data["errors"]] == ["deliveries-mismatch"]
    assert data["errors"][0]["place"]["file"] == "--set 6.deliveries=500000x2"


def test_an_amount_beyond_all_bounds_is_told_at_the_last_edit(what_if):
    status, data = what_if("2.note=x", "自費診療*100000000000000")
    assert status == 3
    assert {error["place"]["file"] for error in data["errors"]} == {"--set 自費診療*100000000000000"}


def test_a_sum_beyond_all_bounds_is_told_at_the_last_edit(what_if):
    status, data = what_if("1.amount=900000000000000", "2.amount=900000000000000")
    assert status == 3
    assert [(error["place"]["file"], error["code"]) for error in data["errors"]] == [
        ("--set 2.amount=900000000000000", "total-too-large")
    ]


def test_deliveries_of_a_new_line_that_cannot_be_read(what_if):
    edit = "+name=a,kind=childbirth,deliveries=5,amount=1"
    status, data = what_if(edit)
    assert status == 3
    assert [(error["place"]["file"], error["code"]) for error in data["errors"]] == [
        (f"--set {edit}", "deliveries-format")
    ]


def test_an_amount_that_is_no_number_is_told_once_where_it_was_edited(what_if):
    status, data = what_if("2.amount=1.5", "自費診療*2")
    assert status == 3
    assert [(error["place"]["file"], error["code"]) for error in data["errors"]] == [
        ("--set 2.amount=1.5", "amount-fraction")
    ]


def test_problems_are_shown_in_english_too(call, written):
    result = call("check", written("f.yaml", FIGURES), "--set", "予防接種*2", "--lang", "en")
    assert result.exit_code == 3
    assert result.stderr.startswith("--set 予防接種*2: set-kind-absent\n")
    assert "There is no line of the kind" in result.stderr


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_several_files_cannot_be_edited(call, written, lang):
    file = written("f.yaml", FIGURES)
    result = call("check", file, file, "--set", "1.amount=1", "--lang", lang)
    assert result.exit_code == 2
    assert "--set" in result.stderr


def test_a_table_of_several_corporations_cannot_be_edited(call, written):
    table = written(
        "t.csv",
        "corporation_name,corporation_type,fiscal_year_start,科目,金額,区分\n"
        "甲会,social,2025-04-01,診療,900,社会保険診療\n乙会,social,2025-04-01,診療,900,社会保険診療\n",
    )
    result = call("check", table, "--set", "1.amount=1")
    assert result.exit_code == 3
    assert "several-corporations" in result.stderr


def test_a_file_in_error_is_told_as_ever(call, example):
    result = call("check", example("broken.yaml"), "--set", "1.amount=1")
    assert result.exit_code == 3
    assert "broken.yaml:" in result.stderr


def test_the_raw_statement_is_settled_by_the_answer_to_its_first_question(call, example):
    file = example("raw_statement.yaml")
    asked = json.loads(call("check", file, "--format", "json").stdout)
    first = asked["tests"][0]["questions"][0]
    assert (asked["verdict"], first["lines"], first["facts"]) == ("undetermined", [3], ["same_tariff"])
    result = call("check", file, "--set", "3.same_tariff=true", "--format", "json")
    told = json.loads(result.stdout)["tests"][0]
    answered = json.loads(call("check", example("raw_statement_answered.yaml"), "--format", "json").stdout)
    assert (told["verdict"], told["certainty"]) == ("met", "settled")
    assert told["bounds"] == answered["tests"][0]["bounds"]
    assert "questions" not in told


@pytest.mark.parametrize("edit", ["3.amount=△5", "+name=新,kind=self_pay,amount=△5", "3.金額=△5"])
def test_a_number_is_quoted_as_the_edit_states_it(what_if, edit):
    _, data = what_if(edit)
    (error,) = data["errors"]
    assert error["code"] == "amount-too-small"
    assert "「△5」" in error["message"]


def test_of_a_scaled_amount_the_product_is_told(what_if):
    _, data = what_if("1.amount=△5", "1*2")
    assert "「-10」" in data["errors"][0]["message"]
