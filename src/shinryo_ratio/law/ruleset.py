"""A rule set as the engine reads it: its span fixed, its references followed, its table at hand."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from math import gcd
from types import MappingProxyType
from typing import Any, Final

from shinryo_ratio.frozen import Frozen
from shinryo_ratio.law.model import (
    CovidMeasure,
    Definition,
    Denominator,
    Item,
    Limb,
    RuleSetEntry,
    Sibling,
    Status,
    TariffDeclaration,
    Threshold,
    Words,
)
from shinryo_ratio.law.placement import PlacementTable, known_shapes

_PROVENANCE: Final = {"citation", "status", "unconfirmed", "amended"}


class RuleSet(Frozen):
    """What one text says for the fiscal years that start from `first` to `last`.

    Attributes:
        entry: the rule set as it stands in the law file.
        legal_basis: the chain of articles that leads to it.
        last: the last start date it governs; None while no later rule set is known.
        items: the statutory items, references followed.
        upcoming: kinds that become an item only in a later rule set of the type, with its first date.
        text_read_until: the date up to which amendments were looked for.
        released: the fingerprint it was released with, which a test holds against its content.
    """

    entry: RuleSetEntry
    legal_basis: str
    last: date | None
    items: tuple[Item, ...]
    upcoming: Mapping[str, date]
    text_read_until: date
    released: str | None = None

    # equal where both say the same, wherever they were read: here, or in another process
    aside = frozenset({"released"})

    def __hash__(self) -> int:
        return hash((self.entry.id, self.entry.revision))

    def __getstate__(self) -> dict[str, Any]:
        """What was read; what follows from it is worked out again where it is asked for."""
        return {**self.given(), "upcoming": dict(self.upcoming)}  # a view of a mapping cannot be pickled

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, upcoming=MappingProxyType(state["upcoming"]))

    @cached_property
    def _tables(self) -> dict[bool, PlacementTable]:
        return {}

    @property
    def id(self) -> str:
        """Such as social/2025-04-01."""
        return self.entry.id

    @property
    def type(self) -> str:
        """The corporation type."""
        return self.entry.id.partition("/")[0]

    @property
    def first(self) -> date:
        """The first start date it governs."""
        return self.entry.from_

    @property
    def definition(self) -> Definition:
        """The old definition (全収入金額) or the revised one (医療保健業務に係る収入金額)."""
        return self.entry.definition

    @property
    def status(self) -> Status:
        """How sure we are of the definition."""
        return self.entry.status

    @property
    def citation(self) -> str:
        """The article of the income requirement."""
        return self.entry.citation

    @cached_property
    def readings(self) -> tuple[str, ...]:
        """The open points of law that can touch a line."""
        return self.entry.readings

    @cached_property
    def assumed_items(self) -> frozenset[str]:
        """Items that the reading `assumed-item` may take out."""
        return frozenset(self.entry.assumed_items)

    @cached_property
    def denominator(self) -> Denominator:
        """Which revenue the ratio is taken of."""
        return self.entry.denominator

    @cached_property
    def item_kinds(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The items in the order of the text, with the kinds that they count."""
        return tuple(
            (item.id, tuple(dict.fromkeys(entry.kind for entry in item.kinds))) for item in self.items
        )

    @cached_property
    def limbs(self) -> Mapping[str, Limb]:
        """The kinds that おおむね10% measures, each with its limb."""
        return {
            entry.kind: entry.limb for item in self.items for entry in item.kinds if entry.limb is not None
        }

    @property
    def threshold(self) -> Threshold:
        """The portion that must be exceeded."""
        return self.entry.threshold

    @cached_property
    def lowest_terms(self) -> tuple[int, int]:
        """The threshold p/q in lowest terms."""
        p, q = self.threshold.numerator, self.threshold.denominator
        return p // gcd(p, q), q // gcd(p, q)

    @property
    def covid_measure(self) -> CovidMeasure | None:
        """The interim COVID measure, where it exists."""
        return self.entry.covid_measure

    @property
    def siblings(self) -> tuple[Sibling, ...]:
        """The other tests of the same clause."""
        return self.entry.siblings

    @cached_property
    def foreign_patients_from(self) -> date | None:
        """The day from which the tariff test knows 特定外国人患者, where it ever does."""
        for sibling in self.siblings:
            if isinstance(sibling, TariffDeclaration) and sibling.foreign_patients is not None:
                return sibling.foreign_patients.from_
        return None

    def covers_covid_measure(self, end: date) -> bool:
        """Whether the COVID measure may be elected for a fiscal year with this last day."""
        return self.covid_measure is not None and end >= self.covid_measure.ends_from

    def unconfirmed(self, *, covid_elected: bool) -> tuple[Words, ...]:
        """What of the definition is not confirmed; of the COVID measure too where it is elected."""
        measure = self.covid_measure if covid_elected else None
        return (*self.entry.unconfirmed, *(measure.unconfirmed if measure else ()))

    def placement(self, *, covid_elected: bool = False) -> PlacementTable:
        """The placement table, derived once."""
        table = self._tables.get(covid_elected)
        if table is None:
            table = self._tables[covid_elected] = PlacementTable(self, covid_elected=covid_elected)
        return table

    @property
    def content(self) -> dict[str, Any]:
        """What decides, without citations and status: what a released revision may never change."""
        return {
            "id": self.id,
            "revision": self.entry.revision,
            "first": self.first.isoformat(),
            "threshold": [self.threshold.numerator, self.threshold.denominator],
            "placement": {
                "plain": _effects(self.placement()),
                "covid": _effects(self.placement(covid_elected=True)) if self.covid_measure else [],
            },
            "covid_from": self.covid_measure.ends_from.isoformat() if self.covid_measure else None,
            "siblings": [_deciding(sibling.as_data(file_keys=False)) for sibling in self.siblings],
        }

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical JSON (RFC 8785) of `content`, as released or worked out."""
        return self.released or fingerprint(self.content)


def _deciding(entry: Any) -> Any:
    """An entry without what only says where it comes from and how sure it is."""
    if isinstance(entry, dict):
        return {name: _deciding(part) for name, part in entry.items() if name not in _PROVENANCE}
    return entry


def _effects(table: PlacementTable) -> list[Any]:
    """Every known shape with its effect at each setting of the readings that touch it."""
    found = []
    for shape in known_shapes():
        touched = table.readings_of(shape)
        settings = [frozenset[str]()]
        for reading in touched:
            settings += [setting | {reading} for setting in settings]
        for setting in settings:
            row = table.at(setting)[shape].stated
            found.append(
                [
                    *shape[:3], list(shape.facts), sorted(setting),
                    row.denominator, int(row.numerator), list(row.limb or ()), row.cap or 0, row.item or "",
                ]
            )  # fmt: skip
    return found


def fingerprint(content: Any) -> str:
    """`sha256:` and the digest of the canonical JSON (RFC 8785) of plain data with ASCII keys."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()
