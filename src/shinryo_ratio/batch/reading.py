"""The figures of one document of a batch, and where in the whole input its problems stand."""

import csv
from typing import Any, Final

from shinryo_ratio.batch.chunks import Document, Rows
from shinryo_ratio.batch.settings import Settings
from shinryo_ratio.batch.stretches import unreadable
from shinryo_ratio.figures import Figures
from shinryo_ratio.figures.words import key_of
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers import json_text
from shinryo_ratio.readers.csv_table import source_of_rows
from shinryo_ratio.readers.decoding import decode, unprintable
from shinryo_ratio.readers.source import Further, Source, source_of

_LINES_TOLD: Final = {"duplicate-key": "first"}
"""Problems that tell the number of another line of a document, and the value that is it."""


class Reading:
    """One document being read by the readers of `check`.

    Attributes:
        reference: the caller's own id, as far as it could be read.
    """

    def __init__(self, settings: Settings, document: Document, further: Further | None = None) -> None:
        self.reference = document.reference
        self._further = further
        self._settings = settings
        self._document = document
        # alone, a line of NDJSON is line 1; rows know where they stand
        self._before = document.number - 1 if settings.format == "ndjson" else 0
        self._source: Source | None = None

    def figures(self) -> Figures:
        """The figures.

        Raises:
            FiguresError: with every problem of the document, at their places in it alone.
        """
        data, settings = self._document.data, self._settings
        if isinstance(data, Problem):
            raise FiguresError([data])
        if isinstance(data, Rows):
            header = data.table.header
            self._source = source_of_rows(self._read(data), header, settings.file, self._further)
        else:
            self._source = self._json(decode(data, settings.file, settings.encoding))
        return self._source.figures

    def _read(self, data: Rows) -> list[tuple[int, list[str]]]:
        """The cells of each row with its number.

        Raises:
            FiguresError: where rows cannot be read, with what is wrong with each of them.
        """
        found, problems = [], []
        for number, row in enumerate(data.rows, self._document.number):
            if isinstance(row, Problem):
                problems.append(row)
                continue
            try:
                cells = data.table.cells(row)
            except csv.Error as error:
                problems.append(unreadable(error, self._settings.file, number))
                continue
            problems += unprintable(cells, number, self._settings.file)
            found.append((number, cells))
        if problems:
            raise FiguresError(problems)
        return found

    def placed(self, problem: Problem) -> Problem:
        """A problem at its place in the whole input."""
        if problem is self._document.data:
            return problem
        place, values = problem.place, dict(problem.values)
        if self._source is not None and place.line is None:
            place = self._source.place(tuple(place.path.split(".")))  # the engine knows only the path
        told = _LINES_TOLD.get(problem.code)
        if told is not None:
            values[told] = str(int(values[told]) + self._before)
        line = self._document.number if place.line is None else place.line + self._before
        return Problem(problem.code, place._replace(file=self._settings.file, line=line), values)

    def _json(self, text: str) -> Source:
        if not text.strip():
            raise FiguresError([Problem("line-empty", Place())])
        located, problems = json_text.parse(text, self._settings.file)
        self.reference = _reference(located.tree)
        return source_of(located, problems, self._further)


def _reference(tree: Any) -> str | None:
    """The reference that a tree states, whatever else is wrong with it."""
    if not isinstance(tree, dict):
        return None
    stated = next((value for key, value in tree.items() if key_of("document", key) == "reference"), None)
    return stated if isinstance(stated, str) else None
