"""A workbook being written: its looks, and cells that are what they look like.

Text is written as text whatever it begins with; a formula is written together with its value, so that a
viewer that calculates nothing shows the same.
"""

import io
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import xlsxwriter  # type: ignore[import-untyped]

from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.phrases import Phrase, phrase
from shinryo_ratio.problems import column_letters
from shinryo_ratio.readers.workbook_form import SHOWN, sheet_name
from shinryo_ratio.reports.width import wrapped

NUMBER: Final = "#,##0;△#,##0;0"
NUMBER_OR_BLANK: Final = "#,##0;△#,##0;"
DAY: Final = {"ja": '[$-411]ggge"年"m"月"d"日"', "en": "yyyy-mm-dd"}
PERCENT: Final = '0.000"％"'

_ONE_LINE: Final = 18.0
_LINE_HEIGHT: Final = 16.0
"""In points, for 10-point text: Yu Gothic is higher than most, and another font may stand in for it."""
_TO_A_WIDTH, _INSET = 1.05, 0.5
"""How much 10-point text a column's width holds, which is told in digits of 11 points; less its borders."""
_YELLOW, _GREY, _BLUE = "#FFF8D6", "#EFEFEF", "#DCE6F1"
_CELL: Final = {"border": 1, "border_color": "#A6A6A6", "valign": "top", "text_wrap": True}
_STYLES: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {"bold": True, "font_size": 14},
    "remark": {"bold": True, "font_color": "#9C0006", "font_size": 10},
    "note": {"font_color": "#404040", "font_size": 9},
    "unit": {"align": "right", "font_size": 9},
    "heading": {**_CELL, "bold": True, "bg_color": _BLUE, "align": "center", "valign": "vcenter"},
    "section": {"bold": True, "font_size": 11, "bottom": 2},
    "label": {**_CELL, "bg_color": "#FFFFFF"},
    "remark-cell": {**_CELL, "bold": True, "font_color": "#9C0006", "bg_color": "#FFFFFF"},
    "label-right": {**_CELL, "bg_color": "#FFFFFF", "align": "right"},
    "input": {**_CELL, "bg_color": _YELLOW, "locked": False},
    "input-number": {**_CELL, "bg_color": _YELLOW, "locked": False, "num_format": NUMBER},
    "input-count": {**_CELL, "bg_color": _YELLOW, "locked": False, "num_format": "General", "align": "left"},
    "input-day": {**_CELL, "bg_color": _YELLOW, "locked": False, "align": "left"},
    "shown": {**_CELL, "bg_color": _GREY},
    "shown-number": {**_CELL, "bg_color": _GREY, "num_format": NUMBER},
    "shown-spare": {**_CELL, "bg_color": _GREY, "num_format": NUMBER_OR_BLANK},
    "shown-percent": {**_CELL, "bg_color": _GREY, "num_format": PERCENT},
    "shown-total": {**_CELL, "bg_color": _GREY, "num_format": NUMBER, "bold": True, "top": 2},
    "label-total": {**_CELL, "bold": True, "top": 2},
    "verdict": {**_CELL, "bg_color": _GREY, "bold": True, "font_size": 14, "valign": "vcenter"},
    "plain": {"num_format": "General"},
    "wide": {"text_wrap": True, "valign": "top"},
    "flat": {"font_size": 9},
    "flat-number": {"font_size": 9, "num_format": NUMBER},
    "flat-percent": {"font_size": 9, "num_format": PERCENT},
}
_TAB: Final = {"input": "#FFD966", "shown": "#5B9BD5", "internal": "#BFBFBF"}
_TITLE_ROWS, _TITLE_COLUMNS = 1, 8
_INTERNAL: Final = phrase(
    "内部の計算用の表です。印刷は見出しだけに設定しています（ページ レイアウトの印刷範囲で変えられます）。",
    "A table of the calculation: its title alone is set to be printed.",
)
_UNIT: Final = phrase("単位：", "Unit: ")
LEGEND_INPUT: Final = phrase("黄色の欄に記入します。", "Fill in the yellow cells.")
LEGEND_SHOWN: Final = phrase(
    "灰色の欄は自動で計算されます（シートの保護にパスワードはありません）。",
    "Grey cells are worked out (the sheets are protected without a password).",
)


class Book:
    """A workbook being written, in a language.

    Attributes:
        mark: what every page says of the whole book, such as that it is a what-if; nothing of most.
    """

    def __init__(self, lang: Language, mark: str = "") -> None:
        self.lang, self.mark = lang, mark
        self._out = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._out, options)
        font = {"font_name": "Yu Gothic", "font_size": 10}
        self._styles = {
            name: self._book.add_format({**font, **style}) for name, style in self._styles_of(lang).items()
        }

    @staticmethod
    def _styles_of(lang: Language) -> dict[str, Mapping[str, Any]]:
        return {**_STYLES, "input-day": {**_STYLES["input-day"], "num_format": DAY[lang]}}

    def page(
        self, sheet: str, widths: tuple[float, ...], *, landscape: bool = False, internal: bool = False
    ) -> "Page":
        """A new sheet, printed on A4 one page wide, protected without a password.

        Args:
            sheet: which one of the form.
            widths: of its columns, in characters.
            landscape: whether it is printed broadside.
            internal: whether it only serves the formulas: of such a sheet the title alone is printed.
        """
        name = sheet_name(sheet, self.lang)
        page = Page(self._book.add_worksheet(name), name, self._styles, self.lang)
        page.prepare(widths, landscape=landscape, mark=self.mark)
        page.sheet.set_tab_color(_TAB["internal" if internal else "shown" if sheet in SHOWN else "input"])
        if internal:
            page.sheet.print_area(0, 0, _TITLE_ROWS, _TITLE_COLUMNS)
            page.text(_TITLE_ROWS, 0, self.say(_INTERNAL), "note")
        return page

    def legend(self, *parts: Phrase) -> str:
        """Sentences one after the other."""
        return ("" if self.lang == "ja" else " ").join(map(self.say, parts))

    def say(self, words: Phrase) -> str:
        """Words in the language of the book."""
        return words[self.lang]

    def closed(self) -> bytes:
        """The finished file."""
        self._book.close()
        return self._out.getvalue()


class Page:
    """A sheet being written; rows and columns from 0, as xlsxwriter counts."""

    def __init__(self, sheet: Any, name: str, styles: Mapping[str, Any], lang: Language) -> None:
        self.sheet, self.name, self._styles, self.lang = sheet, name, styles, lang
        self._widths: tuple[float, ...] = ()

    def prepare(self, widths: tuple[float, ...], *, landscape: bool, mark: str) -> None:
        """Columns, paper and protection."""
        self.widths(widths)
        self.sheet.set_paper(9)
        if landscape:
            self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        self.sheet.set_footer(f"&L&A&C{mark}&R&P / &N")
        self.sheet.hide_gridlines(2)
        self.sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})

    def widths(self, widths: tuple[float, ...]) -> None:
        """The widths of the columns, in characters."""
        self._widths = widths
        for column, characters in enumerate(widths):
            self.sheet.set_column(column, column, characters)

    def style(self, name: str) -> Any:
        """A format of the book."""
        return self._styles[name]

    def text(self, row: int, column: int, text: str, style: str = "label") -> None:
        """A text, whatever it begins with; an empty one leaves the cell blank."""
        if text:
            self.sheet.write_string(row, column, text, self._styles[style])
        else:
            self.sheet.write_blank(row, column, None, self._styles[style])

    def number(self, row: int, column: int, number: int, style: str = "shown-number") -> None:
        """A number."""
        self.sheet.write_number(row, column, number, self._styles[style])

    def day(self, row: int, column: int, day: date) -> None:
        """A day to fill in."""
        self.sheet.write_datetime(row, column, day, self._styles["input-day"])

    def formula(
        self, row: int, column: int, formula: str, value: int | float | str, style: str = "shown-number"
    ) -> None:
        """A formula with its value."""
        self.sheet.write_formula(row, column, formula, self._styles[style], value)

    def entry(self, row: int, column: int, value: Any, style: str = "input") -> None:
        """A cell to fill in, with what is known already."""
        if isinstance(value, bool) or value is None:
            self.text(row, column, "", style)
        elif isinstance(value, int):
            self.number(row, column, value, style if style == "input-count" else "input-number")
        elif isinstance(value, date):
            self.day(row, column, value)
        else:
            self.text(row, column, str(value), style)

    def merged(self, row: int, first: int, last: int, text: str, style: str) -> None:
        """A text across columns."""
        self.sheet.merge_range(row, first, row, last, "", self._styles[style])
        self.text(row, first, text, style)

    def wide(
        self, row: int, first: int, last: int, text: str, style: str = "wide", *, tallest: int = 1
    ) -> None:
        """A text across columns, in a row as high as it needs, or as the `tallest` beside it does."""
        self.merged(row, first, last, text, style)
        self._high(row, max(tallest, self.lines(text, first, last)))

    def fit(self, row: int, texts: Mapping[int, Any], *, tallest: int = 1) -> None:
        """Make a row as high as its longest text, by column, needs; programs do not always do it."""
        lines = (self.lines(str(text), column, column) for column, text in texts.items() if text)
        self._high(row, max([tallest, *lines]))

    def lines(self, text: str, first: int, last: int) -> int:
        """How many lines a text takes across columns."""
        columns = sum(self._widths[first : last + 1])
        return len(wrapped(text, max(2, int(columns * _TO_A_WIDTH - _INSET))))

    def _high(self, row: int, lines: int) -> None:
        self.sheet.set_row(row, _ONE_LINE + _LINE_HEIGHT * (lines - 1))

    def headings(self, row: int, texts: tuple[str, ...], *, repeat: bool = True) -> None:
        """The header of a table, repeated on every printed page and kept in sight."""
        for column, text in enumerate(texts):
            self.text(row, column, text, "heading")
        self.fit(row, dict(enumerate(texts)))
        if repeat:
            self.sheet.repeat_rows(row)
            self.sheet.freeze_panes(row + 1, 0)

    def title(self, text: str, *notes: str) -> None:
        """The title of the sheet and a line below it."""
        self.text(0, 0, text, "title")
        for row, note in enumerate(notes, 1):
            self.text(row, 0, note, "note")

    def unit_at(self, row: int, column: int, unit: str, words: str) -> None:
        """The unit of the amounts, which stands in the cell `unit`; upper right of a table."""
        lead = _UNIT[self.lang]
        self.formula(row, column, f"={quoted(lead)}&{unit}", lead + words, "unit")

    def validate(self, first: int, last: int, column: int, rule: Mapping[str, Any]) -> None:
        """A check of what is typed into a column."""
        self.sheet.data_validation(first, column, last, column, dict(rule))

    def at(self, row: int, column: int) -> str:
        """The address of a cell as a formula in any sheet writes it."""
        return f"'{self.name}'!" + cell_name(row, column)

    def span(self, first: int, last: int, column: int) -> str:
        """The address of a part of a column."""
        return self.area(first, column, last, column)

    def area(self, top: int, left: int, bottom: int, right: int) -> str:
        """The address of a block of cells."""
        return f"'{self.name}'!{cell_name(top, left)}:{cell_name(bottom, right)}"


def cell_name(row: int, column: int) -> str:
    """The fixed address of a cell, such as $C$12; row and column from 0."""
    return f"${column_letters(column + 1)}${row + 1}"


def quoted(text: str) -> str:
    """A text as a formula writes it."""
    return '"' + text.replace('"', '""') + '"'
