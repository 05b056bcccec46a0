"""試算: that a report is of edited figures, and what was edited."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from shinryo_ratio.engine.what_if import Edit, Value, WhatIf
from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.words import FORMS
from shinryo_ratio.messages import terms
from shinryo_ratio.messages.phrases import fill
from shinryo_ratio.messages.what_if import WORDS
from shinryo_ratio.reports.asking import spans
from shinryo_ratio.reports.numbers import percent, yen
from shinryo_ratio.reports.voice import Voice
from shinryo_ratio.reports.width import plain

if TYPE_CHECKING:
    from shinryo_ratio.engine import Assessment
    from shinryo_ratio.figures import Figures


def titled(title: str, assessment: "Assessment", say: Voice) -> str:
    """The title, marked where the figures were edited."""
    return _word("title", say, title=title) if isinstance(assessment, WhatIf) else title


def edited_row(assessment: "Assessment", say: Voice) -> Iterator[tuple[str, str]]:
    """That it is a what-if, and its edits; nothing for figures as they came."""
    if isinstance(assessment, WhatIf):
        yield _word("what-if", say), "\n".join(_sentences(assessment, say))


def edits_written(assessment: "Assessment") -> str:
    """The edits of a what-if as they were written, in one text; empty for figures as they came."""
    return " | ".join(edit.written for edit in assessment.edits) if isinstance(assessment, WhatIf) else ""


def edited_data(assessment: "Assessment") -> dict[str, Any]:
    """The edits as plain data; no key for figures as they came."""
    if not isinstance(assessment, WhatIf):
        return {}
    edits = [
        {
            "set": edit.written, "action": edit.action, "lines": list(edit.lines), "name": edit.name,
            "field": edit.field, "before": edit.before, "after": edit.after,
            "factor": list(edit.factor) if edit.factor else None, "cut": edit.cut,
            "dropped": list(edit.dropped),
        }
        for edit in assessment.edits
    ]  # fmt: skip
    before = assessment.original.income
    original = {
        "verdict": before.verdict, "certainty": before.certainty,
        "numerator": before.numerator, "denominator": before.denominator,
        "percent": percent(before.numerator, before.denominator),
    }  # fmt: skip
    return {
        "what_if": {"edits": edits, "statement_dropped": assessment.statement_dropped, "original": original}
    }


def _sentences(assessment: WhatIf, say: Voice) -> Iterator[str]:
    yield _word("not-actual", say)
    for number, edit in enumerate(assessment.edits, 1):
        yield f"{number}. {_sentence(edit, assessment.figures, say)}"
    if assessment.statement_dropped:
        yield _word("statement-dropped", say)
    before = assessment.original.income
    ratio = say.percent(before.numerator, before.denominator)
    yield _word("original", say, verdict=say.verdict(before), percent=ratio)


def _sentence(edit: Edit, figures: "Figures", say: Voice) -> str:
    unit = figures.unit
    values = {
        "line": str(edit.lines[0]),
        "lines": spans(edit.lines, say),
        "name": plain(edit.name),
        "field": _field(edit.field, say),
        "before": _value(edit.field, edit.before, unit, say),
        "after": _value(edit.field, edit.after, unit, say),
    }
    if edit.action == "added":
        kind = terms.term("kind", figures.revenue[edit.lines[0] - 1].kind, say.lang)
        return _word("added", say, **values, kind=kind)
    if edit.action == "changed":
        dropped = say.listed(_field(fact, say) for fact in edit.dropped)
        return _word("changed", say, **values) + (_word("dropped", say, facts=dropped) if dropped else "")
    if edit.name in v.KINDS:
        values["name"] = terms.term("kind", edit.name, say.lang)
    return _word("scaled", say, **values, factor=_factor(edit)) + (
        _word(f"cut-{unit}", say) if edit.cut else ""
    )


def _factor(edit: Edit) -> str:
    """The factor as a decimal where it is one, else as a fraction."""
    numerator, denominator = edit.factor or (1, 1)
    places = next((places for places in range(19) if 10**places % denominator == 0), None)
    if places is None:
        return f"{numerator}/{denominator}"
    digits = str(numerator * 10**places // denominator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def _field(field: str, say: Voice) -> str:
    return FORMS["line"][field].terms[0] if say.lang == "ja" else field


def _value(field: str, value: Value, unit: str, say: Voice) -> str:
    """A value in words; an amount with its unit."""
    if value is None:
        return _word("not-stated", say)
    if isinstance(value, bool):
        return _word(str(value).lower(), say)
    if isinstance(value, int):
        return _word(f"amount-{unit}", say, amount=yen(value)) if field == "amount" else f"{value:,}"
    words = FORMS["line"][field].words
    known = words.get(value) if words and say.lang == "ja" else None
    return known[0] if known else plain(value)


def _word(key: str, say: Voice, **values: str | int) -> str:
    return fill(WORDS[key], say.lang, values)
