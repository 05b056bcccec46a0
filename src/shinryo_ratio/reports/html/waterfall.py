"""From the old sum to the revised one: a waterfall whose every step is labelled in yen."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from shinryo_ratio.messages.handover import tell
from shinryo_ratio.reports.asking import spans
from shinryo_ratio.reports.blocks import Column, Table
from shinryo_ratio.reports.html.drawing import (
    LINE,
    WIDTH,
    Scale,
    bar,
    comma,
    drawing,
    lines_of,
    paragraph,
    stroke,
    words,
)
from shinryo_ratio.reports.html.markup import Markup, element
from shinryo_ratio.reports.html.moves import Step
from shinryo_ratio.reports.numbers import change, yen
from shinryo_ratio.reports.voice import Voice

if TYPE_CHECKING:
    from shinryo_ratio.engine import Comparison

_LEFT: Final = 560
_RIGHT: Final = 1430
_COLUMNS: Final = 40
_BAR: Final = 44


class Level(NamedTuple):
    """A row of the waterfall: from where to where, in yen, and what is written beside it."""

    name: str
    start: int
    end: int
    written: str
    is_total: bool


def levels(first: int, changes: Sequence[tuple[str, int]], say: Voice) -> list[Level]:
    """The old sum, each change, the revised sum."""
    found = [Level(say("old"), 0, first, yen(first), True)]
    reached = first
    for name, amount in changes:
        found.append(Level(name, reached, reached + amount, change(amount), False))
        reached += amount
    return [*found, Level(say("revised"), 0, reached, yen(reached), True)]


def waterfall(part: str, found: Sequence[Level], id_: str, say: Voice) -> Markup:
    """The drawing of one part of the ratio: numerator or denominator."""
    heights = [max(lines_of(level.name, _COLUMNS) * LINE, _BAR) + 20 for level in found]
    said = [tell("moved-said", say.lang, **{"from": found[0].written, "to": found[-1].written})]
    said += [tell("step-said", say.lang, name=level.name, change=level.written) for level in found[1:-1]]
    title = tell(f"moved-{part}", say.lang)
    floor, scale = _scale(found)
    parts = _parts(found, heights, floor, scale, id_)
    return drawing(id_, title, comma(say.lang).join(said), sum(heights) + 8, parts)


def is_cut(found: Sequence[Level]) -> bool:
    """Whether the bars of the sums are cut short, so that the steps can be seen."""
    return _scale(found)[0] > 0


def _scale(found: Sequence[Level]) -> tuple[int, Scale]:
    """The amount at the left edge, and the scale: cut where the steps are small beside the sums."""
    reached = [level.end for level in found]
    low, high = min(reached), max(reached)
    floor = low - (high - low) // 2 - 1
    if floor * 2 < high:
        floor = min(0, low)
    return floor, Scale(floor, max(high, floor + 1), _LEFT, _RIGHT)


def _parts(
    found: Sequence[Level], heights: Sequence[int], floor: int, scale: Scale, id_: str
) -> Iterator[Markup]:
    top = 4
    before: Level | None = None
    for level, height in zip(found, heights, strict=True):
        middle = top + height // 2
        foot = middle - _BAR // 2
        yield from paragraph(0, middle, level.name, _COLUMNS, "strong" if level.is_total else "label")
        if before is not None:
            reached = scale.at(before.end)
            yield stroke(reached, foot - 20, reached, foot + _BAR, "joint")
        yield from _level(level, foot, floor, scale, id_)
        yield words(WIDTH, middle + 10, level.written, "strong" if level.is_total else "label", "end")
        top += height
        before = level
    yield stroke(_LEFT, 0, _LEFT, top, "axis")


def _level(level: Level, foot: int, floor: int, scale: Scale, id_: str) -> Iterator[Markup]:
    if not level.is_total:
        rises = level.end > level.start
        fill = f"{id_}-rising" if rises else None
        yield bar(
            scale.at(level.start), foot, scale.at(level.end), _BAR, "patterned" if rises else "hollow", fill
        )
        return
    yield bar(scale.at(max(floor, 0)), foot, scale.at(level.end), _BAR, "solid")
    if floor > 0:
        x = _LEFT + 40
        zigzag = f"M{x},{foot - 4} l14,13 l-14,13 l14,13 l-14,13"
        yield element("path", d=zigzag, class_="cut")


def steps_table(comparison: "Comparison", steps: Sequence[Step], say: Voice) -> Table:
    """What the waterfalls show, in numbers: the first row and the steps add up to the last."""
    old, revised = comparison.old, comparison.revised
    rows = [
        (say("old"), "", "", yen(old.numerator), yen(old.denominator)),
        *(
            (
                step.name, step.before, spans(step.lines, say),
                change(step.numerator), change(step.denominator),
            )
            for step in steps
        ),
        (say("revised"), "", "", yen(revised.numerator), yen(revised.denominator)),
    ]  # fmt: skip
    columns = (
        Column(tell("after", say.lang), most=40), Column(tell("before", say.lang)),
        Column(say("touched-lines")), Column(say("numerator"), "right"),
        Column(say("denominator"), "right"),
    )  # fmt: skip
    return Table(columns, tuple(rows), totals=1)
