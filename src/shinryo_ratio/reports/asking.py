"""次に確かめること: each question as a sentence to act on, and what its answer settles."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from shinryo_ratio.law import readings
from shinryo_ratio.messages import questions as words
from shinryo_ratio.messages.phrases import Phrase, fill
from shinryo_ratio.reports.blocks import Block, Heading, Paragraph, Points
from shinryo_ratio.reports.voice import Voice
from shinryo_ratio.reports.width import plain

if TYPE_CHECKING:
    from shinryo_ratio.engine import IncomeRatioTest
    from shinryo_ratio.engine.questions import Enough, Question
    from shinryo_ratio.figures import Figures

MOST: Final = 10
"""The questions that a report spells out."""


def questions_of(figures: "Figures", test: "IncomeRatioTest") -> "tuple[Question, ...]":
    """What to find out; nothing where the verdict is settled or the test does not apply."""
    if test.decision is None or test.certainty == "settled":
        return ()
    from shinryo_ratio.engine.questions import questions

    return questions(figures, test.decision)


def asking(figures: "Figures", test: "IncomeRatioTest", say: Voice) -> Iterator[Block]:
    """The first questions, then how many more there are; nothing where there is none."""
    found = questions_of(figures, test)
    if not found:
        return
    yield Heading(_word("heading", say))
    rows = [(f"{rank}.", sentence(question, figures, say)) for rank, question in enumerate(found[:MOST], 1)]
    yield Points(tuple(rows))
    if len(found) > MOST:
        yield Paragraph(_word("more", say, count=len(found) - MOST))
    if any(question.about == "reading" for question in found[:MOST]):
        yield Paragraph(_word("record", say))


def sentence(question: "Question", figures: "Figures", say: Voice) -> str:
    """What to find out, and what the answer settles."""
    parts = [_ask(question, figures, say)]
    if question.settles != "some" or not question.enough:
        parts.append(_in(words.SETTLES[_settles(question)], say))
    parts += [_enough(one, question, say) for one in question.enough]
    return ("" if say.lang == "ja" else " ").join(parts)


def question_data(question: "Question", figures: "Figures", say: Voice) -> dict[str, Any]:
    """A question as plain data."""
    return {
        "about": question.about,
        "subject": question.subject,
        "lines": list(question.lines),
        "amount": question.amount,
        "facts": list(question.facts),
        "closes": question.closes,
        "settles": question.settles,
        "certainty": question.certainty,
        "enough": [
            {"verdict": one.verdict, "facts": dict(one.said), "yen": one.yen, "certainty": one.certainty}
            for one in question.enough
        ],
        "sentence": sentence(question, figures, say),
    }


def spans(numbers: Iterable[int], say: Voice) -> str:
    """Line numbers in short: 1～12、14."""
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    ]
    return say.listed(
        str(run[0]) if len(run) == 1 else _word("span", say, first=str(run[0]), last=str(run[-1]))
        for run in runs
    )


# -- what to find out -----------------------------------------------------------------------------


def _ask(question: "Question", figures: "Figures", say: Voice) -> str:
    if question.about == "reading":
        return _ask_reading(question, figures, say)
    if question.about == "unit":
        line = _word("lines", say, numbers=spans(question.lines, say))
    else:
        number, name = str(question.line), plain(question.subject)
        line = _word("line", say, number=number, name=name, yen=question.amount or 0)
    if len(question.facts) == 1:
        return fill(words.ASKS[question.facts[0]], say.lang, {"line": line})
    facts = _word("and", say).join(_in(words.FACTS_OF_SEVERAL[fact], say) for fact in question.facts)
    return fill(words.SEVERAL, say.lang, {"line": line, "facts": facts})


def _ask_reading(question: "Question", figures: "Figures", say: Voice) -> str:
    reading = readings()[question.subject]
    values = {
        "question": getattr(reading.question, say.lang),
        "authority": _in(words.AUTHORITY, say),
        "id": reading.id,
        "citation": reading.citation,
    }
    return fill(words.READING, say.lang, values)


# -- what the answer settles ------------------------------------------------------------------------


def _settles(question: "Question") -> str:
    if question.certainty == "depends_on_reading":
        return f"{question.settles}-chosen"
    split = question.settles == "every" and question.facts == ("kind",)
    return "every-split" if split else question.settles


def _enough(enough: "Enough", question: "Question", say: Voice) -> str:
    value = _word("both", say).join(_value(fact, said, say) for fact, said in enough.said)
    form = "-reading" if enough.yen is None else "-whole" if enough.yen == question.amount else ""
    found = fill(words.ENOUGH[enough.verdict + form], say.lang, {"value": value, "yen": enough.yen or 0})
    if enough.certainty == "settled":
        return found
    return fill(words.ENOUGH["chosen"], say.lang, {"sentence": found})


def _value(fact: str, said: object, say: Voice) -> str:
    known = readings()
    if fact in known:
        side = known[fact].default if said == "default" else known[fact].alternative
        return _word(str(said), say, side=getattr(side, say.lang))
    return _in(words.VALUES[fact, str(said).lower()], say)


def _in(entry: Phrase, say: Voice) -> str:
    return fill(entry, say.lang, {})


def _word(key: str, say: Voice, **values: str | int) -> str:
    return fill(words.WORDS[key], say.lang, values)
