"""The sheets of a result that one reads and prints: the lines with their reasons, and the whole report."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from shinryo_ratio.messages.phrases import Phrase, phrase
from shinryo_ratio.reports.blocks import Heading, Pairs, Paragraph, Points, Table
from shinryo_ratio.reports.voice import Voice
from shinryo_ratio.workbooks.book import Book, Page
from shinryo_ratio.workbooks.calculation import Calculated
from shinryo_ratio.workbooks.definitions import Definition
from shinryo_ratio.workbooks.entries import Entries
from shinryo_ratio.workbooks.entry import Cells
from shinryo_ratio.workbooks.placing import Placement

if TYPE_CHECKING:
    from shinryo_ratio.engine import Assessment

LINE_WIDTHS: Final = (5, 28, 18, 16, 16, 16, 10, 46, 34, 16, 16, 16, 16)
REPORT_WIDTHS: Final = (12, 30, 30, 26, 20, 20, 20, 20)
"""The first column is that of numbers; what is no number begins there and goes on in the second."""
_REPORT_LAST: Final = len(REPORT_WIDTHS) - 1
_HEADER, _FIRST = 4, 5
_TITLE: Final = phrase("内訳（行ごとの扱いと理由）", "The lines: what each adds, and why")
_NOTE: Final = phrase(
    "この表は収入のシートから計算されます。理由のコードの意味は shinryo-ratio explain で表示できます。",
    "Calculated from the sheet of revenue.",
)
_AS_WRITTEN: Final = phrase(
    "作成時の計算書です。ほかのシートを変えても、このシートは変わりません。",
    "The report as it was written: edits of the other sheets do not change it.",
)
_HEADS: Final[tuple[Phrase, ...]] = (
    phrase("行", "No."), phrase("科目", "account"), phrase("区分", "kind"),
    phrase("金額（円）", "amount (yen)"),
    phrase("分子", "numerator"), phrase("分母", "denominator"), phrase("算入項目", "item"),
    phrase("理由", "reason"), phrase("根拠条文", "article"),
)  # fmt: skip
_COMPARED: Final = ("old", "revised")


def write_lines(
    book: Book,
    page: Page,
    entries: Entries,
    cells: Cells,
    made: Calculated,
    placement: Placement,
    definitions: Sequence[Definition],
) -> None:
    """Each line with what it adds, by which reason and article, and what it added before the revision."""
    say = Voice(book.lang)
    by_role = {role: index for index, one in enumerate(definitions) for role in one.roles}
    compared = [by_role[role] for role in _COMPARED if role in by_role]
    heads = [book.say(words) for words in _HEADS]
    for role in _COMPARED[: len(compared)]:
        heads += [say(f"{role}-numerator"), say(f"{role}-denominator")]
    page.title(book.say(_TITLE), book.say(_NOTE))
    page.headings(_HEADER, tuple(heads))
    page.sheet.freeze_panes(_FIRST, 2)
    count = len(entries.lines)
    for index in range(made.last - made.first + 1):
        row, source = _FIRST + index, made.first + index
        spare = index >= count
        number_style = "shown-spare" if spare else "shown-number"
        line = entries.lines[index] if not spare else {}
        page.number(row, 0, index + 1, "shown")
        for column, name in ((1, "name"), (2, "kind")):
            at = cells.revenue.line(cells.revenue.first + index, name)
            page.formula(row, column, f'=IF({at}="","",{at})', str(line.get(name, "")), "shown")
        values = made.values[0][index] if not spare else None
        amounts = {"yen": None, "numerator": 0, "denominator": 0}
        for column, (name, definition) in enumerate(amounts.items(), 3):
            value = values[name] if values else 0
            page.formula(row, column, f"={made.at(source, name, definition)}", value, number_style)
        item = made.at(source, "item", 0)
        page.formula(row, 6, f"={item}", values["item"] if values else "", "shown")
        reason = made.at(source, "reason", 0)
        told = placement.reasons[values["reason"] - 1] if values else ("", "", "")
        for column, (texts, value) in enumerate(
            ((placement.sentences, told[1]), (placement.citations, told[2])), 7
        ):
            page.formula(row, column, f'=IF({reason}=0,"",INDEX({texts},{reason}))', value, "shown")
        page.fit(row, {1: line.get("name"), 2: line.get("kind"), 7: told[1], 8: told[2]})
        column = len(_HEADS)
        for definition in compared:
            for name in ("numerator", "denominator"):
                value = made.values[definition][index][name] if not spare else 0
                page.formula(row, column, f"={made.at(source, name, definition)}", value, number_style)
                column += 1
    total = _FIRST + made.last - made.first + 1
    page.text(total, 1, say("total"), "label-total")
    for column in (3, 4, 5, *range(len(_HEADS), len(_HEADS) + 2 * len(compared))):
        formula = f"=SUM({page.span(_FIRST, total - 1, column).partition('!')[2]})"
        page.formula(total, column, formula, _sum(column, made, compared), "shown-total")


def _sum(column: int, made: Calculated, compared: list[int]) -> int:
    if column < len(_HEADS):
        return sum(line[("yen", "numerator", "denominator")[column - 3]] for line in made.values[0])
    which, name = divmod(column - len(_HEADS), 2)
    return sum(line[("numerator", "denominator")[name]] for line in made.values[compared[which]])


def write_report(book: Book, page: Page, assessment: "Assessment") -> None:
    """The whole report as values: what the formulas of the other sheets do not follow stands here."""
    from shinryo_ratio.reports.assessed import assessed

    row = 0
    page.sheet.repeat_rows(0)
    for block in assessed(assessment, Voice(book.lang)):
        if isinstance(block, Heading):
            row += 0 if block.level == 1 else 1
            page.text(row, 0, block.text, "title" if block.level == 1 else "section")
            row += 1
            if block.level == 1:
                page.text(row, 0, book.say(_AS_WRITTEN), "note")
                row += 1
        elif isinstance(block, Pairs):
            row = _pairs(page, row, block)
        elif isinstance(block, Points):
            for mark, text in block.rows:
                page.wide(row, 0, _REPORT_LAST, f"{mark}　{text}" if mark else text)
                row += 1
        elif isinstance(block, Paragraph):
            page.wide(row, 0, _REPORT_LAST, block.text)
            row += 1
        elif isinstance(block, Table):
            row = _table(page, row, block)


def _pairs(page: Page, row: int, block: Pairs) -> int:
    if block.title:
        page.text(row, 0, block.title, "plain")
        row += 1
    for label, text in block.rows:
        page.wide(row, 2, _REPORT_LAST, text, tallest=page.lines(label, 0, 1))
        page.merged(row, 0, 1, label, "wide")
        row += 1
    return row


def _table(page: Page, row: int, block: Table) -> int:
    """A table, its first column across two unless it numbers the rows."""
    numbered = block.columns[0].align == "right"
    first = 0 if numbered else 1
    titles = tuple(column.title for column in block.columns)
    page.headings(row, titles if numbered else (titles[0], *titles), repeat=False)
    if not numbered:
        page.merged(row, 0, 1, titles[0], "heading")
        page.fit(row, dict(enumerate(titles[1:], 2)), tallest=page.lines(titles[0], 0, 1))
    for cells in block.rows:
        row += 1
        places = dict(enumerate(cells, first))
        for column, text in places.items():
            side = block.columns[column - first].align
            page.text(row, column, text, "label-right" if side == "right" else "label")
        tallest = 1
        if not numbered:
            tallest = page.lines(cells[0], 0, 1)
            page.merged(row, 0, 1, cells[0], "label")
            del places[first]
        page.fit(row, places, tallest=tallest)
    return row + 1
