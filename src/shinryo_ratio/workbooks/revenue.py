"""The sheet of revenue: a line a row, and which total of the statement each belongs to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.phrases import phrase
from shinryo_ratio.readers import workbook_form as form
from shinryo_ratio.workbooks.book import LEGEND_INPUT, LEGEND_SHOWN, Book, Page, quoted
from shinryo_ratio.workbooks.checks import LAST_ROW, validate
from shinryo_ratio.workbooks.entries import Entries, word

HEADER_ROW: Final = 4
FIRST_ROW: Final = 5
"""Where the table stands where no remark stands above it."""
_TITLE: Final = phrase("収入の内訳", "Revenue")
_HINT: Final = phrase(
    "金額は正の数で（保険等査定減だけ 0 以下）。ないものは 0 と書くか、行の内容を消します。"
    "空欄は 0 とみなしません。分からない事実は空欄のままにします。",
    "Amounts are positive (only deductions are zero or less). Write 0 or clear the row where there is"
    " none: a blank is not zero. Leave facts blank that are not known.",
)
INTERNAL: Final = phrase("法人内", "internal")
_WIDTHS: Final[Mapping[Language, Mapping[str, float]]] = {
    "ja": {
        "name": 30, "amount": 16, "kind": 20, "business": 17, "section": 11, "granted_for": 11,
        "facility": 12, "id": 9, "note": 28,
    },
    "en": {
        "name": 30, "amount": 16, "kind": 22, "business": 20, "section": 14, "granted_for": 14,
        "commissioned_by_public_body": 15, "designated_manager": 12, "facility": 14, "note": 28,
    },
}  # fmt: skip
_OTHERS: Final[Mapping[Language, float]] = {"ja": 8, "en": 11}


@dataclass(frozen=True, slots=True)
class Revenue:
    """Where the lines stand, for the formulas of other sheets; rows and columns from 0.

    Attributes:
        page: the sheet; lines are in rows `first` to `last`.
        columns: the column of each field of a line.
    """

    page: Page
    columns: dict[str, int]
    first: int
    last: int

    def line(self, row: int, name: str) -> str:
        """The address of a field of a line."""
        return self.page.at(row, self.columns[name])

    def column(self, name: str) -> str:
        """The range of a field of all lines."""
        return self.page.span(self.first, self.last, self.columns[name])

    def inputs(self, row: int) -> str:
        """The cells of a line that are filled in."""
        return self.page.area(row, 1, row, len(form.REVENUE_FIELDS))

    @property
    def all_inputs(self) -> str:
        """The cells of all lines that are filled in; it grows where rows are put between them."""
        return self.page.area(self.first, 1, self.last, len(form.REVENUE_FIELDS))

    @property
    def below(self) -> str:
        """The cells below the lines, which no formula follows but `check` reads."""
        return self.page.area(self.last + 1, 1, LAST_ROW, len(form.REVENUE_FIELDS))

    @property
    def numbers(self) -> str:
        """The range of the numbers of the lines."""
        return self.page.span(self.first, self.last, 0)

    @property
    def names(self) -> str:
        """The range of the names of the lines."""
        return self.column("name")

    @property
    def kinds(self) -> str:
        """The range of the kinds of the lines."""
        return self.column("kind")


def _broken(name: str, columns: float) -> str:
    """A heading of words joined by _, broken between them where it is too wide: the reader joins them."""
    lines = [""]
    for part in re.findall("[^_]+_?", name):
        if lines[-1] and len(lines[-1]) + len(part) > columns - 1:
            lines.append("")
        lines[-1] += part
    return "\n".join(lines)


def write_revenue(book: Book, entries: Entries, unit: str, spare: int) -> Revenue:
    """The sheet; `unit` is the cell of the unit, and `spare` blank rows follow the lines."""
    known = _WIDTHS[book.lang]
    widths = tuple(known.get(name, _OTHERS[book.lang]) for name in form.REVENUE_FIELDS)
    page = book.page("revenue", (5.0, *widths, 19.0), landscape=True)
    page.title(
        book.say(_TITLE),
        book.legend(LEGEND_INPUT, LEGEND_SHOWN),
        book.say(_HINT),
    )
    for row, remark in enumerate(entries.remarks, HEADER_ROW - 1):
        page.text(row, 0, remark, "remark")
    header = HEADER_ROW + len(entries.remarks)
    first = header + 1
    columns = {name: column for column, name in enumerate(form.REVENUE_FIELDS, 1)}
    columns["posted"] = len(columns) + 1
    page.unit_at(header - 1, columns["amount"], unit, str(entries.values[("unit",)]))
    names = [
        _broken(form.label(("revenue", name), book.lang), columns)
        for name, columns in zip(form.REVENUE_FIELDS, widths, strict=True)
    ]
    page.headings(header, (book.say(form.NUMBER), *names, book.say(form.POSTED)))
    last = first + len(entries.lines) + spare - 1
    for number, row in enumerate(range(first, last + 1), 1):
        line = entries.lines[number - 1] if number <= len(entries.lines) else {}
        page.number(row, 0, number, "shown")
        for name in form.REVENUE_FIELDS:
            style = "input-number" if name in ("amount", "delivery_count") else "input"
            page.entry(row, columns[name], line.get(name), style)
        if left := entries.remainders.get(number - 1):
            parts = page.span(first + left.first, first + left.last, columns["amount"])
            formula = f"={left.whole}-SUM({parts.partition('!')[2]})"
            page.formula(row, columns["amount"], formula, line["amount"], "input-number")
        belongs = posted(line, book)
        page.fit(row, {**{columns[name]: line.get(name) for name in known}, columns["posted"]: belongs})
        page.formula(row, columns["posted"], posted_formula(page, row, columns, book), belongs, "shown")
    for name in form.REVENUE_FIELDS:
        validate(page, first, last, columns[name], ("revenue", name))
    page.sheet.freeze_panes(first, 3)
    return Revenue(page, columns, first, last)


_FINANCING: Final = ("financial", "donation")


def posted_formula(page: Page, row: int, columns: dict[str, int], book: Book) -> str:
    """Which total of the statement a line belongs to, as `posted` works out."""
    lang = book.lang

    def at(name: str) -> str:
        return page.at(row, columns[name]).partition("!")[2]

    def said(words: v.Words, code: str) -> str:
        return quoted(word(words, code, lang))

    def total(name: str) -> str:
        return quoted(form.label(("statement", name), lang))

    kind, business, section = at("kind"), at("business"), at("section")
    financing = ",".join(f"{kind}={said(v.KINDS, code)}" for code in _FINANCING)
    of_business = (
        f'IF(OR({business}="",{business}={said(v.BUSINESSES, "main")}),{total("main")},'
        f"IF({business}={said(v.BUSINESSES, 'profit')},{total('profit')},{total('ancillary')}))"
    )
    of_section = (
        f"IF({section}={said(v.SECTIONS, 'operating')},{of_business},"
        f"IF({section}={said(v.SECTIONS, 'non_operating')},{total('non_operating')},"
        f"{total('extraordinary')}))"
    )
    default = (
        f"IF(OR({financing}),{total('non_operating')},"
        f"IF({kind}={said(v.KINDS, 'asset_disposal')},{total('extraordinary')},{of_business}))"
    )
    internal = f"{at('internal')}={said(v.BOOLEANS, 'true')}"
    inside = f'IF({internal},{quoted(INTERNAL[lang])},IF({section}="",{default},{of_section}))'
    return f'=IF({kind}="","",{inside})'


def posted(line: dict[str, Any], book: Book) -> str:
    """Which total of the statement a line belongs to."""
    lang = book.lang
    kind, business = line.get("kind"), line.get("business")
    if kind is None:
        return ""
    if line.get("internal") == word(v.BOOLEANS, "true", lang):
        return INTERNAL[lang]
    codes = {word(v.KINDS, code, lang): code for code in v.KINDS}
    section = line.get("section") or word(v.SECTIONS, v.DEFAULT_SECTIONS.get(codes[kind], "operating"), lang)
    sections = {word(v.SECTIONS, code, lang): code for code in v.SECTIONS}
    name: str = sections[section]
    if name == "operating":
        businesses = {word(v.BUSINESSES, code, lang): code for code in v.BUSINESSES}
        name = v.STATEMENT_OF_BUSINESS[businesses[business] if business else "main"]
    return form.label(("statement", name), lang)
