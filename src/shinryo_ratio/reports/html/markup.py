"""Markup that is safe by construction: whatever is not `Markup` is text, and text is escaped.

The names of users (corporations, accounts, facilities) are data: only `element` and `style` make markup.
"""

import html
import re
from collections.abc import Iterable
from typing import Final

from shinryo_ratio.messages.language import Language

_VOID: Final = frozenset({"meta", "br", "col"})
_UNWRITABLE: Final = re.compile(
    "[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)
_JAPANESE: Final = re.compile("[\u2190-\u27bf\u3000-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+")


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def escaped(text: str) -> Markup:
    """The text without any meaning to HTML; what no document may hold becomes U+FFFD."""
    if isinstance(text, Markup):
        return text
    return Markup(html.escape(_UNWRITABLE.sub("\ufffd", text), quote=True))


def element(name: str, /, *children: str, **attributes: str | int | None) -> Markup:
    """An element; `class_` is class, `_` in a name is `-`, an attribute that is None is left out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Markup(f"<{name}{written}/>")
    return Markup(f"<{name}{written}>{''.join(map(escaped, children))}</{name}>")


def joined(parts: Iterable[str], between: str = "\n") -> Markup:
    """Parts in a row."""
    return Markup(escaped(between).join(map(escaped, parts)))


def spoken(text: str, lang: Language) -> Markup:
    """A text of a report: its line breaks kept, and what is Japanese in an English one said to be so."""
    return joined((_spoken(line, lang) for line in text.split("\n")), element("br"))


def _spoken(line: str, lang: Language) -> Markup:
    if lang == "ja" or line.isascii():
        return escaped(line)
    parts: list[str] = []
    end = 0
    for run in _JAPANESE.finditer(line):
        parts += [line[end : run.start()], element("span", run.group(), lang="ja")]
        end = run.end()
    return joined([*parts, line[end:]], "")


def css_string(text: str) -> str:
    """The text as a string of a stylesheet: everything but letters and digits by its number."""
    return '"' + "".join(mark if mark.isalnum() else f"\\{ord(mark):x} " for mark in text) + '"'
