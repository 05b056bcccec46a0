"""Bounds, verdict and certainty against every whole-yen split, tried one by one (tests/engine/naive.py)."""

from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shinryo_ratio.engine import assess
from shinryo_ratio.figures import Figures
from support import naive, strategies

SMALL = st.integers(0, 4)
WIDE = st.sampled_from([0, 1, 2, 5, 9, 10, 11, 12, 13, 45, 80, 100, 101])
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def _pair(ratio: Any) -> tuple[int, int] | None:
    return None if ratio is None else (ratio.numerator, ratio.denominator)


def _verdict(low: Any, high: Any, limit: Fraction) -> str:
    if low is None or high is None:
        return "undetermined"
    if Fraction(*low) > limit:
        return "met"
    return "undetermined" if Fraction(*high) > limit else "not_met"


def _agrees(figures: Figures) -> None:
    test = assess(figures).income
    if test.reason_code == "no_denominator":
        return
    assert test.bounds is not None
    assert test.bounds_all_readings is not None
    limit = naive.threshold(figures.corporation.type)
    low, high = naive.extremes(figures, naive.at_chosen(figures))
    assert (_pair(test.bounds.low), _pair(test.bounds.high)) == (low, high)
    assert test.verdict == _verdict(low, high, limit)
    everywhere = [naive.extremes(figures, setting) for setting in naive.settings(figures)]
    lows = [one for one, _ in everywhere if one is not None]
    highs = [one for _, one in everywhere if one is not None]
    all_low = min(lows, key=lambda nd: (Fraction(*nd), -nd[1]))
    all_high = max(highs, key=lambda nd: (Fraction(*nd), nd[1]))
    assert (_pair(test.bounds_all_readings.low), _pair(test.bounds_all_readings.high)) == (all_low, all_high)
    if test.verdict == "undetermined":
        assert test.certainty is None
    else:
        settled = _verdict(all_low, all_high, limit) == test.verdict
        assert test.certainty == ("settled" if settled else "depends_on_reading")


@settings(max_examples=1500, deadline=None, suppress_health_check=SLOW)
@given(strategies.figures(SMALL, most_lines=4))
def test_small_amounts(figures: Figures) -> None:
    _agrees(figures)


@settings(max_examples=1000, deadline=None, suppress_health_check=SLOW)
@given(strategies.figures(WIDE, most_lines=9, known=True))
def test_complete_files(figures: Figures) -> None:
    """Nothing unknown: limbs around 10% and 12%, every reading."""
    _agrees(figures)
    test = assess(figures).income
    if test.reason_code is None:
        assert test.bounds is not None
        assert test.bounds.low == test.bounds.high == (test.numerator, test.denominator)


@settings(max_examples=400, deadline=None, suppress_health_check=SLOW)
@given(st.data())
def test_one_unknown_line_among_known_ones(data: st.DataObject) -> None:
    """A limb that opens and closes as the denominator moves."""
    document = data.draw(strategies.documents(WIDE, known=True, most_lines=6))
    document["revenue"] += [
        {"name": "労災", "kind": "workers_compensation", "amount": data.draw(st.integers(8, 14)),
         **data.draw(st.sampled_from([{}, {"same_tariff": False}]))},
        data.draw(strategies.lines(st.integers(0, 12))),
        data.draw(strategies.lines(st.integers(0, 12))),
    ]  # fmt: skip
    _agrees(Figures.model_validate(document))
