"""Last year's figures as a pattern: how its accounts were split, names and kinds, never amounts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shinryo_ratio.imports.accounts import Accounts, key, qualified
from shinryo_ratio.problems import FiguresError


@dataclass(frozen=True, slots=True)
class Split:
    """A row of last year's that this year's account may be split into."""

    name: str
    kind: str
    business: str
    section: str


@dataclass(frozen=True, slots=True)
class LastYear:
    """What last year's figures say of the corporation, and how each account was split.

    Attributes:
        headings: texts for the corporation and the standard, by the names of `readers.Headings`.
        splits: by the key of the account.
    """

    headings: Mapping[str, str] = field(default_factory=dict)
    splits: Mapping[str, Sequence[Split]] = field(default_factory=dict)

    def of(self, account: str, accounts: Accounts) -> Sequence[Split]:
        """How an account was split last year, under the same name or another of its names."""
        if found := self.splits.get(key(account)):
            return found
        meaning = accounts.of(account).meaning
        for name, splits in self.splits.items():
            if meaning is not None and accounts.of(name).meaning is meaning:
                return splits
        return ()


def read_last_year(path: str) -> LastYear:
    """Last year's figures file as a pattern.

    Raises:
        FiguresError: with every problem of the file.
    """
    from shinryo_ratio.readers import read

    sources = read(path)
    if len(sources) > 1:
        from shinryo_ratio.problems import Place, Problem

        values = {"count": len(sources)}
        raise FiguresError([Problem("several-corporations", Place(file=path), values)])
    figures = sources[0].figures
    corporation = figures.corporation
    headings = {
        "name": corporation.name, "type": corporation.type, "legal_form": corporation.legal_form,
        "standard": figures.accounting_standard,
    }  # fmt: skip
    splits: dict[str, list[Split]] = {}
    for line in figures.revenue:
        if line.kind == "unclassified" or line.internal:
            continue
        parts = qualified(key(line.name))
        splits.setdefault(parts[0] if parts else key(line.name), []).append(_split(line))
    return LastYear({name: text for name, text in headings.items() if text}, splits)


def _split(line: Any) -> Split:
    return Split(line.name, line.kind, line.business, line.section)
