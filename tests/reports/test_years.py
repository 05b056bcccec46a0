"""The table of the years: margins, and what moved from each year to the next."""

from collections.abc import Callable
from typing import Any

import pytest

from shinryo_ratio.engine import Assessment, assess
from shinryo_ratio.figures import Figures
from shinryo_ratio.reports import render
from shinryo_ratio.reports.years import moved_kinds

Made = Callable[..., Assessment]


def _rows(report: str, heading: str) -> list[list[str]]:
    """The cells of a table below a heading."""
    table = report.split(heading, 1)[1].split("■", 1)[0].strip().splitlines()[2:]
    return [line.split() for line in table if line.strip()]


def _years(made: Made, *years: tuple[str, tuple[tuple[Any, ...], ...]]) -> list[Assessment]:
    return [made(*lines, fiscal_year={"start": start}) for start, lines in years]


def test_what_moved_between_two_years_of_one_definition(made: Made) -> None:
    """800 of 1,000 to 900 of 1,150: 80% to 78.26…%, 1.739 points down."""
    before, after = _years(
        made,
        ("2025-04-01", (("診療", 800, "social_insurance"),
                        ("自費", 150, "self_pay"), ("室料", 50, "room_charge"))),
        ("2026-04-01", (("診療", 850, "social_insurance"), ("予防", 50, "vaccination"),
                        ("自費", 200, "self_pay"), ("室料", 50, "room_charge"))),
    )  # fmt: skip
    # the effect on 800 / 1,000, as 1,000 ΔN - 800 ΔD: 社保 10,000; 予防接種 10,000; 自費 -40,000
    assert [one[:4] for one in moved_kinds(before.income, after.income)] == [
        ("self_pay", 50, 0, 50), ("social_insurance", 50, 50, 50), ("vaccination", 50, 50, 50),
    ]  # fmt: skip
    report = render([after, before], "text", "ja")
    assert _rows(report, "■ 前年度からの増減") == [
        ["2026-04-01", "+100", "+150", "△1.739", "ポイント"],
        ["～", "2027-03-31"],
    ]
    assert _rows(report, "■ 動いた区分（割合に効いた順）")[0] == ["2026-04-01", "自費診療", "+50", "0", "+50"]
    assert "室料差額" not in report.split("■ 動いた区分")[1].split("\n\n")[0]


def test_a_definition_that_changed_moves_what_did_not(made: Made) -> None:
    """The same 200 of a profit business: in the old denominator, out of the revised one."""
    lines = (("診療", 800, "social_insurance"), ("駐車場", 200, "other", {"business": "profit"}))
    before, after = _years(made, ("2024-04-01", lines), ("2025-04-01", lines))
    assert [tuple(one) for one in moved_kinds(before.income, after.income)] == [("other", 0, 0, -200)]
    report = render([before, after], "text", "ja")
    assert "+20.000 ポイント" in report
    assert "適用規定が変わった年度" in report


def test_five_kinds_are_named_and_the_others_are_summed(made: Made) -> None:
    kinds = (
        "self_pay", "room_charge", "other_medical", "vaccination", "pollution_compensation",
        "automobile_liability", "other",
    )  # fmt: skip
    before = made(("診療", 800, "social_insurance"), fiscal_year={"start": "2025-04-01"})
    grown = [(kind, 70 - 10 * number, kind) for number, kind in enumerate(kinds)]
    after = made(("診療", 800, "social_insurance"), *grown, fiscal_year={"start": "2026-04-01"})
    report = render([before, after], "text", "en")
    rows = _rows(report, "■ Kinds that moved (in order of effect)")
    assert rows[-1] == [
        "2",
        "other",
        "kinds",
        "+50",
        "+40",
        "+50",
    ]  # 40 vaccination, which moved nothing; 10 other
    assert len([row for row in rows if len(row) > 2 and row[-1].startswith("+")]) == 6


def test_internal_lines_and_kinds_that_stand_still_are_not_told(made: Made) -> None:
    before = made(("診療", 800, "social_insurance"), ("内部", 5, "other", {"internal": True}))
    after = made(
        ("診療", 800, "social_insurance"), ("内部", 900, "other", {"internal": True}),
        fiscal_year={"start": "2026-04-01"},
    )  # fmt: skip
    assert moved_kinds(before.income, after.income) == []
    report = render([before, after], "text", "ja")
    assert "■ 動いた区分" not in report
    assert "0.000 ポイント" in report


def test_a_year_that_is_not_tested_has_nothing_to_move_from(made: Made) -> None:
    corporation = {"name": "厚生連", "type": "koseiren"}
    lines = (("診療", 9, "social_insurance"),)
    several = [
        made(*lines, corporation=corporation, fiscal_year={"start": start})
        for start in ("2022-04-01", "2023-04-01")
    ]
    report = render(several, "text", "ja")
    assert "■ 動いた区分" not in report
    assert _rows(report, "■ 前年度からの増減")[0] == ["2023-04-01", "―", "―", "―", "適用規定が変わった年度"]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_changes_of_the_examples_add_up(example: Callable[[str], Figures], lang: Any) -> None:
    before, after = (assess(example(name)) for name in ("shakai_2024", "shakai_2025"))
    moved = moved_kinds(before.income, after.income)
    one, other = before.income, after.income
    assert sum(kind.numerator for kind in moved) == other.numerator - one.numerator  # type: ignore[operator]
    assert sum(kind.denominator for kind in moved) == other.denominator - one.denominator  # type: ignore[operator]
    assert ("補助金等" if lang == "ja" else "subsidy") in render([before, after], "markdown", lang)
