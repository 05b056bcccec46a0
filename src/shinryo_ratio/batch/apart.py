"""Which corporations of a long table stand apart: in more than one stretch of rows.

The table is read through before anything is judged. Most corporations stand together, so a small filter that
never overlooks one, and now and then suspects one wrongly, finds the few that are held and counted exactly:
the memory is the same whatever the length of the table.
"""

from collections.abc import Callable
from hashlib import blake2b
from typing import Final

from shinryo_ratio.batch.chunks import Mark
from shinryo_ratio.batch.stretches import Stretches
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers.headings import Identity

_BITS: Final = 1 << 27
"""Of the filter: 16 MB. Of ten million corporations it suspects some ten thousand wrongly."""

MOST_SUSPECTS: Final = 100_000
"""Corporations that are held, at most: some 30 MB. A table with more apart is not sorted at all."""


def standing_apart(stretches: Callable[[], Stretches], file: str) -> tuple[frozenset[Identity], Mark]:
    """The corporations whose rows stand apart, and how far the table reaches.

    Args:
        stretches: gives the stretches of the table from its start.
        file: its name.

    Raises:
        FiguresError: where the header is wrong, or so many stand apart that the table is not in order at all.
    """
    found = stretches()
    suspects = _suspects(found, file)
    if not suspects:
        return frozenset(), found.mark
    met = dict.fromkeys(suspects, 0)
    for stretch in stretches():
        if stretch.identity in met:
            met[stretch.identity] += 1
    return frozenset(identity for identity, times in met.items() if times > 1), found.mark


def _suspects(stretches: Stretches, file: str) -> set[Identity]:
    """The corporations that may stand apart."""
    bits = bytearray(_BITS >> 3)
    suspects: set[Identity] = set()
    for stretch in stretches:
        if stretch.identity is not None and _is_marked(bits, stretch.identity):
            suspects.add(stretch.identity)
            if len(suspects) > MOST_SUSPECTS:
                place = Place(file=file, line=stretch.number)
                raise FiguresError([Problem("csv-not-in-order", place, {"most": MOST_SUSPECTS})])
    return suspects


def _is_marked(bits: bytearray, identity: Identity) -> bool:
    """Whether all bits of an identity were set before; now they are."""
    digest = blake2b("\0".join(identity).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    marked = True
    for start in (0, 4, 8, 12):
        position = int.from_bytes(digest[start : start + 4], "little") % _BITS
        byte, bit = position >> 3, 1 << (position & 7)
        if not bits[byte] & bit:
            bits[byte] |= bit
            marked = False
    return marked
