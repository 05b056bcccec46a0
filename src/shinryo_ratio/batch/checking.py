"""Lines of an earlier output judged again from the same input."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final, NamedTuple

from shinryo_ratio.batch.again import Again
from shinryo_ratio.law import Law
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.verify import Difference, differences, kept_laws

Found = tuple[Difference, ...]
_SAME: Final[Found] = ()


class Kept(NamedTuple):
    """A revision of a rule set that a correction replaced."""

    ruleset: str
    revision: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A line of an output, and what came of it.

    Attributes:
        number: the line (first row, in a table) of its document.
        under: the revision that it is right under, where it is not under the one in force.
        has_words: whether it tells of errors, in words that are not compared.
        is_lacking: whether there is no such line, though there is the document.
    """

    number: int
    differences: Found
    under: Kept | None = None
    has_words: bool = False
    is_lacking: bool = False


def checked(results: Iterable[bytes], file: str, again: Again, *, own_law: bool) -> Iterator[Checked]:
    """Each line of an output with what differs.

    A line that differs under the law in force, but is exactly what a kept revision of its rule set gives, is
    right under that. A document without a line is a difference too.

    Args:
        results: the lines of the output.
        file: its name.
        again: the documents, judged again.
        own_law: whether they are judged by a law of the user's own.

    Raises:
        FiguresError: where a line is no line of a batch, or the input cannot be read.
    """
    kept = tuple(kept_laws(own=own_law))
    rows = _rows(results, file)
    row = next(rows, None)
    for number, found in again:
        while row is not None and row["line"] < number:
            yield _without_document(row)
            row = next(rows, None)
        if row is None or row["line"] > number:
            yield _without_line(number)
        else:
            yield _one(row, found, again, kept)
            row = next(rows, None)
    while row is not None:
        yield _without_document(row)
        row = next(rows, None)


def _one(row: dict[str, Any], found: dict[str, Any], again: Again, kept: tuple[Law, ...]) -> Checked:
    told = Checked(row["line"], tuple(differences(row, found)), has_words="errors" in row)
    if told.differences:
        for law in kept:
            id_ = row.get("ruleset")
            if id_ in _revisions(law) and not any(differences(row, again.under(law))):
                return replace(told, differences=_SAME, under=Kept(id_, _revisions(law)[id_]))
    return told


@lru_cache(maxsize=16)
def _revisions(law: Law) -> dict[str, int]:
    """The revision of each rule set that a law holds."""
    return {ruleset.id: ruleset.entry.revision for of_type in law.all_types() for ruleset in of_type.rulesets}


def _without_document(row: dict[str, Any]) -> Checked:
    return Checked(row["line"], (Difference("figures", "line", row["line"], None),))


def _without_line(number: int) -> Checked:
    return Checked(number, (Difference("details", "line", None, number, "stated"),), is_lacking=True)


def is_line(data: bytes) -> bool:
    """Whether a text is a line of an output: whatever its file is called."""
    return _row(data) is not None


def _rows(lines: Iterable[bytes], file: str) -> Iterator[dict[str, Any]]:
    """The lines of an output, in the order of their numbers.

    Raises:
        FiguresError: at the first that is none, or has no place in that order.
    """
    last = 0
    for position, line in enumerate(lines, 1):
        place = Place(file=file, line=position)
        if not line.strip():
            raise FiguresError([Problem("result-line-blank", place)])
        row = _row(line)
        if row is None:
            raise FiguresError([Problem("result-unknown", place)])
        if row["line"] <= last:
            code = "result-line-again" if row["line"] == last else "result-line-order"
            raise FiguresError([Problem(code, place, {"number": row["line"], "last": last})])
        last = row["line"]
        yield row


def _row(line: bytes) -> dict[str, Any] | None:
    try:
        row = json.loads(line, object_pairs_hook=_said_once)
    except (ValueError, RecursionError):
        return None
    told = (
        isinstance(row, dict)
        and type(row.get("line")) is int
        and row["line"] > 0
        and ("verdict" in row or "errors" in row)
    )
    return row if told else None


def _said_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    tree = dict(pairs)
    if len(tree) < len(pairs):
        raise ValueError("a key is said twice: readers would not agree on what the line says")
    return tree
