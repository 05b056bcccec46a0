"""The first page: 収入要件計算書, from the corporation to the verdict, with the boxes to sign."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from shinryo_ratio.messages.handover import tell
from shinryo_ratio.reports.blocks import Block, Heading, Pairs, Paragraph, Points, Table
from shinryo_ratio.reports.calculation import calculation, verdict_sentence
from shinryo_ratio.reports.heading import head
from shinryo_ratio.reports.html.drawing import lines_of
from shinryo_ratio.reports.html.layout import Layout
from shinryo_ratio.reports.html.markup import Markup, element, joined
from shinryo_ratio.reports.voice import Voice

if TYPE_CHECKING:
    from shinryo_ratio.engine import Assessment

_ROOM: Final = {"first": 425, "first dense": 505}
"""How many tenths of a line the page holds at the sizes of the stylesheet; more is set the smallest."""

_COLUMNS: Final = 110
_COLUMNS_BESIDE: Final = 92
"""The display width of a line, whole and beside a label."""


def first_page(assessment: "Assessment", layout: Layout, say: Voice) -> Markup:
    """The page that is handed in: smaller where there is much to say, so that it stays one page."""
    test = assessment.income
    *rows, (verdict, words) = head(assessment, say).rows
    head_rows = Pairs(tuple(rows))
    untested = [Paragraph(verdict_sentence(test, say))]
    body = list(calculation(test, say)) if test.ruleset is not None else untested
    return element(
        "section",
        layout.heading(say("title"), 1),
        layout.pairs(head_rows, "pairs head"),
        element(
            "p", element("span", verdict, class_="name"), " ", element("strong", layout.text(words)),
            class_=f"verdict {test.verdict.replace('_', '-')}",
        ),
        element("div", layout.blocks(body), class_="sums"),
        _signatures(say),
        _foot(assessment, layout, say),
        class_=_size([head_rows, *body]),
    )  # fmt: skip


def _size(blocks: Iterable[Block]) -> str:
    """How small the page is set: by what it has to hold."""
    tenths = sum(map(_height, blocks))
    return next((name for name, room in _ROOM.items() if tenths <= room), "first densest")


def _height(block: Block) -> int:
    """About how high a block is, in tenths of a line of a table."""
    if isinstance(block, Heading):
        return 20
    if isinstance(block, Paragraph):
        return 4 + 11 * lines_of(block.text, _COLUMNS)
    if isinstance(block, Points):
        return 3 + sum(11 * lines_of(text, _COLUMNS) for _, text in block.rows)
    if isinstance(block, Table):
        return 14 + sum(10 * lines_of(row[0], _COLUMNS) for row in block.rows)
    return 3 + sum(10 * lines_of(text, _COLUMNS_BESIDE) for _, text in block.rows)


def _signatures(say: Voice) -> Markup:
    """作成 and 確認: who, when, seal."""
    return element("div", *(_signature(key, say) for key in ("prepared", "reviewed")), class_="signatures")


def _signature(key: str, say: Voice) -> Markup:
    rows = (("signed-name", "seal"), ("signed-date", None))
    cells = [
        element(
            "tr",
            element("th", tell(name, say.lang), scope="row"),
            element(
                "td", element("span", tell(seal, say.lang), class_="seal") if seal else "", class_="blank"
            ),
        )
        for name, seal in rows
    ]
    return element(
        "table", element("caption", tell(key, say.lang)), element("tbody", *cells), class_="signature"
    )


def _foot(assessment: "Assessment", layout: Layout, say: Voice) -> Markup:
    return element("footer", element("p", say("aid"), class_="aid"), joined(_fingerprint(assessment, say)))


def _fingerprint(assessment: "Assessment", say: Voice) -> Iterator[Markup]:
    told = [
        f"{say(f'fingerprint-{name}')} {value}"
        for name, value in assessment.fingerprint.items()
        if value is not None
    ]
    yield element("p", f"{say('fingerprint')}{say('colon')}{' / '.join(told)}", class_="fingerprint")
