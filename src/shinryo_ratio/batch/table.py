"""CSV in long form, one row a line of a corporation, in chunks of whole corporations.

The rows of a corporation stand together: the table is read through once before anything is judged, and what
stands apart is told wherever it stands. Only the rows of a few corporations are held at a time.
"""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import BinaryIO, Final, cast

from shinryo_ratio.batch.apart import Order, order_of
from shinryo_ratio.batch.chunks import BLOCK, Chunk, Document, Mark, Rows, overlong
from shinryo_ratio.batch.stretches import Stretch, Stretches, Table
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers.headings import Identity, heading_conflict

_PER_CHUNK: Final = 64

MOST_SPOOLED: Final = 1 << 33
"""Bytes of a table from a pipe, at most: it is kept in a temporary file, to be read twice."""


def table_chunks(stream: BinaryIO, file: str, encoding: str | None) -> Iterator[Chunk]:
    """The corporations of a table.

    Raises:
        FiguresError: where the header is wrong, and so every row; where the table cannot be read twice, or is
            not the same the second time.
    """
    with _readable_twice(stream, file) as again:
        start = again.tell()
        order = order_of(lambda: _from(start, again, file, encoding, held=False), file)
        stretches = _from(start, again, file, encoding, held=True)
        yield from _chunks(stretches, file, order)
        if stretches.mark != order.mark:
            raise FiguresError([Problem("input-changed-meanwhile", Place(file=file))])


def _from(start: int, stream: BinaryIO, file: str, encoding: str | None, *, held: bool) -> Stretches:
    stream.seek(start)
    return Stretches(stream, file, encoding, held=held)


def _chunks(stretches: Stretches, file: str, order: Order) -> Iterator[Chunk]:
    documents: list[Document] = []
    taken, begun = 0, 0
    end = Mark()
    for stretch in stretches:
        documents.append(_document(stretch, stretches.table, file, order))
        end = stretch.end
        if len(documents) == _PER_CHUNK or end.length - begun >= BLOCK:
            taken += len(documents)
            begun = end.length
            yield Chunk(documents, end._replace(documents=taken))
            documents = []
    if documents:
        yield Chunk(documents, end._replace(documents=taken + len(documents)))


def _document(stretch: Stretch, table: Table, file: str, order: Order) -> Document:
    data: Rows | Problem = Rows(table, tuple(stretch.rows))
    partly = next((named for named in stretch.named if named in order.partly), None)
    if partly is not None:
        data = _partly_referred(stretch, partly, table, file, order)
    elif stretch.identity in order.apart:
        values = {"whose": " ".join(stretch.identity or ()).strip()}
        data = Problem("csv-rows-apart", Place(file=file, line=stretch.number), values)
    elif stretch.is_too_long:
        data = overlong(file, stretch.number)
    return Document(stretch.number, data, stretch.reference)


def _partly_referred(stretch: Stretch, named: Identity, table: Table, file: str, order: Order) -> Problem:
    """That of a name and year some rows have a reference and some have none, and these are of one sort."""
    with_, without = order.partly[named]
    column = table.header.headings["reference"]
    place = Place(file=file, line=stretch.named[named], column=column)
    row, said = without if stretch.stated else with_
    return heading_conflict(place, table.header.names[column - 1], stretch.stated, said, row)


@contextmanager
def _readable_twice(stream: BinaryIO, file: str) -> Iterator[BinaryIO]:
    """The stream, or what came through a pipe in a temporary file.

    Raises:
        FiguresError: where a pipe brings more than is kept, or that cannot be kept.
    """
    if stream.seekable():
        yield stream
        return
    with ExitStack() as open_files:
        try:
            spooled = open_files.enter_context(tempfile.TemporaryFile())
            while block := stream.read(BLOCK):
                spooled.write(block)
                if spooled.tell() > MOST_SPOOLED:
                    raise FiguresError([Problem("pipe-too-long", Place(file=file), {"most": MOST_SPOOLED})])
            spooled.seek(0)
        except OSError as error:
            values = {"detail": error.strerror or str(error)}
            raise FiguresError([Problem("pipe-not-kept", Place(file=file), values)]) from None
        yield cast("BinaryIO", spooled)
