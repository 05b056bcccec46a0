"""What a report says: the contract's JSON, the assessment's numbers, nothing that is not there."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from shinryo_ratio.engine import Assessment, assess, compare
from shinryo_ratio.figures import Figures
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.reports import render, render_problems, render_summary
from shinryo_ratio.reports.as_data import assessment_data, comparison_data
from shinryo_ratio.reports.numbers import change, of_hundred, percent, points, yen
from shinryo_ratio.reports.voice import Voice

TOP = [
    "schema",
    "reference",
    "corporation",
    "fiscal_year",
    "basis",
    "verdict",
    "tests",
    "warnings",
    "fingerprint",
]
TEST = [
    "id", "ruleset", "status", "verdict", "certainty", "reason_code", "numerator", "denominator", "threshold",
    "percent", "margins", "bounds", "bounds_all_readings", "open_facts", "open_readings", "items", "bridge",
    "lines",
]  # fmt: skip
LINE = ["line", "name", "amount", "numerator", "denominator", "reason_code", "reason", "citation"]


@pytest.mark.parametrize(
    ("numerator", "denominator", "cut"),
    [
        (2, 3, "66.666"), (799_999, 1_000_000, "79.999"), (4, 5, "80.000"), (0, 7, "0.000"),
        (1, 1, "100.000"), (3, 2, "150.000"),
        (800_009, 1_000_000, "80.000"), (5, 10**15, "0.000"), (-1, 5, None), (1, 0, None),
        (1, -5, None), (None, 5, None), (5, None, None), (10**15 - 1, 10**15, "99.999"),
    ],
)  # fmt: skip
def test_percent_is_cut(numerator: int | None, denominator: int | None, cut: str | None) -> None:
    assert percent(numerator, denominator) == cut


def test_other_numbers() -> None:
    assert [yen(1234567), yen(-1000), yen(0), yen(None)] == ["1,234,567", "△1,000", "0", ""]
    assert [change(5000), change(-5000), change(0)] == ["+5,000", "△5,000", "0"]
    assert [points(2, 3), points(-2, 3)] == ["66.666", "66.666"]
    assert [of_hundred((80, 100)), of_hundred((4, 5)), of_hundred((1, 3))] == ["80", "80", "33.333"]


def test_json_has_the_keys_of_the_contract_in_order(example: Callable[[str], Figures]) -> None:
    data = assessment_data(assess(example("shakai_2025")), "ja")
    assert list(data) == TOP
    assert data["schema"] == "shinryo-ratio/assessment/1"
    income = data["tests"][0]
    assert list(income)[: len(TEST)] == TEST
    assert list(income["lines"][0])[: len(LINE)] == LINE
    assert list(income["margins"]) == [
        "other_revenue_room", "qualifying_loss_room", "qualifying_shortfall", "other_revenue_excess",
    ]  # fmt: skip
    assert list(income["items"][0]) == ["item", "kinds", "numerator"]
    assert list(income["bridge"][0])[:2] == ["reason_code", "amount"]
    assert list(income["bounds"]["low"]) == ["numerator", "denominator"]
    assert income["threshold"] == {"numerator": 80, "denominator": 100, "comparison": ">"}
    assert [test["id"] for test in data["tests"]] == [
        "income_ratio", "main_business_cost_share", "income_to_cost", "self_pay_tariff",
    ]  # fmt: skip
    assert [list(test)[: len(TEST) - 7] for test in data["tests"][1:]] == [TEST[:-7]] * 3
    assert list(data["fingerprint"]) == ["figures", "ruleset", "version"]
    assert json.loads(json.dumps(data)) == data


def test_json_of_open_points(example: Callable[[str], Figures]) -> None:
    income = assessment_data(assess(example("raw_statement")), "en")["tests"][0]
    assert list(income["open_facts"][0]) == ["line", "name", "fact", "decides"]
    assert list(income["open_readings"][0]) == ["id", "choice", "lines", "decides"]


def test_json_of_a_corporation_that_is_not_tested(made: Callable[..., Assessment]) -> None:
    corporation = {"name": "公益社団法人 医師会", "type": "open_hospital", "legal_form": "public_interest"}
    assessment = made(("保険", 5, "social_insurance"), corporation=corporation)
    data = assessment_data(assessment, "ja")
    income = data["tests"][0]
    assert data["reference"] is None
    assert data["verdict"] == "not_applicable"
    assert income["reason_code"] == "public-interest-association"
    for key in ("ruleset", "numerator", "denominator", "threshold", "percent", "margins", "bounds"):
        assert income[key] is None
    assert income["status"] == "secondary"
    assert data["fingerprint"]["ruleset"] is None
    for lang in ("ja", "en"):
        text = render(assessment, "text", lang)
        assert "法人税法施行規則5条柱書" in text
        assert ("対象外" if lang == "ja" else "not applicable") in text


@pytest.mark.parametrize("format", ["text", "markdown", "html", "json", "csv"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_internal_line_cites_no_article_in_the_language_of_the_report(
    lang: Any, format: str, made: Callable[..., Assessment]
) -> None:
    assessment = made(("診療", 5, "social_insurance"), ("社内", 3, "other", {"internal": True}))
    data = format in ("json", "csv")  # every line; the other forms of a comparison speak of what moved
    for subject in (assessment, compare(assessment.figures)) if data else (assessment,):
        told = "".join(re.sub("<[^>]*>", "", render(subject, format, lang)).split())
        assert ("法人内の取引は収入金額に当たらない" in told) is (lang == "ja")
        assert ("atransactioninsidethecorporationisnorevenue" in told) is (lang == "en")


def test_json_of_a_comparison(example: Callable[[str], Figures]) -> None:
    comparison = compare(example("shakai_2025"))
    data = comparison_data(comparison, "ja")
    assert list(data)[:4] == ["schema", "old", "revised", "lines"]
    assert list(data["lines"][0]) == ["line", "name", "amount", "old", "revised"]
    several = json.loads(render((comparison, comparison), "json", "ja"))
    assert [list(one) for one in several] == [["type", "old", "revised"]] * 2


def test_json_of_several_years_is_a_list(example: Callable[[str], Figures]) -> None:
    several = tuple(assess(example(name)) for name in ("shakai_2024", "shakai_2025"))
    assert [one["reference"] for one in json.loads(render(several, "json", "ja"))] == [
        "EX-SHAKAI-2024", "EX-SHAKAI-2025",
    ]  # fmt: skip


@pytest.mark.parametrize("format", ["text", "markdown"])
@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", ["shakai_2025", "shakai_2024", "nintei_maternity", "raw_statement", "group"])
def test_the_numbers_of_a_report_are_those_of_the_assessment(
    name: str, lang: Any, format: str, example: Callable[[str], Figures]
) -> None:
    assessment = assess(example(name))
    test = assessment.income
    report = render(assessment, format, lang)
    assert test.margins is not None
    said = [test.numerator, test.denominator, *(margin for margin in test.margins if margin is not None)]
    said += [item.numerator for item in test.items] + [-step.amount for step in test.bridge]
    for line in test.lines:
        said += [line.amount, line.numerator, line.denominator]
    for sibling in assessment.siblings:
        said += [sibling.numerator, sibling.denominator]
    assert [amount for amount in said if yen(amount) not in report] == []
    assert str(percent(test.numerator, test.denominator)) in report
    joined = "".join(report.split())
    for line in test.lines:
        assert "".join(Voice(lang).citation(line).split("（")[0].split()) in joined
    for value in assessment.fingerprint.values():
        assert str(value) in report


def test_a_settled_report_has_no_empty_sections(example: Callable[[str], Figures]) -> None:
    text = render(assess(example("exactly_80")), "text", "ja")
    for heading in ("取り得る割合の範囲", "未確認事項", "取扱い", "注意", "分子にも分母にも入らない"):
        assert heading not in text
    assert "割合がちょうど 80％で" in text
    assert "社会保険診療の収入があと 1 円増えれば" in text


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([("保険", 81, "social_insurance"), ("自費", 19, "self_pay")], "収入要件を満たします。"),
        ([("保険", 80, "social_insurance"), ("自費", 20, "self_pay")], "割合がちょうど 80％"),
        ([("保険", 79, "social_insurance"), ("自費", 21, "self_pay")], "割合が 80％を超えていません。"),
        ([("利息", 5, "financial")], "分母が0円以下で、割合を計算できません。"),
        ([("保険", 9, "social_insurance"), ("健診", 1, "health_checkup")], "どの場合でも判定は変わり"),
    ],
)  # fmt: skip
def test_the_verdict_in_a_sentence(lines: list[Any], sentence: str, made: Callable[..., Assessment]) -> None:
    assert sentence in render(made(*lines), "text", "ja")


def test_margins_that_make_no_sense_are_not_made_up(made: Callable[..., Assessment]) -> None:
    text = render(made(("自費", 5, "self_pay"), ("保険", 0, "social_insurance")), "text", "ja")
    assert "その他の収入を分母から外すだけでは要件を満たしません。" in text
    text = render(made(("利息", 5, "financial")), "text", "en")
    assert "Margins" not in text


def test_a_confirmed_reading_is_told_with_who_and_when(made: Callable[..., Assessment]) -> None:
    confirmed = {"choice": "alternative", "confirmed_by": "県医療政策課 回答", "date": "2026-02-10"}
    lines = (("介護", 100, "long_term_care", {"copayment": True}), ("保険", 900, "social_insurance"))
    assessment = made(*lines, readings={"care-copayment": confirmed})
    assert "県医療政策課 回答" in render(assessment, "text", "ja")
    assert "県医療政策課 回答, 2026-02-10" in render(assessment, "markdown", "en")
    assert "選んだ取扱い care-copayment により" in render(assessment, "text", "ja")


def test_what_else_decides_is_told(made: Callable[..., Assessment]) -> None:
    assessment = made(
        ("保険", 900, "social_insurance"),
        ("駐車場", 5, "other", {"section": "non_operating"}),
        ("会館", 5, "other", {"business": "ancillary_other"}),
        accounting_standard="hospital",
        unit="thousand_yen",
        fiscal_year={"start": "2024-04-01", "end": "2025-03-31"},
        elections={"covid_subsidy_measure": True},
    )
    text = render(assessment, "text", "ja")
    for words in ("病院会計準則", "算定式に含める取扱い", "千円単位の入力", "事業外損益に計上されているが"):
        assert words in text


def test_missing_parts_of_the_sibling_tests_are_named(made: Callable[..., Assessment]) -> None:
    text = render(made(("保険", 9, "social_insurance")), "text", "ja")
    text = "".join(line.strip() for line in text.splitlines())
    assert "本来業務の費用（costs.main_business）、全ての業務の費用（costs.all_businesses）" in text
    assert "自費患者への請求が同一基準かの申告" in text


def test_sibling_test_names_the_lines_in_doubt(made: Callable[..., Assessment]) -> None:
    assessment = made(
        ("保険", 900, "social_insurance"),
        ("不明", 700, "subsidy", {"business": "main"}),
        costs={"main_business": 700, "all_businesses": 800},
    )
    assert "2行目の確認" in render(assessment, "text", "ja")


def test_the_years_of_two_corporations_are_not_compared(made: Callable[..., Assessment]) -> None:
    one = made(("保険", 9, "social_insurance"))
    other = made(("保険", 9, "social_insurance"), corporation={"name": "別の会", "type": "social"})
    assert "年度の比較" not in render((one, other), "text", "ja")
    same_year = render((one, one), "text", "ja")
    assert "年度の比較" in same_year
    assert "前年度からの増減" not in same_year


def test_years_without_a_ratio(made: Callable[..., Assessment]) -> None:
    corporation = {"name": "厚生連", "type": "koseiren"}
    several = [
        made(("保険", 9, "social_insurance"), corporation=corporation, fiscal_year={"start": start})
        for start in ("2022-04-01", "2023-04-01")
    ]
    table = render(several, "text", "ja").split("年度の比較")[1]
    assert "対象外" in table
    assert "koseiren/2023-04-01" in table


def test_nothing_moved(made: Callable[..., Assessment]) -> None:
    figures = made(("保険", 9, "social_insurance")).figures
    assert "扱いの変わる科目はありません" in render(compare(figures), "text", "ja")


def test_a_comparison_without_a_denominator(made: Callable[..., Assessment]) -> None:
    figures = made(("収益業務", 9, "other", {"business": "profit"})).figures
    text = render(compare(figures), "text", "ja")
    assert "分母が0円以下" in text
    assert "単独の影響  ―" in text


def test_problems_and_summary() -> None:
    problem = Problem("file-empty", Place(file="a.yaml"))
    assert render_problems([problem], "ja") == (
        "a.yaml: file-empty\n"
        "    ファイルに内容がありません。\n"
        "    直し方: shinryo-ratio init でひな形を作れます。\n"
        "誤り 1 件\n"
    )
    assert json.loads(render_problems([problem], "en", "json")) == {"errors": [problem.as_dict("en")]}
    assert render_problems([Problem("file-empty", Place())], "en").startswith("file-empty\n")
    rows = json.loads(render_summary([("a.yaml", FiguresError([problem]))], "json", "ja"))
    assert rows == [{"file": "a.yaml", "errors": [problem.as_dict("ja")]}]


def test_what_cannot_be_rendered(made: Callable[..., Assessment]) -> None:
    with pytest.raises(ValueError, match="format"):
        render(made(("保険", 9, "social_insurance")), "pdf", "ja")
    with pytest.raises(ValueError, match="nothing"):
        render((), "text", "ja")


def test_a_corporation_without_sibling_tests(made: Callable[..., Assessment]) -> None:
    assessment = made(("保険", 9, "social_insurance")).changed(siblings=())
    assert "併せて判定した要件" not in render(assessment, "text", "ja")


def test_an_undetermined_year_has_no_margin_in_a_table(example: Callable[[str], Figures]) -> None:
    summary = render_summary([("a", assess(example("raw_statement")))], "text", "ja")
    assert "余裕 " not in summary
    assert "不足 " not in summary
    data = json.loads(render_summary([("a", assess(example("raw_statement")))], "json", "ja"))
    assert data[0]["open_facts"] == 5
    assert data[0]["verdict"] == "undetermined"


def test_the_portion_shown_beside_the_threshold(example: Callable[[str], Figures]) -> None:
    assessment = assess(example("open_hospital"))
    beside = assessment_data(assessment, "ja")["tests"][0]["shown_beside"]
    assert beside == {"numerator": 80, "denominator": 100, "comparison": ">", "exceeds": False}
    assert "80％を超えない（この法人区分の基準は 60％）" in render(assessment, "text", "ja")


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("format_", ["text", "markdown", "html", "csv"])
def test_lines_of_zero_yen_have_their_reason(format_, lang):
    """Every kind at 0 yen, as a filled template has them: no reason speaks of an item that is not known."""
    kinds = [kind for kind in v.KINDS if kind != "unclassified"]
    revenue = [{"name": kind, "amount": 0, "kind": kind, "business": "main"} for kind in kinds]
    figures = Figures.model_validate(
        {
            "corporation": {"name": "見本会", "type": "social"},
            "fiscal_year": {"start": "2025-04-01"},
            "revenue": [*revenue, {"name": "保険", "amount": 1, "kind": "social_insurance"}],
        }
    )
    text = render(assess(figures), format_, lang)
    assert "「?」" not in text
    assert " as ?" not in text


def test_a_corporation_outside_the_test_is_told_with_what_is_not_confirmed() -> None:
    """law.md section 1: that years before 2023-04-01 are not tested is assumed."""
    said = {
        "corporation": {"name": "事例厚生連", "type": "koseiren"},
        "fiscal_year": {"start": "2022-04-01"},
        "revenue": [{"name": "保険", "amount": 1, "kind": "social_insurance"}],
    }
    assessment = assess(Figures.model_validate(said))
    text = render(assessment, "text", "ja")
    assert "対象外（要確認）" in text
    assert "確認できていない点  2023-04-01より前に始まる会計年度を対象外とすること" in text
    (test,) = assessment_data(assessment, "en")["tests"]
    assert test["status"] == "assumed"
    (words,) = test["unconfirmed"]
    assert words.startswith("that years which begin before 2023-04-01 are not tested (assumed")


def test_the_elected_measure_is_told_as_not_confirmed_where_it_counts(
    example: Callable[[str], Figures],
) -> None:
    """law.md section 5: a notice whose text was not read; a revised definition has no part in it."""

    def of_measure(data: dict[str, Any]) -> list[str]:
        return [words for words in data["unconfirmed"] if "62号" in words]

    elected, plain = example("covid_2021_elected"), example("covid_2021_not_elected")
    assert len(of_measure(assessment_data(assess(elected), "ja")["tests"][0])) == 1
    assert of_measure(assessment_data(assess(plain), "ja")["tests"][0]) == []
    compared = comparison_data(compare(elected), "ja")
    assert len(of_measure(compared["old"])) == 1
    assert of_measure(compared["revised"]) == []


def test_a_sibling_test_is_marked_by_its_own_status(example: Callable[[str], Figures]) -> None:
    """The list behind the old 150% test is assumed (law.md section 7); the cost share of the text is not."""
    text = render(assess(example("shakai_2024")), "text", "ja")
    share, income = (
        next(line for line in text.splitlines() if line.strip().startswith(name))
        for name in ("本来業務", "収入と費用の比（150％）")
    )
    assert share.endswith("満たす")
    assert income.endswith("満たす（要確認）")
