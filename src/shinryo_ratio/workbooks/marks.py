"""The marks of a verdict: that its definition is not confirmed, and that it depends on a reading.

Whether it depends on a reading is known of the figures as they were written. After an edit a formula can say
no more than whether a line is touched by an open reading at all.
"""

from typing import TYPE_CHECKING, Final

from shinryo_ratio.messages import terms
from shinryo_ratio.messages.phrases import Phrase, phrase
from shinryo_ratio.reports.voice import Voice
from shinryo_ratio.workbooks.book import quoted
from shinryo_ratio.workbooks.definitions import Definition

if TYPE_CHECKING:
    from shinryo_ratio.messages.language import Language

_NOT_WORKED_OUT: Final = phrase("取扱いの影響は未計算", "readings not worked out")
_EFFECT: Final[dict[str, Phrase]] = {
    "depends": phrase("取扱いによって判定が変わる", "the verdict depends on a reading"),
    "settled": phrase("どの取扱いでも判定は変わらない", "the verdict is the same under every reading"),
    "open": phrase("判定できない（資料不足）ため、取扱いの影響も決まらない", "open, as the verdict is"),
    "touched": phrase(
        "変更後の数値では未計算（check で確かめる）", "not worked out after the edit: use check"
    ),
    "untouched": phrase("当たる取扱いはない", "no line is touched by one"),
}


def marked_verdict(code: str, definition: Definition, touched: str, as_written: str, say: Voice) -> str:
    """The formula of a verdict with its marks.

    Args:
        code: met, not_met or undetermined.
        definition: under which it is given.
        touched: the cell that says whether an open reading touches a line.
        as_written: the condition that nothing was edited.
        say: the language.
    """
    if code == "undetermined":
        return quoted(_with_marks(code, definition, None, say))
    depends = definition.test.certainty == "depends_on_reading"
    written = quoted(_with_marks(code, definition, say("mark-reading") if depends else None, say))
    perhaps = quoted(_with_marks(code, definition, _NOT_WORKED_OUT[say.lang], say))
    plain = quoted(_with_marks(code, definition, None, say))
    return f"IF({as_written},{written},IF({touched}>0,{perhaps},{plain}))"


def effect_of_readings(
    definition: Definition, touched: str, as_written: str, lang: "Language"
) -> tuple[str, str]:
    """The formula of what the open readings do to the verdict, and its value."""
    certainty = definition.test.certainty
    code = "open" if certainty is None else "depends" if certainty == "depends_on_reading" else "settled"
    written = _EFFECT[code][lang]
    after = f"IF({touched}>0,{quoted(_EFFECT['touched'][lang])},{quoted(_EFFECT['untouched'][lang])})"
    return f"IF({as_written},{quoted(written)},{after})", written


def _with_marks(code: str, definition: Definition, of_readings: str | None, say: Voice) -> str:
    """As `Voice.verdict` has it."""
    words = terms.VERDICTS[code][say.lang]
    marks = [of_readings] if of_readings else []
    if definition.ruleset.status != "primary":
        marks.append(say("mark-unconfirmed"))
    return say("marked", verdict=words, marks=say.listed(marks)) if marks else words
