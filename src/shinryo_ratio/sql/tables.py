"""The law as tables of a database.

`shapes` tells what stands in a line by its shape: a column left blank has its own row, so that a join on the
columns as they are finds the one row that applies. `placement` says what a yen of a shape adds. A line that
finds no placement is unclear (a fact is unknown) or wrong (it contradicts the contract): it is not for SQL to
decide.

`legislation` says which rule set governs a corporation type's fiscal year, or why it is not tested, and
`rulesets` holds the thresholds.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.law.model import NotTested
from shinryo_ratio.law.placement import PLACED_FACTS, Cell, Counts, Fact, PlacementTable, Shape
from shinryo_ratio.law.table import FACTS, every_shape, sections
from shinryo_ratio.problems import FiguresError

if TYPE_CHECKING:
    from shinryo_ratio.law import RuleSet, TypeLaw

Value: TypeAlias = str | int | bool | date | None

LARGEST: Final = 9000
"""The largest term of a portion for which sums up to 10^15 yen multiply within a BIGINT."""

_NEGATIVE: Final = "insurance_deduction"
_DAY: Final = timedelta(days=1)
_FOREVER: Final = date(9999, 12, 31)
_FALSE_BY_DEFAULT: Final = ("commissioned_by_public_body", "covid", "designated_manager", "copayment")


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
    table = ruleset.placement()
    for kind in kinds:
        row = table.at(chosen.alternatives & frozenset(ruleset.readings))[_resting(kind)].stated
        yield from row.limb or (1, 1)


def _resting(kind: str) -> Shape:
    """The shape that rests on the limb of a kind, where there is one."""
    return Shape(kind, "main", "operating", tuple(False for _ in PLACED_FACTS.get(kind, ())))


# -- what a line adds -----------------------------------------------------------------------------

_LINE: Final = (
    ("kind", "VARCHAR(30)"), ("business", "VARCHAR(30)"), ("section", "VARCHAR(20)"),
    ("same_tariff", "BOOLEAN"), ("commissioned_by_public_body", "BOOLEAN"), ("granted_for", "VARCHAR(20)"),
    ("covid", "BOOLEAN"), ("designated_manager", "BOOLEAN"), ("copayment", "BOOLEAN"),
)  # fmt: skip
assert tuple(name for name, _ in _LINE[3:]) == FACTS

WRITTEN: Final = {
    "accounting_standard": "= 'medical_corporation'",
    **{name: "IS NULL" for name, _ in _LINE},
}
"""The columns that lines and `shapes` are joined by, each with the test where lines do not have it."""


def shapes(standards: Sequence[str]) -> Table:
    """The shape of a line, by what is written in it, under these accounting standards.

    `sign` is −1 for amounts of zero or less; `deliveries` tells whether they must be stated.
    """
    booked = _booked(standards)
    return Table(
        "shapes",
        (("accounting_standard", "VARCHAR(20)"), *_LINE,
         ("shape", "INTEGER"), ("sign", "INTEGER"), ("deliveries", "BOOLEAN")),
        [
            (standard, shape.kind, business, section, *facts, number,
             -1 if shape.kind == _NEGATIVE else 1, shape.kind == "childbirth")
            for number, shape in enumerate(every_shape(), 1)
            for standard, section in booked[shape.kind, shape.section]
            for business in _ways_to_write_business(shape)
            for facts in product(*(_ways_to_write(shape, name) for name in FACTS))
        ],
    )  # fmt: skip


def placement(standings: "Iterable[Standing]", kinds: Sequence[str], *, elections: bool = True) -> Table:
    """What a yen of a shape adds in the fiscal years of a type that start since a day, at the choices made.

    `denominator` and `counted` are what it adds to either sum (up to `cap` yen for each delivery, where there
    is one); `measured` is the number of the limb that measures the kind, `resting` whether the yen counts
    only while that limb holds; `insured` what a loss of social insurance can take away. The last four are
    what the yen adds to whole × numerator − portion × denominator (of the threshold) at the lowest and at the
    highest that the open readings allow, so that a verdict which no reading can change is known for certain.

    `elections`: whether the COVID measure may be elected.
    """
    return Table(
        "placement",
        (
            ("corporation_type", "VARCHAR(20)"), ("since", "DATE"), ("covid_elected", "BOOLEAN"),
            ("choices", "VARCHAR(1000)"), ("shape", "INTEGER"), ("ruleset", "VARCHAR(40)"),
            ("denominator", "BIGINT"), ("counted", "BIGINT"), ("cap", "BIGINT"),
            ("measured", "INTEGER"), ("resting", "BIGINT"), ("insured", "BIGINT"),
            ("low_numerator", "BIGINT"), ("low_denominator", "BIGINT"),
            ("high_numerator", "BIGINT"), ("high_denominator", "BIGINT"),
        ),
        [
            (found.type, found.since, elected, found.chosen.written, number, found.ruleset.id, *added)
            for found in standings
            for elected in ((False, True) if elections and found.ruleset.covid_measure else (False,))
            for table in [found.ruleset.placement(covid_elected=elected)]
            for number, shape in enumerate(every_shape(), 1)
            if (added := _added(table, shape, found.chosen, kinds)) is not None
        ],
    )  # fmt: skip


def _booked(standards: Sequence[str]) -> dict[tuple[str, str], list[tuple[str, str | None]]]:
    """By kind and effective section, how lines are booked that count there: standard and section."""
    found: dict[tuple[str, str], list[tuple[str, str | None]]] = {
        pair: [] for pair in product(v.KINDS, v.SECTIONS)
    }
    for standard, kind, section, effective in sections():
        if standard in standards:
            found[kind, effective].append((standard, section))
            if section == v.DEFAULT_SECTIONS.get(kind, "operating"):
                found[kind, effective].append((standard, None))
    return found


def _ways_to_write_business(shape: Shape) -> tuple[str | None, ...]:
    default = shape.business == "main" and shape.kind not in v.BUSINESS_REQUIRED_KINDS
    return (shape.business, None) if default else (shape.business,)


def _ways_to_write(shape: Shape, fact: str) -> tuple[Fact, ...]:
    """How a fact may be written: blank where it is false by default, or not a fact of the kind."""
    value = shape.fact(fact)
    return (False, None) if value is False and fact in _FALSE_BY_DEFAULT else (value,)


def _added(
    table: PlacementTable, shape: Shape, chosen: Choices, kinds: Sequence[str]
) -> tuple[Value, ...] | None:
    """The columns behind the key; None where an unknown fact leaves open what the shape adds."""
    cells = _cells(table, shape, chosen)
    if any(len(cell.alternatives) > 1 for cell in cells):
        return None
    row = cells[0].stated
    p, q = table.ruleset.lowest_terms
    effects = {(cell.stated.denominator, cell.stated.numerator) for cell in cells}
    low, high = _least(effects), _most(effects)
    if shape.kind == _NEGATIVE:
        low, high = high, low
    cap = next((cell.stated.cap for cell in cells if cell.stated.cap is not None), None)
    return (
        row.denominator, int(row.numerator > Counts.LIMB), cap,
        kinds.index(shape.kind) + 1 if shape.kind in kinds and row.denominator else None,
        int(row.numerator is Counts.LIMB), int(shape.kind == "social_insurance" and row.denominator),
        q * low[0], p * low[1], q * high[0], p * high[1],
    )  # fmt: skip


def _cells(table: PlacementTable, shape: Shape, chosen: Choices) -> list[Cell]:
    """The cell at the chosen readings, then at every setting of those that are not closed.

    Only the readings that touch the shape are set: the others change nothing that counts here.
    """
    touched = table.readings_of(shape)
    known = chosen.alternatives.intersection(touched)
    open_ = [reading for reading in touched if reading not in chosen.closed]
    settings = [known.difference(open_)]
    for reading in open_:
        settings += [setting | {reading} for setting in settings]
    return [table.at(setting)[shape] for setting in (known, *settings)]


def _least(effects: set[tuple[int, Counts]]) -> tuple[int, int]:
    """What a yen adds to either side, such that nothing these effects allow gives a lower score."""
    if (1, Counts.NOTHING) in effects or (1, Counts.LIMB) in effects:
        return 0, 1
    if (0, Counts.NOTHING) not in effects:
        return 1, 1
    return (0, 1) if (1, Counts.CAP) in effects else (0, 0)


def _most(effects: set[tuple[int, Counts]]) -> tuple[int, int]:
    """What a yen adds to either side, such that nothing these effects allow gives a higher score."""
    if (1, Counts.ALL) in effects or (1, Counts.LIMB) in effects:
        return 1, 1
    if (1, Counts.CAP) in effects:
        return (1, 0) if (0, Counts.NOTHING) in effects else (1, 1)
    return (0, 0) if (0, Counts.NOTHING) in effects else (0, 1)
