"""Margins (余裕額・不足額): by how many yen the verdict stands or fails, exactly.

As revenue moves, the denominator moves, and with it the おおむね10% limbs, which are evaluated anew. Between
the points where a limb opens or closes the score q·N − p·D is linear, so the first yen that turns the verdict
is found segment by segment.
"""

from collections.abc import Iterator

from shinryo_ratio.engine.assessment import Margins
from shinryo_ratio.engine.sums import Sums


def margins(sums: Sums, threshold: tuple[int, int], social_insurance: int) -> Margins:
    """The margins of the stated sums against a threshold (p, q) in lowest terms.

    `social_insurance` is what there is to lose: the social_insurance lines in the denominator, in yen.

    The denominator is above zero; else no margin makes sense.
    """
    p, q = threshold
    score = q * sums.numerator - p * sums.denominator
    if not sums.limbs:
        return _without_limbs(score, threshold, sums.denominator - sums.numerator, social_insurance)
    if score > 0:
        room = first_turn(sums, threshold, per_denominator=1, per_numerator=0, met=False, most=None)
        loss = first_turn(
            sums, threshold, per_denominator=-1, per_numerator=-1, met=False, most=social_insurance
        )
        return Margins(
            other_revenue_room=None if room is None else room - 1,
            qualifying_loss_room=social_insurance if loss is None else loss - 1,
        )
    return Margins(
        qualifying_shortfall=first_turn(
            sums, threshold, per_denominator=1, per_numerator=1, met=True, most=None
        ),
        other_revenue_excess=first_turn(
            sums,
            threshold,
            per_denominator=-1,
            per_numerator=0,
            met=True,
            most=sums.denominator - sums.numerator,
        ),
    )


def _without_limbs(score: int, threshold: tuple[int, int], other: int, social_insurance: int) -> Margins:
    """The margins where the score q·N − p·D is a single line.

    A yen of other revenue moves it by p, one of social insurance by q − p. `other` is what of the denominator
    does not count.
    """
    p, q = threshold
    if score > 0:
        return Margins(
            other_revenue_room=(score - 1) // p,
            qualifying_loss_room=min(social_insurance, (score - 1) // (q - p)),
        )
    excess = -score // p + 1
    return Margins(
        qualifying_shortfall=-score // (q - p) + 1,
        other_revenue_excess=excess if excess <= other else None,
    )


def first_turn(
    sums: Sums,
    threshold: tuple[int, int],
    *,
    per_denominator: int,
    per_numerator: int,
    met: bool,
    most: int | None,
) -> int | None:
    """The fewest yen moved, at least 1 and at most `most`, after which the test is (not) met.

    A yen moved adds `per_denominator` (1 or −1) to the denominator and `per_numerator` to the numerator; the
    sums measured by the limbs stay.
    """
    p, q = threshold
    slope = q * per_numerator - p * per_denominator
    for start, end in _segments(sums, per_denominator, most):
        denominator = sums.denominator + per_denominator * start
        score = q * (sums.numerator_at(denominator) + per_numerator * start) - p * denominator
        moved = start + _yen_to_turn(score, slope, met=met)
        if (score > 0) == met:
            return start
        if (slope > 0) == met and (end is None or moved <= end):
            return moved
    return None


def _yen_to_turn(score: int, slope: int, *, met: bool) -> int:
    """The fewest yen after which a score that moves by `slope` a yen is (not) above zero."""
    return -score // slope + 1 if met else -(-score // -slope)


def _segments(sums: Sums, direction: int, most: int | None) -> Iterator[tuple[int, int | None]]:
    """The ranges of yen moved, from 1, between which no limb opens or closes; the last may be endless."""
    turns = set()
    for limb in sums.limbs:
        if direction > 0:
            turns.add(limb.opens_at - sums.denominator)
        else:
            turns.add(sums.denominator - limb.opens_at + 1)
    start = 1
    for turn in sorted(turn for turn in turns if turn > 1 and (most is None or turn <= most)):
        yield start, turn - 1
        start = turn
    if most is None or start <= most:
        yield start, most
