"""Checks of what is typed into a cell: words of a list, whole numbers, days."""

from datetime import date
from typing import Any, Final

from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.phrases import Phrase, phrase
from shinryo_ratio.readers import workbook_form as form
from shinryo_ratio.workbooks.book import Page
from shinryo_ratio.workbooks.choices import list_of
from shinryo_ratio.workbooks.entries import words_of

MOST: Final = 10**15
LAST_ROW: Final = 1_048_575
"""The last row of a sheet, from 0."""
_EARLIEST: Final = date(1990, 1, 1)
_WRONG: Final[dict[str, Phrase]] = {
    "list": phrase("一覧にある語を選んでください。", "Choose a word of the list."),
    "amount": phrase(
        "整数で書いてください（小数・単位・文字は使えません）。", "Write a whole number without a unit."
    ),
    "fee": phrase(
        "一件の金額を、円単位の 0 以上の整数で書いてください。", "Write the fee in yen, zero or more."
    ),
    "count": phrase("1 以上の整数で書いてください。", "Write a whole number from 1."),
    "day": phrase("日付を 2025/4/1 のように書いてください。", "Write a day such as 2025/4/1."),
    "title": phrase("記入の誤り", "Wrong entry"),
}


def validate(page: Page, first: int, last: int, column: int, path: form.Path) -> None:
    """Check what is typed into a column of a field."""
    words = words_of(path)
    if words is not None:
        rule = refusing("list", page.lang, {"validate": "list", "source": list_of(words, page.lang)})
        page.validate(first, last, column, rule)
    elif path[0] == "fiscal_year":
        between = {"validate": "date", "criteria": ">=", "value": _EARLIEST}
        page.validate(first, last, column, refusing("day", page.lang, between))
    elif path[0] in ("costs", "statement") or path[-1] in ("amount", "delivery_count"):
        least = {"costs": 0, "statement": -MOST}.get(path[0], 1 if path[-1] == "delivery_count" else -MOST)
        page.validate(first, last, column, refusing("amount", page.lang, whole(least)))


def whole(least: int) -> dict[str, Any]:
    """A whole number from `least` on."""
    return {"validate": "integer", "criteria": "between", "minimum": least, "maximum": MOST}


def refusing(which: str, lang: Language, rule: dict[str, Any]) -> dict[str, Any]:
    """A rule with what is said where it does not hold."""
    return {**rule, "error_title": _WRONG["title"][lang], "error_message": _WRONG[which][lang]}
