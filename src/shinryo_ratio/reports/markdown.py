"""Blocks as GitHub Markdown."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from shinryo_ratio.reports.blocks import Block, Heading, Pairs, Paragraph, Points, Table

_SPECIAL: Final = re.compile(r"([\\`*_\[\]|~])")


def as_markdown(blocks: Iterable[Block]) -> str:
    """The report; it ends with a newline."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks) + "\n"


def _lines(block: Block) -> list[str]:
    if isinstance(block, Heading):
        return [f"{'#' * block.level} {escaped(block.text)}"]
    if isinstance(block, Paragraph):
        return [escaped(block.text)]
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Points):
        return [f"- {escaped(f'{mark} {text}'.strip())}" for mark, text in block.rows]
    return _pairs(block)


def escaped(text: str) -> str:
    """The text without any meaning to Markdown or HTML; a line break as <br>."""
    entities = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(r"\\\1", entities).replace("\n", "<br>")


def _pairs(pairs: Pairs) -> list[str]:
    found = [f"- **{escaped(pairs.title)}**"] if pairs.title else []
    indent = "  " if pairs.title else ""
    return found + [f"{indent}- {escaped(name)}: {escaped(text)}" for name, text in pairs.rows]


def _table(table: Table) -> list[str]:
    rule = "|".join("---:" if column.align == "right" else "---" for column in table.columns)
    first_total = len(table.rows) - table.totals
    return [
        _row([column.title for column in table.columns]),
        f"|{rule}|",
        *(_row(row, strong=number >= first_total) for number, row in enumerate(table.rows)),
    ]


def _row(cells: Sequence[str], *, strong: bool = False) -> str:
    texts = [escaped(cell) for cell in cells]
    if strong:
        texts = [f"**{text}**" if text else "" for text in texts]
    return f"| {' | '.join(texts)} |"
