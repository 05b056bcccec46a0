"""A line of a file: how its revenue is placed, why, and how the other definition would place it."""

from typing import TYPE_CHECKING, Any

from shinryo_ratio.cli.explain.topics import Topic
from shinryo_ratio.cli.law.data import NotFoundError
from shinryo_ratio.cli.pages import DEFINITION, Page
from shinryo_ratio.cli.sources import Reader
from shinryo_ratio.messages.facts import FACTS
from shinryo_ratio.messages.kinds import KINDS
from shinryo_ratio.messages.language import Language
from shinryo_ratio.messages.phrases import phrase
from shinryo_ratio.messages.terms import term
from shinryo_ratio.problems import FiguresError
from shinryo_ratio.reports.calculation import verdict_sentence
from shinryo_ratio.reports.numbers import yen
from shinryo_ratio.reports.placed import reason_of
from shinryo_ratio.reports.voice import Voice

if TYPE_CHECKING:
    from shinryo_ratio.engine import IncomeRatioTest, LineTrace
    from shinryo_ratio.law import Law
    from shinryo_ratio.readers import Source


def topic_of_line(file: str, file_line: int, reader: Reader) -> Topic:
    """The revenue line that stands at a line of a file, explained.

    Raises:
        FiguresError: with every problem of the file.
        NotFoundError: where no revenue line stands there.
    """
    law, sources = reader.law(), reader.read(file)
    for source in sources:
        number = source.line_at(file_line)
        if number is not None:
            try:
                tests = list(_tests(source, law))
            except FiguresError as error:
                raise reader.placed(error, source) from None
            return _topic(source, number, tests, reader.lang)
    first = sources[0].place(("revenue", 0)).line
    raise NotFoundError(
        phrase(
            f"{file} の {file_line} 行目に収益の行はありません。収益は {first} 行目から始まります。",
            f"No revenue line stands at line {file_line} of {file}. They begin at line {first}.",
        )[reader.lang]
    )


def _tests(source: "Source", law: "Law | None") -> "list[IncomeRatioTest]":
    """The test of the year, then that of the other definition."""
    from shinryo_ratio.engine import assess, compare

    own = assess(source.figures, law=law).income
    both = compare(source.figures, law=law)
    if own.ruleset is None:
        return [own, both.old, both.revised]
    return [own, both.revised if own.ruleset.definition == "old" else both.old]


def _topic(source: "Source", number: int, tests: "list[IncomeRatioTest]", lang: Language) -> Topic:
    line, say = source.figures.revenue[number - 1], Voice(lang)
    page = Page()
    page.title(phrase(f"{number}行目: {line.name}", f"Line {number}: {line.name}")[lang])
    page.pairs(
        (say("amount"), yen(line.amount * source.figures.yen_per_unit)),
        (phrase("区分", "kind")[lang], f"{term('kind', line.kind, lang)} ({line.kind})"),
        (phrase("業務", "business")[lang], f"{term('business', line.business, lang)} ({line.business})"),
        (phrase("損益区分", "section")[lang], f"{term('section', line.section, lang)} ({line.section})"),
    )
    page.text(KINDS[line.kind][lang])
    own, *others = tests
    data: dict[str, Any] = {"form": "line", "line": number, "name": line.name, "kind": line.kind}
    if own.ruleset is None:
        assert own.not_tested is not None
        why, citation = verdict_sentence(own, say), own.not_tested.citation
        page.text(phrase(f"対象外：{why}（{citation}）", f"Not applicable: {why} ({citation})")[lang])
        data["own"] = None
    else:
        page.heading(_heading(own, lang, own=True))
        data["own"] = _placement(page, source, own, number, say)
        _open_facts(page, own, number, lang)
    data["others"] = []
    for other in others:
        page.heading(_heading(other, lang, own=False))
        data["others"].append(_placement(page, source, other, number, say))
    return Topic(page, data)


def _heading(test: "IncomeRatioTest", lang: Language, *, own: bool) -> str:
    assert test.ruleset is not None
    definition = DEFINITION[test.ruleset.definition][lang]
    if own:
        return phrase(
            f"この年度の規定 {test.ruleset.id}（{definition}）", f"This year: {test.ruleset.id}, {definition}"
        )[lang]
    return phrase(
        f"参考: {test.ruleset.id}（{definition}）", f"For reference: {test.ruleset.id}, {definition}"
    )[lang]


def _placement(
    page: Page, source: "Source", test: "IncomeRatioTest", number: int, say: Voice
) -> dict[str, Any]:
    assert test.ruleset is not None
    trace: LineTrace = test.lines[number - 1]
    reason = reason_of(trace, source.figures, test.ruleset, say)
    page.pairs(
        (say("numerator"), yen(trace.numerator)),
        (say("denominator"), yen(trace.denominator)),
        (phrase("理由", "reason")[say.lang], f"{reason} ({trace.reason_code})"),
        (phrase("根拠", "article")[say.lang], say.citation(trace)),
    )
    return {"ruleset": test.ruleset.id, "numerator": trace.numerator, "denominator": trace.denominator,
            "reason_code": trace.reason_code, "reason": reason, "citation": say.citation(trace)}  # fmt: skip


def _open_facts(page: Page, test: "IncomeRatioTest", number: int, lang: Language) -> None:
    """What is not known of the line, and which readings touch it."""
    facts = [fact for fact in test.open_facts if fact.line == number]
    readings = [reading for reading in test.open_readings if number in reading.lines]
    page.list(
        [
            *(
                f"{phrase('未確認事項', 'not known')[lang]}: {FACTS[fact.fact].name[lang]} ({fact.fact})"
                for fact in facts
            ),
            *(
                f"{phrase('取扱い', 'reading')[lang]}: {reading.id} = {reading.choice}"
                for reading in readings
            ),
        ]
    )
