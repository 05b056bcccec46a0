"""Display width: full-width cells (East Asian Width W, F and A) count 2, marks that join count 0."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_TOKENS: Final = re.compile(r"[!-~]+|.", re.DOTALL)
_NEVER_FIRST: Final = frozenset("、。，．・：；）」』〕］｝】％々ー")
_NEVER_LAST: Final = frozenset("（「『〔［｛【")
_WIDE: Final = frozenset("WFA")


def width(text: str) -> int:
    """The columns that a text takes."""
    return len(text) if text.isascii() else sum(map(_cell, text))


@lru_cache(maxsize=4096)
def _cell(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


def plain(text: str) -> str:
    """The text on one line: control characters, which could break a table, become blanks."""
    return "".join(" " if unicodedata.category(mark) in ("Cc", "Zl", "Zp") else mark for mark in text)


def padded(text: str, columns: int, align: str = "left") -> str:
    """The text filled up with blanks to a width."""
    blanks = " " * (columns - width(text))
    return blanks + text if align == "right" else text + blanks


def words(text: str) -> list[str]:
    """What a line break does not part, unless it is wider than a line."""
    return _TOKENS.findall(text)


def wrapped(text: str, columns: int) -> list[str]:
    """The text in lines of at most this width; its own line breaks are kept, no word is lost."""
    return [line for part in text.split("\n") for line in _wrapped(part, columns)]


def _wrapped(text: str, columns: int) -> list[str]:
    if width(text) <= columns:
        return [text]
    lines: list[str] = []
    line: list[str] = []
    room = columns
    for token in _tokens(text, columns):
        taken = width(token)
        if taken > room and line:
            carried = _carried(line, token)
            if width("".join(carried)) + taken > columns:  # too narrow to keep them together
                line, carried = line + carried, []
            lines.append("".join(line).rstrip())
            line = carried
            room = columns - width("".join(line))
            if not line and token == " ":
                continue
        line.append(token)
        room -= taken
    return [*lines, "".join(line).rstrip()]


def _carried(line: list[str], token: str) -> list[str]:
    """What goes down to the next line: the mark before one that may not begin a line, brackets that open."""
    carried: list[str] = []
    if token[0] in _NEVER_FIRST and len(line) > 1 and width(line[-1]) <= 2:
        carried.append(line.pop())
    while len(line) > 1 and line[-1] in _NEVER_LAST:
        carried.insert(0, line.pop())
    return carried


def _tokens(text: str, columns: int) -> Iterator[str]:
    """Words of ASCII and single full-width characters; a word wider than a line in pieces."""
    for match in _TOKENS.finditer(text):
        token = match.group()
        for start in range(0, len(token), max(1, columns)):
            yield token[start : start + max(1, columns)]
