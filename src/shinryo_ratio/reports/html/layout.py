"""Blocks as HTML: headings by depth, tables with scopes, lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from shinryo_ratio.messages.language import Language
from shinryo_ratio.reports.blocks import Block, Column, Heading, Pairs, Paragraph, Points, Table
from shinryo_ratio.reports.html.markup import Markup, element, joined, spoken
from shinryo_ratio.reports.width import width

_NARROWEST: Final = 14
"""The display width up to which a column of words is never squeezed."""


_SHORT: Final = 6
"""The most rows of a table that no page break divides; a longer one repeats its headings."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How blocks are laid out.

    Attributes:
        lower: how many levels headings stand lower than the blocks say: 1 inside a document of several.
    """

    lang: Language
    lower: int = 0

    def blocks(self, blocks: Iterable[Block]) -> Markup:
        """Blocks one after another."""
        return joined(map(self.block, blocks))

    def block(self, block: Block) -> Markup:
        """One block."""
        if isinstance(block, Heading):
            return self.heading(block.text, block.level)
        if isinstance(block, Paragraph):
            return element("p", self.text(block.text))
        if isinstance(block, Table):
            return self.table(block)
        if isinstance(block, Points):
            return self._points(block)
        return self.pairs(block)

    def text(self, text: str) -> Markup:
        """Words of the report or of the user."""
        return spoken(text, self.lang)

    def heading(self, text: str, level: int, class_: str | None = None) -> Markup:
        """A heading; level 1 is the title."""
        return element(f"h{level + self.lower}", self.text(text), class_=class_)

    def pairs(self, pairs: Pairs, class_: str = "pairs") -> Markup:
        """Labels and what stands beside each, as a table of row headers."""
        rows = [
            element("tr", element("th", self.text(name), scope="row"), element("td", self.text(text)))
            for name, text in pairs.rows
        ]
        title = [element("caption", self.text(pairs.title))] if pairs.title else []
        return element("table", *title, element("tbody", *rows), class_=class_)

    def table(self, table: Table, class_: str = "grid") -> Markup:
        """A table whose headings repeat on every page; totals stand in a group of their own."""
        first_total = len(table.rows) - table.totals
        class_ = f"{class_} short" if len(table.rows) <= _SHORT else class_
        heads = [self._head(column, index, table) for index, column in enumerate(table.columns)]
        groups = [(table.rows[:first_total], None), (table.rows[first_total:], "totals")]
        return element(
            "table",
            element("thead", element("tr", *heads)),
            *(
                element("tbody", *(self._row(row, table.columns) for row in rows), class_=name)
                for rows, name in groups
                if rows
            ),
            class_=class_,
        )

    def _head(self, column: Column, index: int, table: Table) -> Markup:
        if not column.title:
            return element("td")
        words = [column.title, *(line for row in table.rows for line in row[index].split("\n"))]
        longest = min(max(map(width, words)), _NARROWEST)
        least = None if column.align == "right" else f"min-width:{(longest + 1) // 2 + 2}em"
        return element("th", self.text(column.title), scope="col", class_=column.align, style=least)

    def _row(self, row: Sequence[str], columns: Sequence[Column]) -> Markup:
        return element(
            "tr",
            *(
                element("td", self.text(cell), class_=column.align)
                for cell, column in zip(row, columns, strict=True)
            ),
        )

    def _points(self, points: Points) -> Markup:
        rows = [
            element("li", *([element("span", mark, class_="mark")] if mark else []), self.text(text))
            for mark, text in points.rows
        ]
        marked = any(mark for mark, _ in points.rows)
        return element("ul", *rows, class_="marked" if marked else "points")
