"""Dates as Japanese documents write them, strictly: a day that did not exist is an error.

An own table of eras: the era libraries on offer accept 平成31年5月1日, or miss ㋿, 全角 or R7.3.31.
"""

import re
import unicodedata
from datetime import date
from typing import Final

_ERAS: Final = (
    ("令和", "R", date(2019, 5, 1), date.max),
    ("平成", "H", date(1989, 1, 8), date(2019, 4, 30)),
    ("昭和", "S", date(1926, 12, 25), date(1989, 1, 7)),
)
# patterns are compiled when they are first used: most documents need one of them
_WESTERN: Final = (
    r"(\d{4})-(\d{1,2})-(\d{1,2})",
    r"(\d{4})/(\d{1,2})/(\d{1,2})",
    r"(\d{4})\.(\d{1,2})\.(\d{1,2})",
    r"(\d{4})年(\d{1,2})月(\d{1,2})日",
    r"(\d{4})(\d{2})(\d{2})",
)
_ERA: Final = (
    r"(令和|平成|昭和)(元|\d{1,3})年(\d{1,2})月(\d{1,2})日",
    r"([RHSrhs])\.?(\d{1,3})[./-](\d{1,2})[./-](\d{1,2})",
)
_YEAR_ONLY: Final = r"(?:(?:令和|平成|昭和|[RHSrhs]\.?)(?:元|\d{1,2})|\d{4})年?度?"
_TORN: Final = r"[0-9]\s+[0-9]"


class DateError(ValueError):
    """A text that is not a date; `code` says how it fails."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_date(text: str) -> date:
    """The day that a text states: ISO, 2025/4/1, 20250401, 令和7年4月1日 or R7.4.1.

    Raises:
        DateError: `date-is-a-year` (令和7年度), `date-impossible` (2025-02-30, 平成31年5月1日,
            昭和101年1月1日) or `date-format`.
    """
    folded = unicodedata.normalize("NFKC", text)
    if re.search(_TORN, folded):
        raise DateError("date-format")
    plain = "".join(folded.split())
    for form in _WESTERN:
        if match := re.fullmatch(form, plain):
            return _day(*(int(part) for part in match.groups()))
    for form in _ERA:
        if match := re.fullmatch(form, plain):
            return _era_day(*match.groups())
    raise DateError("date-is-a-year" if re.fullmatch(_YEAR_ONLY, plain) else "date-format")


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError("date-impossible") from None


def _era_day(era: str, year: str, month: str, day: str) -> date:
    first, last = next((f, t) for name, letter, f, t in _ERAS if era.upper() in (name, letter))
    number = 1 if year == "元" else int(year)
    stated = _day(first.year + number - 1, int(month), int(day))
    if number < 1 or not first <= stated <= last:
        raise DateError("date-impossible")
    return stated


def to_era(day: date) -> str:
    """The day in 和暦, such as 令和7年4月1日; days before 昭和 in the western calendar."""
    for name, _, first, last in _ERAS:
        if first <= day <= last:
            year = day.year - first.year + 1
            return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"
