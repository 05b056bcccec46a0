"""What is open: what to find out next, the range of the ratio, the facts and the points of law behind it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shinryo_ratio.law import readings
from shinryo_ratio.messages.facts import FACTS
from shinryo_ratio.messages.phrases import fill
from shinryo_ratio.messages.questions import WORDS
from shinryo_ratio.reports.asking import asking, spans
from shinryo_ratio.reports.blocks import Block, Column, Heading, Pairs, Table
from shinryo_ratio.reports.numbers import yen
from shinryo_ratio.reports.voice import Voice
from shinryo_ratio.reports.width import plain

if TYPE_CHECKING:
    from shinryo_ratio.engine import Bounds, IncomeRatioTest, OpenFact, OpenReading, Ratio
    from shinryo_ratio.figures import Figures, ReadingChoice
    from shinryo_ratio.law import Reading


def unsettled(figures: "Figures", test: "IncomeRatioTest", say: Voice) -> Iterator[Block]:
    """The questions, the range, the open facts and the readings; nothing where nothing is open."""
    yield from asking(figures, test, say)
    yield from _bounds(test, say)
    yield from _open_facts(test, say)
    yield from _readings(figures, test, say)


def _bounds(test: "IncomeRatioTest", say: Voice) -> Iterator[Block]:
    ranges = (("bounds-facts", test.bounds), ("bounds-readings", test.bounds_all_readings))
    rows = [
        (
            say(key) if end == "lowest" else "", say(end), say.percent(*ratio),
            yen(ratio.numerator), yen(ratio.denominator),
        )
        for key, bounds in ranges
        if bounds is not None and bounds.low != bounds.high
        and not (key == "bounds-readings" and bounds == test.bounds)
        for end, ratio in _ends(bounds)
    ]  # fmt: skip
    if not rows:
        return
    yield Heading(say("bounds"))
    yield Table(
        (
            Column(say("range"), most=40), Column(""), Column(say("percent"), "right"),
            Column(say("numerator"), "right"), Column(say("denominator"), "right"),
        ),
        tuple(rows),
    )  # fmt: skip


def _ends(bounds: "Bounds") -> list[tuple[str, "Ratio"]]:
    ends = (("lowest", bounds.low), ("highest", bounds.high))
    return [(end, ratio) for end, ratio in ends if ratio is not None]


def _open_facts(test: "IncomeRatioTest", say: Voice) -> Iterator[Block]:
    if not test.open_facts:
        return
    by_line = [fact for fact in test.open_facts if fact.fact != "thousand_yen"]
    digits = [fact for fact in test.open_facts if fact.fact == "thousand_yen"]
    rows = [(str(fact.line), plain(fact.name), *_fact_cells(fact, say)) for fact in by_line]
    if digits:
        accounts = fill(WORDS["accounts"], say.lang, {"count": len(digits)})
        rows.append((spans((fact.line for fact in digits), say), accounts, *_fact_cells(digits[0], say)))
    yield Heading(say("open-facts"))
    yield Table(
        (
            Column(say("line"), "right", most=12), Column(say("account"), most=28),
            Column(say("fact"), most=22), Column(say("find-out"), most=30), Column(say("decides")),
        ),
        tuple(rows),
    )  # fmt: skip


def _fact_cells(fact: "OpenFact", say: Voice) -> tuple[str, str, str]:
    words = FACTS[fact.fact]
    return words.name[say.lang], words.find_out[say.lang], say("yes" if fact.decides else "no")


def _readings(figures: "Figures", test: "IncomeRatioTest", say: Voice) -> Iterator[Block]:
    assert test.ruleset is not None
    recorded = figures.readings.chosen
    confirmed = [
        (id_, choice) for id_, choice in recorded.items() if choice.confirmed and id_ in test.ruleset.readings
    ]
    if not (test.open_readings or confirmed):
        return
    known = readings()
    yield Heading(say("readings"))
    for opened in test.open_readings:
        yield _open_reading(opened, known[opened.id], say)
    for id_, choice in confirmed:
        yield _confirmed_reading(known[id_], choice, say)


def _open_reading(opened: "OpenReading", reading: "Reading", say: Voice) -> Pairs:
    other = "alternative" if opened.choice == "default" else "default"
    return Pairs(
        (
            (say("chosen"), _side(reading, opened.choice, say)),
            (say("other-side"), _side(reading, other, say)),
            (say("touched-lines"), say.listed(str(line) for line in opened.lines)),
            (say("effect"), say("effect-yes" if opened.decides else "effect-no")),
            (say("known"), _in(reading.known, say)),
        ),
        title=_title(reading, say),
    )


def _confirmed_reading(reading: "Reading", choice: "ReadingChoice", say: Voice) -> Pairs:
    assert choice.date is not None
    by = plain(choice.confirmed_by or "")
    return Pairs(
        (
            (say("chosen"), _side(reading, choice.choice, say)),
            (say("confirmation"), say("confirmed-words", by=by, date=choice.date.isoformat())),
        ),
        title=_title(reading, say),
    )


def _title(reading: "Reading", say: Voice) -> str:
    return f"{_in(reading.question, say)} ({reading.id})"


def _side(reading: "Reading", choice: str, say: Voice) -> str:
    words = reading.default if choice == "default" else reading.alternative
    return say(f"side-{choice}", side=_in(words, say))


def _in(words: object, say: Voice) -> str:
    return str(getattr(words, say.lang))
