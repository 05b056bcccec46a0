"""Margins (余裕額・不足額) in SQL: the first yen that turns the verdict, in closed form.

As X yen move, the score q·N − p·D is linear between the points where a limb opens or closes. So the first yen
that turns the verdict is, for one of those points (or the first yen), the smallest X from there on that would
turn it were no limb to change any more. Each such candidate is tried with the limbs as they then stand; the
smallest that does turn the verdict is the first that does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

NEVER: Final = 4 * 10**18
"""More yen than there can be: the place of a candidate that turns nothing."""


@dataclass(frozen=True, slots=True)
class Move:
    """What moves, and until when.

    Attributes:
        name: of the margin.
        denominator, numerator: what a yen moved adds to either sum.
        met: whether the verdict turns into met.
        least: subtracted from the first yen that turns: a room ends one yen before it.
        most: the column with the most that may move, or None.
        unturned: the margin where nothing turns the verdict: that column too, or None.
    """

    name: str
    denominator: int
    numerator: int
    met: bool
    least: int
    most: str | None = None
    unturned: str | None = None


MOVES: Final = (
    Move("other_revenue_room", 1, 0, met=False, least=1),
    Move("qualifying_loss_room", -1, -1, met=False, least=1, most="insured", unturned="insured"),
    Move("qualifying_shortfall", 1, 1, met=True, least=0),
    Move("other_revenue_excess", -1, 0, met=True, least=0, most="denominator - numerator"),
)


def starts(move: Move, kinds: Sequence[str]) -> list[tuple[str, str]]:
    """The columns of the points to search from, by name: the first yen, and where each limb turns."""
    columns = [(f"{move.name}_from_0", "1")]
    for number, kind in enumerate(kinds, 1):
        turn = f"{kind}_opens - denominator" if move.denominator > 0 else f"denominator - {kind}_opens + 1"
        columns.append((f"{move.name}_from_{number}", f"CASE WHEN {turn} > 1 THEN {turn} ELSE 1 END"))
    return columns


def scores(move: Move, kinds: Sequence[str]) -> list[tuple[str, str]]:
    """The columns of the scores before anything moves, the limbs as they stand at each point."""
    return [
        (f"{move.name}_score_{i}", f"threshold_whole * ({numerator}) - threshold_portion * denominator")
        for i in _points(kinds)
        for numerator in [_numerator(move, f"{move.name}_from_{i}", kinds)]
    ]


def candidates(move: Move, kinds: Sequence[str]) -> list[tuple[str, str]]:
    """The columns of the first yen, from each point on, that turns the verdict if no limb changes."""
    return [(f"{move.name}_at_{i}", _candidate(move, i)) for i in _points(kinds)]


def _candidate(move: Move, point: int) -> str:
    start, score, slope = f"{move.name}_from_{point}", f"{move.name}_score_{point}", _slope(move)
    if move.met:  # the score rises with each yen: the first above zero
        yen = f"{whole_quotient(f'(-{score})', slope)} + 1"
        return f"CASE WHEN {score} + {slope} * {start} > 0 THEN {start} ELSE {yen} END"
    yen = whole_quotient(f"({score} + {slope} - 1)", slope)  # it falls: the first at zero or below
    return f"CASE WHEN {score} - {slope} * {start} <= 0 THEN {start} ELSE {yen} END"


def _slope(move: Move) -> str:
    """By how much a yen moved changes the score."""
    return "(threshold_whole - threshold_portion)" if move.numerator else "threshold_portion"


def turned(move: Move, kinds: Sequence[str]) -> list[tuple[str, str]]:
    """The columns of the candidates that do turn the verdict, the limbs as they then stand; else `NEVER`."""
    return [(f"{move.name}_turns_{i}", _turned(move, f"{move.name}_at_{i}", kinds)) for i in _points(kinds)]


def _turned(move: Move, yen: str, kinds: Sequence[str]) -> str:
    numerator = _numerator(move, yen, kinds)
    moved = {1: f" + {yen}", -1: f" - {yen}", 0: ""}
    score = (
        f"threshold_whole * ({numerator}{moved[move.numerator]})"
        f" - threshold_portion * (denominator{moved[move.denominator]})"
    )
    allowed = f" AND {yen} <= {move.most}" if move.most else ""
    return f"CASE WHEN {score} {'>' if move.met else '<='} 0{allowed} THEN {yen} ELSE {NEVER} END"


def margin(move: Move, kinds: Sequence[str]) -> str:
    """The margin: from the first of the candidates that turns the verdict."""
    first = least([f"{move.name}_turns_{i}" for i in _points(kinds)])
    unturned = move.unturned or "NULL"
    ending = f" - {move.least}" if move.least else ""
    verdict = "not_met" if move.met else "met"
    return (
        f"CASE WHEN verdict <> '{verdict}' THEN NULL"
        f" WHEN {first} = {NEVER} THEN {unturned} ELSE {first}{ending} END"
    )


def least(columns: Sequence[str]) -> str:
    """The least of some columns, none of them NULL."""
    return columns[0] if len(columns) == 1 else f"LEAST({', '.join(columns)})"


def whole_quotient(dividend: str, divisor: str) -> str:
    """The quotient of whole numbers where the dividend is not negative, its fraction left off.

    What is divided is a multiple of the divisor: the quotient is whole, whatever `/` makes of whole numbers.
    """
    return f"CAST(({dividend} - MOD({dividend}, {divisor})) / {divisor} AS BIGINT)"


def _numerator(move: Move, yen: str, kinds: Sequence[str]) -> str:
    """The numerator with the limbs as they stand after so many yen, which it does not count itself."""
    sign = "+" if move.denominator > 0 else "-"
    limbs = [
        f"CASE WHEN {kind}_opens <= denominator {sign} {yen} THEN {kind}_resting ELSE 0 END" for kind in kinds
    ]
    return " + ".join(["unconditional", *limbs])


def _points(kinds: Sequence[str]) -> range:
    return range(len(kinds) + 1)
