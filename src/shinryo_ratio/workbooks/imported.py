"""A trial balance as a workbook to fill in: what is left to split stands above the rows it may be split into.

The amount of such an account is a formula: what is typed into its parts leaves it. A sheet of its own tells
of every row of the export what became of it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.imports.figures_file import remarks, said_of
from shinryo_ratio.imports.splitting import candidates
from shinryo_ratio.messages.imports import LAYOUTS, REASONS, UNSEEN, WORDS
from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.phrases import Phrase, fill, phrase
from shinryo_ratio.readers.workbook_form import sheet_name
from shinryo_ratio.workbooks.book import Book
from shinryo_ratio.workbooks.choices import write_choices
from shinryo_ratio.workbooks.entries import Entries, Remainder, entries_of, line_entries
from shinryo_ratio.workbooks.entry import write_entry_sheets

if TYPE_CHECKING:
    from shinryo_ratio.imports.importing import Imported
    from shinryo_ratio.imports.lastyear import LastYear
    from shinryo_ratio.imports.placing import Line
    from shinryo_ratio.imports.rows import Row

_HEADINGS: Final = (
    phrase("元の行", "row"),
    phrase("科目", "account"),
    phrase("金額", "amount"),
    phrase("取込先", "became"),
    phrase("説明", "remarks"),
)
_TITLE: Final = phrase("試算表のどの行がどこへ行ったか", "What became of each row of the export")
_BECAME_LINE: Final = phrase("{sheet} 行{number}", "{sheet} No. {number}")
_AGREED: Final = phrase("合計の行と一致", "agrees with its accounts")
_REMAINDER: Final = phrase(
    "要分割: 下の{count}行に金額を書くと、その分がこの行から引かれる",
    "TO SPLIT: what you write into the {count} rows below leaves this one",
)
_PART: Final[dict[str, Phrase]] = {
    "split-into": phrase("分け方の候補（なければ0のまま）", "a suggestion; leave 0 where there is none"),
    "split-like": phrase("前年の分け方（なければ0のまま）", "as last year; leave 0 where there is none"),
}
_HEADER_ROW: Final = 6
_WIDTHS: Final = (9, 38, 18, 34, 70)


def written(imported: "Imported", like: "LastYear", lang: Language, *, spare: int) -> bytes:
    """The file.

    Args:
        imported: the figures made of an export.
        like: how accounts were split last year.
        lang: ja or en.
        spare: how many blank rows follow the lines.
    """
    laid = _laid_out(imported, like, lang)
    book = Book(lang)
    write_entry_sheets(book, laid.entries, spare=spare)
    _write_origin(book, imported, laid)
    write_choices(book)
    return book.closed()


class _Laid(NamedTuple):
    """The entries, and the number in the sheet of revenue of each line of the import."""

    entries: Entries
    numbers: dict[int, int]


def _laid_out(imported: "Imported", like: "LastYear", lang: Language) -> _Laid:
    """The lines in order, each account that is left to split with its parts below it."""
    entries = entries_of(imported.figures, lang)
    lines, entries.lines = entries.lines, []
    numbers: dict[int, int] = {}
    for line, cells in zip(imported.lines, lines, strict=True):
        position = len(entries.lines)
        numbers[line.row.number] = position + 1
        entries.lines.append(cells)
        parts = list(_parts(line, like, imported, lang)) if line.to_split else []
        if parts:
            entries.lines += parts
            entries.remainders[position] = Remainder(line.amount, position + 1, position + len(parts))
            cells["note"] = fill(_REMAINDER, lang, {"count": len(parts)})
        elif line.to_split:
            cells["note"] = WORDS["to-split"][lang]
    return _Laid(entries, numbers)


def _parts(line: "Line", like: "LastYear", imported: "Imported", lang: Language) -> Iterator[dict[str, Any]]:
    origin, rows = candidates(line, like, imported.accounts)
    for fields in rows:
        if fields["kind"] in v.INSURED_SERVICE_KINDS and line.business in v.UNINSURED_BUSINESSES:
            continue  # a contradiction that the reader would refuse
        yield line_entries({**fields, "note": _PART[origin or "split-into"][lang]}, lang)


# -- what became of each row ------------------------------------------------------------------------


def _write_origin(book: Book, imported: "Imported", laid: _Laid) -> None:
    lang = book.lang
    page = book.page("origin", _WIDTHS, landscape=True)
    grid = imported.export.grid
    layout = LAYOUTS[imported.export.layout][0][lang]
    source = fill(
        WORDS["source"], lang,
        {"file": Path(grid.file).name, "layout": layout, "unseen": UNSEEN[lang]},
    )  # fmt: skip
    page.title(book.say(_TITLE), source, *_remarks(imported, lang))
    page.headings(_HEADER_ROW, tuple(book.say(words) for words in _HEADINGS))
    for at, told in enumerate(
        sorted(_told(imported, laid, book), key=lambda row: row.number), _HEADER_ROW + 1
    ):
        page.number(at, 0, told.number, "shown")
        page.text(at, 1, told.name)
        if told.amount is None:
            page.text(at, 2, "")
        else:
            page.number(at, 2, told.amount)
        page.text(at, 3, told.became)
        page.text(at, 4, told.said)
        page.fit(at, {1: told.name, 3: told.became, 4: told.said})


def _remarks(imported: "Imported", lang: Language) -> Iterator[str]:
    """What holds of the whole import, at most three lines."""
    yield from remarks(imported, lang)
    if imported.notes:
        yield " ".join(note.words(lang)[0] for note in imported.notes)


class _Told(NamedTuple):
    number: int
    name: str
    amount: int | None
    became: str
    said: str


def _told(imported: "Imported", laid: _Laid, book: Book) -> Iterator[_Told]:
    lang = book.lang
    agreed = {met.row.number for met in imported.totals.met}
    for line in imported.lines:
        number = laid.numbers[line.row.number]
        became = fill(_BECAME_LINE, lang, {"sheet": sheet_name("revenue", lang), "number": number})
        yield _Told(line.row.number, line.name, line.amount, became, "\n".join(said_of(line, lang)))
    for left in imported.left_out:
        row = left.row
        said = book.say(_AGREED) if row.number in agreed else ""
        yield _Told(row.number, _name(row), row.amount, REASONS[left.reason][lang], said)


def _name(row: "Row") -> str:
    return f"{row.account}（{row.name}）" if row.role == "sub" else row.name
