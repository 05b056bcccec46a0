"""Dates in either calendar, strictly."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from shinryo_ratio.figures.dates import DateError, parse_date, to_era
from shinryo_ratio.figures.fields import to_date
from shinryo_ratio.figures.parts import last_day

FIRST, LAST = date(1926, 12, 25), date(2035, 12, 31)
DAYS = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def test_every_day_since_showa_in_the_japanese_calendar() -> None:
    for day in DAYS:
        assert parse_date(to_era(day)) == day
        assert parse_date(to_era(day).translate(FULL_WIDTH)) == day


def test_every_day_since_showa_in_the_western_calendar() -> None:
    for day in DAYS:
        for text in (f"{day}", f"{day:%Y%m%d}", f"{day.year}/{day.month}/{day.day}", f"{day:%Y.%m.%d}"):
            assert parse_date(text) == day, text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", "2019-05-01"),
        ("平成31年4月30日", "2019-04-30"),
        ("平成元年1月8日", "1989-01-08"),
        ("昭和64年1月7日", "1989-01-07"),
        ("昭和元年12月25日", "1926-12-25"),
        ("R7.4.1", "2025-04-01"),
        ("r7/4/1", "2025-04-01"),
        ("R.7.4.1", "2025-04-01"),
        ("Ｒ７．４．１", "2025-04-01"),
        ("H31-4-30", "2019-04-30"),
        ("㋿7年4月1日", "2025-04-01"),
        ("令和 7 年 4 月 1 日", "2025-04-01"),
        ("2025年4月1日", "2025-04-01"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_days(text: str, day: str) -> None:
    assert parse_date(text).isoformat() == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("平成31年5月1日", "date-impossible"),
        ("平成元年1月7日", "date-impossible"),
        ("昭和64年1月8日", "date-impossible"),
        ("令和元年4月30日", "date-impossible"),
        ("昭和元年12月24日", "date-impossible"),
        ("令和0年4月1日", "date-impossible"),
        ("昭和101年3月31日", "date-impossible"),
        ("S101.3.31", "date-impossible"),
        ("2025-02-29", "date-impossible"),
        ("2025-13-01", "date-impossible"),
        ("20250431", "date-impossible"),
        ("0000-01-01", "date-impossible"),
        ("令和7年度", "date-is-a-year"),
        ("令和7年", "date-is-a-year"),
        ("R7", "date-is-a-year"),
        ("2025", "date-is-a-year"),
        ("2025年度", "date-is-a-year"),
        ("07.3.31", "date-format"),
        ("R7.4.1 1", "date-format"),
        ("2025 0401", "date-format"),
        ("2025-4", "date-format"),
        ("明治5年1月1日", "date-format"),
        ("", "date-format"),
        ("4/1/2025", "date-format"),
        ("2025-04/01", "date-format"),
        ("2025-04-01T00:00", "date-format"),
    ],
)
def test_what_is_no_day(text: str, code: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert caught.value.code == code


@given(st.text())
def test_any_text_is_a_day_or_an_error(text: str) -> None:
    try:
        assert parse_date(text).year >= 1
    except DateError as error:
        if not error.code.startswith("date-"):
            raise


def test_values_that_are_no_text() -> None:
    assert to_date(20250401) == to_date(date(2025, 4, 1)) == date(2025, 4, 1)
    for value in (True, 20250401.0, None, datetime(2025, 4, 1), []):
        with pytest.raises(PydanticCustomError, match="date-format"):
            to_date(value)


def test_before_showa_the_western_calendar_is_printed() -> None:
    assert to_era(date(1926, 12, 24)) == "1926年12月24日"
    assert parse_date(to_era(date(1926, 12, 24))) == date(1926, 12, 24)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2025-04-01", "2026-03-31"),
        ("2024-02-29", "2025-02-28"),
        ("2023-03-01", "2024-02-29"),
        ("2025-01-31", "2026-01-30"),
        ("9998-04-01", "9999-03-31"),
        ("9999-01-01", "9999-12-31"),
    ],
)
def test_the_last_day_of_twelve_months(start: str, end: str) -> None:
    assert last_day(date.fromisoformat(start)) == date.fromisoformat(end)
