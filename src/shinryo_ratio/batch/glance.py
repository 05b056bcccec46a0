"""A document judged at a glance: what the models and the engine would say, where nothing is out of the way.

Most documents of a batch are written as programs write them: amounts as numbers, every fact stated. Their
lines are added up straight from the JSON by forms that the models have accepted before. Whatever is not known
to be right is not judged here, so that every error is told by the models; a test holds both ways equal.
"""

import csv
from typing import NamedTuple

from pydantic_core import from_json

from shinryo_ratio.batch.cells import Layout, filled_rows
from shinryo_ratio.batch.cells import totals as totals_of_rows
from shinryo_ratio.batch.chunks import Rows
from shinryo_ratio.batch.forms import Totals
from shinryo_ratio.batch.heads import Heads, agrees, taken_apart
from shinryo_ratio.engine.standing import Look, Standing
from shinryo_ratio.law import Law, NotTested


class Seen(NamedTuple):
    """What a glance saw."""

    reference: str | None
    answer: Standing | NotTested


class Glance:
    """Judges documents at a glance."""

    def __init__(self, law: Law | None) -> None:
        self._heads = Heads(law)
        self._layouts: dict[tuple[str, ...], Layout | None] = {}

    def seen(self, data: bytes | Rows) -> Seen | None:
        """The answer to a document; None where it takes a closer look."""
        known: tuple[str | None, Look | NotTested, Totals] | None
        if isinstance(data, Rows):
            try:
                known = self._known_rows(data)
            except (ValueError, csv.Error):
                return None  # a row or a cell that cannot be read: the reader tells what is wrong with it
        else:
            try:
                known = self._known(data)
            except TypeError:
                return None  # a value of another kind than its key asks for: the models tell
        if known is None:
            return None
        reference, ruling, totals = known
        if isinstance(ruling, NotTested):
            return Seen(reference, ruling)
        standing = ruling.standing(totals.simply, totals.by_effect, totals.births)
        return standing and Seen(reference, standing)

    def _known_rows(self, rows: Rows) -> tuple[str | None, Look | NotTested, Totals] | None:
        """Rows that are surely right, added up; None where that is not sure."""
        names = tuple(rows.table.header.names)
        if names not in self._layouts:
            self._layouts = {names: Layout.of(rows.table.header)}
        layout = self._layouts[names]
        cells = layout and filled_rows(rows, layout.width)
        if not layout or not cells:
            return None
        parts = taken_apart({**layout.document(cells[0]), "revenue": cells})
        head = parts and self._heads.of(parts.rest)
        if not parts or not head:
            return None
        totals = totals_of_rows(cells, layout, head.lines)
        return (parts.reference, head.ruling, totals) if totals and agrees(parts, totals) else None

    def _known(self, data: bytes) -> tuple[str | None, Look | NotTested, Totals] | None:
        """A document that is surely right, added up; None where that is not sure."""
        try:
            document = from_json(data)
        except ValueError:
            return None
        parts = taken_apart(document)
        head = parts and self._heads.of(parts.rest)
        if not parts or not head or type(parts.lines) is not list or not parts.lines:
            return None
        totals = head.lines.totals(parts.lines, posted=bool(parts.statement))
        if totals is None or not _says_each_key_once(data, parts.keys + head.keys + totals.keys):
            return None
        return (parts.reference, head.ruling, totals) if agrees(parts, totals) else None


def _says_each_key_once(data: bytes, keys: int) -> bool:
    """Whether a document whose tree has so many keys says no key twice.

    A key is followed by a colon; so there are at most as many as colons, or, where texts have colons too, as
    colons behind a quote or a blank.
    """
    if data.count(b":") == keys:
        return True
    return sum([data.count(end) for end in _ENDS]) == keys


_ENDS = (b'":', b" :", b"\t:", b"\r:", b"\n:")
