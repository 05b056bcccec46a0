"""The documents of a batch judged again, one after the other: what their lines must have said."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, Protocol

from shinryo_ratio.batch.chunks import Document
from shinryo_ratio.batch.judging import Judge
from shinryo_ratio.batch.running import chunks_of
from shinryo_ratio.batch.settings import Settings
from shinryo_ratio.law import Law


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
