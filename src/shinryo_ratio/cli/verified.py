"""What a verification says, in words and as data."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from shinryo_ratio.messages.language import Language

if TYPE_CHECKING:
    from shinryo_ratio.verify import Difference

SCHEMA: Final = "shinryo-ratio/verification/1"
_LONGEST: Final = 160
_MOST: Final = 12
"""Differences of one result that are told in words: the first are the ones that the others follow from."""

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "ja": {
        "same": "{subject}: 計算し直した結果と同じです。",
        "differs": "{subject}: {count}か所が、計算し直した結果と違います。",
        "superseded": "要件 {ruleset} は、結果が示す旧版（revision {revision}）で計算しました。"
        "その後の訂正は check で分かります。",
        "stated": "結果　: ",
        "found": "再計算: ",
        "figures": "数値",
        "ruleset": "要件",
        "version": "プログラムの版",
        "verdict": "判定",
        "sums": "金額",
        "details": "記載事項",
        "colon": "：",
        "more": "ほか{count}か所（--format json ですべて出ます）",
    },
    "en": {
        "same": "{subject}: the same when worked out again.",
        "differs": "{subject}: {count} differences from what is worked out again.",
        "superseded": "Rule set {ruleset} was applied as the result names it (revision {revision});"
        " check applies the corrected one.",
        "stated": "stated: ",
        "found": "found:  ",
        "figures": "figures",
        "ruleset": "rule set",
        "version": "version",
        "verdict": "verdict",
        "sums": "sums",
        "details": "details",
        "colon": ": ",
        "more": "and {count} more (--format json tells all)",
    },
}


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of one result.

    Attributes:
        subject: whose result it is: a reference, a name and year, or a line.
        superseded: the rule set and revision applied, where it is no longer the one in force.
    """

    subject: str
    differences: "tuple[Difference, ...]"
    superseded: tuple[str, int] | None = None


def as_json(found: Sequence[Verified]) -> str:
    """The verification as data."""
    data = {
        "schema": SCHEMA,
        "same": not any(one.differences for one in found),
        "results": [_data(one) for one in found],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_text(found: Sequence[Verified], lang: Language) -> str:
    """The verification in words."""
    return "\n".join(line for one in found for line in _lines(one, _WORDS[lang])) + "\n"


def _data(one: Verified) -> dict[str, Any]:
    ruleset, revision = one.superseded or (None, None)
    return {
        "subject": one.subject,
        "same": not one.differences,
        "superseded": {"ruleset": ruleset, "revision": revision} if one.superseded else None,
        "differences": [difference.as_dict() for difference in one.differences],
    }


def _lines(one: Verified, words: dict[str, str]) -> Iterator[str]:
    head = words["differs" if one.differences else "same"]
    yield head.format(subject=one.subject, count=f"{len(one.differences):,}")
    if one.superseded is not None:
        ruleset, revision = one.superseded
        yield "  " + words["superseded"].format(ruleset=ruleset, revision=revision)
    for difference in one.differences[:_MOST]:
        yield f"  {words[difference.part]}{words['colon']}{difference.path}"
        yield f"    {words['stated']}{_value(difference.stated)}"
        yield f"    {words['found']}{_value(difference.found)}"
    if len(one.differences) > _MOST:
        yield "  " + words["more"].format(count=f"{len(one.differences) - _MOST:,}")


def _value(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
