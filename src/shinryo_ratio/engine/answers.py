"""Answers: what is left open once so many yen of a line are known to be so.

The unknown facts of a line take values; any whole-yen part of it may be each. An answer to *part* of a line
leaves the rest of it, and everything else, as open as it was: so what holds for a part holds for more of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeAlias

from shinryo_ratio.engine.bounds import Capacities, capacities
from shinryo_ratio.engine.decision import Decision, verdict_of
from shinryo_ratio.engine.folding import counted_deliveries
from shinryo_ratio.figures.fields import UNIT_SLACK
from shinryo_ratio.law.placement import PLACED_FACTS, Cell, Counts, Fact, PlacementTable, Shape

if TYPE_CHECKING:
    from shinryo_ratio.engine.assessment import Verdict
    from shinryo_ratio.figures import ChildbirthLine, Figures

Said: TypeAlias = tuple[tuple[str, Fact], ...]
"""What an answer says: facts with their values, as a figures document states them."""

_VALUES: Final[dict[str, tuple[Fact, ...]]] = {
    "kind": ("social_insurance", "other"),
    "business": ("ancillary_medical", "ancillary_other"),
    "same_tariff": (True, False),
    "granted_for": ("operations", "fixed_assets"),
}
"""The values that stand for what a fact may be: one for each thing it can do to the sums."""


class Part(NamedTuple):
    """Some yen of a line of which one answer is known.

    Attributes:
        answer: the index of the answer.
    """

    answer: int
    yen: int


class Asked(Protocol):
    """A line that is asked about.

    Attributes:
        answers: what may be answered.
    """

    answers: tuple[Said, ...]

    def most(self, answer: int) -> int:
        """The most yen of which an answer may be known."""

    def stated(self, part: Part) -> int:
        """The yen of a part as a report tells them."""

    def left(self, setting: int, parts: Iterable[Part]) -> Capacities:
        """What is left at a setting of the readings once these parts are known."""

    def trials(self) -> Iterator[tuple[Part, ...]]:
        """Whole answers among which, if any answer settles the verdict, one does."""


@dataclass(frozen=True)
class Case:
    """A decision, and what is open in it at each setting of the open readings.

    Attributes:
        settings: the readings that take their alternative side, by mask.
    """

    figures: "Figures"
    decision: Decision

    @property
    def here(self) -> tuple[int, ...]:
        """The setting that is chosen."""
        return (self.decision.plan.chosen,)

    @property
    def everywhere(self) -> tuple[int, ...]:
        """Every setting of the open readings."""
        return tuple(range(len(self.settings)))

    @cached_property
    def table(self) -> PlacementTable:
        """The placement table that was decided by."""
        elected = self.figures.elections.covid_subsidy_measure
        return self.decision.ruleset.placement(covid_elected=elected)

    @cached_property
    def settings(self) -> tuple[frozenset[str], ...]:
        """The readings that take their alternative side, by mask."""
        chosen = self.figures.readings.chosen
        held = self.decision.ruleset.readings
        open_ids = [id_ for id_, _ in self.decision.plan.readings]
        fixed = {id_ for id_, said in chosen.items() if said.choice == "alternative" and id_ in held}
        return tuple(
            frozenset(fixed.difference(open_ids)).union(
                id_ for index, id_ in enumerate(open_ids) if mask >> index & 1
            )
            for mask in range(1 << len(open_ids))
        )

    @cached_property
    def everything(self) -> tuple[Capacities, ...]:
        """What is open at each setting."""
        return tuple(capacities(self.decision.folded, cells) for cells in self.decision.plan.cells_at)

    def asked(self, number: int) -> Asked:
        """The line of this number (from 1), whose facts are not known."""
        slot = self.decision.folded.slots[number - 1]
        if self.decision.folded.shapes[slot].kind == "childbirth":
            return AskedDeliveries(self, number - 1)
        return AskedFacts(self, number - 1)

    def verdict(self, asked: Asked, parts: Sequence[Part], settings: Iterable[int]) -> "Verdict":
        """The verdict that stands at all of these settings once the parts are known, or undetermined."""
        threshold = self.decision.ruleset.lowest_terms
        found: Verdict | None = None
        for setting in settings:
            here = verdict_of(asked.left(setting, parts).as_bounds(), threshold)
            if here == "undetermined" or here != (found or here):
                return "undetermined"
            found = here
        return found or "undetermined"


class AskedFacts:
    """A line whose kind, business, tariff or purpose is not known."""

    def __init__(self, case: Case, index: int) -> None:
        folded = case.decision.folded
        self._case, self._slot = case, folded.slots[index]
        yen = folded.yen[index]
        self._yen = yen if folded.exact else max(0, yen - UNIT_SLACK)
        self._shape = folded.shapes[self._slot]
        self._cell = case.decision.plan.cells[self._slot]
        by_shape: dict[Shape, Said] = {}
        names = self._cell.open
        for values in product(*(_VALUES[name] for name in names)):
            said = dict(zip(names, values, strict=True))
            if said.get("kind") == "social_insurance":
                said.pop("business", None)  # insured treatment is in scope whatever it is booked in
            by_shape[_known(self._shape, said)] = tuple(said.items())
        self._shapes = tuple(by_shape)
        self.answers = tuple(by_shape.values())

    def most(self, answer: int) -> int:
        """All of the line."""
        return self._yen

    def stated(self, part: Part) -> int:
        """The part itself."""
        return part.yen

    def left(self, setting: int, parts: Iterable[Part]) -> Capacities:
        """What is left: the parts leave what is open and come back as what they are."""
        case = self._case
        here = case.everything[setting].copy()
        table = case.table.at(case.settings[setting])
        for answer, yen in parts:
            self._add(here, case.decision.plan.cells_at[setting][self._slot], -yen)
            self._add(here, table[self._shapes[answer]], yen)
        return here

    def _add(self, here: Capacities, cell: Cell, yen: int) -> None:
        if cell.measured and cell.stated.denominator:
            here.add_measured(self._shape.kind, cell, yen, yen)
        else:
            here.add_yen(cell.may_be, yen, yen)

    def trials(self) -> Iterator[tuple[Part, ...]]:
        """The line as one thing each, and the mixtures at which a limb begins or ceases to hold.

        The ratio moves one way with the yen of an answer, but for a limb that opens as the denominator grows.
        """
        for answer in range(len(self.answers)):
            yield (Part(answer, self._yen),)
        case = self._case
        table = case.table.at(case.settings[case.decision.plan.chosen])
        effects = [table[shape].may_be for shape in self._shapes]
        alone = next((n for n, may_be in enumerate(effects) if may_be == {(1, Counts.NOTHING)}), None)
        out = next((n for n, may_be in enumerate(effects) if may_be == {(0, Counts.NOTHING)}), None)
        if alone is None or out is None:
            return
        others = self.left(case.decision.plan.chosen, (Part(out, self._yen),))
        for limb in others.measured.values():
            for yen in (limb.opens_at - others.denominator, limb.opens_at - 1 - others.widest):
                if 0 < yen < self._yen:
                    yield (Part(alone, yen), Part(out, self._yen - yen))


class AskedDeliveries:
    """A childbirth line whose deliveries are not known: what of it stays within the cap."""

    answers: tuple[Said, ...] = ((("deliveries", "within_cap"),), (("deliveries", "beyond_cap"),))

    def __init__(self, case: Case, index: int) -> None:
        folded = case.decision.folded
        self._case, self._slot = case, folded.slots[index]
        line: ChildbirthLine = case.figures.revenue[index]  # type: ignore[assignment]
        yen = folded.yen[index]
        cap = case.decision.plan.cells[self._slot].stated.cap or 0
        self._least, self._most = counted_deliveries(line, yen, cap)
        self._highest = yen if folded.exact else yen + UNIT_SLACK

    def most(self, answer: int) -> int:
        """What may count beyond what counts in any case."""
        return self._most - self._least

    def stated(self, part: Part) -> int:
        """The yen within the cap, or beyond it."""
        return part.yen + (self._highest - self._most if part.answer else self._least)

    def left(self, setting: int, parts: Iterable[Part]) -> Capacities:
        """What is left: what is known to count counts, what is known not to does not."""
        here = self._case.everything[setting].copy()
        if self._case.decision.plan.cells_at[setting][self._slot].stated.cap is not None:
            for answer, yen in parts:
                here.counted -= yen
                here.numerator += 0 if answer else yen
        return here

    def trials(self) -> Iterator[tuple[Part, ...]]:
        """As much within the cap as there may be, and as little."""
        for answer in range(len(self.answers)):
            yield (Part(answer, self._most - self._least),)


def _known(shape: Shape, values: dict[str, Fact]) -> Shape:
    """The shape once these facts are known."""
    kind = str(values.get("kind", shape.kind))
    business = str(values.get("business", shape.business))
    names = PLACED_FACTS.get(shape.kind, ())
    facts = tuple(values.get(name, fact) for name, fact in zip(names, shape.facts, strict=True))
    return Shape(kind, business, shape.section, facts)
