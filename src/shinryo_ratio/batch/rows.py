"""The lines of the output (contract section 5): what was decided, or what is wrong."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from shinryo_ratio.messages.language import Language
from shinryo_ratio.problems import Problem
from shinryo_ratio.reports.numbers import percent

if TYPE_CHECKING:
    from shinryo_ratio.engine.decision import Decision
    from shinryo_ratio.law import NotTested

INVALID: Final = "invalid"
"""The outcome of a document with errors, beside the verdicts."""

_encoded: Final = json.JSONEncoder(ensure_ascii=False).encode
_escaped: Final = json.JSONEncoder(ensure_ascii=True).encode


class Row(NamedTuple):
    """One line of the output.

    Attributes:
        outcome: the verdict, or `INVALID`.
        line: the line in UTF-8, with its newline.
    """

    outcome: str
    line: bytes


def decided(number: int, reference: str | None, decision: "Decision") -> Row:
    """A document that was decided."""
    sums, ruleset = decision.sums, decision.ruleset
    return _row(decision.verdict, {
        "line": number,
        "reference": reference,
        "verdict": decision.verdict,
        "reason_code": decision.reason_code,
        "certainty": decision.certainty,
        "ruleset": ruleset.id,
        "status": ruleset.status,
        "numerator": sums.numerator,
        "denominator": sums.denominator,
        "percent": percent(sums.numerator, sums.denominator),
        "margins": decision.margins._asdict(),
    })  # fmt: skip


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
