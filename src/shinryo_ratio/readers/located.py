"""A tree of plain values, and where in its file each of them stands."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, Final, NamedTuple, NoReturn, TypeAlias

from shinryo_ratio.figures.words import FORMS, key_of
from shinryo_ratio.problems import FiguresError, Place, Problem

Path: TypeAlias = tuple[str | int, ...]

DEEPEST: Final = 40
"""No figures are nested deeper than six levels; what is, is not read further."""

_AGAIN: Final = -1
"""The step of a path below a repeated key: no value of the tree stands there."""


class Fraction(float):
    """A number with a point or an exponent, told as it was written: 1e6 is not 1000000.0."""

    def __new__(cls, written: str) -> "Fraction":
        """The number of a text."""
        made = super().__new__(cls, written)
        made.written = written
        return made

    written: str

    def __str__(self) -> str:
        return self.written


class Spot(NamedTuple):
    """Where a value or a key begins, and the line it ends on; all from 1."""

    line: int
    column: int
    last: int


class Index:
    """The spots of all values and of all keys, by path as written."""

    def __init__(self) -> None:
        self.values: dict[Path, Spot] = {}
        self.keys: dict[Path, Spot] = {}


class Located:
    """A document as written, and where its parts stand.

    Attributes:
        tree: the values under the keys as written.
        file: the name of the file, if it has one.
        locate: finds the index; only called when a place is asked for.
    """

    def __init__(self, tree: Any, file: str | None, locate: Callable[[], Index]) -> None:
        self.tree, self.file, self.locate = tree, file, locate

    @cached_property
    def index(self) -> Index:
        """The spots of all parts."""
        return self.locate()

    def place(self, path: Path, *, key: bool = False) -> Place:
        """The best known place of a path in codes: of its value, or of its key."""
        spot = self.spot(path, key=key)
        if spot is None:
            return Place(file=self.file, path=path_text(path))
        return Place(file=self.file, line=spot.line, column=spot.column, path=path_text(path))

    def spot(self, path: Path, *, key: bool = False) -> Spot | None:
        """Where a path in codes stands, or the nearest ancestor that stands somewhere."""
        written = self._written(path)
        if key and written in self.index.keys:
            return self.index.keys[written]
        for length in range(len(written), -1, -1):
            if spot := self.index.values.get(written[:length]):
                return spot
        return None

    def problem(self, code: str, path: Path, /, at_key: bool = False, **values: str | int) -> Problem:
        """A problem at a path in codes."""
        return Problem(code, self.place(path, key=at_key), values)

    def _written(self, path: Path) -> Path:
        node, form, written = self.tree, "document", []
        for step in path:
            here: str | int = step
            if isinstance(node, Mapping) and isinstance(step, str):
                here = _spelling(node, form, step)
                entry = FORMS.get(form, {}).get(step)
                form = (entry.form or "") if entry else ""
            written.append(here)
            node = _child(node, here)
        return tuple(written)


def _spelling(node: Mapping[str, Any], form: str, code: str) -> str:
    if code in node or form not in FORMS:
        return code
    return next((key for key in node if key_of(form, key) == code), code)


def _child(node: Any, step: str | int) -> Any:
    try:
        return node[step]
    except (LookupError, TypeError):
        return None


def path_text(path: Path) -> str:
    """The path as a text, such as `revenue[3].amount`; positions count from 0, as in JSON."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems in the order of their places; those without a line come last."""
    last = (float("inf"), float("inf"))
    return tuple(sorted(problems, key=lambda found: found.place.position or last))


class _Frame:
    def __init__(self, container: Any, path: Path, spot: Spot) -> None:
        self.container, self.path, self.spot = container, path, spot
        self.step: str | None = None
        self.dropped = False


class Builder:
    """Builds a tree and its index from the parts of a text in their order.

    Of two equal keys the first is kept and the second is a problem, whatever is below it.
    """

    def __init__(self, file: str | None) -> None:
        self.tree: Any = None
        self.index = Index()
        self.problems: list[Problem] = []
        self.file = file
        self._stack: list[_Frame] = []

    @property
    def expects_key(self) -> bool:
        """Whether the next part is a key of a mapping."""
        if not self._stack:
            return False
        return isinstance(self._stack[-1].container, dict) and self._stack[-1].step is None

    @property
    def in_sequence(self) -> bool:
        """Whether the next part is an element of a list."""
        return bool(self._stack) and isinstance(self._stack[-1].container, list)

    @property
    def path(self) -> Path:
        """The path of the next value."""
        if not self._stack:
            return ()
        frame = self._stack[-1]
        if isinstance(frame.container, list):
            return (*frame.path, len(frame.container))
        return frame.path if frame.step is None else (*frame.path, _AGAIN if frame.dropped else frame.step)

    def key(self, text: str, spot: Spot) -> None:
        """The next part is the key of a value."""
        frame = self._stack[-1]
        frame.step, frame.dropped = text, text in frame.container
        path = (*frame.path, text)
        if frame.dropped:
            first = self.index.keys[path]
            self.add("duplicate-key", spot, path, key=shown(text), first=str(first.line))
        else:
            self.index.keys[path] = spot

    def value(self, value: Any, spot: Spot) -> None:
        """The next part is a value."""
        self.index.values[self.path] = spot
        self._put(value, spot.last)

    def open(self, container: Any, spot: Spot) -> None:
        """The next part is a mapping or a list, until `close`."""
        if len(self._stack) >= DEEPEST:
            self.fail("nested-too-deep", spot)
        self._stack.append(_Frame(container, self.path, spot))

    def close(self, last: int = 0) -> None:
        """The innermost mapping or list ends, on the line `last` or that of its last part."""
        frame = self._stack.pop()
        spot = frame.spot._replace(last=max(last, frame.spot.last))
        self.index.values[frame.path] = spot
        self._put(frame.container, spot.last)

    def _put(self, value: Any, last: int) -> None:
        if not self._stack:
            self.tree = value
            return
        frame = self._stack[-1]
        if isinstance(frame.container, list):
            frame.container.append(value)
        elif not frame.dropped:
            frame.container[frame.step] = value
        frame.spot = frame.spot._replace(last=max(frame.spot.last, last))
        frame.step, frame.dropped = None, False

    def add(self, code: str, spot: Spot, path: Path | None = None, /, **values: str | int) -> None:
        """A problem found on the way."""
        where = path_text(self.path if path is None else path)
        place = Place(file=self.file, line=spot.line, column=spot.column, path=where)
        self.problems.append(Problem(code, place, values))

    def fail(self, code: str, spot: Spot, /, **values: str | int) -> NoReturn:
        """A problem that makes the rest unreadable.

        Raises:
            FiguresError: with it and all problems before.
        """
        if all((found.place.line, found.place.column) != spot[:2] for found in self.problems):
            self.add(code, spot, (), **values)
        raise FiguresError(in_order(self.problems))


class Lines:
    """Line and column of the positions of a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]

    def spot(self, position: int, end: int | None = None) -> Spot:
        """The spot from a position to an end (not included)."""
        line = bisect_right(self._starts, position)
        last = line if end is None else max(line, bisect_right(self._starts, end - 1))
        return Spot(line, position - self._starts[line - 1] + 1, last)


def shown(value: Any, most: int = 40) -> str:
    """A value as a message quotes it: short, on one line, printable."""
    text = value if isinstance(value, str) else str(value)
    text = "".join(char if char.isprintable() or char == "\u3000" else "?" for char in text[: most + 1])
    return text if len(text) <= most else text[:most] + "…"
