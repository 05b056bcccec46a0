"""The placement table as plain rows: what a lawyer reads, a spreadsheet looks up, and a database joins.

A row answers one question: what does a yen of a line of this kind, business, effective section and facts add
to the numerator and the denominator, under this rule set and at this setting of the readings? It cites the
article and says how sure we are. A shape with an unknown fact has several rows: the *stated* one, which the
stated sums take, and the others that its yen may be.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.law.model import Status
from shinryo_ratio.law.placement import PLACED_FACTS, Fact, PlacementTable, Row, Shape, effective_section
from shinryo_ratio.law.sureness import Sureness

if TYPE_CHECKING:
    from shinryo_ratio.law.ruleset import RuleSet

FACTS: Final[tuple[str, ...]] = tuple(
    dict.fromkeys(name for names in PLACED_FACTS.values() for name in names)
)
"""Every fact that stands in a shape, in the order of the contract."""

_VALUES: Final[dict[str, tuple[Fact, ...]]] = {
    "same_tariff": (True, False, None),
    "granted_for": ("operations", "fixed_assets", None),
}
"""The values that a fact may have, None for unknown; other facts are never unknown."""


class Placed(NamedTuple):
    """One row of the table.

    Attributes:
        elected: whether the COVID measure is elected.
        shape: kind, business, effective section and facts.
        touched: the readings that can change what the shape adds.
        alternatives: those of them that take their alternative side here; the others stand at their default.
        open: the unknown facts that can change what the shape adds.
        stated: whether the stated sums take this row; there is one such row for each shape and setting.
        row: what a yen adds, under which item, for which reason, by which article.
        status: how sure we are of what the row rests on, the readings that differ here among it.
    """

    ruleset: str
    elected: bool
    shape: Shape
    touched: tuple[str, ...]
    alternatives: tuple[str, ...]
    open: tuple[str, ...]
    stated: bool
    row: Row
    status: Status


class Section(NamedTuple):
    """The effective section of lines of a kind, booked in a section under an accounting standard."""

    accounting_standard: str
    kind: str
    section: str
    effective_section: str


def placed(ruleset: "RuleSet") -> Iterator[Placed]:
    """Every row of a rule set, at every setting of the readings; those without the COVID measure first.

    Of the table with the measure only the rows of COVID subsidies are given: the others are the same.
    """
    yield from _rows(ruleset.placement(), every_shape())
    if ruleset.covid_measure is not None:
        marked = (shape for shape in every_shape() if shape.fact("covid"))
        yield from _rows(ruleset.placement(covid_elected=True), marked)


def sections() -> Iterator[Section]:
    """The effective-section rule as a table."""
    for standard, kind, section in product(v.ACCOUNTING_STANDARDS, v.KINDS, v.SECTIONS):
        yield Section(standard, kind, section, effective_section(kind, section, standard))


def every_shape() -> Iterator[Shape]:
    """Every shape that a line may have, its facts known or not, in the order of the contract."""
    for kind in v.KINDS:
        values = [_VALUES.get(name, (False, True)) for name in PLACED_FACTS.get(kind, ())]
        for business, section, facts in product(v.BUSINESSES, v.SECTIONS, product(*values)):
            if not (business in v.UNINSURED_BUSINESSES and kind in v.INSURED_SERVICE_KINDS):
                yield Shape(kind, business, section, facts)


def _rows(table: PlacementTable, shapes: Iterable[Shape]) -> Iterator[Placed]:
    sureness = Sureness(table)
    for shape in shapes:
        touched = table.readings_of(shape)
        for alternatives in _settings(touched):
            setting = frozenset(alternatives)
            cell = table.at(setting)[shape]
            for index, row in enumerate(cell.alternatives):
                yield Placed(
                    table.ruleset.id, table.covid_elected, shape, touched, alternatives, cell.open,
                    stated=index == 0, row=row, status=sureness.of(shape, row, setting),
                )  # fmt: skip


def _settings(touched: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Every setting of some readings, by those that take their alternative side; all at default first."""
    settings: list[tuple[str, ...]] = [()]
    for reading in touched:
        settings += [(*setting, reading) for setting in settings]
    return settings
