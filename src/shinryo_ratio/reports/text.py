"""Blocks as plain text that lines up in a fixed-width font with full-width characters."""

from collections.abc import Iterable, Sequence
from typing import Final

from shinryo_ratio.reports.blocks import Block, Column, Heading, Pairs, Paragraph, Points, Table
from shinryo_ratio.reports.width import padded, width, wrapped

LINE: Final = 108
"""The width of a line: A4 landscape in 9 point."""

_GAP: Final = "  "
_INDENT: Final = "  "


def as_text(blocks: Iterable[Block]) -> str:
    """The report; it ends with a newline."""
    lines: list[str] = []
    under_heading = False
    for block in blocks:
        if lines and not under_heading:
            lines.append("")
        lines += _lines(block)
        under_heading = isinstance(block, Heading) and block.level > 1
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _lines(block: Block) -> list[str]:
    if isinstance(block, Heading):
        return _heading(block)
    if isinstance(block, Paragraph):
        return wrapped(block.text, LINE)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Points):
        return _points(block)
    return _pairs(block)


def _heading(heading: Heading) -> list[str]:
    if heading.level == 1:
        rule = "=" * LINE
        return [rule, " " * ((LINE - width(heading.text)) // 2) + heading.text, rule]
    return [f"■ {heading.text}"]


def _points(points: Points) -> list[str]:
    column = max(width(mark) for mark, _ in points.rows)
    found: list[str] = []
    for mark, text in points.rows:
        head = padded(mark, column) if column else "-"
        found += _hanging(f"{_INDENT}{head} ", text)
    return found


def _pairs(pairs: Pairs) -> list[str]:
    column = max(width(name) for name, _ in pairs.rows)
    found = _hanging(_INDENT, pairs.title) if pairs.title else []
    indent = _INDENT * 2 if pairs.title else _INDENT
    for name, text in pairs.rows:
        found += _hanging(f"{indent}{padded(name, column)}{_GAP}", text)
    return found


def _hanging(head: str, text: str) -> list[str]:
    """A text behind its head, its other lines set under its first."""
    first, *others = wrapped(text, LINE - width(head))
    return [head + first, *(" " * width(head) + line for line in others)]


# -- tables -------------------------------------------------------------------------------------


def _table(table: Table) -> list[str]:
    cells = [_wrapped_row(row, table.columns) for row in table.rows]
    titles = [wrapped(column.title, column.most) for column in table.columns]
    widths = [
        max((width(line) for row in [titles, *cells] for line in row[index]), default=0)
        for index in range(len(table.columns))
    ]
    rule = _INDENT + _GAP.join("-" * column for column in widths)
    found = [*_row(titles, table.columns, widths), rule]
    for number, row in enumerate(cells):
        if table.totals and number == len(cells) - table.totals:
            found.append(rule)
        found += _row(row, table.columns, widths)
    return found


def _wrapped_row(row: Sequence[str], columns: Sequence[Column]) -> list[list[str]]:
    return [wrapped(cell, column.most) for cell, column in zip(row, columns, strict=True)]


def _row(cells: Sequence[Sequence[str]], columns: Sequence[Column], widths: Sequence[int]) -> list[str]:
    """The lines of one row: as many as its highest cell has."""
    found = []
    for number in range(max(map(len, cells))):
        parts = [
            padded(cell[number] if number < len(cell) else "", column_width, column.align)
            for cell, column, column_width in zip(cells, columns, widths, strict=True)
        ]
        found.append(_INDENT + _GAP.join(parts))
    return found
