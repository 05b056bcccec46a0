"""Margins against adding and taking away one yen after the other (tests/support/naive.py)."""

from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shinryo_ratio.engine import assess
from shinryo_ratio.figures import Figures
from support import naive, strategies

AMOUNTS = st.sampled_from([0, 1, 2, 9, 10, 11, 12, 40, 41, 80, 100, 101])


def _met(figures: Figures, numerator: int, denominator: int) -> bool:
    added = (numerator, denominator)
    return any(
        Fraction(*ratio) > naive.threshold(figures.corporation.type)
        for ratio in naive.every_ratio(figures, naive.at_chosen(figures), added=added)
    )


def _insured(figures: Figures) -> int:
    return sum(
        naive.line_values(line, figures, naive.at_chosen(figures))[0][1]
        for line in figures.revenue
        if line.kind == "social_insurance"
    )


def _expected(figures: Figures, n: int, d: int) -> dict[str, Any]:
    """The four margins by trying every yen."""
    if _met(figures, 0, 0):
        room = next(x for x in range(20_000) if not _met(figures, 0, x + 1))
        insured = _insured(figures)
        loss = next((y for y in range(insured) if not _met(figures, -y - 1, -y - 1)), insured)
        return {
            "other_revenue_room": room, "qualifying_loss_room": loss,
            "qualifying_shortfall": None, "other_revenue_excess": None,
        }  # fmt: skip
    return {
        "other_revenue_room": None,
        "qualifying_loss_room": None,
        "qualifying_shortfall": next(z for z in range(20_000) if _met(figures, z, z)),
        "other_revenue_excess": next((w for w in range(d - n + 1) if _met(figures, 0, -w)), None),
    }


@settings(max_examples=250, deadline=None)
@given(strategies.figures(AMOUNTS, known=True, most_lines=7))
def test_margins(figures: Figures) -> None:
    test = assess(figures).income
    assert test.numerator is not None
    assert test.denominator is not None
    assert test.margins is not None
    if test.denominator <= 0:
        assert test.margins == (None, None, None, None)
        return
    assert test.margins._asdict() == _expected(figures, test.numerator, test.denominator)
