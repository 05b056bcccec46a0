"""The definitions a result workbook calculates: the governing one, the last old and the revised one."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING, Any, Final

from shinryo_ratio.law.placement import LIMB_READING, Counts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shinryo_ratio.engine import Assessment, Comparison, IncomeRatioTest
    from shinryo_ratio.law.placement import Cell, Shape
    from shinryo_ratio.law.ruleset import RuleSet

_DOUBLE: Final = 2**53
"""Whole numbers up to here are exact in the arithmetic of a spreadsheet."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A rule set at the readings chosen, and what the library makes of the figures under it.

    Attributes:
        roles: governing, old, revised: what it is in this workbook.
        covid_elected: whether the COVID measure counts under it.
        closed: the readings that somebody has confirmed.
    """

    roles: tuple[str, ...]
    test: "IncomeRatioTest"
    covid_elected: bool
    alternatives: frozenset[str]
    closed: frozenset[str] = frozenset()

    @property
    def ruleset(self) -> "RuleSet":
        """Its rule set."""
        assert self.test.ruleset is not None
        return self.test.ruleset

    @property
    def table(self) -> "Mapping[Shape, Cell]":
        """The placement table at the readings chosen."""
        return self.ruleset.placement(covid_elected=self.covid_elected).at(self.alternatives)

    def readings_of(self, shape: "Shape") -> tuple[str, ...]:
        """The readings that can change what a shape adds."""
        return self.ruleset.placement(covid_elected=self.covid_elected).readings_of(shape)

    @property
    def limbs(self) -> dict[str, tuple[int, int]]:
        """The kinds that おおむね10% measures, with their portion of the denominator in lowest terms."""
        wider = LIMB_READING in self.alternatives
        found: dict[str, tuple[int, int]] = {}
        for kind, limb in self.ruleset.limbs.items():
            numerator, whole = limb.alternative if wider else limb.at_most
            shared = gcd(numerator, whole)
            found[kind] = (numerator // shared, whole // shared)
        return found

    @property
    def most(self) -> int:
        """The largest sum of amounts, in yen, that the formulas compare exactly."""
        portions = [numerator for numerator, _ in self.limbs.values()]
        return _DOUBLE // max([1, *portions])


def definitions_of(assessment: "Assessment", comparison: "Comparison | None") -> tuple[Definition, ...]:
    """The governing definition first; the old and the revised one where they are others."""
    figures = assessment.figures
    chosen = figures.readings.chosen
    taken = frozenset(id_ for id_, said in chosen.items() if said.choice == "alternative")
    closed = frozenset(id_ for id_, said in chosen.items() if said.confirmed)
    elected = figures.elections.covid_subsidy_measure
    tests: list[tuple[str, Any, bool]] = [("governing", assessment.income, elected)]
    if comparison is not None:
        tests += [("old", comparison.old, elected), ("revised", comparison.revised, False)]
    found: dict[tuple[str, int, bool], Definition] = {}
    for role, test, covid in tests:
        effective = covid and test.ruleset.covid_measure is not None
        key = (test.ruleset.id, test.ruleset.entry.revision, effective)
        roles = (*found[key].roles, role) if key in found else (role,)
        alternatives = taken.intersection(test.ruleset.readings)
        one = found[key].test if key in found else test
        found[key] = Definition(roles, one, effective, alternatives, closed)
    return tuple(found.values())


# What a yen of a shape may be, for the bounds: the modes that the placement sheet lists.

OUT, ALONE, BOTH, MAY_COUNT, MAY_BE_IN, MAY_BE_BOTH, ANY = range(1, 8)
CAPPED = 8
MEASURED_BOTH, MEASURED_ALONE, RESTING, FREE = range(9, 13)

_OF_EFFECTS: Final = {
    frozenset({"out"}): OUT,
    frozenset({"alone"}): ALONE,
    frozenset({"both"}): BOTH,
    frozenset({"alone", "both"}): MAY_COUNT,
    frozenset({"out", "alone"}): MAY_BE_IN,
    frozenset({"out", "both"}): MAY_BE_BOTH,
    frozenset({"out", "alone", "both"}): ANY,
}


def mode_of(cell: "Cell") -> int:
    """What the yen of a shape may be, as `engine.bounds` takes them."""
    row = cell.stated
    counts = {one.numerator for one in cell.alternatives}
    if row.denominator and cell.measured:
        if Counts.LIMB not in counts:
            return MEASURED_BOTH if counts == {Counts.ALL} else MEASURED_ALONE
        return FREE if Counts.ALL in counts else RESTING
    if row.numerator is Counts.CAP:
        return CAPPED
    return _OF_EFFECTS[frozenset(_effects(cell))]


def _effects(cell: "Cell") -> Iterator[str]:
    for denominator, numerator in cell.may_be:
        yield "both" if numerator else "alone" if denominator else "out"
