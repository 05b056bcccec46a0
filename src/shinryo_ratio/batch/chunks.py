"""The input in chunks: some documents each, and how far into the input they reach."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from shinryo_ratio.problems import Place, Problem

if TYPE_CHECKING:
    from shinryo_ratio.batch.stretches import Table

BLOCK: Final = 1 << 18
"""Bytes read at a time: some sixty documents of thirty lines."""

LONGEST: Final = 1 << 20
"""Bytes of one document, at most: some eight thousand revenue lines. It keeps the memory bounded."""


class Rows(NamedTuple):
    """The rows of a corporation in a table, not read yet.

    Attributes:
        table: how they are written.
        rows: each row as text, or what keeps it from being read; their numbers follow each other.
    """

    table: "Table"
    rows: tuple[str | Problem, ...]


class Document(NamedTuple):
    """One document of the input, not read yet.

    Attributes:
        number: the line it stands on, or its first row in a table; from 1.
        data: its text in the encoding of the input, or its rows, or what kept it from being taken.
        reference: the caller's own id, where a table says it apart from the rest.
    """

    number: int
    data: bytes | Rows | Problem
    reference: str | None = None


class Mark(NamedTuple):
    """How far into the input: documents and bytes from the start, and the CRC-32 of those bytes."""

    documents: int = 0
    length: int = 0
    crc: int = 0

    def after(self, documents: int, data: bytes) -> "Mark":
        """The mark behind some more."""
        return Mark(self.documents + documents, self.length + len(data), zlib.crc32(data, self.crc))


START: Final = Mark()


class Chunk(NamedTuple):
    """Some documents in the order of the input.

    Attributes:
        end: the mark behind the last of them.
    """

    documents: list[Document]
    end: Mark


def line_chunks(stream: BinaryIO, file: str) -> Iterator[Chunk]:
    """The lines of NDJSON; an empty line is a document (a bad one), a final newline is not.

    The same input gives the same chunks, so that a run can be resumed at the end of one.
    """
    return _Lines(stream, file).chunks()


@dataclass(slots=True)
class _Lines:
    stream: BinaryIO
    file: str
    mark: Mark = START
    rest: bytes = b""

    def chunks(self) -> Iterator[Chunk]:
        while block := self.stream.read(BLOCK):
            data = self.rest + block
            end = data.rfind(b"\n") + 1
            whole, self.rest = data[:end], data[end:]
            if whole:
                yield self._chunk(whole)
            if len(self.rest) > LONGEST:
                yield self._overlong()
        if self.rest:
            yield self._chunk(self.rest)

    def _chunk(self, data: bytes) -> Chunk:
        lines = data.removesuffix(b"\n").split(b"\n")
        first = self.mark.documents + 1
        self.mark = self.mark.after(len(lines), data)
        return Chunk([self._document(number, line) for number, line in enumerate(lines, first)], self.mark)

    def _document(self, number: int, line: bytes) -> Document:
        if len(line) > LONGEST:
            return Document(number, overlong(self.file, number))
        return Document(number, line)

    def _overlong(self) -> Chunk:
        """A line that is not held in memory: read on to its end."""
        block = self.rest
        while block and b"\n" not in block:
            self.mark = self.mark.after(0, block)
            block = self.stream.read(BLOCK)
        end = block.find(b"\n") + 1
        line, self.rest = block[:end], block[end:]
        self.mark = self.mark.after(1, line)
        number = self.mark.documents
        return Chunk([Document(number, overlong(self.file, number))], self.mark)


def overlong(file: str, number: int) -> Problem:
    """What is wrong with a document of more than `LONGEST` bytes."""
    return Problem("document-too-long", Place(file=file, line=number), {"most": LONGEST})
