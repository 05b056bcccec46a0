"""The names of headings and totals: which section of the statement, which business, what a total adds up."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

_TOTAL: Final = re.compile(r"(?:の部)?(?:合計|小計|総計|計|の部)(?:金額|額)?$")
_NO_TOTAL: Final = re.compile(r"(?:設計|統計|会計|家計)$")
_ITEM: Final = re.compile(r"^(?:\(?(?:[IVX]{1,4}|[0-9]{1,2}|[A-H])\)?[.,:、]?)+")
_BRACKETS: Final = str.maketrans("", "", "【】[]()<>《》〔〕「」{}")


@dataclass(frozen=True, slots=True)
class Word:
    """What the name of a heading or a total means.

    Attributes:
        key: the name of the section, the first of its names.
        side: revenue, expense, balance, wrapper (a business around revenue and expense).
        scope: what a total of that name adds up.
        standard: the accounting standard that alone has this name.
        account_too: whether accounts have this name as well.
    """

    key: str
    side: str
    section: str | None = None
    business: str | None = None
    scope: str = "section"
    standard: str | None = None
    account_too: bool = False


def meaning(name: str) -> Word | None:
    """What the name of a heading or a total means, or None."""
    words = _vocabulary()[0]
    plain = _plain(name)
    for text in (plain, _ITEM.sub("", plain)):
        for candidate in (text, _TOTAL.sub("", text)):
            if candidate in words:
                return words[candidate]
    return None


def is_total_name(name: str) -> bool:
    """Whether a name ends as totals do: 計, 合計, 小計."""
    plain = _plain(name)
    return bool(_TOTAL.search(plain)) and not _NO_TOTAL.search(plain)


def is_result_name(name: str) -> bool:
    """Whether a name is that of a difference, such as 経常利益."""
    plain = _ITEM.sub("", _plain(name))
    _, ends, more = _vocabulary()
    for tail in more:
        plain = plain.removesuffix(tail)
    return meaning(name) is None and plain.endswith(ends)


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).translate(_BRACKETS).split())


def is_bracketed(name: str) -> bool:
    """Whether a name is put in brackets, as headings are."""
    return unicodedata.normalize("NFKC", name).strip()[:1] in ("【", "[", "<", "《")


@cache
def _vocabulary() -> tuple[dict[str, Word], tuple[str, ...], tuple[str, ...]]:
    text = files("shinryo_ratio.imports").joinpath("data/sections.toml").read_text("utf-8")
    data = tomllib.loads(text)
    words = {}
    for entry in data["section"]:
        names = [_plain(name) for name in entry.pop("names")]
        words.update(dict.fromkeys(names, Word(names[0], **entry)))
    return words, tuple(data["result"]["ends_with"]), tuple(data["result"]["ends_of_amount"])
