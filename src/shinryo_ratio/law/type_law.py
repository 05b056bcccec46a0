"""The law of one corporation type: its rule sets tile their span, and one governs each fiscal year.

Outside the span there is an error that states it; nothing ever falls back to the newest.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, TypeAlias

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.law.model import LawFile, NotTested
from shinryo_ratio.law.ruleset import RuleSet
from shinryo_ratio.problems import FiguresError, Place, Problem

Span: TypeAlias = tuple[date, date | None, str]

_DAY: Final = timedelta(days=1)


class TypeLaw:
    """The law of one corporation type: its rule sets in order, and who is not tested."""

    def __init__(self, entries: LawFile, rulesets: tuple[RuleSet, ...]) -> None:
        self.type = entries.type
        self.legal_basis = entries.legal_basis
        self.not_tested = entries.not_tested
        self.rulesets = rulesets

    @property
    def first(self) -> date:
        """The first fiscal-year start that is held."""
        starts = [ruleset.first for ruleset in self.rulesets]
        return min(starts + [entry.from_ for entry in self.not_tested if entry.from_ is not None])

    def governing(self, legal_form: str | None, start: date) -> RuleSet | NotTested:
        """The rule set of a fiscal year that starts on a day, or why there is none.

        Raises:
            FiguresError: `fiscal-year-outside-law` where no text is held for the day.
        """
        if start < self.first:
            raise self._outside(start)
        for entry in self.not_tested:
            if entry.applies(legal_form, start):
                return entry
        ruleset = self._in_force(start)
        if ruleset is None:
            raise self._outside(start)
        return ruleset

    def demand_covid_measure(self, start: date, end: date) -> None:
        """Whether a corporation is tested or not, it may elect the COVID measure only for a year it covers.

        A year before a type was tested at all is taken by the definition that it was first tested by.

        Raises:
            FiguresError: `covid-election-outside-measure` where it does not cover the year.
        """
        ruleset = self._in_force(start) or self.rulesets[0]
        if not ruleset.covers_covid_measure(end):
            raise self.outside_measure(start, end)

    def outside_measure(self, start: date, end: date) -> FiguresError:
        """The COVID measure is elected for a year that it does not cover."""
        opened = [held.covid_measure.ends_from for held in self.rulesets if held.covid_measure is not None]
        values: dict[str, str | int] = {
            "start": start.isoformat(),
            "end": end.isoformat(),
            "from": min(opened).isoformat() if opened else "－",
        }
        place = Place(path="elections.covid_subsidy_measure")
        return FiguresError([Problem("covid-election-outside-measure", place, values)])

    def _in_force(self, start: date) -> RuleSet | None:
        """The rule set of a fiscal year that starts on a day, whoever is tested by it."""
        for ruleset in reversed(self.rulesets):
            if ruleset.first <= start and (ruleset.last is None or start <= ruleset.last):
                return ruleset
        return None

    def last_of(self, definition: str) -> RuleSet:
        """The newest rule set of a definition (for comparing old and revised)."""
        return next(ruleset for ruleset in reversed(self.rulesets) if ruleset.definition == definition)

    def _outside(self, start: date) -> FiguresError:
        last = self.rulesets[-1].last
        values: dict[str, str | int] = {
            "start": start.isoformat(),
            "first": self.first.isoformat(),
            "last": last.isoformat() if last else "",
            "type": v.CORPORATION_TYPES[self.type][0],
            "type_code": self.type,
        }
        return FiguresError([Problem("fiscal-year-outside-law", Place(path="fiscal_year.start"), values)])


def spans_checked(entries: LawFile) -> dict[str, date | None]:
    """The last start date of each rule set, where the spans tile from the first on.

    Raises:
        FiguresError: with every gap, overlap and repeated id.
    """
    spans: list[Span] = [(entry.from_, entry.to, entry.id) for entry in entries.rulesets]
    spans += [
        (entry.from_, entry.to, entry.reason)
        for entry in entries.not_tested
        if entry.from_ is not None and entry.to is not None
    ]
    spans.sort(key=lambda span: span[0])
    problems: list[Problem] = []
    lasts: dict[str, date | None] = {}
    for (first, to, name), following in zip(spans, [*spans[1:], None], strict=True):
        if name in lasts:
            problems.append(Problem("law-duplicate-id", Place(path=name), {"id": name}))
        last = to
        if following is not None:
            last = to or following[0] - _DAY
            problems += _joint(name, last, following)
        lasts[name] = last if last is None or last >= first else first
    if problems:
        raise FiguresError(problems)
    return lasts


def _joint(name: str, last: date, following: Span) -> Iterator[Problem]:
    next_first, _, next_name = following
    if last + _DAY < next_first:
        gap = {"first": (last + _DAY).isoformat(), "last": (next_first - _DAY).isoformat()}
        yield Problem("law-gap", Place(path=next_name), gap)
    elif last >= next_first:
        yield Problem("law-overlap", Place(path=next_name), {"first": name, "second": next_name})
