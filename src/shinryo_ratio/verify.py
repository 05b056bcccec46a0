"""Verifying (検証): a result of `check` is worked out again from its figures, and what differs is said.

Nothing but the result, the figures and the law held is looked at: no clock, no path, no network. Words are
not compared, so a result in either language verifies; what a later version adds is not held against it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any, Final, Literal, TypeAlias

from shinryo_ratio.engine import Assessment, assess
from shinryo_ratio.figures import Figures
from shinryo_ratio.law import Law
from shinryo_ratio.messages.language import Language
from shinryo_ratio.reports.as_data import ASSESSMENT_SCHEMA, assessment_data

Part: TypeAlias = Literal["figures", "ruleset", "version", "verdict", "sums", "details"]
"""What may differ: the figures, the rule set, the version, the verdict, a sum, or what else is said."""

_WORDS: Final = frozenset({"message", "help", "reason", "citation", "legal_basis", "unconfirmed", "file"})
"""Keys whose values are words for people, which may be reworded, or where a file was."""
_LANGUAGES: Final[tuple[Language, ...]] = ("ja", "en")

_KEYS: Final[tuple[tuple[Part, tuple[str, ...]], ...]] = (
    ("verdict", ("verdict", "certainty", "reason_code", "decides")),
    ("ruleset", ("ruleset", "status", "threshold")),
    ("sums", ("numerator", "denominator", "percent", "amount", "margins", "items", "bridge")),
    ("sums", ("bounds", "bounds_all_readings")),
)
_PARTS: Final = {key: part for part, keys in _KEYS for key in keys}
"""What of the parts the value of a key belongs to; else to that of the key around it."""
_NOTHING: Final = object()


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not what it was.

    Attributes:
        path: where in the result, such as `tests[0].numerator`.
        stated: what the result says; None where it says nothing.
        found: what was worked out again.
    """

    part: Part
    path: str
    stated: Any
    found: Any

    def as_dict(self) -> dict[str, Any]:
        """As plain data."""
        return {"part": self.part, "path": self.path, "stated": self.stated, "found": self.found}


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of it.

    Attributes:
        assessment: the result worked out again, under the revision of the rule set that the result names.
        superseded: whether that revision is no longer the one in force.
    """

    assessment: Assessment
    differences: tuple[Difference, ...]
    superseded: bool

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
    told = [tuple(_marks(result, assessment_data(assessment, lang))) for lang in _LANGUAGES]
    return Verification(assessment, min(told, key=len), superseded)


def _under_kept_revision(figures: Figures, stated: Any, *, own: bool) -> Assessment | None:
    """The assessment under the released revision with a fingerprint; None where none is kept."""
    shipped = (Law(),) if own else ()
    for law in (*shipped, *_superseded()):
        assessment = assess(figures, law=law)
        if stated is not None and assessment.fingerprint["ruleset"] == stated:
            return assessment
    return None


@lru_cache(maxsize=1)
def _superseded() -> tuple[Law, ...]:
    """The law with each revision put back that a correction replaced; they lie in `law/data/superseded`."""
    folder = files("shinryo_ratio.law").joinpath("data/superseded")
    if not folder.is_dir():
        return ()
    laws = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        with as_file(entry) as path:
            laws.append(Law.load(path))
    return tuple(laws)


def _marks(result: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[Difference]:
    """The fingerprint first, then everything that both say."""
    older = result["fingerprint"]["version"] != found["fingerprint"]["version"]
    marks: tuple[Part, ...] = ("figures", "ruleset", "version")
    for part in marks:
        stated, again = result["fingerprint"].get(part), found["fingerprint"][part]
        if stated != again:
            yield Difference(part, f"fingerprint.{part}", stated, again)
    rest = {key: value for key, value in found.items() if key != "fingerprint"}
    yield from differences(result, rest, older=older)


def differences(
    stated: Mapping[str, Any], found: Mapping[str, Any], *, older: bool = False
) -> Iterator[Difference]:
    """What plain data says otherwise than what was worked out again.

    `older` says that a key which is lacking is no difference: an older version did not say it yet.
    """
    return _compared(stated, found, "", "details", older=older)


def _compared(stated: Any, found: Any, path: str, part: Part, *, older: bool) -> Iterator[Difference]:
    """The differences of two values; what an older version did not say yet is none."""
    if isinstance(found, Mapping) and isinstance(stated, Mapping):
        for key, value in found.items():
            said = stated.get(key, _NOTHING)
            if key in _WORDS or (said is _NOTHING and older):
                continue
            inner = f"{path}.{key}" if path else key
            said = None if said is _NOTHING else said
            of = _PARTS.get(key, part) if part == "details" else part
            yield from _compared(said, value, inner, of, older=older)
    elif isinstance(found, list) and isinstance(stated, list) and len(found) == len(stated):
        for index, pair in enumerate(zip(stated, found, strict=True)):
            yield from _compared(*pair, f"{path}[{index}]", part, older=older)
    elif type(stated) is not type(found) or stated != found:
        yield Difference(part, path, stated, found)
