"""Laws that hold for every document (hypothesis)."""

from fractions import Fraction
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shinryo_ratio.engine import Assessment, Bounds, assess, compare
from shinryo_ratio.figures import Figures
from support import naive, strategies

YEN = st.one_of(st.integers(0, 30), st.integers(0, 9_000_000_000))
MEDICAL = ("main", "ancillary_medical", "ancillary_care", "ancillary_disability")
# an unknown line, and one way to say what it is
STATED = [
    ({"kind": "health_checkup"}, {"same_tariff": True}),
    ({"kind": "health_checkup"}, {"same_tariff": False}),
    ({"kind": "workers_compensation"}, {"same_tariff": True}),
    ({"kind": "workers_compensation"}, {"same_tariff": False}),
    ({"kind": "subsidy", "business": "main"}, {"granted_for": "operations"}),
    ({"kind": "subsidy", "business": "main"}, {"granted_for": "fixed_assets"}),
    ({"kind": "subsidy", "business": "ancillary"}, {"granted_for": "operations"}),
    ({"kind": "subsidy", "business": "ancillary", "granted_for": "operations"},
     {"business": "ancillary_care"}),
    ({"kind": "public_commission", "business": "ancillary"}, {"business": "ancillary_other"}),
    ({"kind": "other", "business": "ancillary"}, {"business": "ancillary_other"}),
    ({"kind": "other", "business": "ancillary"}, {"business": "ancillary_medical"}),
    *[({"kind": "unclassified", "business": business}, {"kind": kind})
      for business in MEDICAL for kind in ("social_insurance", "self_pay", "other", "room_charge")],
]  # fmt: skip


def _fractions(bounds: Bounds | None) -> tuple[Fraction, Fraction] | None:
    if bounds is None or bounds.low is None or bounds.high is None:
        return None
    return Fraction(*bounds.low), Fraction(*bounds.high)


@settings(max_examples=500, deadline=None)
@given(strategies.figures(YEN, most_lines=12))
def test_the_trace_adds_up(figures: Figures) -> None:
    """Lines, items and the bridge all lead to the same sums, to the yen."""
    test = assess(figures).income
    assert sum(line.numerator for line in test.lines) == test.numerator
    assert sum(line.denominator for line in test.lines) == test.denominator
    assert sum(item.numerator for item in test.items) == test.numerator
    total = sum(line.amount for line in test.lines)
    assert total - sum(step.amount for step in test.bridge) == test.denominator
    assert [line.line for line in test.lines] == list(range(1, len(figures.revenue) + 1))


@settings(max_examples=500, deadline=None)
@given(strategies.figures(YEN, most_lines=10))
def test_the_stated_ratio_lies_within_the_bounds(figures: Figures) -> None:
    test = assess(figures).income
    bounds, everywhere = _fractions(test.bounds), _fractions(test.bounds_all_readings)
    assume(bounds is not None)
    assert bounds is not None
    assert everywhere is not None
    assert bounds[0] <= Fraction(test.numerator or 0, test.denominator or 1) <= bounds[1]
    assert everywhere[0] <= bounds[0] <= bounds[1] <= everywhere[1]


@settings(max_examples=500, deadline=None)
@given(strategies.figures(YEN, most_lines=10, known=True))
def test_a_complete_file_is_decided(figures: Figures) -> None:
    """No unknown fact: one point, no open fact, and the verdict by cross-multiplication."""
    test = assess(figures).income
    assume(test.reason_code is None)
    assert test.open_facts == ()
    assert test.bounds is not None
    assert test.bounds.low == test.bounds.high
    limit = naive.threshold(figures.corporation.type)
    above = limit.denominator * (test.numerator or 0) > limit.numerator * (test.denominator or 0)
    assert test.verdict == ("met" if above else "not_met")


@settings(max_examples=800, deadline=None)
@given(strategies.documents(YEN, most_lines=6), st.sampled_from(STATED), YEN)
def test_stating_a_fact_never_widens_the_bounds(
    document: dict[str, Any], stated: tuple[dict[str, Any], dict[str, Any]], yen: int
) -> None:
    unknown, fact = stated
    line = {"name": "未確認", "amount": yen, **unknown}
    before = _with_line(document, line)
    after = _with_line(document, {**line, **fact})
    assume(before is not None and after is not None)
    assert before is not None
    assert after is not None
    assert before[0] <= after[0] <= after[1] <= before[1]


def _with_line(document: dict[str, Any], line: dict[str, Any]) -> tuple[Fraction, Fraction] | None:
    figures = Figures.model_validate({**document, "revenue": [*document["revenue"], line]})
    return _fractions(assess(figures).income.bounds)


@settings(max_examples=500, deadline=None)
@given(strategies.documents(YEN, most_lines=8), st.integers(1, 10**9))
def test_more_social_insurance_never_lowers_a_bound(document: dict[str, Any], yen: int) -> None:
    before = _fractions(assess(Figures.model_validate(document)).income.bounds)
    assume(before is not None)
    assert before is not None
    more = {"name": "保険", "kind": "social_insurance", "amount": yen}
    after = _fractions(
        assess(Figures.model_validate({**document, "revenue": [*document["revenue"], more]})).income.bounds
    )
    assert after is not None
    assert before[0] <= after[0]
    assert before[1] <= after[1]


@settings(max_examples=500, deadline=None)
@given(st.data())
def test_thousand_yen_bounds_are_never_too_narrow(data: st.DataObject) -> None:
    """Any yen within ±999 of the figures, of their sign, gives a ratio within their bounds."""
    document = data.draw(strategies.documents(st.integers(0, 40), most_lines=7))
    for line in document["revenue"]:
        line.pop("deliveries", None)
    rounded = assess(Figures.model_validate({**document, "unit": "thousand_yen"})).income
    bounds = _fractions(rounded.bounds)
    assume(bounds is not None)
    assert bounds is not None
    exact = {**document, "revenue": [dict(line) for line in document["revenue"]]}
    for line in exact["revenue"]:
        yen = line["amount"] * 1000
        low, high = yen - 999, yen + 999
        deduction = line["kind"] == "insurance_deduction"
        low, high = (low, min(0, high)) if deduction else (max(0, low), high)
        line["amount"] = data.draw(st.integers(low, high))
    within = _fractions(assess(Figures.model_validate(exact)).income.bounds)
    assume(within is not None)
    assert within is not None
    assert bounds[0] <= within[0] <= within[1] <= bounds[1]


@settings(max_examples=300, deadline=None)
@given(strategies.figures(YEN, most_lines=8))
def test_what_never_decides_does_not_change_the_fingerprint(figures: Figures) -> None:
    other = {"name": "別名", "note": "メモ", "facility": "本院"}
    lines = tuple(line.model_copy(update=other) for line in figures.revenue)
    renamed = figures.model_copy(update={"revenue": lines})
    assert _prints(assess(figures)) == _prints(assess(renamed))
    doubled = figures.model_copy(update={"revenue": (*figures.revenue, figures.revenue[0])})
    assert assess(figures).fingerprint["figures"] != assess(doubled).fingerprint["figures"]


def _prints(assessment: Assessment) -> dict[str, str | None]:
    return assessment.fingerprint


@settings(max_examples=300, deadline=None)
@given(strategies.figures(YEN, most_lines=8))
def test_compare_agrees_with_assess_on_the_side_that_governs(figures: Figures) -> None:
    assessed, compared = assess(figures).income, compare(figures)
    for side in (compared.old, compared.revised):
        if side.ruleset is assessed.ruleset:
            assert side == assessed
