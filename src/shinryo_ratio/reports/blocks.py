"""What a report is made of, whatever it is written in: headings, pairs, tables, paragraphs.

The builders say what stands in a report; the formats say how it looks. A text may hold line breaks.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels and what stands beside each; an indented one belongs to the block before it."""

    rows: tuple[tuple[str, str], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """A list of sentences, each with its mark (such as 注1) or none."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its side, and the display width from which its cells are wrapped."""

    title: str
    align: Literal["left", "right"] = "left"
    most: int = 30


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the last `totals` rows are set off from the others."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: int = 0


Block: TypeAlias = Heading | Pairs | Paragraph | Points | Table
