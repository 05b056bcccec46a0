"""What a line adds, as two tables of a database.

`shapes` finds the shape of a line by what is written in it: a column left blank has its own row, so that a
join on the columns as they are finds the one row that applies. `placement` says what a yen of a shape adds. A
line that finds no placement is unclear (a fact is unknown) or wrong (it contradicts the contract): it is not
for SQL to decide.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.fields import MOST_YEN
from shinryo_ratio.law.placement import PLACED_FACTS, Counts, Fact, PlacementTable, Shape
from shinryo_ratio.law.table import FACTS, every_shape, sections
from shinryo_ratio.sql.moves import KINDS, cells, moves
from shinryo_ratio.sql.tables import Choices, Standing, Table, Value

if TYPE_CHECKING:
    from shinryo_ratio.law import RuleSet

_NEGATIVE: Final = "insurance_deduction"
_FALSE_BY_DEFAULT: Final = ("commissioned_by_public_body", "covid", "designated_manager", "copayment")
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

    `deliveries` tells whether they are stated, as they must be of births and nothing else.
    """
    booked = _booked(standards)
    return Table(
        "shapes",
        (("accounting_standard", "VARCHAR(20)"), *_LINE,
         ("deliveries", "BOOLEAN"), ("shape", "INTEGER")),
        [
            (standard, shape.kind, business, section, *facts, shape.kind == "childbirth", number)
            for number, shape in enumerate(every_shape(), 1)
            for standard, section in booked[shape.kind, shape.section]
            for business in _ways_to_write_business(shape)
            for facts in product(*(_ways_to_write(shape, name) for name in FACTS))
        ],
    )  # fmt: skip


def placement(standings: "Iterable[Standing]", kinds: Sequence[str], *, elections: bool = True) -> Table:
    """What a yen of a shape adds in the fiscal years of a type that start since a day, at the choices made.

    An amount lies between `least` and `most` yen. The last columns say what a yen of it adds to each sum that
    decides (`sums`). Where each delivery counts up to a cap, a second row, with the `cap`, says what the yen
    that so count add.

    `elections`: whether the COVID measure may be elected.
    """
    return Table(
        "placement",
        (
            ("corporation_type", "VARCHAR(20)"), ("since", "DATE"), ("covid_elected", "BOOLEAN"),
            ("choices", "VARCHAR(1000)"), ("shape", "INTEGER"), ("ruleset", "VARCHAR(40)"), ("cap", "BIGINT"),
            *((name, "BIGINT") for name in ("least", "most", *sums(kinds))),
        ),
        [
            (found.type, found.since, elected, found.chosen.written, number, found.ruleset.id, *added)
            for found in standings
            for elected in ((False, True) if elections and found.ruleset.covid_measure else (False,))
            for number, added in _rows(found.ruleset, elected, found.chosen, tuple(kinds))
        ],
    )  # fmt: skip


@lru_cache(maxsize=512)
def _rows(
    ruleset: "RuleSet", elected: bool, chosen: Choices, kinds: tuple[str, ...]
) -> list[tuple[int, tuple[Value, ...]]]:
    """What each shape adds, by its number, where no unknown fact leaves it open."""
    table = ruleset.placement(covid_elected=elected)
    return [
        (number, (cap, *bounds, *(added.get(name, 0) for name in sums(kinds))))
        for number, shape in enumerate(every_shape(), 1)
        for bounds in [(-MOST_YEN, 0) if shape.kind == _NEGATIVE else (0, MOST_YEN)]
        for cap, added in _added(table, shape, chosen)
    ]


def sums(kinds: Sequence[str]) -> list[str]:
    """The sums that decide, with limbs of these kinds.

    `stated` is the sum of what is written, without its signs. `unconditional` is the numerator but for limbs,
    `insured` what a loss of social insurance can take away; `…_total` is what a limb measures, `…_resting`
    what counts only while it holds. The last say how far open readings move the score (`moves`).
    """
    limbs = [name for kind in kinds for name in dict.fromkeys((measured(kind), f"{kind}_resting"))]
    return ["stated", "denominator", "unconditional", "insured", *limbs, *KINDS, "leaving"]


def measured(kind: str) -> str:
    """The sum that the limb of a kind measures.

    Where no fact tells lines of the kind apart all of them rest on the limb, or none does and it matters not:
    one sum is both.
    """
    return f"{kind}_total" if PLACED_FACTS.get(kind) else f"{kind}_resting"


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
    table: PlacementTable, shape: Shape, chosen: Choices
) -> Iterator[tuple[int | None, Mapping[str, int]]]:
    """What a yen of a shape adds to which sums, and then what one up to a cap does, after the cap.

    Nothing comes where an unknown fact leaves it open.
    """
    found = cells(table, shape, chosen.alternatives, chosen.closed)
    if any(len(cell.alternatives) > 1 for cell in found):
        return
    row = table.at(chosen.alternatives.intersection(table.readings_of(shape)))[shape].stated
    moved = moves(table, shape, chosen.alternatives, chosen.closed)
    counted = {"unconditional": int(row.numerator > Counts.LIMB), **moved.counted}
    within = {
        "stated": -1 if shape.kind == _NEGATIVE else 1,
        "denominator": row.denominator,
        "insured": int(shape.kind == "social_insurance" and row.denominator),
        f"{shape.kind}_total": row.denominator,
        f"{shape.kind}_resting": int(row.numerator is Counts.LIMB),
        "leaving": moved.leaving,
        **{name: -weight for name, weight in moved.within.items()},
    }
    caps = {cell.stated.cap for cell in found if cell.stated.cap is not None}
    if caps:
        yield None, within
        yield max(caps), counted
    else:
        yield None, {name: within.get(name, 0) + counted.get(name, 0) for name in (*within, *counted)}
