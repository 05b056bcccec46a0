"""Whose rows must not be judged as they stand: what is in two places, or with and without its reference.

The table is read through before anything is judged. Most corporations stand together, so a small filter that
never overlooks one, and now and then suspects one wrongly, finds the few that are held and counted exactly:
the memory is the same whatever the length of the table.
"""

from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Final, NamedTuple

from shinryo_ratio.batch.chunks import Mark
from shinryo_ratio.batch.stretches import Stretch, Stretches
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers.headings import Identity

_BITS: Final = 1 << 27
"""Of the filter: 16 MB. Of ten million corporations it suspects some ten thousand wrongly."""

MOST_SUSPECTS: Final = 100_000
"""Corporations that are held, at most: some 30 MB. A table with more apart is not sorted at all."""


class Said(NamedTuple):
    """What a row says in the column of the reference."""

    row: int
    reference: str


class Order(NamedTuple):
    """What a table that was read through is known to be like.

    Attributes:
        apart: the corporations whose rows stand in several places.
        partly: by name and year, the first row with a reference and the first without, where there are both.
        mark: how far the table reaches.
    """

    apart: frozenset[Identity]
    partly: dict[Identity, tuple[Said, Said]]
    mark: Mark


def order_of(stretches: Callable[[], Stretches], file: str) -> Order:
    """What the table is like.

    Args:
        stretches: gives the stretches of the table from its start.
        file: its name.

    Raises:
        FiguresError: where the header is wrong, or so much stands wrongly that the table as a whole does.
    """
    found = stretches()
    met = {True: False, False: False}
    suspects = _suspects(found, file, met)
    apart: frozenset[Identity] = frozenset()
    if suspects:
        times = dict.fromkeys(suspects, 0)
        for stretch in stretches():
            if stretch.identity in times:
                times[stretch.identity] += 1
        apart = frozenset(identity for identity, count in times.items() if count > 1)
    partly = _partly(stretches, file) if all(met.values()) else {}
    return Order(apart, partly, found.mark)


def _suspects(stretches: Iterable[Stretch], file: str, met: dict[bool, bool]) -> set[Identity]:
    """The corporations that may stand apart; `met` is told whether some have a reference, and some none."""
    seen = _Filter()
    suspects: set[Identity] = set()
    for stretch in stretches:
        if stretch.named:
            met[bool(stretch.stated)] = True
        if stretch.identity is not None and seen.add(stretch.identity):
            suspects.add(stretch.identity)
            if len(suspects) > MOST_SUSPECTS:
                place = Place(file=file, line=stretch.number)
                raise FiguresError([Problem("csv-not-in-order", place, {"most": MOST_SUSPECTS})])
    return suspects


def _partly(stretches: Callable[[], Stretches], file: str) -> dict[Identity, tuple[Said, Said]]:
    """The names and years of which some rows have a reference and others have none, as in merged cells."""
    without = _Filter()
    for stretch in stretches():
        for named in stretch.named if not stretch.stated else ():
            without.add(named)
    first: dict[Identity, dict[bool, Said]] = {}
    for stretch in stretches():
        for named, row in stretch.named.items() if stretch.stated else ():
            if named in without:
                first.setdefault(named, {}).setdefault(True, Said(row, stretch.stated))
            if len(first) > MOST_SUSPECTS:
                place = Place(file=file, line=row)
                raise FiguresError([Problem("csv-references-partly", place, {"most": MOST_SUSPECTS})])
    if first:
        for stretch in stretches():
            for named, row in stretch.named.items() if not stretch.stated else ():
                if named in first:
                    first[named].setdefault(False, Said(row, ""))
    return {named: (said[True], said[False]) for named, said in first.items() if len(said) > 1}


class _Filter:
    """Remembers what it was given, and now and then believes of something that it was."""

    def __init__(self) -> None:
        self._bits = bytearray(_BITS >> 3)

    def add(self, identity: Identity) -> bool:
        """Remember it; whether it was remembered before."""
        bits, known = self._bits, True
        for position in _positions(identity):
            byte, bit = position >> 3, 1 << (position & 7)
            if not bits[byte] & bit:
                bits[byte] |= bit
                known = False
        return known

    def __contains__(self, identity: Identity) -> bool:
        return all(self._bits[position >> 3] & 1 << (position & 7) for position in _positions(identity))


def _positions(identity: Identity) -> list[int]:
    digest = blake2b("\0".join(identity).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return [int.from_bytes(digest[start : start + 4], "little") % _BITS for start in (0, 4, 8, 12)]
