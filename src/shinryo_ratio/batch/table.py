"""CSV in long form, one row a line of a corporation, in chunks of whole corporations.

The rows of a corporation stand together: the table is read through once before anything is judged, and what
stands apart is told wherever it stands. Only the rows of a few corporations are held at a time.
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

from shinryo_ratio.batch.apart import Order, order_of
from shinryo_ratio.batch.chunks import BLOCK, Chunk, Document, Mark, Rows, overlong
from shinryo_ratio.batch.spooled import Readable, readable_twice
from shinryo_ratio.batch.stretches import Stretch, Stretches, Table
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers.headings import Identity, heading_conflict

_PER_CHUNK: Final = 64


def table_chunks(stream: BinaryIO, file: str, encoding: str | None) -> Iterator[Chunk]:
    """The corporations of a table.

    Raises:
        FiguresError: where the header is wrong, and so every row; where the table cannot be read twice, or is
            not the same the second time.
    """
    with readable_twice(stream, file, encoding) as again:
        start = again.stream.tell()
        order = order_of(lambda: _from(start, again, file, held=False), file)
        stretches = _from(start, again, file, held=True)
        yield from _chunks(stretches, file, order)
        if stretches.mark != order.mark:
            raise FiguresError([Problem("input-changed-meanwhile", Place(file=file))])


def _from(start: int, again: Readable, file: str, *, held: bool) -> Stretches:
    again.stream.seek(start)
    return Stretches(again.stream, file, again.encoding, held=held)


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
