"""CSV in long form, one row a line of a corporation, in chunks of whole corporations.

The rows of a corporation stand together. Each corporation becomes a table of its own, which the reader of
`check` reads; only one is held at a time, so the length of the file does not matter.
"""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, Final, TypeAlias

from shinryo_ratio.batch.chunks import LONGEST, START, Chunk, Document, Mark, overlong
from shinryo_ratio.batch.text import TextLines
from shinryo_ratio.figures.dates import DateError, parse_date
from shinryo_ratio.figures.words import fold
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers.columns import Header, read_header

Row: TypeAlias = list[str]
Identity: TypeAlias = tuple[str, str]

_PER_CHUNK: Final = 64


def table_chunks(stream: BinaryIO, file: str, encoding: str | None) -> Iterator[Chunk]:
    """The corporations of a table, each a document of CSV with the header above its rows.

    Raises:
        FiguresError: where the header is wrong, and so every row.
    """
    documents: list[Document] = []
    taken = 0
    for document, end in _Table(stream, file, encoding).documents():
        documents.append(document)
        if len(documents) == _PER_CHUNK:
            taken += len(documents)
            yield Chunk(documents, end._replace(documents=taken))
            documents = []
    if documents:
        yield Chunk(documents, end._replace(documents=taken + len(documents)))


class _Stretch:
    """The rows of one corporation that stand together."""

    def __init__(self, number: int, identity: Identity | None, reference: str | None, header: Row) -> None:
        self.number, self.identity, self.reference = number, identity, reference
        self._text = io.StringIO(newline="")
        self._writer = csv.writer(self._text)
        self._writer.writerow(header)

    def add(self, row: Row) -> None:
        """One more row; of a stretch that is too long already, nothing more is held."""
        if self._text.tell() <= LONGEST:
            self._writer.writerow(row)

    def document(self, file: str) -> Document:
        """The rows as a document."""
        text = self._text.getvalue()
        data = overlong(file, self.number) if len(text) > LONGEST else text.encode()
        return Document(self.number, data, self.reference)


class _Table:
    """The rows of a table in order, and the corporations they make up."""

    def __init__(self, stream: BinaryIO, file: str, encoding: str | None) -> None:
        self._file = file
        self._text = TextLines(stream, encoding)
        self._rows = self._numbered_rows()
        self._end_of_last = START
        self._met: set[int] = set()
        self._header = Header([], 0)

    def documents(self) -> Iterator[tuple[Document, Mark]]:
        """Each corporation, or row that cannot be read, with how far into the bytes it reaches."""
        self._read_header()
        stretch: _Stretch | None = None
        for number, row in self._rows:
            identity = None if isinstance(row, Problem) else self._identity(row)
            ends = isinstance(row, Problem) or (stretch and identity not in (None, stretch.identity))
            if stretch is not None and ends:
                yield self._checked(stretch), self._end_of_last
                stretch = None
            if isinstance(row, Problem):
                yield Document(number, row), self._text.mark
            elif stretch is not None or any(map(str.strip, row)):
                stretch = stretch or _Stretch(number, identity, self._reference(row), self._header.names)
                stretch.add(row)
        if stretch is not None:
            yield self._checked(stretch), self._text.mark

    def _read_header(self) -> None:
        for number, row in self._rows:
            if isinstance(row, Problem):
                raise FiguresError([row])
            if any(map(str.strip, row)):
                self._header, problems = read_header(row, number, self._file)
                if problems:
                    raise FiguresError(problems)
                return
        raise FiguresError([Problem("file-empty", Place(file=self._file))])

    def _numbered_rows(self) -> Iterator[tuple[int, Row | Problem]]:
        """The rows from 1, or what is wrong with one; whatever it is, the next one is read."""
        rows = csv.reader(self._text, strict=True)
        number = 0
        while True:
            self._end_of_last = self._text.mark
            number += 1
            place = Place(file=self._file, line=number)
            try:
                yield number, next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                code = "csv-quote-open" if "unexpected end of data" in str(error) else "csv-syntax"
                yield number, Problem(code, place, {"detail": str(error)})
            except UnicodeDecodeError as error:
                yield number, Problem("encoding-mismatch", place, {"encoding": error.encoding})

    def _identity(self, row: Row) -> Identity | None:
        """Whose row it is and of which year, as the reader tells them apart; None where it does not say."""
        reference, name = self._reference(row), self._cell(row, "name")
        start = self._cell(row, "start")
        if not (reference or name):
            return None
        return reference or name or "", _day(start or "")

    def _reference(self, row: Row) -> str | None:
        return self._cell(row, "reference") or None

    def _cell(self, row: Row, heading: str) -> str | None:
        column = self._header.headings.get(heading)
        return row[column - 1].strip() if column is not None and column <= len(row) else None

    def _checked(self, stretch: _Stretch) -> Document:
        """The document of a stretch; an error where rows of the same corporation stood further up."""
        if stretch.identity is not None:
            met = hash(stretch.identity)
            if met in self._met:
                place = Place(file=self._file, line=stretch.number)
                values = {"whose": " ".join(stretch.identity).strip()}
                return Document(stretch.number, Problem("csv-rows-apart", place, values), stretch.reference)
            self._met.add(met)
        return stretch.document(self._file)


def _day(text: str) -> str:
    """One spelling of a day, so that two calendars do not make two corporations."""
    try:
        return parse_date(text).isoformat()
    except DateError:
        return fold(text)
