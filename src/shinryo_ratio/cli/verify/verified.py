"""What a verification says, in words and as data."""

import json
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, Any, Final

from shinryo_ratio.messages.language import Language

if TYPE_CHECKING:
    from shinryo_ratio.verify import Difference

SCHEMA: Final = "shinryo-ratio/verification/1"
_LONGEST: Final = 160
_HEAD: Final = f'{{\n  "schema": "{SCHEMA}",\n  "results": [\n'
_HELD: Final = 1 << 20
"""Characters held in memory; what is longer lies in a temporary file until all is known."""
_MOST: Final = 12
"""Differences of one result that are told in words: the first are the ones that the others follow from."""

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "ja": {
        "same": "{subject}: 計算し直した結果と同じです。",
        "differs": "{subject}: {count}か所が、計算し直した結果と違います。",
        "superseded": "要件 {ruleset} は、結果のとおりになる旧版（revision {revision}）で計算しました。"
        "その後の訂正は check・batch で分かります。",
        "wordless": "説明の文言は照合していません（この版のプログラムの結果と分かるときだけ照合します）。",
        "other_version": "結果を作ったプログラムの版: {version}",
        "version_alone": "違いはプログラムの版だけです。版を問わないときは --any-version を付けてください。",
        "lacking": "結果のない数値があります。一部だけを抜き出した結果なら --excerpt を付けてください。",
        "passed_over": "結果のない数値 {count}件は照合していません（--excerpt）。",
        "absent": "（記載なし）",
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
        "superseded": "Rule set {ruleset} was applied as it was for the result (revision {revision});"
        " check and batch apply the corrected one.",
        "wordless": "Words were not compared (those of a result known to be of this version are).",
        "other_version": "Given by version {version} of the program.",
        "version_alone": "Nothing differs but the version: with --any-version that is no difference.",
        "lacking": "Some figures have no result: if it was taken out of a longer one, give --excerpt.",
        "passed_over": "Figures without a result, passed over (--excerpt): {count}",
        "absent": "(nothing)",
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
    """What came of one result, or of a number of lines of which nothing differs.

    Attributes:
        subject: whose result it is: a reference, a name and year, or a line.
        superseded: the rule set and revision applied, where it is no longer the one in force.
        lines: how many lines of a batch it stands for; None for a result of `check`.
        words_compared: whether its words were compared; None where it has none.
        is_lacking: whether there is no result at all, only its figures.
        other_version: the version of the program that gave it, where that is another one.
    """

    subject: str
    differences: "tuple[Difference, ...]"
    superseded: tuple[str, int] | None = None
    lines: int | None = None
    words_compared: bool | None = None
    is_lacking: bool = False
    other_version: str | None = None


class Report:
    """A verification being written, result by result: there may be as many as a batch has lines.

    Args:
        form: json or text.
        lang: the language.
        excerpt: whether figures without a result are passed over.
        any_version: whether another version of the program alone is no difference.

    Attributes:
        same: whether nothing that was written differs.
    """

    def __init__(self, form: str, lang: Language, *, excerpt: bool, any_version: bool) -> None:
        import tempfile

        self.same = True
        self._excerpt, self._any_version = excerpt, any_version
        self._passed_over, self._lacking = 0, False
        self._as_json, self._words = form == "json", _WORDS[lang]
        self._text: IO[str] = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - closed with the report
            _HELD, "w+", encoding="utf-8", newline=""
        )
        self._wordless = False
        self._count = 0

    def __enter__(self) -> "Report":
        return self

    def __exit__(self, *_: object) -> None:
        self._text.close()

    def take(self, found: Iterable[Verified]) -> None:
        """Write what came of some results."""
        for verified in found:
            if verified.is_lacking and self._excerpt:
                self._passed_over += 1
                continue
            one = _of_any_version(verified) if self._any_version else verified
            self._lacking = self._lacking or one.is_lacking
            self.same = self.same and not one.differences
            self._wordless = self._wordless or one.words_compared is False
            if self._as_json:
                self._text.write(",\n" if self._count else _HEAD)
                self._text.write(
                    textwrap.indent(json.dumps(_data(one), ensure_ascii=False, indent=2), "    ")
                )
            else:
                self._text.writelines(f"{line}\n" for line in _lines(one, self._words))
            self._count += 1

    @property
    def looked_at(self) -> bool:
        """Whether anything was verified at all."""
        return self._count > 0

    def pieces(self) -> Iterator[str]:
        """The whole text, in pieces."""
        if self._as_json:
            end = f'\n  ],\n  "same": {json.dumps(self.same)},\n  "passed_over": {self._passed_over}\n}}\n'
            self._text.write(end)
        else:
            count = f"{self._passed_over:,}"
            said = {"wordless": self._wordless, "lacking": self._lacking, "passed_over": self._passed_over}
            self._text.writelines(
                self._words[key].format(count=count) + "\n" for key, holds in said.items() if holds
            )
        self._text.seek(0)
        while piece := self._text.read(_HELD):
            yield piece


def _of_any_version(one: Verified) -> Verified:
    """The same, where another version is no difference."""
    left = tuple(difference for difference in one.differences if difference.part != "version")
    return replace(one, differences=left)


def _data(one: Verified) -> dict[str, Any]:
    ruleset, revision = one.superseded or (None, None)
    return {
        "subject": one.subject,
        "same": not one.differences,
        "superseded": {"ruleset": ruleset, "revision": revision} if one.superseded else None,
        "differences": [difference.as_dict() for difference in one.differences],
        "lines": one.lines,
        "words_compared": one.words_compared,
        "other_version": one.other_version,
    }


def _lines(one: Verified, words: dict[str, str]) -> Iterator[str]:
    head = words["differs" if one.differences else "same"]
    yield head.format(subject=one.subject, count=f"{len(one.differences):,}")
    if one.superseded is not None:
        ruleset, revision = one.superseded
        yield "  " + words["superseded"].format(ruleset=ruleset, revision=revision)
    if one.other_version is not None:
        yield "  " + words["other_version"].format(version=one.other_version)
    for difference in one.differences[:_MOST]:
        yield f"  {words[difference.part]}{words['colon']}{difference.path}"
        for side, value in (("stated", difference.stated), ("found", difference.found)):
            yield f"    {words[side]}{words['absent'] if difference.absent == side else _value(value)}"
    if len(one.differences) > _MOST:
        yield "  " + words["more"].format(count=f"{len(one.differences) - _MOST:,}")
    if one.differences and all(difference.part == "version" for difference in one.differences):
        yield "  " + words["version_alone"]


def _value(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
