"""Lines of an earlier output judged again from the same input."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from shinryo_ratio.batch.judging import Judge
from shinryo_ratio.batch.running import chunks_of
from shinryo_ratio.batch.settings import Settings
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.verify import Difference, differences

Found = tuple[Difference, ...]


def checked(
    results: BinaryIO, file: str, figures: BinaryIO, settings: Settings
) -> Iterator[tuple[int, Found]]:
    """Each line of an output with what differs.

    A document without a line is a difference too, unless the output is one line, taken out to be checked.

    Raises:
        FiguresError: where a line is no line of a batch, or the header of a table is wrong.
    """
    judge = Judge(settings)
    rows = _rows(results, file)
    row, following = next(rows, None), next(rows, None)
    lone = following is None
    for chunk in chunks_of(settings, figures):
        for document in chunk.documents:
            if row is None or row["line"] > document.number:
                if not lone:
                    yield document.number, (_missing(document.number),)
                continue
            again = json.loads(judge.row(document).line)
            yield document.number, tuple(differences(row, again))
            row, following = following, next(rows, None)
    while row is not None:
        yield row["line"], (Difference("figures", "line", row["line"], None),)
        row, following = following, next(rows, None)


def _rows(stream: BinaryIO, file: str) -> Iterator[dict[str, Any]]:
    """The lines of an output, in the order of their numbers."""
    last = 0
    for position, line in enumerate(stream, 1):
        row = _row(line)
        if row is None or row["line"] <= last:
            raise FiguresError([Problem("result-unknown", Place(file=file, line=position))])
        last = row["line"]
        yield row


def _row(line: bytes) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    told = isinstance(row, dict) and type(row.get("line")) is int and ("verdict" in row or "errors" in row)
    return row if told else None


def _missing(number: int) -> Difference:
    return Difference("details", "line", None, number)
