"""Pages of the law and of explanations, put together from the blocks that reports are made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from shinryo_ratio.messages.phrases import Phrase, phrase
from shinryo_ratio.reports.blocks import Block, Column, Heading, Pairs, Paragraph, Points, Table

DEFINITION: dict[str, Phrase] = {
    "old": phrase("改正前", "old"),
    "revised": phrase("改正後", "revised"),
}


@dataclass(slots=True)
class Page:
    """A page as it is put together."""

    blocks: list[Block] = field(default_factory=list)

    def title(self, text: str) -> None:
        """The title of the page."""
        self.blocks.append(Heading(text, 1))

    def heading(self, text: str) -> None:
        """A heading within the page."""
        self.blocks.append(Heading(text))

    def text(self, *texts: str) -> None:
        """Paragraphs; empty ones are left out."""
        self.blocks += [Paragraph(text) for text in texts if text]

    def list(self, texts: Iterable[str]) -> None:
        """A list, if there is anything in it."""
        rows = tuple(("", text) for text in texts)
        self.blocks += [Points(rows)] if rows else []

    def pairs(self, *rows: tuple[str, str]) -> None:
        """Names with what is said of them; those of which nothing is said are left out."""
        said = tuple(row for row in rows if row[1])
        self.blocks += [Pairs(said)] if said else []

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
        """A table."""
        self.blocks.append(Table(tuple(columns), tuple(tuple(row) for row in rows)))

    def extend(self, other: "Page") -> None:
        """Another page below this one."""
        self.blocks += other.blocks

    def shown(self, form: str, columns: int | None = None) -> str:
        """The page as `text`, on a screen of so many columns, or as `markdown`."""
        if form == "markdown":
            from shinryo_ratio.reports.markdown import as_markdown

            return as_markdown(self.blocks)
        from shinryo_ratio.reports.text import as_text

        return as_text(self.blocks, columns)
