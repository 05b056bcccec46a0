"""Drawing: SVG that reads in black and white, in whole tenths of a millimetre; nothing is decided here.

The text of a drawing is kept short; whatever it shows stands in a table beside it in full.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from shinryo_ratio.messages.language import Language
from shinryo_ratio.reports.html.markup import Markup, element, joined
from shinryo_ratio.reports.width import wrapped

WIDTH: Final = 1800
"""The width of a drawing: 180 mm, what A4 leaves between its margins."""

LINE: Final = 34
"""From one line of text to the next."""

_PATTERNS: Final = {"rising": "M-4,4 l8,-8 M0,16 l16,-16 M12,20 l8,-8", "level": "M0,8 l16,0"}
"""Strokes that fill a shape, in a tile of 16: told apart without any colour."""


class Scale(NamedTuple):
    """Amounts (or ratios) on a line of whole tenths of a millimetre."""

    low: int
    high: int
    left: int
    right: int

    def at(self, amount: int) -> int:
        """Where an amount stands; one that lies outside stands at the end."""
        kept = min(max(amount, self.low), self.high)
        return self.left + (kept - self.low) * (self.right - self.left) // (self.high - self.low)


def drawing(id_: str, title: str, description: str, height: int, parts: Iterator[Markup]) -> Markup:
    """A drawing with its name and what it shows in words."""
    return element(
        "svg",
        element("title", title, id=f"{id_}-title"),
        element("desc", description, id=f"{id_}-desc"),
        element("defs", *(_pattern(id_, name, path) for name, path in _PATTERNS.items())),
        joined(parts),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height}",
        role="img",
        aria_labelledby=f"{id_}-title",
        aria_describedby=f"{id_}-desc",
        class_="chart",
    )


def _pattern(id_: str, name: str, path: str) -> Markup:
    return element(
        "pattern",
        element("rect", width=16, height=16, class_="ground"),
        element("path", d=path, class_="hatch"),
        id=f"{id_}-{name}", width=16, height=16, patternUnits="userSpaceOnUse",
    )  # fmt: skip


def bar(left: int, top: int, right: int, height: int, class_: str, fill: str | None = None) -> Markup:
    """A bar, from left to right; `fill` is the id of a pattern."""
    return element(
        "rect", x=min(left, right), y=top, width=max(abs(right - left), 3), height=height,
        class_=f"bar {class_}", fill=f"url(#{fill})" if fill else None,
    )  # fmt: skip


def stroke(x1: int, y1: int, x2: int, y2: int, class_: str) -> Markup:
    """A line."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def words(x: int, y: int, text: str, class_: str = "label", anchor: str = "start") -> Markup:
    """A text on one line; y is its foot."""
    return element("text", text, x=x, y=y, class_=class_, text_anchor=anchor)


def paragraph(x: int, middle: int, text: str, columns: int, class_: str = "label") -> Iterator[Markup]:
    """A text on as many lines as it needs, its middle at a height."""
    lines = wrapped(text, columns)
    top = middle - LINE * len(lines) // 2
    for number, line in enumerate(lines):
        yield words(x, top + LINE * number + 26, line, class_)


def lines_of(text: str, columns: int) -> int:
    """How many lines a text takes."""
    return len(wrapped(text, columns))


def comma(lang: Language) -> str:
    """What stands between the sentences of a description."""
    return "。" if lang == "ja" else ". "
