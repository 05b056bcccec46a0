"""The lines of the output (contract section 5): what was decided, or what is wrong."""

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from shinryo_ratio.messages.language import Language
from shinryo_ratio.problems import Problem
from shinryo_ratio.reports.numbers import percent

if TYPE_CHECKING:
    from shinryo_ratio.engine.decision import Decision
    from shinryo_ratio.engine.standing import Standing
    from shinryo_ratio.law import NotTested, RuleSet

INVALID: Final = "invalid"
"""The outcome of a document with errors, beside the verdicts."""

_encoded: Final = json.JSONEncoder(ensure_ascii=False).encode
_quoted: Final = json.encoder.encode_basestring
_NULL: Final = "null"
_escaped: Final = json.JSONEncoder(ensure_ascii=True).encode


class Row(NamedTuple):
    """One line of the output.

    Attributes:
        outcome: the verdict, or `INVALID`.
        line: the line in UTF-8, with its newline.
    """

    outcome: str
    line: bytes


def decided(number: int, reference: str | None, decision: "Decision | Standing") -> Row:
    """A document that was decided: the one line that is written so often that it is put together by hand."""
    numerator, denominator = decision.sums.numerator, decision.sums.denominator
    verdict, certainty, reason = decision.verdict, decision.certainty, decision.reason_code
    room, loss, shortfall, excess = [_NULL if yen is None else yen for yen in decision.margins]
    percentage = percent(numerator, denominator)
    text = (
        f'{{"line": {number}, "reference": {_text(reference)}, "verdict": "{verdict}", '
        f'"reason_code": {_text(reason)}, "certainty": {_text(certainty)}, {_named(decision.ruleset)}, '
        f'"numerator": {numerator}, "denominator": {denominator}, "percent": {_text(percentage)}, '
        f'"margins": {{"other_revenue_room": {room}, "qualifying_loss_room": {loss}, '
        f'"qualifying_shortfall": {shortfall}, "other_revenue_excess": {excess}}}}}\n'
    )
    return Row(verdict, text.encode())


def _text(text: str | None) -> str:
    return _NULL if text is None else _quoted(text)


@lru_cache(maxsize=256)
def _named(ruleset: "RuleSet") -> str:
    return f'"ruleset": {_quoted(ruleset.id)}, "status": {_quoted(ruleset.status)}'


def not_tested(number: int, reference: str | None, why: "NotTested") -> Row:
    """A corporation that the requirement does not test: rule set, sums and margins are null."""
    return _row("not_applicable", {
        "line": number,
        "reference": reference,
        "verdict": "not_applicable",
        "reason_code": why.reason,
        "certainty": None,
        "ruleset": None,
        "status": why.status,
        "numerator": None,
        "denominator": None,
        "percent": None,
        "margins": None,
    })  # fmt: skip


def invalid(number: int, reference: str | None, problems: Iterable[Problem], lang: Language) -> Row:
    """A document with errors, all of them."""
    errors = [problem.as_dict(lang) for problem in problems]
    return _row(INVALID, {"line": number, "reference": reference, "errors": errors})


def _row(outcome: str, data: dict[str, Any]) -> Row:
    try:
        return Row(outcome, f"{_encoded(data)}\n".encode())
    except UnicodeEncodeError:  # half a surrogate pair, escaped in the input: escaped again
        return Row(outcome, f"{_escaped(data)}\n".encode())
