"""The user's own mapping: TOML in the form of the shipped files, or CSV with one account a row."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from shinryo_ratio.figures import vocabulary as v
from shinryo_ratio.figures.words import FORMS, code_of, fold, key_of, nearest
from shinryo_ratio.imports.accounts import FACTS, Meaning, key
from shinryo_ratio.imports.grid import read_text
from shinryo_ratio.problems import FiguresError, Place, Problem
from shinryo_ratio.readers.decoding import decode
from shinryo_ratio.readers.diagnosis import all_words

SIDES: Final[v.Words] = {
    "revenue": ("収益",), "expense": ("費用",), "balance": ("貸借", "資産", "負債", "純資産"),
}  # fmt: skip
_COLUMNS: Final[v.Words] = {
    "account": ("勘定科目", "科目", "科目名"),
    "sub": ("補助科目", "補助"),
    "side": ("収益・費用", "収支", "扱い"),
}
_LINE_KEYS: Final = frozenset({"kind", "business", "section", "note"}) | FACTS
_WORDS: Final[Mapping[str, v.Words]] = {
    "side": SIDES,
    **{name: entry.words for name, entry in FORMS["line"].items() if entry.words is not None},
}
_NOT_HERE: Final = {"deliveries", "delivery_count"}
"""Facts that speak of one year's amounts."""


def read_mapping(path: str | Path) -> dict[tuple[str, str], Meaning]:
    """The user's entries by (account, 補助科目 or empty).

    Raises:
        FiguresError: with every problem of the file.
    """
    file = str(path)
    try:
        data = Path(file).read_bytes()
    except FileNotFoundError:
        raise FiguresError([Problem("file-missing", Place(file=file))]) from None
    except (OSError, ValueError) as error:
        values = {"detail": getattr(error, "strerror", None) or str(error)}
        raise FiguresError([Problem("file-unreadable", Place(file=file), values)]) from None
    rows = _csv_rows(data, file) if Path(file).suffix.lower() in (".csv", ".tsv") else _toml_rows(data, file)
    reading = _Reading(file)
    for place, row in rows:
        reading.take(place, row)
    if reading.problems:
        raise FiguresError(reading.problems)
    return reading.entries


class _Reading:
    """The entries read so far."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.entries: dict[tuple[str, str], Meaning] = {}
        self.problems: list[Problem] = []

    def take(self, place: Place, row: Mapping[str, Any]) -> None:
        """One entry of the file, of one account or of several names."""
        before = len(self.problems)
        values = {name: self._value(place, name, raw) for name, raw in row.items()}
        names = values.get("names") or [values.get("account")]
        if not all(isinstance(name, str) and name.strip() for name in names):
            self._add("mapping-account-missing", place)
        elif "kind" not in values and values.get("side", "revenue") == "revenue":
            self._add("mapping-kind-missing", place, account=str(names[0]))
        elif len(self.problems) == before:
            self._facts_fit(place, values)
        if len(self.problems) > before:
            return
        for name in names:
            self._put(place, str(name), values)

    def _value(self, place: Place, name: str, raw: Any) -> Any:
        if name in ("names", "account", "sub", "note", "source", "confidence"):
            return raw
        words = _WORDS.get(name)
        if name not in _LINE_KEYS | {"side"} or name in _NOT_HERE or words is None:
            known = "、".join(["account", "sub", "side", *sorted(_LINE_KEYS - _NOT_HERE)])
            self._add("mapping-key-unknown", place, written=name, known=known)
            return None
        text = str(raw).lower() if isinstance(raw, bool) else str(raw)
        code = code_of(words, text)
        if code is None:
            known = all_words(words)
            near = nearest(text, words) or ""
            self._add("unknown-word", place, key=name, written=text, nearest=near, known=known)
            return None
        return code == "true" if words is v.BOOLEANS else code

    def _facts_fit(self, place: Place, values: Mapping[str, Any]) -> None:
        kind = values.get("kind")
        for fact in values:
            if fact in FACTS - {"internal"} and fact not in v.FACTS_OF_KIND.get(str(kind), ()):
                kinds = "、".join(one for one, facts in v.FACTS_OF_KIND.items() if fact in facts)
                self._add("fact-on-wrong-kind", place, key=fact, kind=str(kind), kinds=kinds)

    def _put(self, place: Place, name: str, values: Mapping[str, Any]) -> None:
        at = key(name), key(values.get("sub") or "")
        if at in self.entries:
            self._add("mapping-account-twice", place, account=name)
            return
        kind = values.get("kind")
        self.entries[at] = Meaning(
            name=name,
            kind=None if kind == "unclassified" else kind,
            side=values.get("side", "revenue"),
            business=values.get("business"),
            section=values.get("section"),
            facts={fact: values[fact] for fact in FACTS if fact in values},
            confidence="own",
            source=str(values.get("source", "")),
            note=str(values.get("note", "")),
            origin=str(place),
        )

    def _add(self, code: str, place: Place, **values: str | int) -> None:
        self.problems.append(Problem(code, place, values))


def _toml_rows(data: bytes, file: str) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    text = decode(data, file)
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FiguresError([Problem("mapping-not-toml", Place(file=file), {"detail": str(error)})]) from None
    lines = [
        number for number, line in enumerate(text.splitlines(), 1) if fold(line).startswith("[[account]]")
    ]
    entries = tree.get("account")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise FiguresError([Problem("mapping-empty", Place(file=file))])
    for index, entry in enumerate(entries):
        yield Place(file=file, line=lines[index] if index < len(lines) else None), entry


def _csv_rows(data: bytes, file: str) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    rows = list(read_text(data, file).rows)
    header = [code_of(_COLUMNS, text) or key_of("line", text) or text.strip() for text in rows[0]]
    header = ["account" if name == "name" else name for name in header]
    if "account" not in header:
        raise FiguresError([Problem("mapping-account-missing", Place(file=file, line=1))])
    for number, row in enumerate(rows[1:], 2):
        filled = {
            name: text.strip() for name, text in zip(header, row, strict=False) if text.strip() and name
        }
        if filled:
            yield Place(file=file, line=number), filled
