"""What each account is: mapping files, shipped and the user's own, and looking names up in them.

What a name alone decides is mapped. What mixes several kinds is left to split, with what to split it into;
it is never guessed.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Final

from shinryo_ratio.figures import vocabulary as v

SHIPPED: Final[Mapping[str, str]] = {
    "medical_corporation": "medical_corporation", "hospital": "hospital",
    "care_facility": "care_facility", "mcdb": "mcdb",
}  # fmt: skip
"""The shipped mapping files; the first three by the accounting standard they belong to."""

FACTS: Final = frozenset(fact for facts in v.FACTS_OF_KIND.values() for fact in facts) | {"internal"}
_KNOWN_IN_NAME: Final = re.compile(r"\((?:△|▲|-|−)\)$")
_QUALIFIED: Final = re.compile(r"(.+?)(?:\((.+)\)|[/:_](.+))")
_ITEM: Final = re.compile(r"^(?:-(?=[0-9]))?(?:\(?(?:[0-9]{1,2}|[IVX]{1,4}|[A-H])\)?[.,:)、]?)+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an account (or a 補助科目 of one) is.

    Attributes:
        kind: the kind of its revenue; None where it must be split.
        side: revenue, expense or balance.
        business, section: where the user says so; shipped sections are a hint for exports that tell none.
        facts: what the name states of the line, such as granted_for.
        split_into: what to split it into: (words, kind).
        confidence: high or medium by name, ask where the name does not decide, own from the user's file.
        origin: the mapping file, and for the user's own the place in it.
    """

    name: str
    kind: str | None = None
    side: str = "revenue"
    business: str | None = None
    section: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    split_into: tuple[tuple[str, str], ...] = ()
    family: str = ""
    confidence: str = "ask"
    source: str = ""
    note: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A meaning, and how the name led to it.

    Attributes:
        cut_from: the full name, where a name that was cut short could be no other.
        candidates: the full names it could be, where it could be several.
    """

    meaning: Meaning | None
    cut_from: str = ""
    candidates: tuple[str, ...] = ()


class Accounts:
    """Every account that is known; the user's own entries lie on top."""

    def __init__(self, own: Mapping[tuple[str, str], Meaning], standard: str | None = None) -> None:
        self.own = own
        self.accounts: dict[str, Meaning] = {}
        self.subs: list[tuple[frozenset[str], frozenset[str], Meaning]] = []
        order = sorted(SHIPPED, key=lambda name: name != standard)
        for name in order:
            accounts, subs = _shipped(name)
            self.accounts = {**accounts, **self.accounts}
            self.subs += subs
        self.others, self.endings = _others()

    def of(self, name: str) -> Found:
        """What an account of this name is."""
        for plain in spellings(name):
            if found := self.own.get((plain, "")) or self.accounts.get(plain):
                return Found(found)
            if (parts := qualified(plain)) and (found := self.detail(*parts)):
                return Found(found)
        return Found(None)

    def of_cut(self, name: str, side: str | None, section: str | None) -> Found:
        """What an account is whose name may be cut short: known only where it can be no other.

        Args:
            side: revenue, where the statement tells so; then names of other accounts are no candidates.
            section: where the statement tells it; then names of other sections are none either.
        """
        plain = key(name)
        if found := self.own.get((plain, "")):
            return Found(found)
        known: dict[str, Meaning | None] = dict(self._with_own)
        if side is None:
            known |= dict.fromkeys(self.others)
        fitting = [
            full for full, meaning in known.items() if full.startswith(plain) and _in(meaning, section)
        ]
        meanings = {id(known[full]) for full in fitting}
        if len(meanings) != 1:
            return Found(None, candidates=tuple(fitting))
        full = plain if plain in fitting else fitting[0]
        return Found(known[full], cut_from="" if full == plain else full)

    @cached_property
    def _with_own(self) -> Mapping[str, Meaning]:
        """Every account by its full name; the user's own stands for all names of the one it replaces."""
        own = {name: meaning for (name, sub), meaning in self.own.items() if not sub}
        replaced = {
            id(self.accounts[name]): meaning for name, meaning in own.items() if name in self.accounts
        }
        shipped = {name: replaced.get(id(meaning), meaning) for name, meaning in self.accounts.items()}
        return shipped | own

    def detail(self, account: str, sub: str) -> Meaning | None:
        """What a 補助科目 of an account is, or None where its name does not decide."""
        account, sub = key(account), key(sub)
        for plain in spellings(account):
            if found := self.own.get((plain, sub)):
                return found
        parent = self.of(account).meaning if not qualified(account) else self.accounts.get(account)
        if parent is None or not parent.family:
            return None
        for families, names, meaning in self.subs:
            if parent.family in families and sub in names:
                return meaning
        return None

    def other_side(self, name: str) -> str | None:
        """expense or balance, where a name is certainly that of no revenue."""
        if side := self.other_side_exactly(name):
            return side
        if self.of(name).meaning is not None:
            return None
        return next((side for ending, side in self.endings if key(name).endswith(ending)), None)

    def other_side_exactly(self, name: str) -> str | None:
        """expense or balance, where exactly this name is listed."""
        if self.of(name).meaning is not None:
            return None
        return next((side for plain in spellings(name) if (side := self.others.get(plain))), None)

    def nearest(self, name: str) -> str | None:
        """The known account whose name is nearest, or None where none is near."""
        from difflib import get_close_matches

        names = {key(known.name): known.name for known in [*self.accounts.values(), *self.own.values()]}
        names |= {plain: plain for plain in self.accounts}
        close = get_close_matches(key(name), names, n=1, cutoff=0.6)
        return names[close[0]] if close else None


def _in(meaning: Meaning | None, section: str | None) -> bool:
    """Whether an account can stand in a section."""
    return meaning is None or None in (meaning.section, section) or meaning.section == section


def key(name: str) -> str:
    """The name as it is looked up: 全角/半角 and blanks folded, 収入 as 収益, a trailing （△） left out."""
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    plain = _KNOWN_IN_NAME.sub("", plain)
    return plain[:-2] + "収益" if plain.endswith("収入") and plain != "雑収入" else plain


def spellings(name: str) -> tuple[str, ...]:
    """A name as it is looked up, and without the item number before it, such as (1) or Ⅱ."""
    plain = key(name)
    bare = _ITEM.sub("", plain)
    return (plain,) if bare in ("", plain) else (plain, bare)


def has_revenue_name(name: str) -> bool:
    """Whether a name is one that no expense and no asset has."""
    plain = key(name)
    return plain.endswith(("収益", "売却益", "査定減")) or plain.startswith("受取利")


def qualified(plain: str) -> tuple[str, str] | None:
    """Account and 補助科目 of a name such as 入院診療収益（保険分） or 入院診療収益/保険分."""
    found = _QUALIFIED.fullmatch(plain)
    return (found[1], found[2] or found[3]) if found else None


@cache
def _shipped(
    name: str,
) -> tuple[dict[str, Meaning], list[tuple[frozenset[str], frozenset[str], Meaning]]]:
    data = tomllib.loads(_text(SHIPPED[name]))
    origin = str(data["title"])
    accounts: dict[str, Meaning] = {}
    for raw in data.get("account", []):
        meaning = _meaning(raw, origin)
        accounts.update(dict.fromkeys(map(key, raw["names"]), meaning))
    subs = [
        (frozenset(raw["of"]), frozenset(map(key, raw["names"])), _meaning(raw, origin))
        for raw in data.get("sub", [])
    ]
    return accounts, subs


@cache
def _others() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    data = tomllib.loads(_text("other_accounts"))["other"]
    names = {key(name): str(raw["side"]) for raw in data for name in raw["names"]}
    endings = tuple((ending, str(raw["side"])) for raw in data for ending in raw["ends_with"])
    return names, endings


def _text(name: str) -> str:
    return files("shinryo_ratio.imports").joinpath(f"data/{name}.toml").read_text("utf-8")


def _meaning(raw: Mapping[str, Any], origin: str) -> Meaning:
    return Meaning(
        name=raw["names"][0],
        kind=raw.get("kind"),
        section=raw.get("section"),
        facts={fact: raw[fact] for fact in FACTS if fact in raw},
        split_into=tuple((words, kind) for words, kind in raw.get("split_into", [])),
        family=raw.get("family", ""),
        confidence=raw["confidence"],
        source=raw["source"],
        note=raw.get("note", ""),
        origin=origin,
    )
