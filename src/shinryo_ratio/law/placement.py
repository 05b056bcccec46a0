"""The placement table: what a yen of each line adds to either side, by which reason and article.

It is the one encoding of the law. A line's *shape* is what can decide about it: its kind, its business, its
effective section and its facts. For a shape whose facts are all known one `Row` says what it adds. A shape
with an unknown fact has a row for each value the fact may take; the *stated* row is the one that gives the
lower ratio, and the others are what the bounds range over.

Open points of law (readings) are asked for by name while a row is derived, so that the table itself knows
which readings touch which shape.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import IntEnum
from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from shinryo_ratio.figures import vocabulary as v

if TYPE_CHECKING:
    from shinryo_ratio.law.model import Counted, Item, Limb
    from shinryo_ratio.law.ruleset import RuleSet

Fact: TypeAlias = bool | str | None
Choose: TypeAlias = Callable[[str], bool]
"""Whether the alternative side of a reading is taken."""

PLACED_FACTS: Final[Mapping[str, tuple[str, ...]]] = {
    kind: facts for kind, facts in v.FACTS_OF_KIND.items() if kind != "childbirth"
}
"""The facts that stand in a shape; deliveries are amounts, not a fact of the shape."""

_UNKNOWN_VALUES: Final[Mapping[str, tuple[Fact, ...]]] = {
    "same_tariff": (False, True),
    "granted_for": ("operations", "fixed_assets"),
}
LIMB_READING: Final = "approximately-ten-percent"
"""The reading of how far a limb reaches."""
_FACILITY_STANDARDS: Final = ("hospital", "care_facility")
_NEVER_OPERATING: Final = ("financial", "donation", "asset_disposal")
PUBLIC_MONEY: Final = ("subsidy", "public_commission")
"""補助金等: kinds that a public body pays; booked 事業外 they count as operating."""


class Shape(NamedTuple):
    """What can decide about a line.

    Attributes:
        section: the effective section.
        facts: the values of `PLACED_FACTS[kind]`, None for unknown.
    """

    kind: str
    business: str
    section: str
    facts: tuple[Fact, ...] = ()

    def fact(self, name: str) -> Fact:
        """The value of a fact; None where it is unknown or not of this kind."""
        names = PLACED_FACTS.get(self.kind, ())
        return self.facts[names.index(name)] if name in names else None


class Counts(IntEnum):
    """What a yen in the denominator adds to the numerator."""

    NOTHING = 0
    LIMB = 1
    CAP = 2
    ALL = 3


class Row(NamedTuple):
    """What a yen of a shape adds.

    Attributes:
        denominator: 1 or 0.
        numerator: nothing, all, all while the limb holds, or up to a cap for each delivery.
        reason: a code of the closed list `messages.reasons`.
        citation: the article that the reason rests on.
        item: the statutory item it counts under, or None.
        limb: the portion of the denominator that the kind's sum may reach, where `numerator` is LIMB.
        cap: yen for each delivery, where `numerator` is CAP.
    """

    denominator: int
    numerator: Counts
    reason: str
    citation: str
    item: str | None = None
    limb: tuple[int, int] | None = None
    cap: int | None = None

    @property
    def effect(self) -> tuple[int, Counts, tuple[int, int] | None]:
        """What the row does to the sums, whatever its reason."""
        return self.denominator, self.numerator, self.limb

    @property
    def rank(self) -> int:
        """The order of the ratios that rows give: denominator only, limb, out of both, both."""
        if not self.denominator:
            return 2
        return 3 if self.numerator > Counts.LIMB else int(self.numerator)


class Cell(NamedTuple):
    """The rows of a shape at one setting of the readings.

    Attributes:
        stated: the row that the stated sums take.
        alternatives: one row for each different effect that the unknown facts allow (`stated` among them).
        open: the names of the unknown facts that can change the effect.
        may_be: the effects that a yen of the shape may have.
        measured: whether a limb measures the kind; its sum then takes in lines that count without it too.
    """

    stated: Row
    alternatives: tuple[Row, ...]
    open: tuple[str, ...] = ()
    may_be: frozenset[tuple[int, Counts]] = frozenset()
    measured: bool = False

    @classmethod
    def of(
        cls,
        stated: Row,
        others: tuple[Row, ...] = (),
        open: tuple[str, ...] = (),
        *,
        measured: bool = False,
    ) -> "Cell":
        """A cell whose stated row is one of its alternatives."""
        alternatives = (stated, *others)
        effects = frozenset((row.denominator, row.numerator) for row in alternatives)
        return cls(stated, alternatives, open, effects, measured)


def effective_section(kind: str, section: str, standard: str) -> str:
    """The section a line counts in (law.md section 4).

    Facility standards book attributable side income 事業外, and subsidies stand there too; the corporate
    standard (運用指針18, 19) makes both 事業収益.
    """
    if section == "non_operating" and (
        kind in PUBLIC_MONEY or (standard in _FACILITY_STANDARDS and kind not in _NEVER_OPERATING)
    ):
        return "operating"
    return section


class PlacementTable:
    """The placement table of one rule set, for corporations that elect the COVID measure or do not."""

    def __init__(self, ruleset: "RuleSet", *, covid_elected: bool = False) -> None:
        self.ruleset = ruleset
        self.covid_elected = covid_elected and ruleset.covid_measure is not None
        self._at: dict[frozenset[str], _Setting] = {}
        self._touched: dict[Shape, tuple[str, ...]] = {}

    def at(self, alternatives: frozenset[str]) -> "Mapping[Shape, Cell]":
        """The table where these readings take their alternative side."""
        setting = self._at.get(alternatives)
        if setting is None:
            setting = self._at[alternatives] = _Setting(self, alternatives)
        return setting

    def cells(self, shapes: Sequence[Shape], alternatives: frozenset[str]) -> list[Cell]:
        """The cell of each shape at a setting."""
        table = self.at(alternatives)
        return [table[shape] for shape in shapes]

    def readings_of(self, shape: Shape) -> tuple[str, ...]:
        """The readings that can change what a shape adds, at some setting of the others."""
        touched = self._touched.get(shape)
        if touched is None:
            touched = self._touched[shape] = self._touching(shape)
        return touched

    def row(self, shape: Shape, choose: Choose) -> Row:
        """The row of a shape whose facts are known."""
        outside = self._outside(shape, choose)
        if outside is not None:
            return Row(0, Counts.NOTHING, outside, self.ruleset.denominator.citation)
        return self._counted(shape, choose)

    # -- the denominator ------------------------------------------------------------------------

    def _outside(self, shape: Shape, choose: Choose) -> str | None:
        """Why a shape is out of the denominator, or None where it is in."""
        scope = self.ruleset.denominator
        fixed_assets = shape.fact("granted_for") == "fixed_assets"
        if shape.business not in scope.businesses and not in_scope_by_kind(shape):
            return "profit-business" if shape.business == "profit" else "other-ancillary-business"
        if shape.section == "operating" or choose("old-denominator"):
            pass
        elif shape.section == "extraordinary":
            recurring = shape.kind in PUBLIC_MONEY and not fixed_assets
            if not (recurring and choose("extraordinary-subsidy")):
                return "extraordinary"
        elif scope.non_operating_except is None or shape.kind in scope.non_operating_except:
            return "non-operating"
        elif choose("non-operating-income"):
            return "non-operating-income"
        if fixed_assets and not scope.counts_fixed_asset_subsidies and not choose("fixed-asset-subsidy"):
            return "fixed-asset-subsidy"
        return None

    # -- the numerator --------------------------------------------------------------------------

    def _counted(self, shape: Shape, choose: Choose) -> Row:
        """The row of a shape that is in the denominator."""
        if self._elected_covid(shape):
            return self._covid_row(choose)
        limited: Row | None = None
        refused: Row | None = None
        for item in self.ruleset.items:
            for entry in item.kinds:
                row = self._by_item(shape, item, entry, choose) if entry.kind == shape.kind else None
                if row is None:
                    continue
                if row.numerator > Counts.LIMB:
                    return row
                if row.numerator:
                    limited = limited or row
                else:
                    refused = row
        return limited or refused or Row(1, Counts.NOTHING, self._no_item(shape), self.ruleset.citation)

    def _by_item(self, shape: Shape, item: "Item", entry: "Counted", choose: Choose) -> Row | None:
        """What an item makes of a shape of one of its kinds; None where it does not speak of it."""

        def not_counted(reason: str) -> Row:
            return Row(1, Counts.NOTHING, reason, item.citation)

        if entry.commissioned and not shape.fact("commissioned_by_public_body"):
            return None
        if entry.commissioned and choose("commissioned-checkup"):
            return not_counted("commissioned-checkup-not-counted")
        if shape.fact("granted_for") == "fixed_assets":
            return not_counted("fixed-asset-subsidy-denominator-only")
        if shape.fact("designated_manager") and not choose("designated-manager-fee"):
            return not_counted("designated-manager-fee")
        if shape.fact("copayment") and choose("care-copayment"):
            return not_counted("copayment-not-counted")
        if item.id in self.ruleset.assumed_items and choose("assumed-item"):
            return not_counted("assumed-item-not-counted")
        return self._by_condition(shape, item, entry, choose)

    def _by_condition(self, shape: Shape, item: "Item", entry: "Counted", choose: Choose) -> Row:
        if entry.same_tariff and shape.fact("same_tariff"):
            return Row(1, Counts.ALL, "same-tariff", item.citation, item.id)
        if entry.limb is not None:
            portion = limb_portion(entry.limb, choose)
            return Row(1, Counts.LIMB, "limb", entry.limb.citation, item.id, limb=portion)
        if entry.same_tariff:
            return Row(1, Counts.NOTHING, "not-same-tariff", item.citation)
        if entry.cap is not None:
            return Row(1, Counts.CAP, "delivery-cap", entry.cap.citation, item.id, cap=entry.cap.yen)
        reason = "commissioned-checkup" if entry.commissioned else "item"
        return Row(1, Counts.ALL, reason, item.citation, item.id)

    def _no_item(self, shape: Shape) -> str:
        if shape.fact("granted_for") == "fixed_assets":
            return "fixed-asset-subsidy-denominator-only"
        return "item-not-in-force" if shape.kind in self.ruleset.upcoming else "not-an-item"

    # -- the COVID measure ----------------------------------------------------------------------

    def _elected_covid(self, shape: Shape) -> bool:
        return self.covid_elected and bool(shape.fact("covid"))

    def _covid_row(self, choose: Choose) -> Row:
        measure = self.ruleset.covid_measure
        assert measure is not None
        if choose("covid-measure-effect"):
            return Row(0, Counts.NOTHING, "covid-measure-denominator", measure.citation)
        return Row(1, Counts.ALL, "covid-measure", measure.citation, measure.id)

    # -- readings -------------------------------------------------------------------------------

    def _touching(self, shape: Shape) -> tuple[str, ...]:
        """Follow every reading that deriving the cell asks for; keep those that change its effect."""
        effects: dict[frozenset[str], frozenset[object]] = {}
        asked: set[str] = set()
        pending = [frozenset[str]()]
        while pending:
            setting = pending.pop()
            if setting in effects:
                continue
            consulted: set[str] = set()
            cell = self.cell(shape, setting, consulted)
            effects[setting] = frozenset(row.effect for row in cell.alternatives)
            asked |= consulted
            pending.extend(seen | {reading} for seen in effects for reading in asked - seen)
        return tuple(
            reading
            for reading in self.ruleset.readings
            if reading in asked
            and any(
                effects[setting] != effects[setting | {reading}]
                for setting in effects
                if reading not in setting
            )
        )

    def cell(self, shape: Shape, alternatives: frozenset[str], consulted: set[str] | None = None) -> Cell:
        """The rows of a shape at a setting; `consulted` collects the readings asked for."""

        def choose(reading: str) -> bool:
            if reading not in self.ruleset.readings:
                return False
            if consulted is not None:
                consulted.add(reading)
            return reading in alternatives

        resolved = list(self.resolved(shape))
        rows = [(values, self.row(known, choose)) for values, known in resolved]
        distinct = {row.effect: row for _, row in reversed(rows)}
        stated = min(distinct.values(), key=lambda row: row.rank)
        measured = shape.kind in self.ruleset.limbs
        if len(distinct) == 1:
            return Cell.of(rows[0][1], measured=measured)
        names = tuple(rows[0][0])
        facts = tuple(name for name in names if _can_change(name, rows))
        unknown = stated._replace(reason=_UNKNOWN_REASONS[facts[0]]) if stated.reason != "limb" else stated
        others = tuple(row for effect, row in distinct.items() if effect != stated.effect)
        return Cell.of(unknown, others, facts, measured=measured)

    def resolved(self, shape: Shape) -> Iterator[tuple[dict[str, Fact], Shape]]:
        """Each shape with known facts that an unknown one may be, with the values that make it so."""
        scope = self.ruleset.denominator
        choices: dict[str, tuple[Fact, ...]] = {}
        if shape.kind == "unclassified":
            insurable = shape.business not in ("profit", "ancillary_other")
            choices["kind"] = ("other", "social_insurance") if insurable else ("other",)
        if (
            shape.business == "ancillary"
            and "ancillary" not in scope.businesses
            and not in_scope_by_kind(shape)
        ):
            choices["business"] = ("ancillary_medical", "ancillary_other")
        for name in PLACED_FACTS.get(shape.kind, ()):
            if shape.fact(name) is None:
                choices[name] = _UNKNOWN_VALUES[name]
        for values in product(*choices.values()):
            assigned = dict(zip(choices, values, strict=True))
            yield assigned, _assigned(shape, assigned)


_UNKNOWN_REASONS: Final = {
    "kind": "kind-unknown",
    "business": "nature-unknown",
    "same_tariff": "tariff-unknown",
    "granted_for": "purpose-unknown",
}


def in_scope_by_kind(shape: Shape) -> bool:
    """Whether a line booked as 附帯業務 is 医療保健業務 by its kind alone."""
    return shape.business == "ancillary" and shape.kind in v.INSURED_SERVICE_KINDS


def limb_portion(limb: "Limb", choose: Choose) -> tuple[int, int]:
    """The portion of the denominator that a limb allows."""
    return limb.alternative if choose(LIMB_READING) else limb.at_most


def _assigned(shape: Shape, values: Mapping[str, Fact]) -> Shape:
    kind = str(values.get("kind", shape.kind))
    business = str(values.get("business", shape.business))
    if kind == "social_insurance" and shape.kind == "unclassified":
        business = shape.business  # insured treatment is in scope by its kind
    names = PLACED_FACTS.get(shape.kind, ())
    facts = tuple(values.get(name, fact) for name, fact in zip(names, shape.facts, strict=True))
    return Shape(kind, business, shape.section, facts)


def _can_change(name: str, rows: list[tuple[dict[str, Fact], Row]]) -> bool:
    """Whether a fact, the others held, can change the effect."""
    by_others: dict[tuple[tuple[str, Fact], ...], set[object]] = {}
    for values, row in rows:
        others = tuple(pair for pair in values.items() if pair[0] != name)
        by_others.setdefault(others, set()).add(row.effect)
    return any(len(effects) > 1 for effects in by_others.values())


class _Setting(dict[Shape, Cell]):
    """The cells of a table at one setting of the readings, derived as they are asked for."""

    def __init__(self, table: PlacementTable, alternatives: frozenset[str]) -> None:
        super().__init__()
        self._table, self._alternatives = table, alternatives

    def __missing__(self, shape: Shape) -> Cell:
        cell = self[shape] = self._table.cell(shape, self._alternatives)
        return cell


def known_shapes() -> Iterator[Shape]:
    """Every shape whose facts are known, in the order of the contract."""
    values: dict[str, tuple[Fact, ...]] = {"granted_for": ("operations", "fixed_assets")}
    for kind in v.KINDS:
        if kind == "unclassified":
            continue
        facts = [values.get(name, (False, True)) for name in PLACED_FACTS.get(kind, ())]
        for business, section, stated in product(v.BUSINESSES, v.SECTIONS, product(*facts)):
            if business in v.UNINSURED_BUSINESSES and kind in v.INSURED_SERVICE_KINDS:
                continue
            yield Shape(kind, business, section, stated)
