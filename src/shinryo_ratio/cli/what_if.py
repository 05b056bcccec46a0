"""`check --set EDIT`: what an edit of one run says: a line changed, a line added, a kind scaled."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

import click

from shinryo_ratio.messages.language import Language

_CHANGE: Final = re.compile(r"\s*(\d{1,9})\s*(?:行目?)?\s*[.．]([^=＝]+)[=＝](.*)", re.DOTALL)
_ADD: Final = re.compile(r"\s*[+＋](.+[=＝].*)", re.DOTALL)
_SCALE: Final = re.compile(r"([^*×＊=＝]+)[*×＊]([^*×＊=＝]+)")
_BETWEEN: Final = re.compile(r"[,、，](?=[^,、，=＝]+[=＝])")
_FACTOR: Final = re.compile(r"(\d{1,18})(?:\.(\d{1,18}))?(%|倍)?|(\d{1,18})/(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Change:
    """`4.kind=social_insurance`: a field of a line."""

    written: str
    number: int
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Add:
    """`+name=…,kind=…,amount=…`: a new line."""

    written: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """`self_pay*1.2` or `4*110%`: the amounts of a kind or of a line."""

    written: str
    target: str
    factor: Fraction


Command: TypeAlias = Change | Add | Scale


def commands(texts: Iterable[str], lang: Language) -> tuple[Command, ...]:
    """The edits as given.

    Raises:
        click.UsageError: where one is no edit at all; the forms are shown.
    """
    return tuple(_command(text, lang) for text in texts)


def _command(text: str, lang: Language) -> Command:
    if found := _CHANGE.fullmatch(text):
        return Change(text, int(found[1]), found[2].strip(), found[3].strip())
    if found := _ADD.fullmatch(text):
        pairs = [re.split("[=＝]", pair, maxsplit=1) for pair in _BETWEEN.split(found[1])]
        if all(len(pair) == 2 for pair in pairs):
            return Add(text, tuple((key.strip(), value.strip()) for key, value in pairs))
    if found := _SCALE.fullmatch(text):
        factor = _factor(found[2])
        if factor is not None:
            return Scale(text, found[1].strip(), factor)
    forms = "4.kind=social_insurance / +name=…,kind=…,amount=… / self_pay*1.2 / self_pay*110%"
    raise click.UsageError(
        f"--set {text}: write {forms}" if lang == "en" else f"--set {text}: {forms} のように書きます。"
    )


def _factor(text: str) -> Fraction | None:
    """1.2, 110% or 11/10, exactly; None where it is no such number."""
    found = _FACTOR.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    if found is None or (found[5] is not None and not int(found[5])):
        return None
    if found[4] is not None:
        return Fraction(int(found[4]), int(found[5]))
    decimals = found[2] or ""
    factor = Fraction(int(found[1] + decimals), 10 ** len(decimals))
    return factor / 100 if found[3] == "%" else factor
