"""The documents of a batch judged again, one after the other: what their lines must have said."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Protocol

from shinryo_ratio.batch.chunks import Document
from shinryo_ratio.batch.judging import Judge
from shinryo_ratio.batch.running import chunks_of
from shinryo_ratio.batch.settings import Settings
from shinryo_ratio.law import Law
from shinryo_ratio.messages.language import Language


class Again(Protocol):
    """Documents judged again, in their order."""

    def __iter__(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The number of each, and its line as data."""

    def under(self, law: Law) -> dict[str, Any]:
        """The line that the document given last has under another law."""


class Documents:
    """The documents of an input, judged by the engine."""

    def __init__(self, settings: Settings, stream: BinaryIO) -> None:
        self._settings, self._stream = settings, stream
        self._judge = Judge(settings)
        self._kept: dict[int, Judge] = {}
        self._document: Document

    def __iter__(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The number of each, and its line as data."""
        for chunk in chunks_of(self._settings, self._stream):
            for document in chunk.documents:
                self._document = document
                yield document.number, json.loads(self._judge.row(document).line)

    def under(self, law: Law) -> dict[str, Any]:
        """The line that the document given last has under another law."""
        judge = self._kept.get(id(law))
        if judge is None:
            judge = self._kept[id(law)] = Judge(self._settings, law=law)
        row: dict[str, Any] = json.loads(judge.row(self._document).line)
        return row


class Corporations:
    """The corporations of a table, judged in SQL.

    Raises:
        FiguresError: where it is no table of lines, or DuckDB is not installed.
        NotPlainError: where a CSV is for the readers, not for SQL.
    """

    def __init__(self, file: str, law: Law, lang: Language) -> None:
        from shinryo_ratio.sql.batch import judge

        self._file, self._lang = file, lang
        self._rows = judge(file, law=law, lang=lang)
        self._kept: dict[int, Iterator[dict[str, Any]]] = {}
        self._number = 0

    def __iter__(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The number of each, and its line as data."""
        for row in self._rows:
            data = json.loads(row.line)
            self._number = data["line"]
            yield self._number, data

    def under(self, law: Law) -> dict[str, Any]:
        """The line that the corporation given last has under another law: the table judged once more."""
        rows = self._kept.get(id(law))
        if rows is None:
            rows = self._kept[id(law)] = self._all_under(law)
        return next(data for data in rows if data["line"] == self._number)

    def _all_under(self, law: Law) -> Iterator[dict[str, Any]]:
        from shinryo_ratio.sql.batch import judge

        for row in judge(self._file, law=law, lang=self._lang):
            yield json.loads(row.line)
