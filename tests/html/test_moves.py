"""What moved between the definitions adds up to the yen, for any figures."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shinryo_ratio.engine import Assessment, compare
from shinryo_ratio.figures import Figures
from shinryo_ratio.reports.html.drawing import Scale
from shinryo_ratio.reports.html.moves import Step, steps
from shinryo_ratio.reports.html.waterfall import is_cut, levels
from shinryo_ratio.reports.voice import Voice
from support import strategies

JA = Voice("ja")


def test_the_steps_of_an_example(assessed: Callable[[str], Assessment]) -> None:
    found = steps(compare(assessed("shakai_2025").figures), JA)
    item = "(7) 補助金等に係る収入金額のうち医療保健業務に係るもの"
    assert found == (
        Step(item, "まだ算入項目でない", (11, 13), 675_500_000, 0),
        Step("収益業務の収入", "算入項目でない", (16,), 0, -236_000_000),
        Step("固定資産取得の補助金", "固定資産取得の補助金（分母のみ）", (12,), 0, -180_000_000),
        Step("その他の附帯業務の収入", "算入項目でない", (15,), 0, -152_000_000),
    )
    assert 9_223_700_000 - 236_000_000 - 180_000_000 - 152_000_000 == 8_655_700_000


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(strategies.figures(st.integers(0, 10**9), most_lines=12))
def test_old_and_steps_are_revised(figures: Figures) -> None:
    comparison = compare(figures)
    found = steps(comparison, JA)
    for part in ("numerator", "denominator"):
        old, revised = (getattr(side, part) for side in (comparison.old, comparison.revised))
        changes = [(step.name, getattr(step, part)) for step in found]
        assert old + sum(change for _, change in changes) == revised
        drawn = levels(old, changes, JA)
        assert (drawn[0].end, drawn[-1].end) == (old, revised)
    moved = [line for step in found for line in step.lines]
    assert len(moved) == len(set(moved))


def test_small_steps_cut_the_bars_of_the_sums() -> None:
    assert is_cut(levels(10**15, [("小", -1)], JA))
    assert not is_cut(levels(100, [("大", -90)], JA))


def test_a_scale_keeps_what_lies_outside_at_its_ends() -> None:
    scale = Scale(0, 10**6, 330, 1430)
    assert [scale.at(amount) for amount in (-5, 0, 500_000, 10**6, 10**7)] == [330, 330, 880, 1430, 1430]
