"""The sheet of the statement's totals, and whether the lines add up to them."""

from dataclasses import dataclass
from typing import Final

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.messages.phrases import Phrase, phrase
from shinryo_ratio.readers import workbook_form as form
from shinryo_ratio.workbooks.book import Book, quoted
from shinryo_ratio.workbooks.checks import validate
from shinryo_ratio.workbooks.entries import Entries, word
from shinryo_ratio.workbooks.revenue import Revenue, posted

_TITLE: Final = phrase("損益計算書の収益合計との照合", "The totals of the statement")
_HINT: Final = phrase(
    "法人内の取引を除いた、損益計算書の合計を書きます。内訳計と一致しないときは × と表示します。",
    "Write the totals of the statement without internal lines; × marks those that do not agree.",
)
_CHECKED: Final = phrase("損益計算書との照合：", "Against the statement: ")
_AGREES, _DIFFERS = phrase("○ 一致", "○ agrees"), phrase("× 不一致", "× differs")
_NOT_GIVEN: Final = phrase("― 未記入", "- not given")
_HEADS: Final[tuple[Phrase, ...]] = (
    form.ITEM,
    phrase("損益計算書の合計", "total of the statement"),
    phrase("内訳計", "sum of the lines"),
    phrase("差（内訳計－合計）", "difference"),
    phrase("照合", "agreement"),
)
_HEADER, _FIRST = 3, 4
_WIDTHS: Final = (28, 22, 22, 22, 16)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Whether the lines add up to the totals that are given.

    Attributes:
        at: the cell on the sheet of revenue that says so.
        words: what it says.
        differ: the formula of how many totals they do not add up to.
    """

    at: str
    words: str
    differ: str


def write_statement(book: Book, entries: Entries, revenue: Revenue, unit: str) -> Agreement:
    """The totals, and on the sheet of revenue, where one types, whether all that are given agree."""
    page = book.page("statement", _WIDTHS)
    page.title(book.say(_TITLE), book.say(_HINT))
    page.unit_at(2, 4, unit, str(entries.values[("unit",)]))
    page.headings(_HEADER, tuple(book.say(one) for one in _HEADS))
    amounts, belongs = revenue.column("amount"), revenue.column("posted")
    thousands = quoted(word(v.UNITS, "thousand_yen", book.lang))
    differs, agrees, not_given = (book.say(words) for words in (_DIFFERS, _AGREES, _NOT_GIVEN))
    found: dict[str, str] = {}
    for row, path in enumerate(form.FORM_OF_SHEET["statement"], _FIRST):
        name = form.label(path, book.lang)
        total = entries.values.get(path)
        mine = [line.get("amount") for line in entries.lines if posted(line, book) == name]
        lines = sum(amount for amount in mine if amount is not None)
        page.text(row, 0, name)
        page.entry(row, 1, total, "input-number")
        at = [page.at(row, column).partition("!")[2] for column in range(5)]
        page.formula(row, 2, f"=SUMIFS({amounts},{belongs},{at[0]})", lines)
        difference = lines - total if total is not None else ""
        page.formula(row, 3, f'=IF(ISNUMBER({at[1]}),{at[2]}-{at[1]},"")', difference)
        slack = f"IF({unit}={thousands},COUNTIFS({belongs},{at[0]}),0)"
        within = abs(lines - (total or 0)) <= (len(mine) if entries.unit > 1 else 0)
        whole = f"IF(ISNUMBER({at[1]}),{at[1]}=INT({at[1]}),FALSE)"
        said = not_given if total is None else agrees if within else differs
        page.formula(
            row, 4,
            f'=IF({at[1]}="",{quoted(not_given)},IF({whole},IF(ABS({at[2]}-{at[1]})<={slack},'
            f"{quoted(agrees)},{quoted(differs)}),{quoted(differs)}))",
            said, "shown",
        )  # fmt: skip
        found[page.at(row, 4)] = said
        validate(page, row, row, 1, path)
    return _write_overall(book, revenue, found)


def _write_overall(book: Book, revenue: Revenue, found: dict[str, str]) -> Agreement:
    lead, differs, agrees, not_given = (
        book.say(words) for words in (_CHECKED, _DIFFERS, _AGREES, _NOT_GIVEN)
    )
    wrong = "+".join(f"({address}={quoted(differs)})" for address in found)
    right = "+".join(f"({address}={quoted(agrees)})" for address in found)
    said = found.values()
    outcome = differs if differs in said else agrees if agrees in said else not_given
    row = revenue.first - 2
    revenue.page.formula(
        row, 1,
        f"={quoted(lead)}&IF({wrong}>0,{quoted(differs)},IF({right}>0,{quoted(agrees)},{quoted(not_given)}))",
        lead + outcome, "note",
    )  # fmt: skip
    return Agreement(revenue.page.at(row, 1), lead + outcome, wrong)
