"""Errors of an input: place and code, what is wrong, how to mend it."""

from collections.abc import Iterator, Sequence

from shinryo_ratio.problems import Problem
from shinryo_ratio.reports.blocks import Block, Heading, Pairs, Paragraph
from shinryo_ratio.reports.voice import Voice
from shinryo_ratio.reports.width import plain, width, wrapped

_LINE = 108
_LEAST_LINE = 40


def problems_text(problems: Sequence[Problem], say: Voice, columns: int | None = None) -> str:
    """One paragraph a problem, on a screen of so many columns; the last line counts them."""
    room = min(max(columns or _LINE, _LEAST_LINE), _LINE)
    lines: list[str] = []
    for problem in problems:
        message, help_ = problem.words(say.lang)
        lines.append(where(problem))
        lines += _hanging("    ", message, room)
        lines += _hanging(f"    {say('help')}", help_, room)
    return "\n".join([*lines, count(problems, say)]) + "\n"


def problems_blocks(problems: Sequence[Problem], say: Voice) -> Iterator[Block]:
    """The same for Markdown."""
    yield Heading(say("errors"))
    for problem in problems:
        message, help_ = problem.words(say.lang)
        yield Pairs(
            ((say("what-is-wrong"), plain(message)), (say("how-to-mend"), plain(help_))),
            title=where(problem),
        )
    yield Paragraph(count(problems, say))


def where(problem: Problem) -> str:
    """`file:line:column: code`, or the path in the document where the place is not known."""
    place = plain(str(problem.place))
    return f"{place}: {problem.code}" if place else problem.code


def count(problems: Sequence[Problem], say: Voice) -> str:
    """How many there are."""
    return say("error-count") if len(problems) == 1 else say("errors-count", count=len(problems))


def _hanging(head: str, text: str, room: int) -> list[str]:
    first, *others = wrapped(plain(text), room - width(head))
    return [head + first, *(" " * width(head) + line for line in others)]
