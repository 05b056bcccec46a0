"""Pages of the law and of explanations: headings, paragraphs, lists and tables, as text or Markdown."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

Cells: TypeAlias = Sequence[str]
_WIDE: Final = frozenset("WFA")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a page.

    Attributes:
        form: `title`, `heading` and `text` take one text; `list` many; `pairs` and `table` rows of cells (the
            first row of a table is its header).
    """

    form: Literal["title", "heading", "text", "list", "pairs", "table"]
    texts: tuple[str, ...] = ()
    rows: tuple[Cells, ...] = ()


@dataclass(slots=True)
class Page:
    """A page as it is put together."""

    parts: list[Part] = field(default_factory=list)

    def title(self, text: str) -> None:
        """The title of the page."""
        self.parts.append(Part("title", (text,)))

    def heading(self, text: str) -> None:
        """A heading within the page."""
        self.parts.append(Part("heading", (text,)))

    def text(self, *texts: str) -> None:
        """Paragraphs."""
        self.parts += [Part("text", (text,)) for text in texts if text]

    def list(self, texts: Iterable[str]) -> None:
        """A list."""
        self.parts.append(Part("list", tuple(texts)))

    def pairs(self, rows: Iterable[tuple[str, str]]) -> None:
        """Names with what is said of them; pairs with nothing said are left out."""
        self.parts.append(Part("pairs", rows=tuple(row for row in rows if row[1])))

    def table(self, header: Cells, rows: Iterable[Cells]) -> None:
        """A table."""
        self.parts.append(Part("table", rows=(header, *rows)))

    def shown(self, form: str) -> str:
        """The page as `text` or `markdown`."""
        show = _markdown if form == "markdown" else _text
        return "\n".join(line for part in self.parts for line in show(part)).strip("\n")


def width(text: str) -> int:
    """Columns of a console that a text takes; full-width characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in _WIDE else 1 for character in text)


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def _text(part: Part) -> Iterable[str]:
    if part.form == "title":
        return (part.texts[0], "=" * width(part.texts[0]))
    if part.form == "heading":
        return ("", f"[{part.texts[0]}]")
    if part.form == "text":
        return (part.texts[0],)
    if part.form == "list":
        return tuple(f"  - {text}" for text in part.texts)
    return tuple(_aligned(part.rows, ruled=part.form == "table"))


def _aligned(rows: Sequence[Cells], *, ruled: bool) -> Iterable[str]:
    """Rows in columns; the last column is never padded."""
    if not rows:
        return
    columns = [max(width(row[index]) for row in rows) for index in range(len(rows[0]))]
    for number, row in enumerate(rows):
        padded = (_padded(cell, columns[index]) for index, cell in enumerate(row[:-1]))
        yield "  " + "  ".join([*padded, row[-1]]).rstrip()
        if ruled and number == 0:
            yield "  " + "  ".join("-" * size for size in columns)


def _markdown(part: Part) -> Iterable[str]:
    if part.form in ("title", "heading"):
        return ("", "#" * (1 if part.form == "title" else 2) + " " + part.texts[0], "")
    if part.form == "text":
        return (part.texts[0], "")
    if part.form == "list":
        return (*(f"- {text}" for text in part.texts), "")
    if part.form == "pairs":
        return (*(f"- **{name}**: {text}" for name, text in part.rows), "")
    header, *rows = part.rows
    rule = "|" + " --- |" * len(header)
    return (_row(header), rule, *(_row(row) for row in rows), "")


def _row(cells: Cells) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"
