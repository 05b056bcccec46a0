"""What to ask: against every answer tried one by one, and against cases worked by hand."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from shinryo_ratio.engine import Assessment, assess
from shinryo_ratio.figures import Figures
from support import naive, strategies

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
VALUES: dict[str, tuple[Any, ...]] = {
    "kind": ("social_insurance", "other"),
    "business": ("ancillary_medical", "ancillary_other"),
    "same_tariff": (True, False),
    "granted_for": ("operations", "fixed_assets"),
}


# -- every answer, tried one by one -----------------------------------------------------------------


def _variants(line: dict[str, Any], facts: tuple[str, ...]) -> list[dict[str, Any]]:
    """What a yen of the line may be, as lines whose facts are known."""
    found = [{}]
    for fact in facts:
        found = [{**one, fact: value} for one in found for value in VALUES[fact]]
    for one in found:
        if one.get("kind") == "social_insurance":
            one.pop("business", None)
    return [one for index, one in enumerate(found) if one not in found[:index]]


def _answers(figures: Figures, question: Any) -> Iterator[tuple[dict[int, int], list[Figures]]]:
    """Every split of the line: the yen of each variant, and the figures that say so."""
    document = figures.model_dump(exclude_unset=True, by_alias=True)
    index = question.line - 1
    line = document["revenue"][index]
    variants = _variants(line, question.facts)
    for yen in naive.splits(line["amount"], len(variants)):
        parts = [{**line, **one, "amount": part} for one, part in zip(variants, yen, strict=True)]
        revenue = [*document["revenue"][:index], *parts, *document["revenue"][index + 1 :]]
        yield dict(enumerate(yen)), Figures.model_validate({**document, "revenue": revenue})


def _verdict(figures: Figures, setting: set[str]) -> str | None:
    """The verdict at a setting by brute force; None where no value of the unknowns has D > 0."""
    low, high = naive.extremes(figures, setting)
    if low is None or high is None:
        return None
    limit = naive.threshold(figures.corporation.type)
    if Fraction(*low) > limit:
        return "met"
    return "undetermined" if Fraction(*high) > limit else "not_met"


def _settings(assessment: Assessment) -> list[set[str]]:
    """Every setting of the open readings that lines touch."""
    assert assessment.income.decision is not None
    touched = {id_ for id_, _ in assessment.income.decision.plan.readings}
    chosen = naive.at_chosen(assessment.figures)
    found = [chosen - touched]
    for id_ in touched:
        found += [one | {id_} for one in found]
    return found


def _agreed(verdicts: list[str | None]) -> str | None:
    return verdicts[0] if len(set(verdicts)) == 1 and verdicts[0] != "undetermined" else "undetermined"


def _check_line(assessment: Assessment, question: Any) -> None:
    figures = assessment.figures
    here, everywhere = [naive.at_chosen(figures)], _settings(assessment)
    line = figures.revenue[question.line - 1].model_dump()
    variants = _variants(line, question.facts)
    by_scope: dict[str, list[tuple[dict[int, int], str | None]]] = {"here": [], "everywhere": []}
    for yen, answered in _answers(figures, question):
        by_scope["here"].append((yen, _agreed([_verdict(answered, one) for one in here])))
        by_scope["everywhere"].append((yen, _agreed([_verdict(answered, one) for one in everywhere])))
    verdicts = {verdict for _, verdict in by_scope["here"]}
    assert (question.settles == "none") == (not verdicts & {"met", "not_met"})
    others_open = any(fact.line != question.line for fact in assessment.income.open_facts)
    if question.settles == "every" or not others_open:
        assert (question.settles == "every") == (not verdicts & {"undetermined", None})
    if question.settles == "every" and question.certainty == "settled":
        assert not {verdict for _, verdict in by_scope["everywhere"]} & {"undetermined", None}
    for enough in question.enough:
        scope = by_scope["everywhere" if enough.certainty == "settled" else "here"]
        variant = variants.index(dict(enough.said))
        holding = {verdict for yen, verdict in scope if yen[variant] >= enough.yen}
        assert holding - {None} == {enough.verdict}
        one_less = {verdict for yen, verdict in scope if yen[variant] >= enough.yen - 1}
        assert enough.yen == 1 or one_less - {None} != {enough.verdict}
    # a verdict that some whole answer gives is told, under every reading where it holds there
    told = {(enough.verdict, enough.certainty) for enough in question.enough}
    for yen, verdict in by_scope["everywhere"]:
        if verdict in ("met", "not_met") and max(yen.values()) == line["amount"]:
            assert (verdict, "settled") in told


@settings(max_examples=90, deadline=None, suppress_health_check=SLOW)
@given(strategies.figures(st.integers(0, 5), most_lines=4))
def test_questions_about_lines(figures: Figures) -> None:
    assessment = assess(figures)
    assume(assessment.verdict == "undetermined" and assessment.income.reason_code is None)
    assert assessment.income.decision is not None
    assume(len(assessment.income.decision.plan.readings) <= 2)
    asked = {question.line for question in assessment.questions if question.about == "line"}
    assert asked == {fact.line for fact in assessment.income.open_facts}
    for question in assessment.questions:
        if question.about == "line":
            _check_line(assessment, question)


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(st.data())
def test_a_line_of_unknown_scope_beside_a_limb(data: st.DataObject) -> None:
    """The denominator that an answer gives decides whether 労災 counts: a mixture may settle it alone."""
    document = data.draw(strategies.documents(st.integers(0, 40), known=True, most_lines=2))
    document["readings"] = {}
    document["fiscal_year"]["start"] = "2025-04-01"
    document["elections"] = {}
    tariff = data.draw(st.sampled_from([{}, {"same_tariff": False}]))
    document["revenue"] += [
        {"name": "労災", "kind": "workers_compensation", "amount": data.draw(st.integers(1, 9)), **tariff},
        {"name": "診療", "kind": "social_insurance", "amount": data.draw(st.integers(0, 60))},
        {
            "name": "附帯",
            "kind": "other_care",
            "amount": data.draw(st.integers(1, 30)),
            "business": "ancillary",
        },
    ]
    assessment = assess(Figures.model_validate(document))
    assume(assessment.verdict == "undetermined" and assessment.income.reason_code is None)
    assert assessment.income.decision is not None
    assume(len(assessment.income.decision.plan.readings) <= 2)
    for question in assessment.questions:
        if question.about == "line":
            _check_line(assessment, question)


# -- cases worked by hand -----------------------------------------------------------------------------


def _assessed(*lines: dict[str, Any], **changes: Any) -> Assessment:
    """An assessment of a 社会医療法人 in 2025 (threshold 4/5: the ratio exceeds it when 5N > 4D)."""
    document: dict[str, Any] = {
        "corporation": {"name": "事例会", "type": "social", "legal_form": "general"},
        "fiscal_year": {"start": "2025-04-01"},
        "revenue": [{"name": line["kind"], **line} for line in lines],
    }
    return assess(Figures.model_validate({**document, **changes}))


INSURED = "social_insurance"


def test_a_line_alone_settles_the_verdict_whatever_it_is() -> None:
    """N from 700 to 900 of D = 1000: met from 801 on, so 101 yen counted are enough; or 100 not counted."""
    (question,) = _assessed(
        {"kind": INSURED, "amount": 700},
        {"kind": "self_pay", "amount": 100},
        {"kind": "unclassified", "amount": 200, "business": "main"},
    ).questions
    assert (question.about, question.line, question.amount, question.facts) == ("line", 3, 200, ("kind",))
    assert (question.settles, question.certainty) == ("every", "settled")
    assert question.closes == 5 * 200
    assert question.enough == (
        ("met", (("kind", INSURED),), 101, "settled"),
        ("not_met", (("kind", "other"),), 100, "settled"),
    )


def test_the_question_that_may_settle_alone_comes_first() -> None:
    """5N - 4D runs from -400 to 600: 100 of self-pay or care cannot turn it, 500 can."""
    assessment = _assessed(
        {"kind": INSURED, "amount": 600},
        {"kind": "unclassified", "amount": 80, "business": "main"},
        {"kind": "health_checkup", "amount": 320},
    )
    # N = 600 … 1000 of D = 1000; without the check-up 600 … 680: not met; with it 920 … 1000: met
    first, second = assessment.questions
    assert (first.line, first.settles, first.facts) == (3, "some", ("same_tariff",))
    # 320 - 119 = 201 on the tariff: 600 + 201 = 801; 80 could be self-pay all the same
    # not met for certain: 680 + (320 - x) <= 800, so x >= 200
    assert first.enough == (
        ("met", (("same_tariff", True),), 201, "settled"),
        ("not_met", (("same_tariff", False),), 200, "settled"),
    )
    assert (second.line, second.settles, second.certainty, second.enough) == (2, "none", None, ())


def test_a_mixture_settles_where_no_whole_answer_does() -> None:
    """労災 10 counts while 10 ≤ D / 10, so from D = 100 on. With y of the ancillary 12 in scope:

    D = 75 + 10 + 8 + 2 + y = 95 + y and N = 75 … 77, and 10 more from y = 5 on. y = 0: 75/95 to 77/95, open;
    y = 12: 85/107 to 87/107, open; y = 5: 85/100, met. Neither whole answer settles it, a part does.
    """
    readings = {
        "approximately-ten-percent": {"choice": "default", "confirmed_by": "県", "date": "2026-02-10"}
    }
    assessment = _assessed(
        {"kind": INSURED, "amount": 75},
        {"kind": "workers_compensation", "amount": 10, "same_tariff": False},
        {"kind": "self_pay", "amount": 8},
        {"kind": "health_checkup", "amount": 2},
        {"kind": "other_care", "amount": 12, "business": "ancillary"},
        readings=readings,
    )
    assert assessment.verdict == "undetermined"
    by_line = {question.line: question for question in assessment.questions}
    assert by_line[5].settles == "some"
    assert by_line[5].enough == ()
    assert by_line[4].settles == "none"


def test_deliveries_are_asked_by_what_lies_within_the_cap() -> None:
    """500,000 to 1,000,000 of 1,200,000 count (two deliveries); D = 4,000,000; met above 3,200,000."""
    (question,) = _assessed(
        {"kind": INSURED, "amount": 2_500_000},
        {"kind": "self_pay", "amount": 300_000},
        {"kind": "childbirth", "amount": 1_200_000, "delivery_count": 2},
    ).questions
    assert (question.facts, question.settles, question.closes) == (("deliveries",), "every", 5 * 500_000)
    assert question.enough == (
        ("met", (("deliveries", "within_cap"),), 700_001, "settled"),
        ("not_met", (("deliveries", "beyond_cap"),), 500_000, "settled"),
    )


def test_deliveries_where_a_reading_takes_the_item_away() -> None:
    """assumed-item: by the other side childbirth does not count at all: nothing of it is enough for met."""
    assessment = _assessed(
        {"kind": INSURED, "amount": 2_500_000},
        {"kind": "self_pay", "amount": 300_000},
        {"kind": "childbirth", "amount": 1_200_000, "delivery_count": 2},
        corporation={"name": "事例会", "type": "koseiren"},
    )
    question = next(question for question in assessment.questions if question.about == "line")
    assert (question.settles, question.certainty) == ("every", "depends_on_reading")
    assert question.enough == (
        ("met", (("deliveries", "within_cap"),), 700_001, "depends_on_reading"),
        ("not_met", (("deliveries", "beyond_cap"),), 500_000, "settled"),
    )
    reading = next(question for question in assessment.questions if question.about == "reading")
    # by the default it stays open; by the alternative 2,500,000 of 4,000,000: not met
    assert (reading.subject, reading.settles) == ("assumed-item", "some")
    assert reading.enough == (("not_met", (("assumed-item", "alternative"),), None, "settled"),)


def test_several_facts_of_one_line_are_one_question() -> None:
    """Unclassified in an ancillary business: 300 may count, be in the denominator alone, or be out.

    N = 700 … 1000, D = 800 … 1100; in the denominator alone: 700 / 1100, out: 700 / 800.
    """
    (question,) = _assessed(
        {"kind": INSURED, "amount": 700},
        {"kind": "self_pay", "amount": 100},
        {"kind": "unclassified", "amount": 300, "business": "ancillary"},
    ).questions
    assert question.facts == ("kind", "business")
    assert question.settles == "every"
    # counted x, the rest alone in D: 5 (700 + x) > 4 · 1100 from x = 181 on
    # out x, the rest alone in D: 3500 > 4 (1100 - x) from x = 226 on: more is needed
    # alone x, the rest counted: 5 (1000 - x) <= 4400 from x = 120 on
    # alone x, the rest out: 3500 <= 4 (800 + x) from x = 75 on: the rest may be counted, so 120
    assert question.enough[0] == ("met", (("kind", INSURED),), 181, "settled")
    assert question.enough[1][:3] == ("not_met", (("kind", "other"), ("business", "ancillary_medical")), 120)


def test_a_subsidy_is_asked_by_its_purpose_and_a_reading_makes_it_a_matter_of_choice() -> None:
    """Operations count; fixed assets are out, or by the other reading in the denominator."""
    assessment = _assessed(
        {"kind": INSURED, "amount": 795},
        {"kind": "self_pay", "amount": 200},
        {"kind": "subsidy", "amount": 100, "business": "main"},
    )
    by_subject = {question.subject: question for question in assessment.questions}
    subsidy = by_subject["subsidy"]
    # out: 795 / 995, not met. x for operations, the rest out: 5 (795 + x) > 4 (995 + x) from x = 6 on;
    # by the other reading, the rest in the denominator: 5 (795 + x) > 4 · 1095 from x = 82 on
    # x for fixed assets, the rest for operations: 5 (895 - x) <= 4 (1095 - x) from x = 95 on, and by the
    # other reading 5 (895 - x) <= 4380 from x = 19 on: under both from 95 on
    assert (subsidy.settles, subsidy.certainty) == ("every", "depends_on_reading")
    assert subsidy.enough == (
        ("met", (("granted_for", "operations"),), 82, "settled"),
        ("not_met", (("granted_for", "fixed_assets"),), 95, "settled"),
    )


def test_thousands_are_one_question_for_all_lines_they_concern() -> None:
    """800 of 1000 thousand: 799,001 … 800,999 count of 1,000,000 ± 1,998 and only yen can tell."""
    assessment = _assessed(
        {"kind": INSURED, "amount": 800},
        {"kind": "self_pay", "amount": 200},
        {"kind": "financial", "amount": 5},
        unit="thousand_yen",
    )
    (question,) = assessment.questions
    assert (question.about, question.subject, question.lines) == ("unit", "thousand_yen", (1, 2))
    assert (question.settles, question.certainty, question.line) == ("every", "settled", None)
    assert question.closes == 4 * (2 * 999 + 2 * 999)  # not of the interest, which is out


@pytest.mark.parametrize(
    ("insured", "unknown", "settles"),
    [
        (800, 1, "some"),  # 5N - 4D = -4 … 1 thousand ± digits: 799,001 for certain is too little
        (797, 60, "none"),  # -15 - 240 … -15 + 60 thousand: digits of ± 10 thousand turn neither end
    ],
)
def test_thousands_beside_another_unknown(insured: int, unknown: int, settles: str) -> None:
    assessment = _assessed(
        {"kind": INSURED, "amount": insured},
        {"kind": "self_pay", "amount": 200},
        {"kind": "workers_compensation", "amount": 3},
        {"kind": "unclassified", "amount": unknown, "business": "main"},
        unit="thousand_yen",
    )
    unit = next(question for question in assessment.questions if question.about == "unit")
    assert unit.settles == settles
    assert unit.lines == (1, 2, 3, 4)


def test_a_part_of_thousands_leaves_the_last_digits_open() -> None:
    """The last digits of every line stay open, those of the line asked about too."""
    assessment = _assessed(
        {"kind": INSURED, "amount": 7000},
        {"kind": "self_pay", "amount": 1000},
        {"kind": "unclassified", "amount": 2000, "business": "main"},
        unit="thousand_yen",
    )
    line = next(question for question in assessment.questions if question.about == "line")
    assert line.settles == "some"
    met = next(enough for enough in line.enough if enough.verdict == "met")
    # lowest: insured 6,999,001, self-pay 1,000,999; of 2,000,999 unclassified x count and the rest does not:
    # 5 (6,999,001 + x) > 4 (6,999,001 + 1,000,999 + 2,000,999)
    x = (4 * (6_999_001 + 1_000_999 + 2_000_999)) // 5 - 6_999_001 + 1
    assert met.yen == x


def test_readings_are_asked_where_the_verdict_depends_on_them() -> None:
    """810 of 1000, of which 20 are the user's own share: met by the default, 790 by the alternative."""
    (question,) = _assessed(
        {"kind": INSURED, "amount": 790},
        {"kind": "long_term_care", "amount": 20, "copayment": True},
        {"kind": "self_pay", "amount": 190},
    ).questions
    assert (question.about, question.subject, question.lines) == ("reading", "care-copayment", (2,))
    assert (question.settles, question.certainty, question.closes) == ("every", "settled", 100)
    assert question.enough == (
        ("met", (("care-copayment", "default"),), None, "settled"),
        ("not_met", (("care-copayment", "alternative"),), None, "settled"),
    )


def test_a_reading_that_settles_on_one_side_alone() -> None:
    """Two readings of 20 each, 830 of 1000: one alternative leaves 810, both leave 790.

    So either alternative leaves it to the other reading, and either default settles it.
    """
    questions = _assessed(
        {"kind": INSURED, "amount": 790},
        {"kind": "long_term_care", "amount": 20, "copayment": True},
        {"kind": "health_checkup", "amount": 20, "same_tariff": False, "commissioned_by_public_body": True},
        {"kind": "self_pay", "amount": 170},
    ).questions
    assert {question.subject for question in questions} == {"care-copayment", "commissioned-checkup"}
    for question in questions:
        assert question.settles == "some"
        assert question.enough == (("met", ((question.subject, "default"),), None, "settled"),)


def test_a_confirmed_reading_is_asked_no_more() -> None:
    assessment = _assessed(
        {"kind": INSURED, "amount": 790},
        {"kind": "long_term_care", "amount": 20, "copayment": True},
        {"kind": "self_pay", "amount": 190},
        readings={"care-copayment": {"choice": "alternative", "confirmed_by": "県", "date": "2026-02-10"}},
    )
    assert (assessment.verdict, assessment.income.certainty, assessment.questions) == (
        "not_met",
        "settled",
        (),
    )


def test_without_a_denominator_the_line_that_could_give_one_is_asked() -> None:
    """A subsidy alone, whose purpose is not known, is stated out: for operations it would be all there is."""
    assessment = _assessed({"kind": "subsidy", "amount": 100, "business": "main"})
    assert assessment.income.reason_code == "no_denominator"
    (question,) = assessment.questions
    assert (question.line, question.facts, question.settles) == (1, ("granted_for",), "some")


def test_nothing_is_asked_of_settled_figures() -> None:
    assessment = _assessed({"kind": INSURED, "amount": 900}, {"kind": "self_pay", "amount": 100})
    assert assessment.questions == ()


def test_internal_lines_are_not_asked_about() -> None:
    assessment = _assessed(
        {"kind": INSURED, "amount": 700},
        {"kind": "unclassified", "amount": 200, "business": "main"},
        {"kind": "unclassified", "amount": 900, "business": "main", "internal": True},
    )
    assert [question.line for question in assessment.questions] == [2]


def test_a_reading_under_which_there_is_no_denominator_moves_nothing() -> None:
    """Both subsidies by their readings: 100 / 100, 100 / 130, nothing at all, 0 / 30."""
    assessment = _assessed(
        {
            "kind": "subsidy",
            "amount": 100,
            "business": "main",
            "section": "extraordinary",
            "granted_for": "operations",
        },
        {"kind": "subsidy", "amount": 30, "business": "main", "granted_for": "fixed_assets"},
        readings={"extraordinary-subsidy": "alternative"},
    )
    assert (assessment.verdict, assessment.income.certainty) == ("met", "depends_on_reading")
    by_subject = {question.subject: question for question in assessment.questions}
    assert set(by_subject) == {"extraordinary-subsidy", "fixed-asset-subsidy"}
    # with the fixed-asset subsidy in: 5 · 100 - 4 · 130 = -20 against 0 - 4 · 30 = -120
    assert by_subject["extraordinary-subsidy"].closes == 100
    assert by_subject["fixed-asset-subsidy"].closes == 120  # 100 or -20
    assert by_subject["fixed-asset-subsidy"].enough == (
        ("not_met", (("fixed-asset-subsidy", "alternative"),), None, "settled"),
    )


def test_deliveries_too_few_to_settle() -> None:
    """D = 9,000,000; met above 7,200,000; N from 6,500,000 to 7,000,000 and 1,000,000 more."""
    assessment = _assessed(
        {"kind": INSURED, "amount": 6_000_000},
        {"kind": "self_pay", "amount": 800_000},
        {"kind": "childbirth", "amount": 1_200_000, "delivery_count": 2},
        {"kind": "unclassified", "amount": 1_000_000, "business": "main"},
    )
    by_line = {question.line: question.settles for question in assessment.questions}
    assert by_line == {3: "none", 4: "some"}


def test_last_digits_of_what_counts_by_its_limb() -> None:
    """In thousands 5N - 4D = 31 + 1 - 4 · (6 + 4) = -8 with the 4 not counted, 12 with them counted.

    The digits add at most 999 · (1 + 4 + 1 + 4) = 9,990 yen, enough only with those of the 労災, which counts
    within its limb (1,999 of some 40,000); they take at most as much from 12,000, which is not enough.
    """
    unit = next(
        question
        for question in _assessed(
            {"kind": INSURED, "amount": 31},
            {"kind": "workers_compensation", "amount": 1, "same_tariff": False},
            {"kind": "self_pay", "amount": 6},
            {"kind": "unclassified", "amount": 4, "business": "main"},
            unit="thousand_yen",
        ).questions
        if question.about == "unit"
    )
    assert unit.settles == "some"


def test_of_questions_that_settle_nothing_the_one_that_closes_most_comes_first() -> None:
    """5N - 4D is -700 at its lowest; the three may lift it by 650, 450 and 300."""
    assessment = _assessed(
        {"kind": INSURED, "amount": 640},
        {"kind": "unclassified", "amount": 90, "business": "main"},
        {"kind": "subsidy", "amount": 300, "business": "main"},
        {"kind": "health_checkup", "amount": 130},
        {"kind": "self_pay", "amount": 115},
        readings={"fixed-asset-subsidy": {"choice": "default", "confirmed_by": "県", "date": "2026-02-10"}},
    )
    found = [(question.line, question.settles, question.closes) for question in assessment.questions]
    assert found == [(4, "none", 650), (2, "none", 450), (3, "none", 300)]
