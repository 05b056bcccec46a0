"""What a report is made of, whatever it is written in: headings, pairs, tables, paragraphs.

The builders say what stands in a report; the formats say how it looks. A text may hold line breaks.
"""

from typing import Literal, NamedTuple, TypeAlias


class Heading(NamedTuple):
    """A heading; level 1 is the title."""

    text: str
    level: int = 2


class Pairs(NamedTuple):
    """Labels and what stands beside each; an indented one belongs to the block before it."""

    rows: tuple[tuple[str, str], ...]
    title: str = ""


class Paragraph(NamedTuple):
    """A paragraph."""

    text: str


class Points(NamedTuple):
    """A list of sentences, each with its mark (such as 注1) or none."""

    rows: tuple[tuple[str, str], ...]


class Column(NamedTuple):
    """A column: its title, its side, and the display width from which its cells are wrapped."""

    title: str
    align: Literal["left", "right"] = "left"
    most: int = 30


class Table(NamedTuple):
    """A table; the last `totals` rows are set off from the others."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: int = 0


Block: TypeAlias = Heading | Pairs | Paragraph | Points | Table
