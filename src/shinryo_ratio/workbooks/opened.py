"""What is open about a verdict, in few rows for the first sheet: the report has it in full."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from shinryo_ratio.law import readings
from shinryo_ratio.messages.facts import FACTS
from shinryo_ratio.messages.phrases import fill, phrase
from shinryo_ratio.reports.asking import spans
from shinryo_ratio.reports.voice import Voice

if TYPE_CHECKING:
    from shinryo_ratio.engine import IncomeRatioTest

_FROM_TO: Final = phrase("最低 {low}　最高 {high}", "lowest {low}, highest {high}")
_READING: Final = phrase(
    "{id}: {question}\n{side}　該当行 {lines}　判定への影響: {effect}",
    "{id}: {question}\n{side}; lines {lines}; effect: {effect}",
)
_FACT: Final = phrase("{line}行目 {name}: {fact}", "line {line} ({name}): {fact}")
_DECIDES: Final = phrase("（判定を左右する）", " (decides)")
_MORE: Final = phrase(
    "ほか {count} 件（計算書のシートに一覧）", "and {count} more (listed on the sheet Report)"
)
_FACTS_LISTED: Final = 8


def opened(test: "IncomeRatioTest", say: Voice) -> Iterator[tuple[str, str]]:
    """Labels and texts: the range over every reading, the open readings, the facts that are not known."""
    everywhere = test.bounds_all_readings
    if everywhere is not None and everywhere != test.bounds:
        low, high = (say.percent(*ratio) if ratio else say("none") for ratio in everywhere)
        label = say("bounds") + ("　" if say.lang == "ja" else ", ") + say("bounds-readings")
        yield label, fill(_FROM_TO, say.lang, {"low": low, "high": high})
    known = readings()
    for one in test.open_readings:
        reading = known[one.id]
        side = reading.default if one.choice == "default" else reading.alternative
        values = {
            "id": one.id,
            "question": str(getattr(reading.question, say.lang)),
            "side": say(f"side-{one.choice}", side=str(getattr(side, say.lang))),
            "lines": spans(one.lines, say),
            "effect": say("effect-yes" if one.decides else "effect-no"),
        }
        yield say("readings"), fill(_READING, say.lang, values)
    if test.open_facts:
        yield say("open-facts"), "\n".join(_facts(test, say))


def _facts(test: "IncomeRatioTest", say: Voice) -> Iterator[str]:
    for fact in test.open_facts[:_FACTS_LISTED]:
        values = {"line": str(fact.line), "name": fact.name, "fact": FACTS[fact.fact].name[say.lang]}
        yield fill(_FACT, say.lang, values) + (_DECIDES[say.lang] if fact.decides else "")
    if len(test.open_facts) > _FACTS_LISTED:
        yield fill(_MORE, say.lang, {"count": len(test.open_facts) - _FACTS_LISTED})
