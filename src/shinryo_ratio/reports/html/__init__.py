"""The report to hand over: one HTML file that needs no network and no script, and prints on A4."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Final

from shinryo_ratio._version import __version__
from shinryo_ratio.messages.handover import tell
from shinryo_ratio.reports.blocks import Block, Heading
from shinryo_ratio.reports.html.attached import Attached
from shinryo_ratio.reports.html.layout import Layout
from shinryo_ratio.reports.html.markup import Markup, css_string, element, joined
from shinryo_ratio.reports.html.statement import first_page
from shinryo_ratio.reports.voice import Voice

if TYPE_CHECKING:
    from shinryo_ratio.engine import Assessment, Comparison
    from shinryo_ratio.law import Law

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
"""Nothing is fetched and nothing is run, whatever the document holds."""

_LONGEST_FOOT: Final = 60


def assessments_document(assessments: "Sequence[Assessment]", say: Voice, law: "Law | None") -> str:
    """The report of one year; or of several, the table of the years first and a section each."""
    if len(assessments) == 1:
        body = _year(assessments[0], Layout(say.lang), "s1", say, law)
    else:
        body = joined([_overview(assessments, say), *_years(assessments, say, law)])
    feet = [_foot(assessment, say) for assessment in assessments]
    title = f"{say('title')} - {feet[0] if len(feet) == 1 else tell('overview', say.lang)}"
    return _document(title, body, feet, say)


def comparison_document(comparison: "Comparison", say: Voice) -> str:
    """The report of a comparison, with its charts before the lines."""
    from shinryo_ratio.reports.compared import compared

    layout = Layout(say.lang)
    attached = Attached(layout, say, "s1")
    parts: list[Markup] = []
    for block in compared(comparison, say):
        if block == Heading(say("moved-lines")):
            parts += [*attached.definitions(comparison, None), *attached.moves(comparison)]
        parts.append(layout.block(block))
    title = f"{say('comparison')} - {_foot(comparison, say)}"
    return _document(title, element("section", joined(parts), class_="s1"), [_foot(comparison, say)], say)


def blocks_document(blocks: Iterable[Block], say: Voice) -> str:
    """Any other report: its first heading is the title."""
    listed = list(blocks)
    first = next((number for number, block in enumerate(listed) if isinstance(block, Heading)), None)
    title = say("title")
    if first is not None:
        title = getattr(listed[first], "text", title)
        listed[first] = Heading(title, 1)
    body = Layout(say.lang).blocks(listed)
    return _document(title, element("section", body, class_="s1"), [title], say)


# -- years ----------------------------------------------------------------------------------------


def _year(assessment: "Assessment", layout: Layout, id_: str, say: Voice, law: "Law | None") -> Markup:
    """The first page of a year, then what belongs to it."""
    from shinryo_ratio.engine import compare

    tested = assessment.income.ruleset is not None
    comparison = compare(assessment.figures, law=law) if tested else None
    behind = list(Attached(layout, say, id_).of_assessment(assessment, comparison))
    attached = [element("section", joined(behind), class_="attached")] if behind else []
    return element("article", first_page(assessment, layout, say), *attached, class_=id_)


def _years(assessments: "Sequence[Assessment]", say: Voice, law: "Law | None") -> Iterator[Markup]:
    layout = Layout(say.lang, lower=1)
    for number, assessment in enumerate(assessments, 1):
        yield _year(assessment, layout, f"s{number}", say, law)


def _overview(assessments: "Sequence[Assessment]", say: Voice) -> Markup:
    """The first page of several: the years of each corporation in a table."""
    from shinryo_ratio.reports.years import years

    title = tell("of-several", say.lang, title=say("title"))
    parts = [Layout(say.lang).heading(title, 1)]
    by_name = groupby(
        assessments, key=lambda one: (one.figures.corporation.name, one.figures.corporation.type)
    )
    for _, group in by_name:
        of_one = list(group)
        parts.append(Layout(say.lang).heading(say.corporation(of_one[0]), 2))
        parts.append(Layout(say.lang, lower=1).blocks(years(of_one, say)))
    return element("section", joined([*parts, element("p", say("aid"), class_="aid")]), class_="overview")


# -- the document ---------------------------------------------------------------------------------


def _document(title: str, body: Markup, feet: Sequence[str], say: Voice) -> str:
    """A whole file; `feet` are the running feet of its sections s1, s2 …"""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="generator", content=f"shinryo-ratio {__version__}"),
        element("title", title),
        element("style", Markup(_stylesheet() + "".join(_running_feet(feet)))),
    )
    page = element("html", head, element("body", element("main", body)), lang=say.lang)
    return f"<!DOCTYPE html>\n{page}\n"


def _running_feet(feet: Sequence[str]) -> Iterator[str]:
    """Whose report a page belongs to, at the foot of every printed page."""
    for number, text in enumerate(feet, 1):
        cut = text if len(text) <= _LONGEST_FOOT else text[: _LONGEST_FOOT - 1] + "…"
        yield f".s{number} {{ page: s{number}; }}\n"
        yield f"@page s{number} {{ @bottom-left {{ content: {css_string(cut)}; }} }}\n"


@cache
def _stylesheet() -> str:
    return files(__package__).joinpath("report.css").read_text("utf-8")


def _foot(subject: "Assessment | Comparison", say: Voice) -> str:
    year = subject.figures.fiscal_year
    span = tell("year-short", say.lang, start=year.start.isoformat(), end=year.end.isoformat())
    return f"{say.corporation(subject)} {span}"
