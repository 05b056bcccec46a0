"""The law of a corporation and its year, as tables of a database.

`legislation` says which rule set governs a corporation type's fiscal year, or why it is not tested, and
`rulesets` holds the thresholds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.law.model import NotTested
from shinryo_ratio.law.placement import limb_portion
from shinryo_ratio.problems import FiguresError

if TYPE_CHECKING:
    from shinryo_ratio.law import RuleSet, TypeLaw

Value: TypeAlias = str | int | bool | date | None

LARGEST: Final = 9000
"""The largest term of a portion for which sums up to 10^15 yen multiply within a BIGINT."""

_DAY: Final = timedelta(days=1)
_FOREVER: Final = date(9999, 12, 31)


class Choices(NamedTuple):
    """The readings that a corporation chose.

    Attributes:
        written: as its lines say it; None where nothing is chosen.
        alternatives: the readings on their alternative side.
        closed: the readings that a confirmation closes.
    """

    written: str | None = None
    alternatives: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()


class Standing(NamedTuple):
    """The rule set that stands for fiscal years of a type that start since a day, at the choices made."""

    type: str
    since: date
    ruleset: "RuleSet"
    chosen: Choices


class Table(NamedTuple):
    """A table of a database: names and types of the columns, and the rows."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: Sequence[tuple[Value, ...]]

    @property
    def create(self) -> str:
        """The statement that makes it."""
        columns = ",\n".join(f"    {name} {type_}" for name, type_ in self.columns)
        return f"CREATE TABLE {self.name} (\n{columns}\n)"

    def inserts(self, rows_each: int = 500) -> Iterator[str]:
        """The statements that fill it."""
        for first in range(0, len(self.rows), rows_each):
            rows = ",\n".join(
                "(" + ", ".join(map(literal, row)) + ")" for row in self.rows[first : first + rows_each]
            )
            yield f"INSERT INTO {self.name} VALUES\n{rows}"


def literal(value: Value) -> str:
    """A value as SQL writes it."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"


def legislation(types: "Iterable[TypeLaw]") -> Table:
    """Which rule set governs a corporation's fiscal year by its first day, or why it is not tested.

    `covid_from`: the last day of a year must not be earlier for the COVID measure to be elected.
    """
    return Table(
        "legislation",
        (
            ("corporation_type", "VARCHAR(20)"), ("legal_form", "VARCHAR(20)"),
            ("first_start", "DATE"), ("last_start", "DATE"),
            ("ruleset", "VARCHAR(40)"), ("not_tested", "VARCHAR(40)"), ("status", "VARCHAR(10)"),
            ("covid_from", "DATE"),
        ),
        [row for held in types for row in _legislation(held)],
    )  # fmt: skip


def _legislation(held: "TypeLaw") -> Iterator[tuple[Value, ...]]:
    starts = turning_days(held)
    for form in legal_forms(held.type):
        for first, following in zip(starts, [*starts[1:], None], strict=True):
            try:
                ruling = held.governing(form, first)
            except FiguresError:
                continue  # no text is held for these days: what is wrong is told where figures are assessed
            last = _FOREVER if following is None else following - _DAY
            if isinstance(ruling, NotTested):
                yield held.type, form, first, last, None, ruling.reason, ruling.status, None
            else:
                measure = ruling.covid_measure
                covid_from = measure.ends_from if measure else None
                yield held.type, form, first, last, ruling.id, None, ruling.status, covid_from


def turning_days(held: "TypeLaw") -> list[date]:
    """The first days on which another rule set, or none, governs."""
    starts = {held.first, *(ruleset.first for ruleset in held.rulesets)}
    starts |= {ruleset.last + _DAY for ruleset in held.rulesets if ruleset.last not in (None, date.max)}
    starts |= {entry.to + _DAY for entry in held.not_tested if entry.to is not None}
    return sorted(starts)


def legal_forms(type_: str) -> list[str | None]:
    """The legal forms that the figures of a type may state."""
    from pydantic import ValidationError

    from shinryo_ratio.figures.parts import Corporation

    found: list[str | None] = []
    for form in (None, *v.LEGAL_FORMS):
        try:
            Corporation.model_validate({"name": "法人", "type": type_, "legal_form": form})
        except ValidationError:
            continue
        found.append(form)
    return found


def standing(types: "Sequence[TypeLaw]", choices: Mapping[str, Sequence[Choices]]) -> list[Standing]:
    """What stands for each type since each day on which the law of some type turns.

    Before a type is tested its oldest rule set stands, so that what contradicts itself is found all the same.
    A rule set too fine for whole numbers of 64 bits is left out: its corporations find no placement, and are
    assessed.
    """
    days = sorted({day for held in types for day in turning_days(held)})
    return [
        Standing(held.type, day, ruleset, chosen)
        for held, day in product(types, days)
        for ruleset in [_governing(held, day)]
        if _fits(ruleset)
        for chosen in (Choices(), *choices.get(held.type, ()))
    ]


def _governing(held: "TypeLaw", day: date) -> "RuleSet":
    started = [ruleset for ruleset in held.rulesets if ruleset.first <= day]
    return started[-1] if started else held.rulesets[0]


def _fits(ruleset: "RuleSet") -> bool:
    limbs = [counted.limb for item in ruleset.items for counted in item.kinds if counted.limb is not None]
    terms = [*ruleset.lowest_terms, *(term for limb in limbs for term in (*limb.at_most, *limb.alternative))]
    return max(terms) <= LARGEST


def limb_kinds(standings: "Iterable[Standing]") -> tuple[str, ...]:
    """The kinds that おおむね10% measures in some rule set."""
    measured = {
        counted.kind
        for found in standings
        for item in found.ruleset.items
        for counted in item.kinds
        if counted.limb is not None
    }
    return tuple(kind for kind in v.KINDS if kind in measured)


def caps(types: "Iterable[TypeLaw]") -> list[int]:
    """The caps of a delivery, in yen, in the law of these types."""
    return sorted(
        {
            counted.cap.yen
            for held in types
            for ruleset in held.rulesets
            for item in ruleset.items
            for counted in item.kinds
            if counted.cap is not None
        }
    )


def thresholds(standings: "Iterable[Standing]", kinds: Sequence[str]) -> Table:
    """The threshold of each rule set in lowest terms, and the portions of its limbs, at the choices made."""
    limbs = [(f"{kind}_{part}", "BIGINT") for kind in kinds for part in ("portion", "whole")]
    chosen = dict.fromkeys((found.ruleset, found.chosen) for found in standings)
    return Table(
        "rulesets",
        (
            ("ruleset", "VARCHAR(40)"), ("choices", "VARCHAR(1000)"),
            ("threshold_portion", "BIGINT"), ("threshold_whole", "BIGINT"), *limbs,
        ),
        [
            (ruleset.id, choices.written, *ruleset.lowest_terms, *_portions(ruleset, choices, kinds))
            for ruleset, choices in chosen
        ],
    )  # fmt: skip


def _portions(ruleset: "RuleSet", chosen: Choices, kinds: Sequence[str]) -> Iterator[int]:
    """The portion of each kind's limb; the whole where the rule set has none, as nothing rests on it then."""
    alternatives = chosen.alternatives & frozenset(ruleset.readings)
    for kind in kinds:
        limb = ruleset.limbs.get(kind)
        yield from limb_portion(limb, alternatives.__contains__) if limb is not None else (1, 1)
