"""One corporation's figures together with where each of them stands."""

from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Any, Final, NamedTuple, TypeAlias

from pydantic import ValidationError

from shinryo_ratio.figures import Figures
from shinryo_ratio.figures.words import FORMS, to_codes
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers.located import Located, Path, in_order, path_text, shown

Further: TypeAlias = Callable[[Figures], Iterable[Problem]]
"""What else is asked of a document that is refused, by its head: whether the law has an answer for it."""

_STANDS_FOR_LINES: Final = {"name": "-", "amount": 0, "kind": "other"}
_OTHER_FORMS: Final[tuple[dict[str, str], ...]] = ({}, {"legal_form": "general"})
"""In place of a legal form that a type cannot have, or lacks: whether a text is held does not hang on it."""
_CODES = frozenset(key for form in FORMS.values() for key in form)


class Source(NamedTuple):
    """Figures, and the text they came from.

    Attributes:
        figures: what the corporation reports.
        file: the name of the file, or None.
        located: the text, with the places of its parts.
        notes: what was read all the same and should be looked at, such as formulas of a workbook.
    """

    figures: Figures
    file: str | None
    located: Located
    notes: tuple[Problem, ...] = ()

    def place(self, path: Path) -> Place:
        """The place of a path in codes, or of the nearest part around it that stands in the text."""
        return self.located.place(path)

    def line_at(self, file_line: int) -> int | None:
        """The number (from 1) of the revenue line that stands at a line of the file, or row of the table."""
        for index in range(len(self.figures.revenue)):
            spot = self.located.spot(("revenue", index))
            if spot is not None and spot.line <= file_line <= spot.last:
                return index + 1
        return None


def source_of(located: Located, problems: Iterable[Problem] = (), further: Further | None = None) -> Source:
    """The figures that a tree states.

    Args:
        located: the tree.
        problems: what is wrong with its text.
        further: what else is asked where it is refused.

    Raises:
        FiguresError: with the problems handed in and all of the tree, in the order of their places.
    """
    figures, found = validated(located)
    known = {(problem.place.line, problem.place.column) for problem in problems if problem.place.line}
    rest = [other for other in found if (other.place.line, other.place.column) not in known]
    every = [*problems, *rest]
    if figures is None or every:
        raise FiguresError(in_order([*every, *further_problems(located, further)]))
    return Source(figures, located.file, located)


def validated(located: Located) -> tuple[Figures | None, list[Problem]]:
    """The figures of a tree, if it has any, and what is wrong with it."""
    document, twice = located.tree, []
    if isinstance(document, dict) and not _all_coded(document):
        coded = to_codes(document)
        document = coded.document
        twice = [_said_twice(path, located) for path in coded.twice]
    try:
        return _figures(document), twice
    except ValidationError as error:
        from shinryo_ratio.readers.diagnosis import diagnose

        return None, [*twice, *diagnose(error, to_codes(document).document, located)]


def further_problems(located: Located, further: Further | None) -> Iterator[Problem]:
    """What else is wrong with a refused document, at its places; nothing where its head cannot be read."""
    head = _head(located.tree) if further is not None else None
    if further is not None and head is not None:
        for problem in further(head):
            yield problem.at(located.place(tuple(problem.place.path.split("."))))


def _head(tree: Any) -> Figures | None:
    """Whose figures a tree states and of which year, as far as that can be read, with what is elected.

    An election is judged by the end of the year: where that cannot be read nothing is asked of it.
    """
    document = to_codes(tree).document if isinstance(tree, dict) else {}
    corporation, year = document.get("corporation"), document.get("fiscal_year")
    elections = {"elections": _kept(document.get("elections"), ("covid_subsidy_measure",))}
    form = _kept(corporation, ("legal_form",))
    for legal_form in (form, *_OTHER_FORMS):
        for keys, elected in ((("start", "end"), elections), (("start", "end"), {}), (("start",), {})):
            head: dict[str, Any] = {
                "corporation": {"name": "-", **_kept(corporation, ("type",)), **legal_form},
                "fiscal_year": _kept(year, keys),
                "revenue": [_STANDS_FOR_LINES],
                **elected,
            }
            try:
                return Figures.model_validate(head)
            except ValidationError:
                continue
    return None


def _kept(part: Any, keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: part[key] for key in keys if key in part} if isinstance(part, dict) else {}


_AT_A_GLANCE: Final = 100
"""So many documents of a process cost less at a glance than what validates any document takes to build."""
_read: Final = count()


def _figures(document: Any) -> Figures:
    """The figures of a document.

    Raises:
        pydantic.ValidationError: with every error of it.
    """
    if next(_read) < _AT_A_GLANCE and not Figures.__pydantic_complete__:
        from shinryo_ratio.figures.glance import at_a_glance

        if (figures := at_a_glance(document)) is not None:
            return figures
    return Figures.model_validate(document)


def _all_coded(tree: dict[str, Any] | list[Any]) -> bool:
    """Whether every key is written as a code, so that none can say again what another said."""
    parts: Iterable[Any] = tree
    if isinstance(tree, dict):
        if not _CODES.issuperset(tree):
            return False
        parts = tree.values()
    for part in parts:  # a loop: this runs on every document, right or wrong
        kind = type(part)
        if (kind is dict or kind is list) and not _all_coded(part):
            return False
    return True


def _said_twice(written: Path, located: Located) -> Problem:
    spot = located.index.keys.get(written)
    assert spot is not None  # every key of a text stands somewhere
    place = Place(located.file, spot.line, spot.column, path=path_text(written))
    return Problem("duplicate-key-synonym", place, {"key": shown(written[-1])})
