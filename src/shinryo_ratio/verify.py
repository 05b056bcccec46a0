"""Verifying (検証): a result of `check` is worked out again from its figures, and what differs is said.

Nothing but the result, the figures and the law held is looked at: no clock, no path, no network. A result of
this version must say the same to the letter, in the language it is in. Of another version the words are not
compared, and what a version adds is not held against it; but what every version says (`PROMISED`) must be
there.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from shinryo_ratio._version import __version__
from shinryo_ratio.engine import Assessment, assess
from shinryo_ratio.figures import Figures
from shinryo_ratio.law import Law, superseded
from shinryo_ratio.messages.language import Language
from shinryo_ratio.reports.as_data import ASSESSMENT_SCHEMA, assessment_data

Part: TypeAlias = Literal["figures", "ruleset", "version", "verdict", "sums", "details"]
"""What may differ: the figures, the rule set, the version, the verdict, a sum, or what else is said."""

_WORDS: Final = frozenset({"message", "help", "reason", "citation", "legal_basis", "unconfirmed"})
"""Keys whose values are words for people, which another version may have reworded."""
_WHERE_IT_WAS: Final = "file"
"""The key that names a file, which may lie elsewhere today."""
_LANGUAGES: Final[tuple[Language, ...]] = ("ja", "en")

_KEYS: Final[tuple[tuple[Part, tuple[str, ...]], ...]] = (
    ("verdict", ("verdict", "certainty", "reason_code", "decides")),
    ("ruleset", ("ruleset", "status", "threshold")),
    ("sums", ("numerator", "denominator", "percent", "amount", "margins", "items", "bridge")),
    ("sums", ("bounds", "bounds_all_readings")),
)
_PARTS: Final = {key: part for part, keys in _KEYS for key in keys}
"""What of the parts the value of a key belongs to; else to that of the key around it."""


PROMISED: Final = frozenset(
    {
        *("schema", "reference", "corporation", "name", "type", "fiscal_year", "start", "end", "basis"),
        *("verdict", "tests", "id", "ruleset", "status", "certainty", "reason_code", "numerator"),
        *("denominator", "threshold", "comparison", "percent", "margins", "other_revenue_room"),
        *("qualifying_loss_room", "qualifying_shortfall", "other_revenue_excess", "bounds", "low", "high"),
        *("bounds_all_readings", "open_facts", "line", "fact", "decides", "open_readings", "choice"),
        *("lines", "items", "item", "kinds", "bridge", "amount", "warnings", "code", "errors"),
    }
)
"""The keys that results have had from the first version on: none may be taken away, or be where it is not."""


@dataclass(frozen=True, slots=True)
class Manner:
    """What counts as a difference.

    Attributes:
        words: words for people that are other words.
        lacking: a key that the result does not have, even if not every version promises it.
        added: a key that the result has beyond what is worked out again.
    """

    words: bool
    lacking: bool
    added: bool


SAME_VERSION: Final = Manner(words=True, lacking=True, added=True)
OTHER_VERSION: Final = Manner(words=False, lacking=False, added=False)
UNKNOWN_VERSION: Final = Manner(words=False, lacking=True, added=False)
"""A line of a batch does not say by which version it was written; its keys are those of the contract."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not what it was.

    Attributes:
        path: where in the result, such as `tests[0].numerator`.
        stated: what the result says; None where it says nothing.
        found: what was worked out again; None where that says nothing.
        absent: which of the two says nothing at all, not even null.
    """

    part: Part
    path: str
    stated: Any
    found: Any
    absent: Literal["stated", "found"] | None = None

    def as_dict(self) -> dict[str, Any]:
        """As plain data."""
        told = {"part": self.part, "path": self.path, "stated": self.stated, "found": self.found}
        return {**told, "absent": self.absent} if self.absent else told


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of it.

    Attributes:
        assessment: the result worked out again, under the revision of the rule set that the result names.
        superseded: whether that revision is no longer the one in force.
        words_compared: whether the words were compared too: where the result is of this version.
    """

    assessment: Assessment
    differences: tuple[Difference, ...]
    superseded: bool
    words_compared: bool = True

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.differences


def is_assessment(data: Any) -> bool:
    """Whether plain data is an assessment that this version can verify."""
    if not isinstance(data, Mapping) or data.get("schema") != ASSESSMENT_SCHEMA:
        return False
    tests, marks = data.get("tests"), data.get("fingerprint")
    if not isinstance(tests, Sequence) or not all(isinstance(test, Mapping) for test in tests):
        return False
    if not tests or not isinstance(marks, Mapping):
        return False
    return {"figures", "ruleset", "version"} <= marks.keys() and "verdict" in data


def verify(result: Mapping[str, Any], figures: Figures, *, law: Law | None = None) -> Verification:
    """Work a result out again and say what differs.

    Args:
        result: an assessment as `check --format json` writes it, as plain data.
        figures: the figures it is said to come from.
        law: rule sets of the user's own on top of the shipped ones.

    Raises:
        FiguresError: where the figures cannot be assessed.
    """
    stated = result["fingerprint"]["ruleset"]
    current = assess(figures, law=law)
    assessment, superseded = current, False
    if current.fingerprint["ruleset"] != stated:
        kept = _under_kept_revision(figures, stated, own=law is not None)
        assessment, superseded = kept or current, kept is not None
    # the language of a result is not written in it: it is the one in which more of it is the same
    manner = SAME_VERSION if result["fingerprint"]["version"] == __version__ else OTHER_VERSION
    told = [tuple(_marks(result, _as_written(assessment, lang), manner)) for lang in _LANGUAGES]
    return Verification(assessment, min(told, key=len), superseded, manner.words)


def _as_written(assessment: Assessment, lang: Language) -> dict[str, Any]:
    """The assessment as it is read back from JSON."""
    data: dict[str, Any] = json.loads(json.dumps(assessment_data(assessment, lang)))
    return data


def kept_laws(*, own: bool) -> Iterator[Law]:
    """The law as it once was, by which results may have been given; with the shipped law beside one's own."""
    if own:
        yield Law()
    yield from superseded()


def _under_kept_revision(figures: Figures, stated: Any, *, own: bool) -> Assessment | None:
    """The assessment under the released revision with a fingerprint; None where none is kept."""
    for law in kept_laws(own=own):
        assessment = assess(figures, law=law)
        if stated is not None and assessment.fingerprint["ruleset"] == stated:
            return assessment
    return None


def _marks(result: Mapping[str, Any], found: Mapping[str, Any], manner: Manner) -> Iterator[Difference]:
    """The fingerprint first, then everything else."""
    stated, again = result["fingerprint"], found["fingerprint"]
    marks: tuple[Part, ...] = ("figures", "ruleset", "version")
    for part in marks:
        if stated.get(part) != again[part]:
            yield Difference(part, f"fingerprint.{part}", stated.get(part), again[part])
    yield from differences(_without_mark(result), _without_mark(found), manner)


def _without_mark(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "fingerprint"}


def differences(
    stated: Mapping[str, Any], found: Mapping[str, Any], manner: Manner = UNKNOWN_VERSION
) -> Iterator[Difference]:
    """What plain data says otherwise than what was worked out again."""
    return _compared(stated, found, "", "details", manner)


def _compared(stated: Any, found: Any, path: str, part: Part, manner: Manner) -> Iterator[Difference]:
    """The differences of two values."""
    if isinstance(found, Mapping) and isinstance(stated, Mapping):
        for key in (*found, *(key for key in stated if key not in found)):
            if key == _WHERE_IT_WAS or (key in _WORDS and not manner.words):
                continue
            inner = f"{path}.{key}" if path else key
            of = _PARTS.get(key, part) if part == "details" else part
            if key not in stated:
                if manner.lacking or key in PROMISED:
                    yield Difference(of, inner, None, found[key], "stated")
            elif key not in found:
                if manner.added or key in PROMISED:
                    yield Difference(of, inner, stated[key], None, "found")
            else:
                yield from _compared(stated[key], found[key], inner, of, manner)
    elif isinstance(found, list) and isinstance(stated, list) and len(found) == len(stated):
        for index, pair in enumerate(zip(stated, found, strict=True)):
            yield from _compared(*pair, f"{path}[{index}]", part, manner)
    elif type(stated) is not type(found) or stated != found:
        yield Difference(part, path, stated, found)
