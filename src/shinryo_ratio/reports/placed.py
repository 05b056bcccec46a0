"""The lines of a report: what each adds, with its reason and article as numbered notes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shinryo_ratio.law.placement import LIMB_READING
from shinryo_ratio.messages import terms
from shinryo_ratio.messages.reasons import reason_sentence
from shinryo_ratio.reports.blocks import Block, Column, Heading, Points, Table
from shinryo_ratio.reports.numbers import of_hundred, yen
from shinryo_ratio.reports.voice import Voice
from shinryo_ratio.reports.width import plain

if TYPE_CHECKING:
    from shinryo_ratio.engine import IncomeRatioTest, LineTrace
    from shinryo_ratio.figures import Figures
    from shinryo_ratio.law import RuleSet
    from shinryo_ratio.law.model import Counted


class Notes:
    """Numbered notes: the same reason under the same article is told once."""

    def __init__(self, figures: "Figures", ruleset: "RuleSet", say: Voice) -> None:
        self._figures, self._ruleset, self._say = figures, ruleset, say
        self._numbers: dict[str, int] = {}

    def mark(self, line: "LineTrace") -> str:
        """The mark of the note that explains a line."""
        sentence = reason_of(line, self._figures, self._ruleset, self._say)
        text = self._say("note-words", sentence=sentence, citation=self._say.citation(line))
        number = self._numbers.setdefault(text, len(self._numbers) + 1)
        return self._mark(number)

    def points(self) -> Points:
        """The notes in order."""
        return Points(tuple((self._mark(number), text) for text, number in self._numbers.items()))

    def _mark(self, number: int) -> str:
        return self._say("mark", number=number)


def reason_of(line: "LineTrace", figures: "Figures", ruleset: "RuleSet", say: Voice) -> str:
    """Why a line counts as it does, in a sentence."""
    sentence = reason_sentence(line.reason_code, _values(line, figures, ruleset, say), say.lang)
    if line.section == line.effective_section:
        return sentence
    moved = say("moved", section=terms.term("section", line.section, say.lang))
    return moved + ("" if say.lang == "ja" else " ") + sentence


def _values(line: "LineTrace", figures: "Figures", ruleset: "RuleSet", say: Voice) -> dict[str, str | int]:
    """What the sentence of a reason may speak of."""
    values: dict[str, str | int] = {"counted": line.numerator}
    if line.item is not None:
        values["item"] = say.item(ruleset, line.item)
    if line.kind in ruleset.upcoming:
        values["from"] = say.day(ruleset.upcoming[line.kind])
    for entry in _entries(ruleset, line.kind):
        if entry.cap is not None:
            values["cap"] = entry.cap.yen
        if entry.limb is not None:
            chosen = figures.readings.chosen.get(LIMB_READING)
            wider = chosen is not None and chosen.choice == "alternative"
            values["portion"] = of_hundred(entry.limb.alternative if wider else entry.limb.at_most)
    return values


def _entries(ruleset: "RuleSet", kind: str) -> Iterator["Counted"]:
    return (entry for item in ruleset.items for entry in item.kinds if entry.kind == kind)


def placed_lines(figures: "Figures", test: "IncomeRatioTest", say: Voice) -> Iterator[Block]:
    """The lines in the denominator, those that count nowhere, and the notes to both."""
    assert test.ruleset is not None
    notes = Notes(figures, test.ruleset, say)
    counted = [line for line in test.lines if line.in_denominator]
    others = [line for line in test.lines if not line.in_denominator]
    if counted:
        yield Heading(say("counted-lines"))
        yield _counted_table(counted, figures, test, notes, say)
    if others:
        yield Heading(say("uncounted-lines"))
        yield _uncounted_table(others, figures, notes, say)
    yield Heading(say("notes"), 3)
    yield notes.points()


def _counted_table(
    lines: "list[LineTrace]", figures: "Figures", test: "IncomeRatioTest", notes: Notes, say: Voice
) -> Table:
    amounts = [Column(say(key), "right") for key in ("amount", "numerator", "denominator")]
    rows = [
        (
            *described(line, figures, say), yen(line.amount), yen(line.numerator), yen(line.denominator),
            notes.mark(line),
        )
        for line in lines
    ]  # fmt: skip
    total = yen(sum(line.amount for line in lines))
    rows.append(("", say("total"), "", total, yen(test.numerator), yen(test.denominator), ""))
    return Table((*described_columns(say), *amounts, Column(say("note"))), tuple(rows), totals=1)


def _uncounted_table(lines: "list[LineTrace]", figures: "Figures", notes: Notes, say: Voice) -> Table:
    rows = [(*described(line, figures, say), yen(line.amount), notes.mark(line)) for line in lines]
    if len(rows) > 1:
        rows.append(("", say("total"), "", yen(sum(line.amount for line in lines)), ""))
    columns = (*described_columns(say), Column(say("amount"), "right"), Column(say("note")))
    return Table(columns, tuple(rows), totals=int(len(lines) > 1))


def described_columns(say: Voice) -> tuple[Column, ...]:
    """The columns that say which line it is."""
    return Column(say("line"), "right"), Column(say("account"), most=30), Column(say("kind"), most=22)


def described(line: "LineTrace", figures: "Figures", say: Voice) -> tuple[str, str, str]:
    """Which line it is: number, name and facility, kind, and business and section where not the usual."""
    kind = [terms.short_kind(line.kind, say.lang)]
    if line.business != "main":
        kind.append(terms.term("business", line.business, say.lang))
    if line.section != "operating":
        kind.append(terms.term("section", line.section, say.lang))
    return str(line.line), account(line, figures, say), "\n".join(kind)


def account(line: "LineTrace", figures: "Figures", say: Voice) -> str:
    """The name of a line, and its facility."""
    facility = figures.revenue[line.line - 1].facility
    name = plain(line.name)
    return f"{name}\n{say('facility', facility=plain(facility))}" if facility else name
