"""Assessing as a caller does it: own law files, comparisons, warnings, what stands beside the verdict."""

from pathlib import Path
from typing import Any

import pytest

from shinryo_ratio.engine import assess, compare, decide_year, governing
from shinryo_ratio.engine.fingerprint import deciding_content
from shinryo_ratio.figures import Figures
from shinryo_ratio.law import Law, RuleSet
from shinryo_ratio.problems import FiguresError

SOCIAL = (Path(__file__).parents[2] / "src/shinryo_ratio/law/data/social.toml").read_text("utf-8")


def figures(*revenue: dict[str, Any], **said: Any) -> Figures:
    corporation = {"name": "事例会", "type": "social", **said.pop("corporation", {})}
    year = said.pop("fiscal_year", {"start": "2025-04-01"})
    lines = [{"name": "科目", **line} for line in revenue]
    return Figures.model_validate({"corporation": corporation, "fiscal_year": year, "revenue": lines, **said})


def line(kind: str, amount: int, **facts: Any) -> dict[str, Any]:
    return {"kind": kind, "amount": amount, **facts}


NINETY = (line("social_insurance", 900), line("self_pay", 100))


@pytest.fixture
def stricter(tmp_path: Path) -> Path:
    """A law file of one's own: the revised threshold at 95%."""
    start = SOCIAL.index('[[rulesets]]\nid = "social/2025-04-01"')
    own = SOCIAL[: SOCIAL.index("# ----")] + SOCIAL[start:].replace("numerator = 80", "numerator = 95")
    file = tmp_path / "own.toml"
    file.write_text(own, "utf-8")
    return file


def test_an_own_law_is_a_law_or_a_path(stricter: Path) -> None:
    document = figures(*NINETY)
    assert assess(document).verdict == "met"
    for law in (Law.load(stricter), stricter, str(stricter)):
        assert assess(document, law=law).verdict == "not_met"
        compared = compare(document, law=law)
        assert (compared.old.verdict, compared.revised.verdict) == ("met", "not_met")
    assert assess(document).fingerprint["ruleset"] != assess(document, law=stricter).fingerprint["ruleset"]


def test_compare_takes_the_election_on_the_old_side_alone() -> None:
    """Contract section 4: an election counts on the old side, by the real end date."""
    lines = (line("social_insurance", 750), line("self_pay", 150),
             line("subsidy", 100, business="main", covid=True, granted_for="operations"))  # fmt: skip
    elected = figures(*lines, elections={"covid_subsidy_measure": True})
    compared = compare(elected)
    assert (compared.old.numerator, compared.old.denominator) == (850, 1000)
    assert (compared.revised.numerator, compared.revised.denominator) == (850, 1000)
    assert compared.old.items[-1].numerator == 100
    plain = compare(figures(*lines))
    assert (plain.old.numerator, plain.old.denominator) == (750, 1000)
    with pytest.raises(FiguresError) as caught:
        assess(elected)
    assert caught.value.problems[0].code == "covid-election-outside-measure"


def test_compare_refuses_an_election_before_the_measure() -> None:
    early = figures(*NINETY, fiscal_year={"start": "2018-04-01"}, elections={"covid_subsidy_measure": True})
    with pytest.raises(FiguresError) as caught:
        compare(early)
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.path) == (
        "covid-election-outside-measure",
        "elections.covid_subsidy_measure",
    )
    assert (problem.values["end"], problem.values["from"]) == ("2019-03-31", "2020-04-01")


def test_from_when_the_measure_may_be_elected_is_read_from_the_law(tmp_path: Path) -> None:
    """An own law that opens the measure a year later says so; one without a measure names no day."""
    start = SOCIAL.index('[[rulesets]]\nid = "social/2019-04-01"')
    own = SOCIAL[: SOCIAL.index("# ----")] + SOCIAL[start : SOCIAL.index('[[rulesets]]\nid = "social/2025')]
    without = own[: own.index("[rulesets.covid_measure]")] + own[own.index('[[rulesets.items]]\nof = "') :]
    elected = figures(*NINETY, fiscal_year={"start": "2019-04-02"}, elections={"covid_subsidy_measure": True})
    assert assess(elected).verdict == "met"
    later = own.replace("ends_from = 2020", "ends_from = 2021")
    for text, opened in ((later, "2021-04-01"), (without, "－")):
        file = tmp_path / "own.toml"
        file.write_text(text, "utf-8")
        with pytest.raises(FiguresError) as caught:
            assess(elected, law=file)
        assert caught.value.problems[0].values["from"] == opened


def test_the_sums_alone_are_those_of_the_assessment() -> None:
    document = figures(*NINETY)
    ruleset = governing(document)
    assert isinstance(ruleset, RuleSet)
    decision, test = decide_year(document, ruleset), assess(document).income
    assert (decision.verdict, decision.margins) == (test.verdict, test.margins)
    assert decision.sums.denominator == test.denominator == 1000


def test_open_hospital_stands_beside_80_percent() -> None:
    """law.md section 1: decided at 60%, shown beside 80%."""
    said = {"corporation": {"type": "open_hospital", "legal_form": "general"}}
    between = assess(figures(line("social_insurance", 70), line("self_pay", 30), **said))
    above = assess(figures(line("social_insurance", 81), line("self_pay", 19), **said))
    exactly = assess(figures(line("social_insurance", 80), line("self_pay", 20), **said))
    assert [a.verdict for a in (between, above, exactly)] == ["met"] * 3
    assert [a.income.exceeds_shown_beside for a in (between, above, exactly)] == [False, True, False]
    assert assess(figures(*NINETY)).income.exceeds_shown_beside is None
    assert assess(figures(line("self_pay", 0), **said)).income.exceeds_shown_beside is None


def codes(document: Figures) -> dict[str, dict[str, Any]]:
    return {notice.code: dict(notice.values) for notice in assess(document).warnings}


def test_warnings() -> None:
    given = {"statement": {"main": 1000}}
    assert codes(figures(*NINETY, **given)) == {}
    assert "statement-missing" in codes(figures(*NINETY))
    short = {"start": "2025-04-01", "end": "2025-12-31"}
    assert "short-year" in codes(figures(*NINETY, fiscal_year=short))
    assert "thousand-yen" in codes(figures(*NINETY, unit="thousand_yen"))
    assert "definition-unconfirmed" in codes(figures(*NINETY, fiscal_year={"start": "2024-04-01"}))
    # the text was read up to 2026-05-01: a year that begins on it is still held, the day after is not
    assert "after-text-read" not in codes(figures(*NINETY, fiscal_year={"start": "2026-05-01"}))
    assert codes(figures(*NINETY, fiscal_year={"start": "2026-05-02"}))["after-text-read"] == {
        "read_until": "2026-05-01"
    }


def test_warnings_of_lines() -> None:
    said = {"fiscal_year": {"start": "2021-04-01"}}
    found = codes(
        figures(
            *NINETY,
            line("subsidy", 10, business="main", section="non_operating", granted_for="operations"),
            line("subsidy", 10, business="main", granted_for="fixed_assets"),
            line("subsidy", 10, business="main", granted_for="operations", covid=True),
            line("financial", 10, section="operating"),
            line("financial", 10),
            line("subsidy", 10, business="main", section="non_operating", internal=True),
            **said,
        )
    )
    assert found["subsidy-booked-non-operating"] == {"lines": "3"}
    assert found["fixed-asset-subsidy-in-denominator"] == {"lines": "4"}
    assert found["covid-lines-not-elected"] == {"lines": "5"}
    assert found["financing-in-denominator"] == {"lines": "6"}


@pytest.mark.parametrize(
    ("start", "end", "straddles"),
    [
        ("2025-04-01", "2026-03-31", False),
        ("2025-10-01", "2026-09-30", True),
        ("2026-04-01", "2027-03-31", False),
    ],
)
def test_a_year_that_straddles_the_tariff_rule(start: str, end: str, straddles: bool) -> None:
    """law.md section 7: judged by the later rule, with a warning."""
    found = codes(figures(*NINETY, fiscal_year={"start": start, "end": end}))
    assert ("tariff-rule-straddles" in found) == straddles


def test_an_undetermined_income_test_names_the_lines() -> None:
    """150%: 900 is certain, up to 1,100 possible, against a cost of 700 (limit 1,050)."""
    document = figures(
        line("social_insurance", 900),
        line("subsidy", 200, business="main"),
        costs={"main_business": 700},
    )
    found = {test.id: test for test in assess(document).siblings}["income_to_cost"]
    assert (found.verdict, found.missing, found.numerator) == ("undetermined", ("revenue[1]",), 900)
    surely = figures(
        line("social_insurance", 900), line("subsidy", 150, business="main"), costs={"main_business": 700}
    )
    assert {test.id: test.verdict for test in assess(surely).siblings}["income_to_cost"] == "met"


def test_thousand_yen_leaves_a_sibling_test_open_only_at_the_line() -> None:
    """63%: 630 thousand of 1,000 thousand may be either side by the last digits; 640 is above for certain."""
    for cost, verdict, missing in ((630, "undetermined", ("unit",)), (640, "met", ()), (620, "not_met", ())):
        document = figures(
            *NINETY, unit="thousand_yen", costs={"main_business": cost, "all_businesses": 1000}
        )
        found = {test.id: test for test in assess(document).siblings}["main_business_cost_share"]
        assert (found.verdict, found.missing) == (verdict, missing)
    income = figures(line("social_insurance", 1500), unit="thousand_yen", costs={"main_business": 1000})
    found = {test.id: test for test in assess(income).siblings}["income_to_cost"]
    assert (found.verdict, found.missing) == ("undetermined", ("unit",))


def test_no_cost_at_all_leaves_the_share_undetermined() -> None:
    document = figures(*NINETY, costs={"main_business": 0, "all_businesses": 0})
    assert {test.id: test.verdict for test in assess(document).siblings}[
        "main_business_cost_share"
    ] == "undetermined"


def test_the_verdict_of_an_assessment_is_that_of_the_income_ratio() -> None:
    assessment = assess(figures(*NINETY, declarations={"self_pay_same_tariff": False}))
    assert assessment.verdict == "met"
    assert [test.id for test in assessment.tests] == [
        "income_ratio",
        "main_business_cost_share",
        "income_to_cost",
        "self_pay_tariff",
    ]
    assert assessment.tests[3].verdict == "not_met"


def test_percent_is_cut_never_rounded() -> None:
    """2/3 is 66.666…, 79,999/100,000 is 79.999; a negative numerator has none (contract section 4)."""
    for insured, other, percent in ((2, 1, "66.666"), (79_999, 20_001, "79.999"), (0, 5, "0.000")):
        test = assess(figures(line("social_insurance", insured), line("self_pay", other))).income
        assert test.percent == percent
    negative = figures(line("insurance_deduction", -1), line("self_pay", 5))
    assert assess(negative).income.percent is None
    assert assess(figures(*NINETY)).income.status == "primary"


def test_not_applicable_has_no_sums() -> None:
    said = {"corporation": {"type": "open_hospital", "legal_form": "public_interest"}}
    assessment = assess(figures(*NINETY, **said))
    test = assessment.income
    assert (assessment.verdict, test.reason_code) == ("not_applicable", "public-interest-association")
    assert (test.ruleset, test.numerator, test.margins, test.bounds) == (None, None, None, None)
    assert test.lines == ()
    assert assessment.siblings == ()
    assert (test.percent, test.status) == (None, "secondary")  # 法人税法施行規則5条柱書, as the JSON says it
    assert assessment.questions == ()
    assert assessment.fingerprint["ruleset"] is None


def test_results_are_frozen() -> None:
    assessment = assess(figures(*NINETY))
    with pytest.raises(AttributeError):
        assessment.income.verdict = "met"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        assessment.figures = None  # type: ignore[misc,assignment]
    assert isinstance(assessment.income.lines, tuple)


def test_an_internal_line_of_thousand_yen_figures_counts_nowhere() -> None:
    document = figures(*NINETY, line("social_insurance", 50, internal=True), unit="thousand_yen")
    test = assess(document).income
    assert (test.numerator, test.denominator) == (900_000, 1_000_000)
    assert [step.reason_code for step in test.bridge] == ["internal"]
    assert test.bridge[0].amount == 50_000
    assert test.bounds is not None
    # 899,001 … 900,999 counted, 99,001 … 100,999 not
    assert test.bounds.low == (899_001, 1_000_000)
    assert test.bounds.high == (900_999, 1_000_000)


def test_the_fingerprint_writes_dates_and_deliveries_as_plain_data() -> None:
    born = line("childbirth", 960_000, deliveries=[{"fee": 480_000, "count": 2}])
    content = deciding_content(figures(*NINETY, born))
    assert content["fiscal_year"] == {"start": "2025-04-01", "end": "2026-03-31"}
    assert content["revenue"][2]["deliveries"] == [{"fee": 480_000, "count": 2}]
    assert "name" not in content["revenue"][0]
    trace = assess(figures(*NINETY)).income.lines[0]
    assert (trace.kind, trace.business, trace.section) == ("social_insurance", "main", "operating")


def test_a_line_of_zero_yen_has_its_place_and_its_item() -> None:
    """「ないものは 0 と書く」: such a line is shown where its kind stands, under its item."""
    lines = [
        ("social_insurance", {}, True, "(1)"),
        ("workers_compensation", {}, True, "(1)"),
        ("health_checkup", {"same_tariff": True}, True, "(2)"),
        ("health_checkup", {"same_tariff": False}, True, None),
        ("childbirth", {}, True, "(4)"),
        ("subsidy", {"business": "main", "granted_for": "operations"}, True, "(7)"),
        ("subsidy", {"business": "main", "granted_for": "fixed_assets"}, False, None),
        ("room_charge", {}, True, None),
        ("financial", {}, False, None),
    ]
    revenue = [{"name": kind, "amount": 0, "kind": kind, **facts} for kind, facts, _, _ in lines]
    traces = assess(figures(*revenue, {"amount": 1, "kind": "social_insurance"})).income.lines
    assert [(trace.in_denominator, trace.item) for trace in traces[:-1]] == [told[2:] for told in lines]
