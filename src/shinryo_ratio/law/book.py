"""Finding the rule set that governs: law files are read, checked to tile their span, and looked up.

Outside the span there is an error that states it; nothing ever falls back to the newest.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.law.entry import read
from shinryo_ratio.law.model import (
    Item,
    ItemsOf,
    LawFile,
    Limb,
    NotTested,
    Reading,
    ReadingsFile,
    RuleSetEntry,
)
from shinryo_ratio.law.ruleset import RuleSet
from shinryo_ratio.problems import FiguresError, Place, Problem

Span: TypeAlias = tuple[date, date | None, str]

_DAY: Final = timedelta(days=1)
_FOLDER: Final = Path(__file__).with_name("data")
_SUPERSEDED: Final = _FOLDER.joinpath("superseded")
"""Where a correction leaves the law file of the revision that it replaces."""


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


class Law:
    """The law of every corporation type: as shipped, with a user's own rule sets on top.

    An own rule set replaces the shipped one of its id, or is added; an open end is closed by the next start.
    """

    def __init__(self, own: Iterable[LawFile] = ()) -> None:
        self._own: dict[str, LawFile] = {}
        for entries in own:
            before = self._own.get(entries.type)
            self._own[entries.type] = _merged(before, entries) if before else entries
        self._entries: dict[str, LawFile] = {}
        self._types: dict[str, TypeLaw] = {}

    @classmethod
    def load(cls, *paths: str | Path) -> "Law":
        """The shipped law with law files of the user's own.

        Raises:
            FiguresError: with every problem of the files.
        """
        law = cls(_read_own(Path(path)) for path in paths)
        for type_ in law._own:
            law.of_type(type_)
        return law

    def of_type(self, type_: str) -> TypeLaw:
        """The law of a corporation type, read and checked on first use."""
        found = self._types.get(type_)
        if found is None:
            entries = self._entries_of(type_)
            rulesets = tuple(self._resolved(entries))
            found = self._types[type_] = TypeLaw(entries, rulesets)
        return found

    def all_types(self) -> Iterator[TypeLaw]:
        """The law of each corporation type."""
        for type_ in v.CORPORATION_TYPES:
            yield self.of_type(type_)

    def _entries_of(self, type_: str) -> LawFile:
        entries = self._entries.get(type_)
        if entries is None:
            entries = _merged(_shipped(type_), self._own.get(type_))
            self._entries[type_] = entries
        return entries

    def _resolved(self, entries: LawFile) -> Iterator[RuleSet]:
        items = {entry.id: tuple(self._items(entry, ())) for entry in entries.rulesets}
        _demand_one_limb_a_kind(items)
        lasts = spans_checked(entries)
        for index, entry in enumerate(entries.rulesets):
            now = {counted.kind for item in items[entry.id] for counted in item.kinds}
            upcoming: dict[str, date] = {}
            for later in entries.rulesets[index + 1 :]:
                for item in items[later.id]:
                    for counted in item.kinds:
                        if counted.kind not in now:
                            upcoming.setdefault(counted.kind, later.from_)
            released = None if self._own else _released().get((entry.id, entry.revision))
            yield RuleSet(
                entry=entry,
                legal_basis=entries.legal_basis,
                last=lasts[entry.id],
                items=items[entry.id],
                upcoming=MappingProxyType(upcoming),
                text_read_until=entries.text_read_until,
                released=released,
            )

    def _items(self, entry: RuleSetEntry, seen: tuple[str, ...]) -> Iterator[Item]:
        for item in entry.items:
            if isinstance(item, Item):
                yield item
            else:
                yield from self._referred(entry, item, (*seen, entry.id))

    def _referred(self, entry: RuleSetEntry, reference: ItemsOf, seen: tuple[str, ...]) -> Iterator[Item]:
        type_ = reference.of.partition("/")[0]
        known = self._entries_of(type_).rulesets if type_ in v.CORPORATION_TYPES else ()
        target = next((other for other in known if other.id == reference.of), None)
        if target is None or target.id in seen:
            raise _invalid(f"{entry.id}: items of = {reference.of!r} cannot be followed")
        items = list(self._items(target, seen))
        unknown = set(reference.only or ()) - {item.id for item in items}
        if unknown:
            raise _invalid(f"{entry.id}: {reference.of} has no item {', '.join(sorted(unknown))}")
        for item in items:
            if reference.only is None or item.id in reference.only:
                yield _by_reference(item, entry, reference, same_type=type_ == entry.id.partition("/")[0])


@cache
def shipped_law() -> Law:
    """The law as shipped, read once."""
    return Law()


def as_law(law: Law | str | Path | None) -> Law:
    """The law that a caller means: one that is held, the path of a law file, or none for what is shipped.

    Raises:
        FiguresError: with every problem of a law file.
    """
    if law is None:
        return shipped_law()
    return law if isinstance(law, Law) else Law.load(law)


@cache
def readings() -> Mapping[str, Reading]:
    """The open points of law, by id."""
    entries = read(ReadingsFile, _toml(_data("readings.toml")))
    return MappingProxyType({reading.id: reading for reading in entries.readings})


def superseded() -> tuple[Law, ...]:
    """The law with each revision put back that a correction replaced."""
    return _kept_in(_SUPERSEDED)


@cache
def _kept_in(folder: Path) -> tuple[Law, ...]:
    return tuple(Law.load(path) for path in sorted(folder.glob("*.toml")))


@cache
def _released() -> Mapping[tuple[str, int], str]:
    """The fingerprints that rule sets were released with, by id and revision."""
    lines = _data("released.txt").splitlines()
    return {(id_, int(revision)): digest for id_, revision, digest in map(str.split, lines)}


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


def _demand_one_limb_a_kind(items: Mapping[str, tuple[Item, ...]]) -> None:
    """A kind has one sum, which one limb measures, in whatever items it stands."""
    for id_, held in items.items():
        found: dict[str, Limb] = {}
        for counted in (counted for item in held for counted in item.kinds):
            limb = counted.limb
            if limb is not None and found.setdefault(counted.kind, limb).portions != limb.portions:
                raise _invalid(f"{id_}: two limbs measure {counted.kind}")


def _joint(name: str, last: date, following: Span) -> Iterator[Problem]:
    next_first, _, next_name = following
    if last + _DAY < next_first:
        gap = {"first": (last + _DAY).isoformat(), "last": (next_first - _DAY).isoformat()}
        yield Problem("law-gap", Place(path=next_name), gap)
    elif last >= next_first:
        yield Problem("law-overlap", Place(path=next_name), {"first": name, "second": next_name})


def _shipped(type_: str) -> LawFile:
    return read(LawFile, _toml(_data(f"{type_}.toml")))


def _data(name: str) -> str:
    """A data file of the law; `importlib.resources` would take longer to import than the file to read."""
    return _FOLDER.joinpath(name).read_text("utf-8")


def _merged(shipped: LawFile, own: LawFile | None) -> LawFile:
    if own is None:
        return shipped
    replaced = {entry.id for entry in own.rulesets}
    kept = [entry for entry in shipped.rulesets if entry.id not in replaced]
    rulesets = sorted([*kept, *own.rulesets], key=lambda entry: entry.from_)
    not_tested = own.not_tested or shipped.not_tested
    return own.changed(rulesets=tuple(rulesets), not_tested=not_tested)


def _by_reference(item: Item, entry: RuleSetEntry, reference: ItemsOf, *, same_type: bool) -> Item:
    """An item as the referring text has it: cited through it, and no surer than the reference."""
    if same_type:
        return item

    def through(part: Any) -> Any:
        if part is None:
            return None
        moved = f"（{reference.moved}）" if reference.moved else ""
        citation = f"{entry.citation} → {part.citation}{moved}"
        return part.changed(citation=citation, status=reference.status)

    kinds = tuple(
        counted.changed(limb=through(counted.limb), cap=through(counted.cap)) for counted in item.kinds
    )
    referred: Item = through(item)
    return referred.changed(kinds=kinds)


def _read_own(path: Path) -> LawFile:
    from pydantic import ValidationError

    from shinryo_ratio.law.form import validated

    try:
        return validated(LawFile, _toml(path.read_text("utf-8-sig")))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        if isinstance(error, ValidationError):
            problems = [
                _law_problem(path, ".".join(str(step) for step in found["loc"]), found["msg"])
                for found in error.errors(include_url=False)
                if not (found["type"] == "too_short" and found["input"])  # its elements all failed
            ]
            raise FiguresError(problems) from None
        raise FiguresError([_law_problem(path, "", str(error))]) from None


def _law_problem(path: Path, where: str, detail: str) -> Problem:
    said = f"{where}: {detail}" if where else detail
    return Problem("law-file-invalid", Place(file=str(path), path=where), {"detail": said})


def _invalid(detail: str) -> FiguresError:
    return FiguresError([Problem("law-file-invalid", Place(), {"detail": detail})])


def _toml(text: str) -> Any:
    import tomllib

    return tomllib.loads(text)
