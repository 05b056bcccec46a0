"""The sheet of deliveries: fee and count, each for the line of revenue whose number or name it says.

A column of its own says at once whether a row can be understood, as `check` would.
"""

from typing import TYPE_CHECKING, Final, NamedTuple

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.messages.phrases import Phrase, phrase
from shinryo_ratio.readers import workbook_form as form
from shinryo_ratio.workbooks.book import LEGEND_INPUT, Book, Page, quoted
from shinryo_ratio.workbooks.checks import LAST_ROW, refusing, whole
from shinryo_ratio.workbooks.entries import Delivered, Entries, word

if TYPE_CHECKING:
    from shinryo_ratio.workbooks.revenue import Revenue

_TITLE: Final = phrase("分娩の内訳（助産の行ごとに、一件の金額と件数）", "Deliveries: fee and count, by line")
_HINT: Final = phrase(
    "「行」には収入のシートの A 列「行」の番号か、科目名を書きます。金額は収入の単位が千円でも円で書きます。",
    "No. is the number in column A of the sheet of revenue, or the name of the line. Fees are always in yen.",
)
_CHECKS: Final[dict[str, Phrase]] = {
    "right": phrase("○", "○"),
    "incomplete": phrase("× 行・金額・件数がそろわない", "× No., fee and count are needed"),
    "no-line": phrase("× その行・科目がない（一つに決まらない）", "× no such line, or several"),
    "other-kind": phrase("× 助産の行ではない", "× the line is no childbirth"),
    "no-number": phrase("× 金額か件数が整数でない", "× the fee or the count is no whole number"),
}
_HEADER, _FIRST = 4, 5
_NUMBER, _NAME, _FEE, _COUNT, _SUM, _LINE, _CHECK = range(7)
_WIDTHS: Final = (24, 32, 16, 10, 18, 10, 38)


class Births(NamedTuple):
    """Where the deliveries stand, for the formulas of other sheets.

    Attributes:
        lines, fees, counts: the ranges of the number of the line, of fees and of counts.
        checks: the range that says what is wrong with a row.
        right: what it says of a right one.
        below: the cells below the rows that the formulas follow.
    """

    lines: str
    fees: str
    counts: str
    checks: str
    right: str
    below: str


def write_deliveries(book: Book, entries: Entries, revenue: "Revenue", spare: int) -> Births:
    """The sheet; `spare` blank rows follow what is known."""
    page = book.page("deliveries", _WIDTHS, landscape=True)
    page.title(book.say(_TITLE), book.say(LEGEND_INPUT), book.say(_HINT))
    labels = [form.label(("revenue", "deliveries", name), book.lang) for name in form.DELIVERY_FIELDS]
    shown = [book.say(form.SHOWN_HEADINGS[name]) for name in ("account", "fees", "line", "checked")]
    page.headings(_HEADER, (book.say(form.NUMBER), shown[0], *labels, *shown[1:]))
    last = _FIRST + len(entries.deliveries) + spare - 1
    for index, row in enumerate(range(_FIRST, last + 1)):
        given = entries.deliveries[index] if index < len(entries.deliveries) else None
        _write_row(book, page, row, given, entries, revenue)
    page.validate(_FIRST, last, _FEE, refusing("fee", page.lang, whole(0)))
    page.validate(_FIRST, last, _COUNT, refusing("count", page.lang, whole(1)))
    lines, fees, counts, checks = (
        page.span(_FIRST, last, column) for column in (_LINE, _FEE, _COUNT, _CHECK)
    )
    below = page.area(last + 1, 0, LAST_ROW, _COUNT)
    return Births(lines, fees, counts, checks, book.say(_CHECKS["right"]), below)


def _write_row(
    book: Book, page: Page, row: int, given: Delivered | None, entries: Entries, revenue: "Revenue"
) -> None:
    said = given if given is not None else (None, None, None)
    for column, value in zip((_NUMBER, _FEE, _COUNT), said, strict=True):
        page.entry(row, column, value, "input-count" if column == _NUMBER else "input-number")
    at = [page.at(row, column).partition("!")[2] for column in range(_CHECK + 1)]
    number, line = at[_NUMBER], at[_LINE]
    name = entries.lines[given.line - 1]["name"] if given else ""
    by_number = f"({revenue.numbers}={number})"
    by_name = f"({revenue.names}={number})"
    one = "SUMPRODUCT(--{0})=1"
    found = (
        f"IF({one.format(by_number)},{number},"
        f"IF({one.format(by_name)},SUMPRODUCT({by_name}*{revenue.numbers}),0))"
    )
    shown = f"INDEX({revenue.names},MATCH({line},{revenue.numbers},0))"
    page.formula(row, _NAME, f'=IF({number}="","",IF({line}=0,"?",{shown}))', name, "shown")
    fees = given.fee * given.births if given else 0
    page.formula(
        row, _SUM, f'=IF(COUNT({at[_FEE]},{at[_COUNT]})<2,"",{at[_FEE]}*{at[_COUNT]})',
        fees if given else "", "shown-number",
    )  # fmt: skip
    page.formula(row, _LINE, f'=IF({number}="","",{found})', given.line if given else "", "shown-number")
    right = _CHECKS["right"][book.lang] if given else ""
    page.formula(row, _CHECK, f"={_checked(at, revenue, book)}", right, "shown")


def _checked(at: list[str], revenue: "Revenue", book: Book) -> str:
    """What a row lacks, in words; nothing of a blank one."""
    number, fee, count = at[_NUMBER], at[_FEE], at[_COUNT]
    childbirth = quoted(word(v.KINDS, "childbirth", book.lang))
    kind = f"INDEX({revenue.kinds},MATCH({at[_LINE]},{revenue.numbers},0))"
    numbers = (
        f"IF(COUNT({fee},{count})<2,FALSE,AND({fee}>=0,{fee}=INT({fee}),{count}>=1,{count}=INT({count})))"
    )
    steps = (
        (f'AND({number}<>"",{fee}<>"",{count}<>"")', "incomplete"),
        (f"{at[_LINE]}>0", "no-line"),
        (f'{kind}<>""', "no-line"),
        (f"{kind}={childbirth}", "other-kind"),
        (numbers, "no-number"),
    )
    formula = quoted(book.say(_CHECKS["right"]))
    for right, code in reversed(steps):
        formula = f"IF({right},{formula},{quoted(book.say(_CHECKS[code]))})"
    return f'IF(AND({number}="",{fee}="",{count}=""),"",{formula})'
