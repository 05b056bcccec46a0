"""The law as a whole: the rule sets of every corporation type, put together from their files.

A rule set may take over items of another one, whose citations then lead through its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.law import files
from shinryo_ratio.law.model import Item, ItemsOf, LawFile, Limb, RuleSetEntry
from shinryo_ratio.law.ruleset import RuleSet
from shinryo_ratio.law.type_law import TypeLaw, spans_checked


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
        law = cls(files.own(Path(path)) for path in paths)
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
            entries = _merged(files.shipped(type_), self._own.get(type_))
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
            released = None if self._own else files.released().get((entry.id, entry.revision))
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
            raise files.invalid(f"{entry.id}: items of = {reference.of!r} cannot be followed")
        items = list(self._items(target, seen))
        unknown = set(reference.only or ()) - {item.id for item in items}
        if unknown:
            raise files.invalid(f"{entry.id}: {reference.of} has no item {', '.join(sorted(unknown))}")
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


def superseded() -> tuple[Law, ...]:
    """The law with each revision put back that a correction replaced."""
    return _kept_in(files.SUPERSEDED)


@cache
def _kept_in(folder: Path) -> tuple[Law, ...]:
    return tuple(Law.load(path) for path in sorted(folder.glob("*.toml")))


def _demand_one_limb_a_kind(items: Mapping[str, tuple[Item, ...]]) -> None:
    """A kind has one sum, which one limb measures, in whatever items it stands."""
    for id_, held in items.items():
        found: dict[str, Limb] = {}
        for counted in (counted for item in held for counted in item.kinds):
            limb = counted.limb
            if limb is not None and found.setdefault(counted.kind, limb).portions != limb.portions:
                raise files.invalid(f"{id_}: two limbs measure {counted.kind}")


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
