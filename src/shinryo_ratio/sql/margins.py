"""Margins (余裕額・不足額) in SQL: the first yen that turns the verdict, in closed form.

As X yen move, the score q·N − p·D is linear between the points where a limb opens or closes. So the first yen
that turns the verdict is, for one of those points (or the first yen), the smallest X from there on that would
turn it were no limb to change any more. Each such candidate is tried with the limbs as they then stand; the
smallest that does turn the verdict is the first that does.

Whether a verdict turns into met or into not met, the search is one: `need` is how far the score has to move,
to zero where the test is met, to one where it is not. What comes into the denominator under the one verdict
leaves it under the other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

NEVER: Final = 4 * 10**18
"""More yen than there can be: the place of a candidate that turns nothing."""


@dataclass(frozen=True, slots=True)
class Margin:
    """A margin, as it is read from a search.

    Attributes:
        name: as the contract has it.
        least: subtracted from the first yen that turns: a room ends one yen before it.
        most: the column with the most that may move, or None.
        unturned: the margin where nothing turns the verdict: that column too, or None.
    """

    name: str
    least: int = 0
    most: str | None = None
    unturned: str | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """What moves.

    Attributes:
        name: of its columns.
        sign: of what a yen moved adds to the denominator where the test is met: + or −.
        slope: by how much a yen moved changes the score.
        met, not_met: the margin that is found where the test is met, and where it is not.
    """

    name: str
    sign: str
    slope: str
    met: Margin
    not_met: Margin


_SEARCHES: Final = (
    Search(
        "other_revenue", "+", "threshold_portion",
        Margin("other_revenue_room", least=1),
        Margin("other_revenue_excess", most="denominator - numerator"),
    ),
    Search(
        "qualifying", "-", "(threshold_whole - threshold_portion)",
        Margin("qualifying_loss_room", least=1, most="insured", unturned="insured"),
        Margin("qualifying_shortfall"),
    ),
)  # fmt: skip

NAMES: Final = ("other_revenue_room", "qualifying_loss_room", "qualifying_shortfall", "other_revenue_excess")
"""The margins, in the order of the contract."""

Columns: TypeAlias = list[tuple[str, str]]
"""Expressions by the names of their columns."""


def parts(kinds: Sequence[str]) -> dict[str, Columns]:
    """The steps of the search, one on top of the other: what each adds to the columns of the one before.

    `ways` says in numbers which way the verdict may turn, and the most that may move. `points` are those to
    search from, `needs` what the score has to move with the limbs as they stand there, `candidates` the first
    yen from there on that would do it, `turns` those of them that do, `firsts` the first of these.
    """
    steps: dict[str, Callable[[Search, Sequence[str]], Columns]] = {
        "points": _points, "needs": _needs, "candidates": _candidates, "turns": _turns, "firsts": _firsts,
    }  # fmt: skip
    found = {
        name: [column for search in _SEARCHES for column in step(search, kinds)]
        for name, step in steps.items()
    }
    return {"ways": _ways(), **found}


def _ways() -> Columns:
    """1 and 0 where the test is met, −1 and 1 where it is not; and the most yen that each search may move."""
    most = [
        (f"{search.name}_most", _by_verdict(search.met.most or str(NEVER), search.not_met.most or str(NEVER)))
        for search in _SEARCHES
    ]
    return [
        ("direction", f"CAST({_by_verdict('1', '-1')} AS BIGINT)"),
        ("beyond", f"CAST({_by_verdict('0', '1')} AS BIGINT)"),
        *most,
    ]


def _by_verdict(met: str, not_met: str) -> str:
    return f"CASE WHEN verdict = 'met' THEN {met} ELSE {not_met} END"


def _points(search: Search, kinds: Sequence[str]) -> Columns:
    """The first yen, and where each limb turns: opens as the denominator grows, closes as it shrinks."""
    into = "direction > 0" if search.sign == "+" else "direction < 0"
    columns = [(f"{search.name}_from_0", "1")]
    for number, kind in enumerate(kinds, 1):
        turn = f"CASE WHEN {into} THEN {kind}_opens - denominator ELSE denominator - {kind}_opens + 1 END"
        columns.append((f"{search.name}_from_{number}", f"GREATEST(1, {turn})"))
    return columns


def _needs(search: Search, kinds: Sequence[str]) -> Columns:
    return [
        (f"{search.name}_need_{point}", _need(search, f"{search.name}_from_{point}", kinds))
        for point in _numbers(kinds)
    ]


def _need(search: Search, yen: str, kinds: Sequence[str]) -> str:
    """How far the score has to move, the limbs as they stand after so many yen."""
    moved = f"denominator {search.sign} direction * {yen}"
    limbs = [f"CASE WHEN {kind}_opens <= {moved} THEN {kind}_resting ELSE 0 END" for kind in kinds]
    numerator = " + ".join(["unconditional", *limbs])
    return f"direction * (threshold_whole * ({numerator}) - threshold_portion * denominator) + beyond"


def _candidates(search: Search, kinds: Sequence[str]) -> Columns:
    """Of a need of zero or less the quotient is zero or less: then it is the point itself."""
    found = []
    for point in _numbers(kinds):
        rounded_up = whole_quotient(f"({search.name}_need_{point} + {search.slope} - 1)", search.slope)
        found.append((f"{search.name}_at_{point}", f"GREATEST({search.name}_from_{point}, {rounded_up})"))
    return found


def _turns(search: Search, kinds: Sequence[str]) -> Columns:
    found = []
    for point in _numbers(kinds):
        yen = f"{search.name}_at_{point}"
        turned = f"{_need(search, yen, kinds)} <= {search.slope} * {yen} AND {yen} <= {search.name}_most"
        found.append((f"{search.name}_turns_{point}", f"CASE WHEN {turned} THEN {yen} ELSE {NEVER} END"))
    return found


def _firsts(search: Search, kinds: Sequence[str]) -> Columns:
    turns = [f"{search.name}_turns_{point}" for point in _numbers(kinds)]
    return [(f"{search.name}_first", turns[0] if len(turns) == 1 else f"LEAST({', '.join(turns)})")]


def margins() -> Columns:
    """The margins, from the first yen that turns the verdict."""
    found = {
        margin.name: _margin(margin, verdict, f"{search.name}_first")
        for search in _SEARCHES
        for verdict, margin in (("met", search.met), ("not_met", search.not_met))
    }
    return [(name, found[name]) for name in NAMES]


def _margin(margin: Margin, verdict: str, first: str) -> str:
    ending = f" - {margin.least}" if margin.least else ""
    return (
        f"CASE WHEN verdict <> '{verdict}' THEN NULL"
        f" WHEN {first} = {NEVER} THEN {margin.unturned or 'NULL'} ELSE {first}{ending} END"
    )


def whole_quotient(dividend: str, divisor: str) -> str:
    """The quotient of whole numbers, its fraction left off; the divisor is above zero.

    What is divided is a multiple of the divisor, so the quotient is whole. Engines differ in what `/` makes
    of whole numbers and in how they turn a fraction into one: below 2^50 a double is off by less than a
    quarter of a yen, which ROUND does away with.
    """
    return f"CAST(ROUND(({dividend} - {remainder(dividend, divisor)}) / {divisor}) AS BIGINT)"


def remainder(dividend: str, divisor: str) -> str:
    """What a whole division leaves."""
    return f"(({dividend}) % ({divisor}))"


def _numbers(kinds: Sequence[str]) -> range:
    return range(len(kinds) + 1)
